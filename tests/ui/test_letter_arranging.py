"""The letter's parts arranged, its options, what is let pass, what a re-draft would change; all of it taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidgetAction

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, NoteKind, Policy
from tests.ui.letter_window import NOTES, card, stored

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(tmp_path, interview):
    """A second strength, so that there is something to move."""
    second = replace(NOTES[0], id="note0004", text="drew the trust boundaries first", skills=("threat-modelling",))
    with Desk.open(tmp_path / "home") as desk:
        desk.put_note(interview.id, second)


def enter(screen, kind, which=0):
    cards = [c for c in screen.blocks.cards.values() if c.block.kind == kind]
    cards[which].text.setFocus()
    screen.blocks.current = cards[which].block.id
    return cards[which]


def order(letter):
    return [block.id for block in letter.blocks]


def undone(qtbot, screen, tmp_path, interview, before):
    """Ctrl+Z brings the letter as it was back, in the store and on the screen."""
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: screen.letter == before, timeout=10_000)
    assert screen._jobs.flush()
    assert stored(tmp_path, interview.id) == before


def test_a_part_is_moved_and_moved_back(qtbot, two, screen, tmp_path, interview):
    before = screen.letter
    moved = enter(screen, BlockKind.STRENGTH).block.id
    screen._commands.run("block_down")
    strengths = [b.id for b in screen.letter.blocks if b.kind == BlockKind.STRENGTH]
    assert strengths[1] == moved
    assert screen._jobs.flush()
    assert order(stored(tmp_path, interview.id)) == order(screen.letter)
    assert screen.focusWidget() is screen.blocks.cards[moved].text
    undone(qtbot, screen, tmp_path, interview, before)


def test_the_keyboard_stays_in_the_letter_when_a_move_or_a_split_is_taken_back(qtbot, two, screen):
    screen.activateWindow()
    before = screen.letter
    for command in ("block_down", "block_split"):
        part = enter(screen, BlockKind.STRENGTH)
        cursor = part.text.textCursor()
        cursor.setPosition(part.text.toPlainText().index(" "))
        part.text.setTextCursor(cursor)
        screen._commands.run(command)
        assert order(screen.letter) != order(before)
        screen._commands.undo.undo()
        qtbot.waitUntil(lambda: screen.letter == before, timeout=10_000)
        QTest.qWait(50)  # the cards of before are gone by then
        assert screen.focusWidget() is screen.blocks.cards[part.block.id].text


def test_a_part_is_split_at_the_cursor_and_joined_again(qtbot, screen, tmp_path, interview):
    before = screen.letter
    growth = enter(screen, BlockKind.GROWTH)
    cursor = growth.text.textCursor()
    cursor.setPosition(growth.text.toPlainText().index("stored"))
    growth.text.setTextCursor(cursor)
    screen._commands.run("block_split")
    halves = [b for b in screen.letter.blocks if b.kind == BlockKind.GROWTH]
    assert len(halves) == 2 and halves[1].text.startswith("stored")
    enter(screen, BlockKind.GROWTH)
    screen._commands.run("block_join")
    (whole,) = [b for b in screen.letter.blocks if b.kind == BlockKind.GROWTH]
    assert "stored" in whole.text and whole.edited
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: len([b for b in screen.letter.blocks if b.kind == BlockKind.GROWTH]) == 2)
    undone(qtbot, screen, tmp_path, interview, before)
    screen._commands.undo.redo()
    qtbot.waitUntil(lambda: len([b for b in screen.letter.blocks if b.kind == BlockKind.GROWTH]) == 2)


def test_what_cannot_be_joined_is_said(screen):
    enter(screen, BlockKind.GROWTH)
    screen._commands.run("block_join")
    assert "no further part of this kind" in screen._status.text()


def test_left_out_and_put_back_by_key(screen):
    growth = enter(screen, BlockKind.GROWTH).block.id
    for expected in (True, False):
        screen._commands.run("block_out")
        assert next(b for b in screen.letter.blocks if b.id == growth).left_out is expected


def test_another_tone_writes_anew_what_nobody_edited(qtbot, screen, tmp_path, interview):
    closing = enter(screen, BlockKind.CLOSING)
    closing.text.setPlainText("My own words.")
    before = screen.letter
    opening = card(screen, BlockKind.OPENING).block.text
    screen._take_option(replace(screen.letter, tone="formal"), True)
    qtbot.waitUntil(lambda: screen.letter.tone == "formal", timeout=10_000)
    assert card(screen, BlockKind.OPENING).block.text != opening
    assert card(screen, BlockKind.CLOSING).text.toPlainText() == "My own words."
    undone(qtbot, screen, tmp_path, interview, before)


def test_design_and_overview_change_the_page(qtbot, screen):
    with qtbot.waitSignal(screen.preview.drawn, timeout=20_000):
        screen._take_option(replace(screen.letter, design="classic", overview=True), False)
    assert (screen.letter.design, screen.letter.overview) == ("classic", True)


def test_a_check_is_let_pass_with_a_reason_and_stopped_again(qtbot, screen, tmp_path, interview):
    opening = card(screen, BlockKind.OPENING).text
    opening.setFocus()
    qtbot.keyClicks(opening, "Your wife reads logs too. ")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    screen.checks.list.setCurrentRow(0)
    screen._commands.run("overrule")
    assert screen.ask.isVisible()
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    assert screen.ask.isVisible()  # nothing is not a reason
    screen.ask.line.setText("She sat in on the call.")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.checks.blocks, timeout=10_000)
    assert screen._jobs.flush()
    (kept,) = stored(tmp_path, interview.id).overruled
    assert (kept.rule, kept.reason) == ("family-health", "She sat in on the call.")
    screen.checks.list.setCurrentRow(screen.checks.list.count() - 1)
    assert "Let pass" in screen.checks.list.currentItem().text()
    screen._commands.run("overrule")
    qtbot.waitUntil(lambda: bool(screen.checks.blocks), timeout=10_000)
    assert screen._jobs.flush()
    assert stored(tmp_path, interview.id).overruled == ()


def test_what_the_checks_found_is_underlined_where_it_stands(qtbot, screen):
    opening = card(screen, BlockKind.OPENING).text
    opening.setFocus()
    opening.setPlainText("😀 Your wife reads logs too.")
    qtbot.waitUntil(lambda: bool(opening.extraSelections()), timeout=10_000)
    marked = [one.cursor.selectedText() for one in opening.extraSelections()]
    assert "Your wife" in marked
    screen.checks.list.setCurrentRow(0)
    screen.checks.list.itemActivated.emit(screen.checks.list.currentItem())
    assert screen.focusWidget() is opening
    assert opening.textCursor().selectedText() == "Your wife"


def test_a_redraft_shows_what_it_would_change_and_keeps_what_was_edited(qtbot, screen, tmp_path, interview):
    growth = enter(screen, BlockKind.GROWTH)
    growth.text.setPlainText("In my own words.")
    assert screen._jobs.flush()
    with Desk.open(tmp_path / "home") as desk:
        desk.put_note(interview.id, replace(NOTES[1], text="mixed up the two kinds of XSS twice"))
        desk.put_note(
            interview.id,
            replace(NOTES[0], id="note0005", text="drew the boundaries first", skills=("threat-modelling",)),
        )
    screen.open(interview.id)
    qtbot.waitUntil(screen._show_changes.isVisible, timeout=10_000)
    assert "would change" in screen._status.text()
    before = screen.letter
    screen._show_changes.click()
    qtbot.waitUntil(screen.redrafted.isVisible, timeout=10_000)
    assert screen.letter == before  # nothing has changed yet
    (box,) = screen.redrafted._chosen.values()
    screen.redrafted.cancelled.emit()
    assert screen.blocks.isVisible() and screen.letter == before
    screen._commands.run("redraft")
    qtbot.waitUntil(screen.redrafted.isVisible, timeout=10_000)
    screen.redrafted._apply()
    qtbot.waitUntil(lambda: len(screen.letter.blocks) > len(before.blocks), timeout=10_000)
    assert card(screen, BlockKind.GROWTH).block.text == "In my own words."
    undone(qtbot, screen, tmp_path, interview, before)
    screen._commands.run("redraft")
    qtbot.waitUntil(screen.redrafted.isVisible, timeout=10_000)
    (box,) = screen.redrafted._chosen.values()
    box.click()
    screen.redrafted._apply()
    qtbot.waitUntil(lambda: "twice" in card(screen, BlockKind.GROWTH).block.text, timeout=10_000)


def test_a_draft_nobody_touched_takes_up_new_notes_by_itself(qtbot, screen, tmp_path, interview):
    with Desk.open(tmp_path / "home") as desk:
        new = replace(
            NOTES[0], id="note0006", kind=NoteKind.GAP, text="left the port open", skills=("network-security",)
        )
        desk.put_note(interview.id, new)
    screen.open(interview.id)
    qtbot.waitUntil(lambda: any("note0006" in block.notes for block in screen.letter.blocks), timeout=10_000)
    assert not screen._show_changes.isVisible()


def test_a_letter_is_signed_off_and_a_change_undoes_that(qtbot, screen, tmp_path, interview):
    with Desk.open(tmp_path / "home") as desk:
        desk.set_policy(Policy(sign_off=True))
    screen.open(interview.id)
    qtbot.waitUntil(screen._sign.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: any(one.rule == "policy" for one in screen.checks.blocks), timeout=10_000)
    screen._commands.run("sign_off")
    screen.ask.line.setText("Kamala Devan")
    qtbot.keyClick(screen.ask.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not screen.checks.blocks, timeout=10_000)
    assert "Kamala Devan" in screen._commands.action("sign_off").text()
    qtbot.keyClicks(card(screen, BlockKind.CLOSING).text, "x")
    qtbot.waitUntil(lambda: any("changed after" in one.why for one in screen.checks.blocks), timeout=10_000)
    assert screen._commands.action("sign_off").text().startswith("Sign off again")
    qtbot.waitUntil(lambda: screen._sign.width() <= screen._sign.sizeHint().width(), timeout=5_000)


def test_typing_after_another_pause_is_another_step(qtbot, screen, monkeypatch):
    closing = enter(screen, BlockKind.CLOSING).text
    first = closing.toPlainText()
    qtbot.keyClicks(closing, "one")
    second = closing.toPlainText()
    monkeypatch.setattr("ui.step.TYPING_SECONDS", 0.0)
    qtbot.keyClicks(closing, "2")
    for expected in (second, first):
        qtbot.keyClick(closing, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda e=expected: closing.toPlainText() == e, timeout=10_000)


def test_the_options_are_chosen_from_a_menu_with_headings(qtbot, screen):
    before = screen.letter
    screen._commands.run("letter_options")
    menu = screen._options
    headings = [a.defaultWidget().text() for a in menu.actions() if isinstance(a, QWidgetAction)]
    assert headings == ["Tone", "Language", "Design"]
    chosen = {a.text() for a in menu.actions() if a.isChecked()}
    assert chosen == {"Warm", "English", "With a rail"}
    for _ in range(6):  # past the headings: Warm, Formal, English, Hindi, the rail, the classic
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.letter.design == "classic", timeout=10_000)
    screen._commands.run("letter_options")
    assert "A classic letter" in {a.text() for a in menu.actions() if a.isChecked()}
    menu.close()
    screen._commands.undo.undo()
    qtbot.waitUntil(lambda: screen.letter == before, timeout=10_000)
