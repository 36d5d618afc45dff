"""The next register begun from the text of the last: what belongs to that one alone is left out, comments are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, takewhile

from attrs import evolve

from riskreg.finding import Path
from riskreg.model.dates import PartialDate, Precision
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.store.edit import Edit, edited
from riskreg.store.layout import formatted
from riskreg.store.rows import Row, rows
from riskreg.store.toml.parts import Item

Gone = Callable[[Path], bool]
"""Whether what stands at a path is left out."""


def next_register(register: Register, date: PartialDate, *, drop_finished: bool) -> Register:
    """What the next register is to say before anybody has edited it."""
    risks = tuple(_next_risk(risk, drop_finished) for risk in register.risks)
    return evolve(register, date=date, source=None, risks=risks, removed=())


def _next_risk(risk: Risk, drop_finished: bool) -> Risk:
    kept = (m for m in risk.mitigations if not (drop_finished and _finished(m)))
    return evolve(
        risk,
        supersedes=(),
        place=None,
        assurance=tuple(evolve(a, place=None) for a in risk.assurance),
        mitigations=tuple(evolve(m, supersedes=(), place=None) for m in kept),
    )


def _finished(mitigation: Mitigation) -> bool:
    return mitigation.status is not None and mitigation.status.finished


def next_text(text: str, register: Register, date: PartialDate, *, drop_finished: bool) -> str:
    """The text of a register turned into that of the next, with LF line ends; canonical where that one is."""
    text = text.replace("\r\n", "\n")
    finished = {(r.id, m.id) for r in register.risks for m in r.mitigations if drop_finished and _finished(m)}
    after = edited(text, _edits(text, _literal(date), lambda path: _is_gone(path, finished)))
    after = after.rstrip() + "\n"
    if formatted(text, register) != text:
        return after
    return formatted(after, next_register(register, date, drop_finished=drop_finished))


def _literal(date: PartialDate) -> str:
    return str(date) if date.precision is Precision.DAY else f'"{date}"'


def _is_gone(path: Path, finished: set[tuple[str, str]]) -> bool:
    """What belongs to the register before, or is finished; and whatever stands within it."""
    match path:
        case ("removed", *_) | ("register", "source"):
            return True
        case ("risk", _, "place" | "supersedes", *_) | ("risk", _, "assurance", int(), "place"):
            return True
        case ("risk", str(id), "mitigation", str(mitigation), *rest):
            return (id, mitigation) in finished or rest[:1] in (["place"], ["supersedes"])
        case _:
            return False


def _edits(text: str, date: str, gone: Gone) -> Iterator[Edit]:
    listed = list(rows(text))
    goes = False
    for index, row in enumerate(listed):
        if row.is_header:
            goes = gone(row.path) or _is_emptied(text, listed, index, gone)
            if goes:
                yield Edit(_head(text, listed, index), _tail(text, listed, index), "")
        elif goes:
            continue  # with the header that it stands under
        elif gone(row.path):
            yield Edit(row.first, min(row.end + 1, len(text)), "")
        else:
            yield from _inside(row, date, gone)


def _is_emptied(text: str, listed: list[Row], index: int, gone: Gone) -> bool:
    """Whether a table of actions loses every one of them, and has no comment between them."""
    header = listed[index]
    if len(header.path) != 3 or header.path[2] != "mitigation":
        return False
    inner = list(takewhile(lambda row: not row.is_header, islice(listed, index + 1, None)))
    ends = [header.value_end, *(row.end for row in inner)]
    between = (text[end : row.first] for end, row in zip(ends, inner, strict=False))
    return bool(inner) and all(gone(row.path) for row in inner) and not any("#" in gap for gap in between)


def _head(text: str, listed: list[Row], index: int) -> int:
    """Where the comment lines directly above a header begin, or its own line."""
    first = listed[index].first
    floor = listed[index - 1].end + 1 if index else 0
    while first > floor:
        above = text.rfind("\n", 0, first - 1) + 1
        if above < floor or not text[above:first].lstrip().startswith("#"):
            break
        first = above
    return first


def _tail(text: str, listed: list[Row], index: int) -> int:
    """Where the table of a header ends: behind its last row, the comments that touch it, and blank lines."""
    last = index
    while last + 1 < len(listed) and not listed[last + 1].is_header:
        last += 1
    end = min(listed[last].end + 1, len(text))
    limit = _head(text, listed, last + 1) if last + 1 < len(listed) else len(text)
    for wanted in (lambda line: line.startswith("#"), lambda line: not line):
        while end < limit and wanted(text[end : _next_line(text, end)].strip()):
            end = _next_line(text, end)
    return end


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _inside(row: Row, date: str, gone: Gone) -> Iterator[Edit]:
    """The date, and what is left out of inline tables."""
    for item in row.items:
        if item.path == ("register", "date"):
            yield Edit(item.start, item.end, date)
        if not gone(item.path):
            yield from _children(row.children(item), gone)


def _children(children: list[Item], gone: Gone) -> Iterator[Edit]:
    """Each with the comma before it, or where nothing is left before it, with the one behind."""
    kept_before = False
    for index, child in enumerate(children):
        if not child.parts or not gone(child.path):
            kept_before = True
        elif kept_before:
            yield Edit(children[index - 1].end, child.end, "")
        else:
            is_last = index + 1 == len(children)
            end = child.end if is_last else children[index + 1].parts[0].start
            yield Edit(child.parts[0].start, end, "")
