"""What several registers of a series say alike is read once, and what is read is what each file says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from conftest import FILES, folder_of, register
from hypothesis import given
from hypothesis import strategies as st
from strategies import series

import riskreg
from riskreg.model.register import Register
from riskreg.store.blocks import Known
from riskreg.store.read import read_register
from riskreg.store.series import Series

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, params=["standard", "fast"], scope="module")
def parser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each promise is kept with the standard library's parser, which is spared most, and with the faster one."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "standard":
            patch.setattr("riskreg.store.parser.fast_parser", lambda: None)
            patch.setattr("riskreg.store.table_data.fast_parser", lambda: None)
            patch.setattr("riskreg.store.blocks.fast_parser", lambda: None)
        yield


EXAMPLES = [p.read_bytes() for p in sorted((ROOT / "docs" / "example" / "registers").glob("*.toml"))]
CORPUS = [p.read_bytes() for p in sorted(FILES.rglob("*.toml"))[::3]]


def told(data: bytes, known: Known | None = None) -> object:
    """All that reading a file gives."""
    reading = read_register(data, "x.toml", known)
    return reading.record, reading.findings, reading.incomplete, reading.text


@pytest.mark.no_cover
@pytest.mark.parametrize("files", [EXAMPLES, CORPUS], ids=["example", "good and bad"])
def test_no_file_is_read_as_another(files: list[bytes]) -> None:
    """Each file says what it says by itself, whatever was read before it, itself included."""
    known = Known()
    for data in (*files, *reversed(files)):
        assert told(data, known) == told(data)


@pytest.mark.parametrize("files", [EXAMPLES, CORPUS], ids=["example", "good and bad"])
def test_a_good_file_is_judged_as_a_faulty_one(files: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way, which good files have, lets no fault pass, and makes the records that the one for all makes."""
    shortly = [told(data) for data in files]
    monkeypatch.setattr("riskreg.store.read._in_order", lambda *_: None)
    assert [told(data) for data in files] == shortly


@given(series(), st.randoms(use_true_random=False))
def test_of_any_series_too(series: tuple[Register, ...], random: Random) -> None:
    """Registers that hypothesis made up, their lines shifted about as people and merges do."""
    known = Known()
    texts = [riskreg.dumps(register) for register in series]
    for text in texts:
        lines = text.split("\n")
        one, other = sorted(random.randrange(len(lines) + 1) for _ in range(2))
        moved = "\n".join((*lines[other:], *lines[one:other], *lines[:one]))
        for version in (text, moved):
            data = version.encode("utf-8", errors="surrogatepass")
            assert told(data, known) == told(data)


A = '[risk.a]\ntitle = "A"\n'
ODD = {
    "a text that holds a header": A + 'note = """\n[risk.b]\ntitle = "no risk"\n"""\n',
    "a literal text that does": A + "note = '''\n[risk.b]\ntitle = 'no risk'\n'''\n",
    "an indented header": A + '  [risk.b]\n  title = "B"\n',
    "an indented matrix": A + '  [matrix]\n  likelihood = ["l"]\n',
    "a header in quotes": A + '["risk".b]\ntitle = "B"\n',
    "a header with blanks": A + '[ risk . b ]\ntitle = "B"\n',
    "a header with a comment": A + '[risk.b] # new\ntitle = "B"\n',
    "a list of tables": A + '[[risk.b]]\ntitle = "B"\n',
    "a list over lines": A + 'evidence = [\n["2021: 1"],\n]\n',
    "a risk twice": A + A,
    "a risk in two places": A + '[risk.b]\ntitle = "B"\n[risk.a.mitigation]\nm = { action = "Do" }\n',
    "a dotted key": 'risk.b.title = "B"\n' + A,
    "risks as one table": A + '[risk]\nb = { title = "B" }\n',
    "a table that is none": A + '[risks.b]\ntitle = "B"\n',
    "no line break at the end": A.rstrip(),
    "line breaks of Windows": A.replace("\n", "\r\n"),
    "a carriage return alone": A.replace("\n", "\r"),
    "a header twice": A + "[risk.a.score]\ncurrent = { score = 3 }\n[risk.a.score]\ntarget = { score = 2 }\n",
    "a header of an empty table twice": A + "[risk.a.score]\n[risk.a.score]\ncurrent = { score = 3 }\n",
    "a header where a key stands": A + 'mitigation = { x = "Do" }\n[risk.a.mitigation]\ny = "Do"\n',
    "a header below a key": A + 'mitigation = { x = "Do" }\n[risk.a.mitigation.y]\naction = "Do"\n',
    "a header below a dotted key": A + 'mitigation.x.action = "Do"\n[risk.a.mitigation.y]\naction = "Do"\n',
    "a header that goes on with a dotted key": A + "score.current.score = 3\n[risk.a.score]\ntarget.score = 2\n",
    "a key where a header stood": "[risk.a.score]\ncurrent = { score = 3 }\n" + A + "score.target = { score = 2 }\n",
    "a table after the one below it": "[risk.a.score]\ncurrent = { score = 3 }\n" + A,
    "a list left open, closed below the next header": A + 'supersedes = [\n[risk.b]\n]\ntitle = "B"\n',
    "a table left open": A + 'score = {\n[risk.b]\ntitle = "B"\n',
    "a text left open": A + 'note = "\n[risk.b]\ntitle = "B"\n',
    "two tables that say the same": A + '[risk.b]\ntitle = "A"\n[risk.c]\ntitle = "The other"\n',
    "a header deeper than any record": A + "[risk.a.b.c.d.e]\n",
    "a table that says nothing": A + "[risk.b]\n",
    "a key after another risk": A + '[removed.z]\nreason = "closed"\n[risk.a.score]\ncurrent = { score = 3 }\n',
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read_as_a_whole(name: str) -> None:
    """Where a cut could fall into something, before and after the tables of the same risks in another file."""
    plain = register('"2021"', rest=A + '[risk.b]\ntitle = "The other"\n').encode()
    odd = register('"2022"', rest=ODD[name]).encode()
    known = Known()
    for data in (plain, odd, plain, odd):
        assert told(data, known) == told(data)


HEAD = '[register]\ntitle = "T"\ndate = "2021"\n'
ACTION = '[risk.a.mitigation.x]\naction = "Do"\n'
ELSEWHERE = {
    "its title in a table of all risks": (f'[risk]\na.title = "A"\n{HEAD}{ACTION}', f"{HEAD}{ACTION}"),
    "its title in front of all tables": (f'risk.a.title = "A"\n{HEAD}{ACTION}', f"{HEAD}{ACTION}"),
    "a closed table in front of all": (f"{HEAD}{A}", f"risk = {{}}\n{HEAD}{A}"),
    "another order in a table of all risks": (
        f'{HEAD}[risk]\nb.title = "B"\na.title = "A"\n[risk.a.score]\ncurrent = {{ score = 3 }}\n'
        "[risk.b.score]\ncurrent = { score = 4 }\n",
        f"{HEAD}{A}",
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_said_of_a_risk_elsewhere_belongs_to_its_own_file(name: str) -> None:
    """A risk is what its file says of it, wherever; no other file lends it a title, or hides that it has none."""
    for files in (ELSEWHERE[name], ELSEWHERE[name][::-1]):
        known = Known()
        for data in (file.encode() for file in (*files, *files)):
            assert told(data, known) == told(data)


def test_what_is_alike_is_one_record(tmp_path: Path) -> None:
    """A risk that no edit has touched is the very same one in every register: it is read, and kept, once."""
    texts = {year: register(f'"{year}"', rest=A + f'[risk.b]\ntitle = "{year}"\n') for year in ("2021", "2022")}
    earlier, later = (entry.reading.record for entry in Series.of_folder(folder_of(tmp_path, texts)).entries)
    assert earlier is not None
    assert later is not None
    assert earlier.risk("a") is later.risk("a")
    assert earlier.risk("b") != later.risk("b")
