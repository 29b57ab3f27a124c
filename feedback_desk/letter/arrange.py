"""A letter's blocks put in another order, split and joined. Each function gives a new letter and leaves the old one.

What somebody split or joined is theirs: both halves, and the joined block, count as edited, so that no
re-draft undoes it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from feedback_desk.errors import BadInput, NotFound
from feedback_desk.letter.wording import wording_for
from feedback_desk.model import Block, Letter, new_id


def move(letter: Letter, block_id: str, by: int) -> Letter:
    """The block `by` places further down (up where negative) among those of its kind, and no further than its ends."""
    blocks = list(letter.blocks)
    block = blocks[_at(letter, block_id)]
    places = [at for at, other in enumerate(blocks) if other.kind is block.kind]
    order = [blocks[at] for at in places]
    start = order.index(block)
    order.insert(max(0, min(len(order) - 1, start + by)), order.pop(start))
    for at, moved in zip(places, order, strict=True):
        blocks[at] = moved
    return replace(letter, blocks=tuple(blocks))


def split(letter: Letter, block_id: str, at: int) -> Letter:
    """The block as two, cut at that character of its text; a cut inside a word is made before the word.

    The second half has the same title, finding and notes. Next step and resources stay with the first.
    `BadInput` when one half would be empty.
    """
    place = _at(letter, block_id)
    block = letter.blocks[place]
    at = max(0, min(len(block.text), at))
    if 0 < at < len(block.text) and not re.search(r"\s", block.text[at - 1 : at + 1]):
        at = max((gap.end() for gap in re.finditer(r"\s+", block.text[:at])), default=0)
    first, second = block.text[:at].strip(), block.text[at:].strip()
    if not first or not second:
        raise BadInput("Put the cursor between two words of the text: each half needs some of it.")
    halves = (
        replace(block, text=first, edited=True),
        replace(block, id=new_id(), text=second, next_step="", resources=(), joined=(), edited=True),
    )
    return replace(letter, blocks=(*letter.blocks[:place], *halves, *letter.blocks[place + 1 :]))


def join(letter: Letter, block_id: str) -> Letter:
    """The block and the next of its kind as one; blocks that are left out are passed over.

    Texts and next steps follow one another as paragraphs, resources and notes are named once, and two titles
    become one. `BadInput` when there is no next one, or when the block itself is left out.
    """
    place = _at(letter, block_id)
    block = letter.blocks[place]
    if block.left_out:
        raise BadInput("This part is left out. Take it in again before you join it with another.")
    following = (b for b in letter.blocks[place + 1 :] if b.kind is block.kind and not b.left_out)
    other = next(following, None)
    if other is None:
        raise BadInput("There is no further part of this kind to join it with.")
    resources = {one.resource.id: one for one in (*block.resources, *other.resources)}
    one = replace(
        block,
        title=_both_titles(letter, block, other),
        text=_paragraphs(block.text, other.text),
        next_step=_paragraphs(block.next_step, other.next_step),
        resources=tuple(resources.values()),
        notes=tuple(dict.fromkeys((*block.notes, *other.notes))),
        joined=tuple(dict.fromkeys((*block.joined, other.id, *other.joined))),
        look=block.look or other.look,
        edited=True,
    )
    return replace(letter, blocks=tuple(one if b is block else b for b in letter.blocks if b is not other))


def _at(letter: Letter, block_id: str) -> int:
    for at, block in enumerate(letter.blocks):
        if block.id == block_id:
            return at
    raise NotFound("This part of the letter is not there any more.")


def _both_titles(letter: Letter, block: Block, other: Block) -> str:
    titles = list(dict.fromkeys(filter(None, (block.title, other.title))))
    return wording_for(letter).listed(titles) if titles else ""


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())
