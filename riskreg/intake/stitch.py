"""Rows as a document breaks them become risks: repeated headings, rows cut by a page, banners, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from riskreg.intake.banners import Banner, is_closed, reads_like_a_banner, says_banner, says_closed
from riskreg.intake.broken import Broken, continued, joined
from riskreg.intake.columns import ACTIONS
from riskreg.intake.grid import GridRow
from riskreg.intake.headings import Header
from riskreg.intake.plain import folded, quoted, weight
from riskreg.intake.rows import LeftOut

_FOOTNOTE = re.compile(
    r"(?i)^(?:\*+|[†‡§¹²³]|\[\d+\]|[0-9]{1,2} (?=[A-Z].*[.]$)|notes?\b|source\b|key\b|n\.?b\.?\b|total\b)"
)
_TOTAL = re.compile(
    r"(?i)(?:sub-?|grand |overall )?totals?(?: (?:number of |of )?(?:open |all )?(?:risks?|scores?|actions?))?:?"
)


@define
class Stitched:
    """One risk while its rows are put together."""

    rows: list[list[str]]
    """Cells by place, a list for each row that is one of its own."""
    places: list[str]
    page: int
    table: int = 0
    """In which of the tables it begins, counted from 0."""
    category: str = ""
    questions: list[str] = field(factory=list)
    joins: list[str] = field(factory=list)
    from_above: list[str] = field(factory=list)
    """Headings of the columns that it has from the risk above it."""


@define
class Stitcher:
    """The rows of one table, or of several that go on from each other, put together one after the other."""

    header: Header
    dotted: bool
    """Whether most of the table's actions end with a full stop: then one without is a sign."""
    risks: list[Stitched] = field(factory=list)
    left_out: list[LeftOut] = field(factory=list)
    read: int = 0
    questions: list[str] = field(factory=list)
    """What is not sure of the whole."""
    _banners: list[Banner] = field(factory=list, init=False)
    _over: list[Banner] = field(factory=list, init=False)
    """Those of the tables that have ended."""
    _numbered: bool = field(default=False, init=False)
    _table: int = field(default=0, init=False)
    _alone_at: int = field(default=-1, init=False)
    """The column in which the first row of the table stands alone, as a heading over others."""
    _broken: bool = field(default=False, init=False)

    def add(
        self,
        rows: Iterable[GridRow],
        *,
        goes_on: bool,
        table: int = 0,
        another: bool = False,
        header: Header | None = None,
    ) -> None:
        """Take the rows of a table below its headings.

        `goes_on`: it is not the first; `another`: and begins anew, so no heading of the table before stands over it;
        `header`: its own headings, which hold the same in the same places.
        """
        self.header = header or self.header
        if another:
            self._end_banners()
        self._table = table
        self._alone_at = -1
        self._broken = self._broken or goes_on
        rows = tuple(rows)
        refs = self.header.places("ref")
        full = [row for row in rows if sum(map(bool, row.cells)) > 1]
        self._numbered = sum(any(_cell(row, p) for p in refs) for row in full) * 2 > len(full)
        for index, row in enumerate(rows):
            cells = self._cells(row)
            if not any(cells):
                continue  # what stands beyond the headings is told of by itself
            if self._is_header(cells):
                self._broken = True
                continue
            self.read += 1
            self._row(row, cells, first=index == 0 and not goes_on)

    def _cells(self, row: GridRow) -> list[str]:
        wide = len(self.header.columns)
        cells = [*row.cells[:wide], *[""] * (wide - len(row.cells))]
        surplus = [c for c in row.cells[wide:] if c]
        if surplus:
            self._leave(row.place, " | ".join(surplus), "it stands to the right of the last heading", whole=False)
        return cells

    def _is_header(self, cells: Sequence[str]) -> bool:
        titles = [folded(c.title) for c in self.header.columns]
        own = [folded(c) for c in cells]
        if own == titles:
            return True
        if self.header.height == 1:
            return False
        # Headings of two rows are joined: each row of them alone holds nothing that the titles have not.
        held = [o for o in own if o]
        return len(held) > 1 and all(not o or t == o or t.startswith(f"{o} ") or t.endswith(f" {o}")
                                     for o, t in zip(own, titles, strict=True))  # fmt: skip

    def _row(self, row: GridRow, cells: list[str], *, first: bool) -> None:
        last = self.risks[-1] if self.risks else None
        broken = last is not None and (self._broken or (row.page != last.page))
        self._broken = False
        distinct = {c for c in cells if c}
        if len(distinct) == 1 and self._left_or_banner(row, cells, distinct.pop(), first=first, broken=broken):
            return
        if _are_numbers_of_columns(cells):
            self._leave(row.place, " | ".join(filter(None, cells)), "it holds the numbers of the columns")
            return
        if _is_total(cells):
            self._leave(row.place, " | ".join(filter(None, cells)), "it is a row of totals")
            return
        risk_at, refs = self.header.places("risk"), self.header.places("ref")
        how = continued(last.rows[-1], cells, self.header, dotted=self.dotted, broken=broken) if last else Broken()
        if last is not None and (how.same or how.join):
            self._go_on(last, row, cells, how)
            return
        questions = [*row.doubts, *([f"{row.place}: {how.question}"] if how.question else [])]
        questions += _asked_of_risk(row.place, next((cells[p] for p in risk_at if cells[p]), ""))
        if not any(cells[p] for p in risk_at):
            questions.append(f"{row.place}: this row names no risk; what is it about?")
        elif refs and not any(cells[p] for p in refs) and any(r.rows[0][refs[0]] for r in self.risks):
            questions.append(f"{row.place}: this risk has no reference, others have; is it one of its own?")
        banner = self._banners[-1].text if self._banners else ""
        if is_closed(banner):
            questions.append(f"it stands under {quoted(banner)}; is it still a risk of this register?")
        from_above: list[str] = []
        filled = self._filled(cells, from_above)
        self.risks.append(Stitched([filled], [row.place], row.page, self._table, banner, questions, [], from_above))

    def _go_on(self, last: Stitched, row: GridRow, cells: list[str], how: Broken) -> None:
        if how.same:
            last.questions += [f"{row.place}: {how.question}"] if how.question else []
            if row.page != last.page and not any(cells[p] for p in self.header.places("risk")):
                last.questions += self._seams(last.rows[-1], row, cells)
            last.rows.append(cells)
        else:
            last.questions += self._seams(last.rows[-1], row, cells)
            last.rows[-1] = [joined(a, b) for a, b in zip(last.rows[-1], cells, strict=True)]
            last.joins.append(f"{row.place} goes on with the row before it: {how.why}")
        last.places.append(row.place)
        last.page = row.page
        last.questions += row.doubts

    def _seams(self, above: Sequence[str], row: GridRow, cells: Sequence[str]) -> Iterator[str]:
        """What to ask where a page ends between two sentences of an action: they may be one paragraph, or two."""
        for place in (p for role in ACTIONS for p in self.header.places(role)):
            before, after = above[place], cells[place]
            if row.page and before.endswith((".", "!", "?")) and after[:1].isupper() and before != after:
                yield f"{row.place}: is {quoted(after, 40)} an action of its own, or more of that on the page before?"

    def _filled(self, cells: list[str], from_above: list[str]) -> list[str]:
        """A merged cell of a theme stands in its first row only: the others have it from above, and it is asked."""
        for role in ("category", "objective"):
            for place in self.header.places(role):
                over = self._banners[-1] if self._banners else None
                if not cells[place] and over and over.column == place and over.above == len(self.risks):
                    cells[place] = over.text
                elif not cells[place] and self.risks:
                    cells[place] = self.risks[-1].rows[0][place]
                    from_above += [self.header.columns[place].title] if cells[place] else []
        return cells

    def _left_or_banner(self, row: GridRow, cells: list[str], text: str, *, first: bool, broken: bool) -> bool:
        """Whether a row with a single text is a footnote or a banner, and was dealt with."""
        places = [i for i, c in enumerate(cells) if c]
        if _FOOTNOTE.match(text) and not broken:
            self._leave(row.place, text, "it looks like a footnote")
            return True
        if not reads_like_a_banner(text) or not self._stands_over(places, text, first=first, broken=broken):
            return False
        if self.header.columns[places[0]].role == "ref" and len(text) < 6:
            return False
        self._banners.append(Banner(row.place, text, len(self.risks), places[0]))
        self._alone_at = places[0] if first else self._alone_at
        return True

    def _stands_over(  # noqa: PLR0911 - the signs one after the other
        self, places: Sequence[int], text: str, *, first: bool, broken: bool
    ) -> bool:
        """Whether the only text of a row stands where a heading over other rows would."""
        wide, role = len(self.header.columns), self.header.columns[places[0]].role
        if len(places) == wide > 1:
            return True
        if broken or len(places) > 1 or wide < 3:
            return False
        if places == [0] and (first or role != "risk"):
            return True
        if says_banner(text):
            return True
        if places == [self._alone_at]:
            like = "stands alone in its row and was read as a heading, like the first row: is it a risk?"
            self.questions.append(f"{quoted(text)} {like}")
            return True
        if self._numbered and role == "risk":
            self.questions.append(f"{quoted(text)} has no reference and nothing beside it: is it a heading, or a risk?")
            return True
        return False

    def banners(self) -> list[Banner]:
        """The rows that stand over others; one with no risk below it at the end of its table is left out instead."""
        self._end_banners()
        return self._over

    def _end_banners(self) -> None:
        while self._banners and self._banners[-1].above == len(self.risks):
            last = self._banners.pop()
            self._leave(last.place, last.text, "it looks like a heading, and no risk stands below it")
        self._over += self._banners
        self._banners = []

    def leave_hidden(self, rows: Iterable[GridRow]) -> None:
        """Leave out the rows that a document holds and does not show, each told as a row of its own."""
        for row in rows:
            if any(row.cells):
                self.read += 1
                why = next(iter(row.doubts), "the document hides this row")
                self._leave(row.place, " | ".join(filter(None, row.cells)), why)

    def _leave(self, place: str, text: str, why: str, *, whole: bool = True) -> None:
        self.left_out.append(LeftOut(place, text, why, weight(text), whole))


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a row names a total first, and has nothing but numbers behind it."""
    held = [c for c in cells if c]
    return _TOTAL.fullmatch(held[0]) is not None and not any(c.isalpha() for text in held[1:] for c in text)


def _asked_of_risk(place: str, risk: str) -> Iterator[str]:
    """What to ask of a risk for its name alone: it says no word, or that it is closed."""
    if risk and not any(c.isalpha() for c in risk):
        yield f"{place}: the risk is only {quoted(risk)}; what is it called?"
    if says_closed(risk.partition(":")[0]):
        yield f"{place}: {quoted(risk)} says that it is closed; is it still a risk of this register?"


def _are_numbers_of_columns(cells: Sequence[str]) -> bool:
    """Whether a row counts the columns: `(1) | (2) | (3)`, or a, b, c."""
    held = [c.strip("() .").casefold() for c in cells if c]
    first = ("1", "a")
    return len(held) > 2 and held[0] in first and held == [_nth(held[0], n) for n in range(len(held))]


def _nth(first: str, n: int) -> str:
    return str(n + 1) if first == "1" else chr(ord("a") + n)


def _cell(row: GridRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def ends_with_stops(rows: Sequence[GridRow], header: Header) -> bool:
    """Whether most actions of a table end with a full stop."""
    cells = list(_actions(rows, header))
    return sum(c.endswith((".", "!", "?")) for c in cells) * 2 > len(cells)


def _actions(rows: Sequence[GridRow], header: Header) -> Iterator[str]:
    places = [p for role in ACTIONS for p in header.places(role)]
    titles = {folded(c.title) for c in header.columns}
    found = (row.cells[p] for row in rows for p in places if p < len(row.cells) and row.cells[p])
    return (cell for cell in found if folded(cell) not in titles)


def asked_of_names(risks: Sequence[Stitched], header: Header) -> None:
    """Ask about each risk that has nothing but a name."""
    for risk in risks:
        held = [quoted(c) for cells in risk.rows for c in cells if c]
        if len(held) == 1 and len(header.columns) > 1:
            risk.questions.append(f"{risk.places[0]}: {held[0]} stands alone in its row; is it a risk?")
