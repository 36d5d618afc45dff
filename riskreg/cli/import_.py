"""The command `import`: a draft register from the risk table of a report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.endings import agreed, is_given
from riskreg.cli.printing import Printing, note, print_text
from riskreg.printable import printable

if TYPE_CHECKING:
    from riskreg.intake.draft import Draft
    from riskreg.intake.exported import Exported
    from riskreg.intake.folder import Folder
    from riskreg.intake.rows import RiskRows
    from riskreg.model.dates import PartialDate
    from riskreg.model.register import Register

_LONG = 300_000
"""Documents of more bytes take long enough for a bar."""
_LONG_PDF = 30_000
"""PDFs of more bytes do: they are read page by page."""
Stage = Callable[[], None]
Pages = Callable[[int, int], None]

FORMS = ("toml", "json")
_STAGES = ("reading the document", "finding its risk table", "making the draft")


@click.command("import")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True, type=click.Path())
@click.option("--date", metavar="DATE", help="The date of the report: 2022-11-16, 2022-11, 2022-Q4, 2022 or 2022/23.")
@click.option("--title", metavar="TEXT", help="What the register is called. [default: as the register before]")
@click.option("--table", type=click.IntRange(min=1), metavar="N", help="Read this table; --list-tables numbers them.")
@click.option(
    "--columns", metavar="NAME=N,…", help="What the columns hold: risk=1,mitigation=2; docs/import.md has all."
)
@click.option("--list-tables", is_flag=True, help="Show the tables of the report, and why each was or was not taken.")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMS), default="toml", show_default=True,
    help="A draft register, or what was read as JSON.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write a new file rather than to the screen.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text that is neither UTF-8 nor Windows text.")
@options.shared
@pass_context
def import_(
    context: Context,
    reports: tuple[str, ...],
    date: str | None,
    title: str | None,
    table: int | None,
    columns: str | None,
    list_tables: bool,
    form: str,
    output: str | None,
    encoding: str | None,
) -> None:
    """Make a draft register from the risk table of a report.

    REPORT is a text file, Markdown, HTML, CSV, Word, PDF or Excel. The draft has the risks and actions as the report
    has them, for a person to edit; every question stands in it as a comment. No file is ever overwritten. Several
    reports give a draft each, one after the other; with --format json, one list.

    A workbook or CSV file that `riskreg export` wrote and somebody edited gives that register, by the rules of a
    register file; each fault is told with its cell.

    \b
    Examples:
      riskreg import report.pdf --date 2022-11-16 -o registers/2022-11.toml
      riskreg import risks.xlsx --output registers/2026-02.toml
      riskreg import report.docx --list-tables
      riskreg import report.docx --table 3 --columns risk=2,mitigation=4,owner=5
    """
    from riskreg.store.start_register import given_date

    on, told = given_date(date) if date else None, _columns(columns)
    if len(reports) > 1 and output not in (None, "-"):
        raise click.UsageError("--output names one file, for one report; import each report into its own")

    if not list_tables:
        form = agreed(form, output, FORMS, given=is_given("form"))
    together: list[str] = []

    def one(report: str) -> None:
        data = _bytes(context, report)
        if list_tables:
            _list_tables(report, data, encoding, output)
            return
        own = _own_export(report, data)
        if own is not None:
            _refuse_for_export(report, date, title, table, columns, form)
            _give(_register_text(own.register), own.register, output)
            _tell_of_export(own)
            return
        with _bar(data) as (stage, pages):
            rows = _rows(report, data, table, told, encoding, stage, pages)
            folder = _folder(context, data)
            draft = _draft(rows, folder, on, title)
            stage()
        text = _json(rows, draft) if form == "json" else _register_text(draft.register, draft.text())
        if form == "json" and len(reports) > 1:
            together.append(text)
        else:
            _give(text, draft.register if form == "toml" else None, output)
        _tell(rows, draft, folder)

    worst = _each(reports, one, form)
    if form == "json" and len(reports) > 1 and not list_tables:
        print_text(f"[\n{','.join(together)}]\n", None)
    if worst:
        raise click.exceptions.Exit(worst)


def _bytes(context: Context, report: str) -> bytes:
    from pathlib import Path

    from riskreg.store.raw import MAX_SIZE, read_bytes

    return read_bytes(Path(report), report, context.max_size or MAX_SIZE)


def _each(reports: tuple[str, ...], one: Callable[[str], None], form: str) -> int:
    """Every report, one after the other: one that is refused is told, and does not hide the others. The exit code."""
    from riskreg.errors import RiskregError

    if len(reports) == 1:
        one(reports[0])
        return 0
    worst = 0
    for number, report in enumerate(reports, start=1):
        if form == "toml":
            print_text(f"{'' if number == 1 else chr(10)}# ==== {number} of {len(reports)}: {_shown(report)}\n", None)
        note(f"{report}:")
        try:
            one(report)
        except RiskregError as refused:
            note(str(refused))
            worst = max(worst, refused.exit_code)
    return worst


def _shown(report: str) -> str:
    return printable(report.replace("\\", "/").rpartition("/")[2])


def _own_export(name: str, data: bytes) -> Exported | None:
    """The register in one of riskreg's own exports; None where the document is none. The one place that knows them."""
    from riskreg.intake.exported import is_export, read_export

    return read_export(name, data) if is_export(name, data) else None


def _refuse_for_export(name: str, date: object, title: object, table: object, columns: object, form: str) -> None:
    """An export says all of a register by itself: what would change that is refused, not passed over."""
    given = {"--date": date, "--title": title, "--table": table, "--columns": columns, "--format": form != "toml"}
    said = [option for option, value in given.items() if value]
    if said:
        from riskreg.errors import NotPossible

        why = f"{name} was exported by riskreg and holds a whole register, so {' and '.join(said)} cannot apply"
        raise NotPossible(why, "leave the option out, and edit the register afterwards")


def _tell_of_export(own: Exported) -> None:
    from riskreg.tables.wording import count

    for said in own.notes:
        note(said)
    register = own.register
    risks, actions = count(len(register.risks), "risk"), count(register.mitigation_count(), "mitigation")
    note(f"read from an export of riskreg: {risks} and {actions}")


def _columns(words: str | None) -> dict[str, int] | None:
    from riskreg.errors import NotPossible
    from riskreg.intake.columns import chosen_columns

    if words is None:
        return None
    try:
        return chosen_columns(words)
    except ValueError as error:
        raise NotPossible(f"--columns: {error}", "see riskreg import --help") from None


def _list_tables(name: str, data: bytes, encoding: str | None, output: str | None) -> None:
    from riskreg.intake.listed import tables_table
    from riskreg.intake.risk_rows import tables_of

    document = tables_of(name, data, encoding)
    Printing("text", output, (), None).table(tables_table(name, document))
    for said in document.notes:
        note(said)


def _rows(
    name: str, data: bytes, table: int | None, columns: dict[str, int] | None, encoding: str | None,
    stage: Stage, pages: Pages,
) -> RiskRows:  # fmt: skip
    from riskreg.errors import NotPossible
    from riskreg.intake.risk_rows import rows_of, tables_of

    document = tables_of(name, data, encoding, pages)
    stage()
    try:
        rows = rows_of(name, document, table=table, columns=columns)
    except NotPossible:
        for said in document.notes:  # what was not read may be why no table was found
            note(said)
        raise
    stage()
    return rows


def _folder(context: Context, data: bytes) -> Folder:
    """The folder of registers; an empty one where there is none and none was named."""
    from riskreg.errors import NoRegistersFolder
    from riskreg.intake.folder import Folder

    try:
        return Folder.of(context.finder.series(), data)
    except NoRegistersFolder:
        return Folder()


def _draft(rows: RiskRows, folder: Folder, on: PartialDate | None, title: str | None) -> Draft:
    from riskreg.intake.draft import draft
    from riskreg.intake.folder import about

    facts = about(rows, folder, on, title)
    return draft(rows, facts, folder.known(facts.date))


def _json(rows: RiskRows, draft: Draft) -> str:
    from riskreg.intake.as_json import rows_json

    return rows_json(rows, draft)


def _register_text(register: Register, text: str | None = None) -> str:
    """The text of a register, proved to be read as the register that is meant."""
    from riskreg.store.edit import says
    from riskreg.store.write import dumps

    text = dumps(register) if text is None else text
    says(register, "the draft")(text.encode("utf-8"))
    return text


def _give(text: str, register: Register | None, output: str | None) -> None:
    """To the screen, or into a new file."""
    if output in (None, "-"):
        print_text(text, output)
        return
    from riskreg.store.edit import says
    from riskreg.store.put import put_new

    put_new(output, text, says(register, output) if register else lambda _: None)
    note(f"{output}: written")


def _tell(rows: RiskRows, draft: Draft, folder: Folder) -> None:
    """What was read, what became of it, and what a person has to look at."""
    from riskreg.intake.told import told

    for line in told(rows, draft, folder):
        note(line)


@contextmanager
def _bar(data: bytes) -> Iterator[tuple[Stage, Pages]]:
    """A bar on a terminal for a long document: one step at the end of each stage, and for each page of a PDF."""
    long = _LONG_PDF if data.startswith(b"%PDF") else _LONG
    if len(data) < long or not sys.stderr.isatty():
        yield lambda: None, lambda done, total: None
        return
    with click.progressbar(range(len(_STAGES)), label=_STAGES[0], file=sys.stderr) as bar:
        left = list(_STAGES)

        def stage() -> None:
            left.pop(0)
            bar.label = left[0] if left else "done"
            bar.update((bar.length or 0) - len(left) - bar.pos)

        def pages(done: int, total: int) -> None:
            bar.length = total + len(left) - 1
            bar.label = f"{_STAGES[0]}, page {done:,} of {total:,}"
            bar.update(done - bar.pos)

        yield stage, pages
