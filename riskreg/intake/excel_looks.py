"""What the look of a workbook's cells says: which are struck out, and how a number is shown (`"CR"000`, `0.00`)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING
from xml.parsers import expat

from attrs import define, field, frozen

from riskreg.errors import UnreadableFile
from riskreg.intake.container import Package
from riskreg.intake.word_tree import attribute, child, is_on, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUILT_IN = {"1": "0", "2": "0.00"}
_LITERAL = r'((?:"[^"]*"|\\.|[-/ ()])*)'
_FORMAT = re.compile(rf"{_LITERAL}(0+)(?:\.(0+))?{_LITERAL}")
_MOST_DIGITS = 15


@frozen
class Looks:
    """What the styles and the shared texts of a workbook say, by their numbers."""

    struck: frozenset[int] = frozenset()
    """The cell formats whose font is struck out."""
    formats: dict[int, str] = field(factory=dict)
    """How each cell format that is not general shows a number."""
    texts: dict[int, tuple[str, str]] = field(factory=dict)
    """The shared texts of which a part is struck out: what stays, and what is struck."""


@define
class RichText:
    """The runs of one text, told apart by whether they are struck out."""

    live: str = ""
    struck: str = ""
    _is_struck: bool = False

    def begin(self, element: str, attributes: dict[str, str]) -> None:
        """An element begins: a run, or the switch that strikes it out."""
        if element == "r":
            self._is_struck = False
        elif element == "strike":
            self._is_struck = attributes.get("val", "1") not in {"0", "false", "off"}

    def say(self, text: str) -> None:
        """The text goes on."""
        if self._is_struck:
            self.struck += text
        else:
            self.live += text


def looks_of(package: Package) -> Looks:
    """The looks of a workbook's cells. Raises UnreadableFile where its styles or texts are broken."""
    main = package.main()
    styles, strings = (package.beside(main, ending) for ending in ("/styles", "/sharedStrings"))
    texts = _struck_texts(package.name, package.parts.get(strings, b""))
    return _of_styles(package.root(styles), texts) if package.has(styles) else Looks(texts=texts)


def _of_styles(root: _Element, texts: dict[int, tuple[str, str]]) -> Looks:
    fonts = [font for font in _held(root, "fonts") if tag(font) == "font"]
    struck = {str(number) for number, font in enumerate(fonts) if is_on(font, "strike")}
    codes = {attribute(f, "numFmtId"): attribute(f, "formatCode") for f in root.iter() if tag(f) == "numFmt"}
    formats = [xf for xf in _held(root, "cellXfs") if tag(xf) == "xf"]
    shown = {
        n: codes.get(id, _BUILT_IN.get(id, "")) for n, xf in enumerate(formats) for id in [attribute(xf, "numFmtId")]
    }
    return Looks(
        frozenset(n for n, xf in enumerate(formats) if attribute(xf, "fontId") in struck),
        {number: code for number, code in shown.items() if code and code != "General"},
        texts,
    )


def _held(root: _Element, name: str) -> list[_Element]:
    found = child(root, name)
    return [] if found is None else list(found)


def _struck_texts(name: str, part: bytes) -> dict[int, tuple[str, str]]:
    if b"strike" not in part:
        return {}
    found: dict[int, tuple[str, str]] = {}
    count, inside, text = -1, "", RichText()

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal count, inside, text
        inside = element.rpartition("}")[2]
        if inside == "si":
            count, text = count + 1, RichText()
        text.begin(inside, attributes)

    def end(element: str) -> None:
        nonlocal inside
        inside = ""
        if element.rpartition("}")[2] == "si" and text.struck:
            found[count] = (text.live, text.struck)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda said: text.say(said) if inside == "t" else None
    try:
        parser.Parse(part, True)
    except expat.ExpatError as broken:
        raise UnreadableFile(name, "its texts are broken", "fetch the file again") from broken
    return found


def shown(value: float, code: str) -> str | None:
    """A number as a format shows it; None where the format is none of digits and literal text."""
    form = _FORMAT.fullmatch(code)
    if form is None or value < 0 or len(form[2]) + len(form[3] or "") > _MOST_DIGITS:
        return None
    decimals = len(form[3] or "")
    number = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{number:f}".partition(".")
    return _said(form[1]) + whole.zfill(len(form[2])) + (f".{rest}" if rest else "") + _said(form[4])


def _said(literal: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda m: m[1] if m[1] is not None else m[2], literal)
