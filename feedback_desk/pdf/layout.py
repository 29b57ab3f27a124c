"""Rows down a page: what stays together, where a page ends, and how the rows of one letter become pages.

A `Row` is a band that no page break goes through, mostly one line of text. Breaking looks at rows alone, so it knows
nothing of letters. Measures are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.pictures import Picture
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Line


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


@dataclass
class Row:
    """One band. `before` is the space above it, which is dropped at the top of a page."""

    height: float
    before: float = 0.0
    puts: list[Put] = field(default_factory=list)
    keep: bool = False
    """No page ends after this row."""
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
        if put.down > top + rows[at].height:
            top += rows[at].height
            rows.append(Row(max(leading, put.down - top + leading / 4)))
            at += 1
        rows[at].puts.append(put._replace(down=put.down - top))


def paginate(rows: Sequence[Row], first: float, other: float, *, air: float = 1.0) -> list[list[Placed]]:
    """Pages of rows. `first` and `other` are the heights of the first and of further pages; `air` scales the spaces.

    Rows that want to stay together but don't fit on one page are broken where the page ends.
    """
    pages: list[list[Placed]] = []
    start = 0
    while start < len(rows):
        room = other if pages else first
        top = 0.0
        end = start
        page: list[Placed] = []
        while end < len(rows):
            row = rows[end]
            gap = row.before * air if page else 0.0
            top += gap
            if page and top + row.height > room + 0.01:
                break
            page.append(Placed(row, top, gap))
            top += row.height
            end += 1
        if end < len(rows):
            legal = end
            while legal > start and rows[legal - 1].keep:
                legal -= 1
            if legal > start:
                end = legal
                page = page[: end - start]
        pages.append(page)
        start = end
    return pages


def depth(page: Sequence[Placed]) -> float:
    """How far down its rows reach."""
    return page[-1].top + page[-1].row.height if page else 0.0
