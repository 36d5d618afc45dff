"""The registers that the commands of `git` work on: those of the repository that they are run in, or those named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from riskreg.cli.context import Context


def git_registers(context: Context) -> Path:
    """The folder of registers. Raises NoRegistersFolder, and NotPossible where it is found in another repository."""
    import os
    from pathlib import Path

    from riskreg.store.find import VARIABLE
    from riskreg.store.git import refuse_another

    folder = context.finder.folder.resolve()
    if not (context.registers or os.environ.get(VARIABLE)):
        refuse_another(folder, Path.cwd())
    return folder
