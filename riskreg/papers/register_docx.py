"""A whole register as a Word document that can be read aloud: summary, all risks, each risk by itself, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.papers.ooxml.lettering import Lettering
from riskreg.papers.ooxml.looks import CellLook, House, Look, TableLook
from riskreg.papers.ooxml.new import BULLET_STYLE, TABLE_STYLE, TEXT_WIDTH, new_document
from riskreg.papers.ooxml.pen import Pen
from riskreg.papers.ooxml.properties import Properties
from riskreg.papers.ooxml.strays import Strays
from riskreg.tables.block import Block
from riskreg.tables.exempt import marked, shown_register
from riskreg.tables.register import register_table
from riskreg.tables.risk import risk_sheet
from riskreg.tables.table import Column, Row, Table, choose
from riskreg.tables.wording import count, lines

_PEN = Pen("w:")
_EXEMPT = "EXEMPT from publication"
_LETTERS = Lettering(size=20, margins=216)
"""As the styles of the document have it."""


def register_document(
    register: Register,
    ref: str,
    *,
    include_exempt: bool = False,
    hidden_ids: frozenset[str] = frozenset(),
    titles: Mapping[str, str] | None = None,
) -> bytes:
    """The register as a .docx file; the same bytes whenever it is made.

    Exempt risks are counted and left out, unless `include_exempt`, which marks the title and every page. `hidden_ids`
    are ids of risks that are exempt in any other register: they are so here as well. `titles` are those of earlier
    risks, to name the removed ones by.
    """
    told = marked(register, hidden_ids) if include_exempt else shown_register(register, hidden_ids)
    shown = told.risks
    table = register_table(register, ref, include_exempt=include_exempt, exempt=hidden_ids, titles=titles)
    exempt = table.caption.startswith("EXEMPT: ")
    title = f"{'EXEMPT: ' if exempt else ''}{register.title}, {register.date}"
    parts = [
        _PEN.text(title, _styled("Title")),
        *_PEN.texts([_EXEMPT, *table.lead] if exempt else table.lead, Look()),
        *_summary(told, shown, table),
        *(piece for risk in shown for piece in _risk(told, risk, ref, include_exempt=include_exempt)),
        *_sources(told, shown),
    ]
    return new_document("".join(parts), title, header=_EXEMPT if exempt else "")


def _summary(register: Register, shown: Sequence[Risk], table: Table) -> Iterator[str]:
    actions = sum(len(risk.mitigations) for risk in shown)
    yield _heading("Summary", 1)
    said = f"{count(len(shown), 'risk')} with {count(actions, 'mitigating action')}, as of {register.date}."
    yield from _PEN.texts([said, *(() if shown else table.notes)], Look())
    yield _heading("All risks", 1)
    if shown:
        keys = [key for key in table.default_columns if key != "mitigation"]
        yield from _block(evolve(choose(table, keys), lead=()))
    yield _heading("Each risk", 1) if shown else _PEN.text("None recorded", Look())


def _risk(register: Register, risk: Risk, ref: str, *, include_exempt: bool) -> Iterator[str]:
    """One risk under its own heading: its fields, then its actions."""
    sheet = risk_sheet(register, risk, ref, include_exempt=include_exempt)
    heading = f"{'EXEMPT: ' if risk.exempt else ''}{risk.title}"
    yield _heading(heading, 2)
    fields = sheet.rows[: len(sheet.rows) - len(risk.mitigations)]
    # The heading stands right above: the table bears its words as a caption that is read aloud, not printed again.
    yield from _block(evolve(sheet, rows=fields, caption=heading), heading=heading, row_headings=True)
    if risk.mitigations:
        yield _heading(f"Mitigating actions: {risk.title}", 3)
        yield from _block(_actions(register, risk), heading=f"Mitigating actions: {risk.title}")
    else:
        yield _PEN.text("No mitigating actions recorded.", Look())


def _actions(register: Register, risk: Risk) -> Table:
    columns = (
        Column("id", "Id"),
        Column("action", "Action"),
        Column("status", "Status"),
        Column("owner", "Owner"),
        Column("since", "Since"),
        Column("due", "Due"),
        Column("cost", "Cost"),
        Column("supersedes", "Supersedes"),
        Column("note", "Note"),
    )
    rows = tuple(_action(mitigation, register.currency) for mitigation in risk.mitigations)
    stated = [c.key for i, c in enumerate(columns) if c.key == "status" or any(row[i] for row in rows)]
    return choose(Table(f"Mitigating actions: {risk.title}", columns, rows), stated)


def _action(mitigation: Mitigation, currency: str | None) -> Row:
    since, due = (str(date) if date else None for date in (mitigation.since, mitigation.due))
    costs, before = (cost.said(currency) for cost in mitigation.cost), lines(mitigation.supersedes)
    known = mitigation.id, mitigation.action, mitigation.status, mitigation.owner
    return *known, since, due, lines(costs), before, mitigation.note


def _sources(register: Register, shown: Sequence[Risk]) -> Iterator[str]:
    """What the register was taken from, and which place stands behind which statement."""
    own = register.source or "the source of this register"
    rows = tuple(row for risk in shown for row in _places(risk, own))
    if not register.source and not rows:
        return
    yield _heading("Sources", 1)
    if register.source:
        yield _PEN.text(f"This register was taken from {register.source}.", Look())
    if rows:
        columns = (Column("source", "Source"), Column("place", "Place"), Column("what", "What it supports"))
        yield from _block(Table("Where each statement stands", columns, rows))


def _places(risk: Risk, own: str) -> Iterator[Row]:
    if risk.place:
        yield own, risk.place, risk.title
    for evidence in risk.evidence:
        yield evidence.card, evidence.place, risk.title
    for mitigation in risk.mitigations:
        if mitigation.place:
            yield own, mitigation.place, f"{risk.title}: {mitigation.action}"
        for evidence in mitigation.evidence:
            yield evidence.card, evidence.place, f"{risk.title}: {mitigation.action}"


def _block(table: Table, *, heading: str = "", row_headings: bool = False) -> list[str]:
    """A table with its notes, and its caption unless the heading says the same, which stands above already."""
    pieces = _PEN.block(Block(table, heading), _house(row_headings=row_headings), Strays())
    return [*pieces[bool(heading) :], *([] if table.notes else ["<w:p/>"])]


def _heading(text: str, level: int) -> str:
    return _PEN.text(text, _styled(f"Heading{level}"))


def _styled(style: str) -> Look:
    return Look(Properties("w:pPr").put("w:pStyle", f'<w:pStyle w:val="{style}"/>'))


def _house(*, row_headings: bool) -> House:
    first = int(row_headings)
    flags = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{first}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    own = Properties("w:tblPr").put("w:tblStyle", f'<w:tblStyle w:val="{TABLE_STYLE}"/>')
    own = own.put("w:tblLook", f'<w:tblLook w:val="{0x0620 + 0x80 * first:04X}" {flags}/>')
    cell = CellLook(text=_styled("TableText"))
    look = TableLook(table=own, head=(cell,), body=(cell,))
    note = Look(Properties("w:pPr").put("w:spacing", '<w:spacing w:before="120"/>'))
    return House(_styled("Heading2"), Look(), _styled("Caption"), look, note, TEXT_WIDTH, BULLET_STYLE, _LETTERS)
