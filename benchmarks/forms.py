"""A register's data in the forms that are measured: TOML for riskreg, CSV and JSON for its peers.

    python benchmarks/forms.py REGISTER.toml FOLDER

writes REGISTER.csv and REGISTER.json of a register file, such as the real ones.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

Data = dict[str, Any]


def as_toml(data: Data) -> str:
    """A register file in the canonical layout, if every action is too long for one line."""
    lines = _table("register", data["register"])
    if "matrix" in data:
        lines += ["", *_table("matrix", data["matrix"])]
    for id, risk in data["risk"].items():
        lines += ["", "", *_table(f"risk.{id}", risk)]
        for action_id, action in risk["mitigation"].items():
            lines += ["", *_table(f"risk.{id}.mitigation.{action_id}", action)]
    for n, (id, removal) in enumerate(data["removed"].items()):
        lines += [*([] if n else [""]), "", *_table(f"removed.{id}", removal)]
    return "\n".join(lines) + "\n"


def _table(name: str, values: Data) -> list[str]:
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    scores = {f"score.{key}": value for key, value in values.get("score", {}).items()}
    return [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in (plain | scores).items())]


def _value(value: Any) -> str:
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {_value(inner)}' for key, inner in value.items())} }}"
        case _:
            return str(value)  # a number or a day


def as_json(data: Data) -> str:
    """The risks by id, and within each its actions by id: what is easiest for a peer to compare."""
    return json.dumps(data["risk"], default=str, ensure_ascii=False, indent=1)


def as_csv(data: Data) -> str:
    """A row a risk, as spreadsheets have it: the fields of its first action, of its second and so on, side by side."""
    rows = [dict(_cells({"id": id} | risk)) for id, risk in data["risk"].items()]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*dict.fromkeys(key for row in rows for key in row)], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _cells(of: Data, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in of.items():
        if key == "mitigation":
            for n, (id, action) in enumerate(value.items(), 1):
                yield from _cells({"id": id} | action, f"action{n}_")
        elif isinstance(value, dict):
            yield from _cells(value, f"{before}{key}_")
        else:
            yield before + key, _cell(value)


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, str | int | date) else json.dumps(value, default=str, ensure_ascii=False)


def main() -> None:
    """Write the forms of one register for the peers."""
    register, folder = map(Path, sys.argv[1:])
    data = tomllib.loads(register.read_text(encoding="utf-8"))
    (folder / f"{register.stem}.csv").write_text(as_csv(data), encoding="utf-8")
    (folder / f"{register.stem}.json").write_text(as_json(data), encoding="utf-8")


if __name__ == "__main__":
    main()
