"""The live interview by keyboard and mouse, over a real store: what is filed, kept, taken back and announced."""

import os
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from feedback_desk.desk import Desk
from feedback_desk.errors import StoreTrouble
from feedback_desk.model import Change, InterviewState, Note, NoteKind, new_id
from tests.ui.live_screen import BEGUN_SECONDS, interview, live
from ui import theme
from ui.actions import BY_ID
from ui.interview.kinds import LOOKS
from ui.interview.note_model import PAGE
from ui.interview.question import Question
from ui.interview.rating_step import RatingStep

__all__ = ["live"]

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
K = NoteKind

NOTES = (
    Note("n0000001", "web", K.STRENGTH, "explained nonces", ("csp",), 3),
    Note("n0000002", "review", K.PLAIN, "knows Python well", (), 60),
    Note("n0000003", "web", K.GAP, "one fix for both", ("xss",), 90),
)


def words(notes):
    return [(note.kind, note.text, note.skills) for note in notes]


# --- Filing -----------------------------------------------------------------------------------


def test_notes_are_filed_by_keyboard_alone(live):
    screen = live()
    screen.enter("+ explained nonces #csp")
    screen.enter("-- relied on ids being hard to guess #idor #made-up")
    screen.enter("knows Python well")
    assert words(screen.stored().notes) == [
        (K.STRENGTH, "explained nonces", ("csp",)),
        (K.SERIOUS_GAP, "relied on ids being hard to guess", ("idor", "made-up")),
        (K.PLAIN, "knows Python well", ()),
    ]
    assert screen.shown() == ["explained nonces", "relied on ids being hard to guess", "knows Python well"]
    assert screen.line.toPlainText() == ""
    assert screen.line.hasFocus()


def test_a_note_has_the_time_since_the_start_and_its_section(live):
    screen = live()
    screen.enter("one")
    screen.key(Key.Key_Down, ALT)
    screen.enter("two")
    first, second = screen.stored().notes
    assert BEGUN_SECONDS <= first.at <= BEGUN_SECONDS + 30
    assert (first.section, second.section) == ("web", "review")


def test_nothing_is_filed_of_nothing(live):
    screen = live()
    screen.enter("   ")
    screen.line.put("")
    screen.enter("+ ")
    assert screen.stored().notes == ()


def test_several_lines_are_one_note(live):
    screen = live()
    screen.type("> first")
    screen.key(Key.Key_Return, SHIFT)
    screen.enter("- second, kept as it is")
    assert words(screen.stored().notes) == [(K.QUOTE, "first\n- second, kept as it is", ())]


def test_a_finished_interview_takes_notes_without_times(live):
    screen = live(state=InterviewState.FINISHED)
    screen.enter("+ remembered afterwards")
    note = screen.stored().notes[0]
    assert note.at is None
    assert screen.stored().state is InterviewState.FINISHED


@pytest.mark.parametrize("kind", [k for k in LOOKS if k is not K.PLAIN])
def test_every_kind_has_a_button_and_a_key(live, kind):
    screen = live()
    screen.type("what was said")
    button = next(
        b for b in screen.screen.panel.findChildren(QAbstractButton) if b.text().endswith(" " + LOOKS[kind].word)
    )
    screen.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert screen.line.hasFocus()
    screen.key(Key.Key_Return)
    screen.type("said again")
    screen.commands.run(LOOKS[kind].command)
    screen.key(Key.Key_Return)
    assert [note.kind for note in screen.stored().notes] == [kind, kind]
    assert BY_ID[LOOKS[kind].command].shortcut


def test_completion_works_from_the_catalogue(live):
    screen = live()
    screen.type("- took both for the same #cross-site-scr")
    screen.key(Key.Key_Tab)
    screen.key(Key.Key_Return)
    assert words(screen.stored().notes) == [(K.GAP, "took both for the same", ("xss",))]


def test_skills_used_in_interviews_before_are_offered_first(live, tmp_path):
    before = interview(notes=(Note(new_id(), "web", K.GAP, "drew no boundaries", ("stride",), 5),))
    with Desk.open(tmp_path) as desk:
        desk.add_interview(before)
    screen = live()
    assert screen.screen.live.find_skills("threat")[0].tag == "stride"
    screen.enter("- mixed up threat and risk #threat-vs-risk")
    assert screen.screen.live.find_skills("threat")[0].tag == "threat-vs-risk"
    assert [skill.tag for skill in screen.screen.live.find_skills("")[:2]] == ["threat-vs-risk", "stride"]


# --- Rating -----------------------------------------------------------------------------------


def test_the_section_is_rated_from_the_line_and_by_keys(live):
    screen = live()
    screen.enter("=3")
    screen.key(Key.Key_Down, ALT)
    screen.key(Key.Key_2, CTRL)
    screen.key(Key.Key_Down, ALT)
    screen.enter("=x")
    assert [(s.rating, s.not_asked) for s in screen.stored().sections] == [(3, False), (2, False), (None, True)]
    assert screen.stored().notes == ()
    assert [row.rating for row in screen.screen.sections.sections.rows] == ["Solid", "Developing", "Not asked"]


def test_a_rating_that_the_scale_lacks_is_kept_in_the_line(live):
    screen = live()
    screen.enter("=7")
    assert screen.line.toPlainText() == "=7"
    assert screen.said == ["The scale goes from 1 to 4."]
    assert screen.stored().sections[0].rating is None


def test_not_asked_is_one_key_and_goes_again(live):
    screen = live()
    screen.key(Key.Key_0, CTRL)
    assert screen.stored().sections[0].not_asked
    screen.key(Key.Key_0, CTRL)
    assert not screen.stored().sections[0].not_asked


def test_a_steps_name_is_words_and_makes_no_key(live):
    screen = live()
    steps = [RatingStep(1, "R&D ready", "", screen.commands), Question(1, "What is R&D?")]
    for step, name in zip(steps, ("1 R&D ready", "What is R&D?"), strict=True):
        screen.qtbot.addWidget(step)
        told = QAccessible.queryAccessibleInterface(step)
        assert step.shortcut().isEmpty()
        assert (told.role(), told.text(QAccessible.Text.Name)) == (QAccessible.Role.CheckBox, name)
        assert step.text() == step.words.replace("&", "&&")
    assert steps[0].toolTip() == "R&D ready (Ctrl+1)"


def test_a_click_on_a_step_rates_and_a_second_takes_it_off(live):
    screen = live()
    step = next(b for b in screen.screen.scale.findChildren(QAbstractButton) if b.accessibleName() == "4 Strong")
    screen.qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert screen.stored().sections[0].rating == 4
    assert step.isChecked()
    assert screen.line.hasFocus()
    screen.qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert screen.stored().sections[0].rating is None


# --- Questions --------------------------------------------------------------------------------


def test_questions_are_ticked_off_by_mouse_key_and_line_and_taken_back(live):
    screen = live(kit="application-security")
    first, second, third, *_ = screen.screen.guide.findChildren(Question)
    screen.type("+ under way")
    screen.qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert screen.line.hasFocus()
    assert screen.line.toPlainText() == "+ under way"
    screen.key(Key.Key_T, CTRL)
    screen.key(Key.Key_T, CTRL)
    assert screen.stored().sections[0].asked == (1, 2, 3)
    screen.line.put("")
    screen.enter("?1")
    assert screen.stored().sections[0].asked == (2, 3)
    assert (first.isChecked(), second.isChecked(), third.isChecked()) == (False, True, True)
    assert "2 of 6 asked" in screen.screen.sections.sections.rows[0].progress
    assert screen.screen.guide.heading.text() == "Questions · 2 of 6 asked"
    for left in ((1, 2, 3), (1, 2), (2,), ()):
        screen.key(Key.Key_Z, CTRL)
        assert screen.stored().sections[0].asked == left
    screen.key(Key.Key_Y, CTRL)
    assert screen.stored().sections[0].asked == (2,)
    assert screen.stored().notes == ()


def test_several_questions_are_ticked_off_together_and_opened_again_together(live):
    screen = live(kit="application-security")
    for typed, asked, said in (
        ("?1", (1,), "Question 1 ticked off."),
        ("?1,2", (1, 2), "Questions 1, 2 ticked off."),
        ("?1,2", (), "Questions 1, 2 are open again."),
        ("?3", (3,), "Question 3 ticked off."),
        ("?3", (), "Question 3 is open again."),
    ):
        screen.enter(typed)
        assert screen.stored().sections[0].asked == asked
        assert screen.said[-1] == said


def test_a_question_that_the_kit_lacks_is_kept_in_the_line(live):
    screen = live(kit="application-security")
    screen.enter("?9")
    assert screen.line.toPlainText() == "?9"
    assert screen.said == ["This section has no question with that number."]
    assert screen.stored().sections[0].asked == ()


def test_rating_and_ticking_do_not_undo_each_other(live):
    screen = live(kit="application-security")
    screen.enter("=3")
    screen.enter("?1")
    screen.key(Key.Key_0, CTRL)
    screen.key(Key.Key_Z, CTRL)
    assert (screen.stored().sections[0].rating, screen.stored().sections[0].asked) == (3, (1,))
    screen.key(Key.Key_Z, CTRL)
    assert (screen.stored().sections[0].rating, screen.stored().sections[0].asked) == (3, ())


def test_ticked_questions_are_there_again(live):
    screen = live(kit="application-security")
    screen.enter("?2")
    screen.close()
    again = live(again=screen.screen.live.id)
    assert [q.place for q in again.screen.guide.findChildren(Question) if q.isChecked()] == [2]


def test_the_line_says_before_enter_which_questions_there_are(live):
    screen = live(kit="application-security")
    count = len(screen.screen.live.kit.sections[0].questions)
    reads = screen.screen.panel._reads
    for typed, word in (("?2", "Asked"), (f"?{count + 1}", f"1 to {count}"), ("?1,99", f"1 to {count}")):
        screen.line.put("")
        screen.type(typed)
        screen.qtbot.waitUntil(lambda word=word: reads.accessibleName() == f"Reads as: {word}")


def test_questions_and_behaviours_are_in_sight_together_where_there_is_room(live):
    screen = live(kit="application-security")
    guide, scale = screen.screen.guide, screen.screen.scale
    assert not guide.pages.isVisible()
    assert scale.isVisible() and guide.findChildren(Question)[0].isVisible()
    screen.window.resize(760, 520)
    QApplication.processEvents()
    assert guide.pages.isVisible()
    assert scale.window() is screen.window and guide.isAncestorOf(scale)
    screen.window.resize(1200, 800)
    QApplication.processEvents()
    assert not guide.isAncestorOf(scale) and scale.isVisible()


# --- Changing afterwards ----------------------------------------------------------------------


def test_up_edits_the_last_note_and_enter_keeps_it(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    assert screen.line.toPlainText() == "- one fix for both #xss"
    screen.key(Key.Key_Home)
    screen.key(Key.Key_Delete)
    screen.type("--")
    screen.key(Key.Key_Return)
    assert words(screen.stored().notes)[2] == (K.SERIOUS_GAP, "one fix for both", ("xss",))
    assert screen.stored().notes[2].at == 90
    assert screen.line.toPlainText() == ""


def test_a_half_typed_line_waits_while_a_note_is_edited(live):
    screen = live(notes=NOTES)
    screen.type("half a thou")
    screen.key(Key.Key_Up)
    screen.type(" more")
    assert screen.stored_line() == ("web", "half a thou")
    screen.key(Key.Key_Escape)
    assert screen.line.toPlainText() == "half a thou"
    assert screen.stored().notes[2].text == "one fix for both xss more"


def test_esc_leaves_editing_and_loses_nothing(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.key(Key.Key_Home)
    screen.type("x")
    screen.key(Key.Key_Escape)
    assert screen.stored().notes[2].text == "x- one fix for both"
    screen.key(Key.Key_Z, CTRL)
    assert words(screen.stored().notes) == words(NOTES)


def test_what_is_edited_is_safe_before_it_is_kept(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.key(Key.Key_Home)
    screen.key(Key.Key_Right)
    screen.type(" said:")
    assert screen.stored().notes[2].text == "said: one fix for both"


def test_a_note_being_edited_rates_and_ticks_nothing_and_reads_so(live):
    screen = live(kit="application-security")
    screen.enter("filed")
    reads = screen.screen.panel._reads
    for typed in ("=3", "?2"):
        screen.key(Key.Key_Up)
        screen.key(Key.Key_A, CTRL)
        screen.type(typed)
        screen.key(Key.Key_End)
        assert reads.accessibleName() == "Reads as: Note"
        screen.key(Key.Key_Return)
        assert screen.stored().notes[0].text == typed
    assert screen.stored().sections[0].rating is None
    screen.type("=3")
    screen.qtbot.waitUntil(lambda: reads.accessibleName() == "Reads as: Solid")


def test_a_note_deleted_while_it_is_edited_leaves_the_half_typed_line_as_it_was(live):
    screen = live(notes=NOTES)
    screen.type("half a line")
    screen.key(Key.Key_Up)
    screen.type(" more")
    screen.screen.stream.delete_wanted.emit("n0000003")
    assert screen.line.toPlainText() == "half a line"
    screen.key(Key.Key_Return)
    assert [note.text for note in screen.stored().notes] == ["explained nonces", "knows Python well", "half a line"]
    screen.key(Key.Key_Z, CTRL)
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes[2].text == "one fix for both xss more"
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes == NOTES


def test_an_edit_that_comes_back_to_the_start_changes_nothing(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.type("x")
    screen.key(Key.Key_Backspace)
    screen.key(Key.Key_Return)
    assert screen.stored().notes == NOTES
    assert not screen.screen.live.undo_stack.canUndo()


def test_up_and_down_walk_through_the_sections_notes(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.key(Key.Key_Up)
    assert screen.line.toPlainText() == "+ explained nonces #csp"
    screen.key(Key.Key_Down)
    assert screen.line.toPlainText() == "- one fix for both #xss"
    screen.key(Key.Key_Down)
    assert screen.line.toPlainText() == ""
    assert screen.stored().notes == NOTES


def test_an_emptied_note_is_deleted_by_enter_and_comes_back(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.key(Key.Key_A, CTRL)
    screen.key(Key.Key_Delete)
    screen.key(Key.Key_Return)
    assert [note.id for note in screen.stored().notes] == ["n0000001", "n0000002"]
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes == NOTES


def test_a_click_on_a_note_edits_it(live):
    screen = live(notes=NOTES)
    stream = screen.screen.stream
    place = stream.visualRect(stream.model().index(0, 0)).center()
    screen.qtbot.mouseClick(stream.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.line.toPlainText() == "+ explained nonces #csp"
    assert screen.line.hasFocus()


def test_in_the_stream_keys_change_delete_and_edit(live):
    screen = live(notes=NOTES)
    stream = screen.screen.stream
    stream.setFocus()
    screen.commands.run("kind_quote")
    assert screen.stored().notes[2].kind is K.QUOTE
    assert stream.hasFocus()
    screen.key(Key.Key_Delete, on=stream)
    assert [note.id for note in screen.stored().notes] == ["n0000001", "n0000002"]
    screen.key(Key.Key_Z, CTRL, on=stream)
    screen.key(Key.Key_Z, CTRL, on=stream)
    assert screen.stored().notes == NOTES
    screen.key(Key.Key_Return, on=stream)
    assert screen.line.hasFocus()
    assert screen.screen.writing.is_editing


def test_a_note_is_moved_to_another_section_from_its_menu(live):
    screen = live(notes=NOTES)
    stream = screen.screen.stream
    menu = stream.menu(NOTES[0])
    move = next(a.menu() for a in menu.actions() if a.text() == "Move to")
    next(a for a in move.actions() if a.text() == "Working with others").trigger()
    menu.deleteLater()
    assert screen.stored().notes[0].section == "people"
    assert screen.shown() == ["one fix for both"]
    assert screen.said[-1] == "Moved to Working with others."


# --- Taking back ------------------------------------------------------------------------------


def test_filing_editing_deleting_and_rating_are_taken_back_and_done_again(live):
    screen = live()
    screen.enter("+ one")
    screen.key(Key.Key_Up)
    screen.type(" and more")
    screen.key(Key.Key_Return)
    screen.enter("=4")
    note_id = screen.stored().notes[0].id
    screen.screen.stream.delete_wanted.emit(note_id)
    done = screen.stored()
    assert (done.notes, done.sections[0].rating) == ((), 4)
    for _ in range(4):
        screen.key(Key.Key_Z, CTRL)
    back = screen.stored()
    assert (back.notes, back.sections[0].rating) == ((), None)
    for _ in range(3):
        screen.key(Key.Key_Z, CTRL | SHIFT)
    again = screen.stored()
    assert ([n.text for n in again.notes], again.sections[0].rating) == (["one and more"], 4)
    assert again.notes[0].id == note_id


def test_a_deleted_note_comes_back_in_its_place(live):
    screen = live(notes=NOTES)
    screen.screen.stream.delete_wanted.emit("n0000001")
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes == NOTES
    assert screen.shown() == ["explained nonces", "one fix for both"]


# --- What is typed is safe --------------------------------------------------------------------


def test_what_is_being_typed_is_stored_as_it_comes_and_restored(live):
    screen = live()
    screen.key(Key.Key_Down, ALT)
    screen.type("- half a thou")
    assert screen.stored_line() == ("review", "- half a thou")
    interview_id = screen.screen.live.id
    screen.jobs.close()  # nothing is told to leave: as after a kill

    again = live(again=interview_id)
    assert again.line.toPlainText() == "- half a thou"
    assert again.line.textCursor().position() == len("- half a thou")
    assert again.screen.title.text() == "Secure code review"
    again.enter("ght")
    assert again.stored_line()[1] == ""
    assert [note.text for note in again.stored().notes] == ["half a thought"]


def test_a_filed_line_is_not_restored(live):
    screen = live()
    screen.enter("filed")
    assert screen.stored_line()[1] == ""


def test_taking_back_and_doing_again_leave_the_line_that_is_being_typed(live):
    screen = live(
        notes=(Note("n0000001", "web", K.PLAIN, "ok", (), 3), Note("n0000002", "web", K.GAP, "", ("xss",), 5))
    )
    screen.type("ok but half a thought")
    kept = ("web", "ok but half a thought")
    for note_id in ("n0000001", "n0000002"):
        screen.screen.stream.delete_wanted.emit(note_id)
        assert screen.stored_line() == kept
        screen.screen.live.undo_stack.undo()
        assert screen.stored_line() == kept
    screen.line.clear()
    screen.enter("filed")
    screen.screen.live.undo_stack.undo()
    screen.type("filed")
    screen.screen.live.undo_stack.redo()
    assert screen.stored_line() == ("web", "filed")
    assert [note.text for note in screen.stored().notes] == ["ok", "", "filed"]


def test_when_the_store_refuses_text_stays_and_can_be_tried_again(live, monkeypatch, tmp_path):
    screen = live()
    real = Desk.put_note
    full = True

    def put_note(self, *values, **named):
        if full:
            raise StoreTrouble("The disk is full, so the note could not be saved.")
        return real(self, *values, **named)

    monkeypatch.setattr(Desk, "put_note", put_note)
    screen.enter("+ must not be lost")
    panel = screen.screen.panel
    retry = next(b for b in panel.findChildren(QAbstractButton) if b.accessibleName() == "Try saving again")
    screen.qtbot.waitUntil(retry.isVisible)
    assert "The disk is full" in panel._trouble.text()
    assert screen.screen.header.saved.text() == "Not saved"
    assert screen.shown() == ["must not be lost"]
    recovered = tmp_path / "recovered.txt"
    assert "must not be lost" in recovered.read_text()
    assert os.name == "nt" or recovered.stat().st_mode & 0o777 == 0o600
    full = False
    screen.qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    screen.qtbot.waitUntil(lambda: screen.screen.header.saved.text() == "Saved")
    assert [note.text for note in screen.stored().notes] == ["must not be lost"]
    assert not retry.isVisible()


def test_saved_is_said_only_after_the_commit(live):
    screen = live()
    seen = []
    screen.jobs.saved.connect(lambda: seen.append("committed"))
    screen.type("a")
    assert screen.screen.header.saved.text() == "Saving…"
    screen.qtbot.waitUntil(lambda: screen.screen.header.saved.text() == "Saved")
    assert seen


# --- Many notes -------------------------------------------------------------------------------


def many(count, section="web"):
    return tuple(Note(f"m{n:07}", section, K.PLAIN, f"note {n} " + "that wraps " * 20, (), n) for n in range(count))


def test_the_newest_notes_are_rows_and_earlier_ones_come_as_one_goes_up(live):
    screen = live(notes=many(300))
    stream = screen.screen.stream
    assert screen.shown()[-1].startswith("note 299 ")
    assert len(screen.shown()) == PAGE
    bar = stream.verticalScrollBar()
    assert bar.value() == bar.maximum()
    top = stream.indexAt(QPoint(5, 5)).data()
    bar.setValue(bar.value() - 100)
    bar.setValue(10)
    assert len(screen.shown()) == 2 * PAGE
    assert bar.value() > 1000, "what was in sight is still there"
    stream.setFocus()
    screen.key(Key.Key_Home, on=stream)
    assert len(screen.shown()) == 300
    assert stream.currentIndex().row() == 0
    assert top in screen.shown()


def test_a_note_far_up_is_edited_moved_and_deleted_as_any_other(live):
    screen = live(notes=many(300))
    writing = screen.screen.writing
    writing.edit("m0000003")
    assert screen.screen.stream.notes.reveal("m0000003") >= 0
    screen.line.put("")
    screen.enter("changed far up")
    screen.screen._go_to("review")
    screen.screen._go_to("web")
    writing.move("m0000004", "review")
    writing.delete("m0000005")
    assert len(screen.shown()) == PAGE
    for _ in range(2):
        screen.key(Key.Key_Z, CTRL)
    stored = screen.stored().notes
    assert [note.section for note in stored] == ["web"] * 300
    assert stored[3].text == "changed far up"
    screen.key(Key.Key_Home, on=screen.screen.stream)
    assert [text.split(" that")[0] for text in screen.shown()[2:7]] == [
        "note 2",
        "changed far up",
        "note 4",
        "note 5",
        "note 6",
    ]


def test_filing_many_keeps_the_newest_in_sight_and_the_rows_few(live):
    screen = live()
    for number in range(3 * PAGE + 30):
        screen.line.setPlainText(f"note {number}")
        screen.key(Key.Key_Return)
    assert screen.shown()[-1] == f"note {3 * PAGE + 29}"
    assert len(screen.shown()) <= 3 * PAGE
    assert len(screen.stored().notes) == 3 * PAGE + 30


# --- The clock --------------------------------------------------------------------------------


def test_a_planned_interview_is_started_and_finished_by_keys(live, monkeypatch):
    screen = live(state=InterviewState.PLANNED)
    assert screen.stored().state is InterviewState.PLANNED
    screen.key(Key.Key_Return, CTRL)
    screen.qtbot.waitUntil(lambda: screen.screen.live.is_running)
    assert screen.stored().state is InterviewState.RUNNING
    screen.type("+ said at the very end")
    screen.key(Key.Key_Return, CTRL)
    screen.qtbot.mouseClick(screen.screen.header.buttons["finish"], Qt.MouseButton.LeftButton)
    assert screen.stored().state is InterviewState.RUNNING, "pressed twice in one moment"
    monkeypatch.setattr("ui.actions.TWICE_SECONDS", 0)
    with screen.qtbot.waitSignal(screen.screen.open_letter) as asked:
        screen.key(Key.Key_Return, CTRL)
    done = screen.stored()
    assert asked.args == [done.id]
    assert done.state is InterviewState.FINISHED
    assert [note.text for note in done.notes] == ["said at the very end"]


def test_the_key_held_down_starts_the_clock_and_does_not_end_it(live, monkeypatch):
    monkeypatch.setattr("ui.actions.TWICE_SECONDS", 0)
    screen = live(state=InterviewState.PLANNED)
    for is_again in (False, True, True):
        QTest.simulateEvent(screen.line, True, Key.Key_Return.value, CTRL, "", is_again)
        screen.qtbot.waitUntil(lambda: screen.screen.live.is_running)
    QTest.simulateEvent(screen.line, False, Key.Key_Return.value, CTRL, "", False)
    assert screen.stored().state is InterviewState.RUNNING


def test_pause_holds_the_clock_and_go_on_lets_it_run(live):
    screen = live()
    pause = screen.screen.header.buttons["pause"]
    screen.qtbot.mouseClick(pause, Qt.MouseButton.LeftButton)
    screen.qtbot.waitUntil(lambda: screen.screen.live.is_paused)
    assert pause.text() == "Go on"
    assert screen.line.hasFocus()
    assert screen.stored().paused_at == screen.screen.live.elapsed()
    assert screen.screen.header.pace.text() == "Paused: the clock stands still"
    screen.key(Key.Key_P, CTRL)
    screen.qtbot.waitUntil(lambda: not screen.screen.live.is_paused)
    assert screen.stored().paused_at is None


def test_a_finished_interview_is_reopened(live):
    screen = live(state=InterviewState.FINISHED, notes=NOTES)
    assert not screen.screen.header.buttons["finish"].isVisible()
    screen.qtbot.mouseClick(screen.screen.header.buttons["reopen"], Qt.MouseButton.LeftButton)
    screen.qtbot.waitUntil(lambda: screen.screen.live.is_running)
    assert screen.stored().state is InterviewState.RUNNING
    screen.enter("one more")
    assert screen.stored().notes[-1].at is not None


# --- Where one is -----------------------------------------------------------------------------


def test_a_click_on_a_section_goes_there_and_the_line_keeps_the_focus(live):
    screen = live(notes=NOTES)
    sections = screen.screen.sections
    place = sections.visualRect(sections.model().index(1, 0)).center()
    screen.qtbot.mouseClick(sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.shown() == ["knows Python well"]
    assert screen.line.hasFocus()


def test_the_keyboard_is_seen_on_what_was_found(live, qapp):
    theme.apply(qapp)
    screen = live(notes=NOTES)
    pane = screen.screen.found
    without = pane.grab().toImage()
    pane.setFocus(Qt.FocusReason.TabFocusReason)
    screen.qtbot.waitUntil(pane.hasFocus)
    assert without.pixelColor(0, pane.height() // 2) != theme.color("focus")
    assert pane.grab().toImage().pixelColor(0, pane.height() // 2) == theme.color("focus")


def test_a_rating_stands_beside_a_short_title_and_leaves_the_counts_their_line(live):
    screen = live(kit="application-security")
    sections = screen.screen.sections
    place = sections.visualRect(sections.model().index(0, 0))
    upper = QRect(place.right() - 40, place.top(), 40, place.height() // 2)
    lower = upper.translated(0, upper.height())
    before = [sections.viewport().grab(part).toImage() for part in (upper, lower)]
    screen.enter("=3")
    screen.qtbot.waitUntil(lambda: bool(sections.sections.rows[0].rating))
    assert sections.viewport().grab(upper).toImage() != before[0]
    assert sections.viewport().grab(lower).toImage() == before[1]


def test_all_notes_can_be_seen_together(live):
    screen = live(notes=NOTES)
    screen.qtbot.mouseClick(screen.screen.show_all, Qt.MouseButton.LeftButton)
    assert screen.shown() == [note.text for note in NOTES]
    screen.enter("in the current section")
    assert screen.stored().notes[-1].section == "web"
    assert screen.line.hasFocus()


def test_all_notes_name_the_section_that_one_is_in(live, monkeypatch):
    heard = []
    monkeypatch.setattr("ui.interview.screen.announce", lambda widget, words: heard.append(words))
    screen = live(notes=NOTES)
    screen.screen.show_all.click()
    assert screen.screen.title.text() == "Web application security · all notes"
    screen.key(Key.Key_Down, ALT)
    assert screen.screen.title.text() == "Secure code review · all notes"
    assert heard == ["Secure code review"]


def test_editing_a_note_of_another_section_leaves_the_line_in_its_own(live):
    screen = live(notes=NOTES)
    screen.screen.show_all.click()
    screen.type("half typed for web")
    screen.screen.filed.edit("n0000002")
    screen.type(" very")
    screen.key(Key.Key_Up)
    assert screen.screen.writing.edited.id == "n0000002", "it has no neighbour in its section"
    screen.key(Key.Key_Return)
    assert screen.screen.title.text() == "Web application security · all notes"
    assert screen.stored_line() == ("web", "half typed for web")
    screen.key(Key.Key_Return)
    assert [(n.section, n.text) for n in screen.stored().notes][1:] == [
        ("review", "knows Python well very"),
        ("web", "one fix for both"),
        ("web", "half typed for web"),
    ]


def test_the_tabs_of_questions_and_rating_stand_whole_beside_each_other(live):
    screen = live(kit="application-security")
    screen.enter("=2")
    pages = screen.screen.guide.pages
    for width, word in ((1150, "Rating: Developing"), (760, "Rating ✓"), (1150, "Rating: Developing")):
        for height in range(560, 300, -20):  # how low a window has them depends on the font
            screen.window.resize(width, height)
            QApplication.processEvents()
            if pages.isVisible():
                break
        assert pages.isVisible()
        assert [pages.tabText(tab) for tab in range(2)] == ["Questions", word]
        assert pages.sizeHint().width() <= pages.width()
        assert pages.tabToolTip(1) == pages.accessibleTabName(1) == "Rating: Developing"
    screen.key(Key.Key_2, CTRL)
    screen.key(Key.Key_0, CTRL)
    assert pages.accessibleTabName(1) == "Rating: Not asked"
    screen.key(Key.Key_0, CTRL)
    assert pages.tabText(1) == "Rating"


def test_looking_at_the_rating_never_loses_it(live):
    """Where there are no questions nothing leads to the rating but that it is in sight."""
    screen = live()
    screen.window.resize(760, 520)
    QApplication.processEvents()
    assert screen.screen.guide.isAncestorOf(screen.screen.scale)
    for _ in range(3):
        screen.key(Key.Key_B, CTRL)
        assert screen.screen.scale.isVisible()


def test_without_sections_there_is_nothing_to_rate_or_to_look_at(live, tmp_path):
    bare = replace(interview(), sections=())
    with Desk.open(tmp_path) as desk:
        desk.add_interview(bare)
    screen = live(again=bare.id)
    room = screen.screen
    assert not room.scale.isVisible() and not room.panes.not_asked.isVisible()
    screen.key(Key.Key_0, CTRL)
    assert screen.said == ["There is no section to rate here."]
    screen.window.resize(400, 520)
    QApplication.processEvents()
    with screen.qtbot.assertNotEmitted(room.panes.drop_changed):
        screen.key(Key.Key_B, CTRL)
    assert not room.panes._drop.isVisible()


def test_looking_at_a_finished_interview_gives_no_section_more_time(live):
    screen = live(state=InterviewState.FINISHED, notes=NOTES)
    before = [row.progress for row in screen.screen.sections.sections.rows]
    assert before == ["2 notes", "1 note", "no notes"], "after the last note nobody knows where they were"
    for _ in range(2):
        screen.key(Key.Key_Down, ALT)
        assert [row.progress for row in screen.screen.sections.sections.rows] == before


def test_the_kit_gives_budgets_questions_and_behaviour(live):
    screen = live(kit="application-security")
    kit = screen.screen.live.kit
    rows = screen.screen.sections.sections.rows
    assert [row.title for row in rows] == [section.title for section in kit.sections]
    assert f"of {kit.sections[0].minutes} min" in rows[0].progress
    shown = " ".join(label.text() for label in screen.screen.guide.findChildren(QWidget) if hasattr(label, "text"))
    assert kit.sections[0].questions[0] in shown
    steps = screen.screen.scale.findChildren(RatingStep)
    assert all(not b.visibleRegion().isEmpty() for b in steps[: len(kit.scale)])
    assert [b.accessibleDescription() for b in steps[: len(kit.scale)]] == list(kit.sections[0].behaviours)


def test_what_was_found_shows_with_counts_and_the_letter(live):
    screen = live(notes=NOTES)
    found = screen.screen.found
    screen.qtbot.waitUntil(lambda: "The letter has about" in found.accessibleDescription())
    screen.enter("- again the same #xss")
    screen.qtbot.waitUntil(lambda: ", 2 notes" in found.accessibleDescription(), timeout=5000)


def test_what_others_change_is_read_again_and_the_own_echo_is_not(live, tmp_path):
    screen = live(notes=NOTES)
    opened = []
    screen.screen.live.opened.connect(opened.append)
    screen.enter("mine")
    screen.type("half")
    screen.stored()
    QApplication.processEvents()
    assert opened == []
    note = Note("n0000009", "web", K.PLAIN, "theirs", (), 5)
    screen.jobs.write(lambda desk: desk.put_note(screen.screen.live.id, note, "somebody else"))
    screen.qtbot.waitUntil(lambda: "theirs" in screen.shown())
    assert opened == [True]
    assert screen.line.toPlainText() == "half"


def elsewhere(screen, do):
    """Somebody else writes, and the screen has read it."""
    with screen.qtbot.waitSignal(screen.screen.live.opened):
        screen.jobs.write(lambda desk: do(desk, screen.screen.live.id))


def test_an_edit_can_be_taken_back_whatever_others_write_meanwhile(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    screen.type(" twice")
    theirs = Note("n0000009", "web", K.PLAIN, "theirs", (), 5)
    elsewhere(screen, lambda desk, i: desk.put_note(i, theirs, "somebody else"))
    assert screen.line.toPlainText() == "- one fix for both #xss twice"
    assert screen.screen.live.note("n0000003") == NOTES[2]
    screen.type(" over")
    screen.key(Key.Key_Return)
    assert screen.stored().notes[2].text == "one fix for both xss twice over"
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes == (*NOTES, theirs)


def test_the_words_of_a_note_that_others_delete_while_it_is_edited_stay_as_a_new_line(live):
    screen = live(notes=NOTES)
    screen.type("half a line")
    screen.key(Key.Key_Up)
    screen.type(" twice")
    elsewhere(screen, lambda desk, i: desk.delete_note(i, "n0000003", "somebody else"))
    assert screen.line.toPlainText() == "half a line\n- one fix for both #xss twice"
    assert screen.stored_line() == ("web", "half a line\n- one fix for both #xss twice")
    assert screen.said == ["The note was deleted elsewhere. Its words stay here as a new line."]
    screen.key(Key.Key_Return)
    assert screen.stored().notes == tuple(screen.screen.live.notes)
    assert [note.text for note in screen.stored().notes[:-1]] == ["explained nonces", "knows Python well"]


def test_a_note_that_others_change_while_it_is_edited_is_what_taking_back_leads_to(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_Up)
    theirs = replace(NOTES[2], text="two fixes", section="review")
    elsewhere(screen, lambda desk, i: desk.put_note(i, theirs, "somebody else"))
    assert screen.line.toPlainText() == "- two fixes #xss"
    screen.key(Key.Key_Home)
    screen.type("-")
    screen.key(Key.Key_Return)
    assert screen.stored().notes[2] == replace(theirs, kind=K.SERIOUS_GAP)
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes[2] == theirs


def test_another_interview_is_opened_without_mixing_lines(live, tmp_path):
    screen = live(notes=NOTES)
    screen.type("of the first")
    first = screen.screen.live.id
    assert screen.jobs.flush()
    other = interview()
    screen.jobs.write(lambda desk: desk.add_interview(other))
    assert screen.jobs.flush()
    screen.open(other.id)
    assert screen.line.toPlainText() == ""
    screen.enter("of the second")
    assert [note.text for note in screen.stored().notes] == ["of the second"]
    screen.open(first)
    screen.qtbot.waitUntil(lambda: screen.line.toPlainText() == "of the first")


def other_interview(screen, **wanted):
    """A second interview in the store, by id."""
    other = interview(**wanted)
    screen.jobs.write(lambda desk: desk.add_interview(other))
    assert screen.jobs.flush()
    return other.id


def test_what_waits_to_be_written_is_there_when_one_comes_back(live):
    screen = live(notes=NOTES)
    first, other, gate = screen.screen.live.id, other_interview(screen), threading.Event()
    screen.jobs.write(lambda desk: gate.wait(20) and None)
    screen.enter("+ just filed")
    screen.type("half a line")
    screen.open(other)
    assert screen.shown() == [] and screen.line.toPlainText() == ""
    screen.open(first)
    assert screen.shown()[-1] == "just filed"
    assert screen.line.toPlainText() == "half a line"
    screen.type("s")
    gate.set()
    assert [note.text for note in screen.stored().notes][-1] == "just filed"
    assert screen.stored_line() == ("web", "half a lines")


def test_what_the_store_refused_is_there_when_one_comes_back_and_is_saved_then(live, monkeypatch):
    screen = live(notes=NOTES)
    first, other = screen.screen.live.id, other_interview(screen)
    full = True

    def unless_full(real):
        def write(self, *values, **named):
            if full:
                raise StoreTrouble("The disk is full.")
            return real(self, *values, **named)

        return write

    for name in ("put_note", "keep_draft_line"):
        monkeypatch.setattr(Desk, name, unless_full(getattr(Desk, name)))
    screen.enter("+ just filed")
    screen.type("half a line")
    screen.qtbot.waitUntil(lambda: screen.jobs.refused > 0)
    screen.open(other)
    notice = screen.screen.panel._notice
    assert notice.isVisible(), "there is still something to try again"
    screen.open(first)
    screen.jobs.write(lambda desk: Change(frozenset({first}), "somebody else"))
    assert screen.jobs.flush()
    screen.qtbot.wait(100)
    assert screen.shown()[-1] == "just filed", "a reading must not take away what the store lacks"
    assert screen.line.toPlainText() == "half a line"
    full = False
    with screen.qtbot.waitSignal(screen.jobs.saved):
        screen.jobs.retry()
    assert [note.text for note in screen.stored().notes][-1] == "just filed"
    assert screen.stored_line() == ("web", "half a line")


def test_an_interview_that_cannot_be_opened_shows_nothing_of_the_one_before(live):
    screen = live(kit="application-security", notes=(Note("n1", "", K.STRENGTH, "of the first", ("csp",), 4),))
    room = screen.screen
    screen.qtbot.waitUntil(lambda: "Strength" in room.found.accessibleDescription())
    room.open("gone")
    screen.qtbot.waitUntil(lambda: "not in the store" in room.panel._trouble.text())
    assert (room.header.candidate.text(), room.header.role.text(), room.header.clock.text()) == ("", "", "")
    assert room.sections.sections.rowCount() == 0
    assert screen.shown() == []
    assert room.found.accessibleDescription() == "Nothing yet."
    assert room.guide.findChildren(Question) == []
    room.show_all.click()
    room.show_all.click()
    room.panes.not_asked.click()
    for command in ("rate_1", "tick_question", "next_section", "last_time", "finish"):
        screen.commands.action(command).trigger()
    screen.type("nowhere to go")
    assert screen.line.toPlainText() == ""
    other = other_interview(screen, notes=NOTES)
    screen.open(other)
    assert not room.panel._notice.isVisible()
    assert len(screen.shown()) > 0


def test_last_time_is_not_shown_for_somebody_else(live, monkeypatch):
    screen = live(notes=NOTES)
    other, gate, real = other_interview(screen), threading.Event(), Desk.last_time

    def slow(self, bare):
        gate.wait(20)
        return real(self, bare)

    monkeypatch.setattr(Desk, "last_time", slow)
    screen.commands.action("last_time").trigger()
    screen.open(other)
    gate.set()
    screen.qtbot.wait(100)
    assert not screen.screen.found.shows_last_time


def test_two_presses_in_one_moment_turn_the_clock_once(live):
    screen = live(state=InterviewState.PLANNED)
    screen.commands.action("start").trigger()
    screen.commands.action("start").trigger()
    screen.qtbot.waitUntil(lambda: screen.screen.live.is_running)
    screen.qtbot.waitUntil(lambda: screen.screen.header.saved.text() == "Saved")
    assert not screen.screen.panel._notice.isVisible()


def test_a_restored_note_that_is_edited_at_once_keeps_its_place(live):
    screen = live(notes=tuple(Note(f"m{n}", "web", K.PLAIN, f"note {n}", (), n) for n in range(3)))
    gate, room = threading.Event(), screen.screen
    room.live.delete("m1")
    assert screen.jobs.flush()
    screen.jobs.write(lambda desk: gate.wait(20) and None)
    screen.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.writing.edit("m1")
    screen.enter(" and more")
    gate.set()
    assert [note.text for note in screen.stored().notes] == ["note 0", "note 1 and more", "note 2"]


def test_a_key_leads_from_the_notes_to_the_line(live):
    screen = live(notes=NOTES)
    screen.screen.stream.setFocus()
    screen.commands.action("to_capture").trigger()
    assert screen.line.hasFocus()


def test_a_screen_reader_hears_the_clock_and_each_sections_time(live, monkeypatch):
    heard = []
    for module in ("header", "screen"):
        monkeypatch.setattr(f"ui.interview.{module}.announce", lambda widget, words: heard.append(words))
    screen = live(state=InterviewState.PLANNED)
    assert heard == []
    screen.commands.action("start").trigger()
    screen.qtbot.waitUntil(lambda: "The clock runs" in heard)
    header, bare = screen.screen.header, screen.screen.live.bare
    for section in ("web", "review", "web"):
        header.tick(bare, 400, section, (400, 60), (0, 0))
    assert heard.count("The time for this section is used up.") == 2
    screen.qtbot.mouseClick(
        screen.screen.sections.viewport(),
        Qt.MouseButton.LeftButton,
        pos=screen.screen.sections.visualRect(screen.screen.sections.model().index(1, 0)).center(),
    )
    assert heard[-1].startswith("Secure code review")
    screen.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.said[-1] == "There is nothing to take back."


# --- Everyone can use it ----------------------------------------------------------------------


def test_f6_goes_round_the_panes_and_esc_comes_back(live):
    screen = live(notes=NOTES)
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        screen.key(Key.Key_F6, on=QApplication.focusWidget())
    parts = screen.screen
    assert seen == [parts.line, parts.sections, parts.stream, parts.found]
    assert screen.line.hasFocus()
    screen.key(Key.Key_F6, SHIFT)
    assert parts.found.hasFocus()
    screen.key(Key.Key_Escape, on=parts.found)
    assert screen.line.hasFocus()


def test_esc_steps_back_from_an_empty_line_only(live):
    screen = live()
    screen.type("kept")
    with screen.qtbot.assertNotEmitted(screen.screen.closed):
        screen.key(Key.Key_Escape)
    assert screen.stored_line()[1] == "kept"
    screen.line.clear()
    with screen.qtbot.waitSignal(screen.screen.closed):
        screen.key(Key.Key_Escape)


def test_everything_that_takes_the_keyboard_has_a_name(live):
    screen = live(notes=NOTES)
    for widget in screen.window.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert spoken.strip(), widget


def test_a_row_says_time_kind_words_and_skills(live):
    screen = live(notes=NOTES)
    spoken = screen.screen.stream.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "01:30 Gap: one fix for both #xss"


def test_no_click_takes_the_keyboard_from_the_line(live):
    screen = live(notes=NOTES)
    screen.type("+ under way")
    for widget in screen.screen.findChildren(QAbstractButton):
        if widget.isVisible() and widget.accessibleName() not in ("Finish", "Open the letter"):
            screen.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
            assert screen.line.hasFocus(), widget.accessibleName()
    screen.qtbot.mouseClick(screen.screen.found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert screen.line.hasFocus()
