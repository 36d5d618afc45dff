"""The command `compare`: what changed between two registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import FOR_PROGRAMS, Context, pass_context
from riskreg.cli.printing import Printing, note

if TYPE_CHECKING:
    from riskreg.model.material import Material
    from riskreg.model.register import Register
    from riskreg.model.settings import Settings


@click.command()
@options.ref("earlier")
@options.ref("later")
@click.option("--section", is_flag=True, help="As a section of a committee paper: heading, sentence, table, footnotes.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@options.include_exempt
@options.printing
@pass_context
@click.pass_context
def compare(
    ctx: click.Context,
    context: Context,
    earlier: str,
    later: str,
    section: bool,
    exit_code: bool,
    include_exempt: bool,
    printing: Printing,
) -> None:
    """What changed between two registers: the main job.

    Risks are paired by the same id, then by recorded supersedes, followed over the registers between the two dates.
    With --format json the whole comparison is printed, as docs/compare.schema.json describes it: --columns and --sort,
    which choose from the table, are refused there. With --section, what a committee paper says: plain words and titles,
    no ids.

    \b
    Examples:
      riskreg compare 2021 2022
      riskreg compare 2021 2022 --section --format markdown --output changes.md
      riskreg compare HEAD~3:2022 2022 --exit-code
    """
    from riskreg.comparison.compare import compare as compared
    from riskreg.comparison.exempt import settled
    from riskreg.store.gather import pair

    if printing.form == "json" and (printing.columns or printing.sort):
        raise click.UsageError(
            "--columns and --sort choose from a table; compare --format json is always the whole comparison: leave "
            "them out, or print the table with --format csv"
        )
    if section and printing.form in FOR_PROGRAMS:
        raise click.UsageError(f"--section is for people to read; choose another form than {printing.form}")
    found = settled(pair(context.finder, context.finder.locate(earlier), context.finder.locate(later)))
    # The table makes its own comparison, whose dates are those that the council prints.
    comparison = compared(*_registers(found)) if exit_code or printing.form == "json" else None
    if comparison and printing.form == "json":
        from riskreg.tables.comparison_json import comparison_json

        printing.text(comparison_json(comparison, earlier, later, include_exempt=include_exempt))
    else:
        _print(found, context.settings_for(printing.form), printing, include_exempt=include_exempt, section=section)
    if found.left_out:
        note(f"left out of the lineage, as not valid: {', '.join(found.left_out)}")
    if exit_code and comparison and comparison.differs:
        ctx.exit(1)


def _registers(found: Material) -> tuple[Register, Register, tuple[Register, ...], frozenset[str]]:
    from riskreg.errors import NotPossible

    if found.earlier is None or found.later is None:
        raise NotPossible("a comparison needs two registers", "name both")
    return found.earlier.register, found.later.register, tuple(s.register for s in found.series), found.exempt


def _print(found: Material, settings: Settings, printing: Printing, *, include_exempt: bool, section: bool) -> None:
    from riskreg.model.settings import NamedTable, ViewKind
    from riskreg.tables.view import Manner, build

    wanted = NamedTable(
        id="compare", view=ViewKind.COMPARE, columns=printing.columns, sort=printing.sort, section=section
    )
    block = build(wanted, found, Manner(settings=settings, include_exempt=include_exempt, paper=section))
    if section:
        printing.block(block)
    else:
        printing.ready(block.table)
