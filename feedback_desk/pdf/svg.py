"""SVG as a page can print it: drawn by resvg with the letter's own text face, so it looks the same on every machine.

What would take its time or its memory without end is refused before: resvg has no bounds of its own, and where parts
lie too deep inside each other it ends the process.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from feedback_desk.errors import BadInput

_DPI = 96
"""Pixels to the inch, as CSS counts them: without it resvg takes every mm, cm, in and pt for nothing."""
_MOST_PARTS, _DEEPEST = 50_000, 40
"""Elements drawn, and how deep inside each other they may be; what is drawn several times counts each time."""
_LAYERS = {"mask": 200, "filter": 200, "pattern": 200}
"""Elements that cost as much as so many others: each is drawn on a sheet of its own."""
_SVG = re.compile(r"<(?:\w+:)?svg[\s>]")
_ELSEWHERE = re.compile(
    r"<!ENTITY|<\?xml-stylesheet|@import|<(?:\w+:)?script\b|(?:href|src)\s*=\s*[\"'](?!#|data:)[^\"']+[\"']|url\(\s*[\"']?(?!#|data:)"
)
_INSIDE = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
_FAMILY = "Source Sans 3"


def text_of(content: bytes) -> str:
    """The text of an SVG; empty when it is something else."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    text = content.decode(encoding, "replace")
    if not _SVG.search(text):
        return ""
    if "\ufffd" in text:
        raise BadInput("This SVG is written neither in UTF-8 nor in UTF-16.")
    return text


def drawn(text: str, width: int, height: int) -> bytes:
    """An SVG as PNG, as large as it can be in these pixels."""
    import resvg_py

    from feedback_desk.pdf.fonts import Cut, text_face

    if _ELSEWHERE.search(re.sub(r"<a\b[^>]*>", "", text)):
        raise BadInput("This SVG takes parts of itself from elsewhere. Save it with everything inside, as plain SVG.")
    try:
        _check(fromstring(text))
        png = resvg_py.svg_to_bytes(
            svg_string=text,
            skip_system_fonts=True,
            font_files=[str(text_face(Cut("sans")).path)],
            # Whatever family a text asks for, this is the one that is the same everywhere.
            font_family=_FAMILY,
            serif_family=_FAMILY,
            sans_serif_family=_FAMILY,
            monospace_family=_FAMILY,
            # Never one of them free: a size of its own choosing may be larger than the memory, which ends the process.
            width=width,
            height=height,
            dpi=_DPI,
        )
    except (ParseError, ValueError) as error:
        raise BadInput("This SVG can't be drawn; it may be damaged.") from error
    return bytes(png)


def _check(root: Element) -> None:
    """`BadInput` when it takes too much to draw."""
    named = {element.get("id", ""): element for element in root.iter()}
    todo, cost = [(root, 1)], 0
    while todo:
        element, depth = todo.pop()
        cost += _LAYERS.get(element.tag.rpartition("}")[2], 1)
        if cost > _MOST_PARTS or depth > _DEEPEST:
            raise BadInput("This SVG is made of too many parts. Save a simpler one, or a PNG.")
        todo += ((part, depth + 1) for part in element)
        todo += ((named[name], depth + 1) for name in _uses(element) if name in named)


def _uses(element: Element) -> Iterator[str]:
    """The names of what is drawn where an element stands, besides what is in it."""
    for name, value in element.items():
        if name.endswith("href") and element.tag.endswith("use"):
            yield value.strip().removeprefix("#")
        else:
            yield from _INSIDE.findall(value)
