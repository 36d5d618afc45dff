"""A draft register from a report's risk table: as the report has it, for a person to edit, every question said."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from riskreg.finding import Path
from riskreg.intake.action_columns import ActionColumns
from riskreg.intake.columns import ACTIONS, STAGES
from riskreg.intake.draft_risk import DraftRisk, drafted
from riskreg.intake.earlier import Known, Settled, settled
from riskreg.intake.labels import id_of
from riskreg.intake.plain import quoted, weight
from riskreg.intake.rows import RiskRows
from riskreg.intake.scales import ToldMatrix, told_matrix
from riskreg.intake.scoring import fitting
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.store.remarks import Remarks
from riskreg.store.write import WIDTH, dumps


@frozen
class About:
    """What the register says of itself."""

    title: str
    """What it is called."""
    date: PartialDate
    """Its date."""
    organisation: str | None = None
    """The body that keeps it, where an earlier register says so."""
    source: str | None = None
    """The card of the document, where there is one."""
    remarks: tuple[str, ...] = ()
    """How title and date were found."""


@frozen
class Draft:
    """A draft register."""

    register: Register
    """As far as it could be made out."""
    risks: tuple[DraftRisk, ...]
    """Its risks, each with the row it was made from; ids are those of `register`."""
    remarks: Mapping[str, tuple[str, ...]]
    """By a risk's id, what the person should know who edits it, questions first."""
    top: tuple[str, ...]
    """What they should know of the whole."""
    carried: int
    """So many risks have the id of a risk of the latest earlier register."""
    unkept: int
    """How many characters of the table reached no field."""

    def text(self) -> str:
        """The register's canonical text, every remark as a comment at its place."""
        above: dict[Path, tuple[str, ...]] = {("risk", id): tuple(_comments(said)) for id, said in self.remarks.items()}
        return dumps(self.register, Remarks(top=(*_comments(self.top), ""), above=above))


def draft(rows: RiskRows, about: About, known: Known) -> Draft:
    """The draft of a table's rows; `known` is what the folder of registers knows already."""
    matrix = fitting(known.register.matrix if known.register else None, rows.rows)
    from_earlier, inferred = matrix is not None, told_matrix(rows) if matrix is None else None
    matrix = inferred.matrix if inferred else matrix
    found: list[DraftRisk] = []
    columns = ActionColumns.of(rows.header)
    taken = set(known.ids)
    for row in rows.rows:
        id = id_of(row.cell("risk") or row.cell("description") or "risk", taken)
        taken.add(id)
        found.append(drafted(row, matrix, id, ActionColumns.of(row.header) if row.header else columns))
    register = Register(
        about.title, about.date, about.organisation, source=about.source, examples_only=_examples(rows), matrix=matrix,
        risks=tuple(d.risk for d in found),
    )  # fmt: skip
    ready = settled(register, known)
    remarks = {
        risk.id: said for d, risk in zip(found, ready.register.risks, strict=True) if (said := _said(d, risk, ready))
    }
    matrix_from = tuple(_of_matrix(rows, known.ref if from_earlier else "", inferred))
    return Draft(
        register=ready.register,
        risks=tuple(found),
        remarks=remarks,
        top=(*_top(rows), *about.remarks, *matrix_from),
        carried=ready.carried,
        unkept=sum(d.unkept for d in found) + sum(left.characters for left in rows.left_out),
    )


def characters(rows: RiskRows) -> int:
    """How many characters the table has below its headings, white space and marks of points not counted."""
    in_rows = sum(weight(text) for row in rows.rows for part in row.parts for text in part.values())
    others = sum(weight(text) for row in rows.rows for _, text in row.others)
    return in_rows + others + sum(left.characters for left in rows.left_out)


def _said(made: DraftRisk, risk: Risk, ready: Settled) -> tuple[str, ...]:
    questions = [f"QUESTION: {q}" for q in (*made.row.questions, *made.questions)]
    if made.risk.title.endswith("…"):
        questions.append("QUESTION: the title is cut; what is this risk called in a few words?")
    if not risk.mitigations and not made.nothing:
        questions.append("QUESTION: the row names no action; is there none?")
    return (*questions, *ready.remarks.get(risk.id, ()), *(f"Joined: {j}" for j in made.row.joins), *made.remarks,
            f"From {made.row.place}")  # fmt: skip


def _top(rows: RiskRows) -> Iterator[str]:
    yield f"A draft made from {rows.place} of {_file(rows.name)}. Edit it, then take these comments out."
    yield from (f"QUESTION: {q}" for q in rows.questions)
    headers = (rows.header, *(row.header for row in rows.rows if row.header))
    yield from dict.fromkeys(said for header in headers for said in ActionColumns.of(header).said())
    yield from rows.notes
    yield from (f"Left out, {left.place}: {quoted(left.text, 200)} ({left.why})" for left in rows.left_out)
    if {"owner", "manager", "action-owner"} & set(rows.header.roles):
        yield "Owners are as the report has them: a register names roles, so put a role where there is a person's name"


def _of_matrix(rows: RiskRows, ref: str, inferred: ToldMatrix | None) -> Iterator[str]:
    """Where the matrix comes from; where there is none and the table scores likelihood and impact, the question."""
    if ref:
        yield f"The matrix is that of {ref}, which the table's scores fit"
    elif inferred:
        yield f"QUESTION: {inferred.why}"
    elif any(row.cell(f"{stage}.likelihood") for row in rows.rows for stage in STAGES):
        yield (
            "QUESTION: which matrix do likelihood and impact follow? It cannot be told from the report; state it as "
            "[matrix], and then the lines for the scores that stand as comments above each risk"
        )


def _examples(rows: RiskRows) -> bool:
    """Whether a heading of actions says that they are examples: a missing one is then no proof that it was dropped."""
    return any("example" in c.title.casefold() for c in rows.header.columns if c.role in ACTIONS)


def _file(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _comments(said: Sequence[str]) -> Iterator[str]:
    for text in said:
        yield from textwrap.wrap(
            " ".join(text.split()), WIDTH, initial_indent="# ", subsequent_indent="#   ", break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
