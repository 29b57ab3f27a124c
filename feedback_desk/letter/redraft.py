"""A letter drafted again: what of it as it stands is kept, and what the new draft would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from feedback_desk.model import Block, BlockChange, BlockKind, Letter, Redrafted, is_blank

_ORDER = tuple(BlockKind)


def merged(before: Sequence[Block], fresh: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as they stood, refreshed where nobody wrote in them, with the new ones last among their kind."""
    blocks: list[Block] = []
    for block, drafted in _beside(before, fresh):
        if block is None and drafted is not None:
            blocks.insert(_place(blocks, drafted.kind), drafted)
        elif block is not None and (after := _after(block, drafted)):
            blocks.append(after)
    return tuple(blocks)


def changes(before: Letter, fresh: Letter) -> tuple[BlockChange, ...]:
    """What a reader would see change if `fresh` were merged into `before`.

    Block by block, in the order of the letter, then what is new; blocks that read the same say nothing.
    """
    found: list[BlockChange] = []
    for block, drafted in _beside(before.blocks, fresh.blocks):
        if block is None:
            if drafted is not None and drafted.is_printed:
                found.append(BlockChange(Redrafted.NEW, None, drafted))
        elif _is_written(block):
            if drafted is not None and _words(drafted) != _words(block):
                found.append(BlockChange(Redrafted.KEPT, block, drafted))
        elif (after := _after(block, drafted)) is None:
            found.append(BlockChange(Redrafted.GONE, block, None))
        elif _words(after) != _words(block):
            found.append(BlockChange(Redrafted.CHANGED, block, after))
    return tuple(found)


def _beside(before: Iterable[Block], fresh: Iterable[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Each block as it stands beside its new draft, then the drafts that are new; what was joined isn't new."""
    new = {block.id: block for block in fresh}
    joined: set[str] = set()
    for block in before:
        yield block, new.pop(block.id, None)
        joined.update(block.joined)
    yield from ((None, block) for block in new.values() if block.id not in joined)


def _after(block: Block, drafted: Block | None) -> Block | None:
    """What becomes of a block: what somebody wrote or chose stays; without a finding any more, the rest goes."""
    if _is_written(block):
        return block
    return drafted and replace(drafted, left_out=block.left_out, level=block.level)


def _is_written(block: Block) -> bool:
    """Whether its words are somebody's own; those of an outcome always are."""
    return block.edited or (block.kind is BlockKind.OUTCOME and not is_blank(block.text))


def _place(blocks: Iterable[Block], kind: BlockKind) -> int:
    """Behind the last block of its kind or of a kind that comes before it."""
    rank = _ORDER.index(kind)
    return max((at + 1 for at, block in enumerate(blocks) if _ORDER.index(block.kind) <= rank), default=0)


def _words(block: Block) -> tuple[object, ...]:
    """What a reader would see of a block."""
    resources = tuple((one.resource.title, one.resource.url, one.reason) for one in block.resources)
    return block.title, block.text, block.next_step, resources
