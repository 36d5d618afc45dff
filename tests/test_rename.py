"""`rename` changes an id in the whole series, and every comparison stays what it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import mitigation, register, removal, risk
from conftest import Run, folder_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import series

import riskreg
from riskreg.comparison.renaming import Renaming, keeps_lineage, of_action, of_risk, of_risk_at, taken
from riskreg.model.register import Register
from riskreg.store.edit_ids import with_ids
from riskreg.store.read import loads
from riskreg.store.write import dumps

R2020 = '[register]\ntitle = "x"\ndate = "2020"\n[risk.morale] # low\ntitle = "A"\n[risk.pay]\ntitle = "P"\n'
R2021 = """\
[register]
title = "x"   # morale is only a word here
date = "2021"

[risk . 'morale']
title = "A"
supersedes = [ 'pay', ]
[risk."morale".mitigation]
academy = { action="morale" }
[risk.morale.mitigation.offer]
action = "O"
"""
R2022 = """\
register = { title = "x", date = "2022" }
risk.team = { title = "T", supersedes = ["morale"], mitigation = { academy = { action = "a" }, \
more = { action = "b", supersedes = ["morale.offer", 'morale.academy'] } } }
"""
R2023 = """\
[register]
title = "x"
date = "2023"
[risk]
morale.title = "back" # again
[removed . team]
reason = "closed"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    texts = {"2020": R2020, "2021": R2021, "2022": R2022, "2023": R2023}
    monkeypatch.chdir(tmp_path)
    return folder_of(tmp_path, texts)


def texts(place: Path) -> list[str]:
    return [(place / f"{year}.toml").read_text() for year in range(2020, 2024)]


def test_a_risk_is_renamed_wherever_it_is_named(place: Path, run: Run) -> None:
    """Headers quoted or not, dotted keys, lists and references; what only reads the same is left alone."""
    done = run("rename", "2021", "morale", "spirit")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "3 files changed (--dry-run shows beforehand what would be):\n"
        "registers/2020.toml: morale is now spirit (1 line)\n"
        "registers/2021.toml: morale is now spirit (3 lines)\n"
        "registers/2022.toml: morale is now spirit (1 line)\n"
    )
    assert texts(place) == [
        R2020.replace("risk.morale", "risk.spirit"),
        R2021.replace("'morale'", "'spirit'").replace('"morale".', '"spirit".').replace("risk.morale", "risk.spirit"),
        R2022.replace("morale", "spirit"),
        R2023,
    ]


def test_of_two_risks_that_bore_one_id_one_is_renamed(place: Path, run: Run) -> None:
    """What took up the id after another risk had taken it over is renamed from that register on, and not before."""
    done = run("rename", "2023", "morale", "mood")
    assert (done.code, done.out) == (0, "registers/2023.toml: morale is now mood (1 line)\n")
    assert texts(place) == [R2020, R2021, R2022, R2023.replace("morale", "mood")]
    assert "W404" not in run("check").out


def test_a_reference_means_the_risk_that_bore_the_id_last(place: Path, run: Run) -> None:
    """A register that brings the id back may still name the one before; later ones name the new one."""
    (place / "2023.toml").write_text(R2023.replace('"back"', '"back"\nlate.title = "L"\nlate.supersedes = ["morale"]'))
    (place / "2024.toml").write_text(R2021.replace("2021", "2024").replace("'pay'", "'late'"))
    (place / "2025.toml").write_text('[register]\ntitle = "x"\ndate = "2025"\n[removed.morale]\nreason = "closed"\n')
    assert run("rename", "2024", "morale", "mood").code == 0
    assert 'supersedes = ["morale"]' in (place / "2023.toml").read_text()
    assert "mood.title" in (place / "2023.toml").read_text()
    assert "[removed.mood]" in (place / "2025.toml").read_text()
    assert texts(place)[:3] == [R2020, R2021, R2022]


def test_the_first_of_two_that_bore_one_id_is_renamed_without_the_second(place: Path, run: Run) -> None:
    """As far as it was borne by that risk, and where it is still named: in the register, too, that brings it back."""
    (place / "2023.toml").write_text(R2023.replace('"back"', '"back"\nlate.title = "L"\nlate.supersedes = ["morale"]'))
    gone = '[register]\ntitle = "x"\ndate = "2024"\n[removed.morale]\nreason = "closed"\n'
    (place / "2024.toml").write_text(gone)
    assert run("rename", "2020", "morale", "spirit").code == 0
    assert 'supersedes = ["spirit"]' in (place / "2023.toml").read_text()
    assert "morale.title" in (place / "2023.toml").read_text()
    assert (place / "2024.toml").read_text() == gone


def test_of_three_that_bore_one_id_the_one_in_between_is_renamed() -> None:
    """From the register that brings the id back to the last before it is brought back again, and nothing else."""
    ids = ("a", "b", "a", "a", "c", "a", "a")
    over = {1: ["a"], 4: ["a"]}
    beside = {0: [risk("k")], 1: [risk("w", supersedes=["k"])], 3: [risk("k")]}  # another id that was borne twice
    made = [
        register(f"202{n}", risk(id, supersedes=over.get(n, ()), title=f"{id} {n}"), *beside.get(n, ()))
        for n, id in enumerate(ids)
    ]
    lives = {0: {0}, 2: {2, 3}, 3: {2, 3}, 5: {5, 6}, 6: {5, 6}}
    renamed = {n: of_risk_at(made, n, "a", "zz") for n in lives}
    for n, one in renamed.items():
        now = [one.at(k).register(r).risks[0].id for k, r in enumerate(made)]
        assert now == ["zz" if k in lives[n] else id for k, id in enumerate(ids)]
        assert keeps_lineage(made, one)
    assert [renamed[2].at(n).register(made[n]).risks[0].supersedes for n in over] == [("a",), ("zz",)]
    assert not keeps_lineage(made, of_risk("a", "b"))


def test_a_removal_follows(place: Path, run: Run) -> None:
    """A risk that is only removed later is renamed there too."""
    assert run("rename", "2022", "team", "crew").code == 0
    assert texts(place)[2:] == [R2022.replace("team", "crew"), R2023.replace("team", "crew")]


def test_an_action_is_renamed_where_it_goes_on(place: Path, run: Run) -> None:
    """Under its own risk and under the risk that took it over by the same id; with RISK. before the new id or not."""
    done = run("rename", "2021", "morale.academy", "morale.school")
    assert done.code == 0
    assert texts(place)[1] == R2021.replace("academy =", "school =")
    assert texts(place)[2] == R2022.replace("academy", "school")
    assert texts(place)[0] == R2020
    assert run("rename", "2021", "morale.offer", "raise").code == 0
    assert "morale.raise" in texts(place)[2]


def test_a_look_first(place: Path, run: Run) -> None:
    """`--dry-run` shows what changes in each file, and changes nothing."""
    before = texts(place)
    out = run("rename", "2021", "morale", "spirit", "--dry-run").out
    assert re.findall(r"^--- (.*)", out, re.MULTILINE) == [f"registers/{year}.toml" for year in range(2020, 2023)]
    assert texts(place) == before


REFUSED = [
    (("2021", "morale", "pay"), 'the id "pay" is taken: the risk pay of 2020'),
    (("2021", "morale", "team"), 'the id "team" is taken: the risk team of 2022'),
    (("2021", "morale", "morale"), "has that id already"),
    (("2021", "morale", "a b"), '"a b" is no id'),
    (("2021", "morale", "-a"), '"-a" is no id'),
    (("2021", "morale", "a.b"), '"a.b" is no id'),
    (("2021", "moral", "x"), 'did you mean "morale"?'),
    (("2021", "team", "x"), 'no risk "team"'),
    (("2021", "morale.academy", "offer"), 'the id "offer" is taken: the action morale.offer of 2021'),
    (("2021", "morale.academy", "more"), 'the id "more" is taken: the action team.more of 2022'),
    (("2021", "morale.academy", "team.x"), "would move the action to another risk"),
    (("2021", "morale.acad", "x"), 'did you mean "morale.academy"?'),
    (("-", "morale", "x"), "no file on disk"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused(place: Path, run: Run, words: tuple[str, ...], why: str) -> None:
    """The reason is said, the end is 2, and no file is changed."""
    before = texts(place)
    ref, old, new = words
    done = (
        run("rename", ref, "--", old, new, stdin=R2020.encode())
        if new == "-a"
        else run("rename", *words, stdin=R2020.encode())
    )
    assert done.code == 2
    assert why in done.err
    assert texts(place) == before


TAKEN = [
    (of_risk("a", "b"), "the risk b of 2021"),
    (of_risk("a", "ghost"), "the risk b of 2021"),
    (of_risk("a", "left"), "[removed.left] of 2021"),
    (of_risk("a", "elder"), "the action b.m of 2021"),
    (of_risk("a", "m"), None),
    (of_risk("a", "n"), None),
    (Renaming("n", "m", frozenset("b")), "the action b.m of 2021"),
    (Renaming("n", "m", frozenset("a")), None),
    (Renaming("n", "x", frozenset(("elder",))), "the action b.m of 2021"),
    (Renaming("n", "x", frozenset("b")), None),
    (Renaming("n", "y", frozenset(("elder",))), None),
    (Renaming("n", "left", frozenset("b")), None),
    (Renaming("n", "b", frozenset("b")), None),
]
"""What is to have which id, and where that has a meaning already in `SERIES`."""
SERIES = (
    register("2020", risk("a")),
    register(
        "2021",
        risk("a"),
        risk("b", mitigation("n"), mitigation("m", supersedes=["elder.x"]), supersedes=["ghost"]),
        removed=[removal("left")],
    ),
)


@pytest.mark.parametrize(("renaming", "where"), TAKEN)
def test_an_id_is_taken_where_anything_of_its_kind_is_called_by_it(renaming: Renaming, where: str | None) -> None:
    """Also by what is only named, as taken over or as removed; what another kind of thing is called does not matter."""
    assert taken(SERIES, renaming) == where


def test_an_id_that_would_link_what_was_apart_does_not_keep_the_lineage() -> None:
    """The last check before anything is written: no link more, and none less, of risks and of actions."""
    apart = (register("2020", risk("a")), register("2021", risk("b")))
    assert not keeps_lineage(apart, of_risk("a", "b"))
    assert keeps_lineage(apart, of_risk("a", "c"))
    acting = (register("2020", risk("a", mitigation("m"))), register("2021", risk("a", mitigation("n"))))
    assert not keeps_lineage(acting, Renaming("m", "n", frozenset("a")))
    assert keeps_lineage(acting, Renaming("m", "o", frozenset("a")))


def test_an_action_goes_on_through_risk_after_risk_and_no_other_of_its_id_is_meant() -> None:
    """Wherever in the chain the new id is given; not under the risks that share another action with these."""
    made = (
        register("2020", risk("a", mitigation("m"), mitigation("n")), risk("x", mitigation("m"))),
        register(
            "2021",
            risk("b", mitigation("m"), supersedes=["a"]),
            risk("d", mitigation("n"), supersedes=["a"]),
            risk("x", mitigation("m")),
        ),
        register("2022", risk("c", mitigation("m"), supersedes=["b"]), risk("x", mitigation("m"))),
    )
    for start in "abc":
        assert of_action(made, start, "m", "z").under == frozenset({"a", "b", "c"})
    assert of_action(made, "x", "m", "z").under == frozenset({"x"})
    assert of_action(made, "d", "n", "z").under == frozenset({"a", "d"})


def test_an_action_of_the_same_id_that_was_recorded_as_taken_over_is_another_one() -> None:
    """Where the link is written down it needs no common id: the action before it keeps its own."""
    made = (
        register("2020", risk("a", mitigation("m", "Buy a boat"))),
        register("2021", risk("b", mitigation("m", "Mend the boat", supersedes=["a.m"]), supersedes=["a"])),
        register("2022", risk("b", mitigation("m", "Mend the boat"))),
    )
    later = of_action(made, "b", "m", "mend")
    assert later.under == frozenset({"b"})
    assert keeps_lineage(made, later)
    assert [m.id for r in made for m in later.register(r).risks[0].mitigations] == ["m", "mend", "mend"]
    assert str(later.register(made[1]).risks[0].mitigations[0].supersedes[0]) == "a.m"


def test_nothing_is_written_where_one_file_is_faulty_or_read_only(place: Path, run: Run) -> None:
    """All files are checked before the first is written."""
    (place / "2023.toml").write_text(R2023 + "broken\n")
    before = texts(place)
    assert run("rename", "2021", "morale", "spirit").code == 2
    assert texts(place) == before
    (place / "2023.toml").write_text(R2023)
    (place / "2022.toml").chmod(0o444)
    before = texts(place)
    done = run("rename", "2021", "morale", "spirit")
    assert done.code == 2
    assert "2022.toml: it is read-only; nothing was changed" in done.err
    assert texts(place) == before
    assert sorted(p.name for p in place.iterdir()) == [f"{year}.toml" for year in range(2020, 2024)]


Told = set[tuple[object, ...]]


def told(series: tuple[Register, ...], first: int, last: int, renaming: Renaming | None = None) -> Told:
    """What became of each risk: the kinds of change, and which risks each is about, under the new ids."""
    new = renaming.risk if renaming else str
    return {
        (c.kind, frozenset(new(r.id) for r in c.earlier), frozenset(new(r.id) for r in c.later))
        for c in riskreg.compare(series[first], series[last], series).changes
    }


@given(series(), st.data())
def test_every_comparison_stays_what_it_was(made: tuple[Register, ...], data: st.DataObject) -> None:
    """Whatever is renamed in a series: what became of each risk and action is the same, but for the id."""
    register = data.draw(st.sampled_from([r for r in made if r.risks] or made))
    if not register.risks:
        return
    risk = data.draw(st.sampled_from(register.risks))
    actions = [m.id for m in risk.mitigations]
    action = data.draw(st.sampled_from([None, *actions]))
    renaming = of_risk(risk.id, "zz") if action is None else of_action(made, risk.id, action, "zz")
    assert taken(made, renaming) is None
    assert keeps_lineage(made, renaming)
    for one in made:
        assert loads(with_ids(dumps(one), renaming.risk, renaming.action)) == renaming.register(one)
    after = tuple(renaming.register(r) for r in made)
    first = data.draw(st.integers(0, len(made) - 2))
    last = len(made) - 1
    assert told(after, first, last) == told(made, first, last, renaming)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2021", "team", "crew"), '2021 has no risk "team", only 2022 has it; type: riskreg rename 2022 team crew'),
        (
            ("2022", "morale", "mood"),
            '2022 has no risk "morale", but 2020, 2021 and 2023 have it; type: riskreg rename 2023 mo',
        ),
        (
            ("2021", "team.more", "x"),
            '2021 has no action "team.more", only 2022 has it; type: riskreg rename 2022 team.mo',
        ),
        (("2021", "moral", "mood"), 'did you mean "morale"?'),
    ],
)
def test_an_id_of_another_register(place: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    """It is said where it is and what to type, rather than guessed what was meant."""
    done = run("rename", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert texts(place) == [R2020, R2021, R2022, R2023]


def test_faults_of_several_files_are_counted(place: Path, run: Run) -> None:
    """The last line does not single out the first of them."""
    for year in ("2020", "2022", "2023"):
        with (place / f"{year}.toml").open("a") as file:
            file.write("\nbroken")
    done = run("rename", "2021", "morale", "spirit")
    assert done.code == 2
    last = done.err.rstrip("\n").split("\n")[-1]
    assert last.endswith("3 registers cannot be used: 3 faults in 3 files; mend them, then try again")
