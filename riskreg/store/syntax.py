"""Read TOML text; where it is not TOML, say at every place what is wrong, and go on with the rest.

The parser of the standard library is the judge of what a text holds. Where it refuses, the text is mended: what is
faulty is blanked, with nothing else moved, so that lines and columns stay those of the file; then it is parsed again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from riskreg.finding import Path, Spot
from riskreg.store.parser import Parser, by_the_library, fast_parsed, parsed
from riskreg.store.toml.limits import MAX_DEPTH, too_large

if TYPE_CHECKING:
    from riskreg.store.toml.lines import Lines
    from riskreg.store.toml.mending import Mended, Notice

_ROUNDS = 4
_HOLDERS = (dict, list)
_NEWER_PARSER = sys.version_info >= (3, 15)

_KEYED = re.compile(r"^[ \t]*\[\[[ \t]*(?:register|matrix|risk|removed)[ \t]*[.\]]", re.MULTILINE)
_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class Slip(NamedTuple):
    """One thing in a text that is not TOML."""

    spot: Spot
    """Where."""
    code: str
    """What kind of slip; E101 to E117."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""
    address: str
    """The table or key that it is about, as far as that can be told."""


class Lost:
    """The keys and tables that stood in what was blanked, as far as they can be told."""

    def __init__(self, paths: frozenset[Path] = frozenset()) -> None:
        self.paths = paths

    def __contains__(self, path: Path) -> bool:
        """Whether what seems to be missing at a path, or a part of it, may only have been blanked."""
        held = any(path[:length] in self.paths for length in range(len(path) + 1))
        return held or any(lost[: len(path)] == path for lost in self.paths)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


class Parsed(NamedTuple):
    """What was made of a text."""

    data: dict[str, Any]
    """What it holds, without what is faulty."""
    text: str
    """The text that was parsed at last: its lines, and the columns of all that was not blanked, are the file's."""
    slips: tuple[Slip, ...] = ()
    """What is wrong with it, in the order of the text."""
    partial: bool = False
    """Whether something was blanked, so that the absence of a key or table proves nothing."""
    lost: Lost = Lost()
    """Which keys and tables that was."""


def parse(text: str) -> Parsed:
    """Read a text of any kind. Raises nothing."""
    data = None if _has_many_dots(text) else quickly(text)
    return Parsed(data, text) if data is not None and _is_sound(data) else _mending(text)


def quickly(text: str) -> dict[str, Any] | None:
    """The data of a text that the parser accepts; None where it refuses, or the text has to be looked at closely.

    How deep the data are and how large their numbers is left to whoever reads them: a record has no room for either.
    """
    if _NEWER_PARSER or ("[[" in text and _KEYED.search(text)):
        return None
    data = fast_parsed(text)
    if data is not None or _has_many_dots(text):
        return data
    judged = _judged(text, by_the_library)
    return judged if isinstance(judged, dict) else None


def _has_many_dots(text: str) -> bool:
    """Whether a key may have so many parts that `tomllib`, whose time grows with their square, would be slow."""
    return any(line.count(".") >= MAX_DEPTH for line in text.split("\n") if len(line) > MAX_DEPTH)


def _accepted(text: str) -> dict[str, Any] | None:
    judged = _judged(text)
    return judged if isinstance(judged, dict) and _is_sound(judged) else None


def _judged(text: str, parser: Parser = parsed) -> dict[str, Any] | int:
    """The data of a text, or the line at which the parser refuses it."""
    try:
        return parser(text)
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        return int(line[1]) if line else text.rstrip().count("\n") + 1


def _is_sound(data: dict[str, Any]) -> bool:
    """Whether nothing is nested too deep or a number too large, which the parser lets pass."""
    level: list[Any] = [data]
    # Each key of a header may name an array of tables, which is one level more.
    for _ in range(2 * MAX_DEPTH):
        values = [v for holder in level for v in (holder.values() if type(holder) is dict else holder)]
        if any(too_large(v) for v in values if type(v) is int):
            return False
        level = [v for v in values if type(v) in _HOLDERS]
    return not level


def _mending(text: str) -> Parsed:
    from riskreg.store.toml.lines import Lines, blanked
    from riskreg.store.toml.mending import mended

    result = mended(text)
    rounds = _ROUNDS
    while (data := _accepted(result.text)) is None and rounds:
        result, rounds = _cut_short(result), rounds - 1
    slips = tuple(_slips(result.notices, Lines(text)))
    if data is None:
        return Parsed({}, blanked(text), slips, partial=True, lost=Lost(frozenset({()})))
    data.pop(result.scratch, None)
    return Parsed(data, result.text, slips, result.partial, Lost(result.lost))


def _cut_short(result: Mended) -> Mended:
    """The text without all that follows the line at which the parser refuses it, for a reason not known here."""
    from riskreg.store.toml.lines import Lines, blanked
    from riskreg.store.toml.mending import Notice
    from riskreg.store.toml.wording import NOT_TOML

    judged = _judged(result.text)
    lines = Lines(result.text)
    start = lines.starts[judged - 1] if isinstance(judged, int) else 0
    notices = result.notices
    if not any(n.says is NOT_TOML for n in notices):
        notices = (*notices, Notice(NOT_TOML, start, start + 1, ""))
    text = result.text[:start] + blanked(result.text[start:])
    return evolve(result, text=text, notices=notices, partial=True, lost=frozenset({()}))


def _slips(notices: Iterable[Notice], lines: Lines) -> Iterator[Slip]:
    for notice in notices:
        yield Slip(lines.spot(notice.start, notice.end), *notice.says, notice.address)
