"""From an empty start to a letter that was sent, by keyboard alone, closed and reopened, and found again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState, LetterState, NoteKind
from ui import theme
from ui.jobs import Jobs
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NOBODY = Qt.KeyboardModifier.NoModifier


class Person:
    """Someone at the keyboard: every key goes to whatever has the focus."""

    def __init__(self, qtbot, home):
        self.qtbot = qtbot
        self.home = home
        self.start()

    def start(self):
        self.jobs = Jobs(self.home)
        self.window = Window(self.jobs)
        self.window.show()
        self.qtbot.waitActive(self.window)

    def stop(self):
        self.window.close()
        assert self.jobs.close()
        self.window.deleteLater()

    def focused(self):
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5_000)
        return QApplication.focusWidget()

    def stored(self):
        """The only interview, as it is on disk."""
        with Desk.open(self.home, readonly=True) as desk:
            (row,) = desk.interviews()
            return desk.interview(row.id)

    def press(self, key, modifier=NOBODY):
        QTest.keyClick(self.focused(), key, modifier)
        QApplication.processEvents()

    def types(self, text):
        QTest.keyClicks(self.focused(), text)

    def enters(self, text):
        self.types(text)
        self.press(Qt.Key.Key_Return)

    def until(self, condition, timeout=15_000):
        def met():
            # What a window manager does when a sheet or a popup has gone: the window gets the keyboard back.
            if QApplication.activeWindow() is None:
                self.window.activateWindow()
            return condition()

        self.qtbot.waitUntil(met, timeout=timeout)


@pytest.fixture
def person(qtbot, home):
    theme.apply(QGuiApplication.instance())
    somebody = Person(qtbot, home)
    yield somebody
    somebody.stop()


def test_the_whole_job(person, tmp_path):
    target = tmp_path / "letter.pdf"

    # An empty desk; Ctrl+N, the sheet, Start now.
    person.press(Qt.Key.Key_N, CTRL)
    person.until(lambda: QApplication.activeModalWidget() is not None)
    sheet = QApplication.activeModalWidget()
    person.until(lambda: sheet._kit.count() > 4)
    person.types("Asha Verma")
    person.press(Qt.Key.Key_Tab)
    person.types("asha@example.org")
    sheet._role.setFocus()
    sheet._role.selectAll()
    person.types("Security Engineer")
    sheet._kit.setCurrentIndex(next(i for i, kit in enumerate(sheet._kits) if kit.id == "application-security"))
    person.press(Qt.Key.Key_Return)
    person.until(lambda: QApplication.activeModalWidget() is None)

    # The capture line has the keyboard; notes, a rating, the next section.
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.enters("+ explained nonces and why unsafe-inline defeats them #csp ")
    person.enters("- took stored and reflected XSS for the same thing #xss ")
    person.enters("=2")
    person.press(Qt.Key.Key_Down, ALT)
    person.enters("! seemed rushed because of back to back calls today")
    person.enters("+ read the upload handler from the entry point inwards #path-traversal ")
    person.until(lambda: len(person.stored().notes) == 4)
    interview = person.stored()
    assert [note.kind for note in interview.notes] == [
        NoteKind.STRENGTH,
        NoteKind.GAP,
        NoteKind.PRIVATE,
        NoteKind.STRENGTH,
    ]
    assert interview.sections[0].rating == 2
    assert interview.notes[0].section != interview.notes[-1].section
    assert all(note.at is not None for note in interview.notes)

    # Finish shows the letter; a word is changed, the PDF is exported, the letter marked as sent.
    person.press(Qt.Key.Key_Return, CTRL)
    person.until(lambda: person.window._shown[0] == "letter")
    letter = person.window.place("letter")
    letter.sending._where_to = lambda *_: str(target)  # the system's file chooser
    person.until(lambda: letter.letter is not None and letter.blocks.cards != {})
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.press(Qt.Key.Key_End)
    person.press(Qt.Key.Key_Backspace)
    person.types(" and welcome,")
    person.until(lambda: not letter.checking.busy)
    person.press(Qt.Key.Key_E, CTRL)
    person.until(target.exists)
    person.until(lambda: "Saved as" in letter._status.text())
    person.press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    person.until(lambda: letter.ask.isVisible())
    person.press(Qt.Key.Key_Return)
    person.until(lambda: letter.letter.state == LetterState.SENT)
    assert target.read_bytes().startswith(b"%PDF")

    # Closed, and opened again next week: Ctrl+F, a word, Enter, and everything is there.
    person.stop()
    person.start()
    person.press(Qt.Key.Key_F, CTRL)
    person.types("unsafe-inl")
    candidates = person.window.place("candidates")
    person.until(lambda: candidates._found.rowCount() > 0)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: candidates._page.candidate_id == interview.candidate.id)
    with Desk.open(person.home, readonly=True) as desk:
        again = desk.interview(interview.id)
        (sent,) = desk.sent_letters(interview.id)
        assert again.state == InterviewState.FINISHED
        assert again.notes == interview.notes
        assert sent.sent_to == "asha@example.org"
        assert "and welcome," in sent.text and "seemed rushed" not in sent.text
        assert desk.sent_pdf(sent.id).startswith(b"%PDF")
        assert not desk.overview().owed


def test_what_is_being_typed_is_there_after_closing_and_reopening(person):
    person.press(Qt.Key.Key_N, CTRL)
    person.until(lambda: QApplication.activeModalWidget() is not None)
    sheet = QApplication.activeModalWidget()
    person.until(lambda: sheet._kit.count() > 4)
    person.types("Asha Verma")
    sheet._role.setText("Analyst")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: QApplication.activeModalWidget() is None)
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.types("- half a thought about toke")
    person.stop()
    person.start()
    person.press(Qt.Key.Key_2, ALT)
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.until(lambda: QApplication.focusWidget().toPlainText() == "- half a thought about toke")
    person.types("ns")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: [note.text for note in person.stored().notes] == ["half a thought about tokens"])


def test_the_example_leads_to_a_finished_letter_and_goes_with_one_click(person):
    person.window.commands.run("add_sample")
    assert person.jobs.flush()
    with Desk.open(person.home, readonly=True) as desk:
        (row,) = desk.interviews()
        assert row.sample
    person.window.open_letter(row.id)
    letter = person.window.place("letter")
    person.until(lambda: letter.letter is not None and letter.blocks.cards != {})
    person.until(lambda: not letter.checking.busy)
    assert letter.checks.blocks == ()
    person.window.commands.run("remove_sample")
    assert person.jobs.flush()
    with Desk.open(person.home, readonly=True) as desk:
        assert desk.interviews() == []
        assert desk.overview().is_empty
