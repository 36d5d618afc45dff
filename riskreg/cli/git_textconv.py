"""The command `git textconv`: a register as one line a field, for git's own diff and log."""

from __future__ import annotations

import click


@click.command()
@click.argument("file", metavar="FILE", type=click.Path())
def textconv(file: str) -> None:
    """Print FILE as one line a field, for git diff and git log -p.

    Git runs this by itself once riskreg git install has been run. A file that is not TOML is printed as it is, so that
    a diff is always shown.

    \b
    Examples:
      riskreg git textconv registers/2022.toml
    """
    from pathlib import Path

    from riskreg.cli.printing import print_text
    from riskreg.merging.textconv import converted

    print_text(converted(Path(file)), None)
