"""The overview: the letter's points at a glance, each with four dots and a word.

The level is what the interviewer chose for the candidate to read; where they chose none it follows from the kind of
point alone. It is never a rating, and its words are the wording's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Dot, Row, keep_together
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, clean

LEVELS = 4
MOST = 12
"""Points: more are no overview, and would not stay together on a page."""
_OF_KIND = {BlockKind.STRENGTH: 4, BlockKind.GROWTH: 2}
_DOT, _STEP = 3.1, 10.5
_DOTS = 0.58
_WORD = 0.74
"""Shares of the column where the dots and the words begin."""


def level_of(block: Block) -> int:
    """From 1 to 4: what was chosen for the block, or what its kind says."""
    return block.level if 1 <= block.level <= LEVELS else _OF_KIND[block.kind]


def overview(blocks: Sequence[Block], wording: Wording, column: Column, section: Element) -> list[Row]:
    """Rows of one figure; none where no point has a title."""
    titled = [(" ".join(clean(block.title).split()), level_of(block)) for block in blocks]
    titled = [(title, level) for title, level in titled if title][:MOST]
    if not titled:
        return []
    said = "; ".join(f"{title}: {wording.page[f'level_{level}']}" for title, level in titled)
    figure = Element("Figure", section, alt=f"{wording.page['overview']}. {said}.")
    types, owner = column.types, Owner(figure)
    names = column.at(column.x, column.width * (_DOTS - 0.04))
    words = column.at(column.x + column.width * _WORD, column.width * (1 - _WORD))
    rows: list[Row] = []
    for title, level in titled:
        found = names.lines((Strand(title, types.body.style),))
        word = words.lines((Strand(wording.page[f"level_{level}"], types.note.style),))
        more = [Row(types.body.leading) for _ in range(max(len(found.lines), len(word.lines)))]
        for row, put in zip(more, names.puts(found, types.body, owner, flush="start"), strict=False):
            row.puts.append(put._replace(down=types.body.down))
        for row, put in zip(more, words.puts(word, types.note, owner, flush="start"), strict=False):
            row.puts.append(put._replace(down=types.body.down))
        middle = types.body.down - types.body.style.size * 0.33
        more[0].dots = tuple(
            Dot(column.x + column.width * _DOTS + _DOT + _STEP * at, middle, _DOT, types.accent, at < level, figure)
            for at in range(LEVELS)
        )
        more[0].before = 3.0 if rows else 0.0
        rows += more
    keep_together(rows)
    return rows
