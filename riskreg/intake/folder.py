"""What the folder of registers, and the cards beside it, know of a document: its date, its title, earlier risks."""

from __future__ import annotations

import hashlib

from attrs import evolve, frozen

from riskreg.comparison.likeness import words
from riskreg.errors import NotPossible
from riskreg.intake.about import date_of, dates_said, title_of_document
from riskreg.intake.draft import About
from riskreg.intake.earlier import Known
from riskreg.intake.plain import folded
from riskreg.intake.rows import RiskRows
from riskreg.model.card import Card
from riskreg.model.dates import FORMS, PartialDate
from riskreg.model.register import Register
from riskreg.store.series import Series

_MOST_DATES = 4
_DATES = frozenset(
    "january february march april may june july august september october november december quarter q".split()
)


@frozen
class Folder:
    """The registers of a folder without those that have faults, and the card of the document."""

    registers: tuple[tuple[str, Register], ...] = ()
    """Each with the name it is asked for by, in the order of their dates."""
    left_out: tuple[str, ...] = ()
    """The registers that have faults, by name."""
    card: tuple[str, Card] | None = None
    """The card of the document and its name: the one with its digest."""

    @classmethod
    def of(cls, series: Series, data: bytes) -> Folder:
        """What stands in a folder, and beside it, about a document of these bytes."""
        digest = hashlib.sha256(data).hexdigest()
        cards = ((stem, reading.record) for stem, reading in series.cards.items())
        card = next(((stem, card) for stem, card in cards if card and card.sha256 == digest), None)
        good = [(e.ref, e.reading.record) for e in series.entries if e.reading.record and not e.reading.findings]
        left = [e.ref for e in series.entries if e.ref not in dict(good)]
        return cls(tuple(good), (*left, *(str(e.file) for e in series.unreadable_registers)), card)

    def known(self, date: PartialDate) -> Known:
        """What a draft of that date is to know: every id there is, and the latest register before it."""
        ids = frozenset(risk.id for _, register in self.registers for risk in register.risks)
        before = [(ref, register) for ref, register in self.registers if register.date.before(date)]
        if not before:
            return Known("", None, ids)
        ref, register = before[-1]
        # An exempt risk is left out of every output: no draft names it, or takes its id.
        shown = tuple(risk for risk in register.risks if not risk.exempt)
        return Known(ref, evolve(register, risks=shown), ids, len(register.risks) - len(shown))

    def of_that_date(self, date: PartialDate) -> tuple[str, ...]:
        """The registers that have the date already, by name."""
        return tuple(ref for ref, register in self.registers if register.date.overlaps(date))


def about(rows: RiskRows, folder: Folder, date: PartialDate | None, title: str | None) -> About:
    """Date, title and organisation: as told, else as card, document or earlier register say, with a word of which.

    Raises NotPossible where no date can be told.
    """
    on, found = (date, "") if date else _date(rows, folder)
    earlier = folder.known(on).register
    called, source = (title, "") if title else _title(rows, folder, earlier)
    return About(
        title=called,
        date=on,
        organisation=_organisation(folder, earlier),
        source=folder.card[0] if folder.card else None,
        remarks=tuple(filter(None, (found, source, "" if folder.card else _NO_CARD))),
    )


_NO_CARD = (
    "No card describes the document, so riskreg sources --verify cannot hold this register against it: draft one with "
    'riskreg sources --card, then add source = "NAME-OF-THE-CARD" below [register]'
)


def _date(rows: RiskRows, folder: Folder) -> tuple[PartialDate, str]:
    if folder.card:
        return folder.card[1].date, f"The date is that of the card {folder.card[0]}"
    found = date_of(rows.text, rows.name)
    if found is None:
        said = [f"{words} (--date {date})" for words, date in dates_said(rows.text).items()][:_MOST_DATES]
        advice = f"name it with --date: a day as 2022-11-16, or {FORMS}"
        raise NotPossible(
            f"{rows.name} does not say its date where riskreg could tell it from others",
            f"if one of these is it, name that: {'; '.join(said)}" if said else advice,
        )
    return found[0], f"QUESTION: the date is read from {found[1]}; is it the date of the report?"


def _title(rows: RiskRows, folder: Folder, earlier: Register | None) -> tuple[str, str]:
    """The title, and what to ask of it: that of the register before only where this is plainly the same register."""
    card = folder.card[1].title if folder.card else None
    own = card or title_of_document(rows.text, rows.heading, [c.title for c in rows.header.columns])
    if earlier is not None and (_same_title(own, earlier.title) or _same_risks(rows, earlier)):
        return earlier.title, ""
    before = f' (that of {earlier.date} is called "{earlier.title}")' if earlier else ""
    if card and folder.card:
        asked = f"QUESTION: the title is that of the card {folder.card[0]}"
        return (
            card,
            f"{asked}; what is the register called{before}?"
            if earlier
            else f"The title is that of the card {folder.card[0]}",
        )
    if own is not None:
        return own, f"QUESTION: the title is a line of the report; what is the register called{before}?"
    if earlier is not None:
        return (
            earlier.title,
            f"QUESTION: the title is that of the register of {earlier.date}; is this the same register?",
        )
    return "Risk register", "QUESTION: the title stands in for one; what is the register called?"


def _same_title(own: str | None, earlier: str) -> bool:
    """Whether two titles say the same, whatever date or number they have with it."""
    one, other = (frozenset(w for w in words(text) if w.isalpha()) - _DATES for text in (own or "", earlier))
    return bool(one) and one == other


def _same_risks(rows: RiskRows, earlier: Register) -> bool:
    """Whether half the risks of the table or more are called as, or worded as, risks of the earlier register."""
    known = {folded(text) for risk in earlier.risks for text in (risk.title, risk.wording) if text}
    same = sum(folded(row.cell("risk")) in known for row in rows.rows)
    return bool(rows.rows) and 2 * same >= len(rows.rows)


def _organisation(folder: Folder, earlier: Register | None) -> str | None:
    if folder.card:
        return folder.card[1].organisation
    return earlier.organisation if earlier else None
