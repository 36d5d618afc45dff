"""A document as JSON and back: what the child process hands over."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from riskreg.intake.grid import Document, Grid, GridRow


def document_to(document: Document) -> dict[str, Any]:
    """The document as values that JSON knows."""
    return asdict(document)


def document_from(said: dict[str, Any]) -> Document:
    """The document that `document_to` made these values of."""
    return Document(tuple(_grid(g) for g in said["grids"]), tuple(said["notes"]), said["text"])


def _grid(said: dict[str, Any]) -> Grid:
    rows, hidden = (tuple(map(_row, said[which])) for which in ("rows", "hidden"))
    return Grid(rows, said["place"], said["heading"], tuple(said["doubts"]), hidden)


def _row(said: dict[str, Any]) -> GridRow:
    return GridRow(tuple(said["cells"]), said["place"], said["page"], tuple(said["doubts"]))
