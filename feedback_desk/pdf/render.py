"""A letter to a PDF that is PDF/UA-1 and PDF/A-2a at once: plain values in, bytes out.

The same letter gives the same bytes, in any process. Nothing private can get in: a `Letter` has no field for it, and
nothing is read from the machine but fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import Wording, wording_for
from feedback_desk.model import Letter
from feedback_desk.pdf.classic import Classic
from feedback_desk.pdf.colour import HAIRLINE
from feedback_desk.pdf.document import Document
from feedback_desk.pdf.layout import Dot, Figure, Placed, Put, Row, depth, paginate
from feedback_desk.pdf.page import Page
from feedback_desk.pdf.railed import Railed
from feedback_desk.pdf.styles import (
    BOTTOM,
    FOOT_BASELINE,
    HEAD_BASELINE,
    PAPERS,
    TOP_FIRST,
    TOP_OTHER,
    Types,
)
from feedback_desk.pdf.text import UNBOUND, Line, Strand, one_line, typeset

DESIGNS: Mapping[str, type[Railed] | type[Classic]] = MappingProxyType({"railed": Railed, "classic": Classic})
_TIGHTER = (0.85, 0.7, 0.55)
"""When the last page would hold little, the spaces between sections may shrink to these shares of themselves."""
_FEW = 0.3
"""Share of a page that is too little to be one, when the pages before could take it in."""


@dataclass(frozen=True)
class Rendered:
    """A finished letter. `missing` are the characters that no font has; they are printed by their number."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]


def render(
    letter: Letter,
    *,
    wording: Wording | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    paper: str | None = None,
) -> Rendered:
    """The letter as PDF on `paper` (`a4` or `letter`; without it the profile's).

    `wording` where the user changed what the page prints by itself. `pictures` are the profile's logo and signature
    by their SHA-256; one that is not among them is left out. `BadInput` for another paper, or a language that has
    no wording.
    """
    chosen = paper or letter.profile.paper
    if chosen not in PAPERS:
        raise BadInput(f"There is no paper called “{chosen}”. A letter is printed on a4 or letter.")
    width, height = PAPERS[chosen]
    wording = wording or wording_for(letter)
    document = Document(
        title=one_line(wording.title(letter.candidate)),
        author=one_line(letter.profile.name),
        language=letter.language,
        day=letter.written_on,
        rtl=wording.direction == "rtl",
    )
    design = DESIGNS.get(letter.design or letter.profile.design, Railed)
    left = (width - design.width) / 2
    designed = design(letter, wording, left, document.root, pictures)
    pages = pages_of(designed.rows(), height)
    for rows in pages:
        page = document.page(width, height)
        draw(document, page, rows, left, design.width)
        if len(pages) > 1:
            count = wording.page["page_of"].format(page=page.number + 1, pages=len(pages))
            margins(page, letter, designed.types, left, design.width, count)
    return Rendered(document.finish(), len(pages), tuple(designed.missing))


def pages_of(rows: list[Row], height: float) -> list[list[Placed]]:
    """A letter's rows on pages of that height; what would stand alone on a last page is drawn in where it can be."""
    first, other = height - TOP_FIRST - BOTTOM, height - TOP_OTHER - BOTTOM
    pages = paginate(rows, first, other)
    if len(pages) > 1 and depth(pages[-1]) < other * _FEW:
        for air in _TIGHTER:
            tighter = paginate(rows, first, other, air=air)
            if len(tighter) < len(pages):
                return tighter
    return pages


def draw(document: Document, page: Page, rows: list[Placed], left: float, width: float) -> None:
    """Decoration first, so that text lies on it; then the text in the order it is read in, the rail's too."""
    text_top = page.height - (TOP_OTHER if page.number else TOP_FIRST)
    boxes: list[_Drawn] = []
    texts: list[tuple[float, Put]] = []
    figures: list[tuple[float, Figure]] = []
    dots: list[tuple[float, Dot]] = []
    for row, top, gap in rows:
        y = text_top - top
        if row.rule and gap:
            page.rule(left, y + gap / 2, width, HAIRLINE)
        for filled in row.boxes:
            if filled.between and not gap:
                continue
            tall = row.height if filled.height is None else filled.height
            upper = y - filled.down
            boxes.append(
                _Drawn(filled.x, filled.width, filled.colour, upper + (gap if filled.joined else 0), upper - tall)
            )
        if row.outline:
            document.add_outline(one_line(row.outline), page.number, y + 12)
        texts += [(y - put.down, put) for put in row.puts]
        dots += [(y - dot.down, dot) for dot in row.dots]
        figures += [(y - figure.down - figure.height, figure) for figure in row.figures]
    for box in _joined(boxes):
        page.box(box.x, box.lower, box.width, box.upper - box.lower, box.colour)
    for y, dot in dots:
        page.dot(dot.x, y, dot.radius, dot.colour, dot.element, filled=dot.filled)
    for y, figure in figures:
        page.picture(figure.picture, figure.x, y, figure.width, figure.height, figure.element)
    for y, put in sorted(texts, key=lambda text: text[1].owner.element.serial):
        page.text(put.line, put.x, y, put.owner)


class _Drawn(NamedTuple):
    """A filled box on the page, with its edges in points from the foot."""

    x: float
    width: float
    colour: str
    upper: float
    lower: float


def _joined(boxes: Iterable[_Drawn]) -> Iterable[_Drawn]:
    """Boxes that stand on each other as one: two that touch show a seam on the screen."""
    found: dict[tuple[float, float, str], list[_Drawn]] = {}
    for box in boxes:
        column = found.setdefault((box.x, box.width, box.colour), [])
        if column and abs(column[-1].lower - box.upper) < 0.01:
            box = box._replace(upper=column.pop().upper)
        column.append(box)
    return chain.from_iterable(found.values())


def margins(page: Page, letter: Letter, types: Types, left: float, width: float, count: str) -> None:
    """The page count on every page, and from the second the running head."""
    right = left + width
    if page.number:
        with page.artifact("/Type /Pagination /Subtype /Header"):
            y = page.height - HEAD_BASELINE
            organisation = _small(letter.profile.organisation, types, width / 2 - 10)
            page.text(organisation, left, y, None)
            name = _small(letter.candidate, types, width / 2 - 10)
            page.text(name, right - name.width, y, None)
    with page.artifact("/Type /Pagination /Subtype /Footer"):
        line = _small(count, types, width)
        page.text(line, right - line.width, FOOT_BASELINE, None)


def _small(text: str, types: Types, room: float) -> Line:
    """A text in one line; where there is no room for all of it, it ends with an ellipsis."""

    def lines(text: str, width: float) -> tuple[Line, ...]:
        return typeset((Strand(text, types.small.style),), width).lines

    text = one_line(text)
    found = lines(text, room)
    if len(found) > 1:
        kept = lines(text, room - lines("…", room)[0].width)[0]
        found = lines(kept.text.rstrip(" ,;:.–—-") + "…", UNBOUND)
    return found[0]
