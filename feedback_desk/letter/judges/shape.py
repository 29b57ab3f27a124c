"""What is missing or too much, and whether points rest on what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from feedback_desk.letter.draft import Draft, Hit, says_nothing
from feedback_desk.letter.markdown import parse, to_plain
from feedback_desk.letter.patterns import Seen
from feedback_desk.model import BlockKind, is_blank

MOST_GROWTH = 4
WHOLE = "section:"
"""Finding of the notes that stand in no section and carry no skill; it is no skill itself."""
DAYS_LATE = 2
"""48 hours; the letter knows days only."""
LOW, HIGH = 0.26, 0.99
"""Ratings from 0 to 1: below, a section was at the bottom of its scale; above, at its top."""


def growth(draft: Draft) -> Iterator[Hit]:
    """Each point to grow rests on notes, belongs to the role, and says what to do; there are four at most."""
    growth = draft.of(BlockKind.GROWTH)
    of_role = set(draft.private.kit_skills)
    for block in growth:
        if draft.noted and not block.notes:
            yield draft.at("no-evidence", block, "text")
        if is_blank(block.next_step):
            yield draft.at("no-next-step", block)
        if of_role and block.finding not in {*of_role, "", WHOLE}:
            yield draft.at("off-role", block)
    if len(growth) > MOST_GROWTH:
        yield draft.at("too-many", growth[MOST_GROWTH])
    strengths = {block.finding for block in draft.of(BlockKind.STRENGTH)}
    for block in growth:
        if block.finding in strengths - {"", WHOLE}:
            yield draft.at("both-ways", block)


def told(draft: Draft) -> Iterator[Hit]:
    """Situation, behaviour, impact: when it came up, and what came of it."""
    for block in draft.of(BlockKind.GROWTH):
        seen = Seen.of(to_plain(parse(block.text)))
        if not draft.lists.says("situation", seen):
            yield draft.at("no-situation", block, "text")
        if not draft.lists.says("impact", seen):
            yield draft.at("no-impact", block, "text")


def against_rating(draft: Draft) -> Iterator[Hit]:
    """Praise for what was rated at the bottom of the scale, blame for what was rated at its top."""
    ratings = dict(draft.private.rated)
    for block in draft.of(BlockKind.STRENGTH, BlockKind.GROWTH):
        rated = [ratings[note] for note in block.notes if note in ratings]
        if not rated:
            continue
        mean = sum(rated) / len(rated)
        words = "high praise" if mean < LOW else "hard words" if mean > HIGH else ""
        if words and draft.lists.says(words, Seen.of(to_plain(parse(block.text)))):
            yield draft.at("against-rating.praise" if mean < LOW else "against-rating.blame", block, "text")


def strengths(draft: Draft) -> Iterator[Hit]:
    """Something went well, and comes first."""
    if not draft.whole:
        return
    if says_nothing(draft):
        yield draft.everywhere("nothing-said")
        return
    order = [block.kind for block in draft.of(BlockKind.STRENGTH, BlockKind.GROWTH)]
    if BlockKind.STRENGTH not in order:
        yield draft.everywhere("no-strength")
    elif order[0] is not BlockKind.STRENGTH:
        yield draft.at("no-strength.order", draft.of(BlockKind.STRENGTH)[0])


def wants_a_look(draft: Draft) -> Iterator[Hit]:
    """What the program could not say by itself, and what it was told not to say."""
    for block in draft.letter.blocks:
        if block.left_out:
            continue
        if not block.is_printed and block.kind is not BlockKind.OUTCOME:
            yield draft.at("emptied", block)
        elif block.look and not block.edited and not says_nothing(draft):
            yield draft.at("as-noted", block, "text")


def late(draft: Draft) -> Iterator[Hit]:
    """Feedback is worth most while both remember."""
    if draft.dated and (draft.letter.written_on - draft.letter.interviewed_on).days > DAYS_LATE:
        yield draft.everywhere("late")
