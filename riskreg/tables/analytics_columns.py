"""The columns of the three tables that an analyst queries: risks, mitigations, changes; each with its type and meaning.

docs/analytics.md prints them, the files carry them, and a test holds the one against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from riskreg.comparison.change import ActionKind, Direction, FieldKind, Kind
from riskreg.model.register import Reason
from riskreg.model.risk import Response, Status
from riskreg.model.score import Stage

VERSION = 1
"""Of the columns: within it, columns are only ever added."""


class Type(StrEnum):
    """What a column holds, in the words of the page."""

    TEXT = "text"
    WORD = "word"
    """Text of which there are few: kept as a dictionary."""
    DATE = "date"
    NUMBER = "whole number"
    FLAG = "true or false"
    TEXTS = "list of texts"
    ASSURANCES = "list of by, finding, place"
    COSTS = "list of amount, period, note"


@frozen
class Column:
    """One column."""

    name: str
    """Its name in SQL."""
    type: Type
    """What it holds."""
    meaning: str
    """What that says."""


@frozen
class Schema:
    """The columns of one file."""

    name: str
    """The file's name without `.parquet`."""
    columns: tuple[Column, ...]
    """In their order."""


def _dates(name: str, what: str) -> tuple[Column, ...]:
    """A date as far as it is known: the days between which it lies, and how it is written."""
    return (
        Column(f"{name}_first", Type.DATE, f"first day that may be meant: {what}"),
        Column(f"{name}_last", Type.DATE, "last day that may be meant; of a full date, the same day"),
        Column(f"{name}_stated", Type.TEXT, "as the register writes it: `2022-11`, `2022-Q4`, `2022/23`"),
    )


def _texts(*named: tuple[str, str]) -> Iterator[Column]:
    return (Column(name, Type.TEXT, meaning) for name, meaning in named)


def _any_of(*words: type[StrEnum]) -> str:
    return ", ".join(f"`{word}`" for kind in words for word in kind)


_COMMON = (
    Column("body", Type.WORD, "organisation that keeps the register, as it says"),
    Column("series", Type.WORD, "folder that it comes from; tells series apart, also where no body is named"),
    Column("register", Type.WORD, "name of its file without `.toml`"),
    *_dates("date", "date of the register"),
)

_SCORES = tuple(
    column
    for stage in Stage
    for column in (
        Column(f"{stage}_likelihood", Type.NUMBER, f"position on the scale, from 1: {stage} score"),
        Column(f"{stage}_impact", Type.NUMBER, f"position on the scale, from 1: {stage} score"),
        Column(f"{stage}_score", Type.NUMBER, "likelihood × impact, or the number that is printed alone"),
        Column(f"{stage}_rating", Type.WORD, "band by the register's own matrix, or the rating that is printed alone"),
    )
)

RISKS = Schema(
    "risks",
    (
        *_COMMON,
        Column("id", Type.TEXT, "id in this register"),
        Column("line", Type.TEXT, "register and id where it began: one and the same while it goes on, renamed or not"),
        *_texts(
            ("title", "its title"),
            ("number", "the council's own reference"),
            ("wording", "the report's own words"),
            ("description", "what it is, in more words"),
            ("cause", "what may bring it about"),
            ("event", "what may happen"),
            ("consequence", "what would follow"),
        ),
        Column("category", Type.WORD, "kind of risk, in the council's terms"),
        *_texts(
            ("objective", "the objective that it bears on"),
            ("owner", "role that is accountable"),
            ("manager", "role that manages it"),
        ),
        Column("response", Type.WORD, _any_of(Response)),
        Column("appetite", Type.WORD, "highest band that the body will bear"),
        *_SCORES,
        Column(
            "direction",
            Type.WORD,
            f"{_any_of(Direction)}: current score since the preceding register; null where that is not told",
        ),
        *_dates("target_by", "when the target is to be reached"),
        *_dates("raised", "when it was first entered"),
        *_dates("reviewed", "when it was last looked at"),
        Column("exempt", Type.FLAG, "exempt from publication; never true without --include-exempt"),
        Column("supersedes", Type.TEXTS, "ids of earlier registers that it takes over"),
        Column("place", Type.TEXT, "where the source states it"),
        Column("evidence", Type.TEXTS, "other places that speak of it, `CARD: PLACE`"),
        Column("assurance", Type.ASSURANCES, "who has confirmed what about it, and where that is said"),
        Column("note", Type.TEXT, "anything else"),
    ),
)

MITIGATIONS = Schema(
    "mitigations",
    (
        *_COMMON,
        Column("risk", Type.TEXT, "id of its risk"),
        Column("line", Type.TEXT, "line of its risk, as in risks"),
        Column("id", Type.TEXT, "id within its risk"),
        Column("action", Type.TEXT, "what is done"),
        Column("status", Type.WORD, _any_of(Status)),
        Column("owner", Type.TEXT, "role that is responsible"),
        *_dates("since", "since when"),
        *_dates("due", "when it is due"),
        Column("cost", Type.COSTS, "what it costs, in whole units of the currency, as printed; nothing is added up"),
        Column("currency", Type.WORD, "currency of its costs; `GBP` where the register names none; null without costs"),
        Column("examples_only", Type.FLAG, "whether the source says that its actions are examples"),
        Column("exempt", Type.FLAG, "whether its risk is exempt from publication"),
        Column("supersedes", Type.TEXTS, "earlier actions that it takes over, `RISK.MITIGATION`"),
        Column("place", Type.TEXT, "where the source states it"),
        Column("evidence", Type.TEXTS, "other places that speak of it, `CARD: PLACE`"),
        Column("note", Type.TEXT, "anything else"),
    ),
)


class Subject(StrEnum):
    """What a row of the changes is about."""

    RISK = "risk"
    FIELD = "field"
    MITIGATION = "mitigation"
    MITIGATION_FIELD = "mitigation field"


CHANGES = Schema(
    "changes",
    (
        *_COMMON,
        Column("earlier_register", Type.WORD, "the register before it, with which it is compared"),
        *_dates("earlier_date", "date of the register before it"),
        Column("subject", Type.WORD, f"{_any_of(Subject)}: what the row is about"),
        Column(
            "kind",
            Type.WORD,
            f"of a risk {_any_of(Kind)}; of a field {_any_of(FieldKind)}; of a mitigation {_any_of(ActionKind)}",
        ),
        Column("id", Type.TEXT, "id of the risk in this register; null where it left"),
        Column("earlier_id", Type.TEXT, "its id in the register before; null where it was not there"),
        Column("mitigation", Type.TEXT, "`RISK.MITIGATION` in this register"),
        Column("earlier_mitigation", Type.TEXT, "`RISK.MITIGATION` in the register before"),
        Column("field", Type.WORD, "key of the field that differs: `score.current`"),
        Column("old", Type.TEXT, "what it said"),
        Column("new", Type.TEXT, "what it says now"),
        Column("direction", Type.WORD, f"of a risk that goes on, its current score: {_any_of(Direction)}"),
        Column("reason", Type.WORD, f"of a risk that was removed: {_any_of(Reason)}"),
        Column("to", Type.TEXT, "the register or body that now holds it"),
        Column("note", Type.TEXT, "what the register says of the removal"),
    ),
)

SCHEMAS = (RISKS, MITIGATIONS, CHANGES)
"""In the order of the page."""
