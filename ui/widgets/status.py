"""The line below every screen: what just happened, whether everything is saved, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from feedback_desk.errors import DeskError
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.widgets.announce import announce

SHOWN_SECONDS = 8
"""How long news stays; trouble stays until something else happens."""


class StatusLine(QWidget):
    """Sentences on the left with a button to take back or to try again; "Saved" on the right."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self._words = QLabel()
        self._words.setAccessibleName("What just happened")
        self._saved = QLabel()
        self._saved.setAccessibleName("Saved or not")
        self._saved.setProperty("tone", "muted")
        self._undo = commands.button("undo", quiet=True)
        self._retry = commands.button("retry")
        self._undo.hide()
        self._retry.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.SPACE, theme.GAP // 2, theme.SPACE, theme.GAP // 2)
        line.setSpacing(theme.GAP)
        line.addWidget(self._words)
        line.addWidget(self._undo)
        line.addWidget(self._retry)
        line.addStretch(1)
        line.addWidget(self._saved)
        line.addStrut(self.fontMetrics().height() + theme.GAP)  # as high without words; buttons make it higher
        self._fade = QTimer(self, singleShot=True, interval=SHOWN_SECONDS * 1000)
        self._fade.timeout.connect(self._clear)
        jobs.saving.connect(lambda: self._saved.setText(""))
        jobs.saved.connect(self._all_saved)
        jobs.failed.connect(self._failed)
        commands.undo.pushed.connect(self._can_undo)
        commands.undo.gave_way.connect(self._undo.hide)
        commands.undo.undone.connect(lambda words: self.say(f"Taken back: {words}"))
        commands.undo.redone.connect(lambda words: self.say(f"Done again: {words}"))

    def say(self, words: str) -> None:
        """News, for some seconds."""
        self._show(words, "muted")
        self._fade.start()

    def trouble(self, words: str, *, retry: bool = False) -> None:
        """What went wrong, in one sentence; it stays until something else happens."""
        self._fade.stop()
        self._show(words, "danger")
        self._retry.setVisible(retry)

    def _failed(self, error: DeskError) -> None:
        self.trouble(str(error), retry=self._jobs.refused > 0)
        if self._jobs.refused:
            self._saved.setText("Not saved")

    def _can_undo(self, words: str) -> None:
        self.say(words)
        self._undo.setVisible(self._commands.undo.front is None)  # else the command means another step

    def _all_saved(self) -> None:
        if self._retry.isVisible():
            self._clear()
            announce(self, "Saved")
        self._saved.setText("Saved")

    def _show(self, words: str, tone: str) -> None:
        self._words.setText(words)
        self._words.setProperty("tone", tone)
        theme.repolish(self._words)
        announce(self._words, words)
        self._undo.hide()
        self._retry.hide()

    def _clear(self) -> None:
        self._show("", "muted")
