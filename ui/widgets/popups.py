"""Popups that let a key through: while a menu or a list is open, Qt keeps each key for it, even the one that covers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

THROUGH = "through popups"
"""The property of an action of a window whose keys work while a popup of that window is open."""


def let_through(popup: QWidget) -> None:
    """While `popup` is open, keys of actions marked `THROUGH` close it and do what they do elsewhere."""
    popup.installEventFilter(_Through(popup))


def close_popups() -> None:
    """Close every menu and list that is open, and tool tips."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.windowType() == Qt.WindowType.ToolTip:
            window.hide()


def lend(action: QAction, owner: QWidget, window: QWidget) -> None:
    """Let the keys of a window's action work in another one that was opened from it, such as a dialog."""
    above = window
    while (parent := above.parentWidget()) is not None:
        above = parent.window()
    if above is owner and window.windowType() != Qt.WindowType.Popup and action not in window.actions():
        window.addAction(action)


class _Through(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        pressed = QKeySequence(event.keyCombination())
        action = next((a for a in _marked(watched) if pressed in a.shortcuts()), None)
        if action is None:
            return False
        close_popups()
        action.trigger()
        return True


def _marked(popup: QWidget) -> list[QAction]:
    """The marked actions of the window that the popup belongs to."""
    window: QWidget | None = popup.window()
    while window is not None and window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
        parent = window.parentWidget()
        window = parent.window() if parent is not None else None
    return [action for action in window.actions() if action.property(THROUGH)] if window is not None else []
