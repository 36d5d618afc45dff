"""Bands are data: those of six bodies, each score in its band; and what a report prints alone is kept as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FILES, Run

import riskreg
from riskreg.model.score import Score

PLACE = FILES / "matrices"
PRODUCTS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)
"""Every product of two numbers up to five."""

EXPECTED = {
    "kent": "G G G G G G A A A A A R R R",
    "brighton": "L L L M M M S S S S H H H H",
    "newport": "G G G G A A A A A A R R R R",
    "west-london": "G G G G G G G G G A A R R R",
    "secure-by-design": "VL VL VL L L L M M M M H H H VH",
    "arc-kit": "L L L L L M M M M M H H C C",
}
"""For each set of bands, the letter of each product: research/field.md, section c."""

ALONE = {"east-sussex": "R A G", "as-printed": "16 Amber None"}
"""Reports that print no scales: what they print of the current score."""

FIRST_AND_LAST = {
    "kent": {"G": (1, 6), "A": (7, 15), "R": (16, 25)},
    "brighton": {"L": (1, 3), "M": (4, 7), "S": (8, 14), "H": (15, 25)},
    "newport": {"G": (1, 4), "A": (5, 14), "R": (15, 25)},
    "west-london": {"G": (1, 10), "A": (11, 15), "R": (16, 25)},
    "secure-by-design": {"VL": (1, 3), "L": (4, 6), "M": (7, 12), "H": (13, 24), "VH": (25, 25)},
    "arc-kit": {"L": (1, 5), "M": (6, 12), "H": (13, 19), "C": (20, 25)},
}
"""For each set of bands, where each begins and ends, whether or not a product falls there."""


def file(name: str) -> Path:
    return PLACE / f"{name}.toml"


def letter(register: riskreg.Register, score: Score | None) -> str | None:
    band = register.matrix.rating(score) if register.matrix and score else None
    return band.short() if band else None


def test_every_file_is_tried() -> None:
    """A file that is dropped in must say what is expected of it."""
    assert {p.stem for p in PLACE.glob("*.toml")} == EXPECTED.keys() | ALONE.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_score_falls_in_the_band_that_its_council_says(name: str) -> None:
    """Each product of likelihood and impact has the letter that the council's own scale gives it."""
    register = riskreg.load(file(name))
    scored = {r.score.current.product(): r.score.current for r in register.risks if r.score.current}
    assert [letter(register, scored[p]) for p in PRODUCTS] == EXPECTED[name].split()


@pytest.mark.parametrize("name", FIRST_AND_LAST)
def test_bands_begin_and_end_where_their_council_says(name: str) -> None:
    """Both sides of every threshold are stated as a score in the file, and fall where they should."""
    register = riskreg.load(file(name))
    stated = {r.score.current.product(): letter(register, r.score.current) for r in register.risks if r.score.current}
    for expected, ends in FIRST_AND_LAST[name].items():
        assert [stated[points] for points in ends] == [expected, expected]
        assert [letter(register, Score(score=n)) for n in range(ends[0], ends[1] + 1)] == [expected] * (
            ends[1] - ends[0] + 1
        )


@pytest.mark.parametrize("name", [*EXPECTED, *ALONE])
def test_the_files_are_sound_and_round_trip(name: str, run: Run) -> None:
    """`check` has nothing to say, and what is written is what was read."""
    register = riskreg.load(file(name))
    assert riskreg.loads(riskreg.dumps(register)) == register
    done = run("check", "--strict", str(file(name)))
    assert (done.code, done.out) == (0, "No faults in 1 file.\n")


@pytest.mark.parametrize("name", ALONE)
def test_a_number_or_a_word_alone_is_kept_as_it_is(name: str, run: Run) -> None:
    """Nothing is made of it, not a band, not a scale: `show` prints it as the report did, `matrix` refuses."""
    assert [str(risk.score.current) for risk in riskreg.load(file(name)).risks] == ALONE[name].split()
    shown = run("show", str(file(name)), "--columns", "current", "--format", "csv").out.split()[1:]
    assert [text.strip('"') or "None" for text in shown] == ALONE[name].split()
    assert "has no [matrix]" in run("matrix", str(file(name))).err


def test_the_same_number_twice_is_no_change(tmp_path: Path, run: Run) -> None:
    """`compare` of a report with itself a year on, and with another number: told as printed, without an arrow."""
    text = file("as-printed").read_text(encoding="utf-8")
    now = tmp_path / "now.toml"
    now.write_text(text.replace('"2024"', '"2025"'), encoding="utf-8")
    assert run("compare", str(file("as-printed")), str(now), "--exit-code").code == 0
    now.write_text(text.replace('"2024"', '"2025"').replace("= 16", "= 12").replace("Amber", "Red"), encoding="utf-8")
    out = run("compare", str(file("as-printed")), str(now)).out
    assert 'current score was "16", now "12"' in out
    assert 'current score was "Amber", now "Red"' in out
    assert "↓" not in out
