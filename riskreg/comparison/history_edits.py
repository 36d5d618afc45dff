"""Which fields of a risk one edit changed: all that a file may state, places and evidence included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import fields

from riskreg.comparison.change import FieldChange, FieldKind
from riskreg.comparison.fields import text
from riskreg.model.evidence import Assurance, Cost
from riskreg.model.register import Removal
from riskreg.model.risk import Mitigation, Risk

_PARTS = {"id", "score", "mitigations"}
"""Attributes of a risk that are told part by part, or are its address."""

_NAME = "action"
"""What a mitigation is called by, where the whole of it was added or taken out."""


def edited(
    earlier: Risk | None, later: Risk | None, was_removed: Removal | None = None, removed: Removal | None = None
) -> tuple[FieldChange, ...]:
    """The fields of a risk, of its mitigations and of its removal that differ between two versions of one register.

    A field is named as a file spells it within the risk's table: `score.current`, `mitigation.academy.status`. A risk,
    a mitigation or a removal that was added or taken out is one change, told by its name.
    """
    return (
        *_whole("risk", earlier, later, _title, _risk_fields),
        *_whole("removed", was_removed, removed, _reason, _removal_fields),
    )


def _whole(
    name: str, was: Any, now: Any, label: Callable[[Any], str], parts: Callable[[Any], dict[str, str | None]]
) -> Iterator[FieldChange]:
    if was is not None and now is not None:
        yield from _differing(parts(was), parts(now))
    elif was is not None or now is not None:
        yield from _differing(*({name: label(side) if side else None} for side in (was, now)))


def _title(risk: Risk) -> str:
    return risk.title


def _reason(removal: Removal) -> str:
    return str(removal.reason)


def _risk_fields(risk: Risk) -> dict[str, str | None]:
    stated = {a.name: _text(getattr(risk, a.name)) for a in fields(Risk) if a.name not in _PARTS}
    stated |= {f"score.{stage}": text(score) for stage, score in risk.score.stages()}
    for mitigation in risk.mitigations:
        stated |= {f"mitigation.{mitigation.id}.{name}": value for name, value in _action_fields(mitigation).items()}
    return stated


def _action_fields(mitigation: Mitigation) -> dict[str, str | None]:
    return {a.name: _text(getattr(mitigation, a.name)) for a in fields(Mitigation) if a.name != "id"}


def _removal_fields(removal: Removal) -> dict[str, str | None]:
    return {f"removed.{a.name}": _text(getattr(removal, a.name)) for a in fields(Removal) if a.name != "id"}


def _text(value: Any) -> str | None:
    """A value as text; evidence and lineage item by item, which `text` is not made for."""
    if isinstance(value, tuple) and not any(isinstance(item, (Assurance, Cost)) for item in value):
        return "; ".join(map(str, value)) or None
    return text(value)


def _differing(was: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[FieldChange]:
    added, dropped = _actions(now) - _actions(was), _actions(was) - _actions(now)
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name), now.get(name)
        action, _, field = name.rpartition(".")
        if before == after or (action in added | dropped and field != _NAME):
            continue
        shown = action if action in added | dropped else name
        yield FieldChange(shown, _kind(before, after), before, after)


def _actions(stated: Mapping[str, str | None]) -> set[str]:
    return {name.rpartition(".")[0] for name in stated if name.startswith("mitigation.")}


def _kind(before: str | None, after: str | None) -> FieldKind:
    if before is None:
        return FieldKind.FIRST_STATED
    return FieldKind.NO_LONGER_STATED if after is None else FieldKind.CHANGED
