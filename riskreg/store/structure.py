"""Plain tables become records: cattrs with strict hooks, and every fault of a document in one pass.

cattrs as it comes coerces and stops at a text given for a list; here each field is exact. Its detailed validation
gives the faults of the whole document, each with the path of keys that leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseConverter,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from riskreg.finding import Path
from riskreg.model.card import Card, RiskTable
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Assurance, Cost, Evidence
from riskreg.model.register import Reason, Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Response, Risk, Scores, Status
from riskreg.model.score import Band, Matrix, Score, Stage
from riskreg.model.settings import DateForm, Form, Labels, NamedTable, Settings, ViewKind
from riskreg.store import values
from riskreg.store.fault import At, Fault, Misfit
from riskreg.store.keys import ID, KEYED, PROSE, key_in, key_of
from riskreg.store.unknown_key import HOMES, unknown_key

_ID = "ID"

_WHAT: dict[type[Any], tuple[str, str]] = {
    Risk: ("a table", f'[risk.{_ID}] on a line of its own, and title = "…" below it'),
    Mitigation: ("a table", f'{_ID} = {{ action = "…" }}'),
    Removal: ("a table", f'[removed.{_ID}] on a line of its own, and reason = "…" below it'),
    Score: ("a table", "{ likelihood = 4, impact = 4 }"),
    Scores: ("scores by stage", "score.current = { likelihood = 4, impact = 4 }"),
    Band: ("a band", '{ name = "Amber", from = 8 }'),
    Matrix: ("a table", "[matrix] on a line of its own"),
    Assurance: ("a table", '{ by = "Ofsted", finding = "…" }'),
    RiskTable: ("a table", "[risk-table] on a line of its own"),
    NamedTable: ("a table", f'[table.{_ID}] on a line of its own, and view = "compare" below it'),
    Labels: ("a table", "[labels] on a line of its own"),
}
"""What a record is in the file, and how it is written."""

_FIRST: dict[type[Any], str] = {Risk: "title", Mitigation: "action", Removal: "reason", NamedTable: "view"}
"""What somebody writes first below a header from which the id was left out."""

_ITEMS: dict[Any, str] = {Evidence: '["2021-09: 5.1"]', MitigationRef: '["staff-turnover.academy"]', str: '["…"]'}
"""How a list of texts is written."""

Record = TypeVar("Record", Register, Card, Settings)


def structure(document: Mapping[str, Any], record: type[Record]) -> Record | tuple[Fault, ...]:
    """The record that a document holds, or all its faults."""
    if made := sound(document, record):
        return made
    try:
        return converter(detailed=True).structure(document, record)
    except ClassValidationError as error:
        faults = tuple(_faults(error, ()))
        _free(error)
        return faults


def sound(document: Mapping[str, Any], record: type[Record]) -> Record | None:
    """The record that a document without a fault holds; None where it has any."""
    try:
        return converter(detailed=False).structure(document, record)
    except _REFUSALS as error:
        _free(error)
        return None


_REFUSALS = (Misfit, KeyError, ForbiddenExtraKeysError, ClassValidationError, IterableValidationError)


def _free(error: BaseException) -> None:
    """Part a tree of errors from the frames they were raised in: those hold them in turn, and all they had made."""
    for inner in getattr(error, "exceptions", ()):
        _free(inner)
    error.__traceback__ = error.__context__ = None


@cache
def converter(*, detailed: bool) -> BaseConverter:
    """The converter with all its hooks, made when first needed; only the detailed one, and slower, tells all faults.

    cattrs' larger one is first told of some twenty kinds that no record has.
    """
    made = BaseConverter(detailed_validation=detailed)
    for kind, hook in _SINGLE.items():
        made.register_structure_hook(kind, hook)
    made.register_structure_hook_factory(_is_tuple, lambda t: _list_hook(made, get_args(t)[0]))
    made.register_structure_hook_factory(_RECORDS.__contains__, lambda record: _table_hook(made, record))
    return made


_RECORDS = (
    *(Cost, Assurance, Band, Matrix, Score, Scores, Mitigation, Risk, Removal, Register),
    *(RiskTable, Card),
    *(Labels, NamedTable, Settings),
)

_SINGLE: dict[type[Any], Callable[[Any, Any], Any]] = {
    str: values.line,
    int: values.integer,
    bool: values.boolean,
    PartialDate: values.partial_date,
    Evidence: values.evidence,
    MitigationRef: values.mitigation_ref,
    Reason: values.word,
    Response: values.word,
    Status: values.word,
    Stage: values.word,
    DateForm: values.word,
    ViewKind: values.word,
    Form: values.word,
}


_OF_ANY_KIND = (values.line, values.integer, values.boolean, values.partial_date)
"""Hooks that do not look at the kind that is asked for, and need no telling."""


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _table_hook(made: BaseConverter, record: type[Any]) -> Callable[[Any, Any], Any]:
    """How a table is read as a record; made when the first one is read, since few files have tables of every kind."""

    @cache
    def read() -> Callable[[Any, Any], Any]:
        overrides = {a.name: _override(made, record, a.name) for a in attrs.fields(record)}
        return make_dict_structure_fn(record, made, _cattrs_forbid_extra_keys=True, **overrides)

    if record is Cost:
        return lambda value, kind: read()(values.cost(value), kind)
    what = _WHAT.get(record, ("a table", "a [table]"))
    return lambda value, kind: read()(values.table(value, *what), kind)


def _override(made: BaseConverter, record: type[Any], name: str) -> Any:
    if keyed := KEYED.get((record, name)):
        return override(rename=keyed[0], struct_hook=_keyed_hook(made, keyed[1]))
    if name == "supersedes" and record is Risk:
        return override(struct_hook=_list_of(values.identifier, '["morale"]', of_text=True))
    if name == "currency" and record is Register:
        return override(struct_hook=values.currency)
    if name in PROSE:
        return override(rename=key_of(name), struct_hook=values.prose)
    return override(rename=key_of(name), struct_hook=_optional_hook(made, record, name))


def _optional_hook(made: BaseConverter, record: type[Any], name: str) -> Callable[[Any, Any], Any] | None:
    """How a value that may be absent is read where it is there: a file has no word for nothing."""
    kind = attrs.resolve_types(record) and getattr(attrs.fields(record), name).type
    kinds = [k for k in get_args(kind) if k is not type(None)]
    if get_origin(kind) is not UnionType or len(kinds) != 1:
        return None
    hook = made.get_structure_hook(kinds[0])
    return hook if hook in _OF_ANY_KIND else lambda value, _: hook(value, kinds[0])


def _keyed_hook(made: BaseConverter, record: type[Any]) -> Callable[[Any, Any], Any]:
    """Tables named by id become a tuple of records that hold their id."""
    hook = made.get_structure_hook(record)

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        tables = values.table(value, *_WHAT[record])
        if isinstance(tables.get(_FIRST[record]), str):
            name = "a name" if record is NamedTable else "an id"
            home = HOMES[record]
            message = f"found {_FIRST[record]} in a table without {name}, expected {home}"
            example = "changes" if record is NamedTable else "staff-turnover"
            raise Misfit("E201", message, f"give it {name} in its header, such as {example}", At.HEADER)
        return _each(tables.items(), one)

    def one(id: str, entry: Any) -> Any:
        if type(entry) is dict and "id" not in entry and ID.fullmatch(id) and not made.detailed_validation:
            return hook({**entry, "id": id}, record)  # as nearly all are
        what, example = _WHAT[record]
        table = values.table(entry, what, example.replace(_ID, id) if ID.fullmatch(id) else example)
        extra = tuple(_about_id(id, table))
        try:
            made_of_it = hook({**table, "id": id if not extra else "id"}, record)
        except ClassValidationError as error:
            raise ClassValidationError("table", [*extra, *error.exceptions], record) from None
        if extra:
            raise ClassValidationError("table", extra, record)
        return made_of_it

    return read


def _list_hook(made: BaseConverter, kind: Any) -> Callable[[Any, Any], Any]:
    if kind is Cost:
        return lambda value, _: _each(enumerate(values.costs(value)), lambda _, item: made.structure(item, Cost))
    example = _ITEMS.get(kind) or f"[{_WHAT[kind][1]}]"
    return _list_of(lambda item: made.structure(item, kind), example, of_text=kind in _ITEMS)


def _list_of(one: Callable[[Any], Any], example: str, *, of_text: bool) -> Callable[[Any, Any], Any]:
    def read(value: Any, _: Any) -> tuple[Any, ...]:
        items = enumerate(values.array(value, "a list", example, of_text=of_text))
        return _each(items, lambda _, item: one(item))

    return read


def _each(pairs: Iterable[tuple[Any, Any]], one: Callable[[Any, Any], Any]) -> tuple[Any, ...]:
    """Structure every pair, and raise what failed all together, each with the note that says where."""
    made, errors = [], []
    for step, value in pairs:
        try:
            made.append(one(step, value))
        except Exception as error:
            error.add_note(IterableValidationNote(f"at {step}", step, object))
            errors.append(error)
    if errors:
        raise IterableValidationError("items", errors, tuple)
    return tuple(made)


def _about_id(id: str, table: Mapping[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the name of a table, and whether the table tries to name itself."""
    try:
        values.identifier(id)
    except Misfit as misfit:
        yield Misfit(misfit.code, misfit.message, misfit.hint, At.KEY)
    if "id" in table:
        inside = Misfit("E202", "the key id is not known here: the id is the table's name", "delete the line", At.KEY)
        inside.add_note(IterableValidationNote("at id", "id", object))
        yield inside


def _faults(error: BaseException, path: Path) -> Iterator[Fault]:
    """The faults in a tree of cattrs' errors, each with the path that its notes spell."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner in error.exceptions:
            yield from _faults(inner, path + _step(inner, error.cl))
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from (unknown_key(path, key, error.cl) for key in sorted(error.extra_fields))
    elif isinstance(error, Misfit):
        yield Fault(path, error.code, error.message, error.hint, error.at)
    elif isinstance(error, KeyError):
        yield Fault(
            path, "E203", f"the key {path[-1]} is missing", f"add {_EXAMPLE.get(str(path[-1]), path[-1])}", At.HEADER
        )
    else:
        raise error


_EXAMPLE = {
    "title": 'title = "…"',
    "date": 'date = 2022-11-16, or date = "2022-11"',
    "action": 'action = "…"',
    "reason": 'reason = "closed", or another of the reasons',
    "likelihood": 'likelihood = ["Unlikely", "Likely"], lowest first',
    "impact": 'impact = ["Minor", "Major"], lowest first',
    "bands": 'bands = [{ name = "Green", from = 1 }], lowest first',
    "name": 'name = "Amber"',
    "from": "from = 8, the lowest score that falls in the band",
    "by": 'by = "Ofsted"',
    "finding": 'finding = "…"',
    "amount": "amount = 3_000_000",
    "kind": 'kind = "scrutiny report"',
    "organisation": 'organisation = "…"',
    "file": 'file = "…", the name of the document\'s file',
    "sha256": 'sha256 = "…", as sha256sum prints it for the file',
    "place": 'place = "10"',
    "columns": 'columns = ["Risk", "Mitigating action"]',
    "rows": "rows = 3",
    "view": 'view = "compare", or another of the views',
}


def _step(error: BaseException, record: type[Any]) -> Path:
    """The key, id or index that leads to an error, as the note says that cattrs or `_each` put on it."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return (note.index,)
        if isinstance(note, AttributeValidationNote):
            return (key_in(record, note.name),)
    return ()
