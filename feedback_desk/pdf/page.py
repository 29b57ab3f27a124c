"""One page's content stream: text with its tags, links, and rules that a screen reader skips.

Coordinates are points from the lower left corner. Whatever is not inside an element is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Protocol

from feedback_desk.pdf.colour import rgb
from feedback_desk.pdf.embed import EmbeddedFont
from feedback_desk.pdf.fonts import Face
from feedback_desk.pdf.pictures import Picture
from feedback_desk.pdf.tags import Element, Mark
from feedback_desk.pdf.text import Line, Piece, Style

CIRCLE = 0.5523
"""How far a quarter of a circle's control points lie from its ends, in radiuses."""


class Host(Protocol):
    """What a page needs of its document."""

    def font(self, face: Face) -> EmbeddedFont: ...

    def picture(self, picture: Picture) -> str: ...

    def add_link(self, page: int, element: Element, address: str, words: str, box: tuple[float, ...]) -> None: ...


class Owner:
    """The element a paragraph's lines belong to, and those of its links, over all lines and pages."""

    def __init__(self, element: Element, links: dict[int, str] | None = None) -> None:
        self.element = element
        self.words = links or {}
        """What each link says, by its number."""
        self._links: dict[int, Element] = {}

    def link(self, number: int) -> Element:
        """The element of link `number`, made when it is first drawn."""
        found = self._links.get(number)
        if found is None:
            found = self._links[number] = Element("Link", self.element, late=True)
        return found


class Page:
    """A page being drawn; `number` counts from 0."""

    def __init__(self, host: Host, number: int, width: float, height: float, *, mirrored: bool = False) -> None:
        self.host = host
        self.number = number
        self.width = width
        self.height = height
        self._mirrored = mirrored
        self.marked: list[Element] = []
        """The element of each MCID."""
        self._code: list[str] = []
        self._open: Element | None = None

    def content(self) -> bytes:
        """The finished content stream."""
        self._close()
        return "\n".join(self._code).encode("ascii")

    def text(self, line: Line, x: float, y: float, owner: Owner | None) -> None:
        """Draw a line with its baseline at `y`; `x` is where its visible part begins. No owner: inside an artifact."""
        x = self._across(x, line.width)
        if line.rtl:
            x -= line.hang
        groups: list[tuple[float, int, list[Piece]]] = []
        for link, group in groupby(line.pieces, key=lambda piece: piece.link):
            pieces = list(group)
            groups.append((x, link, pieces))
            x += sum(piece.width for piece in pieces)
        # Drawn in the order they are read in, so that the structure has that order.
        for start, link, pieces in sorted(groups, key=lambda group: min(piece.start for piece in group[2])):
            if owner is None:
                self._show(pieces, start, y, line.rtl)
                continue
            element = owner.link(link) if link else owner.element
            self._begin(_spoken(element, pieces) or element)
            end = self._show(pieces, start, y, line.rtl)
            if element.alt:
                size = pieces[0].style.size
                element.reach(start, y - size * 0.3, end, y + size * 0.8)
            if link:
                last = pieces[0 if line.rtl else -1] is line.pieces[0 if line.rtl else -1]
                hang = line.hang if last else 0.0  # spaces past the margin are not underlined
                left, right = (start + hang, end) if line.rtl else (start, end - hang)
                self._link(owner, link, pieces[0].style, (left, right), y)

    def _link(self, owner: Owner, number: int, style: Style, span: tuple[float, float], y: float) -> None:
        start, end = span
        red, green, blue = rgb(style.colour)
        self._code.append(
            f"{red:.3f} {green:.3f} {blue:.3f} RG 0.5 w {start:.2f} {y - 1.7:.2f} m {end:.2f} {y - 1.7:.2f} l S"
        )
        box = (start, y - style.size * 0.3, end, y + style.size * 0.9)
        self.host.add_link(self.number, owner.link(number), style.link, owner.words.get(number, style.link), box)

    def _show(self, pieces: list[Piece], x: float, y: float, rtl: bool) -> float:
        """Show pieces from `x` on; returns where they end."""
        code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        joined: list[str] = []
        face_shown: tuple[Face, float] | None = None
        colour = ""
        tracking = 0.0
        turned = False

        def flush() -> None:
            if joined:
                code.append(f"[{''.join(joined)}]TJ")
                joined.clear()

        for piece in pieces:
            style, face = piece.style, piece.shaped.face
            font = self.host.font(face)
            if face_shown != (face, style.size):
                flush()
                code.append(f"/{font.name} {style.size:g} Tf")
                face_shown = (face, style.size)
            if colour != style.colour:
                flush()
                red, green, blue = rgb(style.colour)
                code.append(f"{red:.3f} {green:.3f} {blue:.3f} rg")
                colour = style.colour
            if tracking != piece.tracking:
                flush()
                tracking = piece.tracking
                code.append(f"{tracking:g} Tc")
            if turned and not piece.level % 2:
                joined.append(font.left_to_right_mark())
            turned = piece.level % 2 == 1 and not rtl
            joined.append(font.encode(piece.shaped))
            x += piece.width
        flush()
        if tracking:
            code.append("0 Tc")
        self._code.append(" ".join([*code, "ET"]))
        return x

    @contextmanager
    def artifact(self, properties: str = "") -> Iterator[None]:
        """What is drawn inside is decoration; `properties` says which, e.g. a running head."""
        self._close()
        self._code.append(f"/Artifact <<{properties}>> BDC" if properties else "/Artifact BMC")
        yield
        self._code.append("EMC")

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float, element: Element) -> None:
        """A picture with its lower left corner at `x`, `y`."""
        x = self._across(x, width)
        self._begin(element)
        element.reach(x, y, x + width, y + height)
        name = self.host.picture(picture)
        self._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{name} Do Q")

    def dot(self, x: float, y: float, radius: float, colour: str, element: Element, *, filled: bool) -> None:
        """A dot with its middle at `x`, `y`, as part of a figure."""
        x = self._across(x, 0.0)
        self._begin(element)
        element.reach(x - radius, y - radius, x + radius, y + radius)
        red, green, blue = rgb(colour)
        r, k = radius, radius * CIRCLE
        arcs = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0))
        path = [f"{x + r:.2f} {y:.2f} m"]
        for arc in arcs:
            points = " ".join(f"{(x, y)[at % 2] + part:.2f}" for at, part in enumerate(arc))
            path.append(f"{points} c")
        paint = f"{red:.3f} {green:.3f} {blue:.3f} {'rg' if filled else 'RG 0.8 w'}"
        self._code.append(f"q {paint} {' '.join(path)} {'f' if filled else 's'} Q")

    def rule(self, x: float, y: float, width: float, colour: str, weight: float = 0.6) -> None:
        """A horizontal hairline, `weight` points thick, as an artifact."""
        self.box(x, y - weight / 2, width, weight, colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled box, as an artifact."""
        x = self._across(x, width)
        red, green, blue = rgb(colour)
        with self.artifact():
            self._code.append(f"{red:.3f} {green:.3f} {blue:.3f} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def _across(self, x: float, width: float) -> float:
        """Where the left edge of something `width` wide comes to stand."""
        return self.width - x - width if self._mirrored else x

    def _begin(self, element: Element) -> None:
        if self._open is element:
            return
        self._close()
        element.join()
        if element.parent is not None:
            element.parent.join()
        element.children.append(Mark(self.number, len(self.marked)))
        self._code.append(f"/{element.tag} <</MCID {len(self.marked)}>> BDC")
        self.marked.append(element)
        self._open = element

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None


def _spoken(element: Element, pieces: list[Piece]) -> Element | None:
    """A span that says right-to-left text in the order it is read in; None for other text."""
    if not any(piece.level % 2 for piece in pieces):
        return None
    text = "".join(piece.shaped.text for piece in sorted(pieces, key=lambda piece: piece.start))
    return Element("Span", element, late=True, actual_text=text)
