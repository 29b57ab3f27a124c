"""The capture line alone: shorthand as one types, completion, keys, and what an input method is composing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from feedback_desk.capture.shorthand import RatingLine
from feedback_desk.catalogue.skills import load_skills
from feedback_desk.model import NoteKind
from ui.interview.capture_line import LOOKUP_MS, MAX_LINES, CaptureLine
from ui.interview.reads_as import marker_length
from ui.widgets.units import characters, units

SKILLS = load_skills()
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def line(qtbot):
    window = QWidget()
    window.resize(700, 400)
    made = CaptureLine(window, lambda typed: SKILLS.find(typed, 6), window)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(made)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def heard(signal):
    """What a signal says from now on."""
    said = []
    signal.connect(lambda *values: said.append(values[0] if values else None))
    return said


def type_slowly(line, qtbot, text):
    """Key by key, each painted before the next, as a person types."""
    for char in text:
        qtbot.keyClicks(line, char)
        QApplication.processEvents()


@pytest.mark.parametrize(
    ("text", "length"),
    [("+ a", 1), ("-- a", 2), ("-", 1), ("--", 2), ("-a", 0), ("+a", 0), ("", 0), ("---", 0), ("> ", 1)],
)
def test_a_marker_is_seen_only_as_shorthand_sees_it(text, length):
    assert marker_length(text) == length


def test_enter_hands_the_text_over_and_shift_enter_makes_a_line(line, qtbot):
    entered = heard(line.entered)
    qtbot.keyClicks(line, "+ one")
    qtbot.keyClick(line, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(line, "two")
    assert entered == []
    qtbot.keyClick(line, Key.Key_Return)
    assert entered == ["+ one\ntwo"]


def test_every_change_is_handed_on(line, qtbot):
    typed = heard(line.typed)
    type_slowly(line, qtbot, "abc")
    qtbot.keyClick(line, Key.Key_Backspace)
    qtbot.waitUntil(lambda: typed == ["a", "ab", "abc", "ab"])


def test_keys_faster_than_the_paint_are_handed_on_together(line, qtbot):
    typed = heard(line.typed)
    qtbot.keyClicks(line, "abc")
    assert typed == []
    qtbot.waitUntil(lambda: typed == ["abc"])


def test_enter_hands_on_first(line, qtbot):
    told = []
    line.typed.connect(lambda text: told.append(("typed", text)))
    line.entered.connect(lambda text: told.append(("entered", text)))
    qtbot.keyClicks(line, "ab")
    qtbot.keyClick(line, Key.Key_Return)
    assert told == [("typed", "ab"), ("entered", "ab")]


def test_text_put_in_is_not_reported_as_typed(line, qtbot):
    typed = heard(line.typed)
    line.put("- restored")
    QApplication.processEvents()
    assert typed == []
    assert line.textCursor().position() == len("- restored")


def test_the_kind_is_told_as_one_types(line, qtbot):
    read = heard(line.reads_as)
    type_slowly(line, qtbot, "-- serious")
    line.put("=3")
    line.put("=x")
    line.put("plain")
    assert read == [
        NoteKind.GAP,
        NoteKind.SERIOUS_GAP,
        RatingLine(3),
        RatingLine(None, not_asked=True),
        NoteKind.PLAIN,
    ]


def test_a_kind_key_puts_the_marker_and_takes_it_off(line, qtbot):
    qtbot.keyClicks(line, "knew it")
    line.set_kind(NoteKind.STRENGTH)
    assert line.toPlainText() == "+ knew it"
    line.set_kind(NoteKind.SERIOUS_GAP)
    assert line.toPlainText() == "-- knew it"
    line.set_kind(NoteKind.SERIOUS_GAP)
    assert line.toPlainText() == "knew it"
    line.set_kind(NoteKind.QUOTE)
    line.set_kind(NoteKind.PLAIN)
    assert line.toPlainText() == "knew it"


def test_it_grows_with_its_lines_up_to_a_maximum(line, qtbot):
    heights = []
    for _ in range(MAX_LINES + 3):
        heights.append(line.height())
        qtbot.keyClick(line, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heights[0] < heights[1] < heights[MAX_LINES - 1]
    assert heights[-1] == heights[MAX_LINES - 1]
    assert line.viewport().height() >= line.fontMetrics().lineSpacing() * MAX_LINES


# --- Skills -----------------------------------------------------------------------------------


def suggest(line, qtbot, text):
    qtbot.keyClicks(line, text)
    qtbot.waitUntil(line.popup.isVisible)


def test_skills_are_offered_by_name_and_alias_and_tab_accepts_the_first(line, qtbot):
    suggest(line, qtbot, "- took both for the same #cross-site-scr")
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "- took both for the same #xss "
    assert not line.popup.isVisible()
    assert line.hasFocus()


def test_tab_right_after_a_letter_accepts_too(line, qtbot):
    qtbot.keyClicks(line, "+ #sqli")
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "+ #sql-injection "


@pytest.mark.parametrize("tag", ["xss", "nothing-comes-near-this"])
def test_tab_after_a_whole_or_an_unknown_tag_keeps_it_and_the_keyboard(line, qtbot, tag):
    said = heard(line.announced)
    qtbot.keyClicks(line, f"- mixed them up #{tag}")
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == f"- mixed them up #{tag} "
    assert said == [f"#{tag}"]
    qtbot.keyClicks(line, "twice")
    assert line.toPlainText() == f"- mixed them up #{tag} twice"
    assert line.hasFocus()


def test_enter_accepts_only_what_an_arrow_key_chose(line, qtbot):
    entered = heard(line.entered)
    suggest(line, qtbot, "+ #cs")
    qtbot.keyClick(line, Key.Key_Down)
    qtbot.keyClick(line, Key.Key_Down)
    chosen = line.popup.choice()
    assert chosen == SKILLS.find("cs", 6)[1].tag
    qtbot.keyClick(line, Key.Key_Return)
    assert line.toPlainText() == f"+ #{chosen} "
    assert entered == []


def test_an_unknown_tag_is_no_stop(line, qtbot):
    entered = heard(line.entered)
    qtbot.keyClicks(line, "+ #not-in-the-catalogue-yet")
    qtbot.keyClick(line, Key.Key_Return)
    assert entered == ["+ #not-in-the-catalogue-yet"]


def test_esc_closes_the_list_first_and_only_then_leaves(line, qtbot):
    left = heard(line.left)
    suggest(line, qtbot, "+ #cs")
    qtbot.keyClick(line, Key.Key_Escape)
    assert not line.popup.isVisible()
    assert left == []
    assert line.toPlainText() == "+ #cs"
    qtbot.keyClick(line, Key.Key_Escape)
    assert len(left) == 1


def test_no_list_for_what_is_no_tag(line, qtbot):
    for text in ("C# and F#", "issue #42", "https://example.org/#csrf"):
        line.put("")
        qtbot.keyClicks(line, text)
        qtbot.wait(40)
        assert not line.popup.isVisible()


def test_the_list_goes_when_the_cursor_leaves_the_tag(line, qtbot):
    suggest(line, qtbot, "+ a #cs")
    qtbot.keyClick(line, Key.Key_Home)
    assert not line.popup.isVisible()


def test_the_list_goes_with_the_keyboard(line, qtbot):
    other = QLineEdit(line.window())
    other.show()
    suggest(line, qtbot, "+ a #cs")
    other.setFocus()
    assert not line.popup.isVisible()
    line.setFocus()
    qtbot.keyClicks(line, "r")
    qtbot.waitUntil(line.popup.isVisible)
    qtbot.keyClicks(line, "f")
    other.setFocus()
    qtbot.wait(2 * LOOKUP_MS)
    assert not line.popup.isVisible()


def test_a_click_takes_a_skill_and_the_line_keeps_the_focus(line, qtbot):
    suggest(line, qtbot, "+ #cs")
    popup = line.popup
    middle = popup.visualRect(popup.model().index(0, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert line.toPlainText() == f"+ #{SKILLS.find('cs', 6)[0].tag} "
    assert line.hasFocus()


def test_a_tag_in_the_middle_is_completed_in_place(line, qtbot):
    line.put("+ about #sq and more")
    cursor = line.textCursor()
    cursor.setPosition(len("+ about #sq"))
    line.setTextCursor(cursor)
    suggest(line, qtbot, "li")
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "+ about #sql-injection and more"


def test_an_emoji_before_a_tag_moves_nothing(line, qtbot):
    """Qt counts it as two, Python as one."""
    line.put("😀 nice ")
    suggest(line, qtbot, "#cross")
    at_hash = QTextCursor(line.document())
    at_hash.setPosition(line.document().toPlainText().index("#") + 1)
    assert (
        line.popup.mapTo(line.window(), QPoint()).x()
        == line.mapTo(line.window(), line.cursorRect(at_hash).topLeft()).x()
    )
    qtbot.keyClick(line, Key.Key_Left)
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "😀 nice #xss "


def test_the_tag_that_is_selected_is_the_whole_one(line):
    line.put("😀 of #xs and #xss")
    assert line.select_tag("xs")
    assert line.textCursor().selectedText() == "xs"
    line.textCursor().insertText("csp")
    assert line.toPlainText() == "😀 of #csp and #xss"
    assert not line.select_tag("xs")


@given(
    st.lists(
        st.sampled_from(["+", "--", "😀", "👩‍👩‍👧‍👦", "#xss", "#मानचित्र", "#𝔘nit", "word", "#", "\n"]), max_size=12
    ),
    st.data(),
)
def test_places_are_the_same_to_python_and_to_qt(qapp, words, data):
    text = " ".join(words)
    line = CaptureLine(QWidget(), lambda typed: ())
    line.put(text)
    for selection in line.extraSelections():
        shown = selection.cursor.selectedText()
        assert shown in ("+", "--") or (shown in words and shown.startswith("#"))
    for tag in (word for word in words if word.startswith("#") and len(word) > 1):
        assert line.select_tag(tag[1:])
        assert line.textCursor().selectedText() == tag[1:]
    place = data.draw(st.integers(0, len(text)))
    cursor = line.textCursor()
    cursor.setPosition(units(text[:place]))
    cursor.setPosition(units(text), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText().replace("\u2029", "\n") == text[place:]
    assert characters(text, cursor.anchor()) == place


# --- Input methods ----------------------------------------------------------------------------


def test_what_is_being_composed_is_not_read(line, qtbot):
    read, typed, entered = heard(line.reads_as), heard(line.typed), heard(line.entered)
    type_slowly(line, qtbot, "#")
    typed.clear()
    QApplication.sendEvent(line, QInputMethodEvent("sql", []))
    qtbot.wait(40)
    assert not line.popup.isVisible()
    assert typed == []
    qtbot.keyClick(line, Key.Key_Return)
    assert entered == []
    line.put("")
    QApplication.sendEvent(line, QInputMethodEvent("+ ", []))
    assert read == []


def test_what_is_committed_is_read(line, qtbot):
    typed = heard(line.typed)
    QApplication.sendEvent(line, QInputMethodEvent("नम", []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("नमस्ते")
    QApplication.sendEvent(line, commit)
    qtbot.waitUntil(lambda: typed == ["नमस्ते"])
    assert line.toPlainText() == "नमस्ते"


COMPOSED = [
    ("न", "नम", "नमस्ते"),
    ("n", "ni'hao", "你好"),
    ("に", "にほんご", "日本語"),
    ("´", "´", "é"),
]


def compose(line, text, replace_from=0, length=0, commit=""):
    event = QInputMethodEvent(text, [])
    if commit or length:
        event.setCommitString(commit, replace_from, length)
    QApplication.sendEvent(line, event)


@pytest.mark.parametrize(("begun", "further", "meant"), COMPOSED)
def test_composing_gives_the_text_that_was_meant_and_only_that(line, qtbot, begun, further, meant):
    typed, entered = heard(line.typed), heard(line.entered)
    qtbot.keyClicks(line, "+ ")
    qtbot.waitUntil(lambda: typed == ["+ "])
    for preedit in (begun, further):
        compose(line, preedit)
        qtbot.wait(30)
    assert typed == ["+ "], "what is being composed is not stored"
    compose(line, "", commit=meant)
    qtbot.waitUntil(lambda: typed[-1] == f"+ {meant}")
    qtbot.keyClick(line, Key.Key_Return)
    assert entered == [f"+ {meant}"]


@pytest.mark.parametrize("preedit", ["+ ", "=3", "?1", "#sql", "-"])
@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Up, Key.Key_Down, Key.Key_Tab, Key.Key_Backtab, Key.Key_Escape]
)
@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_no_key_and_no_shorthand_fires_inside_a_composition(line, qtbot, preedit, key, modifier):
    signals = (line.entered, line.left, line.previous_wanted, line.next_wanted, line.reads_as, line.typed)
    fired = [heard(signal) for signal in signals]
    compose(line, preedit)
    qtbot.keyClick(line, key, modifier)
    qtbot.wait(LOOKUP_MS + 5)
    assert all(not each for each in fired)
    assert line.toPlainText() == ""
    assert line.hasFocus()
    assert not line.popup.isVisible()


def test_a_list_that_is_open_goes_when_composing_begins_and_comes_for_what_was_committed(line, qtbot):
    suggest(line, qtbot, "#sq")
    assert line.popup.isVisible()
    compose(line, "li")
    assert not line.popup.isVisible()
    compose(line, "", commit="li")
    qtbot.waitUntil(line.popup.isVisible)
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "#sql-injection "


def test_an_input_method_may_replace_what_stands_before_the_cursor(line, qtbot):
    typed = heard(line.typed)
    qtbot.keyClicks(line, "+ teh")
    compose(line, "", replace_from=-3, length=3, commit="the")
    qtbot.waitUntil(lambda: typed[-1:] == ["+ the"])


def test_an_emoji_picker_puts_a_family_in_as_one(line, qtbot):
    entered = heard(line.entered)
    compose(line, "", commit="👩‍👩‍👧‍👦")
    qtbot.keyClick(line, Key.Key_Return)
    assert entered == ["👩‍👩‍👧‍👦"]


def test_committing_and_going_on_composing_tells_only_what_was_committed(line, qtbot):
    typed = heard(line.typed)
    compose(line, "か")
    compose(line, "き", commit="か")
    qtbot.waitUntil(lambda: typed == ["か"])
    qtbot.keyClick(line, Key.Key_Return)
    assert line.toPlainText() == "か"


# --- Taking back, moving ----------------------------------------------------------------------


def test_undo_is_the_lines_own_first(line, qtbot):
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.toPlainText() == ""
    for key, modifiers in ((Key.Key_Z, CTRL), (Key.Key_Z, CTRL | SHIFT)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
        line.keyPressEvent(event)
        assert event.isAccepted() is (modifiers != CTRL), "what is left goes on to the interview"
        assert line.toPlainText() == ("" if modifiers == CTRL else "abc")


def test_up_on_the_first_line_asks_for_the_last_note(line, qtbot):
    wanted = heard(line.previous_wanted)
    qtbot.keyClick(line, Key.Key_Up)
    assert len(wanted) == 1
    line.put("one\ntwo")
    qtbot.keyClick(line, Key.Key_Up)
    assert len(wanted) == 1
    assert line.textCursor().blockNumber() == 0
    qtbot.keyClick(line, Key.Key_Up)
    assert len(wanted) == 2


def test_tab_leaves_when_there_is_nothing_to_accept(line, qtbot):
    assert line.tabChangesFocus()
    line.put("+ done")
    line.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(line, Key.Key_Tab)
    assert line.toPlainText() == "+ done"
