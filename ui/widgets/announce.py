"""Saying something to a screen reader that others see anyway: what was filed, saved or refused, and the pace."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say `words` when it is done with what it says now; nothing where none listens."""
    if words and QAccessible.isActive():
        from PySide6.QtGui import QAccessibleAnnouncementEvent  # its type is not made where nobody listens

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
