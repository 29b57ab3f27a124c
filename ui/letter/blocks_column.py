"""The letter's blocks under one another, each a card that is edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from feedback_desk.model import CheckFinding, Interview, Letter
from ui import theme
from ui.actions import Commands
from ui.letter.block_card import BlockCard


class BlocksColumn(QScrollArea):
    """Shows a letter; cards of blocks that stay are kept, with what their text fields can take back."""

    changed = Signal(object)
    """A `Block` as the user made it."""
    undo_asked = Signal()
    redo_asked = Signal()
    menu_asked = Signal(object)
    """The button below which the menu of the current block is to open."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self.cards: dict[str, BlockCard] = {}
        self.current = ""
        """The id of the block that has, or last had, the keyboard."""
        self._made_for: list[tuple[str, tuple[str, ...]]] = []
        self.setAccessibleName("The letter's blocks")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        self._column.addStretch()
        self.setWidget(sheet)

    def show_letter(self, letter: Letter, interview: Interview) -> bool:
        """Show it with the notes it came from; whether other cards than before had to be made."""
        notes = {note.id: note for note in interview.notes}
        wanted = [(b.id, tuple(notes[note].text for note in b.notes if note in notes)) for b in letter.blocks]
        made = wanted != self._made_for
        if made:
            place = list(self.cards).index(self.current) if self.current in self.cards else 0
            focused = self.window().focusWidget()
            had_keyboard = focused is not None and self.isAncestorOf(focused)
            self._made_for = wanted
            self._make(letter, interview)
        for block in letter.blocks:
            self.cards[block.id].show_block(block)
        if made and had_keyboard and self.cards:
            ids = list(self.cards)  # of a part that is gone, the one in its place has the keyboard
            self.enter(self.current if self.current in ids else ids[min(place, len(ids) - 1)])
        return made

    def minimumSizeHint(self) -> QSize:
        """No card is cut off at its side, however large the text is."""
        bar, sheet = self.verticalScrollBar().sizeHint(), self._column.minimumSize()
        return QSize(sheet.width() + bar.width(), super().minimumSizeHint().height())

    def follow_text_size(self) -> None:
        """The cards are wider now; once they have followed too, the pane is."""
        QTimer.singleShot(0, self, self.updateGeometry)

    def set_read_only(self, read_only: bool) -> None:
        for card in self.cards.values():
            card.set_read_only(read_only)

    def begin(self) -> None:
        """Give the keyboard to the first block."""
        for card in list(self.cards.values())[:1]:
            card.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, finding: CheckFinding) -> None:
        """Put the keyboard where a check found something."""
        card = self.cards.get(finding.block) or next(iter(self.cards.values()), None)
        if card is not None:
            self.ensureWidgetVisible(card)
            card.go_to(finding.text)

    def enter(self, block_id: str) -> None:
        """Give the keyboard to a block's text."""
        card = self.cards.get(block_id)
        if card is not None:
            self.ensureWidgetVisible(card)
            card.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, found: Sequence[CheckFinding]) -> None:
        """Underline what the checks found where it stands."""
        for block_id, card in self.cards.items():
            card.show_findings([one for one in found if one.block == block_id])

    def _enter(self, block_id: str) -> None:
        self.current = block_id

    def _ask_menu(self, block_id: str, button: QWidget) -> None:
        self.current = block_id
        self.menu_asked.emit(button)

    def _make(self, letter: Letter, interview: Interview) -> None:
        notes = {note.id: note for note in interview.notes}
        for old in self.cards.values():  # never by Qt's layout items: Python's hold of one outlives it
            self._column.removeWidget(old)
            old.deleteLater()
        self.cards = {}
        for block in letter.blocks:
            card = BlockCard(block, notes, self._commands)
            card.changed.connect(self.changed)
            card.entered.connect(self._enter)
            card.undo_asked.connect(self.undo_asked)
            card.redo_asked.connect(self.redo_asked)
            card.menu_asked.connect(lambda button, block_id=block.id: self._ask_menu(block_id, button))
            self.cards[block.id] = card
            self._column.insertWidget(len(self.cards) - 1, card)
            card.show()  # at once: what is hidden can't take the keyboard
