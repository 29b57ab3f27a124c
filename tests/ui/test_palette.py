"""The palette: how typed words match, what was chosen lately first, and where a skill goes."""

import threading

import pytest
from PySide6.QtCore import Qt

from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState
from tests.ui.whole_window import WholeWindow, fill, interview, titles
from ui import remembered
from ui.actions import TABLE
from ui.matching import BEGINNINGS, INITIALS, SLIPS, match
from ui.widgets.rows import ROW_ROLE, RowList

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("typed", "words", "how"),
    [
        ("", "New interview", BEGINNINGS),
        ("new", "New interview", BEGINNINGS),
        ("int new", "New interview", BEGINNINGS),
        ("mail", "E-mail draft", BEGINNINGS),
        ("ni", "New interview", INITIALS),
        ("epdf", "Export PDF", INITIALS),
        ("newi", "New interview", INITIALS),
        ("exprot", "Export PDF", SLIPS),
        ("libary", "Library", SLIPS),
        ("settngs", "Settings", SLIPS),
        ("interviwe", "New interview", SLIPS),
        ("new new", "New interview", SLIPS),
        ("xyz", "New interview", None),
        ("wen", "New interview", None),
        ("the", "Step back", None),
    ],
)
def test_words_match_by_beginnings_initials_and_slips(typed, words, how):
    if typed == "new new":  # one word can't be meant twice, but it is no reason to find nothing
        assert match(typed, words) is not None
    else:
        assert match(typed, words) == how


def test_every_command_is_found_by_its_own_words_first():
    for command in TABLE:
        assert match(command.words, command.words) == BEGINNINGS


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    fill(tmp_path, interview(), interview("Meera Iyer", state=InterviewState.RUNNING))
    return tmp_path


@pytest.fixture
def whole(qtbot, home):
    made = WholeWindow(qtbot, home)
    yield made
    made.close()


def rows(whole):
    return whole.window._palette.findChild(RowList)


def found(whole):
    model = rows(whole).model()
    return [model.index(n, 0).data(ROW_ROLE).id for n in range(model.rowCount())]


def choose(whole, row_id):
    view = rows(whole)
    view.setCurrentIndex(view.model().index(found(whole).index(row_id), 0))
    whole.key(Qt.Key.Key_Return)


def test_what_was_chosen_lately_comes_first_and_after_a_start_too(qtbot, home):
    first = WholeWindow(qtbot, home)
    first.key(Qt.Key.Key_K, CTRL)
    assert titles(rows(first))[0] == "New interview"
    choose(first, "command:room_library")
    first.key(Qt.Key.Key_K, CTRL)
    choose(first, "command:room_settings")
    first.close()
    second = WholeWindow(qtbot, home)
    second.key(Qt.Key.Key_K, CTRL)
    assert titles(rows(second))[:3] == ["Settings", "Library", "New interview"]
    second.close()
    assert remembered.recall("recent commands") == ["room_settings", "room_library"]


def test_a_skill_is_shown_in_the_library(whole):
    whole.key(Qt.Key.Key_K, CTRL)
    whole.type("#sqli")
    whole.until(lambda: "skill:sql-injection" in found(whole))
    assert not [row for row in found(whole) if row.startswith("note:")]
    choose(whole, "skill:sql-injection")
    assert whole.window._shown[0] == "library"
    shelf = whole.window.place("library")._skill_shelf
    whole.until(lambda: titles(shelf._list)[:1] == ["SQL injection"])
    assert "What good looks like" in shelf._reading.toPlainText()


def test_in_an_interview_a_skill_goes_into_the_note_being_typed(whole):
    with Desk.open(whole.home, readonly=True) as desk:
        running = next(row for row in desk.interviews() if row.state == InterviewState.RUNNING)
    whole.window.open_interview(running.id)
    screen = whole.window.place("interview")
    whole.until(lambda: screen.live.is_open and screen.line.hasFocus())
    whole.type("- string concatenation")
    whole.key(Qt.Key.Key_K, CTRL)
    whole.type("sql inj")
    whole.until(lambda: "note:sql-injection" in found(whole))
    assert "skill:sql-injection" in found(whole)
    choose(whole, "note:sql-injection")
    assert screen.line.toPlainText() == "- string concatenation #sql-injection "
    assert screen.line.hasFocus()


def test_the_chosen_row_stays_chosen_when_what_the_store_found_arrives(whole):
    whole.key(Qt.Key.Key_K, CTRL)
    whole.type("te")
    for _ in range(2):
        whole.key(Qt.Key.Key_Down)
    chosen = found(whole)[2]
    whole.until(lambda: any(not row.startswith("command:") for row in found(whole)))
    assert found(whole)[rows(whole).currentIndex().row()] == chosen
    whole.type("x")
    assert rows(whole).currentIndex().row() <= 0, "other words, another search"


def test_a_chosen_command_is_remembered_without_the_window_waiting_for_the_disk(whole, monkeypatch):
    threads = []
    monkeypatch.setattr(remembered, "keep", lambda *_: threads.append(threading.current_thread()))
    whole.key(Qt.Key.Key_K, CTRL)
    choose(whole, "command:room_library")
    whole.until(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
