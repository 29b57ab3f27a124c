"""Words on a screen: a label with a font of the type scale that follows the text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui import theme


class Words(QLabel):
    """Plain text only: what a candidate's name holds is never taken for markup."""

    def __init__(self, text: str = "", role: theme.FontRole = "body", *, tone: str = "", wrap: bool = False) -> None:
        super().__init__(text)
        self._role: theme.FontRole = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        self.setFont(theme.font(role))

    def set_tone(self, tone: str) -> None:
        """`muted`, `danger`, `warning`, `good` or nothing."""
        self.setProperty("tone", tone)
        theme.repolish(self)

    def follow_text_size(self) -> None:
        """The program's text size changed."""
        self.setFont(theme.font(self._role))
