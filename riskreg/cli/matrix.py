"""The command `matrix`: where each risk stands by likelihood and impact, then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing, note, width

if TYPE_CHECKING:
    from riskreg.comparison.change import Comparison
    from riskreg.model.settings import Settings
    from riskreg.store.find import Found
    from riskreg.tables.matrix import View
    from riskreg.tables.table import Table

STAGES = ("inherent", "current", "target")


@click.command()
@options.ref("ref")
@click.argument("later", required=False, metavar="[REF]", shell_complete=complete_ref)
@click.option("--stage", type=click.Choice(STAGES), default="current", show_default=True, help="Which score.")
@options.include_exempt
@options.printing_or_picture
@pass_context
def matrix(context: Context, ref: str, later: str | None, stage: str, include_exempt: bool, printing: Printing) -> None:
    """Where each risk stands by likelihood and impact; with a later REF, then and now.

    Each cell names its band, so that nothing rests on colour. Plain text numbers the risks where their ids do not fit.
    Where the matrix changed between two registers no movement is drawn, and both are printed; where only one of them
    has anything to place, that one is.

    A picture (svg, png) needs the extra "plot"; what it shows is printed in words, to go beside it.

    \b
    Examples:
      riskreg matrix 2025-11
      riskreg matrix 2025-09 2025-11
      riskreg matrix 2025-11 --stage target --format html
      riskreg matrix 2025-09 2025-11 --output matrix.svg
    """
    from riskreg.comparison.exempt import exempt_ids
    from riskreg.model.score import Stage
    from riskreg.store.companions import beside
    from riskreg.tables.as_matrix import room_for_ids
    from riskreg.tables.house import dressed
    from riskreg.tables.matrix import View, matrix_table, movement_tables

    found = context.finder.locate(ref)
    latest = context.finder.locate(later) if later else found
    scales = latest.reading.valid().matrix or found.reading.valid().matrix
    room = room_for_ids(len(scales.impact), width()) if scales and printing.form == "text" else None
    settings = context.settings_for(printing.form)
    secret = exempt_ids(beside(context.finder, found, latest))
    view = View(Stage(stage), include_exempt, secret, room, settings.labels)
    if printing.drawn:
        _draw(context, (found, ref), (latest, later), view, printing, settings)
    elif later:
        comparison = _compared(context, found, latest, settings)
        _print(movement_tables(comparison, ref, later, view), printing, settings)
    else:
        register = dressed(found.reading.valid(), settings.dates)
        _print((matrix_table(register, ref, view),), printing, settings)


def _draw(
    context: Context,
    was: tuple[Found, str],
    now: tuple[Found, str | None],
    view: View,
    printing: Printing,
    settings: Settings,
) -> None:
    from riskreg.tables.house import dressed
    from riskreg.tables.matrix import drawing, drawings
    from riskreg.tables.pictures.matrix import matrix_picture

    (found, ref), (latest, later) = was, now
    if later:
        drawn = drawings(_compared(context, found, latest, settings), ref, later, view)
    else:
        drawn = (drawing(dressed(found.reading.valid(), settings.dates), ref, view),)
    printing.picture(matrix_picture(drawn, view.stage, view.score_name))


def _compared(context: Context, was: Found, now: Found, settings: Settings) -> Comparison:
    from riskreg.comparison.compare import compare
    from riskreg.comparison.exempt import settled
    from riskreg.store.gather import pair
    from riskreg.tables.house import dressed

    found = settled(pair(context.finder, was, now, "matrix"))
    if found.left_out:
        note(f"left out of the lineage, as not valid: {', '.join(found.left_out)}")
    registers = (was.reading.valid(), now.reading.valid(), tuple(s.register for s in found.series))
    return compare(*dressed(registers, settings.dates), found.exempt)


def _print(tables: tuple[Table, ...], printing: Printing, settings: Settings) -> None:
    """One below the other; as JSON, a list where there are two."""
    from riskreg.tables.as_matrix import matrix_text
    from riskreg.tables.forms import render
    from riskreg.tables.house import titled
    from riskreg.tables.table import choose, order

    tables = tuple(titled(table, settings.labels) for table in tables)
    ready = [choose(order(t, printing.sort) if printing.sort else t, printing.columns) for t in tables]
    if printing.form == "text":
        printing.text("\n".join(matrix_text(table, width()) for table in ready))
        return
    texts = [render(table, printing.form, width=width()) for table in ready]
    if printing.form == "json" and len(texts) > 1:
        printing.text(f"[\n{','.join(texts)}]\n")
    else:
        printing.text("\n".join(texts))
