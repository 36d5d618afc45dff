"""A draft card for a document: what can be told of it, and a question where it cannot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from attrs import frozen

from riskreg.errors import NotPossible
from riskreg.intake.about import date_of, title_of_document
from riskreg.intake.lines import numbered
from riskreg.intake.readers import whole_text
from riskreg.intake.risk_rows import rows_of, tables_of
from riskreg.intake.rows import RiskRows
from riskreg.model.card import Card
from riskreg.store.write_card import card_text

_COMMITTEE = re.compile(r"(?i)^(?:the )?(?:\S+ ){0,9}(?:committee|cabinet|board|panel|council|commission)$")


@frozen
class CardDraft:
    """A draft card."""

    text: str
    """Its text; a valid card once the questions in it are answered."""
    name: str
    """What its file may be called, without `.toml`; empty where the date is not known."""
    notes: tuple[str, ...]
    """What a person should know."""


def card_draft(name: str, data: bytes, cards: Mapping[str, Card]) -> CardDraft:
    """A card for a document; `cards` are those there are, which tell the organisation and whether it has one.

    Raises UnreadableFile where it is no document that riskreg reads, and MissingExtra.
    """
    digest = hashlib.sha256(data).hexdigest()
    rows, why, text = _read(name, data)
    lines = [line.strip(" #*\t") for line in text.split("\n")]
    date, title = date_of(text, name), title_of_document(text)
    bodies = {card.organisation for card in cards.values()}
    known: dict[str, Any] = {
        "title": title,
        "kind": None,
        "date": date[0] if date else None,
        "organisation": bodies.pop() if len(bodies) == 1 else None,
        "committee": next((line for line in lines[:30] if _COMMITTEE.match(line)), None),
        "file": PurePath(name.replace("\\", "/")).name,
        "sha256": digest,
    }
    remarks = dict(_remarks(known, date[1] if date else ""))
    top = ["A draft card. Answer its questions, and take the comments out.", *why]
    table = _table(rows) if rows else None
    has = [other for other, card in cards.items() if card.sha256.lower() == digest]
    notes = [f"the card {other} describes this very document already" for other in has]
    return CardDraft(
        card_text(known, table, remarks, top), str(date[0]).replace("/", "-") if date else "", tuple(notes)
    )


def _read(name: str, data: bytes) -> tuple[RiskRows | None, list[str], str]:
    """The risk table if there is one, what is not sure of it, and the beginning of the text."""
    try:
        document = tables_of(name, data)
        rows = rows_of(name, document)
    except NotPossible as none:
        why = none.why.replace(name, PurePath(name).name)  # no draft holds the folders of this machine
        return None, [f"No risk table was found: {why}"], _beginning(whole_text(name, data))
    return rows, [f"QUESTION: {asked}" for asked in rows.asked], _beginning(document.text)


def _beginning(text: str) -> str:
    return "\n".join([line for line in text.split("\n") if line.strip()][:200])


def _table(rows: RiskRows) -> dict[str, Any]:
    found = numbered(rows.heading)
    return {
        "place": found[0] if found else rows.place.partition(" (")[0],
        "columns": tuple(column.title for column in rows.header.columns),
        "rows": len(rows.rows),
    }


def _remarks(known: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    yield "kind", 'what sort of document is it? "scrutiny report", "improvement plan"'
    said = {
        "title": ("what is it called?", "QUESTION: a line of the document; is it the title?"),
        "date": ("of when is it? A day as 2022-11-16, or \"2022-11\"", f"QUESTION: from {where}; is it its date?"),
        "organisation": ("which body issued it?", "As on the other cards"),
        "committee": ("to which committee did it go? Leave it out where to none", "QUESTION: did it go there?"),
    }  # fmt: skip
    for key, (unknown, found) in said.items():
        yield key, unknown if known[key] is None else found
