"""A live interview on a real screen over a real store, for the tests of the interview room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, InterviewState, Note, Section, new_id
from ui.actions import Commands
from ui.interview.screen import InterviewScreen
from ui.jobs import Jobs
from ui.undo import Undo

SECTIONS = (
    Section("web", "Web application security"),
    Section("review", "Secure code review"),
    Section("people", "Working with others"),
)
BEGUN_SECONDS = 192
"""How long the interview has been running when the screen opens it: 03:12."""


def interview(
    *, state: InterviewState = InterviewState.RUNNING, notes: tuple[Note, ...] = (), kit: str = ""
) -> Interview:
    """An interview to store; without a kit it has three sections of its own."""
    return Interview(
        id=new_id(),
        candidate=Candidate(new_id(), "Anaïs Krishnamūrti-Okafor", "anais@example.org"),
        role="Application Security Engineer",
        kit=kit,
        kit_version=1,
        when=datetime.now(UTC) - timedelta(seconds=BEGUN_SECONDS),
        state=state,
        sections=() if kit else SECTIONS,
        notes=notes,
        ended_at=BEGUN_SECONDS if state is InterviewState.FINISHED else None,
    )


class LiveScreen:
    """The screen in a window of its own, with what a test asks of it and of the store below it."""

    def __init__(self, qtbot, home: Path) -> None:
        self.qtbot, self.home = qtbot, home
        self.window = QWidget()
        self.window.resize(1200, 800)
        self.jobs = Jobs(home, self.window)
        self.commands = Commands(self.window, Undo(self.jobs, self.window))
        self.screen = InterviewScreen(self.jobs, self.commands)
        QHBoxLayout(self.window).addWidget(self.screen)
        qtbot.addWidget(self.window)
        self.said: list[str] = []
        self.screen.said.connect(self.said.append)

    def open(self, interview_id: str) -> LiveScreen:
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.screen.open(interview_id)
        self.qtbot.waitUntil(lambda: self.screen.live.is_open and self.screen.live.id == interview_id)
        self.qtbot.waitUntil(lambda: self.line.hasFocus() and self.screen.live.known.catalogue is not None)
        return self

    def close(self) -> None:
        self.screen.leave()
        self.jobs.close()

    # --- What a person does -------------------------------------------------------------------

    @property
    def line(self):
        return self.screen.line

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.line, text)
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on=None) -> None:
        self.qtbot.keyClick(on or self.line, key, modifier)
        QApplication.processEvents()

    def enter(self, text: str) -> None:
        """Type a note and file it."""
        self.type(text)
        self.key(Qt.Key.Key_Return)

    # --- What there is ------------------------------------------------------------------------

    def stored(self) -> Interview:
        """The interview as another reader of the store sees it once everything is written."""
        assert self.jobs.flush()
        with Desk.open(self.home, readonly=True) as desk:
            return desk.interview(self.screen.live.id)

    def stored_line(self) -> tuple[str, str]:
        assert self.jobs.flush()
        with Desk.open(self.home, readonly=True) as desk:
            return desk.draft_line(self.screen.live.id)

    def shown(self) -> list[str]:
        """The texts in the note stream, from top to bottom."""
        model = self.screen.stream.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def live(qtbot, tmp_path, monkeypatch):
    """Open an interview; `live(...)` takes what `interview` takes. Reopening with `again=` uses the same store."""
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    opened: list[LiveScreen] = []

    def start(again: str = "", **wanted) -> LiveScreen:
        interview_id = again
        if not again:
            held = interview(**wanted)
            with Desk.open(tmp_path) as desk:
                desk.add_interview(held)
            interview_id = held.id
        made = LiveScreen(qtbot, tmp_path)
        opened.append(made)
        return made.open(interview_id)

    yield start
    for screen in opened:
        screen.close()
