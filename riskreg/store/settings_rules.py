"""The rules within `riskreg.toml` that no single value can show: names, and keys and columns that fit the view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from riskreg.finding import Path
from riskreg.model.dates import PartialDate
from riskreg.model.settings import COLUMNS, KEYS, LATEST, PREVIOUS, Form, NamedTable, Settings, ViewKind
from riskreg.spelling import did_you_mean
from riskreg.store.fault import At, Fault
from riskreg.store.repeats import twice
from riskreg.store.values import described

NAME = re.compile(r"[a-z][a-z0-9_]{0,20}")
"""What the name of a table looks like: it is part of a bookmark in Word, which holds no more and no hyphens."""

_FIT_ALL = ("heading", "caption", "section")


def settings_faults(settings: Settings, data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """The faults of settings against these rules; `data` is what the file says, in which empty is not absent."""
    return tuple(fault for table in settings.tables for fault in (*_table(table), *_empty(table.id, data)))


def _empty(id: str, data: Mapping[str, Any]) -> Iterator[Fault]:
    if data["table"][id].get("columns") == []:
        hint = "name at least one, or leave the key out for the usual ones"
        yield Fault(("table", id, "columns"), "E228", "found no columns", hint)


def _table(table: NamedTable) -> Iterator[Fault]:
    path = ("table", table.id)
    if not NAME.fullmatch(table.id):
        plain = re.sub("[^a-z0-9_]+", "_", table.id.lower()).lstrip("0123456789_")[:21]
        message = f"found the name {described(table.id)}, expected up to 21 small letters, digits and _, a letter first"
        yield Fault(path, "E229", message, f"write {plain or 'changes'}", At.HEADER)
    yield from _keys(table)
    yield from _columns(table)
    yield from _pairs(table)
    yield from _two(table)
    for key in ("earlier", "later", "register"):
        if getattr(table, key) == "-" and key in KEYS[table.view]:
            message = "found standard input, expected a register of the folder"
            yield Fault((*path, key), "E227", message, 'write its REF, such as "2022", or "latest"')


def _keys(table: NamedTable) -> Iterator[Fault]:
    """Keys that say nothing in this view; what nobody reads is a mistake."""
    fit = KEYS[table.view]
    for field in attrs.fields(NamedTable):
        stated = getattr(table, field.name) != field.default
        if stated and field.name not in (*fit, *_FIT_ALL, "id", "view"):
            homes = ", ".join(f'"{view}"' for view, keys in KEYS.items() if field.name in keys)
            message = f'the key {field.name} does not fit view = "{table.view}"'
            hint = f"leave it out; it fits {homes}, and here fit: {', '.join((*fit, *_FIT_ALL))}"
            yield Fault(("table", table.id, field.name), "E227", message, hint, At.KEY)


def _columns(table: NamedTable) -> Iterator[Fault]:
    form = (table.form or Form.CHANGES) if table.view is ViewKind.COMPARE else None
    known = COLUMNS[table.view, form]
    if "columns" not in KEYS[table.view]:
        return
    yield from _chosen(table)
    asked: list[tuple[Path, str]] = [(("columns", index), key) for index, key in enumerate(table.columns)]
    asked += [(("sort",), table.sort.removeprefix("-"))] if table.sort else []
    for where, key in asked:
        if key not in known:
            hint = did_you_mean(key, known) or f"the columns are: {', '.join(known)}"
            message = f"the view has no column {described(key)}"
            yield Fault(("table", table.id, *where), "E228", message, hint)


def _chosen(table: NamedTable) -> Iterator[Fault]:
    """A column that is there already says nothing more."""
    yield from twice(("table", table.id, "columns"), table.columns, code="E222", hint="keep one")


def _two(table: NamedTable) -> Iterator[Fault]:
    """Two registers that are one, or stand the wrong way round as far as their REFs tell."""
    if not (table.view is ViewKind.COMPARE or (table.view is ViewKind.MATRIX and (table.earlier or table.later))):
        return
    earlier, later = table.earlier or PREVIOUS, table.later or LATEST
    path = ("table", table.id, "earlier")
    if earlier in (later, LATEST) and later != PREVIOUS:
        message = f'earlier and later are both "{later}"' if earlier == later else "earlier is the latest register"
        yield Fault(path, "E230", message, 'name two registers, or write earlier = "previous"')
    elif (before := _date(earlier)) and (after := _date(later)) and after.before(before):
        message = f"earlier {earlier} is after later {later}"
        yield Fault(path, "E230", message, "exchange the two")


def _date(ref: str) -> PartialDate | None:
    """The date that a REF begins with; None where it is another name."""
    try:
        return PartialDate.of_day(date.fromisoformat(ref)) if ref.count("-") == 2 else PartialDate.of_text(ref)
    except ValueError:
        return None


def _pairs(table: NamedTable) -> Iterator[Fault]:
    """What does not go together, or cannot be left out."""
    path = ("table", table.id)
    if table.view is ViewKind.RISK and table.risk is None:
        yield Fault((*path, "risk"), "E203", "the key risk is missing", 'add risk = "…", the id of the risk', At.HEADER)
    if table.view is ViewKind.MATRIX and table.register and (table.earlier or table.later):
        message = "register is for one matrix, earlier and later are for two, then and now"
        yield Fault((*path, "register"), "E227", message, "keep one of the two", At.KEY)
    if PREVIOUS in (table.later, table.register):
        key = "later" if table.later == PREVIOUS else "register"
        message = 'found "previous", which is the register before later'
        yield Fault((*path, key), "E227", message, 'write "latest", or the REF of a register')
    if table.since and table.until and table.until.before(table.since):
        message = f"until {table.until} is before since {table.since}"
        yield Fault((*path, "until"), "E227", message, "mend one of the two dates")
