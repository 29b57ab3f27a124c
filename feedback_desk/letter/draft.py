"""A letter as the checks see it, and what they say of a place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from feedback_desk.letter.lists import Advice, Lists
from feedback_desk.letter.markdown import Piece
from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind, Letter, PrivateContext


@dataclass(frozen=True)
class Hit:
    """A rule found something at `start` to `end` of the letter's Markdown."""

    rule: str
    advice: Advice
    start: int
    end: int
    block: str = ""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Draft:
    """One letter with all that judging it needs."""

    letter: Letter
    private: PrivateContext
    text: str
    pieces: tuple[Piece, ...]
    lists: Lists
    wording: Wording
    noted: bool = True
    """Whether it is known which notes its points come from; of a letter read from a file it is not."""
    whole: bool = True
    """Whether this is a whole letter, not a few sentences of one."""
    dated: bool = True
    """Whether its dates are known."""

    @property
    def blocks(self) -> list[Block]:
        """What is printed."""
        return [block for block in self.letter.blocks if block.is_printed]

    def of(self, *kinds: BlockKind) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    def hit(self, case: str, start: int, end: int, block: str = "", **values: object) -> Hit:
        """A hit of the rule that `case` ("rule" or "rule.case") belongs to."""
        return Hit(case.split(".")[0], self.lists.advice[case], start, end, block, tuple(values.items()))

    def everywhere(self, case: str, **values: object) -> Hit:
        """A hit for the letter as a whole."""
        return self.hit(case, 0, 0, "", **values)

    def at(self, case: str, block: Block, part: str = "", **values: object) -> Hit:
        """A hit for a block as a whole, placed on its part (or whatever of it comes first)."""
        places = [p for p in self.pieces if p.block == block and part in ("", p.part)]
        places = places or [p for p in self.pieces if p.block == block]
        start, end = (places[0].start, places[0].end) if places else (0, 0)
        return self.hit(case, start, end, block.id, **values)

    def block_at(self, start: int) -> str:
        return next((p.block.id for p in self.pieces if p.block and p.start <= start < p.end), "")


Judge = Callable[[Draft], Iterable[Hit]]


def says_nothing(draft: Draft) -> bool:
    """No finding is printed, and nobody wrote words of their own."""
    return not draft.of(BlockKind.STRENGTH, BlockKind.GROWTH) and not any(block.edited for block in draft.blocks)
