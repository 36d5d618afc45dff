"""What a picture shows, as a test reads it: the SVG's words and places, and what lies below them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from riskreg.tables.pictures.shapes import Box, Disc, Picture, Words

SVG = "{http://www.w3.org/2000/svg}"


def tree(data: bytes) -> ET.Element:
    """The SVG, which is well-formed."""
    return ET.fromstring(data)  # noqa: S314 - made here


def texts(data: bytes) -> list[str]:
    """Every text of an SVG, in the order of drawing."""
    return ["".join(element.itertext()) for element in tree(data).iter(f"{SVG}text")]


def described(data: bytes) -> tuple[str, str]:
    """The title and the description that the SVG's element is labelled by."""
    root = tree(data)
    assert root.get("role") == "img"
    by_id = {element.get("id"): element.text or "" for element in root.iter() if element.get("id")}
    title, words = (by_id[id] for id in (root.get("aria-labelledby") or "").split())
    return title, words


def ground(picture: Picture, words: Words) -> str:
    """The colour that words stand on: that of the last box or disc below them."""
    before = picture.shapes[: picture.shapes.index(words)]
    found = "#ffffff"
    for shape in before:
        if isinstance(shape, Box | Disc) and shape.fill and _holds(shape, words):
            found = shape.fill
    return found


def words_of(picture: Picture) -> list[Words]:
    """The words of a picture."""
    return [shape for shape in picture.shapes if isinstance(shape, Words)]


def _holds(shape: Box | Disc, words: Words) -> bool:
    if isinstance(shape, Disc):
        return (shape.x - words.x) ** 2 + (shape.y - words.y) ** 2 <= shape.radius**2
    return shape.x <= words.x <= shape.x + shape.width and shape.y <= words.y <= shape.y + shape.height
