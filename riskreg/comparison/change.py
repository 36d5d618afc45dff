"""What a comparison says: kinds of change, pairs of risks, changes of fields and of mitigations."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Evidence
from riskreg.model.register import Reason, Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk
from riskreg.model.score import Stage


class Kind(StrEnum):
    """What became of a connected group of earlier and later risks."""

    CARRIED = "carried"
    """One to one, under the same id."""
    CONTINUED = "continued"
    """One to one, under another id."""
    MERGED = "merged"
    """Several to one."""
    SPLIT = "split"
    """One to several."""
    REGROUPED = "regrouped"
    """Several to several."""
    NEW = "new"
    """None to one."""
    RETURNED = "returned"
    """None to one, but a register before the earlier one had it."""
    REMOVED = "removed"
    """One to none, with a reason."""
    UNACCOUNTED = "unaccounted"
    """One to none, and nothing is said of it."""


class Why(StrEnum):
    """Why an earlier and a later risk belong together."""

    SAME_ID = "same id"
    SUPERSEDES = "supersedes"
    SAME_RECORD = "same record"
    """Of one register at two revisions: all that is said of the two is equal, and only the id was changed."""


class Direction(StrEnum):
    """Direction of travel of the current score."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class Withheld(StrEnum):
    """Why no direction of travel is told of a score."""

    NOT_BEFORE = "not scored before"
    NOT_NOW = "no longer scored"
    NO_MATRIX = "no matrix says on what scale"
    ONE_MATRIX = "only one of the registers has a matrix"
    MATRIX_CHANGED = "the matrix changed"
    UNLIKE = "points at one date, a rating alone at the other"


@frozen
class Travel:
    """How the score of one stage moved."""

    stage: Stage
    """Which score."""
    direction: Direction | None
    """Where it went; None where that cannot be said."""
    why: Withheld | None = None
    """Why it cannot be said."""


class FieldKind(StrEnum):
    """How a field differs."""

    CHANGED = "changed"
    FIRST_STATED = "first stated"
    NO_LONGER_STATED = "no longer stated"


class ActionKind(StrEnum):
    """How a mitigation differs; where several are true, the one that says most."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    COMPLETED = "completed"
    STATUS_CHANGED = "status changed"
    DATE_SLIPPED = "date slipped"
    REWORDED = "reworded"
    CHANGED = "changed"


@frozen
class FieldChange:
    """One field of a risk or a mitigation that differs."""

    field: str
    """The key, as a register file spells it: `score.current`."""
    kind: FieldKind
    """Whether it changed, was first stated, or is no longer stated."""
    earlier: str | None
    """What it said; None where it said nothing."""
    later: str | None
    """What it says now; None where it says nothing."""


@frozen
class MitigationChange:
    """One mitigation that differs."""

    kind: ActionKind
    """How it differs."""
    earlier: MitigationRef | None
    """Where it stood; None where it was added."""
    later: MitigationRef | None
    """Where it stands now; None where it was dropped."""
    was: Mitigation | None
    """The earlier mitigation."""
    now: Mitigation | None
    """The later mitigation."""
    fields: tuple[FieldChange, ...] = ()
    """What differs in it."""


@frozen
class Pair:
    """An earlier risk and a later one that continues it."""

    earlier: Risk
    """The earlier risk."""
    later: Risk
    """The later risk."""
    why: Why
    """Why they belong together."""
    path: tuple[str, ...] = ()
    """The ids the risk had in registers between, where they differ from both."""
    direction: Direction | None = None
    """Direction of travel of the current score; None where not scored at both dates, or scored by another matrix."""
    fields: tuple[FieldChange, ...] = ()
    """The risk's fields that differ."""
    mitigations: tuple[MitigationChange, ...] = ()
    """The mitigations that differ."""
    travels: tuple[Travel, ...] = ()
    """How its scores moved, stage by stage; none for a stage that is scored at neither date."""

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.fields or self.mitigations)


@frozen
class Departure:
    """A risk that had left before the earlier register, and that the later one takes up again."""

    risk: Risk
    """As it last stood."""
    by: str
    """The id of the later risk that takes it up; its own where it came back."""
    left: PartialDate
    """The date of the first register that did not have it any more."""
    reason: Reason | None
    """Why that register removed it; None where it does not say so."""
    into: tuple[str, ...]
    """The ids under which it went on there; they came to an end before the earlier register, or go on by themselves."""


@frozen
class Change:
    """A connected group of earlier and later risks, and what became of it."""

    kind: Kind
    """The shape of the group."""
    earlier: tuple[Risk, ...] = ()
    """Its earlier risks, by id."""
    later: tuple[Risk, ...] = ()
    """Its later risks, by id."""
    reason: Reason | None = None
    """Why it was removed; None for every other kind."""
    note: str | None = None
    """What the register says of the removal."""
    to: str | None = None
    """The register or body that now holds it."""
    evidence: tuple[Evidence, ...] = ()
    """Where the removal is said."""
    left_as: str | None = None
    """The id under which it was removed; another one where it had been renamed before."""
    pairs: tuple[Pair, ...] = ()
    """Each earlier risk with each later risk that continues it."""
    mitigations: tuple[MitigationChange, ...] = ()
    """Mitigations that moved here from a risk that was not continued, into a risk that continues none."""
    departed: tuple[Departure, ...] = ()
    """Risks of registers before the earlier one that it takes up; no count and no kind but `returned` follows."""

    @property
    def changed(self) -> bool:
        """Whether anything in it differs, beyond the risk's going on."""
        return bool(self.mitigations) or any(pair.changed for pair in self.pairs)


@frozen
class Balance:
    """How the number of risks came from one to the other; the parts add up."""

    opening: int
    """Risks of the earlier register."""
    new: int
    """Added: new risks."""
    returned: int
    """Added: risks that were there before the earlier register."""
    split: int
    """Gained by splits."""
    merged: int
    """Lost in merges; zero or negative."""
    regrouped: int
    """Gained or lost where several became several."""
    removed: int
    """Lost with a reason; zero or negative."""
    unaccounted: int
    """Lost without a word; zero or negative."""
    closing: int
    """Risks of the later register."""


@frozen
class Suggestion:
    """An earlier and a later risk, or an earlier and a later mitigation, that are worded alike and not linked."""

    earlier: str
    """The id of the earlier risk, or `RISK.MITIGATION`."""
    later: str
    """The same of the later one."""
    likeness: float
    """From 0 to 1, in hundredths; 1 only where all the words are the same."""
    words: tuple[str, ...]
    """The words that agree, the rarest first."""
    removed: bool = False
    """Whether the later register says that the earlier risk was removed, which has to go before a link is recorded."""

    @property
    def risks(self) -> tuple[str, str]:
        """The ids of the earlier and of the later risk that are spoken of."""
        return self.earlier.partition(".")[0], self.later.partition(".")[0]


@frozen
class Comparison:
    """Two registers, and what became of every risk between them."""

    earlier: Register
    """The earlier register."""
    later: Register
    """The later register."""
    changes: tuple[Change, ...]
    """In the later register's order, then what left, in the earlier one's."""
    suggestions: tuple[Suggestion, ...] = ()
    """What may be the same under another id; no count and no kind follows from it."""
    exempt: frozenset[str] = frozenset()
    """The ids of risks that are exempt in any register it was made from, or elsewhere, under every id they had."""

    def of_kind(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(c for c in self.changes if c.kind in kinds)

    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind."""
        return {kind: len(self.of_kind(kind)) for kind in Kind}

    def balance(self) -> Balance:
        """How the number of risks came from one to the other."""
        return Balance(
            opening=len(self.earlier.risks),
            new=_gain(self.of_kind(Kind.NEW)),
            returned=_gain(self.of_kind(Kind.RETURNED)),
            split=_gain(self.of_kind(Kind.SPLIT)),
            merged=_gain(self.of_kind(Kind.MERGED)),
            regrouped=_gain(self.of_kind(Kind.REGROUPED)),
            removed=_gain(self.of_kind(Kind.REMOVED)),
            unaccounted=_gain(self.of_kind(Kind.UNACCOUNTED)),
            closing=len(self.later.risks),
        )

    @property
    def differs(self) -> bool:
        """Whether anything at all differs."""
        return any(c.kind is not Kind.CARRIED or c.changed for c in self.changes)


def _gain(changes: Iterable[Change]) -> int:
    return sum(len(c.later) - len(c.earlier) for c in changes)
