"""Random edits of one register on two sides, merged, and judged against what the edits were.

    python benchmarks/merging.py [--merges 10000] [--seed 1] [--risks 12] [--edits 4] [--show 1]

Every risk and action has a hidden number that no text shows. What a merge should come to is composed from these, not
from any merger: a field that one side changed, a record that one side deleted, a contradiction. An action that got
another id and other words is another action. Printed is how many merges were right, were conflicts that are none
(spurious), said or hid something wrong, or lost a comment.
"""

# A benchmark prints, and its randomness keeps no secrets.
# ruff: noqa: S311, T201

from __future__ import annotations

import argparse
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from difflib import unified_diff
from random import Random
from typing import Any

from attrs import define, field

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

WORDS = "budget staff cyber flood school waste housing care grant fraud road fleet bridge pension audit tender".split()  # noqa: SIM905
STATUS = ("planned", "under way", "in place", "complete")
TEXTS = ("owner", "description", "category", "note", "place")


@define
class Action:
    """An action against a risk."""

    uid: int
    id: str
    fields: dict[str, Any]
    on_line: bool
    beside: str = ""


@define
class Risk:
    """A risk as the texts are made from it."""

    uid: int
    id: str
    fields: dict[str, Any]
    evidence: list[str]
    score: dict[str, int]
    actions: list[Action]
    above: list[str] = field(factory=list)
    beside: dict[str, str] = field(factory=dict)
    listed: bool = False
    """Whether its evidence has a line an item."""


@define
class State:
    """A register as the texts are made from it."""

    heading: dict[str, str]
    risks: list[Risk]
    removed: dict[str, str] = field(factory=dict)


class Maker:
    """Everything random, and numbers that are never given twice."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0

    def number(self) -> int:
        """A number that was not given yet."""
        self.count += 1
        return self.count

    def text(self) -> str:
        """A text that was not given yet."""
        words = " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, 6)))
        return f"{words} {self.number()}"

    def comment(self) -> str:
        """A comment that was not given yet."""
        return f"# {self.text()}"

    def action(self) -> Action:
        """An action."""
        fields = {"status": self.random.choice(STATUS), "action": self.text()}
        if self.random.random() < 0.5:
            fields["due"] = f"20{self.random.randint(20, 29)}-0{self.random.randint(1, 9)}"
        number = self.number()
        return Action(number, f"m{number}", fields, self.random.random() < 0.6)

    def risk(self) -> Risk:
        """A risk with its actions."""
        number = self.number()
        fields = {"title": self.text()} | {k: self.text() for k in TEXTS if self.random.random() < 0.5}
        evidence = [f"card: {self.number()}" for _ in range(self.random.randint(0, 3))]
        score = {"likelihood": self.random.randint(1, 5), "impact": self.random.randint(1, 5)}
        actions = [self.action() for _ in range(self.random.randint(0, 3))]
        made = Risk(number, f"r{number}", fields, evidence, score, actions, listed=self.random.random() < 0.3)
        if self.random.random() < 0.3:
            made.above.append(self.comment())
        for key in fields:
            if self.random.random() < 0.15:
                made.beside[key] = self.comment()
        return made

    def state(self, risks: int) -> State:
        """A register of so many risks."""
        heading = {"title": self.text(), "date": "2022", "committee": self.text()}
        return State(heading, [self.risk() for _ in range(risks)], {f"gone{self.number()}": "closed"})


# Text


def written(state: State) -> str:
    """The text of a state; what did not change is typed as it was."""
    lines = ["[register]", *(f'{k} = "{v}"' for k, v in state.heading.items())]
    for risk in state.risks:
        lines += ["", "", *risk.above, f"[risk.{risk.id}]"]
        for key, value in risk.fields.items():
            lines.append(f'{key} = "{value}"' + (f"  {risk.beside[key]}" if key in risk.beside else ""))
        lines += _evidence(risk)
        if risk.score:
            inner = ", ".join(f"{k} = {v}" for k, v in risk.score.items())
            lines.append(f"score.current = {{ {inner} }}")
        lines += _actions(risk)
    for id, reason in state.removed.items():
        lines += ["", f"[removed.{id}]", f'reason = "{reason}"']
    return "\n".join(lines) + "\n"


def _evidence(risk: Risk) -> list[str]:
    if not risk.evidence:
        return []
    if risk.listed:
        return ["evidence = [", *(f'    "{e}",' for e in risk.evidence), "]"]
    return [f"evidence = [{', '.join(chr(34) + e + chr(34) for e in risk.evidence)}]"]


def _actions(risk: Risk) -> list[str]:
    lines: list[str] = []
    if any(a.on_line for a in risk.actions):
        lines += ["", f"[risk.{risk.id}.mitigation]"]
    for a in risk.actions:
        if a.on_line:
            inner = ", ".join(f'{k} = "{v}"' for k, v in a.fields.items())
            lines.append(f"{a.id} = {{ {inner} }}" + (f"  {a.beside}" if a.beside else ""))
    for a in risk.actions:
        if not a.on_line:
            lines += ["", f"[risk.{risk.id}.mitigation.{a.id}]" + (f"  {a.beside}" if a.beside else "")]
            lines += [f'{k} = "{v}"' for k, v in a.fields.items()]
    return lines


# Edits


def _set(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    risk.fields[make.random.choice(("title", *TEXTS))] = make.text()


def _unset(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    keys = [k for k in risk.fields if k != "title"]
    if keys:
        key = make.random.choice(keys)
        del risk.fields[key]
        risk.beside.pop(key, None)


def _score(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    risk.score[make.random.choice(("likelihood", "impact"))] = make.random.randint(1, 5)


def _evidence_edit(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    if risk.evidence and make.random.random() < 0.4:
        risk.evidence.remove(make.random.choice(risk.evidence))
    else:
        risk.evidence.insert(make.random.randint(0, len(risk.evidence)), f"card: {make.number()}")


def _add(make: Maker, state: State) -> None:
    made = make.risk()
    if make.random.random() < 0.3:
        made.id = f"next{len(state.risks) + 1}"
        if any(r.id == made.id for r in state.risks):
            made.id = f"r{made.uid}"
    at = len(state.risks) if make.random.random() < 0.5 else make.random.randint(0, len(state.risks))
    state.risks.insert(at, made)


def _delete(make: Maker, state: State) -> None:
    if len(state.risks) > 2:
        risk = state.risks.pop(make.random.randrange(len(state.risks)))
        if make.random.random() < 0.5:
            state.removed[risk.id] = "closed"


def _move(make: Maker, state: State) -> None:
    risk = state.risks.pop(make.random.randrange(len(state.risks)))
    state.risks.insert(make.random.randint(0, len(state.risks)), risk)


def _sort(make: Maker, state: State) -> None:
    state.risks.sort(key=lambda r: r.fields["title"])


def _rename(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    risk.id = f"n{make.number()}"
    if make.random.random() < 0.3:
        risk.fields["note"] = make.text()


def _action_of(make: Maker, state: State) -> tuple[Risk, Action] | None:
    found = [(r, a) for r in state.risks for a in r.actions]
    return make.random.choice(found) if found else None


def _action_set(make: Maker, state: State) -> None:
    if found := _action_of(make, state):
        key = make.random.choice(("status", "due", "owner", "action"))
        found[1].fields[key] = make.random.choice(STATUS) if key == "status" else make.text()


def _action_add(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    risk.actions.insert(make.random.randint(0, len(risk.actions)), make.action())


def _action_delete(make: Maker, state: State) -> None:
    if found := _action_of(make, state):
        found[0].actions.remove(found[1])


def _action_form(make: Maker, state: State) -> None:
    if found := _action_of(make, state):
        found[1].on_line = not found[1].on_line


def _action_rename(make: Maker, state: State) -> None:
    if found := _action_of(make, state):
        found[1].id = f"k{make.number()}"


def _comment(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    match make.random.randrange(4):
        case 0:
            risk.above.append(make.comment())
        case 1 if risk.above:
            risk.above[0] = make.comment()
        case 2 if risk.actions:
            make.random.choice(risk.actions).beside = make.comment()
        case _:
            risk.beside[make.random.choice([*risk.fields])] = make.comment()


def _heading(make: Maker, state: State) -> None:
    state.heading[make.random.choice(("title", "committee", "organisation"))] = make.text()


def _listed(make: Maker, state: State) -> None:
    risk = make.random.choice(state.risks)
    risk.listed = not risk.listed


EDITS: tuple[tuple[Callable[[Maker, State], None], int], ...] = (
    (_set, 6),
    (_unset, 2),
    (_score, 4),
    (_evidence_edit, 3),
    (_add, 3),
    (_delete, 2),
    (_move, 2),
    (_sort, 1),
    (_rename, 1),
    (_action_set, 5),
    (_action_add, 3),
    (_action_delete, 2),
    (_action_form, 2),
    (_action_rename, 1),
    (_comment, 4),
    (_heading, 1),
    (_listed, 1),
)


def edited(make: Maker, state: State, edits: int) -> State:
    """A state after some random edits."""
    state = deepcopy(state)
    chosen = make.random.choices([e for e, _ in EDITS], [w for _, w in EDITS], k=edits)
    words = {a.uid: (a.id, a.fields["action"]) for r in state.risks for a in r.actions}
    for edit in chosen:
        edit(make, state)
    for action in (a for r in state.risks for a in r.actions):
        id, said = words.get(action.uid, (action.id, ""))
        if action.id != id and action.fields["action"] != said:
            action.uid = make.number()  # with another id and other words it is another action, to any reader
    return state


# Truth

Facts = dict[tuple[Any, ...], Any]


def facts(state: State) -> Facts:
    """All that a state says, each fact by the hidden number of what it is about."""
    found: Facts = {("heading", k): v for k, v in state.heading.items()}
    found |= {("removed", k): v for k, v in state.removed.items()}
    for risk in state.risks:
        found["risk", risk.uid, "id"] = risk.id
        found["risk", risk.uid, "evidence"] = frozenset(risk.evidence)
        found |= {("risk", risk.uid, "field", k): v for k, v in risk.fields.items()}
        found |= {("risk", risk.uid, "score", k): v for k, v in risk.score.items()}
        for a in risk.actions:
            found["risk", risk.uid, "action", a.uid, "id"] = a.id
            found |= {("risk", risk.uid, "action", a.uid, "field", k): v for k, v in a.fields.items()}
    return found


def truth(base: Facts, ours: Facts, theirs: Facts) -> Facts | None:
    """What the edits come to; None where they contradict each other."""
    for owner in {key[:length] for key in base for length in (2, 4) if _owns(key[:length], key)}:
        for gone, other in ((ours, theirs), (theirs, ours)):
            if (
                (*owner, "id") not in gone
                and (*owner, "id") in other
                and _content(owner, base) != _content(owner, other)
            ):
                return None
    out: Facts = {}
    for key in {**base, **ours, **theirs}:
        was, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if key[-1] == "evidence" and mine is not None and other is not None:
            out[key] = (mine & other) | (mine - (was or frozenset())) | (other - (was or frozenset()))
        elif mine != other and was not in (mine, other):
            return None
        else:
            out[key] = other if mine == was else mine
    out = {k: v for k, v in out.items() if v is not None}
    alive = {key[:length] for key in out for length in (2, 4) if (*key[:length], "id") in out}
    out = {k: v for k, v in out.items() if all(k[:n] in alive for n in (2, 4) if _owns(k[:n], k))}
    ids = Counter((key[:-2], value) for key, value in out.items() if key[-1] == "id")
    return None if any(count > 1 for count in ids.values()) else out


def _owns(owner: tuple[Any, ...], key: tuple[Any, ...]) -> bool:
    if key[0] != "risk" or len(owner) >= len(key):
        return False
    return len(owner) == 2 or (len(owner) == 4 and owner[2] == "action")


def _content(owner: tuple[Any, ...], of: Facts) -> Facts:
    """What is said of a risk or action; its own id aside, since a rename alone is no edit."""
    return {k: v for k, v in of.items() if k[: len(owner)] == owner and k != (*owner, "id")}


def as_data(found: Facts) -> dict[str, Any]:
    """Facts as a file's data."""
    data: dict[str, Any] = {"register": {}, "risk": {}, "removed": {}}
    ids = {key[:-1]: value for key, value in found.items() if key[-1] == "id"}
    for key, value in found.items():
        match key:
            case ("heading", name):
                data["register"][name] = value
            case ("removed", id):
                data["removed"][id] = {"reason": value}
            case ("risk", uid, "action", action, *rest):
                held = data["risk"].setdefault(ids["risk", uid], {}).setdefault("mitigation", {})
                one = held.setdefault(ids["risk", uid, "action", action], {})
                if rest[0] == "field":
                    one[rest[1]] = value
            case ("risk", uid, "field", name):
                data["risk"].setdefault(ids["risk", uid], {})[name] = value
            case ("risk", uid, "score", name):
                risk = data["risk"].setdefault(ids["risk", uid], {})
                risk.setdefault("score", {}).setdefault("current", {})[name] = value
            case ("risk", uid, "evidence"):
                risk = data["risk"].setdefault(ids["risk", uid], {})
                if value:
                    risk["evidence"] = value
    return {k: v for k, v in data.items() if v}


def _comparable(data: dict[str, Any]) -> dict[str, Any]:
    data = {k: v for k, v in data.items() if v}
    for risk in data.get("risk", {}).values():
        if not risk.get("mitigation", True):
            del risk["mitigation"]
        if not risk.get("evidence", True):
            del risk["evidence"]
        if "evidence" in risk:
            risk["evidence"] = frozenset(risk["evidence"])
    return data


def lost_comments(base: str, ours: str, theirs: str, merged: str) -> list[str]:
    """The comments that a side put in and the merged text does not have."""
    known, now = _comments(base), _comments(ours) | _comments(theirs)
    kept = known & _comments(ours) & _comments(theirs)
    return sorted(c for c in (now - known) | kept if c not in merged)


def _comments(text: str) -> set[str]:
    return {line[line.index("# ") :] for line in text.split("\n") if "# " in line}


def misplaced(base: State, ours: State, theirs: State, merged: dict[str, Any]) -> bool:
    """Whether risks stand in an order that no side gave them, where only one side, or none, moved any."""
    uids = [[r.uid for r in s.risks] for s in (base, ours, theirs)]
    ids = {r.uid: r.id for s in (base, ours, theirs) for r in s.risks}
    ids |= {r.uid: r.id for s in (ours, theirs) for r in s.risks if ids.get(r.uid) != r.id and r.id in merged}
    common = set(uids[0]) & set(uids[1]) & set(uids[2])
    orders = [[u for u in order if u in common] for order in uids]
    leader = uids[2] if orders[1] == orders[0] else uids[1] if orders[2] == orders[0] else None
    if leader is None:
        return False
    expected = [u for u in leader if u in common]
    known = {i: u for s in (base, ours, theirs) for r in s.risks for i, u in [(r.id, r.uid)]}
    return [known[i] for i in merged if known[i] in common] != expected


def judged(make: Maker, risks: int, edits: int) -> tuple[str, tuple[str, str, str, str], int]:
    """One random merge: how it turned out, its texts, and how many comments were lost."""
    base = make.state(risks)
    ours, theirs = (edited(make, base, make.random.randint(1, edits)) for _ in range(2))
    texts = tuple(map(written, (base, ours, theirs)))
    expected = truth(*map(facts, (base, ours, theirs)))
    try:
        merged = merge_texts(*(t.encode() for t in texts))
    except Declined as error:
        return "declined", (*texts, str(error)), 0  # type: ignore[return-value]
    text = merged.text.decode()
    lost = len(lost_comments(*texts, text))  # type: ignore[call-arg]
    told = (*texts, text)
    if merged.conflicts:
        return ("conflict" if expected is None else "spurious"), told, lost  # type: ignore[return-value]
    if expected is None:
        return "wrong", told, lost  # type: ignore[return-value]
    data = tomllib.loads(text)
    right = _comparable(deepcopy(data)) == as_data(expected)
    right = right and not misplaced(base, ours, theirs, data.get("risk", {}))
    return ("right" if right else "wrong"), told, lost  # type: ignore[return-value]


def main() -> None:
    """Merge, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--merges", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--risks", type=int, default=12)
    parser.add_argument("--edits", type=int, default=4)
    parser.add_argument("--show", type=int, default=0, help="print the texts of so many merges that went amiss")
    given = parser.parse_args()
    make = Maker(given.seed)
    counts: Counter[str] = Counter()
    lost = shown = 0
    spent = time.process_time()
    for number in range(given.merges):
        make.random.seed(given.seed * 1_000_003 + number)
        verdict, texts, gone = judged(make, given.risks, given.edits)
        counts[verdict] += 1
        lost += gone
        if shown < given.show and (verdict in ("wrong", "spurious", "declined") or gone):
            shown += 1
            _show(verdict, texts, number)
    spent = time.process_time() - spent
    for name in ("right", "conflict", "spurious", "wrong", "declined"):
        print(f"{name:>14}: {counts[name]}")
    print(f" comments lost: {lost}")
    print(f"   ms a merge: {1000 * spent / given.merges:.1f}")


def _show(verdict: str, texts: tuple[str, str, str, str], number: int) -> None:
    base, ours, theirs, merged = texts
    print(f"=== {number}: {verdict}")
    for name, text in (("ours", ours), ("theirs", theirs), ("merged", merged)):
        print("\n".join(unified_diff(base.split("\n"), text.split("\n"), "base", name, lineterm="", n=2)))


if __name__ == "__main__":
    main()
