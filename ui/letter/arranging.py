"""The letter's parts put in order: moved, left out, split, joined, and how far along the overview shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from feedback_desk.errors import BadInput
from feedback_desk.model import Block, BlockKind, Letter
from ui.actions import Commands
from ui.letter.blocks_column import BlocksColumn
from ui.widgets.popups import let_through

LEVELS = ("As its kind says", "Just begun", "On the way", "At ease", "A strength")
"""Levels of the overview, by number."""
COMMANDS = ("block_up", "block_down", "block_split", "block_join", "block_out")


class Arranging(QObject):
    """Does to the current part what its commands say."""

    changed = Signal(str, object)
    """What was done, in words, and the letter as it is now."""
    refused = Signal(object)
    """A `BadInput`: it can't be done with this part."""

    def __init__(self, place: QWidget, commands: Commands, blocks: BlocksColumn) -> None:
        super().__init__(place)
        self._place, self._commands, self._blocks = place, commands, blocks
        self.letter: Letter | None = None
        for command, handler in (
            ("block_up", lambda: self._move(-1)),
            ("block_down", lambda: self._move(+1)),
            ("block_out", self._leave_out),
            ("block_split", self._split),
            ("block_join", self._join),
        ):
            commands.bind(command, handler, place)

    def menu(self) -> QMenu:
        """What can be done with the current part."""
        menu = QMenu(self._place)
        let_through(menu)
        for command in COMMANDS:
            menu.addAction(self._commands.action(command))
        block = self._current()
        if block is not None and block.kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
            levels = menu.addMenu("In the overview")
            let_through(levels)
            for number, words in enumerate(LEVELS):
                action = levels.addAction(words)
                action.setCheckable(True)
                action.setChecked(number == block.level)
                action.triggered.connect(lambda _=False, n=number, b=block: self._replace(replace(b, level=n)))
        return menu

    def _current(self) -> Block | None:
        blocks = self.letter.blocks if self.letter is not None else ()
        return next((block for block in blocks if block.id == self._blocks.current), None)

    def _replace(self, block: Block) -> None:
        assert self.letter is not None
        blocks = tuple(block if old.id == block.id else old for old in self.letter.blocks)
        self.changed.emit("Part changed", replace(self.letter, blocks=blocks))

    def _leave_out(self) -> None:
        if block := self._current():
            self._replace(replace(block, left_out=not block.left_out))

    def _move(self, by: int) -> None:
        from feedback_desk.letter.arrange import move

        self._do("Part moved", lambda letter, block: move(letter, block.id, by))

    def _split(self) -> None:
        from feedback_desk.letter.arrange import split

        self._do("Part split", lambda letter, b: split(letter, b.id, self._blocks.cards[b.id].cursor_place()))

    def _join(self) -> None:
        from feedback_desk.letter.arrange import join

        self._do("Parts joined", lambda letter, block: join(letter, block.id))

    def _do(self, words: str, arranged: Callable[[Letter, Block], Letter]) -> None:
        block = self._current()
        if self.letter is None or block is None:
            return
        try:
            self.changed.emit(words, arranged(self.letter, block))
        except BadInput as error:
            self.refused.emit(error)
        self._blocks.enter(block.id)
