"""Workbooks read: .xlsx, and by way of the same child process .ods and .xls."""

from __future__ import annotations

from riskreg.intake.child import in_child
from riskreg.intake.file_kind import expect
from riskreg.intake.grid import Document


def read_excel(name: str, data: bytes) -> Document:
    """Read the tables of a workbook's sheets, the hidden ones left out and told.

    Raises UnreadableFile where it is no workbook, is locked, broken, hostile or too large; MissingExtra where
    python-calamine or lxml is absent.
    """
    expect(name, data, "xlsx", "ods", "xls")
    return in_child("excel", name, data)
