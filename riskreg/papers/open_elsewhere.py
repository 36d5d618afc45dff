"""Whether another program has a paper open: the files that Word and LibreOffice leave beside it meanwhile."""

from __future__ import annotations

from pathlib import Path

from riskreg.errors import UnwritableFile


def refuse_if_open(path: Path, name: str) -> None:
    """Raises UnwritableFile where Word or LibreOffice has the paper open: what it saves later would undo the edit."""
    for program, beside in _locks(path.resolve()):
        if beside.exists():
            reason = (
                f"{program} has it open ({beside.name} stands beside it); close it there, or delete that file if not"
            )
            raise UnwritableFile(name, reason)


def _locks(path: Path) -> tuple[tuple[str, Path], ...]:
    """Word takes the first one or two letters of a longer name away to make room for its own."""
    word = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}")
    return *(("Word", path.with_name(name)) for name in word), ("LibreOffice", path.with_name(f".~lock.{path.name}#"))
