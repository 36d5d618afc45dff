"""Three texts of a register become one: what both sides did, and where they contradict each other.

The decision is made on what the texts say, by record and by field; the text is then put together from what each side
typed. Last it is read again: with every dispute resolved one way, it must say what was decided for that side, and no
comment may be lost. Else it is tried once more on the canonical layout of all three, and then declined.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from riskreg.comparison.merged_order import merged_order
from riskreg.comparison.threeway import Conflict, Sides, same, three_way
from riskreg.errors import Declined, InvalidRegister, RiskregError
from riskreg.finding import Path
from riskreg.merging.comments import comments
from riskreg.merging.crosswise import settled
from riskreg.merging.renames import Side, followed
from riskreg.merging.styles import Style, merged_style, plain, styled
from riskreg.merging.three import Three
from riskreg.merging.tree import document
from riskreg.merging.weave import Clash, Pieces, marked, resolved, woven
from riskreg.printable import printable
from riskreg.store.layout import formatted
from riskreg.store.raw import decode
from riskreg.store.read import loads
from riskreg.store.safe import NotAsMeant
from riskreg.store.syntax import parse

LABELS = ("ours", "base", "theirs")
"""What the three sides are called where nobody calls them anything else."""

MARKER_SIZE = 7
"""How many signs a marker of git has."""


@frozen
class Merged:
    """What a merge came to."""

    text: bytes
    """The merged file, with markers around what is in dispute."""
    conflicts: tuple[Conflict, ...] = field(default=())
    """What is in dispute; none where the merge is clean."""
    exempt: frozenset[Path] = field(default=frozenset())
    """The risks that some side exempts from publication: their values are not told in messages."""


def merge_texts(  # noqa: PLR0913 (three texts, and what they are called)
    base: bytes,
    ours: bytes,
    theirs: bytes,
    *,
    labels: tuple[str, str, str] = LABELS,
    names: tuple[str, str, str] | None = None,
    marker_size: int = MARKER_SIZE,
) -> Merged:
    """Merge two edits of one register. `base` is empty where both sides added the file; it may hold markers of git.

    `labels` name our side, the base and their side in the markers; `names` are the files as messages call them.

    Raises Declined where a text is not TOML, or the merged text would not say what was decided.
    """
    if theirs in (ours, base):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    files = Three(settled(base), ours, theirs)
    called, signed = _in_order(names or labels), _in_order(labels)
    style = merged_style(files)
    sides = Three(*(_side(data, name, style) for data, name in zip(files, called, strict=True)))
    pieces, conflicts = _merged(followed(sides), sides)
    text = styled(marked(pieces, signed.each(_on_one_line), marker_size), style)
    return Merged(text, conflicts, frozenset(path for side in sides for path in _exempt(side)))


def _in_order(ours_first: tuple[str, str, str]) -> Three[str]:
    ours, base, theirs = ours_first
    return Three(base, ours, theirs)


def _on_one_line(label: str) -> str:
    return printable(" ".join(label.split()))


def _exempt(side: Side) -> Iterator[Path]:
    return (("risk", id) for id, risk in side.records("risk").items() if risk.get("exempt") is True)


def _side(data: bytes, name: str, style: Style) -> Side:
    """A file's text and data. Raises Declined with the place of what is not TOML."""
    text, blemishes = decode(data)
    parsed = parse(plain(text, style))
    if faults := blemishes or parsed.slips:
        first = faults[0]
        raise Declined(f"{name}:{first.spot.line}:{first.spot.column}: {first.code} {first.message}")
    return Side(parsed.text, parsed.data)


def _merged(sides: Three[Side], typed: Three[Side]) -> tuple[Pieces, tuple[Conflict, ...]]:
    """The merge of the texts as they are typed; where that cannot be, of their canonical layout."""
    try:
        return _proved(sides, typed)
    except NotAsMeant as first:
        laid_out = _laid_out(sides, first)
        try:
            return _proved(laid_out, typed)
        except NotAsMeant as second:
            raise Declined(f"the merged text would not say what was decided ({second})") from first


def _laid_out(sides: Three[Side], first: NotAsMeant) -> Three[Side]:
    """The canonical layout of all three. Raises Declined where one has faults."""
    try:
        return sides.each(lambda s: _side_laid_out(s) if s.text else s)
    except (RiskregError, InvalidRegister, NotAsMeant) as error:
        raise Declined(f"this cannot be merged as it is typed ({first}), and one of the files has faults") from error


def _side_laid_out(side: Side) -> Side:
    text = formatted(side.text + "\n", loads(side.text)).removesuffix("\n")
    return Side(text, parse(text).data)


def _proved(sides: Three[Side], typed: Three[Side]) -> tuple[Pieces, tuple[Conflict, ...]]:
    """The merged lines and the contradictions. Raises NotAsMeant where the lines do not say what was decided."""
    data = sides.each(lambda s: _pruned(s.data))
    decision = three_way((), *data)
    trees = sides.each(lambda s: document(s.text))
    pieces = woven(trees, data)
    paths = trees.each(lambda d: [r.path for r in d.records])
    order = merged_order(*paths, {*paths.ours, *paths.theirs})
    _refuse_unless(pieces, decision, [path[1] for path in order if path[:1] == ("risk",) and path[1:]])
    _refuse_lost_comments(pieces, typed)
    return pieces, decision.conflicts


def _refuse_unless(pieces: Pieces, decision: Sides, order: list[str | int]) -> None:
    """The text must say what was decided, each way its disputes may be resolved, with the risks in their order."""
    if bool(decision.conflicts) != any(isinstance(p, Clash) for p in pieces):
        raise NotAsMeant("what is in dispute is not marked")
    _refuse_unless_says(resolved(pieces, ours=True), decision.ours, order)
    if decision.conflicts:
        _refuse_unless_says(resolved(pieces, ours=False), decision.theirs, order)


def _refuse_unless_says(lines: tuple[str, ...], meant: Any, order: list[str | int]) -> None:
    parsed = parse("\n".join(lines))
    if parsed.slips or not same(_pruned(parsed.data), _pruned(meant)):
        raise NotAsMeant("the text says something else")
    risks = parsed.data.get("risk", {})
    if [id for id in risks if id in order] != [id for id in order if id in risks]:
        raise NotAsMeant("the risks stand in another order")


def _refuse_lost_comments(pieces: Pieces, typed: Three[Side]) -> None:
    """A comment that a side put in, or that both kept, must be there, one way or the other."""
    base, ours, theirs = typed.each(lambda s: {*comments(s.text)})
    found = "\n".join(c for way in (True, False) for c in comments("\n".join(resolved(pieces, ours=way))))
    if any(comment not in found for comment in ((ours | theirs) - base) | (base & ours & theirs)):
        raise NotAsMeant("a comment would be lost")


def _pruned(value: Any) -> Any:
    """Data without tables that hold nothing: having none is the same."""
    if isinstance(value, dict):
        inner = ((k, _pruned(v)) for k, v in value.items())
        return {k: v for k, v in inner if v != {}}
    return value
