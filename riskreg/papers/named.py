"""The blocks of the named tables that papers ask for, each built once from the registers of now."""

from __future__ import annotations

from collections.abc import Iterable

from riskreg.errors import InvalidRegister, NotPossible, RiskregError, UnknownWord
from riskreg.model.settings import Settings
from riskreg.store.find import Finder
from riskreg.store.gather import gather
from riskreg.tables.block import Block
from riskreg.tables.view import Manner, build


def blocks_of(
    names: Iterable[str], settings: Settings, finder: Finder, *, include_exempt: bool
) -> tuple[dict[str, Block], tuple[str, ...]]:
    """The block of each named table, and the files that had to be left out.

    Raises UnknownWord for a name that riskreg.toml does not have, InvalidRegister where a register has faults, and
    NotPossible where a table cannot be made.
    """
    manner = Manner(settings=settings, include_exempt=include_exempt, paper=True)
    made: dict[str, Block] = {}
    left_out: dict[str, None] = {}
    for name in names:
        made[name], files = _block(name, settings, finder, manner)
        left_out |= dict.fromkeys(files)
    return made, tuple(left_out)


def _block(name: str, settings: Settings, finder: Finder, manner: Manner) -> tuple[Block, tuple[str, ...]]:
    try:
        table = settings.table(name)
    except KeyError:
        raise UnknownWord("table in riskreg.toml", name, [table.id for table in settings.tables]) from None
    try:
        material = gather(finder, table)
        return build(table, material, manner), material.left_out
    except InvalidRegister:
        raise
    except RiskregError as error:
        why = f"the table {name} of riskreg.toml cannot be made: {error.sentence()}"
        raise NotPossible(why, "nothing was changed") from error
