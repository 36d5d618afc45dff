"""The page that `export --to html` makes, opened in a real browser: fit for all, at every width, and in print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import axe, needs_axe, needs_browser, picture, seen
from builders import FIVE, mitigation, points, register, removal, risk

from riskreg.model.evidence import Cost, Evidence
from riskreg.model.register import Register
from riskreg.tables.page import register_page
from riskreg.tables.page_style import LINES_ON, STYLE, TEXT_ON
from riskreg.tables.published import published

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


def full() -> Register:
    """A register with something in every section of the page, some of it unkind."""
    actions = (
        mitigation("m", "Line one\nline two", status="in place", since="2021", cost=(Cost(-3000, "2021/22"),)),
        mitigation("n", LONG, due="2023-Q1", owner="Head of " + LONG, evidence=(Evidence("2021", "5.1"),)),
    )
    return register(
        "2022-11",
        risk("a", *actions, current=points(4, 4), target=points(2, 2), owner="Director of People", description=LONG),
        risk("b", inherent=points(5, 5), current=points(1, 1), title="<script>alert(1)</script> & co", category=LONG),
        risk("secret", exempt=True, current=points(5, 5)),
        removed=[removal("gone", "transferred", to="the county", note=LONG)],
        matrix=FIVE,
        organisation="Harbourside Council",
        committee="Audit Committee",
        source="2022-11",
    )


def page(*, include_exempt: bool = False) -> str:
    return register_page(published(full(), include_exempt=include_exempt), "2022-11", {})


AXE = """
const found = await axe.run(document, {resultTypes: ['violations', 'incomplete']});
return {passes: found.passes.length, bad: found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')),
        unsure: found.incomplete.map(v => v.id)};
"""


@pytest.mark.browser
@needs_axe
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(tmp_path: Path, width: int) -> None:
    """axe-core has no complaint and no doubt, at the width of a phone and of a desk, exempt risks shown or not."""
    for include_exempt in (False, True):
        ready = page(include_exempt=include_exempt).replace("</body>", f"<script>{axe()}</script></body>")
        found = seen(tmp_path, ready, AXE, width)
        assert found["bad"] == []
        assert found["unsure"] == []
        assert found["passes"] > 15


@pytest.mark.browser
@needs_axe
def test_axe_would_find_something(tmp_path: Path) -> None:
    """A page without a title and a language, in grey on grey, does not pass."""
    bad = page().replace(' lang="en-GB"', "").replace("<title>", "<!--").replace("</title>", "-->")
    ready = bad.replace("#1b1b1b", "#c0c0c0").replace("</body>", f"<script>{axe()}</script></body>")
    rules = {said.partition(":")[0] for said in seen(tmp_path, ready, AXE)["bad"]}
    assert {"document-title", "html-has-lang", "color-contrast"} <= rules


OVERFLOW = """
const page = document.documentElement;
const cut = [...document.body.querySelectorAll('*')].filter(e =>
  !e.closest('.skip') && !e.closest('thead') && getComputedStyle(e).display != 'inline' &&
  (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1));
return {wider: page.scrollWidth - page.clientWidth, cut: cut.map(e => e.tagName + ': ' + e.textContent.slice(0, 40))};
"""

SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } "
SPACED += "p { margin-bottom: 2em !important; }"


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("width", [320, 640, 1024, 1280])
@pytest.mark.parametrize("more", ["", SPACED, "html { font-size: 200%; }"], ids=["as it is", "spaced", "large"])
def test_nothing_is_wider_than_the_screen(tmp_path: Path, width: int, more: str) -> None:
    """WCAG 1.4.10, 1.4.12, 1.4.4: no scrolling sideways at 320 px, with wide spacing, or with text twice as large."""
    found = seen(tmp_path, page().replace("</style>", f"{more}</style>"), OVERFLOW, width)
    assert found == {"wider": 0, "cut": []}


@pytest.mark.browser
@needs_browser
def test_too_wide_would_be_noticed(tmp_path: Path) -> None:
    """The measurement can fail."""
    found = seen(tmp_path, page().replace("<dl>", '<p style="width: 500px">wide</p><dl>'), OVERFLOW, 320)
    assert found["wider"] > 0


PRINTED = """
const display = s => getComputedStyle(document.querySelector(s)).display;
return {nav: display('nav'), skip: display('.skip'), thead: display('.wide thead'), row: display('.wide tbody tr'),
        whole: getComputedStyle(document.querySelector('.wide tbody tr')).breakInside,
        wider: document.documentElement.scrollWidth - document.documentElement.clientWidth};
"""


@pytest.mark.browser
@needs_browser
def test_in_print_tables_stay_tables(tmp_path: Path) -> None:
    """On A4 paper headings repeat, rows stay whole, what only a screen needs is gone, and nothing is cut off."""
    printed = page().replace("@media screen", "@media not all").replace("@media print", "@media all")
    found = seen(tmp_path, printed, PRINTED, 680)
    assert found == {
        "nav": "none",
        "skip": "none",
        "thead": "table-header-group",
        "row": "table-row",
        "whole": "avoid",
        "wider": 0,
    }


READ = """
const heading = e => e.tagName + ' ' + e.textContent;
const cells = [...document.querySelectorAll('#risks tbody tr:first-child > *')];
return {order: [...document.querySelectorAll('h1, h2, h3')].map(heading),
        labels: cells.map(c => getComputedStyle(c, '::before').content),
        down: cells.map(c => c.getBoundingClientRect().top).every((t, i, all) => !i || t > all[i - 1]),
        headings: getComputedStyle(document.querySelector('#risks thead')).display};
"""


@pytest.mark.browser
@needs_browser
def test_reading_order_on_a_phone(tmp_path: Path) -> None:
    """What is heard is what is seen: headings in order, cells from top to bottom, each under its own heading."""
    found = seen(tmp_path, page(), READ, 320)
    assert found["order"] == [
        "H1 Risks of 2022-11",
        "H2 On this page",
        "H2 Summary",
        "H2 All risks",
        "H2 Matrix",
        "H2 Each risk",
        "H3 The risk a",
        "H3 <script>alert(1)</script> & co",
        "H2 Risks left out since the preceding register",
        "H2 Sources",
    ]
    assert found["labels"][:3] == ['"Risk"', '"Category"', '"Owner"']
    assert found["down"]
    assert found["headings"] != "none"  # hidden from the eye alone


FOCUS = """
const link = document.querySelector(SELECTOR);
link.focus({focusVisible: true});
const style = getComputedStyle(link);
return {outline: style.outlineStyle + ' ' + parseFloat(style.outlineWidth), left: link.getBoundingClientRect().left};
"""


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("link", [".skip", "nav a", "#risks td a, #risks th a"])
def test_focus_can_be_seen(tmp_path: Path, link: str) -> None:
    """WCAG 2.4.7: whatever has the focus has a ring, and stands on the screen."""
    found = seen(tmp_path, page(), FOCUS.replace("SELECTOR", repr(link)))
    style, width = found["outline"].split()
    assert style == "solid"
    assert float(width) >= 2
    assert found["left"] >= 0


COLOURS = """
const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
  if (!c.startsWith('rgba(0, 0, 0, 0')) return c; } return 'rgb(255, 255, 255)'; };
const tells = e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim());
const said = [...document.body.querySelectorAll('*')].filter(tells);
return [...new Set(said.map(e => getComputedStyle(e).color + ' on ' + ground(e)))];
"""


@pytest.mark.browser
@needs_browser
def test_every_text_has_contrast(tmp_path: Path) -> None:
    """WCAG 1.4.3: every text of the page, as it is painted, has a contrast of 4.5 to 1 with its ground."""
    pairs = seen(tmp_path, page(include_exempt=True), COLOURS)
    assert len(pairs) > 5
    assert [p for p in pairs if contrast(*(_rgb(c) for c in p.split(" on "))) < 4.5] == []


Colour = tuple[int, int, int]


def _rgb(text: str) -> Colour:
    parts = [int(part) for part in text.removeprefix("rgb(").removesuffix(")").split(", ")]
    return parts[0], parts[1], parts[2]


def _hex(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _luminance(colour: Colour) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Colour, other: Colour) -> float:
    """As WCAG 2.2 defines it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_every_pair_of_colours() -> None:
    """Text has 4.5 to 1 and lines have 3 to 1 on every ground they stand on, and no other colour is used."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert {pair for pair in TEXT_ON if contrast(*map(_hex, pair)) < 4.5} == set()
    assert {pair for pair in LINES_ON if contrast(*map(_hex, pair)) < 3} == set()
    used = set(re.findall(r"#[0-9a-f]{6}\b", STYLE))
    assert used == {colour for pair in (*TEXT_ON, *LINES_ON) for colour in pair}


@pytest.mark.browser
@needs_browser
def test_the_policy_lets_the_style_through(tmp_path: Path) -> None:
    """With its security policy the page looks as without; where the policy names another style, it does not."""
    made: Any = page()
    policy = made[made.index("<meta http-equiv") : made.index('<meta name="viewport"')]
    same, other = made.replace(policy, ""), made.replace("sha256-", "sha256-A")
    assert picture(tmp_path, made) == picture(tmp_path, same)
    assert picture(tmp_path, made) != picture(tmp_path, other)
