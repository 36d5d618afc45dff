"""The command `export`: a register as a file for others, a page, a workbook, a Word document, CSV or JSON."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import print_bytes, print_text

if TYPE_CHECKING:
    from riskreg.model.card import Card
    from riskreg.store.find import Found
    from riskreg.tables.published import Published

TEXTS = ("html", "csv", "json")
FORMS = ("html", "xlsx", "csv", "json", "docx")


@click.command()
@options.ref("ref")
@click.option(
    "--to", "form", type=click.Choice(FORMS), help="The form; without it, what the ending of --output FILE says."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE; xlsx and docx need one.")
@options.include_exempt
@options.shared
@pass_context
def export(context: Context, ref: str, form: str | None, output: str | None, include_exempt: bool) -> None:
    """A register as a file for others: html, xlsx, csv, json or docx.

    html is one page for publication, whole in itself. xlsx, csv and json hold all that the register holds; xlsx and csv
    can be edited and read back with `riskreg import`. docx is a Word document. Exempt risks are left out and counted.

    \b
    Examples:
      riskreg export 2022 --output risks.html
      riskreg export 2022 --output risks.xlsx
      riskreg export 2022 --to csv
      riskreg export 2022 --to json --output risks.json
    """
    chosen = form or _form_of(output)
    _refuse_other_ending(chosen, output)
    if chosen in TEXTS:
        print_text(_text(chosen, context, context.finder.locate(ref), include_exempt), output)
        return
    if output is None:
        raise click.UsageError(f"{chosen} is no text for a screen; add --output FILE.{chosen}")
    print_bytes(_bytes(chosen, context, context.finder.locate(ref), include_exempt), output)


def _refuse_other_ending(form: str, output: str | None) -> None:
    """A page in a file that is called a workbook can be opened by nobody, and may replace one."""
    ending = _ending(output)
    if ending in FORMS and ending != form:
        raise click.UsageError(f"--to {form} and the ending of {output} name two forms; leave one of them out")


def _ending(output: str | None) -> str:
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    return "html" if ending == "htm" else ending


def _form_of(output: str | None) -> str:
    """The form that a file's ending names."""
    ending = _ending(output)
    if ending not in FORMS:
        told = f"the ending of {output} names no form" if output else "no form was named"
        raise click.UsageError(f"{told}; add --to {', --to '.join(FORMS[:-1])} or --to {FORMS[-1]}")
    return ending


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
    from riskreg.comparison.exempt import exempt_ids
    from riskreg.papers.register_docx import register_document
    from riskreg.store.companions import beside

    return register_document(
        found.reading.valid(),
        found.stem or found.ref,
        include_exempt=include_exempt,
        hidden_ids=exempt_ids(beside(context.finder, found)),
    )
