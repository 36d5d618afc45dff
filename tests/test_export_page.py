"""The page that `export --to html` makes, read as text: its parts, its headings, its tables, its links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import define, evolve, field
from builders import FIVE, mitigation, points, register, removal, risk
from conftest import Run
from hypothesis import given
from strategies import registers

from riskreg.model.card import Card
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.tables.page import register_page
from riskreg.tables.published import published

ROOT = Path(__file__).parents[1]
_VOID = {"meta", "br"}


@define
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = field(default=None, repr=False)
    inside: list[Element] = field(factory=list)
    said: list[str] = field(factory=list)

    def text(self) -> str:
        return "".join(self.said)

    def all(self, *tags: str) -> list[Element]:
        """The elements in it with one of these tags, in order."""
        found = [self] if self.tag in tags else []
        return found + [e for child in self.inside for e in child.all(*tags)]


class _Reader(HTMLParser):
    """Refuses what is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Element("top", {})
        self.at = self.top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        made = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(made)
        if tag not in _VOID:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        above: Element | None = self.at
        while above:
            above.said.append(data)
            above = above.parent


def read(page: str) -> Element:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.at is reader.top
    return reader.top


def page_of(found: Register, cards: dict[str, Card] | None = None, *, include_exempt: bool = False) -> str:
    return register_page(published(found, include_exempt=include_exempt), "2022", cards or {})


@given(registers())
def test_every_page_is_sound(found: Register) -> None:
    """Whatever a register holds: all is closed, headings are in order, tables can be heard, no link is dead."""
    page = page_of(found, include_exempt=True)
    top = read(page)
    assert page.startswith("<!DOCTYPE html>\n")
    assert [e.attributes["lang"] for e in top.all("html")] == ["en-GB"]
    assert top.all("title")[0].text().strip()
    assert [len(top.all(tag)) for tag in ("main", "header", "nav", "footer", "h1", "style")] == [1] * 6
    _headings_are_in_order(top)
    _tables_can_be_heard(top)
    ids = [e.attributes["id"] for e in _everything(top) if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in _everything(top):
        assert element.attributes.get("aria-labelledby", ids[0]) in ids
    assert [e for e in top.all("a") if e.attributes["href"].removeprefix("#") not in ids] == []


def _everything(element: Element) -> list[Element]:
    return [element, *(e for child in element.inside for e in _everything(child))]


def _headings_are_in_order(top: Element) -> None:
    levels = [int(h.tag[1]) for h in top.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(h.text().strip() for h in top.all("h1", "h2", "h3"))


def _tables_can_be_heard(top: Element) -> None:
    for table in top.all("table"):
        assert [e.tag for e in table.inside] == ["caption", "thead", "tbody"]
        assert table.inside[0].text().strip()
        columns = table.inside[1].all("th")
        assert all(th.attributes["scope"] == "col" for th in columns)
        assert len({th.text() for th in columns}) == len(columns)
        for row in table.inside[2].inside:
            first, *others = row.inside
            assert (first.tag, first.attributes["scope"]) == ("th", "row")
            assert {cell.tag for cell in others} <= {"td"}
            assert [cell.attributes["data-label"] for cell in row.inside] == [th.text() for th in columns]
            assert all(cell.text().strip() for cell in row.inside)
        assert not [e for e in table.all("th", "td") if {"colspan", "rowspan"} & e.attributes.keys()]


@given(registers())
def test_every_page_is_whole_in_itself(found: Register) -> None:
    """No script, no style but its own, nothing loaded from anywhere, whatever a register says."""
    top = read(page_of(found, include_exempt=True))
    tags = {e.tag for e in _everything(top)} - {"top"}
    known = "html head meta title style body a header p h1 h2 h3 nav ul li main section dl dt dd table caption thead"
    assert tags <= {*known.split(), "tbody", "tr", "th", "td", "br", "article", "footer"}
    names = {name for e in _everything(top) for name in e.attributes}
    assert names <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex", "role", "scope"),
        *("data-label", "aria-labelledby"),
    }
    assert "url(" not in top.all("style")[0].text()
    assert "@import" not in top.all("style")[0].text()


FULL = register(
    "2022-11",
    risk("a", mitigation("m", "Train staff", status="in place"), current=points(4, 4), evidence=(Evidence("b", "1"),)),
    risk("b", title="Fraud & error"),
    removed=[removal("gone", "transferred", to="the county", note="Since May")],
    matrix=FIVE,
    organisation="Harbourside Council",
    committee="Audit Committee",
    source="2022-11",
)


def card(address: str | None) -> Card:
    return Card(
        title="Risk report",
        kind="report",
        date=PartialDate.of_text("2022-11"),
        organisation="Harbourside Council",
        file="x.txt",
        sha256="0" * 64,
        address=address,
    )


def test_what_stands_on_the_page() -> None:
    """Summary, all risks, the matrix, each risk with its actions, what was left out, the sources with their cards."""
    top = read(page_of(FULL, {"2022-11": card("https://council.example/papers?id=1&x=2")}))
    assert top.all("title")[0].text() == "Risks of 2022-11, Harbourside Council, 2022-11"
    sections = {e.attributes["id"]: e for e in top.all("section")}
    assert list(sections) == ["summary", "risks", "matrix", "each-risk", "removed", "sources"]
    facts = [e.text() for e in sections["summary"].all("dt", "dd")]
    assert facts == [
        *("Organisation", "Harbourside Council", "Committee", "Audit Committee", "Date", "2022-11"),
        *("Risks", "2", "Mitigating actions", "1"),
    ]
    assert [a.attributes["href"] for a in sections["risks"].all("a")] == ["#risk-a", "#risk-b"]
    cell = next(td for td in sections["matrix"].all("td") if "a" in td.text())
    assert (cell.text(), cell.attributes["class"]) == ("Ra", "band-4")
    assert [e.attributes["id"] for e in sections["each-risk"].all("article")] == ["risk-a", "risk-b"]
    assert "Train staffin place" in sections["each-risk"].text()
    assert "No mitigating actions are recorded." in sections["each-risk"].text()
    assert "gonetransferredthe countySince May" in sections["removed"].text()
    assert [td.text() for td in sections["sources"].all("td")[:3]] == ["Risk report", "2022-11", "Harbourside Council"]
    assert sections["sources"].all("a")[0].attributes["href"] == "https://council.example/papers?id=1&x=2"
    assert "bNone recorded" in sections["sources"].text()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/x",
        "http://localhost/x",
        "https://user@council.example",
        "x",
        "http://[",
        None,
    ],
)
def test_only_public_addresses_are_links(address: str | None) -> None:
    """An address that is not everybody's to open is text, not a link."""
    top = read(page_of(FULL, {"2022-11": card(address)}))
    assert all(a.attributes["href"].startswith("#") for a in top.all("a"))
    assert address is None or address in top.text()


def test_what_is_not_there_has_no_section() -> None:
    """Without a matrix, removals and sources the page has no such sections, and does not point to any."""
    top = read(page_of(register("2022", risk("a"))))
    assert [e.attributes["id"] for e in top.all("section")] == ["summary", "risks", "each-risk"]
    assert [a.attributes["href"] for a in top.all("nav")[0].all("a")] == ["#summary", "#risks", "#each-risk"]
    empty = read(page_of(register("2022")))
    assert [e.attributes["id"] for e in empty.all("section")] == ["summary", "risks"]
    assert "The register states no risks that may be shown." in empty.text()


def test_markup_in_text_is_text() -> None:
    """What looks like markup in a register is shown as it is written, and breaks out of nothing."""
    unkind = '"><script>alert(1)</script><!-- & \x27 {x} </style>'
    found = evolve(FULL, title=unkind, organisation=unkind, risks=(risk("a", title=unkind, category=unkind),))
    top = read(page_of(found))
    assert top.all("script") == []
    assert top.all("h1")[0].text() == unkind
    assert top.all("h3")[0].text() == unkind


def test_a_page_of_a_real_register(run: Run) -> None:
    """The command makes the page, with the cards that stand beside the register."""
    done = run("--registers", str(ROOT / "registers"), "export", "2022", "--to", "html")
    assert (done.code, done.err) == (0, "")
    sources = next(e for e in read(done.out).all("section") if e.attributes["id"] == "sources")
    assert "Children First Improvement Programme" in sources.text()
    assert re.search("<p>Made from the register 2022 by riskreg.</p>", done.out)
