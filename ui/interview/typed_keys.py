"""Which keys write and which command, for all that hands what is typed on to the capture line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""With one of these a key is a command, and writes nothing."""


def is_plain(event: QKeyEvent) -> bool:
    """Whether nothing is held; the keys of the keypad, and on macOS the arrows, come with a modifier of their own."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def belongs_in_line(event: QKeyEvent) -> bool:
    """Whether the key writes something, which only the capture line takes."""
    return bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & COMMAND
