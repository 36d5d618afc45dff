"""How a council prints: its own words for scores and columns, and its form of dates; applied to every view here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs
from attrs import evolve, frozen

from riskreg.model.dates import PartialDate, Precision
from riskreg.model.material import Material, Stated
from riskreg.model.score import Stage
from riskreg.model.settings import DateForm, Labels
from riskreg.tables.fields import FIELDS
from riskreg.tables.table import Column, Row, Table

T = TypeVar("T")

PLAIN = Labels()
"""riskreg's own words."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STAGES = frozenset(map(str, Stage))
_KEYS_OF_LABELS = {"risk": "title"}
"""Columns that print what another key of `[labels]` names."""


@frozen
class PrintedDate(PartialDate):
    """A date that knows how it is printed."""

    form: DateForm = DateForm.LONG

    def __str__(self) -> str:
        return date_text(self, self.form)


def date_text(date: PartialDate, form: DateForm) -> str:
    """`16 November 2022` or `16/11/2022`; of a date without a day, what is known of it."""
    day, year = date.first, f"{date.first.year:04}"
    if form is DateForm.ISO:
        return PartialDate.__str__(date)
    match date.precision:
        case Precision.DAY:
            return f"{day.day} {_month(date.first.month)} {year}" if form is DateForm.LONG else f"{day:%d/%m/}{year}"
        case Precision.MONTH:
            return f"{_month(day.month)} {year}" if form is DateForm.LONG else f"{day:%m/}{year}"
        case Precision.QUARTER:
            span = f"{_month(day.month)} to {_month(date.last.month)}"
            return f"{span} {year}" if form is DateForm.LONG else f"Q{(day.month + 2) // 3} {year}"
        case _:
            return PartialDate.__str__(date)


def _month(number: int) -> str:
    return _MONTHS[number - 1]


def dressed(thing: T, form: DateForm | None) -> T:
    """A record with every date in it so that it prints in that form; without one, the record itself."""
    return thing if form in (None, DateForm.ISO) else _dressed(thing, form)


def _dressed(thing: T, form: DateForm | None) -> T:
    changed: object = thing
    if isinstance(thing, PartialDate) and form:
        changed = PrintedDate(thing.first, thing.last, thing.precision, form)
    elif isinstance(thing, tuple):
        changed = tuple(_dressed(item, form) for item in thing)
    elif attrs.has(type(thing)):
        changed = _dressed_record(thing, form)
    return changed  # type: ignore[return-value]


def _dressed_record(record: Any, form: DateForm | None) -> Any:
    values = ((a.name, getattr(record, a.name)) for a in attrs.fields(type(record)))
    return evolve(record, **{name: _dressed(value, form) for name, value in values if _may_hold_dates(value)})


def _may_hold_dates(value: object) -> bool:
    return bool(value) and (isinstance(value, tuple) or attrs.has(type(value)))


def dressed_material(material: Material, form: DateForm | None) -> Material:
    """What a view is built from, with its dates in that form."""
    if form in (None, DateForm.ISO):
        return material
    return material._replace(
        earlier=_stated(material.earlier, form),
        later=_stated(material.later, form),
        series=tuple(Stated(s.ref, dressed(s.register, form)) for s in material.series),
    )


def _stated(stated: Stated | None, form: DateForm | None) -> Stated | None:
    return Stated(stated.ref, dressed(stated.register, form)) if stated else None


def titled(table: Table, labels: Labels) -> Table:
    """The table with the council's words above its columns; keys stay."""
    if labels == PLAIN:
        return table
    columns = tuple(_column(column, labels) for column in table.columns)
    rows = table.rows
    if table.columns and table.columns[0].key == "field":
        names = {f.title: _title(f.key, labels) or f.title for f in FIELDS}
        rows = tuple(_renamed(row, names) for row in rows)
    return evolve(table, columns=columns, rows=rows)


def _renamed(row: Row, names: dict[str, str]) -> Row:
    return names.get(str(row[0]), row[0]), *row[1:]


def _column(column: Column, labels: Labels) -> Column:
    key, number, _ = column.key.partition("-")
    title = _title(_KEYS_OF_LABELS.get(key, key), labels)
    if title is None:
        return column
    if key == "direction":
        return column._replace(title=column.title.replace("Direction of travel", title, 1))
    # `Impact 3 Moderate`
    return column._replace(title=column.title.replace("Impact", title, 1) if number else title)


def _title(key: str, labels: Labels) -> str | None:
    label = labels.of(key)
    return labels.score_title(key) if label and key in _STAGES else label


def spoken(key: str, labels: Labels) -> str:
    """A field within a sentence: `score.current` is the `residual score` where the council calls it so."""
    _, dot, stage = key.partition(".")
    if dot:
        words = labels.score_title(stage)
        return words[:1].lower() + words[1:] if words[1:2].islower() else words
    label = labels.of(key)
    if label is None:
        return key
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def columns_of(table: Table, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that the table has."""
    known = {column.key for column in table.columns}
    return tuple(key for key in keys if key in known)
