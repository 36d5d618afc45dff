"""How a file's bytes are typed beyond its text: byte order mark, line ends, a line end behind the last line."""

from __future__ import annotations

from codecs import BOM_UTF8

from attrs import frozen

from riskreg.merging.three import Three


@frozen
class Style:
    """What is kept of a file beside its text."""

    mark: bytes
    """Its byte order mark."""
    crlf: bool | None
    """Whether all its lines end as on Windows; None where they do not all end alike."""
    end: bytes
    """The line end of its last line."""


def style_of(data: bytes) -> Style:
    """The style of a file."""
    breaks, windows = data.count(b"\n"), data.count(b"\r\n")
    crlf = None if 0 < windows < breaks else windows > 0
    return Style(BOM_UTF8 if data.startswith(BOM_UTF8) else b"", crlf, _end(data))


def _end(data: bytes) -> bytes:
    return next((end for end in (b"\r\n", b"\n") if data.endswith(end)), b"")


def merged_style(files: Three[bytes]) -> Style:
    """The style that the side has which changed it; an empty file has none to say."""
    base, ours, theirs = (style_of(data) if data else None for data in files)
    known = next(style for style in (ours, theirs, base, style_of(b"")) if style is not None)
    styles = Three(base, ours, theirs).each(lambda style: known if style is None else style)
    crlf = None if None in styles.each(lambda s: s.crlf) else styles.each(lambda s: s.crlf).led()
    return Style(styles.each(lambda s: s.mark).led(), crlf, styles.each(lambda s: s.end).led())


def plain(text: str, style: Style) -> str:
    """A text as it is merged: LF line ends where all files are of one kind each, and none behind the last line."""
    text = text if style.crlf is None else text.replace("\r\n", "\n")
    return text.removesuffix("\n").removesuffix("\r")


def styled(lines: tuple[str, ...], style: Style) -> bytes:
    """The bytes of merged lines."""
    if not lines:
        return style.mark
    end = style.end if style.crlf is None or not style.end else b"\r\n" if style.crlf else b"\n"
    text = "\n".join(lines)  # a line may hold a value over several
    return style.mark + (text.replace("\n", "\r\n") if style.crlf else text).encode() + end
