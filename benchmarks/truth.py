"""Whether riskreg's answer about a pair of registers is the truth that the pair was made with.

    python benchmarks/truth.py FOLDER

prints what is wrong, with the precision and recall of the suggested renamings, and exits with 1 where anything is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Data = dict[str, Any]

LEAST = 0.98
"""What precision and recall of the renamings must reach for the answer to be right."""


def answer(folder: Path) -> Data:
    """What `riskreg compare` says of the pair in a folder."""
    words = ["--max-size", "1G", "compare", "2021", "2022", "--format", "json"]
    command = [sys.executable, "-c", "from riskreg.cli.main import main; main()", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    given: Data = json.loads(done.stdout)
    return given


def likeness(said: Data, truth: Data) -> tuple[float, float]:
    """The precision and the recall of the suggested renamings of risks; 1 and 1 where there are none."""
    found = {(s["earlier"], s["later"]) for s in said["suggestions"] if "." not in s["later"]}
    true = {(earlier, later) for earlier, later in truth["renamed"]}
    right = len(found & true)
    return right / len(found) if found else 1.0, right / len(true) if true else 1.0


def faults(said: Data, truth: Data) -> Iterator[str]:
    """What of the answer is not true."""
    ids = {kind: sorted(_ids(said, kind)) for kind in ("carried", "removed", "unaccounted", "new")}
    if len(ids["carried"]) != truth["carried"]:
        yield f"{len(ids['carried'])} carried, in truth {truth['carried']}"
    for kind in ("removed", "unaccounted", "new"):
        if ids[kind] != truth[kind]:
            yield f"{kind}: {_differ(ids[kind], truth[kind])}"
    if sum(said["counts"].values()) != sum(map(len, ids.values())):
        yield f"counts of other kinds: {said['counts']}"
    fields = sorted([*_fields(said)])
    if fields != [list(field) for field in truth["fields"]]:
        yield f"fields: {_differ(fields, truth['fields'])}"
    for name, value in zip(("precision", "recall"), likeness(said, truth), strict=True):
        if value < LEAST:
            yield f"{name} of the renamings is {value:.3f}, less than {LEAST}"


def _ids(said: Data, kind: str) -> Iterator[str]:
    for change in said["changes"]:
        if change["kind"] == kind:
            yield (change["later"] or change["earlier"])[0]


def _fields(said: Data) -> Iterator[list[str]]:
    """Every field that is said to differ: whose, and which."""
    for change in said["changes"]:
        for pair in change["pairs"]:
            yield from ([pair["later"], field["field"]] for field in pair["fields"])
            for action in pair["mitigations"]:
                yield from ([action["later"] or action["earlier"], field["field"]] for field in action["fields"])


def _differ(said: list[Any], true: list[Any]) -> str:
    only = [item for item in said if item not in true][:3], [item for item in true if item not in said][:3]
    return f"{len(said)} said, {len(true)} true; said only: {only[0]}; true only: {only[1]}"


def main() -> None:
    """Print a verdict, as JSON for the benchmark."""
    folder = Path(sys.argv[1])
    said, truth = answer(folder), json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    wrong = [*faults(said, truth)]
    precision, recall = likeness(said, truth)
    print(json.dumps({"faults": wrong, "precision": precision, "recall": recall}))  # noqa: T201
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
