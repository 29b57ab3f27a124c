"""The letter's screen over a real store, for the tests of its parts."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, Note, NoteKind, Profile
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.screen import LetterScreen
from ui.undo import Undo

NOTES = (
    Note("note0001", "web", NoteKind.STRENGTH, "explained nonces and why unsafe-inline defeats them", ("csp",), 180),
    Note("note0002", "web", NoteKind.GAP, "took stored and reflected XSS for the same thing", ("xss",), 540),
    Note("note0003", "web", NoteKind.PRIVATE, "seemed rushed because of back-to-back calls today", (), 600),
)


@pytest.fixture
def interview(tmp_path):
    """A finished interview in a store of its own."""
    held = Interview(
        "1nterv1e",
        Candidate("cand1date"[:8], "Asha Verma", "asha@example.org"),
        "Application Security Engineer",
        "application-security",
        1,
        datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
        "UTC",
        notes=NOTES,
    )
    with Desk.open(tmp_path / "home") as desk:
        desk.add_interview(held)
        desk.set_profile(Profile("Devika Rao", "Engineering lead", "Northwind Example", "1 Sample Street"))
    return held


@pytest.fixture
def screen(qtbot, tmp_path, interview):
    theme.apply(QGuiApplication.instance())
    jobs = Jobs(tmp_path / "home")
    window = QWidget()
    target = tmp_path / "letter.pdf"
    opened = []
    made = LetterScreen(
        jobs,
        Commands(window, Undo(jobs, window)),
        where_to=lambda *_: str(target),
        opener=lambda path: opened.append(path) is None,
    )
    made.target, made.opened_files = target, opened
    made.resize(1200, 800)
    made.show()
    with qtbot.waitSignal(made.preview.drawn, timeout=20_000):
        made.open(interview.id)
    yield made
    QGuiApplication.clipboard().clear()  # what Python put there must go before Python does
    assert jobs.close()
    made.close()
    made.deleteLater()
    window.deleteLater()


def card(screen, kind):
    return next(c for c in screen.blocks.cards.values() if c.block.kind == kind)


def stored(tmp_path, interview_id):
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        return desk.letter(interview_id)
