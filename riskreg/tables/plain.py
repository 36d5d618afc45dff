"""A register, one risk and a matrix in the words of a committee paper: titles and the council's references, no ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from riskreg.comparison.change import Comparison
from riskreg.comparison.words import SpanKind
from riskreg.model.material import Material
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.settings import Labels
from riskreg.tables.fields import FIELDS
from riskreg.tables.marked import Marked
from riskreg.tables.register import register_table
from riskreg.tables.risk import risk_sheet
from riskreg.tables.table import Cell, Row, Table
from riskreg.tables.wording import by_reference, lines

_KEEPERS = {"Id", "Supersedes", "Place", "Evidence", "Exempt"}
"""Rows of one risk that only its keeper needs."""


def plain_register(material: Material, register: Register, since: Comparison | None, *, include_exempt: bool) -> Table:
    """The register's risks under their titles; what was removed is named by its title below."""
    exempt = material.exempt
    table = register_table(register, "", include_exempt=include_exempt, exempt=exempt, since=since, called=by_reference)
    shown = [removal for removal in register.removed if include_exempt or removal.id not in exempt]
    notes = [note for note in table.notes if not note.startswith("Removed: ")]
    return evolve(
        table,
        caption=_caption(table, register),
        notes=(*notes, *_removed(shown, material)),
        default_columns=(*_number(register), *(key for key in table.default_columns if key != "id")),
    )


def _number(register: Register) -> tuple[str, ...]:
    return ("number",) if any(risk.number for risk in register.risks) else ()


def _caption(table: Table, register: Register) -> str:
    mark = "EXEMPT: " if table.caption.startswith("EXEMPT: ") and not register.title.startswith("EXEMPT: ") else ""
    return f"{mark}{register.title}, {register.date}"


def _removed(removals: Iterable[Removal], material: Material) -> Iterator[str]:
    """What is no longer there, those together that left in the same way."""
    risks = material.earlier.register.risks if material.earlier else ()
    titles = {risk.id: by_reference(risk) for risk in risks}
    left: dict[str, list[str]] = {}
    for removal in removals:
        left.setdefault(_how(removal), []).append(titles.get(removal.id, removal.id))
    return (f"No longer in the register ({how}): {', '.join(names)}." for how, names in left.items())


def _how(removal: Removal) -> str:
    if removal.reason == "not reported":
        return "left out without a reason given"
    return f"{removal.reason}, to {removal.to}" if removal.to else str(removal.reason)


def plain_risk(  # noqa: PLR0913 - what is told, and what of it may be
    material: Material,
    register: Register,
    risk: Risk,
    since: Comparison | None,
    labels: Labels,
    *,
    include_exempt: bool,
) -> Table:
    """One risk in full, without what only its keeper needs. Raises ExemptRisk as `risk_sheet` does."""
    exempt = material.exempt
    sheet = risk_sheet(
        register, risk, "", include_exempt=include_exempt, exempt=exempt, since=since, called=by_reference
    )
    stated = {f.title for f in FIELDS} - _KEEPERS
    fields = [row for row in sheet.rows if row[0] in stated]
    actions: list[Row] = [("Action", _action(m, register.currency, labels)) for m in risk.mitigations]
    mark = "EXEMPT: " if risk.exempt or risk.id in exempt else ""
    return evolve(sheet, caption=f"{mark}{risk.title}, {register.date}", rows=(*fields, *actions))


def _action(mitigation: Mitigation, currency: str | None, labels: Labels) -> str | None:
    details = (
        ("Status", mitigation.status),
        (labels.of("owner") or "Owner", mitigation.owner),
        ("Since", mitigation.since),
        ("Due", mitigation.due),
        ("Cost", "; ".join(cost.said(currency) for cost in mitigation.cost)),
    )
    return lines((mitigation.action, *(f"{name}: {detail}" for name, detail in details if detail)))


def references(registers: Iterable[Register]) -> Callable[[Risk], str] | None:
    """The council's own reference of a risk, where each risk of these registers has one of its own."""
    found = [{risk.number for risk in register.risks} for register in registers]
    counted = [len(register.risks) for register in registers]
    if any(None in numbers or len(numbers) != count for numbers, count in zip(found, counted, strict=True)):
        return None
    return lambda risk: risk.number or risk.title


def key_of(register: Register, exempt: Collection[str], *, include_exempt: bool) -> Iterator[str]:
    """Which risk each reference stands for."""
    for risk in register.risks:
        if include_exempt or not (risk.exempt or risk.id in exempt):
            yield f"{risk.number}: {risk.title}"


_GOES_ON, _FORMER = re.compile(r"It goes on in (\S+): riskreg history \1"), "It was kept under another id before: "
_MOVED = re.compile(r"(?<=[(; ])(from|to) ([A-Za-z0-9][\w-]*)\.[A-Za-z0-9][\w-]*(?=[;)])")


def without_ids(table: Table, titles: Mapping[str, Sequence[str]]) -> Table:
    """A table in which titles stand for ids: `Title (id)` is the title alone, an action moved from a risk's title."""
    pairs = [(id, title) for id, known in titles.items() for title in known]
    names = [(f'"{title}" ({id})', f'"{title}"') for id, title in pairs]
    heads = {f"{title} ({id})": title for id, title in pairs}

    def title(id: str) -> str:
        return f'"{titles[id][-1]}"' if titles.get(id) else "another risk"

    def said(text: str) -> str:
        for long, short in names:
            text = text.replace(long, short)
        text = _GOES_ON.sub(lambda found: f"It goes on in {title(found[1])}.", text)
        text = _MOVED.sub(lambda found: f"{found[1]} {title(found[2])}" if found[2] in titles else found[0], text)
        return text.replace('goes on under another id, as "', 'goes on as "').replace(
            " returned under another id; it", " returned; it"
        )

    def cell(value: Cell) -> Cell:
        if isinstance(value, Marked):
            return Marked(tuple(s._replace(text=said(s.text)) if s.kind is SpanKind.KEPT else s for s in value.spans))
        if not isinstance(value, str):
            return value
        mark = "EXEMPT: " if value.startswith("EXEMPT: ") else ""
        bare = value.removeprefix(mark)
        return mark + heads[bare] if bare in heads else said(value)

    rows = tuple(tuple(map(cell, row)) for row in table.rows)
    lead = tuple(said(text) for text in table.lead if not text.startswith(_FORMER))
    caption = table.caption
    for long, short in heads.items():
        caption = caption.replace(long, short)
    return evolve(table, caption=said(caption), rows=rows, lead=lead, notes=tuple(map(said, table.notes)))
