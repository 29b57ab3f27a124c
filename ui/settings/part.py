"""One part of the settings: a heading, a sentence that says what it is for, and what can be set."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.sheet import Sheet
from ui.widgets.words import Words

LETTERS = 72
"""How many letters wide a part is at most: what stands at the other end of a longer line is not seen as its answer."""


NOT_KEPT = "This holds until the program ends, but could not be kept: the disk took nothing."


class Part(QScrollArea):
    """A page that scrolls; a part adds its rows to `column`, and saves in `leave` what is not saved yet."""

    said = Signal(str)
    """For the status line."""

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(heading)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, theme.SPACE, theme.SPACE)
        self.column.setSpacing(theme.GAP)
        self.column.addWidget(Words(heading, "heading"))
        self.column.addWidget(Words(sentence, tone="muted", wrap=True))
        self.column.addSpacing(theme.GAP)
        page = Sheet()
        across = QHBoxLayout(page)
        across.setContentsMargins(theme.GAP, 0, 0, 0)
        across.addWidget(self._inside, 1000)
        across.addStretch(1)
        self.setWidget(page)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """As many letters wide at every text size."""
        self._inside.setMaximumWidth(LETTERS * self.fontMetrics().averageCharWidth())

    def add(self, rows: QLayout) -> None:
        """Put rows at the end, and nothing below them."""
        self.column.addLayout(rows)
        self.column.addStretch(1)

    def leave(self) -> None:
        """Another part or screen is about to be shown: save what is being typed."""
