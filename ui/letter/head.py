"""The top of the letter's screen: whose letter it is, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from feedback_desk.model import Feedback, Interview, Letter, LetterState
from ui import theme
from ui.actions import Commands
from ui.letter.arranging import COMMANDS as ARRANGING
from ui.letter.opened import Opened, day_words
from ui.widgets.command_button import CommandButton, fit_icon
from ui.widgets.popups import let_through
from ui.widgets.words import Elided

MORE = (
    *("to_notes", ""),
    *("copy_text", "copy_markdown", "copy_file", ""),
    *("export_text", "export_markdown", "phone_card", ""),
    *("show_file", "redraft", "waive"),
)
"""What the menu offers; an empty one is a line between groups."""
WRITTEN = ("export_pdf", "email_draft", "mark_sent", "copy_text", "copy_markdown", "copy_file")
"""Commands that put something in writing, which the organisation may not want."""

NAME_SHOWN = 16
"""Characters of a name that are in sight at least."""

_RULES = {
    Feedback.PHONE_CARD: "feedback goes by phone, not in writing",
    Feedback.NOTHING: "your organisation gives no feedback",
}


class Head(QWidget):
    """Shows a letter's state and enables what is possible with it."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._who = Elided("heading")
        self._what = Elided(tone="muted")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._who)
        names.addWidget(self._what)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addStretch()
        self._buttons = line
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._body.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        self._body.setSpacing(theme.GAP)
        self._body.addLayout(names, 1)
        self._body.addLayout(line)
        self._more = QPushButton("More")
        self._more.setIcon(theme.icon("more"))
        self._more.setProperty("quiet", True)
        self._more.setAccessibleName("More to do with the letter")
        self._more.setToolTip("More to do with the letter")
        self._more.clicked.connect(lambda: self._menu().popup(below(self._more)))
        loud = ("mark_sent", "redraft", "email_draft")
        order = ("letter_options", "mark_answered", "redraft", "mark_sent", "email_draft")
        self.buttons: dict[str, CommandButton] = {
            command: commands.button(command, quiet=command not in loud) for command in order
        }
        primary = ("export_pdf", "phone_card", "waive")  # one of them is there, as the organisation has it
        self.buttons |= {command: commands.button(command, primary=True) for command in primary}
        for command, button in self.buttons.items():
            line.addWidget(button)
            # Those of a letter that went out; all together are wider than a small screen.
            button.setVisible(command not in ("mark_answered", "redraft", "phone_card", "waive"))
        line.insertWidget(2, self._more)
        self._quiet = (self.buttons["letter_options"], self._more)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """The icon is as high as the text, as those beside it are."""
        fit_icon(self._more)
        QTimer.singleShot(0, self, self._arrange)  # once its own buttons have followed too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """With the quiet buttons as icons alone: large text must not make the window larger than a small screen."""
        hint = super().minimumSizeHint()
        words = sum(b.fontMetrics().horizontalAdvance(b.text()) for b in self._quiet if not b.isHidden())
        return QSize(hint.width() - words, hint.height())

    def _needed(self) -> int:
        """Pixels for the buttons; asked of them, as a layout tells of what changed only later."""
        shown = [button for button in (self._more, *self.buttons.values()) if not button.isHidden()]
        return sum(button.sizeHint().width() + theme.GAP for button in shown)

    def _shorten(self, short: bool) -> None:
        self.buttons["letter_options"].show_bare(short)
        self._more.setText("" if short else "More")

    def _arrange(self) -> None:
        """The buttons beside the name, or below it where too little of the name would be left.

        Where even the buttons alone are too wide, the quiet ones are icons.
        """
        self._shorten(False)
        self._shorten(self.width() < self._needed() + 2 * theme.SPACE)
        room = self.width() - self._needed() - 2 * theme.SPACE - theme.GAP
        enough = min(NAME_SHOWN * self._who.fontMetrics().averageCharWidth(), self._who.sizeHint().width())
        way = QBoxLayout.Direction.LeftToRight if room >= enough else QBoxLayout.Direction.TopToBottom
        if way != self._body.direction():
            self._body.setDirection(way)
            self.updateGeometry()

    def show_state(self, letter: Letter, interview: Interview, opened: Opened) -> None:
        """Say how the letter stands, and offer what can be done with it now."""
        self._who.show_words(letter.candidate)
        gone = letter.has_left_for_good
        parts = [_standing(letter, interview, opened), day_words(letter.interviewed_on), letter.role]
        self._what.show_words("  \u00b7  ".join(part for part in parts if part))
        action = self._commands.action
        written, feedback = opened.policy.feedback is Feedback.LETTER, opened.policy.feedback
        for command in WRITTEN:
            action(command).setEnabled(written)
        for command in ("mark_sent", *ARRANGING):
            action(command).setEnabled(not gone and (written or command != "mark_sent"))
        for command in ("waive", "letter_options"):
            action(command).setEnabled(not gone)
        action("mark_answered").setEnabled(letter.state == LetterState.SENT)
        action("phone_card").setEnabled(feedback is not Feedback.NOTHING)
        action("waive").setText("A letter is owed after all" if interview.waived else "No letter is owed")
        action("redraft").setText("Write a corrected letter" if gone else "Draft again from the notes")
        shown = {
            "letter_options": not gone,
            "redraft": gone,
            "mark_answered": letter.state == LetterState.SENT,
            "mark_sent": written and not gone,
            "email_draft": written and not gone,
            "export_pdf": written,
            "phone_card": feedback is Feedback.PHONE_CARD,
            "waive": feedback is Feedback.NOTHING and not gone,
        }
        for command in sorted(shown, key=lambda command: shown[command]):  # hide first: all together are too wide
            self.buttons[command].setVisible(shown[command])
        self._arrange()
        self._arrange()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        let_through(menu)
        for command in MORE:
            if command:
                menu.addAction(self._commands.action(command))
            else:
                menu.addSeparator()
        return menu


def below(button: QWidget) -> QPoint:
    """Where a button's menu opens."""
    return button.mapToGlobal(QPoint(0, button.height()))


def _standing(letter: Letter, interview: Interview, opened: Opened) -> str:
    """How far the letter has got; it comes first, as the end is what a narrow window leaves out."""
    if letter.has_left_for_good and opened.sent:
        last = max(opened.sent, key=lambda sent: sent.sent_at)
        sent = f"sent {day_words(last.sent_at.astimezone())} to {last.sent_to}"
        if letter.state == LetterState.SENT:
            return sent
        return f"answered {day_words(letter.answered_on)}, {sent}" if letter.answered_on else f"answered, {sent}"
    if interview.waived:
        return f"no letter owed: {interview.waived}"
    if opened.policy.feedback is not Feedback.LETTER:
        return _RULES[opened.policy.feedback]
    if letter.state == LetterState.EXPORTED:
        return "exported, not yet sent"
    return "correction, not sent yet" if opened.sent else "draft"
