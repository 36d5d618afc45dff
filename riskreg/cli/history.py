"""The command `history`: what became of every risk over all registers, or one risk's story."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing, note
from riskreg.cli.progress import comparing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from riskreg.comparison.history import History
    from riskreg.model.dates import PartialDate
    from riskreg.model.settings import Settings
    from riskreg.tables.table import Table

_FOR_PROGRAMS = ("csv", "json")

_MOST = 24
"""How many registers the grid shows as plain text where nobody has said since when: six years by quarter."""

_NOT_THERE = "·"
"""Stands in HTML where a register lacks a risk: a table that is read aloud has no empty cells."""


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids that any risk of the series ever had, with their latest titles; exempt ones are left out."""
    try:
        from riskreg.comparison.exempt import exempt_ids

        entries = ctx.ensure_object(Context).finder.series().entries
        registers = [e.reading.record for e in entries if e.reading.record]
        exempt = exempt_ids([registers])
    except Exception:  # a completion that fails must not disturb the line being typed
        return []
    titles = {risk.id: risk.title for register in registers for risk in register.risks}
    return [CompletionItem(id, help=titles[id]) for id in titles if id.startswith(incomplete) and id not in exempt]


def partial_date(text: str) -> PartialDate:
    """A date as far as it is known: 2022-11-16, 2022-11, 2022-Q4, 2022, 2022/23. Refuses anything else."""
    from datetime import date

    from riskreg.model.dates import PartialDate

    try:
        return PartialDate.of_day(date.fromisoformat(text)) if len(text) == 10 else PartialDate.of_text(text)
    except ValueError:
        advice = "write 2022-11-16, 2022-11, 2022-Q4, 2022 or 2022/23"
        raise click.BadParameter(f"{text!r} is no date; {advice}") from None


@click.command()
@click.argument("risk", required=False, metavar="[RISK]", shell_complete=_complete)
@click.option("--since", metavar="DATE", type=partial_date, help="Leave out registers dated wholly before DATE.")
@click.option("--until", metavar="DATE", type=partial_date, help="Leave out registers dated wholly after DATE.")
@click.option("--git", "commits", is_flag=True, help="With RISK: also what each commit changed of it.")
@click.option("--authors", is_flag=True, help="With --git: also who made each commit.")
@options.include_exempt
@options.printing_or_picture
@pass_context
def history(
    context: Context,
    risk: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    commits: bool,
    authors: bool,
    include_exempt: bool,
    printing: Printing,
) -> None:
    """What became of every risk over all registers, as a grid; with RISK, one risk's story.

    A picture (svg, png) shows the whole series and needs the extra "plot"; what it shows is printed in words as well.
    Of more than 24 registers, plain text shows the latest 24, unless --since says more; other forms show all.
    RISK is any id that it ever had. DATE is 2022-11-16, 2022-11, 2022-Q4, 2022 or 2022/23.

    \b
    Examples:
      riskreg history
      riskreg history --since 2021 --format html --output history.html
      riskreg history --output history.svg
      riskreg history staff-retention
      riskreg history staff-retention --git
    """
    if commits and risk is None:
        raise click.UsageError("--git tells the commits of one risk: name it, as in: riskreg history RISK --git")
    if authors and not commits:
        raise click.UsageError("--authors names who made the commits that --git lists: add --git")
    if printing.drawn and risk is not None:
        raise click.UsageError("a picture shows the whole series: leave RISK out, or choose another --format")
    from riskreg.tables.house import titled

    settings = context.settings_for(printing.form)
    # What one screen holds: nobody reads a grid of a thousand dates.
    most = _MOST if risk is None and printing.form == "text" and since is None else None
    refs, found = _history(context, since, until, settings, most)
    if printing.drawn:
        from riskreg.tables.pictures.history import history_picture

        printing.picture(history_picture(found, settings.labels, include_exempt=include_exempt))
        return
    if risk is None:
        _print_grid(found, refs[found.first :], printing, settings, include_exempt=include_exempt)
        return
    _refuse_unknown(context, found, risk, refs, include_exempt=include_exempt)
    table = titled(_story(found, risk, refs, settings, include_exempt=include_exempt), settings.labels)
    apart = printing.form in _FOR_PROGRAMS
    if commits:
        table = _with_commits(
            context,
            table,
            found,
            risk,
            refs[found.first :],
            include_exempt=include_exempt,
            authors=authors,
            apart=apart,
        )
    printing.table(table)


def _history(
    context: Context, since: PartialDate | None, until: PartialDate | None, settings: Settings, most: int | None
) -> tuple[list[str], History]:
    """The names of the registers that are dated up to `until`, and their history, the latest `most` of it shown."""
    from riskreg.comparison.exempt import settled
    from riskreg.comparison.history import history as told
    from riskreg.store.gather import series
    from riskreg.tables.house import dressed

    found = settled(series(context.finder, since, until))
    if found.left_out:
        note(f"left out of the lineage, as not valid: {', '.join(found.left_out)}")
    dates = [s.register.date for s in found.series]
    if most is not None and len(dates) > most:
        since = dates[-most]
        all_ = f"--since {dates[0]} shows all, --format csv and html too"
        note(f"the latest {most} of {len(dates):,} registers are shown; {all_}")
    registers = dressed(tuple(s.register for s in found.series), settings.dates)
    history = told(registers, since, until, found.exempt)
    for number in comparing(history.shown[1:]):
        history.comparison(number)
    return [s.ref for s in found.series], history


def _print_grid(
    found: History, refs: Sequence[str], printing: Printing, settings: Settings, *, include_exempt: bool
) -> None:
    from riskreg.cli.printing import width
    from riskreg.tables.history import history_table
    from riskreg.tables.history_text import grid_text
    from riskreg.tables.house import titled
    from riskreg.tables.table import choose, order

    blank = _NOT_THERE if printing.form == "html" else None
    table = history_table(found, refs, include_exempt=include_exempt, blank=blank, labels=settings.labels)
    table = titled(table, settings.labels)
    if printing.form != "text":
        printing.table(table)
        return
    ordered = order(table, printing.sort) if printing.sort else table
    printing.text(grid_text(choose(ordered, printing.columns), width()))


def _refuse_unknown(context: Context, found: History, risk: str, refs: Sequence[str], *, include_exempt: bool) -> None:
    """Refuse an id that no risk of the series has; where a commit changed it, say what to."""
    from riskreg.errors import GitFailed, NoSuchRisk
    from riskreg.store.past import renamed
    from riskreg.tables.history import ids

    if found.lines_of(risk):
        return
    known = ids(found, include_exempt=include_exempt)
    now = None
    with suppress(GitFailed):
        now = renamed(context.finder.folder, refs, risk, known, context.finder.max_size)
    raise NoSuchRisk(risk, "the series", known, now)


def _story(found: History, risk: str, refs: Sequence[str], settings: Settings, *, include_exempt: bool) -> Table:
    from riskreg.tables.history_story import story_table

    return story_table(found, risk, refs, include_exempt=include_exempt, labels=settings.labels)


def _with_commits(
    context: Context,
    table: Table,
    found: History,
    risk: str,
    refs: Sequence[str],
    *,
    include_exempt: bool,
    authors: bool,
    apart: bool,
) -> Table:
    from riskreg.store.past import past
    from riskreg.tables.history import hidden_ids
    from riskreg.tables.history_commits import with_commits

    known = tuple(dict.fromkeys(id for line in found.lines_of(risk) for id in line.ids))
    versions = past(context.finder.folder, refs, known, context.finder.max_size)
    hidden = None if include_exempt else hidden_ids(found)
    return with_commits(table, versions, authors=authors, apart=apart, hidden=hidden)
