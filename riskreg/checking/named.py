"""The named tables of `riskreg.toml` and the registers they show: each REF and each risk that they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.errors import AmbiguousRef, GitFailed, NoSuchRegister, NotARevision, UnreadableFile
from riskreg.model.register import Register
from riskreg.model.settings import LATEST, PREVIOUS, NamedTable, Settings, ViewKind
from riskreg.spelling import did_you_mean
from riskreg.store.fault import Fault
from riskreg.store.find import Finder
from riskreg.store.series import Series, has_date


def named_faults(settings: Settings, series: Series) -> tuple[Fault, ...]:
    """What the tables name and the series has not."""
    finder = Finder(series.shelf.path)
    return tuple(fault for table in settings.tables for fault in (*_refs(table, finder), *_risks(table, series)))


def _refs(table: NamedTable, finder: Finder) -> Iterator[Fault]:
    for key in ("earlier", "later", "register"):
        ref = getattr(table, key)
        if ref not in (None, LATEST, PREVIOUS, "-") and (fault := _missing(ref, finder)):
            yield Fault(("table", table.id, key), "E308", *fault)


def _missing(ref: str, finder: Finder) -> tuple[str, str] | None:
    """Why a REF names no register, and what to do; None where it names one."""
    try:
        finder.locate(ref)
    except NoSuchRegister as error:
        there = f"there are: {', '.join(error.known)}" if error.known else "there are none yet"
        return f'no register "{ref}" in {error.where}', f'{there}; or write "latest"'
    except (AmbiguousRef, NotARevision, UnreadableFile, GitFailed) as error:
        return error.sentence(), 'name a register that is there, or write "latest"'
    return None


def _risks(table: NamedTable, series: Series) -> Iterator[Fault]:
    """A risk is looked for in all registers: which of them is shown may change with the next."""
    if table.risk is None or table.view not in (ViewKind.RISK, ViewKind.HISTORY):
        return
    registers = [e.reading.record for e in series.entries if e.reading.record and has_date(e.reading)]
    if not any(_has(register, table.risk) for register in registers):
        known = dict.fromkeys(risk.id for register in registers for risk in register.risks)
        hint = did_you_mean(table.risk, known) or "name a risk by its id"
        yield Fault(("table", table.id, "risk"), "E309", f'no register has a risk "{table.risk}"', hint)


def _has(register: Register, id: str) -> bool:
    return any(risk.id == id for risk in register.risks)
