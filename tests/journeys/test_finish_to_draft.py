"""The measure of the whole product: from Finish to a checked PDF on an e-mail draft in 60 seconds and ten keys."""

import email
import email.policy
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from feedback_desk import paths
from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, InterviewState, LetterState, Profile
from tests.journeys.test_whole_job import CTRL, NOBODY, Person, person

__all__ = ["person"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Counting:
    """Counts the keys that somebody presses."""

    def __init__(self, somebody: Person) -> None:
        self.somebody, self.keys = somebody, 0

    def press(self, key, modifier=NOBODY):
        self.keys += 1
        self.somebody.press(key, modifier)


def running_interview(home):
    """One under way, with the notes of the example."""
    with Desk.open(home) as desk:
        desk.set_profile(Profile("Devika Rao", "Engineering lead", "Northwind", email="devika@northwind.example"))
        example, _ = desk.import_text(paths.bundled("assets", "examples", "interview.md").read_bytes())
        held = desk.interview(example)
        running = replace(
            held,
            id="runn1ng0",
            candidate=Candidate("meera000", "मीरा अय्यर", "meera@example.org"),
            when=datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=40),
            state=InterviewState.RUNNING,
            ended_at=None,
            notes=tuple(replace(note, id=f"note{n:04}") for n, note in enumerate(held.notes)),
        )
        desk.add_interview(running)


def test_from_finish_to_a_draft_that_is_sent(person):
    person.stop()
    running_interview(person.home)
    person.start()
    opened = []
    person.window.open_interview("runn1ng0")
    person.until(lambda: person.window.commands.action("finish").isEnabled())
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    hand = Counting(person)
    began = time.monotonic()
    hand.press(Qt.Key.Key_Return, CTRL)  # Finish
    person.until(lambda: person.window._shown[0] == "letter")
    letter = person.window.place("letter")
    letter.sending._open = lambda path: opened.append(path) is None  # the system's mail program
    person.until(lambda: letter.letter is not None and letter.blocks.cards != {})
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    hand.press(Qt.Key.Key_E, CTRL | SHIFT)
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert QApplication.focusWidget().text() == "meera@example.org"
    hand.press(Qt.Key.Key_Return)
    person.until(lambda: bool(opened))
    assert hand.keys <= 10 and time.monotonic() - began < 60
    message = email.message_from_bytes(opened[0].read_bytes(), policy=email.policy.SMTP)
    assert message["To"] == "meera@example.org"
    (attached,) = message.iter_attachments()
    with Desk.open(person.home, readonly=True) as desk:
        interview = desk.interview("runn1ng0")
        assert attached.get_content() == desk.letter_pdf(desk.letter("runn1ng0"))
        assert not [found for found in desk.check_letter(desk.letter("runn1ng0")) if found.stops]
    private = [note.text for note in interview.notes if not note.kind.is_evidence]
    said = message.get_body(("plain",)).get_content()
    assert "मीरा" in said and private and not [text for text in private if text in said]
    assert interview.state is InterviewState.FINISHED

    hand.press(Qt.Key.Key_Return, CTRL | SHIFT)  # and when it is sent
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    hand.press(Qt.Key.Key_Return)
    person.until(lambda: letter.letter.state == LetterState.SENT)
    assert hand.keys <= 10
    with Desk.open(person.home, readonly=True) as desk:
        (sent,) = desk.sent_letters("runn1ng0")
        assert desk.sent_pdf(sent.id) == attached.get_content()
