"""The menus hold the whole table, grey what can't be done, and keep to each platform's habits."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from feedback_desk.desk import Desk
from tests.ui.whole_window import WholeWindow, fill, interview
from ui.actions import TABLE, commands_of
from ui.menus import ROLES, TITLES, menu_bar, shown, whole_menu


@pytest.fixture
def whole(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    fill(tmp_path, interview())
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()


def entries(menu):
    """Every entry with its words, menus inside menus included."""
    found = []
    for action in menu.actions():
        if action.menu() is not None:
            action.menu().aboutToShow.emit()
            found += entries(action.menu())
        elif not action.isSeparator():
            found.append(action)
    return found


def words(action):
    return action.text().partition("\t")[0].replace("&", "")


def test_the_menus_hold_every_command_of_the_table(whole):
    in_menus = [words(a) for a in entries(whole_menu(whole.window.commands, whole.window))]
    assert in_menus.count("Quit") == 2  # in its menu, and at hand at the end
    in_menus.remove("Quit")
    assert sorted(in_menus) == sorted(c.words for c in TABLE if shown(c))


def test_a_macs_menu_bar_has_the_same_content(whole):
    bar = menu_bar(whole.window.commands, whole.window)
    assert [words(a) for a in bar.actions()] == [t.replace("&", "") for t in TITLES.values()]
    assert sorted(words(a) for a in entries(bar)) == sorted(c.words for c in TABLE if shown(c))
    for command_id, role in ROLES.items():
        assert whole.window.commands.action(command_id).menuRole() is role
    others = [a for a in entries(bar) if a.menuRole() is QAction.MenuRole.TextHeuristicRole]
    assert not others, "a Mac would move these by their words"


def test_what_can_not_be_done_now_is_grey_and_comes_alive_with_its_screen(whole):
    commands = whole.window.commands
    menu = whole_menu(commands, whole.window)
    state = {words(a): a.isEnabled() for a in entries(menu)}
    assert state["New interview"]
    assert not state["Export PDF"]
    assert not state["Take back"]
    with Desk.open(whole.home, readonly=True) as desk:
        whole.window.open_letter(desk.interviews()[0].id)
    whole.until(lambda: "export_pdf" in {c.id for c in commands.available()})
    assert {words(a): a.isEnabled() for a in entries(menu)}["Export PDF"]


def test_a_menu_that_opens_again_and_again_keeps_nothing_of_before(whole):
    menu = whole_menu(whole.window.commands, whole.window)
    counted = set()
    for _ in range(4):
        entries(menu)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counted.add(len(menu.findChildren(QAction)))
    assert len(counted) == 1


def test_take_back_means_the_interview_where_one_is_shown_and_the_last_step_elsewhere(whole):
    commands, taken = whole.window.commands, []
    commands.undo.push("Details changed", taken.append)
    assert whole.window.status._undo.isVisible()
    with Desk.open(whole.home, readonly=True) as desk:
        whole.window.open_interview(desk.interviews()[0].id)
    screen = whole.window.place("interview")
    whole.until(lambda: screen.live.is_open and screen.line.hasFocus())
    menu = whole_menu(commands, whole.window)

    def offered(name):
        return next(a for a in entries(menu) if words(a) == name)

    assert not whole.window.status._undo.isVisible(), "its words are of another step"
    assert not offered("Take back").isEnabled()
    whole.type("said aloud")
    whole.key(Qt.Key.Key_Return)
    whole.type("half")
    assert (offered("Take back").isEnabled(), offered("Do again").isEnabled()) == (True, False)
    offered("Take back").trigger()
    assert (screen.line.toPlainText(), len(screen.live.notes)) == ("", 2)
    screen.line.put("")
    offered("Take back").trigger()
    assert len(screen.live.notes) == 1
    assert (offered("Take back").isEnabled(), offered("Do again").isEnabled()) == (False, True)
    offered("Do again").trigger()
    assert [note.text for note in screen.live.notes][1:] == ["said aloud"]
    assert taken == []
    whole.window.show_room("desk")
    offered("Take back").trigger()
    whole.until(lambda: len(taken) == 1)
    assert len(screen.live.notes) == 2
    assert not offered("Take back").isEnabled()


def test_the_menu_opens_by_its_key_and_runs_a_command_by_arrows(whole):
    whole.key(Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range([*TITLES].index("go") + 1):
        whole.key(Qt.Key.Key_Down, on=menu)
    whole.key(Qt.Key.Key_Right, on=menu)
    whole.until(lambda: QApplication.activePopupWidget() is not menu)
    inner = QApplication.activePopupWidget()
    library = next(a for a in inner.actions() if words(a) == "Library")
    inner.setActiveAction(library)
    whole.key(Qt.Key.Key_Return, on=inner)
    assert whole.window._shown[0] == "library"
    # The menu is gone: its keys must not linger as a second owner.
    whole.until(lambda: not whole.window.findChildren(QMenu))
    whole.window.activateWindow()  # the platform of the tests leaves that to us
    whole.until(lambda: whole.focus is not None)
    whole.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert whole.window._shown[0] == "desk"


def test_a_mac_has_its_menu_bar_and_no_menu_in_the_rail(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "darwin")
    mac = WholeWindow(qtbot, tmp_path)
    assert len(mac.window.menuBar().actions()) == len(TITLES)
    assert not mac.window._rail._more.isVisible()
    mac.close()


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_letter_that_opens_a_menu_is_another(platform):
    letters = [title[title.index("&") + 1].casefold() for title in TITLES.values()]
    assert len(set(letters)) == len(letters)


def test_a_macs_keys_leave_characters_to_option_and_windows_to_the_system():
    for command in commands_of("darwin"):
        for key in command.keys:
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            typed = text.rpartition("+")[2]
            assert not (text.startswith("Alt+") and (len(typed) == 1 or typed in ("Up", "Down"))), command.id
            assert text not in ("Ctrl+H", "Ctrl+M", "Ctrl+Space"), command.id
    mac = {c.id: c.shortcut for c in commands_of("darwin")}
    assert mac["room_settings"].endswith("Ctrl+,")
    assert "Ctrl+." in mac["back"]


def test_on_windows_and_linux_no_key_belongs_to_the_desktop():
    for command in commands_of("linux"):
        for key in command.keys:
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            assert "Meta+" not in text, command.id
            assert text not in ("Alt+F4", "Alt+Tab", "Alt+Space", "Ctrl+Esc", "Ctrl+Shift+U"), command.id
