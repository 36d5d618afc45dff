"""A comparison as a committee paper prints it: a row for each risk that changed, with a sentence and footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.comparison.change import Change, Comparison, Kind
from riskreg.model.risk import Risk
from riskreg.model.score import Stage
from riskreg.model.settings import Labels
from riskreg.tables.exempt import any_exempt, hidden_risks, shown_changes
from riskreg.tables.plain_changes import Telling, kind_words, titles
from riskreg.tables.sentence import balance_line, sentence
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import travel_words
from riskreg.tables.wording import count, lines

_COLUMNS = (
    Column("number", "Ref"),
    Column("risk", "Risk"),
    Column("change", "Change"),
    Column("detail", "What changed"),
    Column("direction", "Direction of travel"),
    Column("reason", "Reason"),
    Column("owner", "Owner"),
    Column("earlier", "Earlier risks"),
    Column("later", "Later risks"),
)


def changes_table(comparison: Comparison, labels: Labels, *, include_exempt: bool) -> Table:
    """The risks that changed, came and left; what is carried unchanged is counted and not listed."""
    shown = shown_changes(comparison, include_exempt=include_exempt)
    told = [change for change in shown if not _unchanged(change)]
    telling = Telling(comparison, labels, names(comparison))
    rows = tuple(_row(change, telling) for change in told)
    return Table(
        caption=f"{exempt_mark(comparison, include_exempt=include_exempt)}Changes in risks, {span(comparison)}",
        columns=_COLUMNS,
        rows=rows,
        lead=leads(comparison),
        notes=(
            *(f"[{number}] {note}" for number, note in enumerate(telling.notes, 1)),
            *_unlisted(len(shown) - len(told)),
            *hidden(comparison, include_exempt=include_exempt),
        ),
        default_columns=(*(("number",) if any(row[0] for row in rows) else ()), "risk", "change", "detail"),
    )


def names(comparison: Comparison) -> tuple[str, str]:
    """What a paper calls the two registers: by their dates."""
    return f"the register of {comparison.earlier.date}", f"the register of {comparison.later.date}"


def span(comparison: Comparison) -> str:
    """`September 2021 to 16 November 2022`."""
    return f"{comparison.earlier.date} to {comparison.later.date}"


def leads(comparison: Comparison) -> tuple[str, ...]:
    """The sentence, and the balance of the counts."""
    earlier, later = names(comparison)
    said = sentence(comparison, earlier, later, continued="continued from an earlier risk")
    return said[:1].upper() + said[1:], f"{balance_line(comparison)}."


def exempt_mark(comparison: Comparison, *, include_exempt: bool) -> str:
    """`EXEMPT: ` where anything exempt is shown."""
    return "EXEMPT: " if include_exempt and any_exempt(comparison) else ""


def hidden(comparison: Comparison, *, include_exempt: bool) -> Iterator[str]:
    """How many exempt risks are not shown."""
    number = 0 if include_exempt else hidden_risks(comparison)
    if number:
        yield f"{count(number, 'exempt risk')} not shown."


def numbers(risks: Sequence[Risk]) -> str | None:
    """The council's own references of risks, one a line."""
    return lines(risk.number for risk in risks if risk.number)


def _unchanged(change: Change) -> bool:
    return change.kind is Kind.CARRIED and not change.changed and not change.departed


def _unlisted(number: int) -> Iterator[str]:
    if number:
        yield f"{count(number, 'risk')} carried on unchanged {'is' if number == 1 else 'are'} not listed."


def _row(change: Change, telling: Telling) -> Row:
    here = change.later or change.earlier
    travels = (travel_words(t) for p in change.pairs for t in p.travels if t.stage is Stage.CURRENT)
    return (
        numbers(here),
        titles(here),
        kind_words(change),
        telling.detail(change) or None,
        lines(dict.fromkeys(travels)),
        change.reason,
        lines(dict.fromkeys(risk.owner for risk in here if risk.owner)),
        titles(change.earlier) or None,
        titles(change.later) or None,
    )
