"""A register as rows of records, the shape that its spreadsheet and its CSV share, and that is read back from them.

There is a kind of row for each kind of thing: the register itself, the labels and bands of its matrix, risks, what is
assured of them, mitigations, costs, removals. A list of texts stands in one cell, one a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from attrs import field, frozen

from riskreg.model.register import Reason
from riskreg.model.risk import Response, Status
from riskreg.model.score import Stage
from riskreg.store.plain import plain
from riskreg.tables.published import MARK, Published

YES = "yes"
"""What a cell says where a thing is so; it is empty where it is not."""


class Holds(Enum):
    """What the cells of a column hold."""

    LINE = "one line of text"
    PROSE = "text"
    INTEGER = "a whole number"
    DATE = "a date"
    FLAG = "yes, or nothing"
    LIST = "texts, one a line"


@frozen
class Entry:
    """One column of a kind of row."""

    key: str
    """What CSV calls it; a file's own key where there is one."""
    holds: Holds = Holds.LINE
    """What its cells hold."""
    words: tuple[str, ...] = ()
    """The words that its cells may hold; empty: any."""
    read: bool = True
    """Whether it is read back; what is only said to people is not."""

    @property
    def title(self) -> str:
        """What a spreadsheet calls it: `current-likelihood` is `Current likelihood`."""
        return self.key.replace("-", " ").capitalize()


@frozen
class Kind:
    """A kind of row."""

    record: str
    """What CSV calls it, in its column `record`."""
    sheet: str
    """The sheet of a spreadsheet that holds its rows."""
    entries: tuple[Entry, ...]
    """Its columns, in order."""

    def entry(self, key: str) -> Entry | None:
        """The column of that key; None where there is none."""
        return next((e for e in self.entries if e.key == key), None)


def _lines(*keys: str) -> tuple[Entry, ...]:
    return tuple(Entry(key) for key in keys)


def _prose(*keys: str) -> tuple[Entry, ...]:
    return tuple(Entry(key, Holds.PROSE) for key in keys)


def _dates(*keys: str) -> tuple[Entry, ...]:
    return tuple(Entry(key, Holds.DATE) for key in keys)


def _lists(*keys: str) -> tuple[Entry, ...]:
    return tuple(Entry(key, Holds.LIST) for key in keys)


def _words(key: str, words: type[Any]) -> Entry:
    return Entry(key, words=tuple(str(word) for word in words))


def _score(stage: Stage) -> tuple[Entry, ...]:
    numbers = (Entry(f"{stage}-{key}", Holds.INTEGER) for key in ("likelihood", "impact", "score"))
    return *numbers, Entry(f"{stage}-rating")


REGISTER = Kind(
    "register",
    "Register",
    (
        Entry("title"),
        *_dates("date"),
        *_lines("organisation", "committee", "source", "currency"),
        Entry("examples-only", Holds.FLAG),
        *_prose("note"),
        Entry("marking", read=False),
        Entry("not-shown", read=False),
    ),
)
SCALES = ("likelihood", "impact", "band")
MATRIX = Kind(
    "matrix",
    "Matrix",
    (Entry("scale", words=SCALES), Entry("position", Holds.INTEGER), *_lines("name", "letter", "colour")),
)
RISK = Kind(
    "risk",
    "Risks",
    (
        *_lines("id", "title", "number"),
        *_prose("wording", "description", "cause", "event", "consequence"),
        *_lines("category", "objective", "owner", "manager"),
        _words("response", Response),
        *_lines("appetite"),
        *(entry for stage in Stage for entry in _score(stage)),
        *_dates("target-by", "raised", "reviewed"),
        Entry("exempt", Holds.FLAG),
        *_lists("supersedes"),
        *_lines("place"),
        *_lists("evidence"),
        *_prose("note"),
    ),
)
MITIGATION = Kind(
    "mitigation",
    "Mitigations",
    (
        *_lines("risk", "id"),
        *_prose("action"),
        _words("status", Status),
        *_lines("owner"),
        *_dates("since", "due"),
        *_lines("place"),
        *_lists("evidence", "supersedes"),
        *_prose("note"),
    ),
)
COST = Kind(
    "cost", "Costs", (*_lines("risk", "mitigation"), Entry("amount", Holds.INTEGER), *_lines("period"), *_prose("note"))
)
ASSURANCE = Kind("assurance", "Assurance", (*_lines("risk", "by"), *_prose("finding"), *_lines("place")))
REMOVED = Kind(
    "removed", "Removed", (*_lines("id"), _words("reason", Reason), *_prose("note"), *_lines("to"), *_lists("evidence"))
)
KINDS = (REGISTER, MATRIX, RISK, MITIGATION, COST, ASSURANCE, REMOVED)
"""In the order of the sheets."""


@frozen
class Record:
    """One row."""

    kind: Kind
    """What it is a row of."""
    values: Mapping[str, str | int] = field(factory=dict)
    """What it states, by the keys of its columns; what it does not state is not there."""

    def row(self) -> tuple[str | int | None, ...]:
        """Its cells, in the order of its kind's columns."""
        return tuple(self.values.get(e.key) for e in self.kind.entries)


def records(shown: Published) -> Iterator[Record]:
    """All that a register holds, each thing after the one it belongs to."""
    data = plain(shown.register)
    marks = {"marking": MARK} if shown.exempt else {}
    left_out = {"not-shown": " ".join(shown.left_out())} if shown.left_out() else {}
    yield Record(REGISTER, {**_cells(REGISTER, data["register"]), **marks, **left_out})
    yield from _matrix(data.get("matrix", {}))
    for id, risk in data.get("risk", {}).items():
        yield Record(RISK, {"id": id, **_cells(RISK, risk), **_scores(risk.get("score", {}))})
        yield from (Record(ASSURANCE, {"risk": id, **item}) for item in risk.get("assurance", ()))
        for key, mitigation in risk.get("mitigation", {}).items():
            yield Record(MITIGATION, {"risk": id, "id": key, **_cells(MITIGATION, mitigation)})
            yield from (Record(COST, {"risk": id, "mitigation": key, **item}) for item in mitigation.get("cost", ()))
    yield from (Record(REMOVED, {"id": id, **_cells(REMOVED, r)}) for id, r in data.get("removed", {}).items())


def _cells(kind: Kind, table: Mapping[str, Any]) -> dict[str, str | int]:
    return {e.key: _cell(table[e.key]) for e in kind.entries if e.key in table}


def _cell(value: Any) -> str | int:
    match value:
        case bool():
            return YES
        case int():
            return value
        case list():
            return "\n".join(value)
        case _:
            return str(value)


def _scores(score: Mapping[str, Mapping[str, Any]]) -> dict[str, str | int]:
    return {f"{stage}-{key}": _cell(value) for stage, found in score.items() for key, value in found.items()}


def _matrix(matrix: Mapping[str, Any]) -> Iterator[Record]:
    """The labels of each scale, counted from 1, and the bands with the lowest score that falls in each."""
    for scale in ("likelihood", "impact"):
        for position, name in enumerate(matrix.get(scale, ()), 1):
            yield Record(MATRIX, {"scale": scale, "position": position, "name": name})
    for band in matrix.get("bands", ()):
        yield Record(MATRIX, {"scale": "band", "position": band["from"], **{k: band[k] for k in band if k != "from"}})
