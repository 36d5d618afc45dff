"""What was read of a report, as JSON for programs; `docs/import.md` describes it."""

from __future__ import annotations

from typing import Any

import attrs

from riskreg.intake.draft import Draft, characters
from riskreg.intake.rows import RiskRow, RiskRows
from riskreg.tables.as_json import dumped

VERSION = 1


def rows_json(rows: RiskRows, draft: Draft) -> str:
    """The table's rows, cells, questions and what was left out, with the id that the draft gives each risk."""
    ids = [risk.id for risk in draft.register.risks]
    return dumped(
        {
            "version": VERSION,
            "file": rows.name.replace("\\", "/").rpartition("/")[2],
            "date": str(draft.register.date),
            "title": draft.register.title,
            "table": {"place": rows.place, "heading": rows.heading, "columns": _columns(rows)},
            "counts": {
                "read": rows.read,
                "risks": len(rows.rows),
                "joined": rows.joined,
                "banners": len(rows.banners),
                "left_out": rows.rows_left_out,
                "questions": len(rows.asked),
                "characters": characters(rows),
                "unkept": draft.unkept,
            },
            "rows": [_row(row, id) for row, id in zip(rows.rows, ids, strict=True)],
            "left_out": [attrs.asdict(left) for left in rows.left_out],
            "questions": list(rows.questions),
            "notes": [*rows.notes, *rows.banners],
        }
    )


def _columns(rows: RiskRows) -> list[dict[str, Any]]:
    return [{"column": c.place + 1, "heading": c.title, "holds": c.role} for c in rows.header.columns]


def _row(row: RiskRow, id: str) -> dict[str, Any]:
    return {
        "row": row.number,
        "id": id,
        "place": row.reference,
        "found": row.place,
        "cells": [dict(part) for part in row.parts],
        "others": [{"heading": heading, "text": text} for heading, text in row.others],
        "category": row.category or None,
        "questions": list(row.questions),
        "joins": list(row.joins),
    }
