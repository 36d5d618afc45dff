"""`sources`: the cards and what rests on them, draft cards, and registers held against their documents."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import documents
import office
import pytest
from conftest import Run, folder_of
from conftest import register as one_risk
from hypothesis import given
from hypothesis import strategies as st

from riskreg.intake.cited import Place, Text
from riskreg.store.read import read_card

TABLE = [
    ("Risk", "Mitigating action"),
    ("Storms close the harbour for weeks", "Raise the quay. Buy pumps."),
    ("Pilots retire faster than they are trained", "Two trainees each year"),
    ("The ferry operator withdraws from winter sailings", "A subsidy is offered"),
]
REPORT = documents.tabbed(TABLE)
RISKS = {
    "storms": ("Closed by storms, the harbour earns nothing", "8, row 1", "Pumps are bought"),
    "pilots": ("Too few pilots", "8, row 2", "Trainees"),
    "ferry": ("No ferry in winter", "8, row 3", "A subsidy for the operator"),
}
PLAIN = "Letter\n\n1 All is well.\n\n2 The dredger is mended.\n"


def card(name: str, data: bytes, rows: int | None, date: str = "2024-03-04") -> str:
    """The text of a card for a document."""
    table = f'\n[risk-table]\nplace = "8"\ncolumns = ["Risk", "Mitigating action"]\nrows = {rows}\n' if rows else ""
    digest = hashlib.sha256(data).hexdigest()
    return (
        f'title = "{name}"\nkind = "report"\ndate = {date}\norganisation = "Harbour Council"\n'
        f'file = "{name}.txt"\nsha256 = "{digest}"\n{table}'
    )


def register(risks: dict[str, tuple[str, str, str]], more: str = "") -> str:
    """The text of a register of these risks, each with one action."""
    text = '[register]\ntitle = "Risks"\ndate = 2024-03-04\nsource = "report"\n'
    for id, (title, place, action) in risks.items():
        where = f'place = "{place}"\n' if place else ""
        text += f'\n[risk.{id}]\ntitle = "{title}"\n{where}\n[risk.{id}.mitigation]\na = {{ action = "{action}" }}\n'
    return text + more


class Here:
    """A folder with registers, cards, and documents under names of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("registers", "seeds", "documents/deep"):
            (root / folder).mkdir(parents=True)
        self.document("report", REPORT.encode(), 3)
        self.document("letter", PLAIN.encode(), None, "2024-01-05")
        self.register(RISKS)

    def document(self, name: str, data: bytes, rows: int | None, date: str = "2024-03-04") -> None:
        """A document, called by its digest, and its card."""
        (self.root / "documents" / "deep" / f"{hashlib.sha256(data).hexdigest()[:8]}.bin").write_bytes(data)
        (self.root / "seeds" / f"{name}.toml").write_text(card(name, data, rows, date), encoding="utf-8")

    def register(self, risks: dict[str, tuple[str, str, str]], more: str = "") -> None:
        """The register, written anew."""
        (self.root / "registers" / "2024.toml").write_text(register(risks, more), encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """A working folder in which all is well."""
    monkeypatch.chdir(tmp_path)
    return Here(tmp_path)


def said(run: Run, *words: str) -> list[tuple[str, str, str]]:
    """Exit code 1, and what does not agree: address, card, finding."""
    done = run("sources", "--verify", "documents", "--format", "csv", *words)
    assert done.code == 1
    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))
    return [(r["address"], r["card"], r["finding"]) for r in rows]


def test_all_is_well(here: Here, run: Run) -> None:
    """Documents are found by their digests under any name, and every row, risk and cited place agrees."""
    done = run("sources", "--verify", "documents")
    assert (done.code, done.err) == (0, "")
    assert "agree in all that was looked at" in done.out
    assert "3 rows, 3 risks" in done.out


def test_risks_without_rows_are_matched_by_their_words(here: Here, run: Run) -> None:
    """A register that names no rows is matched by wording, in whatever order it stands."""
    worded = {
        "ferry": ("The ferry operator withdraws in winter", "", "A subsidy"),
        "storms": ("Storms close the harbour for weeks", "", "Pumps"),
        "pilots": ("Pilots retire faster than others are trained", "", "Trainees"),
    }
    here.register(worded)
    assert run("sources", "--verify", "documents").code == 0
    del worded["storms"]
    here.register(worded)
    assert [f for f in said(run) if "row 1" in f[2]] == said(run)


@pytest.mark.parametrize("dropped", RISKS)
def test_a_dropped_risk_is_caught(here: Here, run: Run, dropped: str) -> None:
    """A row whose risk is not in the register is told with its number and first words."""
    here.register({id: risk for id, risk in RISKS.items() if id != dropped})
    number = list(RISKS).index(dropped) + 1
    [(address, name, what)] = said(run)
    assert (address, name) == ("", "report")
    assert what.startswith(f'row {number}, which begins "{TABLE[number][0][:20]}')


@pytest.mark.parametrize("place", ["", "8, row 1", "8, row 4", "7.1"])
def test_an_invented_risk_is_caught(here: Here, run: Run, place: str) -> None:
    """A risk that no row states is told, whether it names no row, another's, or one that is not there."""
    here.register({**RISKS, "comet": ("A comet hits the lighthouse", place, "Look at the sky")})
    assert {address for address, _, _ in said(run)} == {"risk.comet"}


def test_risks_that_name_each_others_rows_are_caught(here: Here, run: Run) -> None:
    """A risk whose words are those of another row is told, with that row."""
    storms, pilots, ferry = RISKS.values()
    here.register({"storms": (storms[0], "8, row 2", storms[2]), "pilots": (pilots[0], "8, row 1", pilots[2]),
                   "ferry": ferry})  # fmt: skip
    assert [(address, what[-5:]) for address, _, what in said(run)] == [
        ("risk.storms", "row 1"),
        ("risk.pilots", "row 2"),
    ]


@pytest.mark.parametrize(
    ("cited", "lost"),
    [
        ("letter: 2", ""),
        ("letter: para 1", ""),
        ("letter: paras 1-2", ""),
        ("letter: the dredger", ""),
        ("report: 7.1, 9.1", ""),
        ("report: 8, row 3", ""),
        ("letter: 3", "no paragraph 3"),
        ("letter: para 1, para 4", "no paragraph 4"),
        ("report: 7.2", "no paragraph 7.2"),
        ("report: 8, row 4", "no row 4: the table has 3"),
        ("letter: the lighthouse", "not the words lighthouse"),
    ],
)
def test_cited_places_are_looked_for(here: Here, run: Run, cited: str, lost: str) -> None:
    """Paragraphs, rows and words that evidence cites are in the document, or are told with the address."""
    here.register(RISKS, f'\n[risk.ferry.mitigation.b]\naction = "Talk"\nevidence = ["{cited}"]\n')
    if not lost:
        assert run("sources", "--verify", "documents").code == 0
        return
    [(address, _, what)] = said(run)
    assert address == "risk.ferry.mitigation.b"
    assert lost in what


def test_a_card_that_says_otherwise_is_caught(here: Here, run: Run) -> None:
    """Rows and columns of a card, and whether there is a table at all, are held against the document."""
    file = here.root / "seeds" / "report.toml"
    good = file.read_text()
    file.write_text(good.replace("rows = 3", "rows = 4").replace('"Mitigating action"', '"Controls"'))
    assert {what.partition(",")[0] for _, _, what in said(run)} == {
        "the card counts 4 rows", "the card has the columns Risk | Controls"}  # fmt: skip
    file.write_text(good.partition("\n[risk-table]")[0])
    assert any("the card has none" in what for _, _, what in said(run))
    file.write_text(good)
    letter = here.root / "seeds" / "letter.toml"
    letter.write_text(letter.read_text() + '\n[risk-table]\nplace = "2"\ncolumns = ["Risk"]\nrows = 1\n')
    assert any("cannot be read again" in what for _, _, what in said(run))


def test_what_is_not_there_is_said(here: Here, run: Run) -> None:
    """A document that the folder lacks is named; a folder with none of them, or that is none, is refused."""
    next((here.root / "documents" / "deep").glob("*.bin")).unlink()
    done = run("sources", "--verify", "documents")
    assert done.code == 0
    assert "not in the folder" in done.out
    (here.root / "empty").mkdir()
    assert "holds none of the 2 documents" in run("sources", "--verify", "empty").err
    assert [run("sources", "--verify", place).code for place in ("empty", "nowhere")] == [2, 2]
    assert run("sources", "--verify", "documents", "--card", "x").code == 2


def test_faulty_registers_and_cards_are_not_passed_over(here: Here, run: Run) -> None:
    """A file that is not valid cannot be held against anything; that is told, and exit code is 1."""
    (here.root / "registers" / "2023.toml").write_text('[register]\ntitle = "x"\n')
    (here.root / "seeds" / "odd.toml").write_text('title = "x"\n')
    assert [what for _, _, what in said(run)] == ["is not valid, so it was not looked at; see riskreg check"] * 2


def test_exempt_risks_are_not_named(here: Here, run: Run) -> None:
    """An exempt risk that does not agree is counted, without its id, its words, its place."""
    more = '\n[risk.secret]\ntitle = "Arson"\nplace = "8, row 9"\nexempt = true\nevidence = ["letter: 77"]\n'
    here.register(RISKS, more)
    done = run("sources", "--verify", "documents")
    assert done.code == 1
    assert "an exempt risk" in done.out
    assert not any(word in done.out + done.err for word in ("secret", "Arson", "row 9", "paragraph 77"))
    listed = run("sources")
    assert "letter" in listed.out
    assert "cites is not counted" in " ".join(listed.out.split())


def test_the_cards_and_what_rests_on_them(here: Here, run: Run) -> None:
    """One row a card by date: risk table or none, registers that rest on it, evidence that cites it, cards missing."""
    here.register(RISKS, '\n[risk.ferry.mitigation.b]\naction = "Talk"\nevidence = ["letter: 1", "lost: 5"]\n')
    found = json.loads(run("sources", "--format", "json").out)
    rows = [tuple(row[k] for k in ("card", "risk-table", "registers", "evidence")) for row in found["rows"]]
    assert rows == [
        ("letter", "none", None, "2024 (1 ×)"),
        ("report", "8: 3 rows", "2024", None),
        ("lost", None, None, "2024 (1 ×)"),
    ]
    assert found["notes"] == ["There is no card lost, which a register names."]
    assert run("sources", "--columns", "card,sha256", "--sort", "-card").code == 0


def test_a_draft_card_knows_the_document_again(here: Here, run: Run) -> None:
    """Digest, file, date and risk table are drafted; once the questions are answered the card is valid."""
    (here.root / "paper.docx").write_bytes(
        office.docx(
            office.par("Report on the harbour and its risks")
            + office.par("4 March 2024")
            + office.table(*(office.row(*cells) for cells in TABLE))
        )
    )
    done = run("sources", "--card", "paper.docx", "--output", "seeds/paper.toml")
    assert (done.code, done.out) == (0, "")
    text = (here.root / "seeds" / "paper.toml").read_text()
    assert "# kind =  QUESTION" in text
    made = read_card(text.replace("# kind =  QUESTION", 'kind = "report"  # QUESTION').encode(), "paper.toml")
    assert made.findings == ()
    assert made.record is not None
    assert made.record.sha256 == hashlib.sha256((here.root / "paper.docx").read_bytes()).hexdigest()
    assert (made.record.file, str(made.record.date), made.record.organisation) == (
        "paper.docx",
        "2024-03-04",
        "Harbour Council",
    )
    assert made.record.risk_table is not None
    assert (made.record.risk_table.rows, made.record.risk_table.columns) == (3, TABLE[0])
    again = run("sources", "--card", "paper.docx", "--output", "seeds/paper.toml")
    assert again.code == 2
    assert "is there already" in again.err


def test_a_draft_card_of_a_document_without_a_table(here: Here, run: Run) -> None:
    """What cannot be told stands as a question; no table is a comment; a document that has a card is told of."""
    (here.root / "letter.txt").write_text(PLAIN)
    done = run("sources", "--card", str(here.root / "letter.txt"))
    assert done.code == 0
    assert "# date =  QUESTION" in done.out
    assert "# No risk table was found" in done.out
    assert "risk-table]" not in done.out
    assert str(here.root) not in done.out
    assert "the card letter describes this very document already" in done.err


@given(numbers=st.lists(st.tuples(st.integers(1, 20), st.integers(1, 30)), min_size=1, max_size=8, unique=True))
def test_paragraphs_of_a_text_are_found_and_others_are_not(numbers: list[tuple[int, int]]) -> None:
    """A numbered paragraph is found by its number, with or without marks around it; another number never is."""
    text = Text("\n".join(f"{'- ' * (a % 2)}{a}.{b}{'.' * (b % 2)} Words of it" for a, b in numbers))
    for a, b in numbers:
        assert not list(text.lacks(Place.of_text(f"{a}.{b}")))
        assert list(text.lacks(Place.of_text(f"para {a}.{b + 31}")))


@given(text=st.text(max_size=60))
def test_every_text_is_a_place(text: str) -> None:
    """No place that a register may state stops the reading."""
    place = Place.of_text(text)
    assert len(place.rows) <= 201 * 30
    assert isinstance(list(Text("").lacks(place)), list)


SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"


@pytest.mark.no_cover
@pytest.mark.seeds
@pytest.mark.parametrize("spoil", ["", "drop", "invent", "swap", "cite"])
def test_the_real_registers_agree_with_the_real_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, spoil: str
) -> None:
    """All is well with the real ones; a risk dropped, invented or moved, and a wrong paragraph, are caught."""
    if not SEEDS.is_dir():
        pytest.skip("the source documents are not beside the project")
    root = Path(__file__).parents[1]
    for folder in ("registers", "seeds"):
        (tmp_path / folder).mkdir()
        for file in (root / folder).glob("*.toml"):
            (tmp_path / folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "registers" / "2021.toml"
    text = file.read_text(encoding="utf-8")
    changed = {
        "": text,
        "drop": text[: text.index("[risk.ofsted-readiness]")],
        "invent": text + '\n[risk.comet]\ntitle = "A comet hits the lighthouse"\n',
        "swap": text.replace('"8.1, row 5"', '"8.1, row X"')
        .replace('"8.1, row 6"', '"8.1, row 5"')
        .replace("row X", "row 6"),
        "cite": text.replace('"2021-09: 3.11"', '"2021-09: 3.12"'),
    }[spoil]
    file.write_text(changed, encoding="utf-8")
    done = run("sources", "--verify", str(SEEDS), "--format", "csv")
    assert done.code == (1 if spoil else 0)
    expected = {"drop": "row 11", "invent": "risk.comet", "swap": "are those of row 6", "cite": "no paragraph 3.12"}
    assert expected.get(spoil, "") in done.out


def test_without_cards_the_way_to_one_is_told(tmp_path: Path, run: Run) -> None:
    """A folder without cards earns no empty table but the command that drafts one; forms for programs stay tables."""
    folder = str(folder_of(tmp_path, {"2022": one_risk()}))
    told = "There are no cards yet; draft one with: riskreg sources --card REPORT"
    assert run("--registers", folder, "sources").out == f"{told}\n"
    listed = json.loads(run("--registers", folder, "sources", "--format", "json").out)
    assert (listed["rows"], listed["notes"]) == ([], [told])


def test_a_register_without_a_source_is_not_taken_for_proved(here: Here, run: Run) -> None:
    """A register that names no source, and a risk table on which none rests, are told: nothing was held against it."""
    file = here.root / "registers" / "2024.toml"
    file.write_text(file.read_text().replace('source = "report"\n', ""))
    (without, table) = said(run)
    assert without[0] == "register"
    assert "names no source, so its 3 risks were held against no document" in without[2]
    assert table == ("risk-table", "report", "no register rests on this table of 3 rows")


def test_a_register_whose_source_is_no_card_is_told(here: Here, run: Run) -> None:
    """A source that is no card proves nothing."""
    file = here.root / "registers" / "2024.toml"
    file.write_text(file.read_text().replace('source = "report"', 'source = "lost"'))
    assert ("register", "lost", "there is no such card, so its 3 risks were not looked at") in said(run)


def test_actions_dropped_and_invented_are_caught(here: Here, run: Run) -> None:
    """An action of which its row says nothing, and one of the row that no action of its risk says, are told."""
    here.register({**RISKS, "ferry": ("No ferry in winter", "8, row 3", "Paint the lighthouse")})
    assert said(run)[0][0] == "risk.ferry.mitigation.a"
    assert "hardly a word of this action stands in row 3" in said(run)[0][2]
    text = documents.tabbed([TABLE[0], (TABLE[1][0], "Raise the quay; buy pumps; train divers")])
    here.document("report", text.encode(), 1)
    here.register(
        {"storms": ("Closed by storms, the harbour earns nothing", "8, row 1", "Raise the quay, and buy pumps")}
    )
    assert said(run) == [("risk.storms", "report", 'row 1 has the action "train divers", and no action here says it')]
    done = run("sources", "--verify", "documents")
    assert "left out on purpose" in " ".join(done.out.split())


def test_places_that_the_import_writes_are_looked_for(here: Here, run: Run) -> None:
    """`table 1, row 2` of a draft is a row of that table, and is not counted as a place that cannot be looked for."""
    here.document("report", documents.markdown(TABLE).replace("# 8 Risks", "").encode(), 3)
    own = {id: (title, place.replace("8,", "table 1,"), action) for id, (title, place, action) in RISKS.items()}
    here.register(own)
    done = run("sources", "--verify", "documents")
    assert done.code == 0
    assert "not looked for" not in done.out
    here.register({**own, "ferry": ("No ferry in winter", "table 1, row 7", "A subsidy for the operator")})
    assert any("no row 7" in what for _, _, what in said(run))


def test_a_table_chosen_by_hand_is_read_again(here: Here, run: Run) -> None:
    """The table with the headings of the card is read, though the import would take another, or none, by itself."""
    named = documents.markdown([("Topic", "Words"), *TABLE[1:]])
    other = documents.markdown([("Risk", "Mitigation"), *(("Flood of the road", f"Buy {n} pumps") for n in range(9))])
    for text in (named, f"{other}\n\n{named}"):
        here.document("report", text.encode(), 3)
        file = here.root / "seeds" / "report.toml"
        file.write_text(file.read_text().replace('["Risk", "Mitigating action"]', '["Topic", "Words"]'))
        here.register(RISKS)
        done = run("sources", "--verify", "documents")
        assert done.code == 0
        assert "3 rows, 3 risks, 3 actions" in done.out


def test_nothing_is_shown_as_an_empty_table(here: Here, run: Run) -> None:
    """Where all is well, and where there are no cards, words say so, and no headings of a table without rows."""
    assert "What does not agree" not in run("sources", "--verify", "documents").out
    for file in (here.root / "seeds").glob("*.toml"):
        file.unlink()
    done = run("sources")
    assert "There is no card report" in done.out or "no cards" in done.out
    (here.root / "registers" / "2024.toml").unlink()
    listed = run("sources")
    assert "There are no cards" in listed.out
    assert "Risk table" not in listed.out


def test_a_draft_without_a_card_says_what_it_lacks(here: Here, run: Run) -> None:
    """A draft whose document has no card tells of it, so that its risks are held against the document one day."""
    (here.root / "new.md").write_text(documents.markdown(TABLE))
    done = run("import", "new.md", "--date", "2024-05", "-o", "registers/2024-05.toml")
    assert "registers/2024-05.toml: written" in done.err
    text = (here.root / "registers" / "2024-05.toml").read_text()
    assert "sources --card" in text
    assert 'source = "NAME-OF-THE-CARD"' in " ".join(text.replace("#", "").split())


def test_a_draft_is_held_to_the_words_of_its_rows(here: Here, run: Run) -> None:
    """Where actions have the row's own words, one that was left out is told, though others share words with it."""
    text = documents.tabbed(
        [TABLE[0], (TABLE[1][0], "Raise the quay in the north; raise the quay in the south; buy pumps")]
    )
    here.document("report", text.encode(), 1)
    actions = ("Raise the quay in the north", "Raise the quay in the south", "Buy pumps")
    for left in range(4):
        kept = [a for n, a in enumerate(actions) if n != left]
        lines = "".join(f'a{n} = {{ action = "{action}" }}\n' for n, action in enumerate(kept))
        (here.root / "registers" / "2024.toml").write_text(
            '[register]\ntitle = "Risks"\ndate = 2024-03-04\nsource = "report"\n\n[risk.storms]\n'
            f'title = "{TABLE[1][0]}"\nplace = "8, row 1"\n\n[risk.storms.mitigation]\n{lines}'
        )
        if left < 3:
            assert [what for _, _, what in said(run) if actions[left].lower() in what.lower()] == [
                what for _, _, what in said(run)
            ]
        else:
            assert run("sources", "--verify", "documents").code == 0
