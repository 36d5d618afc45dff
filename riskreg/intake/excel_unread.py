"""What a sheet holds beside its cells, and riskreg does not read: comments and text boxes, told with how many."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.intake.container import Package
from riskreg.intake.plain import quoted
from riskreg.intake.word_tree import attribute, tag

_SHOWN = 5


def unread(package: Package, sheet: str, part: str) -> tuple[str, ...]:
    """A note of a sheet's comments, and one of its text boxes, where it has any."""
    return (*_comments(package, sheet, part), *_boxes(package, sheet, part))


def _comments(package: Package, sheet: str, part: str) -> Iterator[str]:
    found: set[str] = set()
    for ending, element in (("/comments", "comment"), ("/threadedComment", "threadedComment")):
        path = package.beside(part, ending)
        if package.has(path):
            found |= {attribute(e, "ref") for e in package.root(path).iter() if tag(e) == element}
    if found:
        cells = sorted(found)
        more = f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
        named = f"cell{'s'[: len(cells) > 1]} {', '.join(cells[:_SHOWN])}{more}"
        yield f"sheet {sheet}: {len(cells)} {_are('comment', len(cells))} not read, at {named}"


def _boxes(package: Package, sheet: str, part: str) -> Iterator[str]:
    path = package.beside(part, "/drawing")
    boxes = [e for e in package.root(path).iter() if tag(e) == "txBody"] if package.has(path) else []
    texts = [text for box in boxes if (text := "".join(str(t.text or "") for t in box.iter() if tag(t) == "t").strip())]
    if texts:
        said = ", ".join(quoted(text) for text in texts[:_SHOWN])
        more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
        yield f"sheet {sheet}: {len(texts)} {_are('text box', len(texts))} not read: {said}{more}"


def _are(what: str, n: int) -> str:
    return f"{what} is" if n == 1 else f"{what}{'es' if what.endswith('x') else 's'} are"
