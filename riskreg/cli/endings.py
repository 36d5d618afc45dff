"""What the ending of a file's name says of the form in it: the one rule by which --output chooses, or is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import click

TABLES = ("text", "markdown", "html", "latex", "csv", "json", "tsv", "rst")
"""The forms of a table that the ending of a file can name, and plain text."""

_FORMS = {
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "tex": "latex",
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "rst": "rst",
    "svg": "svg",
    "png": "png",
    "docx": "docx",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "pdf": "pdf",
    **dict.fromkeys(("doc", "odt", "rtf"), "document"),
    **dict.fromkeys(("xls", "xlsm", "ods"), "sheet"),
    **dict.fromkeys(("jpg", "jpeg", "gif", "webp"), "image"),
}
"""What a file is expected to hold that ends so, made by some command or by none; others may hold any form."""

_KIN = {
    "github": "markdown",
    "pipe": "markdown",
    "unsafehtml": "html",
    "latex_raw": "latex",
    "latex_booktabs": "latex",
    "latex_longtable": "latex",
}
"""tabulate's kinds of a form. Its other forms are for any file."""

_CALLED = {
    "markdown": "Markdown",
    "html": "a page",
    "latex": "LaTeX",
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "rst": "reStructuredText",
    "svg": "a picture",
    "png": "a picture",
    "docx": "a Word document",
    "xlsx": "a workbook",
    "parquet": "Parquet",
    "pdf": "a PDF",
    "document": "a document of another kind than .docx",
    "sheet": "a workbook of another kind than .xlsx",
    "image": "a picture of another kind than .svg and .png",
}
"""What messages say that a file is called."""

_PAPER = "riskreg embed puts tables into a paper, riskreg export makes a document of a register"
_WORKBOOK = "write {stem}.csv, or make a workbook of a register: riskreg export REF --output FILE.xlsx"
_PICTURE = "riskreg history and riskreg matrix draw pictures, as .svg and .png"

_INSTEAD = {
    "docx": _PAPER,
    "document": _PAPER,
    "xlsx": _WORKBOOK,
    "sheet": _WORKBOOK,
    "svg": _PICTURE,
    "png": _PICTURE,
    "image": _PICTURE,
    "pdf": "write {stem}.html, and print that to a PDF in a browser",
    "parquet": "that holds all registers: riskreg export --all --to parquet --output FOLDER",
}
"""What to do where a command that prints tables does not make what was named."""


def form_of(output: str | None) -> str | None:
    """The form that a file is called by; None where it may hold any."""
    return _FORMS.get(PurePath(output or "").suffix.lower().removeprefix("."))


def agreed(form: str, output: str | None, forms: Sequence[str], *, option: str = "--format", given: bool) -> str:
    """The form to write: the one `given` by an option, else that of the file's ending, else `form`.

    `forms` are those that the command makes. Refuses a file that is called by another form than these, or than the one
    that is given: what is in it could be opened by nobody, and may replace a file that could.
    """
    named = form_of(output)
    if output is None or named is None:
        return form
    if named not in forms:
        called = f"{output} is called {_CALLED[named]}, which this command does not make"
        raise click.UsageError(f"{called}; {_instead(named, output, forms)}")
    if given and _another(form, named):
        raise click.UsageError(f"{option} {form} and the ending of {output} name two forms; leave one of them out")
    return form if given else named


def is_given(parameter: str) -> bool:
    """Whether the user gave this parameter of the command that runs."""
    return click.get_current_context().get_parameter_source(parameter) is not click.core.ParameterSource.DEFAULT


def _instead(named: str, output: str, forms: Sequence[str]) -> str:
    if set(TABLES) <= set(forms) and named in _INSTEAD:
        return _INSTEAD[named].format(stem=PurePath(output).stem)
    return f"it makes {', '.join(forms)}"


def _another(form: str, named: str) -> bool:
    """Whether a form is known to be another than the one named."""
    known = {"text", *_FORMS.values(), *_KIN}
    return form in known and _KIN.get(form, form) != named
