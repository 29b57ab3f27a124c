"""What takes a moment meets another letter, or one typed in meanwhile: nothing goes to the wrong one or is lost."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, Candidate, LetterState
from tests.ui.letter_window import NOTES, card, stored

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(screen, interview):
    """A second interview, with its letter still to be drafted."""
    notes = tuple(replace(note, id=f"other{number}") for number, note in enumerate(NOTES))
    made = replace(
        interview, id="2nterv1e", candidate=Candidate("0therone", "Boris Klein", "boris@example.org"), notes=notes
    )
    screen._jobs.write(lambda desk: desk.add_interview(made))
    assert screen._jobs.flush()
    return made


@pytest.fixture
def gate(screen):
    """Holds up the storage lane until it is set."""
    made = threading.Event()
    yield made
    made.set()


def hold(screen, gate):
    screen._jobs.write(lambda desk: gate.wait(20) and None)


def show(qtbot, screen, interview):
    screen.open(interview.id)
    qtbot.waitUntil(lambda: screen.letter.interview_id == interview.id)


def type_into(qtbot, screen, kind, words):
    field = card(screen, kind).text
    field.setFocus()
    qtbot.keyClicks(field, words)


def written(screen):
    assert screen._jobs.flush()
    return screen.letter


@pytest.mark.parametrize("command", ["email_draft", "mark_sent", "waive", "sign_off"])
def test_a_question_about_one_letter_is_not_answered_for_another(qtbot, screen, tmp_path, interview, other, command):
    screen._commands.run(command)
    screen.ask.line.setText("asha@example.org")
    show(qtbot, screen, other)
    assert not screen.ask.isVisible()
    screen.ask._accept()
    assert screen._jobs.flush()
    qtbot.wait(50)
    assert screen.opened_files == []
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        for one in (interview, other):
            assert desk.letter(one.id).state is LetterState.DRAFT
            assert desk.letter(one.id).signed_off is None
            assert desk.interview(one.id).waived == ""


def test_a_slow_draft_says_nothing_on_the_letter_that_came_meanwhile(qtbot, screen, other):
    screen.sending._draft("asha@example.org")
    show(qtbot, screen, other)
    qtbot.waitUntil(lambda: bool(screen.opened_files), timeout=20_000)
    qtbot.wait(100)
    assert "draft is open" not in screen._status.text()
    assert not screen._show_it.isVisible()
    screen._commands.run("mark_sent")
    assert screen.ask.line.text() == "boris@example.org"


def test_a_letter_that_was_asked_for_before_the_last_one_is_not_shown(qtbot, screen, interview, other, gate):
    hold(screen, gate)
    screen.open(other.id)
    screen.open(interview.id)
    gate.set()
    assert screen._jobs.flush()
    qtbot.wait(50)
    assert screen.letter.interview_id == interview.id


def test_nothing_is_typed_into_a_letter_that_is_being_marked_sent(qtbot, screen, tmp_path, interview, gate):
    said = card(screen, BlockKind.CLOSING).text.toPlainText()
    hold(screen, gate)
    screen.sending._mark_sent("asha@example.org")
    type_into(qtbot, screen, BlockKind.CLOSING, "Well. ")
    gate.set()
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.SENT, timeout=20_000)
    assert card(screen, BlockKind.CLOSING).text.toPlainText() == said
    assert stored(tmp_path, interview.id).state is LetterState.SENT


def test_a_letter_that_could_not_be_marked_sent_can_be_typed_in_again(qtbot, screen):
    type_into(qtbot, screen, BlockKind.OPENING, "You scored 3/4. ")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: bool(screen._status.text()), timeout=20_000)
    type_into(qtbot, screen, BlockKind.CLOSING, "Well. ")
    assert "Well. " in card(screen, BlockKind.CLOSING).text.toPlainText()


def test_taking_typing_back_leaves_a_sent_letter_as_it_went_out(qtbot, screen, tmp_path, interview):
    type_into(qtbot, screen, BlockKind.CLOSING, "Well. ")
    sent = replace(written(screen), state=LetterState.SENT)
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.SENT, timeout=20_000)
    with qtbot.waitSignal(screen._jobs.failed) as told:
        screen._commands.undo.undo()
    assert "begin a corrected one" in str(told.args[0])
    assert stored(tmp_path, interview.id) == screen.letter == sent


def test_a_correction_is_taken_back_and_begun_again(qtbot, screen, tmp_path, interview):
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.SENT, timeout=20_000)
    screen._commands.run("redraft")
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.DRAFT, timeout=20_000)
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.SENT, timeout=20_000)
    screen._commands.undo.redo()
    qtbot.waitUntil(lambda: screen.letter.state is LetterState.DRAFT, timeout=20_000)
    assert stored(tmp_path, interview.id) == written(screen)


def test_what_is_typed_while_another_tone_is_drafted_is_in_it(qtbot, screen, tmp_path, interview, gate):
    hold(screen, gate)
    screen._take_option(replace(screen.letter, tone="formal"), True)
    type_into(qtbot, screen, BlockKind.CLOSING, "TYPED ")
    gate.set()
    qtbot.waitUntil(lambda: screen.letter.tone == "formal", timeout=20_000)
    assert written(screen) == stored(tmp_path, interview.id)
    assert "TYPED " in screen.letter.blocks[-1].text
    assert "TYPED " in card(screen, BlockKind.CLOSING).text.toPlainText()


def test_what_is_typed_while_a_reason_is_kept_stays(qtbot, screen, tmp_path, interview, monkeypatch):
    type_into(qtbot, screen, BlockKind.OPENING, "Your wife reads logs too. ")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    screen.checks.list.setCurrentRow(0)
    gate, real = threading.Event(), Desk.overrule
    monkeypatch.setattr(Desk, "overrule", lambda *values: gate.wait(20) and real(*values))
    screen._overruling._pass(screen.checks.marked, "She sat in on the call.")
    type_into(qtbot, screen, BlockKind.CLOSING, "THREE ")
    gate.set()
    qtbot.waitUntil(lambda: bool(screen.letter.overruled), timeout=10_000)
    assert "THREE " in card(screen, BlockKind.CLOSING).text.toPlainText()
    assert "THREE " in screen.letter.blocks[-1].text
    assert written(screen) == stored(tmp_path, interview.id)


def test_what_is_typed_right_after_taking_back_is_on_the_screen_and_in_the_store(
    qtbot, screen, tmp_path, interview, gate
):
    type_into(qtbot, screen, BlockKind.CLOSING, "Oops ")
    assert screen._jobs.flush()
    hold(screen, gate)
    closing = card(screen, BlockKind.CLOSING).text
    qtbot.keyClick(closing, Qt.Key.Key_Z, CTRL)
    qtbot.keyClicks(closing, "kept")
    gate.set()
    qtbot.waitUntil(lambda: screen._jobs.all_written)
    qtbot.wait(200)
    assert written(screen) == stored(tmp_path, interview.id)
    shown = card(screen, BlockKind.CLOSING).text.toPlainText()
    assert "kept" in shown and shown == screen.letter.blocks[-1].text


def test_the_keyboards_place_may_be_gone_when_a_question_is_answered(qtbot, screen, tmp_path, interview):
    field = QLineEdit(screen)
    field.show()
    field.setFocus()
    screen._commands.run("waive")
    field.deleteLater()
    qtbot.wait(20)
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    assert screen._jobs.flush()
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        assert desk.interview(interview.id).waived


def test_an_edited_part_alone_is_no_news_from_the_notes(qtbot, screen, interview, other):
    type_into(qtbot, screen, BlockKind.OPENING, "Indeed. ")
    show(qtbot, screen, other)
    show(qtbot, screen, interview)
    qtbot.wait(100)
    assert not screen._show_changes.isVisible()
    assert "would change" not in screen._status.text()


def test_words_that_wait_are_checked_although_those_before_could_not_be(qtbot, screen, interview):
    checked = []
    screen.checking.checked.connect(lambda found, _: checked.append({one.rule for one in found}))
    screen.checking.check(replace(screen.letter, interview_id="gone0000"))
    type_into(qtbot, screen, BlockKind.OPENING, "You scored 3/4. ")
    qtbot.waitUntil(lambda: any("internal-data" in rules for rules in checked), timeout=10_000)


def test_pages_that_could_not_be_drawn_are_said_to_be_older(qtbot, screen):
    profile = replace(screen.letter.profile, paper="a3")
    screen.preview.show_letter(replace(screen.letter, profile=profile))
    qtbot.waitUntil(lambda: "show older words" in screen._status.text(), timeout=10_000)
    with qtbot.waitSignal(screen.preview.drawn, timeout=10_000):
        screen.preview.show_letter(screen.letter)


def test_a_letterhead_that_changed_is_offered_to_a_letter_one_worked_on(qtbot, screen, tmp_path, interview, other):
    type_into(qtbot, screen, BlockKind.OPENING, "Indeed. ")
    profile = replace(screen.letter.profile, email="devika@example.org", paper="letter")
    screen._jobs.write(lambda desk: desk.set_profile(profile))
    show(qtbot, screen, other)
    show(qtbot, screen, interview)
    qtbot.waitUntil(screen._show_changes.isVisible, timeout=10_000)
    screen._show_changes.click()
    qtbot.waitUntil(screen.redrafted.isVisible, timeout=10_000)
    screen.redrafted._apply()
    qtbot.waitUntil(lambda: screen.letter.profile == profile, timeout=10_000)
    assert "Indeed. " in next(b for b in screen.letter.blocks if b.kind is BlockKind.OPENING).text
    assert written(screen) == stored(tmp_path, interview.id)
