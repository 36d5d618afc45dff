"""The command `export`: a register as a file for others, a page, a workbook, a Word document, data; or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context
from riskreg.cli.endings import agreed, form_of
from riskreg.cli.printing import note, print_bytes, print_text
from riskreg.cli.progress import comparing, watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from riskreg.model.card import Card
    from riskreg.store.find import Found
    from riskreg.store.series import Series
    from riskreg.tables.export_parquet import Tables
    from riskreg.tables.published import Published

TEXTS = ("html", "csv", "json")
PARQUET = "parquet"
FORMS = ("html", "xlsx", "csv", "json", "docx")


@click.command()
@click.argument("refs", nargs=-1, metavar="REF | --all [FOLDER]...", shell_complete=complete_ref)
@click.option("--all", "whole", is_flag=True, help="All registers, of each FOLDER named; with --to parquet.")
@click.option(
    "--to",
    "form",
    type=click.Choice((*FORMS, PARQUET)),
    help="The form; without it, what the ending of --output FILE says.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE; xlsx and docx need one, parquet a folder."
)
@options.include_exempt
@options.shared
@pass_context
def export(
    context: Context, refs: tuple[str, ...], whole: bool, form: str | None, output: str | None, include_exempt: bool
) -> None:
    """A register as a file for others: html, xlsx, csv, json or docx; all registers as Parquet.

    html is one page for publication, whole in itself. xlsx, csv and json hold all that the register holds; xlsx and csv
    can be edited and read back with `riskreg import`. docx is a Word document. Exempt risks are left out and counted.

    --all --to parquet writes risks.parquet, mitigations.parquet and changes.parquet, for DuckDB and the like, into the
    folder OUTPUT: of all registers of the folder, or of many bodies' folders. It needs the extra "analytics".

    \b
    Examples:
      riskreg export 2022 --output risks.html
      riskreg export 2022 --output risks.xlsx
      riskreg export 2022 --to csv
      riskreg export 2022 --to json --output risks.json
      riskreg export --all --to parquet --output analysis
      riskreg export --all councils/*/ --to parquet --output analysis
    """
    if whole or (form or form_of(output)) == PARQUET:
        _refuse_not_whole(refs, form, output, whole=whole)
        _write_tables(context, refs, output or "", include_exempt=include_exempt)
        return
    ref = _only(refs)
    chosen = _form(form, output)
    if chosen in TEXTS:
        print_text(_text(chosen, context, context.finder.locate(ref), include_exempt), output)
        return
    if output is None:
        raise click.UsageError(f"{chosen} is no text for a screen; add --output FILE.{chosen}")
    print_bytes(_bytes(chosen, context, context.finder.locate(ref), include_exempt), output)


def _only(refs: tuple[str, ...]) -> str:
    """The one register that a form other than Parquet is made of."""
    if len(refs) == 1:
        return refs[0]
    found = "names several registers" if refs else "names no register"
    raise click.UsageError(f"this {found}: name one, as in: riskreg export 2022 --output risks.html")


def _refuse_not_whole(refs: tuple[str, ...], form: str | None, output: str | None, *, whole: bool) -> None:
    """Parquet holds whole series, and is the only form that does."""
    if not whole:
        raise click.UsageError("parquet holds all registers of a folder, not one: add --all, and leave REF out")
    if form != PARQUET:
        raise click.UsageError("--all is for Parquet files alone: add --to parquet, or name one register")
    if not output or output == "-":
        raise click.UsageError("three files are written: add --output FOLDER")
    if form_of(output):
        raise click.UsageError(f"three files are written, {output} names one: name a folder after --output")


def _write_tables(context: Context, folders: tuple[str, ...], output: str, *, include_exempt: bool) -> None:
    from riskreg.checking.check import refuse_errors
    from riskreg.store.together import write_together
    from riskreg.tables.export_parquet import Tables
    from riskreg.tables.wording import count

    tables = Tables()
    waiting = _series(context, folders)
    names = tuple(waiting)
    several = len(names) > 1
    for name in watched(names, "Exporting folders") if several else names:
        series = waiting.pop(name)
        refuse_errors(series, _command(series.shelf.path.as_posix() if folders else context.registers))
        _add(tables, name, series, iter if several else comparing, include_exempt=include_exempt)
    write_together(output, tables.finished())
    if tables.marked:
        note("EXEMPT: the files hold risks that are exempt from publication")
    for sentence in tables.left_out():
        note(sentence.removesuffix("."))
    note(f"written to {output}: {', '.join(count(n, name.removesuffix('s')) for name, n in tables.counts().items())}")


def _series(context: Context, folders: tuple[str, ...]) -> dict[str, Series]:
    """The series of each folder that is named; without any, of the folder of registers."""
    from riskreg.store.bodies import bodies, name_of

    finder = context.finder
    if not folders:
        return {name_of(finder.folder): finder.series()}
    # Of several folders, one bar tells how many are done.
    return bodies(folders, finder.max_size, finder.watched if len(folders) == 1 else iter)


def _command(folder: str | None) -> str:
    """What shows every fault of a series, with its folder where one was named."""
    import shlex

    return shlex.join(("riskreg", "check", *(("--registers", folder) if folder else ())))


def _add(
    tables: Tables, name: str, series: Series, watch: Callable[[Sequence[str]], Iterator[str]], *, include_exempt: bool
) -> None:
    """The rows of one series, whose registers `watch` gives as they are compared and then are let go of."""
    from riskreg.comparison.history import history
    from riskreg.store.bodies import stated
    from riskreg.tables.analytics import rows

    found = stated(series)
    told = history(s.register for s in found)
    refs = [s.ref for s in found]
    made = rows(name, refs, told, include_exempt=include_exempt)
    for _, each in zip(watch(refs), made, strict=True):
        tables.add(each)


def _form(form: str | None, output: str | None) -> str:
    """The form that is given, or that the file's ending names."""
    chosen = agreed(form or "", output, FORMS, option="--to", given=form is not None)
    if not chosen:
        told = f"the ending of {output} names no form" if output else "no form was named"
        raise click.UsageError(f"{told}; add --to {', --to '.join(FORMS[:-1])} or --to {FORMS[-1]}")
    return chosen


def _shown(context: Context, found: Found, include_exempt: bool) -> Published:
    from riskreg.comparison.exempt import exempt_ids
    from riskreg.store.companions import beside
    from riskreg.tables.published import published

    return published(found.reading.valid(), exempt_ids(beside(context.finder, found)), include_exempt=include_exempt)


def _text(form: str, context: Context, found: Found, include_exempt: bool) -> str:
    shown = _shown(context, found, include_exempt)
    if form == "csv":
        from riskreg.tables.export_csv import register_csv

        return register_csv(shown)
    if form == "json":
        from riskreg.tables.export_json import register_json

        return register_json(shown)
    from riskreg.tables.page import register_page

    return register_page(shown, found.stem or found.ref, _cards(context, found))


def _bytes(form: str, context: Context, found: Found, include_exempt: bool) -> bytes:
    if form == "docx":
        return _document(context, found, include_exempt)
    from riskreg.tables.export_xlsx import register_xlsx

    return register_xlsx(_shown(context, found, include_exempt))


def _cards(context: Context, found: Found) -> dict[str, Card]:
    """The cards beside the register; those with faults are left out."""
    if found.shelf is None:
        return {}
    readings = context.finder.series(found.shelf).cards
    return {name: r.record for name, r in readings.items() if r.record is not None and not r.findings}


def _document(context: Context, found: Found, include_exempt: bool) -> bytes:
    """A paper for people: dates as the council prints them, and risks that were left out by their titles."""
    from riskreg.comparison.exempt import exempt_ids
    from riskreg.model.settings import DateForm
    from riskreg.papers.register_docx import register_document
    from riskreg.store.companions import beside
    from riskreg.tables.house import dressed

    register = found.reading.valid()
    folders = beside(context.finder, found)
    earlier = sorted((r for f in folders for r in f if r.date.first < register.date.first), key=lambda r: r.date.first)
    return register_document(
        dressed(register, context.settings.dates or DateForm.LONG),
        found.stem or found.ref,
        include_exempt=include_exempt,
        hidden_ids=exempt_ids(folders),
        titles={risk.id: risk.title for r in earlier for risk in r.risks},
    )
