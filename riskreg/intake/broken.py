"""Whether a row goes on with the row above it, and why: cut by a page, or one more row of a merged cell."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from riskreg.intake.columns import ACTIONS, SCORES
from riskreg.intake.headings import Header
from riskreg.intake.plain import folded, quoted

_JOINING = frozenset("a an and as at by for from in into of on or that the to which with".split())
_TELL_APART = ("description", "cause", "event", "consequence", "category", "objective", *SCORES)
_OF_RISK = ("owner", "manager", "status", "response", "raised")
_STOPS = (".", "!", "?", ":", ";")


@frozen
class Broken:
    """What a row is to the one above."""

    same: bool = False
    """One more row of the same risk, its cells its own."""
    join: bool = False
    """The rest of it, its cells going on with those above."""
    why: str = ""
    """Why, where it is one of both."""
    question: str = ""
    """What to ask, where it was taken for a risk of its own and may not be one."""


def continued(  # noqa: PLR0911 - the rules one after the other, the surest first
    above: Sequence[str], cells: Sequence[str], header: Header, *, dotted: bool, broken: bool
) -> Broken:
    """How a row stands to the one above it; `broken`: a page ends between them."""
    risk, ref = (_first(cells, header.places(role)) for role in ("risk", "ref"))
    risk_above, ref_above = (_first(above, header.places(role)) for role in ("risk", "ref"))
    if risk and (risk, ref) == (risk_above, ref_above):
        return _repeated(above, cells, header)
    if ref and ref == ref_above and broken:
        return Broken(join=True, why="it repeats the reference behind a page break")
    if not ref and not risk:
        return _nameless(above, cells, header, broken=broken)
    if ref or not broken:
        return _at_once(risk_above, risk, ref)
    if header.places("ref") and ref_above:
        return Broken(join=True, why="it has no reference, behind a page break")
    reasons = _reasons(above, cells, header, dotted=dotted)
    if risk[:1].islower() or len(reasons) > 1:
        return Broken(join=True, why=f"{', '.join(reasons)}, behind a page break")
    if reasons:
        return Broken(question=f"is this row the rest of the one above? {reasons[0].capitalize()}, behind a page break")
    return Broken()


def _repeated(above: Sequence[str], cells: Sequence[str], header: Header) -> Broken:
    """A row that names the risk of the one above: one more row of it, or another risk where the row says otherwise."""
    ref = _first(cells, header.places("ref"))
    others = _differing(above, cells, header, _TELL_APART)
    if others and not ref:
        return Broken(question=f"this row names the same risk as the one above, with another {others}: are they one?")
    if other := others or ("" if ref else _differing(above, cells, header, _OF_RISK)):
        read = "this row was read with the one above, whose risk it repeats"
        return Broken(same=True, question=f"{read}, with another {other}: are they one risk?")
    return Broken(same=True)


def _differing(above: Sequence[str], cells: Sequence[str], header: Header, roles: Sequence[str]) -> str:
    """The headings of the columns that say one thing in the row above and another in this one."""
    found = [
        quoted(c.title) for c in header.columns if c.role in roles and above[c.place] and cells[c.place]
        and folded(above[c.place]) != folded(cells[c.place])
    ]  # fmt: skip
    return " and ".join(found)


def joined(before: str, after: str) -> str:
    """Two halves of a cell."""
    if not before or not after or before == after:
        return before or after
    if after.startswith("* ") or (before.endswith(_STOPS) and not after[:1].islower()):
        return f"{before}\n{after}"
    if before.endswith("-") and after[:1].islower():
        return before + after
    return f"{before} {after}"


def _nameless(above: Sequence[str], cells: Sequence[str], header: Header, *, broken: bool) -> Broken:
    """A row without a risk: half a row behind a page break, else one more row of the risk above."""
    action, action_above = _action(cells, header), _action(above, header)
    unfinished = bool(action_above) and not action_above.endswith(_STOPS)
    if action[:1].islower() or (broken and unfinished and not action.startswith("* ")) or not action:
        return Broken(join=True, why="its risk is empty")
    if broken and action.startswith("* ") and "* " in action_above:
        return Broken(join=True, why="its risk is empty, behind a page break")
    return Broken(same=True)


def _at_once(risk_above: str, risk: str, ref: str) -> Broken:
    """Without a page break only a risk that begins in small letters after an unfinished one is asked about."""
    if not ref and risk[:1].islower() and not risk_above.endswith(_STOPS):
        return Broken(question="this risk begins in small letters; is it the rest of the one above?")
    return Broken()


def _reasons(above: Sequence[str], cells: Sequence[str], header: Header, *, dotted: bool) -> list[str]:
    """What speaks for a row's being the rest of the one above."""
    action, action_above = _action(cells, header), _action(above, header)
    risk_above = _first(above, header.places("risk"))
    found = []
    if _first(cells, header.places("risk"))[:1].islower():
        found.append("its risk begins in small letters")
    if action[:1].islower():
        found.append("its action begins in small letters")
    if action_above and dotted and not action_above.endswith(_STOPS):
        found.append("the action above has no full stop")
    elif action_above.endswith((",", ":")):
        found.append("the action above is not finished")
    if risk_above.endswith(",") or risk_above.casefold().rpartition(" ")[2] in _JOINING:
        found.append("the risk above is not finished")
    if action.startswith("* ") and action_above.split("\n")[-1].startswith("* ") and not dotted:
        found.append("the list above may go on")
    return found


def _first(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[p] for p in places if p < len(cells) and cells[p]), "")


def _action(cells: Sequence[str], header: Header) -> str:
    return next((c for role in reversed(ACTIONS) if (c := _first(cells, header.places(role)))), "")
