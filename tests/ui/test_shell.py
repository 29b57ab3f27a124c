"""The window around the screens: rooms, keys, palette, status line, names for a screen reader, what it remembers."""

import re
import stat

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from feedback_desk import log, paths
from feedback_desk.desk import Desk
from feedback_desk.errors import StoreTrouble
from feedback_desk.model import Profile
from tests.ui.whole_window import WholeWindow, fill, interview, titles
from ui import crash, theme
from ui.actions import TABLE, commands_of, overlap
from ui.guide import guide_parts, shortcut_rows, with_keys
from ui.interview.capture_line import CaptureLine
from ui.keys import Keys
from ui.widgets.rows import RowList
from ui.window import NO_INTERVIEW, ROOMS

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def whole(qtbot, qapp, home):
    fill(home, interview(), interview("अनन्या शर्मा", days_ago=3))
    theme.apply(qapp)
    made = WholeWindow(qtbot, home)
    yield made
    made.close()


def shown_room(whole):
    return whole.window._shown[0]


def test_alt_and_digits_switch_rooms_and_escape_steps_back(whole):
    assert shown_room(whole) == "desk"
    for number, room in enumerate(ROOMS, 1):
        if room != "interview":
            whole.key(getattr(Qt.Key, f"Key_{number}"), ALT)
            assert shown_room(whole) == room
    for room in ("library", "candidates", "desk", "desk"):
        whole.key(Qt.Key.Key_Escape)
        assert shown_room(whole) == room


def test_the_interview_room_offers_to_begin_when_none_is_open(whole):
    whole.key(Qt.Key.Key_2, ALT)
    whole.until(lambda: shown_room(whole) == NO_INTERVIEW)
    assert whole.focus.accessibleName() == "New interview"


def test_ctrl_f_puts_the_keyboard_into_the_search(whole):
    whole.key(Qt.Key.Key_F, CTRL)
    assert shown_room(whole) == "candidates"
    assert whole.focus.accessibleName() == "Search everything"


def test_a_click_on_the_room_that_is_shown_keeps_its_mark(whole):
    rail = whole.window._rail
    rail._buttons["desk"].click()
    assert [name for name, button in rail._buttons.items() if button.isChecked()] == ["desk"]


def focusable(window):
    return [
        w
        for w in window.findChildren(QWidget)
        if w.isVisibleTo(window) and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("room", [*ROOMS, "candidate", "letter", "live"])
def test_every_focusable_widget_has_a_name_and_tab_leaves_it(whole, room):
    with Desk.open(whole.home, readonly=True) as desk:
        row = desk.interviews()[0]
    if room == "candidate":
        whole.window.open_candidate(row.candidate_id)
    elif room == "letter":
        whole.window.open_letter(row.id)
    elif room == "live":
        whole.window.open_interview(row.id)
    else:
        whole.window.commands.run(f"room_{room}")
    whole.qtbot.wait(300)
    widgets = focusable(whole.window)
    assert widgets
    nameless = [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in widgets
        if not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless
    met, first = set(), whole.focus
    for _ in range(3 * len(widgets)):
        before = whole.focus
        met.add(before)
        whole.key(Qt.Key.Key_Tab)
        assert whole.focus is not before, f"Tab does not leave {before.accessibleName()}"
        if whole.focus is first:
            break
    unreached = [w.accessibleName() or type(w).__name__ for w in widgets if w not in met and not w.focusProxy()]
    assert not unreached


def test_the_letter_has_the_keyboard_each_time_it_is_asked_for(whole):
    with Desk.open(whole.home, readonly=True) as desk:
        row = desk.interviews()[0]
    whole.window.open_interview(row.id)
    whole.qtbot.waitUntil(lambda: isinstance(whole.focus, CaptureLine))
    line = whole.focus
    for _ in range(2):
        whole.qtbot.waitUntil(whole.window.commands.action("to_letter").isEnabled)
        whole.window.commands.run("to_letter")
        assert shown_room(whole) == "letter"
        assert not line.hasFocus()
        whole.qtbot.waitUntil(lambda: whole.focus is not None and whole.focus.isVisible())
        whole.window.open_interview(row.id)
        whole.qtbot.waitUntil(line.hasFocus)


# --- Commands -----------------------------------------------------------------------------------


def test_every_command_has_a_row_in_the_shortcut_sheet():
    assert {row.id for row in shortcut_rows(Keys(TABLE, overlap))} >= {command.id for command in TABLE}


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_no_two_commands_of_one_moment_share_a_key(platform):
    table = commands_of(platform)
    for command in table:
        rivals = [c.id for c in table if c is not command and overlap(c, command) and set(c.keys) & set(command.keys)]
        assert not rivals, command.id


def test_ids_are_unique_and_words_are_words():
    assert len({command.id for command in TABLE}) == len(TABLE)
    assert all(command.words[0].isupper() and not command.words.endswith(".") for command in TABLE)


def test_a_command_of_another_screen_is_not_offered(whole):
    offered = {command.id for command in whole.window.commands.available()}
    assert "new_interview" in offered
    assert not offered & {"finish", "export_pdf", "undo", "retry"}


def test_the_palette_does_commands(whole):
    before = whole.focus
    whole.key(Qt.Key.Key_K, CTRL)
    assert whole.focus.accessibleName().startswith("Find a command")
    whole.key(Qt.Key.Key_Escape)
    assert whole.focus is before
    whole.key(Qt.Key.Key_K, CTRL)
    whole.type("libr")
    whole.key(Qt.Key.Key_Return)
    assert shown_room(whole) == "library"


def test_the_palette_says_a_command_as_its_button_does(whole):
    """Of a letter that was sent, to draft it again is to write a corrected one."""
    whole.window.commands.action("new_interview").setText("Begin afresh")
    for typed in ("begin af", "new interv"):
        whole.key(Qt.Key.Key_K, CTRL)
        whole.type(typed)
        assert "Begin afresh" in titles(whole.window._palette.findChild(RowList))
        whole.key(Qt.Key.Key_Escape)


def test_the_palette_finds_candidates_and_interviews(whole):
    whole.key(Qt.Key.Key_K, CTRL)
    rows = whole.window._palette.findChild(RowList)
    whole.type("शर्मा")
    whole.until(lambda: "अनन्या शर्मा" in titles(rows))
    assert any(title.startswith("अनन्या शर्मा, ") for title in titles(rows))
    whole.key(Qt.Key.Key_Down)
    whole.key(Qt.Key.Key_Up)
    whole.key(Qt.Key.Key_Return)
    assert shown_room(whole) == "candidates"
    page = whole.window.place("candidates")._page
    whole.until(lambda: page._name.text() == "अनन्या शर्मा")


@pytest.mark.parametrize(
    ("command", "title"), [("guide", "Guide"), ("shortcuts", "Shortcuts"), ("about", "About Feedback Desk")]
)
def test_guide_and_shortcuts_open_beside_and_close_by_escape(whole, command, title):
    whole.window.commands.run(command)
    pages = [d for d in whole.window.findChildren(QDialog) if d.windowTitle() == title]
    assert len(pages) == 1
    named = [w for w in focusable(pages[0]) if not w.accessibleName() and not getattr(w, "text", str)()]
    assert not named
    whole.key(Qt.Key.Key_Escape, on=pages[0])
    assert not pages[0].isVisible()


def test_the_guide_names_the_keys_that_commands_have_now():
    text = paths.bundled("assets", "guide.txt").read_text("utf-8")
    assert not re.search(r"Ctrl\+|Alt\+|\bF\d", text), "a key in the guide would be wrong once it is changed"
    plain = with_keys(text, Keys(TABLE, overlap))
    assert "{" not in plain
    assert f"{Keys(TABLE, overlap).text('new_interview')} starts one." in plain
    changed = Keys(TABLE, overlap, {"new_interview": "F8", "cover": ""})
    assert "F8 starts one." in with_keys(text, changed)
    assert "“Cover names and notes” covers" in with_keys(text, changed)


def test_the_guide_is_made_of_headings_points_and_paragraphs():
    assert guide_parts("# A\n\nb\nc\n\n- d\n\n## E") == [
        ("title", "A"),
        ("body", "b c"),
        ("point", "d"),
        ("heading", "E"),
    ]


# --- What the status line says ------------------------------------------------------------------


def test_trouble_is_said_with_a_way_to_try_again(whole):
    status, refuse = whole.window.status, [True]

    def write(desk):
        if refuse:
            raise StoreTrouble("The disk is full.")
        return desk.set_profile(desk.profile())

    with whole.qtbot.waitSignal(whole.jobs.failed):
        whole.jobs.write(write)
    assert status._words.text() == "The disk is full."
    assert status._saved.text() == "Not saved"
    assert status._retry.isVisible()
    refuse.clear()
    with whole.qtbot.waitSignal(whole.jobs.saved):
        status._retry.click()
    assert status._saved.text() == "Saved"
    assert not status._retry.isVisible()


def test_what_was_done_can_be_taken_back(whole):
    commands = whole.window.commands
    whole.jobs.write(lambda desk: desk.add_sample())
    with whole.qtbot.waitSignal(whole.jobs.saved):
        commands.run("remove_sample")
    whole.until(lambda: whole.window.status._undo.isVisible())
    with whole.qtbot.waitSignal(commands.undo.undone):
        whole.key(Qt.Key.Key_Z, CTRL)
    with Desk.open(whole.home, readonly=True) as desk:
        assert desk.search("unprompted")
    assert not commands.action("undo").isEnabled()


def test_a_bug_is_a_sentence_on_screen_and_places_in_the_log(whole):
    told = []
    try:
        secret = "Amara seemed rushed"
        raise ValueError(secret)
    except ValueError as error:
        crash.caught(type(error), error, error.__traceback__, told.append)
    file = whole.home / "feedback-desk.log"
    text = file.read_text("utf-8")
    assert told == [crash.SENTENCE]
    assert "ValueError" in text
    assert "test_shell.py" in text
    assert secret not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_large_log_is_put_aside(home):
    file = home / "feedback-desk.log"
    file.write_bytes(b"x" * (log.LARGEST + 1))
    log.record(ValueError("a secret"), "window")
    assert file.stat().st_size < 200
    assert (home / "feedback-desk.old.log").stat().st_size > log.LARGEST


# --- What it remembers ----------------------------------------------------------------------------


def test_text_size_and_place_are_kept(qtbot, qapp, home):
    theme.apply(qapp)
    before = qapp.font()
    first = WholeWindow(qtbot, home)
    first.window.resize(777, 707)
    first.window.commands.run("text_larger")
    assert qapp.font().pointSizeF() == pytest.approx(before.pointSizeF() * 1.15)
    first.close()
    theme.set_text_scale(qapp, 1.0)
    second = WholeWindow(qtbot, home)
    assert second.window.size().toTuple() == (777, 707)
    assert qapp.font().pointSizeF() == pytest.approx(before.pointSizeF() * 1.15)
    second.window.commands.run("text_normal")
    second.close()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_fits_a_small_screen_at_twice_the_text_size(whole, qapp, scale):
    theme.set_text_scale(qapp, scale)
    whole.window.resize(1024, 640)
    try:
        with Desk.open(whole.home, readonly=True) as desk:
            whole.window.open_candidate(desk.interviews()[0].candidate_id)
        for room in ("desk", "candidates", "library", "settings"):
            whole.room(room)
            whole.qtbot.wait(50)
            rail = whole.window._rail._buttons[room]
            assert rail.font().pointSizeF() == pytest.approx(qapp.font().pointSizeF())
            assert whole.window.width() <= 1024, f"{room} needs {whole.window.minimumSizeHint().width()} pixels"
            assert whole.window.height() <= 640, f"{room} needs {whole.window.minimumSizeHint().height()} pixels"
    finally:
        theme.set_text_scale(qapp, 1.0)


def test_closing_hands_over_what_is_being_typed(qtbot, qapp, home):
    whole = WholeWindow(qtbot, home)
    whole.room("settings")
    settings = whole.window.place("settings")
    whole.until(lambda: settings.profile.now is not None)
    settings.part("profile").name.setText("Ada Example")
    whole.close()
    with Desk.open(home, readonly=True) as desk:
        assert desk.profile().name == "Ada Example"
    assert QApplication.instance() is not None


def test_closing_tries_again_what_the_store_refused(qtbot, home):
    whole, tried = WholeWindow(qtbot, home), []

    def write(desk):
        tried.append(desk)
        if len(tried) == 1:
            raise StoreTrouble("The disk is full.")
        return desk.set_profile(Profile(name="Ada Example"))

    whole.jobs.write(write)
    whole.until(lambda: whole.jobs.refused == 1)
    whole.close()
    assert whole.jobs.refused == 0
    with Desk.open(home, readonly=True) as desk:
        assert desk.profile().name == "Ada Example"


@pytest.mark.parametrize("leave", [False, True])
def test_closing_asks_before_it_loses_what_was_never_saved(qtbot, home, monkeypatch, leave):
    whole = WholeWindow(qtbot, home)

    def refuse(desk):
        raise StoreTrouble("The disk is full.")

    whole.jobs.write(refuse)
    whole.until(lambda: whole.jobs.refused == 1)
    monkeypatch.setattr(whole.window, "_leave_it", lambda: leave)
    assert whole.window.close() is leave
    monkeypatch.setattr(whole.window, "_leave_it", lambda: True)
    whole.close()
