"""The skills of a section: tags with the same fuzzy completion as in the capture line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from feedback_desk.model import Skill
from ui.library.kit_words import KitText
from ui.widgets.announce import announce
from ui.widgets.skill_popup import ROWS, SkillPopup
from ui.widgets.units import characters, units

FindSkills = Callable[[str], Sequence[Skill]]


class SkillsField(KitText):
    """Tags with a blank between them; `#` may stand before each. Tab or Enter accepts what the list offers."""

    def __init__(self, name: str, popup_parent: QWidget, find: FindSkills) -> None:
        super().__init__(name)
        self._find = find
        self.popup = SkillPopup(popup_parent)
        self.popup.taken.connect(self._take)
        self.setPlaceholderText("For example: xss csp")
        self.typed.connect(lambda _: self._suggest())

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tags; what says the same already stays as it was typed."""
        if self.tags != tuple(tags):
            self.show_text(" ".join(f"#{tag}" for tag in tags))

    @property
    def tags(self) -> tuple[str, ...]:
        """What was typed, as tags; they may be none that can be kept."""
        return tuple(word.lstrip("#") for word in self.toPlainText().replace(",", " ").split())

    def _word(self) -> tuple[int, int]:
        """Where the tag under the cursor stands."""
        text = self.toPlainText()
        at = characters(text, self.textCursor().position())
        start = max(text.rfind(" ", 0, at), text.rfind(",", 0, at)) + 1
        end = next((place for place in range(at, len(text)) if text[place] in " ,"), len(text))
        return start, end

    def _suggest(self) -> None:
        start, end = self._word()
        text = self.toPlainText()
        word = text[start:end].lstrip("#")
        if not word or not self.hasFocus():
            self.popup.hide()
            return
        found = list(self._find(word))[:ROWS]
        if found and found[0].tag == word:
            found = []  # nothing left to complete
        anchor = self.textCursor()
        anchor.setPosition(units(text[:start]))
        rect = self.cursorRect(anchor)
        place = self.viewport().mapToGlobal(rect.topLeft())
        self.popup.suggest(found, place + QPoint(0, -8), place + QPoint(0, rect.height() + 8))

    def _take(self, tag: str) -> None:
        """Put the skill in place of the tag that is being typed."""
        start, end = self._word()
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"#{tag}" if text[end : end + 1] in (" ", ",") else f"#{tag} ")
        self.setTextCursor(cursor)
        self.popup.hide()
        announce(self, f"#{tag}")

    def focusNextPrevChild(self, next: bool) -> bool:
        if next and (tag := self.popup.choice(default=0)) is not None:
            self._take(tag)
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.popup.isVisible():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            announce(self, self.popup.move_choice(1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.popup.choice(default=0) or "")
        elif event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.popup.hide()
        super().focusOutEvent(event)
