"""Which ids are exempt over a series: those of every line of descent that ever had an exempt risk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve

from riskreg.comparison.lineage import Lineage
from riskreg.model.material import Material
from riskreg.model.register import Register


def exempt_ids(series: Iterable[Sequence[Register]], known: Collection[str] = ()) -> frozenset[str]:
    """The ids that are exempt in any of these registers, and every id of the lines that they lie on, in any series.

    A line is what `history` shows as one row: a risk under its id, and under another where one continued it by itself.
    A merge, a split and a regrouping end it, so that what merely took over an exempt risk among others is not exempt.
    `known` are ids that are exempt in registers that are not given.
    """
    each = [tuple(registers) for registers in series]
    flagged = frozenset(known).union(*(register.exempt_ids() for registers in each for register in registers))
    return _closed(flagged, [ids for registers in each for ids in _lines(registers)]) if flagged else flagged


def settled(material: Material) -> Material:
    """What a view is built from, with all that is exempt in it known."""
    return material._replace(exempt=exempt_ids(material.beside, material.exempt))


def _lines(registers: Sequence[Register]) -> Iterator[frozenset[str]]:
    """The ids of each line that had several."""
    from riskreg.comparison.history_lines import lines_of

    ordered = sorted(registers, key=lambda r: (r.date.first, r.date.last))
    lines = lines_of(Lineage.of([_bare(register) for register in ordered]))
    return (frozenset(line.ids) for line in lines if len(line.ids) > 1)


def _bare(register: Register) -> Register:
    """The register without mitigations, whose links nothing here depends on."""
    return evolve(register, risks=tuple(evolve(risk, mitigations=()) for risk in register.risks))


def _closed(ids: frozenset[str], lines: Iterable[frozenset[str]]) -> frozenset[str]:
    """The ids with those of every line that any of them lies on; an id may lie on several."""
    left = list(lines)
    while met := [line for line in left if not ids.isdisjoint(line)]:
        ids = ids.union(*met)
        left = [line for line in left if ids.isdisjoint(line)]
    return ids
