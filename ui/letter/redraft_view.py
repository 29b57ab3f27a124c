"""What a re-draft would change, part by part, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from feedback_desk.model import Block, BlockChange, Redrafted
from ui import theme
from ui.letter.block_card import KIND_WORDS
from ui.widgets.check import Check
from ui.widgets.words import Words

SAID = {
    Redrafted.NEW: ("New", "plus"),
    Redrafted.CHANGED: ("The notes say something else now", "edit"),
    Redrafted.GONE: ("Its notes are gone, so it would go", "bin"),
    Redrafted.KEPT: ("You edited it, so it stays as it is", "check"),
}
"""What would become of a part, in words, with an icon."""


class RedraftView(QScrollArea):
    """Shows changes with what is there now and what would be there; asks whether to go ahead."""

    apply = Signal(object)
    """The ids of the edited blocks that the notes' words shall replace all the same."""
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What a re-draft would change")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chosen: dict[str, Check] = {}

    def show_changes(self, changes: Sequence[BlockChange]) -> None:
        """Fill it anew, and give the keyboard to the first button."""
        self._chosen = {}
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        apply, cancel = QPushButton("Take these changes"), QPushButton("Leave the letter as it is")
        apply.setProperty("primary", True)
        apply.clicked.connect(self._apply)
        cancel.clicked.connect(self.cancelled)
        column.addWidget(Words("Drafted again from the notes, the letter would change like this:", wrap=True))
        for change in changes:
            column.addWidget(self._card(change))
        if not changes:
            column.addWidget(Words("Nothing: it says what the notes say.", tone="muted", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        if changes:
            line.addWidget(apply)
        else:
            cancel.setText("Back to the letter")
        line.addWidget(cancel)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        self.setWidget(sheet)
        (apply if changes else cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, change: BlockChange) -> QFrame:
        block = change.after or change.before
        assert block is not None
        card = QFrame()
        card.setProperty("card", True)
        body = QVBoxLayout(card)
        body.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        body.setSpacing(theme.GAP // 2)
        words, _ = SAID[change.what]
        name = " ".join(block.title.split()) or KIND_WORDS[block.kind]
        body.addWidget(Words(f"{KIND_WORDS[block.kind]} \u00b7 {words}", "small", tone="muted", wrap=True))
        body.addWidget(Words(name, "strong", wrap=True))
        for label, shown in (("Now", change.before), ("From the notes", change.after)):
            if shown is not None:
                side = Words(label, "small", tone="muted")
                side.setContentsMargins(0, theme.GAP, 0, 0)
                body.addWidget(side)
                body.addWidget(Words(_said(shown), wrap=True))
        if change.what is Redrafted.KEPT:
            box = Check("Take the notes\u2019 words instead")
            box.setAccessibleName(f"{name}: take the notes\u2019 words instead")
            body.addWidget(box)
            self._chosen[block.id] = box
        return card

    def _apply(self) -> None:
        self.apply.emit(frozenset(block_id for block_id, box in self._chosen.items() if box.isChecked()))


def _said(block: Block) -> str:
    parts = [block.text.strip(), f"Try this: {block.next_step.strip()}" if block.next_step.strip() else ""]
    parts += [f"\u2013 {one.resource.title}" for one in block.resources]
    return "\n\n".join(filter(None, parts)) or "(empty)"
