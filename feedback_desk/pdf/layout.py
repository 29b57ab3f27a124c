"""Rows down a page: what stays together, where a page ends, and how the rows of one letter become pages.

A `Row` is a band that no page break goes through, mostly one line of text. Breaking looks at rows alone, so it knows
nothing of letters. Measures are points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.pictures import Picture
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Line

_LEAST_AIR = 6.5
"""Spaces up to this one, a paragraph's, stay as they are when pages are set tighter."""
_FULL_ENOUGH = 0.55
"""A page this full is never passed over for one that ends higher up."""
_LITTLE = 0.25
"""Share of a page that is too little to be the last one."""


class Put(NamedTuple):
    """A line to draw: `x` from the left edge of the page, `down` from the top of its row to the baseline."""

    line: Line
    x: float
    down: float
    owner: Owner


class Figure(NamedTuple):
    """A picture to draw, `down` from the top of its row to its upper edge."""

    picture: Picture
    x: float
    down: float
    width: float
    height: float
    element: Element


class Dot(NamedTuple):
    """A filled or hollow dot of the overview; `x` and `down` are its middle."""

    x: float
    down: float
    radius: float
    colour: str
    filled: bool
    element: Element


class Box(NamedTuple):
    """A filled box of a row. Without a `height` it is as tall as the row; `joined`, it covers the space above too."""

    x: float
    width: float
    colour: str
    down: float = 0.0
    height: float | None = None
    joined: bool = False
    between: bool = False
    """It stands in the space above, and is dropped with it."""


@dataclass
class Row:
    """One band. `before` is the space above it, which is dropped at the top of a page."""

    height: float
    before: float = 0.0
    puts: list[Put] = field(default_factory=list)
    keep: bool = False
    """No page ends after this row."""
    firm: bool = False
    """The space above stays as it is: something stands across it."""
    rule: bool = False
    """A hairline in the middle of the space above; dropped with it."""
    boxes: tuple[Box, ...] = ()
    figures: tuple[Figure, ...] = ()
    dots: tuple[Dot, ...] = ()
    outline: str = ""
    """The entry that leads here."""


class Placed(NamedTuple):
    """A row, the distance of its top from the top of the text area, and the space above it as it came out."""

    row: Row
    top: float
    gap: float


def keep_together(rows: Sequence[Row]) -> None:
    """Let no page end inside `rows`."""
    for row in rows[:-1]:
        row.keep = True


def keep_lines(rows: Sequence[Row]) -> None:
    """Two lines at least at the foot of a page (orphans) and at the head of the next (widows)."""
    if len(rows) > 1:
        rows[0].keep = rows[-2].keep = True


def set_beside(rows: list[Row], puts: Sequence[Put], leading: float) -> None:
    """Add lines beside `rows`, `down` counted from the top of the first; grows `rows` where they are too short."""
    top, at = 0.0, 0
    for put in sorted(puts, key=lambda put: put.down):
        while at < len(rows) - 1 and put.down > top + rows[at].height:
            top += rows[at].height + rows[at + 1].before
            at += 1
            rows[at].firm = True
        if put.down > top + rows[at].height:
            top += rows[at].height
            rows.append(Row(max(leading, put.down - top + leading / 4)))
            at += 1
        rows[at].puts.append(put._replace(down=put.down - top))


def paginate(rows: Sequence[Row], first: float, other: float, *, air: float = 1.0) -> list[list[Placed]]:
    """As few pages as hold the rows, ended where it looks best. `air` scales the spaces larger than a paragraph's.

    `first` and `other` are the heights of the first and of further pages. Rows that want to stay together but don't fit
    on one page are broken where the page ends.
    """
    gaps = [row.before if row.firm else max(min(row.before, _LEAST_AIR), row.before * air) for row in rows]
    below = list(accumulate((gap + row.height for gap, row in zip(gaps, rows, strict=True)), initial=0.0))
    pages: list[list[Placed]] = []
    for start, end in pairwise(_ends(rows, gaps, below, first, other)):
        head = below[start] + gaps[start]
        pages.append(
            [Placed(rows[at], below[at] + gaps[at] - head, gaps[at] if at > start else 0.0) for at in range(start, end)]
        )
    return pages


class _Way(NamedTuple):
    """A way to end pages, compared by their number and then by how it looks; `start` is where its last page begins."""

    pages: int
    cost: float
    start: int


def _ends(rows: Sequence[Row], gaps: Sequence[float], below: Sequence[float], first: float, other: float) -> list[int]:
    """0 and the number of rows that stand before each page's end: the best way through all of them."""
    ways = {0: _Way(0, 0.0, 0)}
    for start in range(len(rows)):
        way = ways.get(start)
        if way is None:
            continue
        head = below[start] + gaps[start]
        room = other if start else first
        most = max(start + 1, bisect_right(below, head + room + 0.01) - 1)
        if most == len(rows):
            share = (below[most] - head) / room
            found = [(most, max(0.0, _LITTLE - share) * 40 if start else 0.0)]
        else:
            found = _candidates(rows, below, start, most, head, room)
        for end, cost in found:
            other_way = _Way(way.pages + 1, way.cost + cost, start)
            if end not in ways or other_way < ways[end]:
                ways[end] = other_way
    ends = [len(rows)]
    while ends[0]:
        ends.insert(0, ways[ends[0]].start)
    return ends


def _candidates(
    rows: Sequence[Row], below: Sequence[float], start: int, most: int, head: float, room: float
) -> list[tuple[int, float]]:
    """Where a page may end, at `most` or before, and what each costs: emptiness, and parting what reads as one."""
    found: list[tuple[int, float]] = []
    for end in range(most, start, -1):
        if rows[end - 1].keep:
            continue
        empty = 1 - (below[end] - head) / room
        if found and empty > 1 - _FULL_ENOUGH:
            break
        found.append((end, 100 * empty * empty + max(0.0, 1.2 - 0.08 * rows[end].before)))
    return found or [(most, 0.0)]


def depth(page: Sequence[Placed]) -> float:
    """How far down its rows reach."""
    return page[-1].top + page[-1].row.height if page else 0.0
