"""The commits between the dates of one risk's story: which fields of it each of them changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve

from riskreg.comparison.change import FieldChange, FieldKind
from riskreg.comparison.history_edits import edited
from riskreg.model.dates import PartialDate
from riskreg.store.past import Version
from riskreg.store.past_parts import Part
from riskreg.tables.action_changes import change_line
from riskreg.tables.marked import Phrase, below, together
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wrap import BULLET

_COLUMNS = (
    Column("commit", "Commit"),
    Column("field", "Field"),
    Column("old", "Old"),
    Column("new", "New"),
    Column("author", "Author"),
)

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

_UNREADABLE = "not a valid register at this commit: passed over"


def with_commits(
    story: Table,
    versions: Iterable[Version],
    *,
    authors: bool = False,
    apart: bool = False,
    hidden: Collection[str] | None = frozenset(),
) -> Table:
    """A story with the commits in their place among its dates; names of people only if asked for.

    One row for each commit and register; with `apart`, one for each field, its old and new value in columns of their
    own, which are then shown. `hidden` are the ids of exempt risks, of which nothing is told; None to tell all.
    """
    visible = versions if hidden is None else (v for v in versions if not _is_exempt(v) and v.was not in hidden)
    told = [(version, _changes(version, hidden or ())) for version in visible]
    if not apart:
        told = list(_together(told))
    rows = [row for version, changes in told for row in _rows(version, changes, authors=authors, apart=apart)]
    columns = _COLUMNS if authors else _COLUMNS[:-1]
    padded = [(*row, *(None for _ in columns)) for row in story.rows]
    shown = [*story.default_columns, *(("register", *(c.key for c in columns)) if apart else ())]
    return evolve(
        story,
        columns=(*story.columns, *columns),
        rows=tuple(sorted((*padded, *rows), key=_first_day)),
        notes=(*story.notes, *(() if rows else ("No commit has changed it in the registers shown.",))),
        default_columns=tuple(shown),
    )


def _first_day(row: Row) -> str:
    """What rows are put in order by; within one day the order stays, registers before commits."""
    date = str(row[0])
    return date if _DAY.fullmatch(date) else PartialDate.of_text(date).first.isoformat()


def _rows(version: Version, changes: Sequence[FieldChange], *, authors: bool, apart: bool) -> Iterator[Row]:
    by = f" by {version.author}" if authors else ""
    registers = "registers" if ", " in version.register else "register"
    event = f"commit {version.commit}{by}, {registers} {version.register}"
    lead = (version.day, event)
    tail = (version.author,) if authors else ()
    if version.after is None:
        yield *lead, _UNREADABLE, version.register, version.id, version.commit, None, None, None, *tail
    elif apart:
        for c in changes:
            place = version.register, version.id, version.commit
            yield *lead, _line(c), *place, c.field, c.earlier, c.later, *tail
    elif changes:
        detail = below(together(BULLET, _line(c)) for c in changes)
        yield *lead, detail, version.register, version.id, version.commit, None, None, None, *tail


def _together(told: Iterable[tuple[Version, Sequence[FieldChange]]]) -> Iterator[tuple[Version, Sequence[FieldChange]]]:
    """What a commit said alike of several registers, as when it gave a risk another id, told once for all of them."""
    found: dict[object, tuple[Version, Sequence[FieldChange]]] = {}
    for version, changes in told:
        same = version.was != version.id and version.after is not None
        alike = (version.was, tuple(changes)) if same else version.register
        key = (version.commit, version.id, alike)
        before = found.get(key)
        stems = f"{before[0].register}, {version.register}" if before else version.register
        found[key] = (evolve(version, register=stems), changes)
    yield from found.values()


def _line(change: FieldChange) -> Phrase:
    """`mitigation.academy.status was "planned", now "in place"`; of a text that changed, the words that did."""
    if change.field == "id":
        return f"id {change.earlier} became {change.later}"
    return change_line(change.field, evolve(change, field=change.field.rpartition(".")[2]))


def _is_exempt(version: Version) -> bool:
    """Whether the risk was exempt before the commit, or is since."""
    parts = (*version.before, version.after)
    return any(part.risk.exempt for part in parts if part and part.risk)


def _changes(version: Version, hidden: Collection[str]) -> Sequence[FieldChange]:
    """What a commit changed; of a merge, what is as in none of the commits before it."""
    after = version.after
    if after is None:
        return ()
    first, *others = (_between(before, after) for before in version.before)
    made = [c for c in first if all(any(c.field == o.field for o in other) for other in others)]
    given = [FieldChange("id", FieldKind.CHANGED, version.was, version.id)] if version.was != version.id else []
    return given + [c for c in made if not (c.field.endswith("supersedes") and _names_any(c, hidden))]


def _names_any(change: FieldChange, ids: Collection[str]) -> bool:
    """Whether a list of ids, old or new, names any of these."""
    listed = "; ".join(filter(None, (change.earlier, change.later))).split("; ")
    return any(item.partition(".")[0] in ids for item in listed)


def _between(before: Part, after: Part) -> tuple[FieldChange, ...]:
    return edited(before.risk, after.risk, before.removal, after.removal)
