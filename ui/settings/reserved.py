"""Keys that no command can be given: fields, input methods and the desktop need them. Each refusal says why."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_M = Qt.KeyboardModifier
_CTRL, _ALT, _SHIFT, _META = _M.ControlModifier, _M.AltModifier, _M.ShiftModifier, _M.MetaModifier
_FIRST_SPECIAL_KEY = 0x01000000
"""Qt's keys below this one type a character."""
_WITHOUT_MODIFIERS = 0x01FFFFFF

_S = QKeySequence.StandardKey
EDITING = (
    _S.Copy, _S.Cut, _S.Paste, _S.Undo, _S.Redo, _S.SelectAll, _S.Delete,
    _S.MoveToNextWord, _S.MoveToPreviousWord, _S.SelectNextWord, _S.SelectPreviousWord,
    _S.MoveToStartOfDocument, _S.MoveToEndOfDocument, _S.SelectStartOfDocument, _S.SelectEndOfDocument,
    _S.DeleteStartOfWord, _S.DeleteEndOfWord, _S.InsertLineSeparator,
)  # fmt: skip
"""What every text field does, by the keys that the platform has for it."""
_NEEDED_PLAIN = {
    Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Menu,
}  # fmt: skip
_INPUT_METHODS = ("Ctrl+Shift+U", "Ctrl+Space", "Ctrl+Shift+Space")
"""IBus and Fcitx: a character by its number, and switching between keyboards."""
_DESKTOP = ("Alt+F4", "Alt+F10", "Alt+Tab", "Alt+Shift+Tab", "Alt+Shift+Backtab", "Alt+Space", "Alt+Esc", "Ctrl+Esc")
_MAC = (
    "Ctrl+Tab", "Ctrl+Space", "Ctrl+H", "Ctrl+M", "Ctrl+.", "Ctrl+Alt+Esc", "Ctrl+`", "Ctrl+Shift+3", "Ctrl+Shift+4",
    "Ctrl+Shift+5", "Meta+Up", "Meta+Down", "Meta+Left", "Meta+Right", "Meta+Space", "F11",
)  # fmt: skip


def refusal(key: QKeyCombination, platform: str) -> str:
    """Why no command can have this key on a platform (one of `sys.platform`), in a sentence; empty when one can."""
    held, plain = key.keyboardModifiers(), not key.keyboardModifiers() & (_CTRL | _ALT | _META)
    code = key.toCombined() & _WITHOUT_MODIFIERS  # not every character has a name among Qt's keys
    sequence = QKeySequence(key)
    name = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    mac = platform == "darwin"
    types = code < _FIRST_SPECIAL_KEY
    if plain and code in _NEEDED_PLAIN:
        return f"Fields and lists need {name} themselves. Hold {'Command' if mac else 'Ctrl'} with it."
    if plain and types:
        return f"{name} types a character. Hold {'Command' if mac else 'Ctrl'} with it."
    if any(sequence in QKeySequence.keyBindings(standard) for standard in EDITING):
        return f"Text fields need {name} themselves."
    if _is_one(sequence, _INPUT_METHODS):
        return f"Input methods need {name} to write other scripts."
    if mac:
        if _is_one(sequence, _MAC):
            return f"macOS keeps {name} for itself."
        if types and held & _ALT and not held & (_CTRL | _META):
            return f"{name} types a character here. Hold Command with it."
        return ""
    if held & _META or _is_one(sequence, _DESKTOP):
        return f"The desktop keeps {name} for itself."
    if held & _ALT and held & _CTRL:
        return f"On many keyboards {name} types a character, or the desktop takes it."
    if held & _ALT and Qt.Key.Key_A <= code <= Qt.Key.Key_Z:
        return f"{name} goes to a field or a menu by its letter."
    return ""


def _is_one(key: QKeySequence, names: tuple[str, ...]) -> bool:
    portable = QKeySequence.SequenceFormat.PortableText
    return any(key == QKeySequence.fromString(name, portable) for name in names)
