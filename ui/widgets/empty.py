"""What a screen shows while there is nothing in it: what would be here, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.screen import Screen
from ui.widgets.words import Words


class Empty(Screen):
    """An icon, a heading, a sentence and buttons, in the middle."""

    def __init__(self, icon: str, heading: str, sentence: str, buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.first: QWidget = buttons[0] if buttons else self
        self._picture, self._icon = QLabel(), icon
        self.follow_text_size()
        self.start_at(self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.GAP)
        for words in (Words(heading, "heading"), Words(sentence, tone="muted", wrap=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addSpacing(theme.SPACE)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addStretch(1)
        for button in buttons:
            across.addWidget(button)
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)

    def follow_text_size(self) -> None:
        """The picture is larger beside larger words, and has the scheme's colour."""
        side = max(40, 2 * QFontMetrics(theme.font("heading")).height())
        self._picture.setPixmap(theme.icon(self._icon, "muted").pixmap(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_picture"):
            self.follow_text_size()
