"""What the headings of a table say of its actions: in place or planned, and whose the dates beside them are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from riskreg.intake.columns import ACTIONS
from riskreg.intake.headings import Header
from riskreg.intake.plain import folded, quoted
from riskreg.model.risk import Status

_IN_PLACE = re.compile(r"\b(?:existing|current|in place|already)\b")
_PLANNED = re.compile(
    r"\b(?:further|planned|additional|proposed|future|required|needed|outstanding|next|to be taken|to do|more)\b"
)


@frozen
class ActionColumns:
    """What a table's headings say of the actions below them."""

    status: Mapping[str, Status] = field(factory=dict)
    """By column (`controls`, `mitigation`), where the heading says that all its actions are in place, or planned."""
    dated: str = "mitigation"
    """The column that the due dates, action owners and statuses of a row are about."""
    titles: Mapping[str, str] = field(factory=dict)
    """The heading of each column of actions, as the table has it."""

    @classmethod
    def of(cls, header: Header) -> ActionColumns:
        """What these headings say."""
        titles = {r: [c.title for c in header.columns if c.role == r] for r in ACTIONS if header.places(r)}
        found = {role: status for role, heads in titles.items() if (status := _status(heads)) is not None}
        if "controls" in titles and found.get("mitigation") is Status.PLANNED:
            found.setdefault("controls", Status.IN_PLACE)  # beside further actions, controls are those that there are
        dated = "controls" if "mitigation" not in titles and "controls" in titles else "mitigation"
        return cls(found, dated, {role: " / ".join(heads) for role, heads in titles.items()})

    def said(self) -> Iterator[str]:
        """What a person should know who edits the draft."""
        for role, status in self.status.items():
            yield f'The status "{status}" is that of the heading {quoted(self.titles[role])}'


def _status(headings: list[str]) -> Status | None:
    """The status that all these headings say; none where one says both, or neither."""
    found = {_of_one(folded(heading)) for heading in headings}
    return found.pop() if len(found) == 1 else None


def _of_one(heading: str) -> Status | None:
    in_place, planned = _IN_PLACE.search(heading) is not None, _PLANNED.search(heading) is not None
    if in_place == planned:
        return None
    return Status.IN_PLACE if in_place else Status.PLANNED


def asked_of_owner(header: Header) -> Iterator[str]:
    """Ask whose the owner is where his column stands among those of the planned actions."""
    owners, due, actions = (header.places(role) for role in ("owner", "due", "mitigation"))
    if (
        len(owners) != 1
        or not due
        or not actions
        or not header.places("controls")
        or "risk" in folded(header.columns[owners[0]].title)
    ):
        return
    if owners[0] > actions[-1] and abs(owners[0] - due[0]) == 1 and not header.places("action-owner"):
        titles = [quoted(header.columns[p].title) for p in (owners[0], due[0], actions[-1])]
        yield (
            f"{titles[0]} stands beside {titles[1]}, behind {titles[2]}: it was read as owner of the risk; "
            "is it that of the action?"
        )
