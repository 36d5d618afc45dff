"""A register's text in the canonical layout, with every comment kept where it belongs."""

from __future__ import annotations

from riskreg.model.register import Register
from riskreg.store.layout_remarks import remarks_of, settled
from riskreg.store.read import loads
from riskreg.store.safe import NotAsMeant
from riskreg.store.write import dumps


def formatted(text: str, register: Register) -> str:
    """The canonical text of a register that is given as it was typed; `register` is what it says.

    Raises NotAsMeant, a fault of riskreg, where a comment would be lost or the result be no last word.
    """
    once = _laid_out(text.replace("\r\n", "\n"), register)
    if remarks_of(once).texts() != remarks_of(text.replace("\r\n", "\n")).texts():
        raise NotAsMeant("a comment would be lost")
    if loads(once) != register or _laid_out(once, register) != once:
        raise NotAsMeant("the layout is not stable")
    return once


def _laid_out(text: str, register: Register) -> str:
    return dumps(register, settled(remarks_of(text), register))
