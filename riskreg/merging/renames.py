"""An id that one side changed is changed in the other texts too, so that what the other side did arrives there."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from riskreg.comparison.renamed import renamed_actions, renamed_risks
from riskreg.errors import Declined
from riskreg.merging.crossed import is_crossed, planned, relabelled, with_copy, with_old_id
from riskreg.merging.three import Three, value_at
from riskreg.store.edit_ids import with_ids
from riskreg.store.syntax import parse


@frozen
class Side:
    """One of the three texts, and what it holds."""

    text: str
    """The text."""
    data: dict[str, Any]
    """What the parser makes of it."""

    def records(self, *path: str) -> dict[str, dict[str, Any]]:
        """The tables at a path by their ids; none where there is something else."""
        held = value_at(self.data, path)
        return {k: v for k, v in held.items() if isinstance(v, dict)} if isinstance(held, dict) else {}

    def changed(self, text: str) -> Side:
        """The same side with another text; itself where that cannot be read."""
        parsed = parse(text)
        return self if parsed.slips else Side(text, parsed.data)


def followed(sides: Three[Side]) -> Three[Side]:
    """The three texts under the same ids. Raises Declined where two things would have to have one id."""
    base, ours, theirs = sides
    risks = [renamed_risks(base.records("risk"), s.records("risk")) for s in (ours, theirs)]
    sides = _followed(sides, risks, ("risk",))
    for risk in [*sides.base.records("risk")]:
        path = ("risk", risk, "mitigation")
        was, *now = [side.records(*path) for side in sides]
        if any(risk not in side.records("risk") for side in sides):
            continue  # one side deleted the risk: whatever the other changed in it is in dispute
        actions = [renamed_actions(risk, was, n) for n in now]
        if any(actions):
            sides = _followed(sides, actions, path)
    return sides


def _followed(sides: Three[Side], found: list[dict[str, str]], path: tuple[str, ...]) -> Three[Side]:
    here, there = found
    if is_crossed(sides.each(lambda s: s.records(*path)), here, there):
        return _uncrossed(sides, found, path)
    for old, new in {**there, **here}.items():
        by = sides.ours if old in here else sides.theirs
        rename = Rename(path, old, new, lineage=_is_lineage(by.records(*path)[new], path, old))
        if not any({old, new} <= s.records(*path).keys() for s in sides):
            was_there = all(old in s.records(*path) or new in s.records(*path) for s in sides)
            sides = sides.each(rename.of)
            # One side deleted what the other gave a new id: that the id was another one makes it an edit.
            sides = sides if was_there else sides._replace(base=_with_old_id(sides.base, (*path, new), old))
    return sides


def _with_old_id(base: Side, path: tuple[str, ...], old: str) -> Side:
    """The base with the old id as a key of the record, which neither side has, so that it never gets any further."""
    return base.changed(with_old_id(base.text, path, old))


def _uncrossed(sides: Three[Side], found: list[dict[str, str]], path: tuple[str, ...]) -> Three[Side]:
    """The three texts with every record under the id that it is to have. Raises Declined where that cannot be."""
    plan = planned(sides.each(lambda s: [*s.records(*path)]), *found)
    texts = [relabelled(side.text, path, ids) for side, ids in zip(sides, plan.ids, strict=True)]
    for new, old in [*plan.marked, *((mine, old) for mine, _, old in plan.apart)]:
        texts[0] = with_old_id(was := texts[0], (*path, new), old)
        if texts[0] == was:
            raise Declined(f"the id of {'.'.join((*path, old))} was changed, and it has no table of its own")
    for mine, other, _ in plan.apart:
        texts[0] = with_copy(texts[0], (*path, mine), other)
    parsed = [parse(text) for text in texts]
    if any(one.slips for one in parsed):
        raise Declined(f"the ids of {'.'.join(path)} changed places in a way that cannot be followed")
    return Three(*(Side(text, one.data) for text, one in zip(texts, parsed, strict=True)))


def _is_lineage(record: dict[str, Any], path: tuple[str, ...], old: str) -> bool:
    """Whether the new record says that it takes over the old id: then earlier registers go on calling it so."""
    listed = record.get("supersedes")
    return isinstance(listed, list) and (old if path == ("risk",) else f"{path[1]}.{old}") in listed


@frozen
class Rename:
    """An id that one side changed."""

    path: tuple[str, ...]
    """The table that holds it: that of all risks, or of the actions of one."""
    old: str
    """The id until now."""
    new: str
    """The id from now on."""
    lineage: bool
    """Whether only the record is called so, and not what earlier registers hold."""

    def of(self, side: Side) -> Side:
        """A side under the new id; as it is where it has nothing under the old one."""
        if self.old not in side.records(*self.path):
            return side
        if self.lineage:
            return side.changed(relabelled(side.text, self.path, {self.old: self.new}))
        return side.changed(with_ids(side.text, self._risk, self._action))

    def _risk(self, risk: str) -> str:
        return self.new if self.path == ("risk",) and risk == self.old else risk

    def _action(self, risk: str, action: str) -> str:
        return self.new if self.path == ("risk", risk, "mitigation") and action == self.old else action
