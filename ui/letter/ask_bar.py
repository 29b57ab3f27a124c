"""A bar that asks for one line, such as the address a letter went to; it takes no window of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QListView, QPushButton, QWidget

from ui import theme
from ui.widgets.popups import let_through
from ui.widgets.words import Words


class AskBar(QFrame):
    """Hidden until `ask`; Enter or the button answers, Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._answer: Callable[[str], None] | None = None
        self._before: QWidget | None = None
        self._may_be_empty = False
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        self._question = Words()
        self.line = QLineEdit()
        self.line.returnPressed.connect(self._accept)
        self._choices = QCompleter(self)
        self._choices.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        listed = QListView()
        listed.setProperty("popup", True)
        listed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # they are few
        listed.setAccessibleName("Proposed answers")
        self._choices.setPopup(listed)
        let_through(listed)
        self._button = QPushButton()
        self._button.setProperty("primary", True)
        self._button.clicked.connect(self._accept)
        cancel = QPushButton("Not now")
        cancel.setProperty("quiet", True)
        cancel.clicked.connect(self.close_bar)
        row.addWidget(self._question)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        row.addWidget(cancel)
        self.hide()

    def ask(
        self,
        question: str,
        proposal: str,
        word: str,
        answer: Callable[[str], None],
        *,
        choices: Sequence[str] = (),
        may_be_empty: bool = False,
    ) -> None:
        """Show `question` with `proposal` filled in; `answer` gets the line, `word` is the button's.

        `choices` are proposed below the line as one presses Down.
        """
        self._answer, self._may_be_empty = answer, may_be_empty
        self._choices.setModel(QStringListModel(list(choices), self._choices))
        self.line.setCompleter(self._choices if choices else None)  # type: ignore[arg-type]
        self._question.setText(question)
        self.line.setAccessibleName(question)
        self.line.setText(proposal)
        self._button.setText(word)
        window = self.window()
        self._before = window.focusWidget() if window is not None else None
        self.show()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Answer nothing any more; the keyboard goes back to where it was, as long as that is still there."""
        self.hide()
        self._answer = None
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        if event.key() == Qt.Key.Key_Down and self.line.completer() is not None:
            self.line.completer().complete()
            return
        super().keyPressEvent(event)

    def _accept(self) -> None:
        text, answer = self.line.text().strip(), self._answer
        if (not text and not self._may_be_empty) or answer is None:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_bar()
        answer(text)
