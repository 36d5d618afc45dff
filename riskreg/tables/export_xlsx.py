"""A register as an Excel workbook: a sheet for each kind of record, every cell text or a whole number.

Nothing in a cell is a formula or a link, whatever it begins with; a text that no cell can hold is refused, since Excel
would cut it without a word. The columns are formatted as text, so that what is typed there stays what was typed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from riskreg.errors import MissingExtra, NotPossible
from riskreg.tables.published import MARK, Published
from riskreg.tables.records import KINDS, YES, Entry, Holds, Kind, Record, records

MOST = 32_767
"""The most characters that a cell of Excel holds, counted as UTF-16 does (Microsoft: Excel specifications and limits).
"""

_NO_CHARACTERS = frozenset("\ufffe\uffff")
"""What XML has no place for (XML 1.0, 2.2), besides control characters, which no register holds."""
_EXACT = 10**15
"""Excel keeps 15 digits of a number; a longer one is written as text."""

_MADE = datetime(2000, 1, 1)
"""A fixed day: when a workbook was made is no part of it, so that its bytes are the same on every run."""
_SPARE_ROWS = 200
"""So many rows below the last one offer the words that a cell may hold."""
_WIDTHS = {Holds.PROSE: 48, Holds.LIST: 28, Holds.DATE: 13, Holds.INTEGER: 12, Holds.FLAG: 12, Holds.LINE: 22}
_A4 = 9
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def register_xlsx(shown: Published) -> bytes:
    """The bytes of the workbook; equal for equal registers.

    Raises NotPossible where a text is too long for a cell, and MissingExtra where the library is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingExtra("excel", "writing a workbook") from error
    found = tuple(records(shown))
    for record in found:
        _refuse_what_does_not_fit(record)
    out = io.BytesIO()
    book = Workbook(out, _SAFE)
    mark = f"{MARK}: " if shown.exempt else ""
    book.set_properties({"title": f"{mark}{shown.register.title}"[:250], "created": _MADE})
    formats = _Formats.of(book)
    for kind in KINDS:
        sheet = _Sheet(book.add_worksheet(kind.sheet), kind, formats)
        sheet.fill([record for record in found if record.kind is kind], mark.rstrip(": "))
    book.close()
    return out.getvalue()


@frozen
class _Formats:
    """How cells look."""

    text: Any
    number: Any
    heading: Any

    @classmethod
    def of(cls, book: Any) -> _Formats:
        top = {"valign": "top", "text_wrap": True}
        return cls(
            book.add_format({**top, "num_format": "@"}),
            book.add_format({**top, "num_format": "0", "align": "right"}),
            book.add_format({**top, "bold": True}),
        )

    def of_entry(self, entry: Entry) -> Any:
        return self.number if entry.holds is Holds.INTEGER else self.text


@frozen
class _Sheet:
    """One sheet while it is filled."""

    sheet: Any
    kind: Kind
    formats: _Formats

    def fill(self, rows: Sequence[Record], mark: str) -> None:
        """Headings, rows, and what makes the sheet fit for reading, printing and editing."""
        for column, entry in enumerate(self.kind.entries):
            self.sheet.set_column(column, column, _WIDTHS[entry.holds], self.formats.of_entry(entry))
            self.sheet.write_string(0, column, entry.title, self.formats.heading)
            self._offer(column, entry, len(rows) + _SPARE_ROWS)
        for index, record in enumerate(rows, 1):
            self._write(index, record)
        if rows:
            self._make_table(len(rows))
        self._lay_out(mark)

    def _write(self, row: int, record: Record) -> None:
        for column, (entry, value) in enumerate(zip(self.kind.entries, record.row(), strict=True)):
            if isinstance(value, int) and abs(value) < _EXACT:
                self.sheet.write_number(row, column, value, self.formats.number)
            elif value is not None:
                self._write_text(row, column, str(value), self.formats.of_entry(entry))

    def _write_text(self, row: int, column: int, text: str, look: Any) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library would take this for XML that is ready to be written; as two runs it is escaped.
            self.sheet.write_rich_string(row, column, text[:1], self.formats.text, text[1:], look)
        else:
            self.sheet.write_string(row, column, text, look)

    def _offer(self, column: int, entry: Entry, last: int) -> None:
        """A list of the words that a column may hold."""
        words = (YES,) if entry.holds is Holds.FLAG else entry.words
        if words:
            self.sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(words)})

    def _make_table(self, rows: int) -> None:
        columns = [{"header": entry.title, "header_format": self.formats.heading} for entry in self.kind.entries]
        options = {"name": f"riskreg_{self.kind.record}", "columns": columns, "style": "Table Style Light 1"}
        self.sheet.add_table(0, 0, rows, len(columns) - 1, options)

    def _lay_out(self, mark: str) -> None:
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_header(f"&L{mark}&R&A")
        self.sheet.set_footer("&RPage &P of &N")


def _refuse_what_does_not_fit(record: Record) -> None:
    advice = "or export --to csv or --to json"
    for key, value in record.values.items():
        text = str(value)
        length = len(text.encode("utf-16-le")) // 2
        if length > MOST:
            why = f"{_named(record)}: {key} has {length:,} characters, and a cell of Excel holds {MOST:,}"
            raise NotPossible(why, f"shorten it, {advice}")
        if not _NO_CHARACTERS.isdisjoint(text):
            why = f"{_named(record)}: {key} holds a code that stands for no character, which a workbook cannot hold"
            raise NotPossible(why, f"delete it, {advice}")


def _named(record: Record) -> str:
    """`risk staff`, `mitigation staff academy`, `register`."""
    ids = (str(record.values[key]) for key in ("risk", "mitigation", "id") if key in record.values)
    return " ".join((record.kind.record, *ids))
