"""The real window over a real store, and a store with something in it, for the tests of the shell and its screens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, InterviewState, Note, NoteKind, new_id
from ui import remembered
from ui.jobs import Jobs
from ui.window import Window

NAMES = ("Amara Okafor", "अनन्या शर्मा", "ليلى الحسن", "Jonas Lindqvist", "Zoë de la Cruz y Fernández-Montalbán")


def interview(
    name: str = "Amara Okafor",
    *,
    days_ago: float = 1,
    state: InterviewState = InterviewState.FINISHED,
    text: str = "explained nonces unprompted",
    email: str = "",
    candidate: Candidate | None = None,
) -> Interview:
    """An interview with one strength."""
    return Interview(
        id=new_id(),
        candidate=candidate or Candidate(new_id(), name, email),
        role="Application Security Engineer",
        kit="application-security",
        kit_version=1,
        when=(datetime.now(UTC) - timedelta(days=days_ago)).replace(microsecond=0),
        state=state,
        notes=(Note(new_id(), "", NoteKind.STRENGTH, text, ("csp",)),),
    )


def fill(home: Path, *interviews: Interview) -> None:
    """Put these into the store of a home nobody has open."""
    with Desk.open(home) as desk:
        for one in interviews:
            desk.add_interview(one)


class WholeWindow:
    """The window as the program makes it, shown and with its first rows."""

    def __init__(self, qtbot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.jobs = Jobs(home)
        self.window = Window(self.jobs)
        qtbot.addWidget(self.window)
        if remembered.recall("stood") is None:
            self.window.resize(1200, 800)  # the tests' own screen is smaller, and so a first window would be
        with qtbot.waitSignal(self.window.ready):
            self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(lambda: self.focus is not None)

    def close(self) -> None:
        self.window.close()
        assert self.jobs.close()

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on=None) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(on or self.focus or self.window, key, modifier)

    def hold(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 5) -> None:
        """Hold a key down where the keyboard is: it comes once, and then so many times again."""
        for time in range(times + 1):
            QTest.simulateEvent(self.focus, True, key.value, modifier, "", time > 0)
        QTest.simulateEvent(self.focus, False, key.value, modifier, "", False)

    def type(self, text: str) -> None:
        """Type text; what no plain key makes comes through the input method, as it does on a real keyboard."""
        if text.isascii():
            self.qtbot.keyClicks(self.focus, text)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(self.focus, composed)

    def room(self, name: str):
        """Go to a room by its command; the screen."""
        self.window.commands.run(f"room_{name}")
        return self.window.place(name)

    def until(self, true) -> None:
        self.qtbot.waitUntil(true)


def titles(view) -> list[str]:
    """The titles of a list's rows, headings included."""
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]
