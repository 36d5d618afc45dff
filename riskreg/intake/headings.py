"""The headings of a table: in which of its first rows they stand, over how many rows, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from riskreg.intake.columns import MEASURES, is_risk_table, role_of, roles_of
from riskreg.intake.grid import Grid
from riskreg.intake.plain import folded, quoted

_FIRST_ROWS = 12
_CONTROL = re.compile(r"(?i)(?:key |existing |current )?controls?\b")
_LONGEST_HEADING = 14
_MARK = frozenset("* x y yes • √ ● ✓ ✔".split())


@frozen
class Column:
    """One column of a table."""

    role: str | None
    """What it holds, a word of `columns.COLUMNS`; None where riskreg has no place for it."""
    title: str
    """Its heading."""
    place: int
    """Counted from 0."""
    step: str = ""
    """Where several columns are the steps of one scale and a mark says which: what this step is called."""


@frozen
class Header:
    """The headings of a table."""

    columns: tuple[Column, ...]
    """From left to right."""
    start: int
    """The row they begin in, counted from 0."""
    height: int
    """Over so many rows they run."""
    doubts: tuple[str, ...] = ()
    """What is not sure of them, as questions."""

    @property
    def roles(self) -> tuple[str, ...]:
        """What the table holds, each once."""
        return tuple(dict.fromkeys(c.role for c in self.columns if c.role))

    def places(self, role: str) -> tuple[int, ...]:
        """The columns that hold it."""
        return tuple(c.place for c in self.columns if c.role == role)


def header_of(grid: Grid) -> Header | None:
    """The headings of a risk table; None where none of the first rows has them."""
    found = [h for h in _possible(grid) if is_risk_table(h.roles)]
    # The more is understood the better, each meaning counted once at first; of equals, the first row, and one row.
    return max(found, key=_understood, default=None)


def _understood(header: Header) -> tuple[int, int, int, int]:
    return len(header.roles), -header.start, sum(c.role is not None for c in header.columns), -header.height


def told_header(grid: Grid, places: Mapping[str, int]) -> Header:
    """The headings of a table whose columns a person has named; the first row is one of them if it looks so."""
    own = header_of(grid)
    start, height = (own.start, own.height) if own else (0, int(_is_heading_row(grid.rows[0].cells)))
    titles = _joined(grid, start, height) if height else ()
    roles = {place: role for role, place in places.items()}
    wide = max((len(r.cells) for r in grid.rows), default=0)
    columns = (Column(roles.get(c), titles[c] if c < len(titles) else f"column {c + 1}", c) for c in range(wide))
    return Header(tuple(columns), start, height)


def _possible(grid: Grid) -> Iterator[Header]:
    for start in range(min(_FIRST_ROWS, len(grid.rows))):
        for height in (1, 2):
            rows = grid.rows[start : start + height]
            if len(rows) < height or not all(_is_heading_row(row.cells) for row in rows):
                continue
            below = rows[-1].cells if height > 1 else ()
            yield _header(_joined(grid, start, height), start, height, below)


def _is_heading_row(cells: Sequence[str]) -> bool:
    return all(len(cell.split()) <= _LONGEST_HEADING for cell in cells) and any(cell.strip() for cell in cells)


def _joined(grid: Grid, start: int, height: int) -> tuple[str, ...]:
    """The headings, one text a column; a heading over several columns counts for each that has one of its own below."""
    first = [" ".join(c.split()) for c in grid.rows[start].cells]
    if height == 1:
        return tuple(first)
    second = [" ".join(c.split()) for c in grid.rows[start + 1].cells]
    wide = max(len(first), len(second))
    first += [""] * (wide - len(first))
    second += [""] * (wide - len(second))
    titles, above = [], ""
    for top, below in zip(first, second, strict=True):
        above = top or (above if below else "")
        titles.append(above if above == below else f"{above} {below}".strip())
    return tuple(titles)


def _header(titles: Sequence[str], start: int, height: int, below: Sequence[str] = ()) -> Header:
    roles = list(roles_of(titles))
    for place, own in enumerate(below):  # a heading over several columns may say nothing that helps the one below it
        if roles[place] is None and own and (role := role_of(own)) != "risk":
            roles[place] = role
    if "mitigation" in roles:  # beside planned actions, whoever owns a control owns none of them
        roles = [None if r == "action-owner" and _CONTROL.match(t) else r for r, t in zip(roles, titles, strict=True)]
    _owner_of_actions(roles)
    if not any(role and role.endswith(".likelihood") for role in roles):
        roles = [None if folded(t) == "s" else r for r, t in zip(roles, titles, strict=True)]
    doubts = (*_severity(roles, titles), *_told_apart(roles, titles))
    steps = _steps(roles, titles)
    columns = (Column(role, t, i, steps.get(i, "")) for i, (role, t) in enumerate(zip(roles, titles, strict=True)))
    return Header(tuple(columns), start, height, doubts)


def _owner_of_actions(roles: list[str | None]) -> None:
    """A second owner, right of the actions, is that of the action."""
    owners = [place for place, role in enumerate(roles) if role == "owner"]
    actions = [place for place, role in enumerate(roles) if role == "mitigation"]
    if len(owners) == 2 and actions and "action-owner" not in roles and owners[1] > actions[-1]:
        roles[owners[1]] = "action-owner"


def _severity(roles: list[str | None], titles: Sequence[str]) -> Iterator[str]:
    """Severity beside likelihood and impact is what follows from both, where no other column is."""
    for place, title in enumerate(titles):
        stage = (roles[place] or "").partition(".")[0]
        impacts = [i for i, role in enumerate(roles) if role == f"{stage}.impact" and i != place]
        others = {f"{stage}.score", f"{stage}.rating"} & set(roles)
        plain = impacts and not any("severity" in folded(titles[i]) for i in impacts)
        if plain and "severity" in folded(title) and roles[place] == f"{stage}.impact" and not others:
            roles[place] = f"{stage}.rating"
            yield f"{quoted(title)} stands beside likelihood and impact, and was read as the {stage} rating: is it?"


def _told_apart(roles: list[str | None], titles: Sequence[str]) -> Iterator[str]:
    """Scores that two groups of columns hold under one name: the first is the inherent one, or the second a target."""
    twice = [m for m in MEASURES if roles.count(f"current.{m}") == 2]
    if not twice:
        return
    pairs = [[i for i, role in enumerate(roles) if role == f"current.{m}"] for m in twice]
    words = folded(" ".join(titles[i] for pair in pairs for i in pair))
    if "current" in words and "residual" in words:
        stage, which = "target", 1
    elif any(role and role.startswith("inherent") for role in roles):
        return
    else:
        stage, which = "inherent", 0
    for measure, pair in zip(twice, pairs, strict=True):
        roles[pair[which]] = f"{stage}.{measure}"
    named = ", ".join(quoted(titles[pair[which]]) for pair in pairs)
    which_of = "second" if which else "first"
    yield f"the table scores twice; {named} (the {which_of}) was read as the {stage} score: is it?"


def _steps(roles: Sequence[str | None], titles: Sequence[str]) -> dict[int, str]:
    """Columns that are the steps of one scale, with a mark in one of them: their own words."""
    found: dict[int, str] = {}
    for role in {r for r in roles if r and "." in r}:
        places = [i for i, r in enumerate(roles) if r == role]
        if len(places) >= 3:
            found |= {i: _own_words(titles[i], [titles[j] for j in places]) for i in places}
    return found


def _own_words(title: str, others: Sequence[str]) -> str:
    words = title.split()
    shared = next((n for n, w in enumerate(words) if any(w not in o.split() for o in others)), 0)
    return " ".join(words[shared:]) or title


def is_mark(cell: str) -> bool:
    """Whether a cell holds only a cross or a tick."""
    return cell.strip(" *").casefold() in _MARK or re.fullmatch(r"\W{1,2}", cell.strip()) is not None
