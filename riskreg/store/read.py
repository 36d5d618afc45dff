"""A register or a card from its text: bytes, syntax, keys and values, the rules within one file; all faults at once.

The ladder: `loads` from text, `load` from a file; `read_register` and `read_card` where the faults are wanted rather
than a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from riskreg.finding import Finding
from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.settings import Settings
from riskreg.store.blocks import Known, whole
from riskreg.store.document import card_of, register_of, settings_of, sound_register
from riskreg.store.fault import Fault
from riskreg.store.raw import MAX_SIZE, decode, is_blemished, read_bytes, without_hostile
from riskreg.store.reading import Reading, Text, in_order
from riskreg.store.rules import card_faults, register_faults
from riskreg.store.syntax import Parsed, parse

T = TypeVar("T", Register, Card, Settings)

_SPELLING = {"E101", "E106", "E107", "E115", "E202", "E204", "E205", "E206", "E207", "E220", "E221", "E223"}
"""Faults that one wrong character in a key, an id or a word may amount to."""

_IDENTITY = {"E201", "E206", "E207", "E208"}
"""Faults that may hide a risk, an action or a removal."""


def load(path: str | Path, *, max_size: int = MAX_SIZE) -> Register:
    """The register in a file.

    Raises UnreadableFile where it cannot be read, and InvalidRegister with every fault where it is not valid.
    """
    return read_register(read_bytes(Path(path), str(path), max_size), str(path)).valid()


def loads(text: str, name: str = "<text>") -> Register:
    """The register in a text; `name` stands for the file in messages. Raises InvalidRegister with every fault."""
    return read_register(text.encode("utf-8", errors="surrogatepass"), name).valid()


def read_register(data: bytes, name: str, known: Known | None = None) -> Reading[Register]:
    """What a register file holds, and all its faults. `name` is the file as messages call it.

    `known` are the risks of registers that were read before: what this one says alike is not read again.
    """
    return _in_order(data, name, known) or _read(data, name, _register)


def _in_order(data: bytes, name: str, known: Known | None) -> Reading[Register] | None:
    """What `read_register` gives of a file without a fault; None of any other."""
    original, blemishes = decode(data)
    if blemishes:
        return None
    read = known.register(original, sound_register, _ruled) if known else _ruled(whole(original, sound_register))
    if read is None:
        return None
    return Reading(Text(name, original, original), read, (), incomplete=False)


def _ruled(register: Register | None) -> Register | None:
    """A register that breaks none of the rules; None for any other."""
    return None if register is None or register_faults(register) else register


def read_card(data: bytes, name: str) -> Reading[Card]:
    """What a card's file holds, and all its faults. `name` is the file as messages call it."""
    return _read(data, name, _card)


def read_settings(data: bytes, name: str) -> Reading[Settings]:
    """What `riskreg.toml` says, and all its faults. `name` is the file as messages call it."""
    return _read(data, name, _settings)


Made = tuple[T | None, Sequence[Fault]]


def _register(data: Mapping[str, Any], text: Text) -> Made[Register]:
    register, faults, as_meant = register_of(data)
    written = tuple(map(as_meant.as_written, faults))
    if written:
        # What tells slips apart, and finds places, is imported only where something is wrong.
        from riskreg.store.slips import understood, without_slips

        written = understood(written, data, text.positions)
        register = without_slips(register, written) if register else None
    if register is None:
        return None, written
    ruled = register_faults(register, (*faults, *written))
    return register, (*written, *map(as_meant.as_written, ruled))


def _card(data: Mapping[str, Any], text: Text) -> Made[Card]:
    card, faults = card_of(data)
    known = {f.path for f in faults}
    rules = card_faults(card) if card else ()
    return card, (*faults, *(f for f in rules if f.path not in known))


def _settings(data: Mapping[str, Any], text: Text) -> Made[Settings]:
    from riskreg.store.settings_rules import settings_faults

    settings, faults = settings_of(data)
    known = {f.path for f in faults}
    rules = settings_faults(settings, data) if settings else ()
    return settings, (*faults, *(f for f in rules if f.path not in known))


def _read(data: bytes, name: str, make: Callable[[Mapping[str, Any], Text], Made[T]]) -> Reading[T]:
    original, blemishes = decode(data)
    parsed = parse(without_hostile(original))
    text = Text(name, original, parsed.text)
    record, faults = make(parsed.data, text)
    told = [text.at(b.spot, b.code, "", b.message, b.hint) for b in blemishes]
    slipped = [text.at(s.spot, s.code, s.address, s.message, s.hint) for s in parsed.slips]
    hopeless = bool(told or slipped) and not parsed.data
    faulty = [text.finding(f) for f in faults if not hopeless and not _lost(f, parsed)]
    findings = _each_once(told, slipped + faulty)
    return Reading(text, record, in_order(findings), parsed.partial or any(map(_hides_something, faults)))


def _each_once(told: list[Finding], others: list[Finding]) -> list[Finding]:
    """What was told of bytes and characters, and of the others what is not the same fault."""
    return told + [f for f in others if not (told and _is_blemish(f))]


def _is_blemish(finding: Finding) -> bool:
    """Whether what is told of a key, id or word is only that it holds bytes or characters that have been told of."""
    start = finding.column - 1
    return finding.code in _SPELLING and is_blemished(finding.excerpt[start : start + finding.width])


def _lost(fault: Fault, parsed: Parsed) -> bool:
    """Whether a key or table only seems to be missing, because the line that held it could not be read."""
    match fault.code:
        case "E203":
            return fault.path in parsed.lost
        case "E207":
            return (*fault.path, "title") in parsed.lost
        case "E213":
            return ("matrix",) in parsed.lost
        case _:
            return False


def _hides_something(fault: Fault) -> bool:
    container = fault.path[-1] in ("risk", "mitigation", "removed", "supersedes") or "supersedes" in fault.path
    if fault.code == "E202":
        return len(fault.path) < 4
    return fault.code in _IDENTITY and (container or fault.code != "E201")
