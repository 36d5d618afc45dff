"""Pairs of registers of known truth, made up: N risks with three actions each, and what became of each a year later.

    python benchmarks/pairs.py --risks 1000 [--seed 1] FOLDER

writes registers/2021.toml and 2022.toml, the same as CSV and JSON for the peers, and truth.json. Of the earlier risks
10 % come back under a new id that no lineage records, half of them with one word of the title changed; 5 % are left
out, half of them with a reason; 30 % have changed fields; and as many as left are added. The same seed gives the same
files. The words are those of `likeness.py`, harsher than real registers: everything resembles everything.
"""

# Randomness here keeps no secrets.
# ruff: noqa: S311

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random
from typing import Any

from forms import as_csv, as_json, as_toml
from likeness import edit, new_title

Data = dict[str, Any]
"""A register as its file holds it."""

RENAMED, REMOVED, CHANGED = 0.10, 0.05, 0.30
ACTIONS = 3
OWNERS = ("Director of Finance", "Head of Property", "Director of Children's Services", "Chief Digital Officer")
CATEGORIES = ("People", "Money", "Places", "Systems")
STATUS = ("planned", "under way", "in place", "complete")
FIRST = date(2022, 1, 1)


def sentence(random: Random, titles: int) -> str:
    """A sentence as long as so many titles."""
    return ", ".join(new_title(random).lower() for _ in range(titles)).capitalize() + "."


def action(random: Random) -> Data:
    """An action with a status, a role and two dates."""
    since = FIRST - timedelta(random.randint(30, 900))
    return {
        "status": random.choice(STATUS),
        "action": sentence(random, 2),
        "owner": random.choice(OWNERS),
        "since": since,
        "due": since + timedelta(random.randint(30, 900)),
        "place": f"{random.randint(1, 20)}.{random.randint(1, 9)}",
    }


def risk(random: Random, number: int) -> Data:
    """A risk with all that a corporate register usually says of one, and three actions."""
    return {
        "title": new_title(random),
        "number": f"CRR{number:06}",
        "description": sentence(random, 2),
        "cause": sentence(random, 1),
        "consequence": sentence(random, 1),
        "category": random.choice(CATEGORIES),
        "owner": random.choice(OWNERS),
        "response": "treat",
        "raised": FIRST - timedelta(random.randint(900, 2000)),
        "score": {kind: {"likelihood": random.randint(1, 5), "impact": random.randint(1, 5)} for kind in SCORES},
        "mitigation": {f"a{n}": action(random) for n in range(1, ACTIONS + 1)},
    }


SCORES = ("current", "target")
MATRIX: Data = {
    "likelihood": ["Very unlikely", "Unlikely", "Possible", "Likely", "Almost certain"],
    "impact": ["Minor", "Moderate", "Significant", "Major", "Critical"],
    "bands": [{"name": "Green", "from": 1}, {"name": "Amber", "from": 8}, {"name": "Red", "from": 15}],
}


def register(risks: Data, day: date, removed: Data) -> Data:
    """A register of that day."""
    heading = {"title": "Corporate risks", "date": day, "organisation": "Example Council"}
    return {"register": heading, "matrix": MATRIX, "risk": risks, "removed": removed}


# Changes: each alters one field of a risk, and says whose field it is and how it is called.


def _worded(random: Random, of: Data, field: str) -> None:
    words = of[field].removesuffix(".").split()
    while " ".join(words) == of[field].removesuffix("."):
        edit(words, random)
    of[field] = " ".join(words) + ("." if of[field].endswith(".") else "")


def _other(random: Random, of: Data, field: str, among: tuple[str, ...]) -> None:
    of[field] = random.choice([word for word in among if word != of[field]])


def _text(field: str) -> Callable[[Random, Data], tuple[str, str]]:
    def change(random: Random, given: Data) -> tuple[str, str]:
        _worded(random, given, field)
        return "", field

    return change


def _owner(random: Random, given: Data) -> tuple[str, str]:
    _other(random, given, "owner", OWNERS)
    return "", "owner"


def _score(random: Random, given: Data) -> tuple[str, str]:
    score = given["score"]["current"]
    score["likelihood"] = random.choice([n for n in range(1, 6) if n != score["likelihood"]])
    return "", "score.current"


def _status(random: Random, given: Data) -> tuple[str, str]:
    id = random.choice([*given["mitigation"]])
    _other(random, given["mitigation"][id], "status", STATUS)
    return f".{id}", "status"


def _due(random: Random, given: Data) -> tuple[str, str]:
    id = random.choice([*given["mitigation"]])
    given["mitigation"][id]["due"] += timedelta(random.randint(1, 200))
    return f".{id}", "due"


def _action(random: Random, given: Data) -> tuple[str, str]:
    id = random.choice([*given["mitigation"]])
    _worded(random, given["mitigation"][id], "action")
    return f".{id}", "action"


CHANGES = (_text("title"), _text("description"), _text("cause"), _owner, _score, _status, _due, _action)


def changed(random: Random, given: Data) -> list[tuple[str, str]]:
    """One to three fields of the risk altered in place: for each `.action` or nothing, and the field's name."""
    return [change(random, given) for change in random.sample(CHANGES, random.randint(1, 3))]


def pair(size: int, seed: int) -> tuple[Data, Data, Data]:
    """Two registers, and the truth: what was renamed, removed, left out, added, and which fields changed."""
    random = Random(seed)
    earlier = {f"risk-{n}": risk(random, n) for n in range(1, size + 1)}
    fates = random.sample([*earlier], size)
    ends = [*accumulate(max(1, round(size * share)) for share in (RENAMED, REMOVED, CHANGED))]
    renamed, removed, to_change = (fates[a:b] for a, b in pairwise([0, *ends]))
    new_ids = {id: id.replace("risk", "renamed") for id in renamed}
    gone = frozenset(removed)
    later = {new_ids.get(id, id): deepcopy(body) for id, body in earlier.items() if id not in gone}
    for id in renamed[::2]:
        _worded(random, later[new_ids[id]], "title")
    fields = [(id + whose, field) for id in to_change for whose, field in changed(random, later[id])]
    added = [f"added-{n}" for n in range(1, len(removed) + 1)]
    for n, id in enumerate(added, size + 1):
        later[id] = risk(random, n)
    order = sorted(later, key=lambda name: (int(name.split("-")[1]), name))  # what is new stands among the old
    said = {id: {"reason": "closed"} for id in removed[::2]}
    truth = {
        "carried": size - len(renamed) - len(removed),
        "renamed": sorted(new_ids.items()),
        "removed": sorted(said),
        "unaccounted": sorted({*removed, *renamed} - {*said}),
        "new": sorted({*added, *new_ids.values()}),
        "fields": sorted(fields),
    }
    after = register({id: later[id] for id in order}, date(2022, 11, 16), said)
    return register(earlier, date(2021, 11, 16), {}), after, truth


def write_pair(folder: Path, size: int, seed: int = 1) -> None:
    """The files of a pair."""
    earlier, later, truth = pair(size, seed)
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for name, data in (("2021", earlier), ("2022", later)):
        (folder / "registers" / f"{name}.toml").write_text(as_toml(data), encoding="utf-8")
        (folder / f"{name}.csv").write_text(as_csv(data), encoding="utf-8")
        (folder / f"{name}.json").write_text(as_json(data), encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")


def main() -> None:
    """Write a pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--risks", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write_pair(given.folder, given.risks, given.seed)


if __name__ == "__main__":
    main()
