"""The risk tables of the real reports: read exactly, cell by cell; and no table found where there is none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from riskreg.errors import NotPossible
from riskreg.intake.risk_rows import risk_rows
from riskreg.intake.rows import RiskRow

DOCUMENTS = Path(__file__).parents[1].parent / "shared" / "seeds"

TRUTH = {
    "001": [
        ("7db6880dd175", "46e8066e9466"), ("8ac83977a101", "0f07d479fc21"), ("ee79f11e889d", "5d506e25f7dc"),
        ("ca77beafb3e1", "9979bed1b2c5"), ("db3e68388d7f", "2230ee763ba6"), ("7b19acafbd91", "3caea3fdc232"),
        ("5dbbdbeebc9f", "74a5816a0d27"), ("c63b9ea10d1c", "98686d12bbd9"), ("923290d2d854", "8af9a95367ed"),
        ("6564dd1ad505", "d9a4d2f43b16"), ("fcc675b3cd43", "f59ec36a2c6e"),
    ],
    "004": [
        ("3899e9725c18", "ffc2b1dc7d7c"), ("e3d25e061634", "113fd495a8b6"), ("9b1cec64b2b9", "d90ac722fbe9"),
    ],
}  # fmt: skip
"""Digests of the cells, white space settled, as a person has read them; the sentences are not ours to publish."""

PLACES = {"001": "8.1", "004": "10"}


def document(number: str) -> bytes:
    """One of the reports; the test is skipped where they are absent."""
    found = sorted(DOCUMENTS.glob(f"{number}_*.txt")) if DOCUMENTS.is_dir() else []
    if not found:
        pytest.skip("the source documents are not beside the project")
    return found[0].read_bytes()


def digest(row: RiskRow, column: str) -> str:
    return sha256(" ".join(row.cell(column).split()).encode()).hexdigest()[:12]


@pytest.mark.seeds
@pytest.mark.parametrize("number", TRUTH)
def test_every_row_is_exact_in_both_cells(number: str) -> None:
    """Every row of both reports has its words, all of them and no others, and its place; nothing is left out."""
    read = risk_rows(f"{number}.txt", document(number))
    assert [(digest(row, "risk"), digest(row, "mitigation")) for row in read.rows] == TRUTH[number]
    assert [row.reference for row in read.rows] == [f"{PLACES[number]}, row {n + 1}" for n in range(len(TRUTH[number]))]
    assert (read.left_out, read.asked) == ((), ())


@pytest.mark.seeds
@pytest.mark.parametrize("spoil", [("\n\n", "\n"), ("\n", "\n\n")], ids=["no blank lines", "blank lines everywhere"])
def test_blank_lines_mean_nothing(spoil: tuple[str, str]) -> None:
    """The interleaved table is read alike without its empty lines, and with one after every line."""
    text = document("001").decode()
    while spoil[0] == "\n\n" and "\n\n" in text:
        text = text.replace("\n\n", "\n")
    read = risk_rows("001.txt", text.replace(*spoil).encode())
    assert [(digest(row, "risk"), digest(row, "mitigation")) for row in read.rows] == TRUTH["001"]


@pytest.mark.seeds
@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_no_table_is_found_where_there_is_none(number: str) -> None:
    """Reports without a risk table, a finance table among them, are refused as such."""
    with pytest.raises(NotPossible, match="holds no risk table"):
        risk_rows(f"{number}.txt", document(number))
