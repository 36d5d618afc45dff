"""Merges of whole files: each folder of tests/files/merge holds three texts and what they come to."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from riskreg.merging.merge import merge_texts
from riskreg.store.read import read_register
from riskreg.store.toml.conflict import first_sides

CASES = sorted((Path(__file__).parent / "files" / "merge").iterdir())
NAMES = ("base", "ours", "theirs")


def texts(case: Path) -> tuple[bytes, bytes, bytes]:
    base, ours, theirs = ((case / f"{name}.toml").read_bytes() for name in NAMES)
    return base, ours, theirs


def unordered(value: Any) -> Any:
    """Data in which the order of plain texts in lists says nothing."""
    if isinstance(value, dict):
        return {k: unordered(v) for k, v in value.items()}
    return sorted(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_three_texts_come_to_the_fourth(case: Path) -> None:
    """Two edits of a register are merged into the text that a careful person would have made of them."""
    merged = merge_texts(*texts(case))
    assert merged.text.decode() == (case / "merged.toml").read_bytes().decode()
    assert bool(merged.conflicts) == (b"<<<<<<<" in merged.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_other_way_round_the_same_is_in_dispute(case: Path) -> None:
    """Who is called ours decides nothing but the order: the same things are in dispute, or the same registers made."""
    base, ours, theirs = texts(case)
    one, other = merge_texts(base, ours, theirs), merge_texts(base, theirs, ours)
    assert {c.address for c in one.conflicts} == {c.address for c in other.conflicts}
    if not one.conflicts:
        first, second = (unordered(tomllib.loads(m.text.decode("utf-8-sig"))) for m in (one, other))
        assert first == second


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_marker_is_pointed_at_and_nothing_else_is_wrong(case: Path) -> None:
    """`check` names each marker line of a merged file; with our sides kept, it is a register without faults."""
    merged = merge_texts(*texts(case))
    found = read_register(merged.text, "merged.toml").findings
    told = [f.line for f in found if f.code == "E113"]
    lines = merged.text.decode().split("\n")
    assert told == [n for n, line in enumerate(lines, 1) if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    kept, _ = first_sides(merged.text.decode("utf-8-sig"))
    # A risk that one side removed and the other edited is kept and removed, until somebody decides.
    assert {f.code for f in read_register(kept.encode(), "merged.toml").findings} <= {"E216"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_only_one_side_changed_is_taken_byte_for_byte(case: Path) -> None:
    """Merging with a side that changed nothing, or the same, gives the other side's very bytes."""
    base, ours, theirs = texts(case)
    for side in (ours, theirs):
        assert merge_texts(base, base, side).text == side
        assert merge_texts(base, side, base).text == side
        assert merge_texts(base, side, side).text == side
