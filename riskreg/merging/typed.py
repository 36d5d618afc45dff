"""A value that both sides may have changed, typed again: each part as the side typed it that it is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import define, field

from riskreg.comparison.merged_order import merged_lines
from riskreg.comparison.threeway import MISSING, decided, keyed, same, three_way
from riskreg.finding import Path
from riskreg.merging.three import Three
from riskreg.merging.values import Part, Value
from riskreg.store.safe import NotAsMeant

Typed = tuple[str | None, str | None]
"""The text with every contradiction resolved our way, and their way; None where the value is not there."""

_INDENT = "    "
_NO_PART = Part((), "", Value(""))


def typed(path: Path, data: Three[Any], values: Three[Value | None]) -> Typed:
    """The text of what three values at a path come to. Raises NotAsMeant where it is typed in a way not foreseen."""
    settled = _settled(data, values)
    if settled is not None and (settled[0] is None or settled[1]):
        text = settled[0].text if settled[0] is not None else None
        return text, text
    parts = keyed(path, *data)
    if parts is None and settled is not None:
        return _as_it_is(settled[0], values)
    if parts is None:
        ours, theirs = (v.text if v is not None else None for v in values[1:])
        return ours, theirs
    if three_way(path, *data).ours is MISSING:
        return None, None
    return _rebuilt(path, Three(*parts), values, as_list=isinstance(data.ours, list) or isinstance(data.theirs, list))


def _settled(data: Three[Any], values: Three[Value | None]) -> tuple[Value | None, bool] | None:
    """The value of the side that is right where one is, and whether the other side has nothing to add to its text."""
    base, ours, theirs = values
    if not (same(data.ours, data.theirs) or same(data.base, data.theirs) or same(data.base, data.ours)):
        return None
    chosen, left = ours, theirs
    if (same(data.base, data.ours) and not same(data.ours, data.theirs)) or ours == base:
        chosen, left = theirs, ours
    return chosen, chosen is None or not chosen.parts or left in (None, chosen, base)


def _as_it_is(chosen: Value | None, values: Three[Value | None]) -> Typed:
    """A value that cannot be put together from its parts; not where that would lose a comment."""
    if any(v is not None and v.has_comment for v in values):
        raise NotAsMeant("comments of both sides within a list that names one thing twice")
    text = chosen.text if chosen is not None else None
    return text, text


def tail_of(tails: Three[str]) -> str:
    """What stands behind a value on its line; where both sides changed it, both comments."""
    base, ours, theirs = tails
    if theirs in (base, ours) or not theirs.strip():
        return ours
    if ours == base or not ours.strip():
        return theirs
    return f"{ours.rstrip()}  {theirs.strip()}"


def new_comments(base: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """The comments that a side has put in; a text without one may stand for none."""
    known = {*base}
    return tuple(comment for comment in now if comment and comment not in known)


@define
class _Rebuilt:
    """The parts of a list or inline table, one after the other, for one way of resolving contradictions."""

    parts: list[Part] = field(factory=list)
    waiting: tuple[str, ...] = ()
    """Comments of parts that are gone, for the next one."""

    def add(self, part: Part, text: str | None) -> None:
        if text is None:
            self.waiting += part.above + ((part.beside,) if part.beside else ())
            return
        self.parts.append(Part(part.names, part.key, Value(text), self.waiting + part.above, part.beside))
        self.waiting = ()


def _rebuilt(path: Path, parts: Three[Any], values: Three[Value | None], *, as_list: bool) -> Typed:
    known = Three(*(_by_key(keys, value) for keys, value in zip(parts, values, strict=True)))
    mine, other = _Rebuilt(), _Rebuilt()
    for key, _ in decided(path, (parts.base, parts.ours, parts.theirs), as_list=as_list):
        found = known.each(lambda side, key=key: side.get(key))  # type: ignore[misc]
        data = parts.each(lambda side, key=key: side.get(key, MISSING))  # type: ignore[misc]
        texts = typed((*path, 0 if as_list else key), data, found.each(lambda p: p.value if p else None))
        for rebuilt, text in zip((mine, other), texts, strict=True):
            rebuilt.add(_part(found, gone=text is None), text)
    layout = _list if as_list else _table
    return layout(mine, values), layout(other, values)


def _by_key(keys: Any, value: Value | None) -> dict[Any, Part]:
    """The parts of a value as it is typed, each by what names it."""
    typed_parts = value.parts if value else ()
    if any(len(p.names) > 1 for p in typed_parts) or len(typed_parts) != len(keys):
        raise NotAsMeant("a dotted key within braces")
    if typed_parts and typed_parts[0].names:
        return {p.names[0]: p for p in typed_parts}
    return dict(zip(keys, typed_parts, strict=True))


def _part(found: Three[Part | None], *, gone: bool) -> Part:
    """The comments and the key of a part; of one that is gone, the comments that a side put in."""
    base, ours, theirs = found.each(lambda p: p or _NO_PART)
    if gone:
        new = new_comments((*base.above, base.beside), (*ours.above, ours.beside, *theirs.above, theirs.beside))
        return Part((), "", Value(""), new)
    if found.ours is None or found.theirs is None:
        return theirs if found.ours is None else ours
    above = merged_lines(base.above, ours.above, theirs.above)
    beside = tail_of(Three(base.beside, ours.beside, theirs.beside))
    key = Three(base.key, ours.key, theirs.key).led()
    return Part(ours.names, key, ours.value, above, beside)


def _table(rebuilt: _Rebuilt, values: Three[Value | None]) -> str:
    sample = (values.ours or values.theirs or Value("{ }")).text
    space = " " if sample[1:2] == " " else ""
    inner = ", ".join(f"{p.key}{p.value.text}" for p in rebuilt.parts)
    return f"{{{space}{inner}{space}}}" if inner else "{}"


def _list(rebuilt: _Rebuilt, values: Three[Value | None]) -> str:
    opening = tail_of(values.each(lambda v: v.opening if v else ""))
    closing = merged_lines(*values.each(lambda v: v.closing if v else ()))
    closing = (*rebuilt.waiting, *(line for line in closing if line not in rebuilt.waiting))
    commented = opening or closing or any(p.above or p.beside for p in rebuilt.parts)
    sample = _sample(values)
    if not commented and "\n" not in sample:
        space = " " if sample[1:2] == " " and rebuilt.parts else ""
        return f"[{space}{', '.join(p.value.text for p in rebuilt.parts)}{space}]"
    indent, outer = _indents(sample)
    lines = [f"[  {opening}" if opening else "["]
    for part in rebuilt.parts:
        lines += [indent + comment for comment in part.above]
        lines.append(f"{indent}{part.value.text},{'  ' if part.beside else ''}{part.beside}")
    lines += [indent + comment for comment in closing]
    return "\n".join((*lines, f"{outer}]"))


def _sample(values: Three[Value | None]) -> str:
    """The text whose layout is followed: that of the side that changed it."""
    broken = values.each(lambda v: bool(v) and "\n" in v.text if v else False)
    chosen = values.theirs if broken.led() == broken.theirs != broken.ours else values.ours
    return (chosen or values.theirs or Value("[]")).text


def _indents(sample: str) -> tuple[str, str]:
    """What stands before an item on its line, and before the closing bracket."""
    inner = re.search(r"\n([ \t]*)(?=[^ \t\n\]])", sample)
    outer = re.search(r"\n([ \t]*)\]\Z", sample)
    return inner[1] if inner else _INDENT, outer[1] if outer else ""
