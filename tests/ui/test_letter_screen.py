"""The letter's screen over a real store: words edited in place, the real PDF beside them, out of the door."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, CheckFinding, LetterState, Severity
from tests.ui.letter_window import NOTES, card, stored
from ui.letter.opened import opened


def test_it_opens_drafted_with_the_notes_it_came_from(screen):
    kinds = [c.block.kind for c in screen.blocks.cards.values()]
    assert kinds[0] == BlockKind.SALUTATION and kinds[-1] == BlockKind.CLOSING
    assert BlockKind.STRENGTH in kinds and BlockKind.GROWTH in kinds
    growth = card(screen, BlockKind.GROWTH)
    assert growth.block.notes == ("note0002",)
    assert "stored and reflected" in growth.text.toPlainText()
    assert growth.next_step.toPlainText()
    assert growth.block.resources


def test_what_is_typed_is_kept_drawn_and_checked(qtbot, screen, tmp_path, interview):
    opening = card(screen, BlockKind.OPENING)
    with qtbot.waitSignal(screen.preview.drawn, timeout=20_000):
        opening.text.setFocus()
        opening.text.moveCursor(opening.text.textCursor().MoveOperation.End)
        qtbot.keyClicks(opening.text, " We enjoyed it.")
    assert screen._jobs.flush()
    block = next(b for b in stored(tmp_path, interview.id).blocks if b.kind == BlockKind.OPENING)
    assert block.text.endswith("We enjoyed it.") and block.edited
    qtbot.keyClicks(opening.text, " You scored 3/4.")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    found = screen.checks.blocks[0]
    screen.blocks.go_to(found)
    assert opening.text.textCursor().selectedText() == found.text


def test_ctrl_z_takes_typing_back_and_shift_ctrl_z_does_it_again(qtbot, screen, tmp_path, interview):
    closing = card(screen, BlockKind.CLOSING).text
    before = closing.toPlainText()
    closing.setFocus()
    qtbot.keyClicks(closing, "Oops ")
    assert closing.toPlainText() != before
    qtbot.keyClick(closing, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: closing.toPlainText() == before, timeout=10_000)
    assert stored(tmp_path, interview.id).blocks[-1].text == before
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(closing, Qt.Key.Key_Z, both)
    qtbot.waitUntil(lambda: closing.toPlainText().endswith("Oops "), timeout=10_000)


def test_a_letter_that_left_as_a_file_says_what_was_corrected_since(desk, clock, tmp_path, interview):
    desk.export_letter(desk.draft_letter(interview.id), tmp_path / "a.pdf")
    assert opened(desk, interview.id).waiting == ()
    desk.set_candidate(replace(interview.candidate, name="Asha Varma"))
    found = opened(desk, interview.id)
    assert found.letter.state is LetterState.EXPORTED
    heading, salutation = found.waiting
    assert heading.after.text.startswith("Asha Varma") and salutation.after.text == "Dear Asha Varma,"


def test_an_old_draft_opens_with_the_day_it_would_go_out(desk, clock, tmp_path, interview):
    drafted = opened(desk, interview.id).letter
    clock.forward(days=10)
    assert opened(desk, interview.id).letter == replace(drafted, written_on=clock.now.date())


def test_export_writes_the_pdf_and_says_so(qtbot, screen, tmp_path, interview):
    screen._commands.run("export_pdf")
    qtbot.waitUntil(lambda: "Saved as" in screen._status.text(), timeout=20_000)
    assert screen.target.read_bytes().startswith(b"%PDF")
    assert stored(tmp_path, interview.id).state == LetterState.EXPORTED


def test_a_blocked_letter_is_not_exported(qtbot, screen):
    opening = card(screen, BlockKind.OPENING).text
    opening.setFocus()
    qtbot.keyClicks(opening, "You scored 3/4. ")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    screen._commands.run("export_pdf")
    qtbot.waitUntil(lambda: "not exported" in screen._status.text(), timeout=20_000)
    assert not screen.target.exists()


def test_sent_is_kept_exactly_and_then_read_only(qtbot, screen, tmp_path, interview):
    screen._commands.run("mark_sent")
    assert screen.ask.isVisible()
    assert screen.ask.line.text() == "asha@example.org"
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT, timeout=20_000)
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        (sent,) = desk.sent_letters(interview.id)
        assert sent.sent_to == "asha@example.org"
        assert desk.sent_pdf(sent.id).startswith(b"%PDF")
    assert card(screen, BlockKind.OPENING).text.isReadOnly()
    assert "asha@example.org" in screen.head._what.text()


def test_waiving_asks_for_the_reason_and_can_be_taken_back(qtbot, screen, tmp_path, interview):
    screen._commands.run("waive")
    screen.ask.line.setText("not allowed here")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.interview.waived == "not allowed here", timeout=10_000)
    screen._commands.undo.undo()
    assert screen._jobs.flush()
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        assert desk.interview(interview.id).waived == ""


def test_a_line_field_leaves_the_key_of_the_export_alone(screen):
    card = next(card for card in screen.blocks.cards.values() if card.title is not None)
    press = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert card.eventFilter(card.title, press)  # on X11 the field would take it otherwise
    assert not press.isAccepted()


def test_a_letter_that_went_out_offers_its_correction(qtbot, screen):
    buttons = screen.head.buttons
    assert not buttons["redraft"].isVisible()
    screen.sending._mark_sent("asha@example.org")
    qtbot.waitUntil(lambda: screen.letter.state == LetterState.SENT)
    assert buttons["redraft"].isVisible()
    assert not buttons["mark_sent"].isVisible()


def test_left_out_blocks_stay_out(qtbot, screen, tmp_path, interview):
    growth = card(screen, BlockKind.GROWTH)
    growth.included.click()
    assert screen._jobs.flush()
    block = next(b for b in stored(tmp_path, interview.id).blocks if b.kind == BlockKind.GROWTH)
    assert block.left_out and not block.edited


def test_a_redraft_keeps_what_was_edited(qtbot, screen, tmp_path, interview):
    opening = card(screen, BlockKind.OPENING).text
    opening.setFocus()
    qtbot.keyClicks(opening, "My own words. ")
    with Desk.open(tmp_path / "home") as desk:
        new = replace(NOTES[1], id="note0009", text="mixed up the two kinds once more")
        desk.put_note(interview.id, new)
    screen._commands.run("redraft")
    qtbot.waitUntil(screen.redrafted.isVisible, timeout=10_000)
    screen.redrafted._apply()
    qtbot.waitUntil(lambda: any("note0009" in block.notes for block in screen.letter.blocks), timeout=10_000)
    assert "My own words." in card(screen, BlockKind.OPENING).text.toPlainText()


def test_copied_text_is_the_letter_without_marks(qtbot, screen):
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(lambda: not screen.checking.busy, timeout=10_000)
    screen._commands.run("copy_text")
    qtbot.waitUntil(lambda: "Asha Verma" in QGuiApplication.clipboard().text(), timeout=10_000)
    assert "**" not in QGuiApplication.clipboard().text()


def test_everything_that_takes_the_keyboard_has_a_name(screen):
    nameless = [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_the_current_check_stays_current_and_no_other_takes_its_place(screen):
    found = [
        CheckFinding("rule-a", Severity.BLOCK, 0, 3, "one", "It stops.", "Mend it.", "b1"),
        CheckFinding("rule-b", Severity.WARNING, 9, 12, "two", "It may be wrong.", "Look at it.", "b2"),
    ]
    screen.checks.show_findings(found)
    screen.checks.list.setCurrentRow(1)
    moved = replace(found[1], start=19, end=22)
    screen.checks.show_findings([moved])
    assert screen.checks.marked == moved
    screen.checks.show_findings(found[:1])
    assert screen.checks.marked is None


def test_a_check_names_its_place_without_marks(screen):
    passage = "Ids are hard to guess. **Try this:** Read on."
    screen.checks.show_findings([CheckFinding("rule-a", Severity.WARNING, 0, 45, passage, "Why.", "Mend it.", "b1")])
    assert "\u201cIds are hard to guess. Try this: Read on.\u201d" in screen.checks.list.item(0).text()


def test_the_checks_leave_room_for_the_letter_in_a_low_window(screen):
    long = " ".join(["It says why this matters in many words."] * 8)
    screen.checks.show_findings(
        [CheckFinding("rule-a", Severity.WARNING, n, n, "", long, "", f"b{n}") for n in range(9)]
    )
    screen.resize(700, 500)
    QTest.qWait(100)
    row = screen.checks.list.visualItemRect(screen.checks.list.item(0)).height()
    assert row <= screen.checks.list.height() <= max(row, 500 // 6) + 8


def test_a_letter_without_findings_asks_to_be_read_but_not_as_a_note(screen):
    opening = card(screen, BlockKind.OPENING)
    opening.show_block(replace(opening.block, look=True))
    assert opening._state.text().endswith("please read it once") and "noted" not in opening._state.text()


def test_a_name_keeps_its_room(screen, qtbot):
    """Beside buttons that need the width the name goes above them."""
    screen.resize(2400, 640)  # room for both in any font
    head = screen.head
    head._who.show_words("Anaïs Krishnamūrti-Okafor")
    export = head.buttons["export_pdf"]
    qtbot.waitUntil(lambda: head._who.geometry().bottom() > export.geometry().top())
    beside = head.height()
    screen.resize(640, 640)
    qtbot.waitUntil(lambda: head.height() > beside)
    assert head._who.width() >= head._who.sizeHint().width()
    assert head._who.geometry().bottom() < head.buttons["export_pdf"].geometry().top()
