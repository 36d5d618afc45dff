"""Lineage recorded in a register: which earlier risks a risk takes over, and which earlier actions an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from riskreg.errors import NotPossible
from riskreg.finding import Path
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef, Risk
from riskreg.spelling import did_you_mean, some
from riskreg.store.cut import stretch
from riskreg.store.edit import Original
from riskreg.store.edit_lists import with_item, without_item

T = TypeVar("T")


@frozen
class Linked:
    """What became of a link."""

    text: str
    """The register's text after it."""
    register: Register
    """What it says after it."""
    done: tuple[str, ...]
    """The earlier ids that were recorded, or taken out."""
    idle: tuple[str, ...]
    """Those that were recorded already, or not at all."""


@frozen
class Owner:
    """The risk or action that takes over earlier ones."""

    risk: str
    """Its risk's id."""
    mitigation: str | None
    """The action's id; None for a risk."""

    @classmethod
    def named(cls, id: str, register: Register, file: str) -> Owner:
        """The one of a register that an id or RISK.MITIGATION names. Raises NotPossible."""
        risk, dot, mitigation = id.partition(".")
        if dot:
            known = _actions([register])
            if id not in known:
                raise _unknown("action", id, f"{file} has", known, f"riskreg show {file}")
            return cls(risk, mitigation)
        if id not in (ids := _risks([register])):
            _refuse_action(id, [register], f"{file} has")
            raise _unknown("risk", id, f"{file} has", ids, f"riskreg show {file}")
        return cls(id, None)

    @property
    def path(self) -> Path:
        """Where it stands in the file."""
        risk: Path = ("risk", self.risk)
        return risk if self.mitigation is None else (*risk, "mitigation", self.mitigation)

    def superseded(self, register: Register) -> tuple[str, ...]:
        """What a register says that it takes over."""
        risk = register.risk(self.risk)
        return tuple(
            map(str, risk.supersedes if self.mitigation is None else risk.mitigation(self.mitigation).supersedes)
        )

    def superseding(self, register: Register, ids: Sequence[str]) -> Register:
        """The register where it takes over these."""
        risk = register.risk(self.risk)
        after = evolve(risk, supersedes=tuple(ids)) if self.mitigation is None else self._action(risk, ids)
        return evolve(register, risks=tuple(after if r.id == self.risk else r for r in register.risks))

    def _action(self, risk: Risk, ids: Sequence[str]) -> Risk:
        refs = tuple(map(MitigationRef.of_text, ids))
        changed = (evolve(m, supersedes=refs) if m.id == self.mitigation else m for m in risk.mitigations)
        return evolve(risk, mitigations=tuple(changed))

    def __str__(self) -> str:
        return self.risk if self.mitigation is None else f"{self.risk}.{self.mitigation}"


def linked(later: Original, earlier: Sequence[Register], id: str, ids: Iterable[str]) -> Linked:
    """A register in which a risk or action takes over earlier ones.

    Raises NotPossible for what is not there, and for what cannot be.
    """
    register = later.reading.valid()
    owner = Owner.named(id, register, later.name)
    asked = tuple(dict.fromkeys(ids))
    recorded = owner.superseded(register)
    for one in asked:
        if one not in recorded:
            _refuse(owner, one, register, earlier, later.name)
    text, after = later.text, recorded
    done = tuple(one for one in asked if one not in recorded)
    for one in done:
        text, after = _edited(text, owner, with_item, one), (*after, one)
    return Linked(text, owner.superseding(register, after), done, tuple(a for a in asked if a in recorded))


def unlinked(later: Original, id: str, ids: Iterable[str]) -> Linked:
    """A register in which a risk or action no longer takes over these. Raises NotPossible for an unknown id."""
    register = later.reading.valid()
    owner = Owner.named(id, register, later.name)
    asked = tuple(dict.fromkeys(ids))
    text, after = later.text, owner.superseded(register)
    done = tuple(one for one in asked if one in after)
    for one in done:
        index = after.index(one)
        text, after = _edited(text, owner, without_item, index), (*after[:index], *after[index + 1 :])
    return Linked(text, owner.superseding(register, after), done, tuple(a for a in asked if a not in done))


def _edited(text: str, owner: Owner, edit: Callable[[str, Path, T], str], what: T) -> str:
    """The text after an edit, which sees of a plain file only the tables of the owner's risk."""
    start, end = stretch(text, owner.risk) or (0, len(text))
    return text[:start] + edit(text[start:end], owner.path, what) + text[end:]


def _refuse(owner: Owner, id: str, register: Register, earlier: Sequence[Register], file: str) -> None:
    if id == str(owner):
        raise NotPossible(f'"{id}" cannot take over itself', "leave it out: the same id continues by itself")
    is_action = "." in id
    if is_action != (owner.mitigation is not None):
        advice = "name risks on both sides, or actions on both sides as RISK.MITIGATION"
        raise NotPossible(f'"{owner}" and "{id}" are a risk and an action', advice)
    known = _actions(earlier) if is_action else _risks(earlier)
    if id not in known:
        if not earlier:
            raise NotPossible(f"there is no register before {file}", "lineage names what earlier registers have")
        if not is_action:
            _refuse_action(id, earlier, "the earlier registers have", owner.risk)
        raise _unknown("action" if is_action else "risk", id, "the earlier registers have", known, "riskreg history")
    if any(r.id == id for r in register.removed) and not is_action:
        advice = f"if {owner} takes it over, delete the table [removed.{id}] there, then link again"
        raise NotPossible(f'{file} says that "{id}" was removed', advice)


def _refuse_action(id: str, registers: Sequence[Register], where: str, risk: str = "") -> None:
    """Refuse the id of an action given without its risk, with the whole name, of the risk meant before any other."""
    found = [one for one in _actions(registers) if one.partition(".")[2] == id]
    if found:
        name = f"{risk}.{id}" if f"{risk}.{id}" in found else found[0]
        why = f'{where} no risk "{id}", but an action "{name}"'
        raise NotPossible(why, "write RISK.MITIGATION for actions, on both sides of a link")


def _unknown(what: str, id: str, where: str, known: Sequence[str], see: str) -> NotPossible:
    """What is said of an id that is not there: what it may have been meant to be, and where the others are listed."""
    advice = did_you_mean(id, known) or f"there are: {some(id, known, see)}"
    return NotPossible(f'{where} no {what} "{id}"', advice)


def _risks(registers: Iterable[Register]) -> list[str]:
    return list(dict.fromkeys(risk.id for register in registers for risk in register.risks))


def _actions(registers: Iterable[Register]) -> list[str]:
    return list(
        dict.fromkeys(
            f"{risk.id}.{m.id}" for register in registers for risk in register.risks for m in risk.mitigations
        )
    )
