"""The command `git merge`: two edits of one register made into one, by record and by field."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from riskreg.cli.context import Context, pass_context
from riskreg.cli.options import shared
from riskreg.cli.printing import bytes_to_screen

if TYPE_CHECKING:
    from riskreg.merging.merge import Merged

CONFLICTS = 1


@click.command()
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE rather than the screen.")
@click.option(
    "--marker-size", metavar="N", type=click.IntRange(1, 100), default=7, show_default=True, help="Signs in a marker."
)
@click.option(
    "--labels",
    nargs=3,
    metavar="OURS BASE THEIRS",
    help="What the markers and messages call the three sides. [default: ours base theirs]",
)
@shared
@pass_context
@click.pass_context
def merge(
    ctx: click.Context,
    context: Context,
    base: str,
    ours: str,
    theirs: str,
    output: str | None,
    marker_size: int,
    labels: tuple[str, str, str] | None,
) -> None:
    """Merge two edits of one register, by record and by field.

    BASE is the file that both sides began with, OURS and THEIRS are what became of it. What only one side changed is
    taken from it as it was typed. Where the two contradict each other, both stand in the merged text between markers,
    each is told, and the exit code is 1: keep what is right and delete the rest with the markers.

    \b
    Examples:
      riskreg git merge base.toml mine.toml theirs.toml
      riskreg git merge base.toml mine.toml theirs.toml -o mine.toml
    """
    from riskreg.merging.merge import LABELS, merge_texts

    said = labels or LABELS
    texts = [_bytes(name, context) for name in (base, ours, theirs)]
    merged = merge_texts(*texts, labels=said, names=(ours, base, theirs), marker_size=marker_size)
    if output is None or output == "-":
        bytes_to_screen(merged.text)
    else:
        put(output, merged.text, {_place(name): text for name, text in zip((base, ours, theirs), texts, strict=True)})
    tell(merged, said)
    ctx.exit(CONFLICTS if merged.conflicts else 0)


def _bytes(name: str, context: Context) -> bytes:
    """The bytes of a file; none where it is the system's empty one, which stands for a file that was not there."""
    from pathlib import Path

    from riskreg.store.raw import MAX_SIZE, read_bytes

    if name == os.devnull:
        return b""
    return read_bytes(Path(name), name, context.max_size or MAX_SIZE)


def _place(name: str) -> str:
    """Where a name leads, whatever it is called by."""
    return os.path.realpath(name)


def put(name: str, data: bytes, read: Mapping[str, bytes]) -> None:
    """Write a file whole and at once; what stands there gives way, unless it was merged and has changed since.

    `read` is what was read, by its place. Raises UnwritableFile.
    """
    from pathlib import Path

    from riskreg.errors import NotPossible, UnwritableFile
    from riskreg.store.lock import locked
    from riskreg.store.safe import Draft, refusing, write_drafts
    from riskreg.store.standing import Stands

    path = Path(name)
    try:
        with refusing(name), locked([path.resolve().parent], name):
            write_drafts([Draft(name, path, read.get(_place(name), Stands.ANYTHING), data)])
    except NotPossible as error:
        raise UnwritableFile(name, error.why) from error


def tell(merged: Merged, labels: tuple[str, str, str]) -> None:
    """Each contradiction, on standard error."""
    from riskreg.merging.wording import in_words
    from riskreg.printable import printable

    for conflict in merged.conflicts:
        said = in_words(conflict, labels[0], labels[2], hidden=conflict.path[:2] in merged.exempt)
        click.echo(f"riskreg: conflict: {printable(said)}", err=True)
    if merged.conflicts:
        many = "1 conflict" if len(merged.conflicts) == 1 else f"{len(merged.conflicts)} conflicts"
        click.echo(f"riskreg: {many}; keep one side of each, delete the other and the marker lines", err=True)
    sys.stderr.flush()
