"""The overview: the letter's points at a glance, each with four dots and a word.

The level is what the interviewer chose for the candidate to read; where they chose none it follows from the kind of
point alone. It is never a rating, and its words are the wording's own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind
from feedback_desk.pdf.colour import HAIRLINE
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Box, Dot, Row, keep_together
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import UNBOUND, Strand, Typeset, one_line, typeset

LEVELS = 4
_IN_A_FIGURE = 6
"""Points that no page break parts; more become several figures."""
_OF_KIND = {BlockKind.STRENGTH: 4, BlockKind.GROWTH: 2}
_DOT, _STEP = 3.1, 10.5
"""A dot's radius, and from the middle of one to that of the next."""
_BETWEEN = 14.0
"""From a point's words to its level, and from that to the dots."""
_MOST_LEVEL = 0.3
"""Share of the column that the words for the levels may take."""
_MOST_LINES = 3
"""Of a title; so many points of so many lines are no taller than a page."""
_GAP = 5.6
"""Between two points, with a hairline in the middle."""


def level_of(block: Block) -> int:
    """From 1 to 4: what was chosen for the block, or what its kind says."""
    return block.level if 1 <= block.level <= LEVELS else _OF_KIND[block.kind]


def overview(blocks: Sequence[Block], wording: Wording, column: Column, section: Element) -> list[Row]:
    """Rows of one figure, or of several where there are many points; none where no point has a title."""
    points = [(one_line(block.title), level_of(block)) for block in blocks]
    points = [(title, level) for title, level in points if title]
    if not points:
        return []
    drawn = _Drawn(points, wording, column)
    size = math.ceil(len(points) / math.ceil(len(points) / _IN_A_FIGURE))
    rows: list[Row] = []
    for start in range(0, len(points), size):
        more = drawn.figure(points[start : start + size], section, first=not rows)
        keep_together(more)
        rows += more
    return rows


class _Drawn:
    """Draws points below each other: words at the beginning of a line, dots at its end, the level beside them."""

    def __init__(self, points: Sequence[tuple[str, int]], wording: Wording, column: Column) -> None:
        self.wording = wording
        self.column = column
        style = column.types.note.style
        self.levels = {level: Strand(wording.page[f"level_{level}"], style) for _, level in points}
        self.dots = column.x + column.width - (LEVELS - 1) * _STEP - 2 * _DOT
        wide = max(typeset((said,), UNBOUND).width for said in self.levels.values()) + 1
        wide = min(wide, column.width * _MOST_LEVEL)
        self.words = column.at(self.dots - _BETWEEN - wide, wide)
        self.names = column.at(column.x, self.words.x - _BETWEEN - column.x)

    def figure(self, points: Sequence[tuple[str, int]], section: Element, *, first: bool) -> list[Row]:
        """One figure, which says in words what it shows."""
        said = "; ".join(f"{title}: {self.levels[level].text}" for title, level in points)
        element = Element("Figure", section, alt=f"{self.wording.page['overview']}. {said}.")
        rows: list[Row] = []
        for title, level in points:
            more = self._point(title, level, element)
            if rows or not first:
                more[0].before, more[0].firm = _GAP, True
                line = Box(self.column.x, self.column.width, HAIRLINE, down=-_GAP / 2 - 0.3, height=0.6, between=True)
                more[0].boxes = (line,)
            rows += more
        return rows

    def _name(self, title: str) -> Typeset:
        """A title's lines, with an ellipsis in place of what goes beyond; the figure's own words say all of it."""
        style = self.column.types.body.style
        found = self.names.lines((Strand(title, style),))
        if len(found.lines) <= _MOST_LINES:
            return found
        kept = "".join(line.text for line in found.lines[:_MOST_LINES]).rstrip()
        # A word less, or some letters of one that is most of the title, makes room for the ellipsis.
        without = kept.rpartition(" ")[0]
        kept = without if len(without) > len(kept) / 2 else kept[:-3]
        return self.names.lines((Strand(kept.rstrip(" ,;:.–—-") + "…", style),))

    def _point(self, title: str, level: int, element: Element) -> list[Row]:
        types, owner = self.column.types, Owner(element)
        found = self._name(title)
        word = self.words.lines((self.levels[level],))
        rows = [Row(types.body.leading) for _ in range(max(len(found.lines), len(word.lines)))]
        for column, lines, kind, flush in (
            (self.names, found, types.body, "start"),
            (self.words, word, types.note, "end"),
        ):
            for row, put in zip(rows, column.puts(lines, kind, owner, flush=flush), strict=False):
                row.puts.append(put._replace(down=types.body.down))
        middle = types.body.down - types.body.style.size * 0.33
        rows[0].dots = tuple(
            Dot(self.dots + _DOT + _STEP * at, middle, _DOT, types.accent, at < level, element) for at in range(LEVELS)
        )
        return rows
