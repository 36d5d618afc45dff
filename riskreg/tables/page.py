"""A register as one page for publication: whole in itself, no script, fit for phone and print.

It follows WCAG 2.2, level AA: landmarks, headings in order, captions, scoped headings, no empty cell, nothing told by
colour alone. Its links lead to places in the page and to public addresses.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from urllib.parse import urlsplit

from attrs import evolve, frozen

from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Stage
from riskreg.printable import printable
from riskreg.tables.matrix import View, matrix_table
from riskreg.tables.mitigations import mitigation_table
from riskreg.tables.page_style import STYLE, tone
from riskreg.tables.page_table import Dress, page_table
from riskreg.tables.published import MARK, Published
from riskreg.tables.register import register_table
from riskreg.tables.removals import removal_table
from riskreg.tables.risk import risk_sheet
from riskreg.tables.sources import COLUMNS as SOURCE_COLUMNS
from riskreg.tables.sources import source_table
from riskreg.tables.standing import placed
from riskreg.tables.table import choose

_ADDRESS = [column.key for column in SOURCE_COLUMNS].index("address")
_IN_SECTIONS_OF_THEIR_OWN = {"mitigation", "id", "title"}


def register_page(shown: Published, ref: str, cards: Mapping[str, Card]) -> str:
    """The page; `cards` are those of the documents that the register may name, by file name without `.toml`."""
    return "\n".join(_Page(shown, shown.register, ref, cards).lines()) + "\n"


@frozen
class _Page:
    """What the page is made of."""

    shown: Published
    register: Register
    ref: str
    cards: Mapping[str, Card]

    def lines(self) -> Iterator[str]:
        """The whole page."""
        sections = [section for section in self._sections() if section.body]
        yield from self._head()
        yield "<body>"
        yield '<a class="skip" href="#content">Skip to the content</a>'
        yield from self._header()
        yield '<nav aria-labelledby="on-this-page">'
        yield '<h2 id="on-this-page">On this page</h2>'
        yield "<ul>"
        yield from (f'<li><a href="#{section.id}">{section.title}</a></li>' for section in sections)
        yield "</ul>"
        yield "</nav>"
        yield '<main id="content" tabindex="-1">'
        for section in sections:
            yield from section.lines()
        yield "</main>"
        yield f"<footer><p>{_text(f'Made from the register {self.ref} by riskreg.')}</p></footer>"
        yield "</body>"
        yield "</html>"

    def _head(self) -> Iterator[str]:
        mark = f"{MARK}: " if self.shown.exempt else ""
        body = f", {self.register.organisation}" if self.register.organisation else ""
        digest = b64encode(sha256(STYLE.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        yield "<!DOCTYPE html>"
        yield '<html lang="en-GB">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{_text(f'{mark}{self.register.title}{body}, {self.register.date}')}</title>"
        yield f"<style>{STYLE}</style>"
        yield "</head>"

    def _header(self) -> Iterator[str]:
        yield "<header>"
        if self.shown.exempt:
            yield f'<p class="marking">{MARK}: this page holds risks that are exempt from publication</p>'
        yield f"<h1>{_text(self.register.title)}</h1>"
        yield "</header>"

    def _sections(self) -> Iterator[_Section]:
        yield _Section("summary", "Summary", self._summary())
        yield _Section("risks", "All risks", self._risks())
        yield _Section("matrix", "Matrix", self._matrix())
        yield _Section("each-risk", "Each risk", tuple(self._each_risk()))
        yield _Section("removed", "Risks left out since the preceding register", self._removed())
        yield _Section("sources", "Sources", self._sources())

    def _summary(self) -> tuple[str, ...]:
        register = self.register
        facts = (
            ("Organisation", register.organisation),
            ("Committee", register.committee),
            ("Date", str(register.date)),
            ("Risks", str(len(register.risks))),
            ("Mitigating actions", str(register.mitigation_count())),
            ("Exempt", " ".join(self.shown.left_out()) or None),
            ("Note", register.note),
            ("Actions", "The source gives its actions as examples." if register.examples_only else None),
        )
        stated = (f"<dt>{name}</dt><dd>{_text(fact)}</dd>" for name, fact in facts if fact)
        return "<dl>", *stated, "</dl>"

    def _risks(self) -> tuple[str, ...]:
        if not self.register.risks:
            return ("<p>The register states no risks that may be shown.</p>",)
        table = register_table(self.register, self.ref, include_exempt=True)
        keys = ("title", *(key for key in table.default_columns if key not in _IN_SECTIONS_OF_THEIR_OWN), "id")
        # What is said around it stands in other sections.
        chosen = evolve(choose(table, keys), lead=(), notes=())
        links = {(index, 0): f"#risk-{risk.id}" for index, risk in enumerate(self.register.risks)}
        return (page_table(chosen, Dress(links)),)

    def _matrix(self) -> tuple[str, ...]:
        stages = (stage for stage in (Stage.CURRENT, Stage.INHERENT, Stage.TARGET) if placed(self.register, stage))
        stage = next(stages, None)
        if stage is None or self.register.matrix is None:
            return ()
        table = matrix_table(self.register, self.ref, View(stage, include_exempt=True))
        return (page_table(table, Dress(tones=_tones(self.register.matrix))),)

    def _each_risk(self) -> Iterator[str]:
        for risk in self.register.risks:
            yield f'<article id="risk-{risk.id}" aria-labelledby="name-{risk.id}">'
            mark = f"{MARK}: " if risk.exempt else ""
            yield f'<h3 id="name-{risk.id}">{_text(mark + risk.title)}</h3>'
            yield from self._one_risk(risk)
            yield "</article>"

    def _one_risk(self, risk: Risk) -> Iterator[str]:
        sheet = risk_sheet(self.register, evolve(risk, mitigations=()), self.ref, include_exempt=True)
        yield page_table(evolve(sheet, caption=f"What the register states: {risk.title}"))
        if risk.mitigations:
            yield page_table(mitigation_table(risk, self.register.currency))
        else:
            yield "<p>No mitigating actions are recorded.</p>"

    def _removed(self) -> tuple[str, ...]:
        return (page_table(removal_table(self.register)),) if self.register.removed else ()

    def _sources(self) -> tuple[str, ...]:
        table = source_table(self.register, self.cards)
        if not table.rows:
            return ()
        addresses = ((index, str(row[_ADDRESS])) for index, row in enumerate(table.rows) if row[_ADDRESS])
        links = {(index, _ADDRESS): address for index, address in addresses if _is_public(address)}
        return (page_table(table, Dress(links)),)


@frozen
class _Section:
    """A part of the page under a heading of its own; one without a body is left out."""

    id: str
    title: str
    body: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        heading = f'<h2 id="{self.id}-heading">{self.title}</h2>'
        return f'<section id="{self.id}" aria-labelledby="{self.id}-heading">', heading, *self.body, "</section>"


def _tones(matrix: Matrix) -> dict[tuple[int, int], str]:
    """The class of each cell of the matrix as its table has it: likelihoods downward from the highest."""
    bands = {band.from_: number for number, band in enumerate(matrix.bands)}
    found = {}
    for row, likelihood in enumerate(range(len(matrix.likelihood), 0, -1)):
        for impact in range(1, len(matrix.impact) + 1):
            if band := matrix.band(likelihood * impact):
                found[row, impact] = tone(bands[band.from_], len(bands))
    return found


def _is_public(address: str) -> bool:
    """Whether an address is one that everybody can open, and nothing else."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        return False


def _text(text: str) -> str:
    return escape(printable(text, keep="\n")).replace("\n", "<br>")
