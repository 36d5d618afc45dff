"""The command `sources`: the cards and what rests on them, a draft card, and registers held against documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing, note, print_text

if TYPE_CHECKING:
    from riskreg.model.card import Card
    from riskreg.store.series import Series
    from riskreg.tables.table import Table


@click.command("sources")
@click.option("--card", "report", metavar="REPORT", type=click.Path(), help="Draft a card for this document.")
@click.option("--verify", "folder", metavar="DIR", type=click.Path(), help="Hold registers against documents in DIR.")
@options.printing
@pass_context
def sources(context: Context, report: str | None, folder: str | None, printing: Printing) -> None:
    """The cards: date, kind, risk table, which registers rest on each and which cite it.

    With --verify, documents are found in DIR by their digests, whatever their names; their risk tables are read again
    and matched to the registers, and places cited as evidence are looked for. Exit code 1 where something does not
    agree. With --card, what can be told of a document is written as a card, never over a file that is there.

    \b
    Examples:
      riskreg sources
      riskreg sources --card report.pdf --output seeds/2026-02.toml
      riskreg sources --verify ~/reports
    """
    if report is not None and folder is not None:
        raise click.UsageError("--card and --verify do different things: give one of them")
    if report is not None:
        _card(context, report, printing)
    elif folder is not None:
        _verify(context, folder, printing)
    else:
        _list(context.finder.series(), printing)


def _list(series: Series, printing: Printing) -> None:
    from riskreg.tables.source_cards import NO_CARDS, source_cards

    entries = [e for e in series.entries if e.reading.record and not e.reading.findings]
    registers = [(e.ref, e.reading.record) for e in entries if e.reading.record]
    exempt = frozenset(id for _, register in registers for id in register.exempt_ids())
    faulty = {stem for stem, reading in series.cards.items() if reading.record is None or reading.findings}
    table = source_cards(_cards(series), registers, exempt, faulty)
    if table.rows or faulty or printing.form != "text":
        printing.table(table)
    else:
        printing.text(f"{NO_CARDS}\n")
    for error in series.unreadable:
        note(str(error))
    invalid = [e.reading.text.file for e in series.entries if e.reading.findings]
    invalid += [reading.text.file for reading in series.cards.values() if reading.findings]
    if invalid:
        note(f"not valid: {', '.join(invalid)}; see riskreg check")


def _print_words(table: Table, printing: Printing) -> None:
    """What a table without rows says, without the headings of none."""
    from riskreg.cli.printing import width
    from riskreg.tables.as_text import around

    printing.text(around(table, "", width()))


def _cards(series: Series) -> dict[str, Card]:
    return {stem: r.record for stem, r in series.cards.items() if r.record and not r.findings}


def _card(context: Context, report: str, printing: Printing) -> None:
    from pathlib import Path

    from riskreg.errors import NoRegistersFolder
    from riskreg.intake.card_draft import card_draft
    from riskreg.store.raw import MAX_SIZE, read_bytes

    if printing.form != "text" or printing.columns or printing.sort:
        raise click.UsageError("a card is TOML: --format, --columns and --sort are for tables")
    try:
        cards = _cards(context.finder.series())
    except NoRegistersFolder:
        cards = {}
    draft = card_draft(report, read_bytes(Path(report), report, context.max_size or MAX_SIZE), cards)
    if printing.output in (None, "-"):
        print_text(draft.text, None)
        if draft.name:
            note(f"its place is seeds/{draft.name}.toml, beside the registers")
    else:
        from riskreg.store.put import put_new

        put_new(str(printing.output), draft.text, lambda _: None)
        note(f"{printing.output}: written")
    for said in draft.notes:
        note(said)


def _verify(context: Context, folder: str, printing: Printing) -> None:
    from riskreg.errors import NotPossible
    from riskreg.intake.folder_documents import documents_in
    from riskreg.intake.verification_table import verification_table
    from riskreg.intake.verified import digests, verified
    from riskreg.store.raw import MAX_SIZE

    series = context.finder.series()
    wanted = digests(series)
    found = documents_in(folder, wanted, context.max_size or MAX_SIZE)
    if wanted and not found.documents:
        advice = "name the folder that holds the documents as they were when their cards were made"
        raise NotPossible(f"{folder} holds none of the {len(wanted)} documents that the cards describe", advice)
    if not wanted:
        raise NotPossible("there are no valid cards to verify by", "draft one: riskreg sources --card REPORT")
    result = verified(series, found)
    table = verification_table(result)
    if table.rows or printing.form != "text":
        printing.table(table)
    else:
        _print_words(table, printing)
    for error in series.unreadable:
        note(str(error))
    if result.disagreements or series.unreadable:
        click.get_current_context().exit(1)
