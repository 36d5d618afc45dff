"""The rules within `riskreg.toml` that no single value can show: names, and keys and columns that fit the view."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from riskreg.finding import Path
from riskreg.model.settings import COLUMNS, KEYS, PREVIOUS, Form, NamedTable, Settings, ViewKind
from riskreg.spelling import did_you_mean
from riskreg.store.fault import At, Fault
from riskreg.store.values import described

NAME = re.compile(r"[a-z][a-z0-9_]{0,20}")
"""What the name of a table looks like: it is part of a bookmark in Word, which holds no more and no hyphens."""

_FIT_ALL = ("heading", "caption", "section")


def settings_faults(settings: Settings) -> tuple[Fault, ...]:
    """The faults of settings against these rules."""
    return tuple(fault for table in settings.tables for fault in _table(table))


def _table(table: NamedTable) -> Iterator[Fault]:
    path = ("table", table.id)
    if not NAME.fullmatch(table.id):
        plain = re.sub("[^a-z0-9_]+", "_", table.id.lower()).lstrip("0123456789_")[:21]
        message = f"found the name {described(table.id)}, expected up to 21 small letters, digits and _, a letter first"
        yield Fault(path, "E229", message, f"write {plain or 'changes'}", At.HEADER)
    yield from _keys(table)
    yield from _columns(table)
    yield from _pairs(table)
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
    asked: list[tuple[Path, str]] = [(("columns", index), key) for index, key in enumerate(table.columns)]
    asked += [(("sort",), table.sort.removeprefix("-"))] if table.sort else []
    for where, key in asked:
        if key not in known:
            hint = did_you_mean(key, known) or f"the columns are: {', '.join(known)}"
            message = f"the view has no column {described(key)}"
            yield Fault(("table", table.id, *where), "E228", message, hint)


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
