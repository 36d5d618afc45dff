"""What the fuzzer damages: registers, papers and reports that the project ships, and documents that its tests make."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from documents import FORMS, interleaved, layout
from office import cell, control, docx, par, pdf, row, table, xlsx
from papers import REGISTERS, SETTINGS, marks
from word_files import PLACE, added, block, document, paragraph

import riskreg
from riskreg.tables.export_csv import register_csv
from riskreg.tables.export_xlsx import register_xlsx
from riskreg.tables.published import published

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "files"

MORE_SETTINGS = """
[table.register]
view = "register"

[table.changes_in_full]
view = "compare"

[table.matrix]
view = "matrix"
"""
"""Tables that the papers of the project name beside those of the tests."""

COUNCIL = {f"registers/{stem}.toml": text.encode() for stem, text in REGISTERS.items()} | {
    "riskreg.toml": (SETTINGS + MORE_SETTINGS).encode()
}
"""The sound files that stand beside the damaged one: tables for papers come from them."""

ROWS = [
    ("Ref", "Risk", "Mitigating action", "Likelihood", "Impact", "Owner"),
    ("H1", "Storms close the harbour for a week or more", "* Raise the quay\n* Warn the pilots", "4", "5", "Master"),
    ("H2", "Pilots retire sooner than they can be trained", "Train two a year; share with the port", "3", "4", "Head"),
    ("H3", "The dredger breaks down", "", "High", "Low", ""),
]

TWO = [(risk, action) for _, risk, action, *_ in ROWS]
"""Risk and action alone, as most reports print them."""


def _read(paths: Iterable[Path]) -> list[bytes]:
    return [path.read_bytes() for path in sorted(paths)]


@cache
def registers() -> list[bytes]:
    """Registers: those of the project, and the files of its tests, good and bad."""
    own = _read([*ROOT.glob("registers/*.toml"), *ROOT.glob("docs/example/registers/*.toml")])
    tests = [path for folder in ("good", "bad", "fmt", "merge", "series") for path in (FILES / folder).rglob("*.toml")]
    small = [text.encode() for text in REGISTERS.values()]
    return small * 4 + own + [data for data in _read(tests) if len(data) < 20_000]


@cache
def papers(ending: str) -> list[bytes]:
    """Papers in text: with empty marks, with filled ones, and as odd as the tests have them."""
    own = [*ROOT.glob(f"docs/example*{ending}"), *ROOT.glob(f"docs/example/report{ending}")]
    odd = [*FILES.glob(f"papers/*/*{ending}")]
    made = "<h2>Before</h2>\n\n" + "\n".join(marks(name, ending) for name in ("changes", "one")) + "\nAfter\n"
    return [made.encode(), *_read([*own, *odd])]


@cache
def word_papers() -> list[bytes]:
    """Word papers: one with places, one with blocks, one of the project."""
    places = document(paragraph("Before"), PLACE, PLACE.replace("changes", "risks"), paragraph("After"))
    one = added(places, block())
    both = added(one, block(heading=""), "risks", "[[riskreg:risks]]")
    return [places, one, both] * 5 + _read(ROOT.glob("docs/example-paper.docx"))


@cache
def reports(form: str) -> list[bytes]:
    """Reports with a risk table, and in the forms that riskreg exports, its own exports."""
    texts = {
        "txt": [interleaved(TWO), layout(TWO, (30, 40)), interleaved(TWO, breaks=(3, 9)), *_example("report*.txt")],
        "md": _example("report.md"),
        "csv": [register_csv(published(riskreg.loads(text))) for text in REGISTERS.values()],
    }
    made = {"docx": _word, "xlsx": _excel, "pdf": _pdfs}
    if form in made:
        return made[form]()
    return [text.encode() for text in (FORMS[form](ROWS), FORMS[form](TWO), *texts.get(form, ()))]


def _example(pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob(f"docs/example/{pattern}"))]


def _word() -> list[bytes]:
    rows = [row(*(text.replace("\n", "; ") for text in cells)) for cells in ROWS]
    merged = row(cell("H4", '<w:vMerge w:val="restart"/>'), cell("Ice", '<w:gridSpan w:val="2"/>'), "1", "1", "x")
    listed = par("Walls", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    tracked = (
        '<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>'
    )
    return [
        docx(par("4 March 2024") + table(*rows)),
        docx(par("Risks") + table(*rows, merged), numbering=numbering),
        docx(control(table(rows[0], row("H1", f"<w:p>{tracked}</w:p>", listed, "1", "2", "x"))), numbering=numbering),
    ]


def _excel() -> list[bytes]:
    cells = "".join(
        f'<row r="{n}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row_) + "</row>"
        for n, row_ in enumerate(ROWS, 1)
    )
    return [xlsx(cells), *(register_xlsx(published(riskreg.loads(text))) for text in REGISTERS.values())]


def _pdfs() -> list[bytes]:
    xs, ys = (40.0, 70.0, 200.0, 350.0, 420.0, 480.0, 560.0), (80.0, 110.0, 140.0, 170.0, 200.0)
    words = [(xs[c] + 4, ys[r] + 18, text[:24]) for r, cells in enumerate(ROWS) for c, text in enumerate(cells)]
    return [pdf(words, ruled=[(xs, ys)]), pdf(words), pdf(words, words, ruled=[(xs, ys), (xs, ys)])]
