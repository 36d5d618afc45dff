"""Word papers: blocks under bookmarks, of which nothing but the bytes between a bookmark's tags is ever written."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from attrs import frozen

from riskreg.errors import NotPossible
from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.document import Document, document
from riskreg.papers.ooxml.places import Bookmark, Place, places
from riskreg.papers.ooxml.splice import Splice, first_splice, leftovers, said, splice, spliced
from riskreg.papers.ooxml.spots import spot
from riskreg.papers.paper import MOST_WAITING, TYPED, Mark, Paper, Waiting
from riskreg.store.safe import NotAsMeant
from riskreg.tables.block import Block


@frozen
class WordPaper:
    """A Word document with its marked blocks."""

    document: Document
    """The document."""
    places: tuple[Place, ...]
    """Where its blocks stand."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its marked blocks in the order of the document."""
        return tuple(_mark(place) for place in self.places)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is typed for tables that are not there yet, whatever holds it."""
        taken = [(place.begin, place.stop) for place in self.places]
        paragraphs = [e for e in self.document.part.root.all() if e.name == "w:p"]
        free = (p for p in paragraphs if not any(begin <= p.start < stop for begin, stop in taken))
        found = islice((typed for p in free for typed in TYPED.finditer(text.text_of(p))), MOST_WAITING)
        return tuple(Waiting(typed[1], typed[0], "", self._hindrance(typed[0], typed[1])) for typed in found)

    def _hindrance(self, at: str, name: str) -> str:
        try:
            spot(self.document.part.root, at, name, self.places, self.document.file)
        except NotPossible as error:
            return error.sentence()
        return ""

    def filled(self, blocks: Mapping[str, Block]) -> bytes:
        """The document with these blocks under their bookmarks. Raises NotPossible where there is no such bookmark."""
        found = [(*self._place(name), block) for name, block in blocks.items()]
        splices = [splice(self.document, *of, self.places) for of in found]
        splices += [tag for place, bookmark, _ in found for tag in leftovers(place, bookmark)]
        return self._written(splices, blocks)

    def added(self, name: str, at: str, block: Block) -> bytes:
        """The document with a first block in the place of the one paragraph that says `at`.

        Raises NotPossible where no paragraph does, or several do, or the name is marked already, or no table can stand
        there.
        """
        file = self.document.file
        if any(place.name == name for place in self.places):
            raise NotPossible(f"{file}: {name} is marked already", f"refresh it: riskreg embed {file}")
        place = spot(self.document.part.root, at, name, self.places, file)
        return self._written([first_splice(self.document, place, block, self.places)], {name: block})

    def lines(self, name: str, block: Block) -> tuple[str, ...]:
        """What the block would say at its mark."""
        return said(self.document, next((p for p in self.places if p.name == name), None), block)

    def _place(self, name: str) -> tuple[Place, Bookmark]:
        for place in self.places:
            if place.name == name and place.bookmark is not None:
                return place, place.bookmark
        there = ", ".join(p.name for p in self.places) or "none"
        why = f"{self.document.file}: no bookmark marks {name}; marked there: {there}"
        raise NotPossible(why, f"put one in first: --add {name} --at TEXT")

    def _written(self, splices: list[Splice], blocks: Mapping[str, Block]) -> bytes:
        """The new document, read again. Raises NotAsMeant where it does not say what it was meant to."""
        old = self.document
        data = old.package.replaced(old.main, spliced(old.part.data, splices))
        marks = {mark.name: mark for mark in read_word(old.file, data).marks}
        stated = {place.name for place in self.places} | blocks.keys()
        meant = all(
            marks[n].lines == self.lines(n, b) and marks[n].stated == marks[n].actual for n, b in blocks.items()
        )
        if marks.keys() != stated or not meant:
            raise NotAsMeant(f"{old.file}: the paper would not say what it was meant to")
        return data


def read_word(name: str, data: bytes) -> Paper:
    """A Word paper from its bytes; `name` is what messages call it.

    Raises UnreadableFile where it is no Word document, damaged, encrypted, signed or a trap; NotPossible where a
    bookmark of riskreg is not as it must be to be replaced.
    """
    found = document(name, data)
    return WordPaper(found, places(found.part.root, name))


def _mark(place: Place) -> Mark:
    """A bookmark that a person made round nothing but empty paragraphs is as good as one of riskreg's."""
    actual, lines = text.digest(place.covered), text.lines(place.covered)
    return Mark(place.name, place.stated or ("" if lines else actual), actual, lines)
