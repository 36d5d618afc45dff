"""One risk of a draft from its row: every cell in its field, and a word of each that found none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from attrs import define, evolve, field, frozen

from riskreg.comparison.likeness import words
from riskreg.intake.action_columns import ActionColumns
from riskreg.intake.banners import says_closed
from riskreg.intake.columns import ACTIONS, SCORES
from riskreg.intake.labels import id_of, title_of
from riskreg.intake.nothing import points_elsewhere, says_a_state, says_nothing
from riskreg.intake.people import maybe_names
from riskreg.intake.plain import paragraphs, quoted, weight
from riskreg.intake.points import points, unnumbered
from riskreg.intake.rows import Cells, RiskRow
from riskreg.intake.scoring import scored
from riskreg.intake.values import date_in, doubted_date, word_in
from riskreg.model.dates import PartialDate
from riskreg.model.risk import Mitigation, Response, Risk, Status
from riskreg.model.score import Matrix

Value = TypeVar("Value")

_OF_RISK = re.compile(
    r"(?i)open|live|active|new|emerging|increas\w+|decreas\w+|reduc\w+|stable|static|unchanged|no change|same|"
    r"treat\w*|tolerat\w*|transfer\w*|terminat\w*|rising|falling|up|down|escalated|under review|red|amber|green|"
    r"high|medium|low"
)
"""Words under "Status" that say how a risk stands, and nothing of its actions."""

_TEXTS = ("description", "cause", "event", "consequence")
_OF_ACTIONS = ("action-owner", "due", "status")


@frozen
class DraftRisk:
    """One risk of a draft."""

    row: RiskRow
    """The row it was made from."""
    risk: Risk
    """The risk; its id is not settled yet."""
    remarks: tuple[str, ...]
    """What the person should know who edits it."""
    unkept: int
    """How many characters of the row reached no field, and stand in a remark only."""
    questions: tuple[str, ...] = ()
    """What the person is asked about it."""
    nothing: tuple[str, ...] = ()
    """Cells of actions that say that there is none, as "None identified"."""


def drafted(row: RiskRow, matrix: Matrix | None, id: str, columns: ActionColumns) -> DraftRisk:
    """The risk that a row states; `columns` is what the headings say of its actions."""
    name = paragraphs(row.cell("risk"))
    title = title_of(name) or title_of(row.cell("description")) or "A risk without a name"
    whole = " ".join(name.split()).rstrip(".;:,") == title
    kept = _Kept(row, list(row.others))
    scores = scored(row, matrix)
    category = _label(kept.text("category"))
    if category and row.category and row.category != category:
        kept.said.append(f"It stands under the heading {quoted(row.category)}")
    risk = Risk(
        id,
        title,
        wording=None if whole or not name else name,
        number=_label(kept.text("ref")),
        description=paragraphs(kept.text("description")) or None,
        cause=paragraphs(kept.text("cause")) or None,
        event=paragraphs(kept.text("event")) or None,
        consequence=paragraphs(kept.text("consequence")) or None,
        category=category or row.category or None,
        objective=_label(kept.text("objective")),
        owner=None if _owners_of_actions(row) else _label(kept.text("owner")),
        manager=_label(kept.text("manager")),
        response=kept.value("response", word_in(Response, row.cell("response"))),
        raised=kept.date("raised"),
        reviewed=kept.date("reviewed"),
        place=row.reference,
        score=scores.scores,
        mitigations=tuple(_actions(row, kept, columns)),
    )
    kept.unkept += [(role, row.cell(role)) for role in scores.unkept]
    remarks = (*kept.remarks(), *scores.remarks)
    lost = sum(weight(text) for _, text in kept.unkept) + _words_lost(row, risk, kept)
    asked = (*kept.asked(risk), *scores.questions)
    return DraftRisk(row, risk, remarks, lost, asked, tuple(kept.nothing))


@define
class _Kept:
    """What found no field while a risk is made, and what is to be said of it."""

    row: RiskRow
    unkept: list[tuple[str, str]]
    said: list[str] = field(factory=list)
    nothing: list[str] = field(factory=list)
    questions: list[str] = field(factory=list)

    def date(self, role: str) -> PartialDate | None:
        """The date of a cell; one that may mean one of two is asked about."""
        text = self.row.cell(role)
        self.doubt(role, text)
        return self.value(role, date_in(text))

    def doubt(self, role: str, text: str) -> None:
        """Ask about a date that may mean one of two."""
        if (question := doubted_date(text)) and text:
            self.questions.append(f"{role} is {quoted(text)}; {question}")

    def text(self, role: str) -> str:
        """The text of a cell; one that only says that it holds nothing is unkept."""
        text = self.row.cell(role)
        if text and says_nothing(text):
            self.unkept.append((role, text))
            return ""
        return text

    def asked(self, risk: Risk) -> Iterator[str]:
        """The questions that the cells raise: is there no action, and is an owner a person?"""
        for text in dict.fromkeys(self.nothing):
            yield f"the row says {quoted(text)} of its actions; is there none?"
        owners = (risk.owner, risk.manager, *(m.owner for m in risk.mitigations))
        for text in dict.fromkeys(t for t in (*owners, *(m.action for m in risk.mitigations)) if t):
            if points_elsewhere(text):
                yield f"the row says {quoted(text)}; what is meant?"
        for text in dict.fromkeys(m.action for m in risk.mitigations if says_a_state(m.action)):
            yield f"the row says only {quoted(text)} of its actions; what is the action?"
        if says_closed(status := self.row.cell("status")):
            yield f"the row says {quoted(status)} under status; is it still a risk of this register?"
        yield from dict.fromkeys(self.questions)
        for name in dict.fromkeys(n for owner in owners if owner for n in maybe_names(owner)):
            yield f"is the owner {quoted(name)} a person? A register names roles: put the role there"

    def value(self, role: str, found: Value | None) -> Value | None:
        """The value that a cell gave; where it gave none, the cell is unkept."""
        if found is None and self.row.cell(role):
            self.unkept.append((role, self.row.cell(role)))
        return found

    def remarks(self) -> Iterator[str]:
        """A line for each cell that found no field, scores apart: those are told of together."""
        yield from self.said
        for title, text in self.unkept:
            if title not in SCORES:
                yield f"The table also has, under {quoted(title)}: {' / '.join(text.splitlines())}"


def _owners_of_actions(row: RiskRow) -> bool:
    """Whether the rows of one risk name different owners: then each is that of its row's actions."""
    if row.cell("action-owner"):
        return False
    return len({owner for part in row.parts if (owner := part.get("owner"))}) > 1


def _label(text: str) -> str | None:
    return "; ".join(text.splitlines()) or None


def _actions(row: RiskRow, kept: _Kept, columns: ActionColumns) -> Iterator[Mitigation]:
    """The actions of all rows of a risk, in order, each with what its row and its heading say of it."""
    taken: set[str] = set()
    silent: list[tuple[str, str]] = []
    own = ("owner",) if _owners_of_actions(row) else ()
    above: Cells = {}
    for part in row.parts:
        for role in ACTIONS:
            merged = role != columns.dated and part.get(role) == above.get(role)  # one cell beside several actions
            texts = [] if merged else list(_texts(part, role, kept, wrapped=row.wrapped))
            facts = part if role == columns.dated else {}
            if not texts:
                silent += [(fact, facts[fact]) for fact in (*_OF_ACTIONS, *own) if facts.get(fact)]
            for index, text in enumerate(texts):
                id = id_of(text, taken)
                taken.add(id)
                owner = _label(facts.get("owner", "")) if own else None
                made = Mitigation(id=id, action=text, owner=owner, status=_status(facts, columns, role))
                yield _with_facts(made, facts, index, len(texts), kept)
        above = part
    kept.unkept += dict.fromkeys(silent)


def _status(facts: Cells, columns: ActionColumns, role: str) -> Status | None:
    """The status that the heading says; none where the row has a word of its own for the action, and not the risk."""
    own = facts.get("status", "")
    return None if _is_of_action(own) else columns.status.get(role)


def _is_of_action(status: str) -> bool:
    """Whether a word under status may be that of an action, and not of its risk."""
    empty = not status or says_nothing(status)
    return not empty and not says_closed(status) and not _OF_RISK.fullmatch(status.strip(" ."))


def _texts(part: Cells, role: str, kept: _Kept, *, wrapped: bool) -> Iterator[str]:
    found = points(part.get(role, ""), wrapped=wrapped)
    for text in found.small:
        kept.questions.append(f"is {quoted(text, 40)} an action of its own, or the rest of the line above it?")
    for lead in found.leads:
        kept.said.append(f"The cell of actions says before its list: {lead}")
    for text in found.actions:
        if says_nothing(text):
            kept.nothing.append(text)
            kept.unkept.append((role, text))
        else:
            yield text


def _with_facts(action: Mitigation, part: Cells, index: int, of: int, kept: _Kept) -> Mitigation:
    """An action with the owner, date and status of its row; lines beside several actions count one each."""
    owner, due, status = (_beside(part.get(role, ""), index, of) for role in _OF_ACTIONS)
    date, word = date_in(due) if due else None, word_in(Status, status) if status else None
    for role, text, value in (("due", due, date), ("status", status, word), ("action-owner", owner, _said(owner))):
        named = f"{role} of {action.action}" if len(kept.row.parts) > 1 and of == 1 else role
        if text and value is None and (named, text) not in kept.unkept:
            kept.unkept.append((named, text))
    if due and date is None:
        kept.doubt("due", due)
    if of > 1 and index == 0:
        _ask_whose(part, of, kept)
    return evolve(action, owner=_label(_said(owner) or "") or action.owner, due=date, status=word or action.status)


def _ask_whose(part: Cells, of: int, kept: _Kept) -> None:
    """Ask to which of several actions the owner, date or status of their row belongs."""
    given = {role: part[role] for role in _OF_ACTIONS if part.get(role) and not says_nothing(part[role])}
    for role, text in given.items():
        lines = len(text.splitlines())
        if lines == of:
            kept.said.append(
                f"The row gives {of} lines under {role} and {of} actions; each was given its own, in order"
            )
        elif role != "status" or _is_of_action(text):
            kept.questions.append(
                f"the row gives {quoted(text, 40)} under {role} and {of} actions; to which does it belong?"
            )


def _said(text: str) -> str | None:
    return None if says_nothing(text) else text


def _beside(cell: str, index: int, of: int) -> str:
    lines = cell.splitlines()
    if len(lines) != of or of < 2:
        return cell
    bare = unnumbered(lines)
    return bare[index]


def _words_lost(row: RiskRow, risk: Risk, kept: _Kept) -> int:
    """Characters of words that stand in the row's texts more often than in the risk: none, unless riskreg is wrong.

    Counted from what was made, not from what was meant to be made.
    """
    read = Counter(w for role in ("risk", *_TEXTS, *ACTIONS) for part in {row.cell(role)} for w in words(part))
    own = (getattr(risk, role) or "" for role in _TEXTS)
    texts = (risk.wording or risk.title, *own, *kept.said, *(text for _, text in kept.unkept))
    made = Counter(w for text in (*texts, *(m.action for m in risk.mitigations)) for w in words(text))
    leads = sum(weight(said.partition(": ")[2]) for said in kept.said if said.startswith("The cell"))
    return leads + sum(len(w) * n for w, n in (read - made).items() if not w.isdigit() and len(w) > 1)
