"""Saying something to a screen reader that others see anyway: what was filed, saved or refused, and the pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say `words` when it is done with what it says now; nothing where none listens."""
    if not words:
        return
    from PySide6.QtGui import QAccessible  # its roles and events cost 3 ms, and nothing is said before the first frame

    if QAccessible.isActive():
        from PySide6.QtGui import QAccessibleAnnouncementEvent  # its type is not made where nobody listens

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
