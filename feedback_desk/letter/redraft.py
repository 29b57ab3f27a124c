"""What a re-draft would change: the letter as it stands beside what its notes would say now."""

from __future__ import annotations

from dataclasses import replace

from feedback_desk.model import Block, BlockChange, Letter, Redrafted


def changes(before: Letter, fresh: Letter) -> tuple[BlockChange, ...]:
    """Block by block, in the order of the letter, then what is new; blocks that stay as they are say nothing."""
    new = {block.id: block for block in fresh.blocks}
    found: list[BlockChange] = []
    for block in before.blocks:
        drafted = new.pop(block.id, None)
        for joined in block.joined:
            new.pop(joined, None)
        if block.edited:
            if drafted and _words(drafted) != _words(block):
                found.append(BlockChange(Redrafted.KEPT, block, drafted))
        elif drafted is None:
            found.append(BlockChange(Redrafted.GONE, block, None))
        elif _words(drafted) != _words(block):
            found.append(BlockChange(Redrafted.CHANGED, block, replace(drafted, left_out=block.left_out)))
    found += [BlockChange(Redrafted.NEW, None, block) for block in new.values() if block.is_printed]
    return tuple(found)


def _words(block: Block) -> tuple[object, ...]:
    """What a reader would see of a block."""
    return block.title, block.text, block.next_step, tuple(one.resource.id for one in block.resources)
