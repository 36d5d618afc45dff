"""The view `git verify-merge`: edits that merges lost or invented, and what each side said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.merging.lost import Edit
from riskreg.merging.verify import Verdict
from riskreg.tables.table import Column, Row, Table

_SHORT = 8
"""How much of a commit's hash is shown: enough for git to know it again."""

_COLUMNS = (
    Column("merge", "Merge"),
    Column("register", "Register"),
    Column("field", "Field"),
    Column("what", "What"),
    Column("base", "Before both"),
    Column("ours", "Ours"),
    Column("theirs", "Theirs"),
    Column("merged", "Merged"),
    Column("detail", "Detail"),
)
_DEFAULT = ("merge", "register", "field", "detail")


def merges_table(looked_at: int, verdicts: Sequence[Verdict], *, include_exempt: bool) -> Table:
    """A row for each edit, and for each register that could not be verified."""
    rows = tuple(row for verdict in verdicts for row in _rows(verdict))
    hidden = sum(verdict.hidden for verdict in verdicts)
    shown = (f"{hidden} of them concern exempt risks and are not shown; see --include-exempt.",) if hidden else ()
    marked = ("EXEMPT: risks that are exempt from publication are included.",) if include_exempt else ()
    lead = (*marked, _summary(looked_at, verdicts), *shown)
    return Table("Merges held against their sides", _COLUMNS, rows, lead, default_columns=_DEFAULT, stacked=True)


def _summary(looked_at: int, verdicts: Sequence[Verdict]) -> str:
    if not looked_at:
        return "There is no merge commit to look at."
    lost = sum(e.is_lost for v in verdicts for e in v.edits)
    wrong = sum(len(v.edits) + v.hidden for v in verdicts)
    unclear = sum(bool(v.unclear) for v in verdicts)
    merges = "1 merge" if looked_at == 1 else f"{looked_at} merges"
    found = f"{_count(wrong, 'edit')} lost or invented" if wrong > lost else f"{_count(lost, 'edit')} lost"
    broken = sum(bool(v.broken) for v in verdicts)
    unreadable = f"; {_count(broken, 'register')} made unreadable" if broken else ""
    return f"{merges} looked at: {found if wrong else 'no edit lost'}{unreadable}; {unclear} not verified."


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _rows(verdict: Verdict) -> Iterator[Row]:
    where = verdict.commit[:_SHORT], verdict.register or None
    if verdict.unclear:
        yield (*where, None, "not verified", None, None, None, None, f"not verified: {verdict.unclear}")
    if verdict.broken:
        yield (*where, None, "broken", None, None, None, None, f"broken: {verdict.broken}")
    for edit in verdict.edits:
        what = "lost" if edit.is_lost else "invented"
        said = (edit.base, edit.ours, edit.theirs, edit.merged)
        yield (*where, edit.field, what, *said, _detail(what, edit))


def _detail(what: str, edit: Edit) -> str:
    sides = (("before both", edit.base), ("ours", edit.ours), ("theirs", edit.theirs), ("merged", edit.merged))
    return "\n".join((what, *(f"{side}: {'(nothing)' if said is None else said}" for side, said in sides)))
