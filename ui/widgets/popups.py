"""Popups that let a key through: while a menu or a list is open, Qt keeps each key for it, even the one that covers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

THROUGH = "through popups"
"""The property of an action of a window whose keys work while a popup of that window is open."""

_TEXT_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
"""By name: making their types would cost the first frame."""


def let_through(popup: QWidget) -> None:
    """While `popup` is open, keys of actions marked `THROUGH` close it and do what they do elsewhere."""
    popup.installEventFilter(_Through(popup))


def let_own_menu_through(field: QWidget) -> None:
    """A text field makes its menu itself, out of reach: from now on the same menu is shown here, let through."""
    is_own = field.contextMenuPolicy() == Qt.ContextMenuPolicy.DefaultContextMenu
    if is_own and any(field.inherits(kind) for kind in _TEXT_FIELDS):
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        field.customContextMenuRequested.connect(lambda at: _show_own_menu(field, at))


def _show_own_menu(field: QWidget, at: QPoint) -> None:
    from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QLineEdit, QMenu, QPlainTextEdit, QTextEdit

    text = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
    assert isinstance(text, QLineEdit | QPlainTextEdit | QTextEdit)
    menu = text.createStandardContextMenu()
    if isinstance(field, QAbstractSpinBox):
        menu.addSeparator()
        menu.addAction("&Step up", field.stepUp)
        menu.addAction("Step &down", field.stepDown)
    for part in (menu, *menu.findChildren(QMenu)):
        let_through(part)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup((field.viewport() if isinstance(field, QAbstractScrollArea) else field).mapToGlobal(at))


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
