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


TEXT = b'[register]\ntitle = "R"\ndate = "2022"\n\n[risk.a]\ntitle = "A"\nowner = "o"\n\n[risk.b]\ntitle = "B"\n'
TITLE, OWNER = TEXT.replace(b'"A"', b'"A2"'), TEXT.replace(b'"o"', b'"p"')
BOTH = TITLE.replace(b'"o"', b'"p"')
MIXED = b"\r\n".join(TEXT.split(b"\n", 2))
MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (TEXT, TITLE.replace(b"\n", b"\r\n"), OWNER, BOTH.replace(b"\n", b"\r\n")),
        (MIXED, MIXED.replace(b'"A"', b'"A2"'), MIXED.replace(b'"o"', b'"p"'), b"\r\n".join(BOTH.split(b"\n", 2))),
        (MIXED + b"\r\n", MIXED.replace(b'"A"', b'"A2"') + b"\r\n", MIXED.replace(b'"o"', b'"p"'), None),
        (MARK + TEXT, TITLE, MARK + OWNER, BOTH),
        (TEXT, TITLE, MARK + OWNER, MARK + BOTH),
        (TEXT[:-1], TITLE[:-1], OWNER, BOTH),
        (TEXT, TITLE[:-1], OWNER, BOTH[:-1]),
        (b"", TEXT, TEXT + b"\n# ours\n", TEXT + b"\n# ours\n"),
    ],
)
def test_how_the_bytes_are_typed_is_led_by_who_changed_it(
    base: bytes, ours: bytes, theirs: bytes, merged: bytes | None
) -> None:
    """Line ends, byte order mark and last line end stay, or become what the one side made of them that changed them."""
    done = merge_texts(base, ours, theirs)
    assert not done.conflicts
    assert done.text == (merged if merged is not None else b"\r\n".join(BOTH.split(b"\n", 2)))


A = '[risk.a]\ntitle = "A"\n'


def joined(base: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    head = '[register]\ntitle = "R"\ndate = "2022"\n\n'
    head += '[matrix]\nlikelihood = ["1", "2", "3"]\nimpact = ["1", "2", "3"]\nbands = [{ name = "G", from = 1 }]\n\n\n'
    done = merge_texts(*((head + text).encode() for text in (base, ours, theirs)))
    return done.text.decode().split("]\n\n\n", 1)[-1], [c.address for c in done.conflicts]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "says"),
    [
        (
            A + "score.current.likelihood = 1\nscore.current.impact = 1\n",
            A + "score.current.likelihood = 2\nscore.current.impact = 1\n",
            A + "score.current.likelihood = 1\nscore.current.impact = 3\n",
            {"score": {"current": {"likelihood": 2, "impact": 3}}},
        ),
        (
            A + "score.current = { likelihood = 1, impact = 1 }\n",
            A + "\n[risk.a.score]\ncurrent = { likelihood = 2, impact = 1 }\n",
            A + "score.current = { likelihood = 1, impact = 3 }\n",
            {"score": {"current": {"likelihood": 2, "impact": 3}}},
        ),
        (
            A + 'assurance = [{ by = "X", finding = "ok" }]\n',
            A + 'assurance = [{ by = "X", finding = "ok" }, { by = "Y", finding = "good" }]\n',
            A + 'assurance = [{ by = "X", finding = "fine" }, { by = "Z", finding = "bad" }]\n',
            {"assurance": [{"by": b, "finding": f} for b, f in (("X", "fine"), ("Y", "good"), ("Z", "bad"))]},
        ),
        (
            '["risk".a]\ntitle = "A"\nowner = "o"\n',
            '[risk."a"]\ntitle = "A"\nowner = "p"\n',
            '[ risk . a ]\ntitle = "A"\nnote = "n"\nowner = "o"\n',
            {"owner": "p", "note": "n"},
        ),
        (
            '[risk]\na = { title = "A", owner = "o" }\n',
            '[risk]\na = { title = "A", owner = "p" }\n',
            '[risk]\na = { title = "A", owner = "o", note = "n" }\n',
            {"owner": "p", "note": "n"},
        ),
        (
            A + '[risk.b]\ntitle = "B"\n[risk.a.mitigation.m]\naction = "M"\n',
            A + '[risk.b]\ntitle = "B2"\n[risk.a.mitigation.m]\naction = "M"\n',
            A + '[risk.b]\ntitle = "B"\n[risk.a.mitigation.m]\naction = "N"\n',
            {"mitigation": {"m": {"action": "N"}}},
        ),
    ],
)
def test_however_it_is_typed_the_same_is_merged(base: str, ours: str, theirs: str, says: dict[str, Any]) -> None:
    """Dotted and quoted keys, tables of their own, lists of tables, scattered tables: both edits are in the result."""
    text, conflicts = joined(base, ours, theirs)
    assert not conflicts
    assert tomllib.loads(text)["risk"]["a"] == {"title": "A"} | says


def test_text_that_looks_like_a_header_is_text() -> None:
    """What stands within quotes of three is no table and no comment, however it looks."""
    note = 'note = """\n[risk.z]\n# a comment?\n"""\n'
    text, conflicts = joined(A + note, A + note.replace("z", "y"), A + note + 'owner = "o"\n')
    assert not conflicts
    assert text == A + note.replace("z", "y") + 'owner = "o"\n'


def test_a_hash_within_quotes_is_no_comment() -> None:
    """Of what one side deleted and the other only typed anew, no part of a text is taken for a comment."""
    text, conflicts = joined(A + 'note = "Item #3 of 4"\n', A, A + "note = 'Item #3 of 4'  # see there\n")
    assert not conflicts
    assert text == A + "# see there\n"


LIKE = 'owner = "Director"\ncategory = "People"\nresponse = "treat"\nmanager = "Head"\n'


def test_a_new_risk_that_only_resembles_one_that_is_gone_is_a_new_one() -> None:
    """Owners and categories are alike by chance: an edit of a risk that was deleted never arrives at another one."""
    base = A + LIKE
    _, conflicts = joined(base, '[risk.b]\ntitle = "B"\n' + LIKE, A + LIKE.replace("Head", "Deputy"))
    assert conflicts == ["risk.a"]


def test_a_risk_with_a_new_id_and_title_is_known_by_its_sentences() -> None:
    """A risk that one side gave another id and title is the same risk where the rest of it, a sentence too, is."""
    rest = LIKE + 'description = "Nobody stays for long"\n'
    text, conflicts = joined(A + rest, '[risk.b]\ntitle = "B"\n' + rest, A + rest.replace("Head", "Deputy"))
    assert not conflicts
    assert text == '[risk.b]\ntitle = "B"\n' + rest.replace("Head", "Deputy")
