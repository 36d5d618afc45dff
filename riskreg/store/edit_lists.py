"""An item put into, or taken out of, a `supersedes` list, however the file is typed.

Comments, line ends, quoting and the way a list is broken into lines are kept; taking out what was put in gives the
bytes that were there before.
"""

from __future__ import annotations

import re

from riskreg.finding import Path
from riskreg.store.edit import Edit, edited, line_break
from riskreg.store.rows import Row, rows
from riskreg.store.safe import NotAsMeant
from riskreg.store.toml.lexemes import line_end, line_start
from riskreg.store.toml.parts import Item

KEY = "supersedes"

_BEFORE_IT = {2: ("title",), 4: ("status", "action", "owner", "since", "due", "cost", "place", "evidence")}
"""After which keys the list is put, in the table of a risk (its path has two steps) or of an action (four)."""

_TO_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*,")
_REST = re.compile(r"[ \t]*(#[^\n\r]*)?\r?(?=\n|\Z)")


def with_item(text: str, owner: Path, item: str) -> str:
    """The text with an item at the end of the owner's list; `owner` is the path of a risk or an action."""
    found = _list(text, owner)
    return edited(text, _put(text, *found, item) if found else [_created(text, owner, item)])


def without_item(text: str, owner: Path, index: int) -> str:
    """The text without an item of the owner's list; without the list where nothing else was in it."""
    found = _list(text, owner)
    if found is None:
        raise NotAsMeant("there is no list to take from")
    row, holder = found
    items = row.children(holder)
    if len(items) == 1:
        return edited(text, _only(text, row, holder, items[0]))
    return edited(text, _taken(text, holder, items, index))


def _list(text: str, owner: Path) -> tuple[Row, Item] | None:
    path = (*owner, KEY)
    return next(((row, item) for row in rows(text) for item in row.items if item.path == path), None)


# Putting in


def _put(text: str, row: Row, holder: Item, item: str) -> list[Edit]:
    items = row.children(holder)
    if not items:
        # The comma tells it from a list that was made for its item, and is taken out with it.
        return [Edit(holder.start + 1, holder.start + 1, f'"{item}",')]
    last = items[-1]
    quoted = _like(text[last.start], item)
    own_line = _own_line(text, last, holder)
    if own_line is None:
        return [Edit(last.end, last.end, f", {quoted}")]
    end, has_comma = own_line
    indent = text[line_start(text, last.start) : last.start]
    new = f"{line_break(text, last.end)}{indent}{quoted}{',' if has_comma else ''}"
    # Where both stand at one place, the comma comes first.
    return [*([] if has_comma else [Edit(last.end, last.end, ",")]), Edit(end, end, new)]


def _own_line(text: str, item: Item, holder: Item) -> tuple[int, bool] | None:
    """Where the line of an item that has one to itself ends, and whether a comma stands behind it."""
    begin = line_start(text, item.start)
    if begin <= holder.start or text[begin : item.start].strip() or "\n" in text[item.start : item.end]:
        return None
    has_comma = bool(re.compile(r"[ \t]*,").match(text, item.end))
    if not has_comma and _TO_COMMA.match(text, item.end, holder.end):
        return None  # its comma stands on another line
    rest = text.index(",", item.end) + 1 if has_comma else item.end
    match = _REST.match(text, rest)
    if match is None or match.end() >= holder.end:
        return None
    end = line_end(text, rest)
    return end - text.endswith("\r", 0, end), has_comma


def _like(quote: str, item: str) -> str:
    return f"{quote}{item}{quote}"


def _created(text: str, owner: Path, item: str) -> Edit:
    """A new list: within braces behind the value before it, else on a line of its own with the same key before it."""
    row, before = _place(text, owner)
    pair = f'{KEY} = ["{item}"]'
    if before is not row.items[0]:
        return Edit(before.end, before.end, f", {_prefix(text, before)}{pair}")
    indent = text[row.first : row.start]
    return Edit(row.end, row.end, f"{line_break(text, row.start)}{indent}{_prefix(text, before)}{pair}")


def _place(text: str, owner: Path) -> tuple[Row, Item]:
    """The last value of the owner's table behind which the list may stand."""
    after = {(*owner, key) for key in _BEFORE_IT[len(owner)]}
    found = [(row, item) for row in rows(text) for item in row.items if item.path in after]
    if not found:
        raise NotAsMeant("there is no place for the list")
    return found[-1]


def _prefix(text: str, item: Item) -> str:
    """What stands in a dotted key before its last part."""
    return text[item.parts[0].start : item.parts[-1].start]


# Taking out


def _only(text: str, row: Row, holder: Item, item: Item) -> list[Edit]:
    """The one item of a list: alone where it was put into an empty list or has comments around it, else all of it."""
    if text.startswith(",", item.end) and item.start == holder.start + 1:
        return [Edit(item.start, item.end + 1, "")]
    if "#" not in text[holder.start : item.start] + text[item.end : holder.end]:
        return [_whole(text, row, holder)]
    if line := _line_of(text, item, holder):
        return [line]
    comma = _TO_COMMA.match(text, item.end, holder.end)
    return [Edit(item.start, item.end, ""), *([Edit(comma.end() - 1, comma.end(), "")] if comma else [])]


def _whole(text: str, row: Row, holder: Item) -> Edit:
    """The list with its key, and in braces with a comma."""
    if holder is row.items[0]:
        if text[row.value_end : row.end].strip():
            return Edit(holder.start, holder.end, "[]")  # a comment stands behind it
        return _lines(text, row)
    around = next(i for i in row.items if i is not holder and holder in row.children(i))
    siblings = row.children(around)
    index = siblings.index(holder)
    if index:
        return Edit(siblings[index - 1].end, holder.end, "")
    following = siblings[index + 1].parts[0].start if len(siblings) > 1 else holder.end
    return Edit(holder.parts[0].start, following, "")


def _lines(text: str, row: Row) -> Edit:
    """The lines of a row; of the last row of a text that does not end with a line break, the break before it."""
    end = line_end(text, row.end)
    if end < len(text):
        return Edit(row.first, end + 1, "")
    before = row.first - 1
    return Edit(before - text.endswith("\r", 0, before), end, "")


def _taken(text: str, holder: Item, items: list[Item], index: int) -> list[Edit]:
    """One of several items with one comma: its line where it has one to itself, else what the item before leaves."""
    item = items[index]
    behind = _TO_COMMA.match(text, item.end, holder.end)
    before = _TO_COMMA.match(text, items[index - 1].end, item.start) if index else None
    comma = behind or before
    if comma is None:
        raise NotAsMeant("the items of a list have no comma between them")
    if line := _line_of(text, item, holder):
        return [line] if behind else [Edit(comma.end() - 1, comma.end(), ""), line]
    if before and _bare(text[items[index - 1].end : item.start]):
        return [Edit(items[index - 1].end, item.end, "")]
    if index == 0 and _bare(text[item.end : items[1].start]):
        return [Edit(item.start, items[1].start, "")]
    return [Edit(item.start, item.end, ""), Edit(comma.end() - 1, comma.end(), "")]


def _line_of(text: str, item: Item, holder: Item) -> Edit | None:
    """The line of an item that has one to itself, without a comment, and the line break before it."""
    own_line = _own_line(text, item, holder)
    if own_line is None or "#" in text[item.end : own_line[0]]:
        return None
    before = line_start(text, item.start) - 1
    return Edit(before - text.endswith("\r", 0, before), own_line[0], "")


def _bare(between: str) -> bool:
    """Whether nothing but a comma and blanks of one line stands there."""
    return not between.strip(", \t")
