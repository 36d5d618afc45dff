"""A table as LaTeX, with columns that break their lines.

tabulate's own LaTeX sets every cell on one line, which runs off the page, and lets `[` at the start of a row become
an argument of the line end before it.
"""

from __future__ import annotations

from attrs import frozen

from riskreg.tables.cells import on_one_line, parts, shown
from riskreg.tables.table import Cell, Column, Row, Table
from riskreg.tables.wrap import share_out, want

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "[": "{[}",
        "]": "{]}",
        "*": "{*}",
        '"': r"\char34{}",
        "•": r"\textbullet{}",
        "£": r"\pounds{}",
        "×": r"\ensuremath{\times}",
        "\u2212": r"\ensuremath{-}",
        "\u2191": r"\ensuremath{\uparrow}",
        "\u2193": r"\ensuremath{\downarrow}",
        "\u2194": r"\ensuremath{\leftrightarrow}",
        "\u25cf": r"\textbullet{}",
    }
)
_LINE = 80
"""About how many characters stand on a line of a page."""
_SPACE = 3
"""About how many have room in the space round a column."""
_SHORT = 16
"""A column no longer than this keeps its natural width."""


@frozen
class Style:
    """The environment a table is set in, and its rules."""

    environment: str = "tabular"
    top: str = r"\hline"
    middle: str = r"\hline"
    bottom: str = r"\hline"


STYLES = {
    "latex": Style(),
    "latex_raw": Style(),
    "latex_booktabs": Style(top=r"\toprule", middle=r"\midrule", bottom=r"\bottomrule"),
    "latex_longtable": Style("longtable", middle="\\hline\n\\endhead"),
}
"""tabulate's names for its kinds of LaTeX; `latex_raw` is escaped as well."""


def latex(table: Table, form: str) -> str:
    """The caption in bold, the lead, the table and its notes, each a paragraph."""
    style = STYLES[form]
    caption = rf"\textbf{{{escaped(on_one_line(table.caption))}}}" if table.caption.strip() else ""
    lead, notes = ([escaped(on_one_line(t)) for t in texts] for texts in (table.lead, table.notes))
    begin, end = rf"\begin{{{style.environment}}}{{{_specification(table)}}}", rf"\end{{{style.environment}}}"
    headings = _line(tuple(c.title for c in table.columns))
    lines = [begin, style.top, headings, style.middle, *map(_line, table.rows), style.bottom, end]
    return parts(caption, *lead, "\n".join(lines), *notes)


def _line(row: Row) -> str:
    return " & ".join(map(_cell, row)) + r" \\"


def _cell(cell: Cell) -> str:
    return r"\newline ".join(escaped(line) for line in shown(cell).split("\n"))


def escaped(text: str) -> str:
    """The text with whatever LaTeX would obey made to show as itself."""
    # Two hyphens would become a dash.
    return text.translate(_ESCAPES).replace("--", "-{}-")


def _specification(table: Table) -> str:
    texts = [[c.title, *(shown(row[i]) for row in table.rows)] for i, c in enumerate(table.columns)]
    room = _LINE - _SPACE * sum(map(_is_short, texts))
    widths = share_out([want(column) for column in texts], room)
    return "".join(_column(c, t, width) for c, t, width in zip(table.columns, texts, widths, strict=True))


def _is_short(texts: list[str]) -> bool:
    return all(len(text) <= _SHORT and "\n" not in text for text in texts)


def _column(column: Column, texts: list[str], width: int) -> str:
    # `\newline` has a meaning only in a column that breaks its lines.
    if _is_short(texts):
        return column.align[0]
    return rf"p{{\dimexpr{width / _LINE:.2f}\linewidth-2\tabcolsep}}"
