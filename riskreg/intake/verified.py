"""Registers held against the documents that they come from: tables read again, rows and cited places looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from riskreg.errors import NotPossible, UnreadableFile
from riskreg.intake.cited import Place, Text
from riskreg.intake.folder_documents import Found, Held
from riskreg.intake.matched import Odd, odd_ones, rows_named
from riskreg.intake.plain import folded
from riskreg.intake.readers import whole_text
from riskreg.intake.risk_rows import tables_of
from riskreg.intake.rows import RiskRows
from riskreg.intake.table_of_card import rows_of_card
from riskreg.model.card import Card
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.store.series import Series
from riskreg.tables.wording import count


@frozen
class Disagreement:
    """One thing that does not agree between the files and the documents."""

    file: str
    """The register or the card that says otherwise."""
    address: str
    """What of it: `risk.staff`; empty where it is about the whole, or about a risk that is exempt."""
    document: str
    """The card of the document."""
    what: str
    """What does not agree."""


@define
class Looked:
    """What was looked at of one card's document."""

    card: str
    """The card."""
    document: str | None
    """Where the folder holds it; None where it does not."""
    rows: int = 0
    """Rows of its risk table."""
    risks: int = 0
    """Risks of the registers that rest on it."""
    actions: int = 0
    """Actions of these risks."""
    unheld: int = 0
    """Of the risks, those that no row was there to be held against, as the document has no risk table."""
    places: int = 0
    """Places of it that registers cite."""
    untold: int = 0
    """Of these, those that could not be looked for: a page, or a row where no table was read."""


@define
class Verification:
    """What came of holding registers against documents."""

    looked: dict[str, Looked] = field(factory=dict)
    """By card."""
    disagreements: list[Disagreement] = field(factory=list)
    """What does not agree."""
    passed: tuple[UnreadableFile, ...] = ()
    """Files of the folder that could not be looked at."""


@frozen
class _Document:
    """A document that was read again."""

    text: Text
    rows: RiskRows | None
    """Its risk table; None where it has none that can be read."""


def verified(series: Series, found: Found) -> Verification:
    """Hold the cards and registers of a series against the documents that were found.

    Raises MissingExtra where a library that reads one of them is missing.
    """
    result = Verification(passed=found.passed)
    documents: dict[str, _Document] = {}
    for name, reading in series.cards.items():
        card = reading.record
        if card is None or reading.findings:
            result.disagreements.append(Disagreement(reading.text.file, "", name, _NOT_VALID))
            continue
        held = found.documents.get(card.sha256.lower())
        result.looked[name] = Looked(name, held.name if held else None)
        if held:
            documents |= _again(result, reading.text.file, name, card, held)
    for entry in series.entries:
        if entry.reading.record is None or entry.reading.findings:
            result.disagreements.append(Disagreement(entry.reading.text.file, "", "", _NOT_VALID))
    hidden = _hidden(series)
    for file, register in _registers(series):
        _register(result, file, register, documents, hidden)
    result.disagreements += [*_without_rows(series, result), *_without_registers(series, result, documents)]
    return result


def _without_rows(series: Series, result: Verification) -> Iterator[Disagreement]:
    """Registers whose risks were held against no document at all, because none is named, or none that is known."""
    for file, register in _registers(series):
        risks = count(len(register.risks), "risk")
        if register.source is None:
            yield Disagreement(
                file,
                "register",
                "",
                f'names no source, so its {risks} were held against no document: add source = "CARD"',
            )
        elif register.source not in series.cards:
            yield Disagreement(
                file, "register", register.source, f"there is no such card, so its {risks} were not looked at"
            )


def _without_registers(
    series: Series, result: Verification, documents: Mapping[str, _Document]
) -> Iterator[Disagreement]:
    """Risk tables that were read, and that no register rests on."""
    sources = {e.reading.record.source for e in series.entries if e.reading.record}
    for name, document in documents.items():
        if document.rows is not None and name not in sources:
            rows = count(len(document.rows.rows), "row")
            file = series.cards[name].text.file
            yield Disagreement(file, "risk-table", name, f"no register rests on this table of {rows}")


_NOT_VALID = "is not valid, so it was not looked at; see riskreg check"


def _registers(series: Series) -> Iterator[tuple[str, Register]]:
    for entry in series.entries:
        if entry.reading.record is not None and not entry.reading.findings:
            yield entry.reading.text.file, entry.reading.record


def _hidden(series: Series) -> frozenset[str]:
    """An id that is exempt in any register is exempt in all."""
    return frozenset(id for _, register in _registers(series) for id in register.exempt_ids())


def _again(result: Verification, file: str, name: str, card: Card, held: Held) -> dict[str, _Document]:
    """Read a document again, and say where its card says otherwise."""
    told: list[str] = []
    rows: RiskRows | None = None
    try:
        document = tables_of(card.file, held.data)
        text = Text(whole_text(card.file, held.data, document))
        rows = rows_of_card(card, document)
    except UnreadableFile as refused:
        result.disagreements.append(Disagreement(file, "", name, f"its document cannot be read: {refused.reason}"))
        return {}
    except NotPossible as none:
        text = Text(whole_text(card.file, held.data, None))
        told += [f"its risk table cannot be read again: {none.why}; {none.advice}"] if card.risk_table else []
    if rows is not None:
        result.looked[name].rows = len(rows.rows)
        told += _card(card, rows)
    result.disagreements += [Disagreement(file, "risk-table", name, what) for what in told]
    return {name: _Document(text, rows if card.risk_table else None)}


def _card(card: Card, rows: RiskRows) -> Iterator[str]:
    """Where a card says otherwise of the risk table than its document."""
    if card.risk_table is None:
        yield f"the card has none, and the document has one of {count(len(rows.rows), 'row')} ({rows.place})"
        return
    if card.risk_table.rows != len(rows.rows):
        yield f"the card counts {count(card.risk_table.rows, 'row')}, and {len(rows.rows)} were read"
    printed = [column.title for column in rows.header.columns]
    if [folded(c) for c in card.risk_table.columns] != [folded(c) for c in printed]:
        yield f"the card has the columns {' | '.join(card.risk_table.columns)}, the document {' | '.join(printed)}"


def _register(
    result: Verification, file: str, register: Register, documents: Mapping[str, _Document], hidden: frozenset[str]
) -> None:
    name = register.source or ""
    if name in documents:
        looked, rows = result.looked[name], documents[name].rows
        looked.risks += len(register.risks)
        looked.unheld += 0 if rows else len(register.risks)
        looked.actions += sum(len(r.mitigations) for r in register.risks) if rows else 0
        for odd in odd_ones(register.risks, rows.rows) if rows else ():
            result.disagreements.append(Disagreement(file, *_told(odd, hidden, name)))
    for address, where, place in _cited(register, hidden):
        if where in result.looked:
            result.looked[where].places += 1
        if where in documents:
            _place(result, Disagreement(file, address, where, ""), place, documents[where])


def _told(odd: Odd, hidden: frozenset[str], name: str) -> tuple[str, str, str]:
    if odd.risk is None:
        return "", name, odd.what
    if odd.risk.id in hidden:
        return "", name, f"{'an action of ' if odd.action else ''}an exempt risk does not agree with its row"
    address = f"risk.{odd.risk.id}"
    return (f"{address}.mitigation.{odd.action}" if odd.action else address), name, odd.what


def _place(result: Verification, about: Disagreement, text: str, document: _Document) -> None:
    """Say what of a cited place a document does not have."""
    rows = document.rows.rows if document.rows else ()
    if any(row.reference == text for row in rows):
        return
    place = Place.of_text(text)
    lost = list(document.text.lacks(place))
    tables = dict.fromkeys(row.reference.rpartition(", row ")[0] for row in rows)
    known = text.rpartition(", row ")[0] in tables
    if document.rows is not None:
        lost += _beyond(text, place, document.rows)
    if (place.untold and not known) or (place.rows and document.rows is None):
        result.looked[about.document].untold += 1
    if lost and not about.address:
        lost = ["no place that an exempt risk cites"]
    for what in lost:
        said = f"the document has {what}" if what.startswith("no ") else f"the document has {what}, which are cited"
        result.disagreements.append(Disagreement(about.file, about.address, about.document, said))


def _beyond(text: str, place: Place, rows: RiskRows) -> list[str]:
    """The rows that a place cites and the table has not."""
    have = len(rows.rows)
    named = zip(place.rows, rows_named(text, rows.rows), strict=True)
    beyond = [str(cited) for cited, row in named if not 1 <= row <= have]
    return [f"no row {' or '.join(beyond)}: the table has {have}"] if beyond else []


def _cited(register: Register, hidden: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Every place that a register cites: address, card, place; of an exempt risk without its address."""
    for risk in register.risks:
        for address, card, place in _cited_by(risk, register.source):
            yield ("" if risk.id in hidden else address), card, place
    for removal in register.removed:
        address = "" if removal.id in hidden else f"removed.{removal.id}"
        yield from ((address, e.card, e.place) for e in removal.evidence)


def _cited_by(risk: Risk, source: str | None) -> Iterator[tuple[str, str, str]]:
    at = f"risk.{risk.id}"
    yield from _each(at, risk.evidence)
    for m in risk.mitigations:
        yield from _each(f"{at}.mitigation.{m.id}", m.evidence)
    if source is None:
        return
    own = [(at, risk.place), *((f"{at}.mitigation.{m.id}", m.place) for m in risk.mitigations)]
    assured = [(f"{at}.assurance", a.place) for a in risk.assurance]
    yield from ((address, source, place) for address, place in (*own, *assured) if place)


def _each(address: str, evidence: Iterable[Evidence]) -> Iterator[tuple[str, str, str]]:
    return ((address, e.card, e.place) for e in evidence)


def digests(series: Series) -> Sequence[str]:
    """The digests of the documents that the cards of a series describe."""
    return [r.record.sha256.lower() for r in series.cards.values() if r.record and not r.findings]
