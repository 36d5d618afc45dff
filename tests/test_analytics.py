"""`export --all --to parquet`: three tables of many registers, whose every figure is what riskreg says by itself."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from builders import mitigation, points, register, removal, risk
from conftest import Run, process
from hypothesis import given
from strategies import series

import riskreg
from riskreg.checking.asof import overdue
from riskreg.comparison.change import Change, Direction, Kind
from riskreg.comparison.exempt import exempt_ids
from riskreg.comparison.history import history
from riskreg.errors import NotPossible
from riskreg.model.evidence import Cost
from riskreg.model.register import Reason, Register
from riskreg.store.bodies import bodies
from riskreg.store.series import Series
from riskreg.tables.analytics import rows
from riskreg.tables.analytics_columns import SCHEMAS
from riskreg.tables.export_parquet import Tables, arrow_schema

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "analytics.md").read_text(encoding="utf-8")
FILES = ("changes.parquet", "mitigations.parquet", "risks.parquet")
SERIES = dict(sorted({"example": ROOT / "docs" / "example" / "registers", ROOT.name: ROOT / "registers"}.items()))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the real registers and of the example series; nobody writes there again."""
    folder = tmp_path_factory.mktemp("exported") / "a"
    done = process("export", "--all", "registers", "docs/example", "--to", "parquet", "-o", str(folder), cwd=ROOT)
    assert done.code == 0, done.err
    return folder


def asked(heading: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What DuckDB answers to the question that stands under a heading of the page."""
    monkeypatch.chdir(folder)
    found = re.search(rf"^### {heading}.*?^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, heading
    return duckdb.connect().execute(found[1]).fetchall()


@cache
def public(folder: Path) -> tuple[list[Register], frozenset[str]]:
    """The registers of a folder by date, and the ids that are exempt."""
    found = [e.reading.valid() for e in Series.of_folder(folder).entries]
    return found, exempt_ids([found])


def steps(folder: Path) -> Iterator[tuple[Register, Change]]:
    """Each change of each step that nobody has to hide, as `riskreg.compare` gives it."""
    found, hidden = public(folder)
    for earlier, later in pairwise(found):
        for change in riskreg.compare(earlier, later, found).changes:
            if hidden.isdisjoint(r.id for r in (*change.earlier, *change.later)):
                yield later, change


def test_risks_carried_unscored(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line counts from the first of the last registers in a row, up to the latest, that do not score it."""
    expected = []
    for name, folder in SERIES.items():
        found, hidden = public(folder)
        refs = [e.ref for e in Series.of_folder(folder).entries]
        for line in history(found).lines:
            unscored: list[date] = []
            for number, id in line.nodes:
                score = found[number].risk(id).score.current
                unscored = [*unscored, found[number].date.first] if score is None else []
            is_long = unscored and (found[-1].date.first - unscored[0]).days > 365
            if is_long and line.last[0] == len(found) - 1 and hidden.isdisjoint(line.ids):
                expected.append((name, f"{refs[line.first[0]]}/{line.first[1]}", unscored[0]))
    assert expected
    assert asked("Which risks have been carried", exported, monkeypatch) == sorted(expected)


def test_mitigations_overdue(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as `check --as-of` warns of, but for those of exempt risks."""
    expected = []
    for name, folder in SERIES.items():
        latest, (_, hidden) = Series.of_folder(folder).entries[-1], public(folder)
        warnings = [f for f in overdue(latest.reading, date(2026, 3, 31)).findings if f.code == "W502"]
        if left := [f for f in warnings if f.address.split(".")[1] not in hidden]:
            expected.append((name, len(left)))
    assert expected
    assert asked("How many mitigations", exported, monkeypatch) == expected


def test_share_without_a_reason(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `riskreg.compare` counts what was removed and what is unaccounted for."""
    gone: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    for name, change in ((name, change) for name, folder in SERIES.items() for _, change in steps(folder)):
        if change.kind in (Kind.REMOVED, Kind.UNACCOUNTED):
            gone[name] += 1
            silent[name] += change.reason in (None, Reason.NOT_REPORTED)
    answer = asked("What share of the risks", exported, monkeypatch)
    assert [(b, g, s) for b, g, s, _ in answer] == [(b, gone[b], silent[b]) for b in sorted(gone)]
    assert all(abs(percent - 100 * s / g) <= 0.5 for _, g, s, percent in answer)
    assert len(answer) == 2


def test_words_of_titles(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the titles of the latest registers have them."""
    words: Counter[str] = Counter()
    for folder in SERIES.values():
        found, hidden = public(folder)
        for one in found[-1].risks:
            words.update(set(re.findall("[a-z]{5,}", one.title.lower())) if one.id not in hidden else ())
    expected = sorted(((w, n) for w, n in words.items() if n > 1), key=lambda item: (-item[1], item[0]))
    assert expected
    assert asked("Which words", exported, monkeypatch) == expected


def test_travel_by_quarter(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `riskreg.compare` gives the direction of each pair; of a merge, that of the risk that kept its id."""
    moved: Counter[tuple[int, int, Direction]] = Counter()
    for later, change in (step for folder in SERIES.values() for step in steps(folder)):
        for now in change.later:
            pairs = [p for p in change.pairs if p.later is now]
            own = pairs if len(pairs) == 1 else [p for p in pairs if p.earlier.id == now.id]
            if own and own[0].direction:
                moved[later.date.first.year, (later.date.first.month + 2) // 3, own[0].direction] += 1
    quarters = sorted({(year, quarter) for year, quarter, _ in moved})
    expected = [(*q, *(moved[*q, d] for d in (Direction.UP, Direction.SAME, Direction.DOWN))) for q in quarters]
    assert expected
    assert asked("Which way", exported, monkeypatch) == expected


def test_the_page_names_every_column() -> None:
    """Each table of the page has the columns, types and meanings that the files have, in that order."""
    for schema in SCHEMAS:
        part = PAGE.split(f"\n## {schema.name}.parquet\n")[1].split("\n## ")[0]
        told = [tuple(line.strip("| ").split(" | ")) for line in part.splitlines() if line.startswith("| `")]
        assert told == [(f"`{c.name}`", str(c.type), c.meaning) for c in schema.columns]
        held = [(f.name, f.metadata[b"meaning"].decode()) for f in arrow_schema(schema)]
        assert held == [(c.name, c.meaning) for c in schema.columns]


def tables(registers: tuple[Register, ...], *, include_exempt: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The rows that come out of the files of one series."""
    found: dict[str, list[dict[str, Any]]] = {}
    refs = [f"r{n}" for n in range(len(registers))]
    made = Tables()
    for each in rows("a", refs, history(registers), include_exempt=include_exempt):
        made.add(each)
        for name, added in each.tables.items():
            columns = {c.name for s in SCHEMAS if s.name == name for c in s.columns}
            assert all(row.keys() <= columns for row in added)
    import io

    for name, data in made.finished().items():
        found[name.removesuffix(".parquet")] = pq.read_table(io.BytesIO(data)).to_pylist()
    return found


@given(series())
def test_every_risk_and_action_has_one_row(registers: tuple[Register, ...]) -> None:
    """Nothing is lost on the way into the files, and nothing stands there twice."""
    found = tables(registers, include_exempt=True)
    ordered = history(registers).registers
    names = {"number", "title", "cause", "owner", "note"}
    assert [{k: row[k] for k in names} | {"id": row["id"]} for row in found["risks"]] == [
        {k: getattr(r, k) for k in names} | {"id": r.id} for each in ordered for r in each.risks
    ]
    actions = [(r.id, m.id, m.status) for each in ordered for r in each.risks for m in r.mitigations]
    assert [(row["risk"], row["id"], row["status"]) for row in found["mitigations"]] == actions


@given(series())
def test_nothing_exempt_is_in_the_files(registers: tuple[Register, ...]) -> None:
    """No row is about a risk that is exempt at any date, under any id it had."""
    hidden = exempt_ids([registers])
    found = tables(registers)
    told = {row[key] for row in found["changes"] for key in ("id", "earlier_id")} | {r["id"] for r in found["risks"]}
    assert hidden.isdisjoint(told | {row["risk"] for row in found["mitigations"]})
    assert not any(row["exempt"] for row in found["risks"])


def test_what_is_not_stated_is_null() -> None:
    """A month stays a month, a rating alone gets no number, and what is missing stays missing."""
    action = mitigation("m", due="2022-Q1")
    costly = evolve(mitigation("n"), cost=(Cost(3, "2021/22"),))
    found = tables((register("2021-09", risk("a", action, costly, current=points(3, 5))), register("2022", risk("b"))))
    first, second = found["risks"]
    assert (first["date_first"], first["date_last"]) == (date(2021, 9, 1), date(2021, 9, 30))
    assert (first["date_stated"], first["current_score"], first["current_rating"]) == ("2021-09", 15, None)
    stated = ("series", "register", "date_first", "date_last", "date_stated", "id", "line", "title", "exempt")
    assert {key for key, value in second.items() if value is not None} == set(stated)
    due, cost = found["mitigations"]
    assert (due["due_last"], due["cost"], due["currency"]) == (date(2022, 3, 31), None, None)
    assert (cost["cost"], cost["currency"]) == ([{"amount": 3, "period": "2021/22", "note": None}], "GBP")


def test_changes_say_old_new_and_why() -> None:
    """A field with both values, an action that was dropped, a removal with its reason."""
    earlier = register("2021", risk("a", mitigation("m"), title="Old"), risk("z"))
    found = tables((earlier, register("2022", risk("a", title="New"), removed=[removal("z", to="the county")])))
    keys = ("subject", "kind", "id", "earlier_id", "field", "old", "new", "earlier_mitigation", "reason", "to")
    assert [tuple(row[key] for key in keys) for row in found["changes"]] == [
        ("risk", "carried", "a", "a", None, None, None, None, None, None),
        ("field", "changed", "a", "a", "title", "Old", "New", None, None, None),
        ("mitigation", "dropped", "a", "a", None, None, None, "a.m", None, None),
        ("risk", "removed", None, "z", None, None, None, None, "closed", "the county"),
    ]


def test_a_number_beyond_the_format_is_refused() -> None:
    """No number is cut off to fit."""
    vast = evolve(mitigation("m"), cost=(Cost(10**30),))
    with pytest.raises(NotPossible, match="too large"):
        tables((register("2021", risk("a", vast)),))


def test_the_same_bytes_every_run(exported: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the time, the machine or the way the folders were typed is in the files."""
    monkeypatch.chdir(ROOT / "docs")
    before = {name: (exported / name).read_bytes() for name in FILES}
    run("export", "--all", str(ROOT / "registers"), "example/registers", "--to", "parquet", "-o", str(tmp_path))
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before


def test_exempt_risks_are_counted_or_marked(run: Run, tmp_path: Path) -> None:
    """What is left out is said, in the file too; what is shown is marked."""
    folder = str(SERIES["example"])
    hidden = run("export", "--all", folder, "--to", "parquet", "--output", str(tmp_path))
    assert "5 exempt risks not shown" in hidden.err
    assert pq.read_metadata(tmp_path / "risks.parquet").metadata[b"riskreg.not-shown"].startswith(b"5 exempt risks")
    shown = run("export", "--all", folder, "--to", "parquet", "--output", str(tmp_path), "--include-exempt")
    assert "EXEMPT" in shown.err
    assert pq.read_metadata(tmp_path / "changes.parquet").metadata[b"riskreg.marking"] == b"EXEMPT"
    assert sum(row["exempt"] for row in pq.read_table(tmp_path / "risks.parquet").to_pylist()) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2022", "--to", "parquet", "-o", "x"], "add --all"),
        (["--all", "-o", "x"], "add --to parquet"),
        (["--all", "--to", "csv", "-o", "x"], "add --to parquet"),
        (["--all", "--to", "parquet"], "add --output FOLDER"),
        (["--all", "--to", "parquet", "-o", "x.parquet"], "name a folder"),
        (["--all", "nowhere", "--to", "parquet", "-o", "x"], "nowhere"),
        (["--all", "r", "./r", "--to", "parquet", "-o", "x"], "named twice"),
        (["--all", "r", "r", "--to", "parquet", "-o", "x"], "named twice"),
        (["--all", "empty", "--to", "parquet", "-o", "x"], "holds no registers"),
        (["--all", "r", "bad", "--to", "parquet", "-o", "x"], "bad/2021.toml:1"),
        (["--all", "r", "--to", "parquet", "-o", "r/2021.toml"], "it is a file"),
        (["--all", "r", "--to", "parquet", "-o", "a/b"], "a/b"),
        (["--to", "csv"], "names no register"),
        (["2021", "2022", "--to", "csv"], "names several registers"),
    ],
)
def test_refusals(words: list[str], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each says what is wrong and what to type, and leaves no file behind."""
    monkeypatch.chdir(tmp_path)
    for name in ("r", "bad", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "r" / "2021.toml").write_text(riskreg.dumps(register("2021", risk("a"))), encoding="utf-8")
    (tmp_path / "bad" / "2021.toml").write_text("[register]\n", encoding="utf-8")
    done = run("export", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not list(tmp_path.rglob("*.parquet"))


CLASH = "2021-03 overlaps 2021, the date of"


def written(folder: Path, **registers: Register) -> Path:
    """A folder of registers; the names of the files are those of the arguments, less the first letter."""
    folder.mkdir(parents=True)
    for name, one in registers.items():
        (folder / f"{name[1:]}.toml").write_text(riskreg.dumps(one), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("folders", "command"),
    [
        ([], "riskreg check"),
        (["registers"], "riskreg check --registers registers"),
        (["."], "riskreg check --registers registers"),
        (["south body", "."], "riskreg check --registers registers"),
        ([".", "south body"], "riskreg check --registers registers"),
    ],
)
def test_registers_that_contradict_each_other(
    folders: list[str], command: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where `check` finds an error nothing is exported: two of one date would be counted both as the latest."""
    monkeypatch.chdir(tmp_path)
    unknown = register("2021-03", risk("a"), risk("b", supersedes=["z"]))
    written(tmp_path / "registers", r2021=register("2021", risk("a")), r2021b=unknown)
    written(tmp_path / "south body" / "registers", r2021=register("2021", risk("a")))
    words = ("export", "--all", *folders, "--to", "parquet", "-o", "out")
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert re.search(
        rf"registers/2021b\.toml:3:8: E304 register\.date: {CLASH} registers/2021\.toml, .*1 more", done.err
    )
    assert done.err.endswith(f"run: {command}\n")
    assert not (tmp_path / "out").exists()
    assert run(*shlex.split(command)[1:]).code == 1
    (tmp_path / "registers" / "2021b.toml").unlink()
    assert run(*words).code == 0


def test_the_folder_of_the_advice_can_be_typed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One error alone; and the command that is named shows it, whatever the folder is called."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "a body", r2021=register("2021", risk("b", supersedes=["z"])))
    done = run("export", "--all", "a body", "--to", "parquet", "-o", "out")
    assert (done.code, done.out) == (2, "")
    assert re.search(r"a body/2021\.toml:\d+:\d+: E301 ", done.err)
    assert "more error" not in done.err
    command = done.err.rstrip().rpartition("run: riskreg ")[2]
    assert "E301" in run(*shlex.split(command)).out


def test_a_warning_stops_no_export(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A risk that vanished without a word is what the queries look for."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "registers", r2021=register("2021", risk("a")), r2022=register("2022", risk("b")))
    assert "W401" in run("check").out
    assert run("export", "--all", "--to", "parquet", "-o", "out").code == 0


def test_a_missing_library_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the message gives the command that installs it."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done = run("export", "--all", str(SERIES[ROOT.name]), "--to", "parquet", "--output", str(tmp_path / "a"))
    assert done.code == 2
    assert '".[analytics]"' in done.err
    assert not (tmp_path / "a").exists()


def test_bodies_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    """By the folder's name, of registers/ by that of the body's folder; longer only for those that would be equal."""
    ways = ("north/harbour/registers", "south/registers", "west", "east/old/harbour", "harbour/registers")
    for way in ways:
        (tmp_path / way).mkdir(parents=True)
    north, south, west, east, top = (str(tmp_path / way).removesuffix("/registers") for way in ways)
    assert list(bodies([north, south, f"{south}/../west"], 1000)) == ["harbour", "south", "west"]
    assert list(bodies([north, west, east], 1000)) == ["north/harbour", "west", "east/old/harbour"]
    assert list(bodies([f"{north}/registers", top], 1000)) == ["north/harbour", "harbour"]


def test_a_body_has_one_name_whatever_else_is_exported(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exports made body by body are read together; each way of naming a folder gives the same bytes."""
    for name in ("body-1", "body-2"):
        written(tmp_path / "councils" / name / "registers", r2021=register("2021", risk("a")))

    def names(*folders: str, at: str) -> list[str]:
        monkeypatch.chdir(tmp_path / at)
        assert run("export", "--all", *folders, "--to", "parquet", "-o", str(tmp_path / "out")).code == 0
        return [row["series"] for row in pq.read_table(tmp_path / "out" / "risks.parquet").to_pylist()]

    ways = [
        (["councils/body-1"], "."),
        (["body-1/registers"], "councils"),
        (["../registers"], "councils/body-1/registers"),
    ]
    assert [names(*folders, at=at) for folders, at in ways] == [["body-1"]] * 3
    assert names(at="councils/body-1") == names(".", at="councils/body-1") == ["body-1"]
    assert names("councils/body-1", "councils/body-2", at=".") == ["body-1", "body-2"]
    assert not any(str(tmp_path).encode() in (tmp_path / "out" / name).read_bytes() for name in FILES)


def test_names_that_are_not_utf8_are_told_apart(tmp_path: Path) -> None:
    """Files and folders whose names are no UTF-8, or look like one that is not, each have their own in the tables."""
    folders, files = (b"north\xff", b"north\xfe", b"north\\udcff"), (b"a\xff", b"a\xfe", b"a\\udcff")
    for folder in map(os.fsdecode, folders):
        try:
            (tmp_path / folder).mkdir()
        except OSError:
            pytest.skip("this system takes no names that are not UTF-8")
        for year, name in enumerate(map(os.fsdecode, files), start=2021):
            text = riskreg.dumps(register(str(year), risk(f"r{year}")))
            (tmp_path / folder / f"{name}.toml").write_text(text, encoding="utf-8")
    done = process("export", "--all", *folders, "--to", "parquet", "-o", b"out\xfd", cwd=tmp_path)
    assert (done.code, done.err.count(b"\n")) == (0, 1), done.err
    assert b"written to out\\udcfd: 9 risks" in done.err
    found = pq.read_table(io.BytesIO((tmp_path / os.fsdecode(b"out\xfd") / "risks.parquet").read_bytes()))
    assert Counter(found["series"].to_pylist()) == {r"north\udcff": 3, r"north\udcfe": 3, r"north\\udcff": 3}
    assert Counter(found["register"].to_pylist()) == {r"a\udcff": 3, r"a\udcfe": 3, r"a\\udcff": 3}
    assert len(set(found["line"].to_pylist())) == 3
