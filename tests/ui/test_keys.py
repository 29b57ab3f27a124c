"""Which keys commands have: whatever is chosen, in whatever order, no two of one moment share a key."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from feedback_desk.desk import Desk
from tests.ui.whole_window import WholeWindow, fill, interview
from ui import remembered
from ui.actions import BY_ID, TABLE, overlap
from ui.keys import Keys
from ui.widgets.command_button import CommandButton

CTRL = Qt.KeyboardModifier.ControlModifier
SHORTCUTS = st.sampled_from(
    ["", "F8", "Ctrl+B", "Ctrl+N", "Ctrl+Return", "Ctrl+Return; Ctrl+Enter", "Alt+Up", "Esc", "Tab", "Ctrl+E; Ctrl+9"]
)
IDS = st.sampled_from([*BY_ID, "of_a_newer_program"])
KEYS = ("F8", "Ctrl+B", "Ctrl+Shift+S", "Ctrl+E", "Ctrl+N", "Alt+Up", "Ctrl+1")


def key(text):
    return QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)


def shared(keys):
    return [
        (one.id, other.id)
        for one, other in combinations(TABLE, 2)
        if overlap(one, other) and set(keys.of(one.id)) & set(keys.of(other.id))
    ]


@given(st.dictionaries(IDS, SHORTCUTS, max_size=12))
def test_whatever_was_kept_no_two_commands_of_one_moment_share_a_key(chosen):
    keys = Keys(TABLE, overlap, chosen)
    assert not shared(keys)
    for command in TABLE:
        if command.by_widget:
            assert keys.of(command.id) == command.keys


@given(st.lists(st.tuples(st.sampled_from([*BY_ID]), st.sampled_from([*KEYS, "", "restore"])), max_size=15))
def test_after_any_changes_the_last_choice_holds_and_nothing_is_shared(changes):
    keys = Keys(TABLE, overlap)
    for command_id, text in changes:
        command = BY_ID[command_id]
        if text == "restore":
            keys = keys.restored(command_id)
        elif not command.by_widget and not any(c.by_widget for c in keys.users(key(text), command_id)):
            keys = keys.with_choice(command_id, [key(text)] if text else [])
            assert keys.of(command_id) == ([key(text)] if text else [])
        assert not shared(keys)
    everything = keys.restored()
    assert all(everything.of(c.id) == c.keys for c in TABLE)


def test_what_lost_its_key_gets_it_back_when_the_other_is_restored():
    keys = Keys(TABLE, overlap).with_choice("search", [key("Ctrl+N")])
    assert keys.of("new_interview") == []
    assert keys.is_changed("new_interview")
    back = keys.restored("search")
    assert back.of("new_interview") == [key("Ctrl+N")]
    assert back.of("search") == [key("Ctrl+F")]


def test_places_that_are_never_there_together_may_share_a_key():
    keys = Keys(TABLE, overlap)
    assert [c.id for c in keys.users(key("Alt+Up"), "block_up")] == []
    assert [c.id for c in keys.users(key("Alt+Up"), "new_interview")] == [
        "previous_section",
        "block_up",
        "kit_previous",
    ]
    assert [c.id for c in keys.users(key("Ctrl+Return"), "start")] == []


def test_chords_and_words_that_are_no_keys_are_left_out():
    keys = Keys(TABLE, overlap, {"guide": "Ctrl+K, Ctrl+S", "search": "no key at all", "gone": "F9"})
    assert keys.of("guide") == []
    assert keys.of("search") == []
    assert keys.chosen["gone"] == "F9"


# --- In the window --------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    fill(tmp_path, interview())
    return tmp_path


def test_a_changed_key_works_at_once_and_is_told_wherever_keys_are(qtbot, home):
    whole = WholeWindow(qtbot, home)
    commands = whole.window.commands
    button = commands.button("new_interview")
    qtbot.addWidget(button)
    assert isinstance(button, CommandButton)
    commands.change_keys(commands.keys.with_choice("room_library", [key("F8")]))
    whole.key(Qt.Key.Key_F8)
    assert whole.window._shown[0] == "library"
    whole.window.show_room("desk")
    whole.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert whole.window._shown[0] == "desk"
    assert "F8" in whole.window._rail._buttons["library"].toolTip()
    commands.change_keys(commands.keys.with_choice("new_interview", [key("Ctrl+B")]))
    assert "Ctrl+B" in button.toolTip()
    whole.close()


def test_a_held_key_repeats_small_steps_and_nothing_else(qtbot, home):
    assert [c.id for c in TABLE if c.repeats] == [
        *("undo", "redo", "text_larger", "text_smaller", "next_section", "previous_section", "block_up", "block_down"),
        *("kit_section_up", "kit_section_down", "kit_previous", "kit_next", "kit_question_up", "kit_question_down"),
    ]
    whole, done = WholeWindow(qtbot, home), []
    for command, pressed in (("search", "F8"), ("text_larger", "F7")):
        whole.window.commands.bind(command, lambda command=command: done.append(command)).setShortcut(key(pressed))
    whole.hold(Qt.Key.Key_F8)
    whole.hold(Qt.Key.Key_F7)
    assert done == ["search", *["text_larger"] * 6]
    whole.close()


def test_keys_that_fields_pass_on_follow_too(qtbot, home):
    whole = WholeWindow(qtbot, home)
    commands = whole.window.commands
    commands.change_keys(commands.keys.with_choice("undo", [key("Ctrl+U")]))
    with Desk.open(home, readonly=True) as desk:
        whole.window.open_letter(desk.interviews()[0].id)
    blocks = whole.window.place("letter").blocks
    whole.until(lambda: bool(blocks.cards))
    card = next(iter(blocks.cards.values()))
    card.text.setFocus()
    before = card.text.toPlainText()
    whole.type("x")
    assert card.text.toPlainText() != before
    whole.until(lambda: commands.action("undo").isEnabled())
    whole.key(Qt.Key.Key_U, CTRL)
    whole.until(lambda: card.text.toPlainText() == before)
    whole.close()


def test_the_chosen_key_takes_back_in_an_interview_and_the_old_one_only_what_is_typed(qtbot, home):
    whole = WholeWindow(qtbot, home)
    commands = whole.window.commands
    commands.change_keys(commands.keys.with_choice("undo", [key("Ctrl+U")]))
    with Desk.open(home, readonly=True) as desk:
        whole.window.open_interview(desk.interviews()[0].id)
    screen = whole.window.place("interview")
    whole.until(lambda: screen.live.is_open and screen.line.hasFocus())
    whole.type("said aloud")
    whole.key(Qt.Key.Key_Return)
    whole.type("half")
    whole.key(Qt.Key.Key_Z, CTRL)
    whole.key(Qt.Key.Key_Z, CTRL)
    assert (screen.line.toPlainText(), len(screen.live.notes)) == ("", 2)
    whole.key(Qt.Key.Key_U, CTRL)
    assert [note.text for note in screen.live.notes] == ["explained nonces unprompted"]
    whole.close()


def test_keys_are_there_again_after_a_start_and_strange_ones_do_no_harm(qtbot, home):
    remembered.keep("keys", {"room_library": "F8", "nobody_knows": "F9", "search": 3})
    whole = WholeWindow(qtbot, home)
    whole.key(Qt.Key.Key_F8)
    assert whole.window._shown[0] == "library"
    whole.key(Qt.Key.Key_F, CTRL)
    assert whole.window._shown[0] == "candidates"
    whole.close()


def test_a_window_file_that_nobody_can_read_is_as_if_there_were_none(qtbot, home):
    (home / "window.ini").write_text('[General]\nkeys={"room\ntext_size=huge\ngeometry=x\nscheme=purple\n', "utf-8")
    whole = WholeWindow(qtbot, home)
    assert whole.window.commands.keys.chosen == {}
    whole.close()
