"""Documents of known truth in every text form: tabs, Markdown, HTML, CSV, and two kinds of text made from a PDF."""

from __future__ import annotations

import csv
import html
import io
import textwrap
from collections.abc import Callable, Sequence

Row = Sequence[str]

HEAD = "Report to the Harbour Committee\n\n4 March 2024\n\n7 Money\n\n7.1 The budget is met.\n\n8 Risks\n\n"
TAIL = "\n\n9 Other matters\n\n9.1 There are none.\n"


def tabbed(rows: Sequence[Row]) -> str:
    """Cells parted by tabs; points of a list as HTML, since a line has no place for more lines."""
    return HEAD + "\n".join("\t".join(map(_on_one_line, row)) for row in rows) + TAIL


def markdown(rows: Sequence[Row]) -> str:
    """A table of GitHub's kind."""
    lines = ["| " + " | ".join(_on_one_line(c.replace("|", r"\|")) for c in row) + " |" for row in rows]
    return "# 8 Risks\n\n" + "\n".join((lines[0], "|" + " --- |" * len(rows[0]), *lines[1:])) + "\n\nThe end.\n"


def page(rows: Sequence[Row]) -> str:
    """An HTML page."""
    body = "".join("<tr>" + "".join(f"<td>{_blocks(c)}</td>" for c in row) + "</tr>\n" for row in rows)
    return f"<!doctype html><html><body><h1>Risks</h1><p>Date: 4 March 2024</p><table>{body}</table></body></html>"


def comma_separated(rows: Sequence[Row]) -> str:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def interleaved(rows: Sequence[Row], widths: tuple[int, int] = (26, 46), breaks: Sequence[int] = ()) -> str:
    """Two columns as PDFs give them: cell after cell, wrapped; before lines numbered in `breaks` the heads repeat."""
    head = f"{rows[0][0]} {rows[0][1]}"
    lines: list[str] = [head, ""]
    for row in rows[1:]:
        for cell, width in zip(row, widths, strict=True):
            for line in textwrap.wrap(cell, width, break_on_hyphens=False):
                lines += ["", "\f", head, ""] if len(lines) in breaks else []
                lines.append(line)
            lines.append("")
    return HEAD + "8.1 The risks are these:\n\n" + "\n".join(lines) + TAIL


def layout(rows: Sequence[Row], widths: Sequence[int]) -> str:
    """Columns side by side, as `pdftotext -layout` keeps them; an empty line between rows."""
    lines = []
    for row in rows:
        wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for n in range(max(map(len, wrapped))):
            parts = (w[n] if n < len(w) else "" for w in wrapped)
            lines.append("   ".join(p.ljust(width) for p, width in zip(parts, widths, strict=True)).rstrip())
        lines.append("")
    return HEAD + "\n".join(lines) + TAIL


FORMS: dict[str, Callable[[Sequence[Row]], str]] = {
    "txt": tabbed,
    "md": markdown,
    "html": page,
    "csv": comma_separated,
}
"""The forms that keep cells apart by themselves, by the suffix of their files."""


def _on_one_line(cell: str) -> str:
    if "\n" not in cell:
        return cell
    return "".join(f"<li>{line[2:]}</li>" if line.startswith("* ") else f"<p>{line}</p>" for line in cell.split("\n"))


def _blocks(cell: str) -> str:
    return _on_one_line(html.escape(cell)) if "\n" in cell else html.escape(cell)
