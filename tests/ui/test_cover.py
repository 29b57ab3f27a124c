"""Cover: what is on every window of the program the moment the key is pressed, whoever the candidate is.

The same thing is looked at twice, over two stores that hold other people and other notes: while covered, what is
painted must be the same to the pixel.
"""

import ast
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDateTimeEdit,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTextEdit,
    QToolTip,
)

import ui
from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState, Note, NoteKind
from tests.ui.whole_window import WholeWindow, fill, interview
from ui import theme
from ui.cover import CoverPage
from ui.interview import unseen
from ui.widgets.growing_edit import GrowingEdit
from ui.widgets.skill_popup import SkillPopup

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PEOPLE = (
    ("Meera Iyer", "took reflected for stored", "fast"),
    ("أسماء الحسن بنت عبد الرحمن", "स्पष्ट रूप से समझाया कि सीमा कहाँ है\nand why", "a line that is being typed and is long"),
)
"""Name, a note, and the line being typed: of two stores that have nothing in common."""


@dataclass
class Seen(WholeWindow):
    """The window over a store with one person's interviews: one running (paused: the clocks agree), one done."""

    def __init__(self, qtbot, home, person):
        name, text, line = person
        now = datetime.now(UTC).replace(microsecond=0)
        done = interview(name, text=text)
        note = Note("n0000001", "", NoteKind.GAP, text, ("xss",), 5)
        self.running = replace(
            interview(name, state=InterviewState.RUNNING),
            when=now - timedelta(minutes=12),
            paused_at=600,
            notes=(note,),
            role="Analyst",
        )
        fill(home, done, self.running)
        with Desk.open(home) as desk:
            desk.keep_draft_line(self.running.id, "", line)
        self.done, self.name, self.text = done, name, text
        super().__init__(qtbot, home)
        self.window.resize(1200, 800)

    def cover(self, on=None):
        """Press the key where the keyboard is; nothing else of the event loop runs."""
        self.key(Key.Key_F9, on=on)

    def painted(self):
        """What each window has on the screen, by title: the pixels that were flushed, not what would be drawn now."""
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        return {w.windowTitle(): w.screen().grabWindow(w.winId()).toImage() for w in shown}

    def live(self):
        self.window.open_interview(self.running.id)
        screen = self.window.place("interview")
        self.until(lambda: screen.live.is_open and screen.line.hasFocus())
        return screen

    def strip(self):
        self.live()
        self.key(Key.Key_M, CTRL | SHIFT)
        self.key(Key.Key_B, CTRL)

    def letter(self):
        self.window.open_letter(self.done.id)
        screen = self.window.place("letter")
        with self.qtbot.waitSignal(screen.preview.drawn, timeout=30_000):
            pass

    def candidate(self):
        with Desk.open(self.home, readonly=True) as desk:
            who = desk.interview(self.done.id).candidate.id
        self.window.open_candidate(who)
        page = self.window.place("candidates")._page
        self.until(lambda: page._name.text() == self.name)


@pytest.fixture
def look(qtbot, qapp, tmp_path, monkeypatch):
    """`look(person)` opens the window over that person's store; the one opened before is closed."""
    theme.apply(qapp)
    opened = []

    def close():
        if opened:
            seen = opened.pop()
            if seen.window.cover.is_on:
                seen.window.cover.toggle()
            seen.close()

    def start(person=PEOPLE[0]):
        close()
        home = tmp_path / f"home{PEOPLE.index(person)}"
        monkeypatch.setenv("FEEDBACK_DESK_HOME", str(home))
        opened.append(Seen(qtbot, home, person))
        return opened[0]

    yield start
    close()


def both(look, go):
    """Go there with either person and cover: what was on screen before and after, each twice."""
    before, after = [], []
    for person in PEOPLE:
        seen = look(person)
        go(seen)
        QApplication.processEvents()
        seen.qtbot.wait(50)
        before.append(seen.painted())
        seen.cover()
        after.append(seen.painted())
    return before, after


def assert_nobody_is_seen(before, after, *, names_before=True):
    assert before[0].keys() == before[1].keys() == after[0].keys() == after[1].keys()
    if names_before:
        assert any(before[0][title] != before[1][title] for title in before[0]), "there was nothing to hide"
    for title in after[0]:
        assert not after[0][title].isNull()
        assert after[0][title] == after[1][title], f"the cover of {title!r} tells who is behind it"
        assert after[0][title] != before[0][title]
        for name, *_ in PEOPLE:
            assert not set(name.split()) & set(title.split())


@pytest.mark.parametrize("room", ["desk", "live", "strip", "letter", "candidate", "candidates", "library", "settings"])
def test_no_screen_shows_whose_it_is_in_the_turn_of_the_key(look, room):
    def go(seen):
        getattr(seen, room, lambda: seen.window.commands.run(f"room_{room}"))()
        seen.qtbot.wait(300)

    assert_nobody_is_seen(*both(look, go), names_before=room not in ("library", "settings"))


def test_the_key_held_down_covers_and_does_not_show_anything_again(look):
    seen = look()
    seen.live()
    seen.hold(Key.Key_F9)
    assert seen.window.cover.is_on
    seen.hold(Key.Key_F9)
    assert not seen.window.cover.is_on


def test_a_window_that_goes_while_covered_leaves_nothing_and_so_does_each_cover(look):
    seen = look()
    destroyed = "2destroyed(QObject*)"
    before = seen.window.receivers(destroyed)
    for _ in range(5):
        beside = QDialog(seen.window)
        beside.show()
        seen.cover()
        assert len(seen.window.cover._pages) == 2
        beside.deleteLater()
        seen.until(lambda: len(seen.window.cover._pages) == 1)
        seen.cover()
    assert seen.window.receivers(destroyed) == before


def test_the_palette_with_a_name_in_it_is_hidden(look):
    def go(seen):
        seen.key(Key.Key_K, CTRL)
        seen.type(seen.name)
        seen.qtbot.wait(200)

    assert_nobody_is_seen(*both(look, go))


def test_a_sheet_in_front_is_covered_with_the_window_behind_it(look):
    def go(seen):
        seen.window.new_interview()
        seen.until(lambda: isinstance(seen.focus.window(), QDialog))
        seen.type(seen.name)
        seen.qtbot.wait(300)  # the list of known candidates is open too
        for popup in (p for p in [QApplication.activePopupWidget()] if p is not None):
            popup.close()

    before, after = both(look, go)
    assert set(after[0]) == {"Feedback Desk", "New interview"}
    assert_nobody_is_seen(before, after)


def test_the_list_of_known_candidates_lets_the_key_through(look):
    seen = look()
    seen.window.new_interview()
    seen.until(lambda: isinstance(seen.focus.window(), QDialog))
    seen.type(seen.name.split()[0])
    seen.until(lambda: QApplication.activePopupWidget() is not None)
    seen.cover(on=QApplication.activePopupWidget())
    assert QApplication.activePopupWidget() is None
    assert set(seen.painted()) == {"Feedback Desk", "New interview"}
    assert len(seen.window.cover._pages) == 2


def test_a_menu_lets_the_key_through_and_goes(look):
    seen = look()
    screen = seen.live()
    menu = screen.stream.menu(screen.live.notes[0])
    made = menu.findChild(QMenu)
    for popup in (menu, made):
        menu.popup(seen.window.mapToGlobal(QPoint(100, 100)))
        if popup is made:
            made.popup(seen.window.mapToGlobal(QPoint(200, 100)))
        seen.cover(on=popup)
        assert not menu.isVisible()
        assert not made.isVisible()
        assert seen.window.cover.is_on
        seen.cover()
        assert not seen.window.cover.is_on


def right_click(field):
    """Open the menu that a text field has of its own; its entries."""
    field.setFocus()
    QApplication.processEvents()
    inside = field.viewport() if isinstance(field, QAbstractScrollArea) else field
    at = inside.rect().center()
    how = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(inside, QContextMenuEvent(how, at, inside.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def test_the_menu_of_a_text_field_lets_the_key_through(look):
    seen = look()
    screen = seen.live()
    assert right_click(screen.line)[:2] == ["&Undo", "&Redo"]
    seen.cover(on=QApplication.activePopupWidget())
    assert QApplication.activePopupWidget() is None
    assert seen.window.cover.is_on
    seen.cover()
    right_click(screen.line)
    entries = QApplication.activePopupWidget()
    entries.actions()[-1].trigger()
    entries.close()
    assert screen.line.textCursor().selectedText() == PEOPLE[0][2], "the menu does what it always did"

    seen.window.new_interview()
    seen.until(lambda: isinstance(seen.focus.window(), QDialog))
    sheet = seen.focus.window()
    seen.window.commands.run("guide")
    seen.until(lambda: seen.focus.window() not in (sheet, seen.window))
    guide = seen.focus.window()
    for window, kind, entry in (
        (guide, QTextEdit, "&Copy"),
        (sheet, QLineEdit, "&Paste"),
        (sheet, QDateTimeEdit, "&Step up"),
    ):
        window.activateWindow()
        field = next(f for f in window.findChildren(kind) if f.isVisible())
        assert entry in right_click(field)
        seen.cover(on=QApplication.activePopupWidget())
        assert QApplication.activePopupWidget() is None
        assert seen.window.cover.is_on
        seen.window.cover.toggle()
    sheet.close()
    guide.close()


def test_a_page_to_read_in_front_gives_the_keyboard_back_to_the_line(look):
    seen = look()
    screen = seen.live()
    seen.window.commands.run("guide")
    seen.until(lambda: QApplication.activeWindow() is not seen.window)
    seen.cover()
    seen.until(screen.line.hasFocus)
    pages = seen.window.cover._pages
    (front,) = [page for window, page in pages.items() if window is not seen.window]
    assert front.clock.text() == ""
    assert front.sentence.text() != unseen.WORDS
    seen.key(Key.Key_A, CTRL)
    seen.type("unseen")
    seen.key(Key.Key_Return)
    assert stored(seen)[0].notes[-1].text == "unseen"
    for size in ((360, 140), (230, 120)):
        front.window().setMinimumSize(1, 1)
        front.window().resize(*size)
        QApplication.processEvents()
        assert front.rect().contains(front.button.geometry())
        assert front.button.width() >= front.button.minimumSizeHint().width()


def test_a_tool_tip_goes_at_once_and_none_comes(look):
    seen = look()
    QToolTip.showText(seen.window.mapToGlobal(QPoint(50, 50)), seen.name, seen.window)
    assert any(w.isVisible() and w.windowType() == Qt.WindowType.ToolTip for w in QApplication.topLevelWidgets())
    seen.cover()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [seen.window]


def test_a_question_and_a_file_chooser_are_covered_while_they_wait(look):
    """Both run an event loop of their own, and hiding one would answer it."""

    def ask(seen):
        box = QMessageBox(seen.window)
        box.setWindowTitle("Question")
        box.setText(seen.name)
        return box

    def choose(seen):
        chooser = QFileDialog(seen.window, "Save the letter")
        chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.resize(800, 500)
        chooser.selectFile(f"{seen.name}.pdf")
        return chooser

    for make in (ask, choose):
        pictures = []
        for person in PEOPLE:
            seen = look(person)
            dialog = make(seen)
            dialog.resize(800, 500)

            def press(seen=seen, dialog=dialog, pictures=pictures):
                dialog.setFixedSize(800, 500)
                QApplication.processEvents()
                seen.cover()
                pictures.append(seen.painted())
                for key in (Key.Key_Return, Key.Key_Escape, Key.Key_Space):
                    seen.key(key)
                assert dialog.isVisible(), "a key got behind the cover"
                seen.cover()
                assert not seen.window.cover.is_on
                dialog.reject()

            QTimer.singleShot(200, press)
            dialog.exec()
        assert pictures[0].keys() == pictures[1].keys()
        assert all(pictures[0][title] == pictures[1][title] for title in pictures[0])


def test_what_opens_meanwhile_is_covered_before_it_is_painted(look):
    painted = []
    for person in PEOPLE:
        seen = look(person)
        seen.cover()
        box = QDialog(seen.window)
        box.setWindowTitle("Late")
        box.resize(300, 200)
        QLabel(seen.name, box)
        box.show()
        QApplication.processEvents()
        painted.append(seen.painted()["Late"])
        box.close()
        seen.window.activateWindow()
        seen.qtbot.waitUntil(seen.window.isActiveWindow)
    assert painted[0] == painted[1]
    assert QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    seen.cover()
    assert not QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def test_a_covered_window_stays_covered_at_every_size(look):
    seen = look()
    seen.cover()
    for size in ((700, 500), (1500, 900), (640, 480)):
        seen.window.resize(*size)
        QApplication.processEvents()
        (page,) = seen.window.cover._pages.values()
        assert page.geometry() == seen.window.rect()


# --- Keys ---------------------------------------------------------------------------------------


def test_no_key_changes_what_nobody_sees(look):
    seen = look()
    seen.letter()
    screen = seen.window.place("letter")
    screen.findChild(GrowingEdit).setFocus()
    shown, focus = seen.window._shown, seen.focus
    letter = screen.letter
    seen.cover()
    for key in (Key.Key_A, Key.Key_Space, Key.Key_Return, Key.Key_Delete, Key.Key_Tab, Key.Key_Escape, Key.Key_Down):
        seen.key(key)
    for key in (Key.Key_1, Key.Key_2, Key.Key_5):
        seen.key(key, ALT)
    for key in (Key.Key_N, Key.Key_K, Key.Key_E, Key.Key_F, Key.Key_Z, Key.Key_R, Key.Key_Q):
        seen.key(key, CTRL)
    composed = QInputMethodEvent()
    composed.setCommitString("क")
    QApplication.sendEvent(seen.focus, composed)
    seen.qtbot.wait(50)
    assert (seen.window._shown, seen.focus, screen.letter) == (shown, focus, letter)
    assert seen.window.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [seen.window]
    seen.cover()
    assert seen.focus is focus
    assert not any(page.isVisible() for page in seen.window.findChildren(CoverPage))


def test_the_button_shows_everything_again_but_no_blind_space_does(look):
    seen = look()
    seen.qtbot.wait(100)
    before = seen.painted()
    seen.cover()
    (page,) = seen.window.cover._pages.values()
    assert page.button.text() == "Show again (F9)"
    assert page.button.focusPolicy() == Qt.FocusPolicy.NoFocus
    seen.qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    seen.qtbot.wait(50)
    assert not seen.window.cover.is_on
    assert seen.painted() == before


def stored(seen):
    assert seen.jobs.flush()
    with Desk.open(seen.home, readonly=True) as desk:
        return desk.interview(seen.running.id), desk.draft_line(seen.running.id)[1]


def test_in_an_interview_one_goes_on_typing_and_it_is_filed_as_always(look):
    seen = look()
    screen = seen.live()
    screen.stream.setFocus()
    seen.cover()
    assert screen.line.hasFocus()
    (page,) = seen.window.cover._pages.values()
    assert page.clock.text() == "10:00"
    assert page.sentence.text() == unseen.WORDS
    painted = seen.painted()
    seen.key(Key.Key_A, CTRL)
    seen.type("- said #xs")
    seen.qtbot.wait(60)
    assert not screen.findChild(SkillPopup).isVisible()
    seen.type("s is esc@ped")
    seen.type("क")
    seen.key(Key.Key_Return, SHIFT)
    seen.type("second line, wrong")
    seen.key(Key.Key_Backspace, CTRL)
    seen.key(Key.Key_Return)
    seen.type("half a li")
    seen.key(Key.Key_G, CTRL | SHIFT)
    QApplication.processEvents()
    assert seen.painted() == painted
    held, line = stored(seen)
    assert (held.notes[-1].kind, held.notes[-1].text) == (NoteKind.GAP, "said xss is esc@pedक\nsecond line,")
    assert held.notes[-1].skills == ("xss",)
    assert line == "- half a li"
    seen.cover()
    assert screen.line.toPlainText() == "- half a li"
    assert screen.line.hasFocus()


def test_keys_that_one_must_see_do_nothing_in_a_covered_interview(look):
    seen = look()
    screen = seen.live()
    screen.line.selectAll()
    seen.type("a first note")
    seen.key(Key.Key_Return)
    held, _ = stored(seen)
    seen.cover()
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Tab, Key.Key_Escape, Key.Key_F6, Key.Key_PageUp):
        seen.key(key)
    for key in (Key.Key_Z, Key.Key_Return, Key.Key_3, Key.Key_0, Key.Key_K, Key.Key_L, Key.Key_Q):
        seen.key(key, CTRL)
    for key in (Key.Key_Down, Key.Key_1):
        seen.key(key, ALT)
    assert stored(seen) == (held, "")
    assert seen.window._shown == ("interview", seen.running.id)
    assert screen.line.toPlainText() == ""
    seen.cover()
    seen.key(Key.Key_Z, CTRL)
    assert len(stored(seen)[0].notes) == len(held.notes) - 1


def test_the_clock_on_the_cover_goes_on_and_can_be_paused(look):
    seen = look()
    screen = seen.live()
    seen.cover()
    (page,) = seen.window.cover._pages.values()
    seen.key(Key.Key_P, CTRL)
    seen.until(lambda: not screen.live.is_paused)
    seen.qtbot.waitUntil(lambda: page.clock.text() > "10:00", timeout=6000)


def test_the_cover_follows_when_another_screen_comes_behind_it(look):
    seen = look()
    screen = seen.live()
    seen.cover()
    seen.window.open_letter(seen.done.id)  # as after Finish, a moment after the key
    (page,) = seen.window.cover._pages.values()
    assert page.clock.text() == ""
    assert page.sentence.text() != unseen.WORDS
    seen.cover()
    seen.until(lambda: bool(screen.find_skills("xss")))


# --- Titles, names for a screen reader --------------------------------------------------------------


def test_titles_and_what_a_screen_reader_reads_of_the_windows_hold_no_name(look):
    seen = look()
    seen.live()
    seen.window.commands.run("guide")
    seen.cover()
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(window)
        words = [window.windowTitle(), window.windowIconText(), window.windowFilePath()]
        words += [told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description)]
        assert not [w for w in words if "Meera" in w or "Iyer" in w or "reflected" in w]
        page = QAccessible.queryAccessibleInterface(seen.window.cover._pages[window])
        assert page.text(QAccessible.Text.Name) == "Names and notes are covered"


def test_the_page_is_whole_in_a_low_window_and_at_twice_the_text(look, qapp):
    seen = look()
    seen.live()
    try:
        for scale in (1.0, 2.0):
            theme.set_text_scale(qapp, scale)
            seen.cover()
            (page,) = seen.window.cover._pages.values()
            for size in ((1024, 640), (1200, 800)):
                seen.window.resize(*size)
                QApplication.processEvents()
                for part in (page.clock, page.sentence, page.button):
                    assert part.isVisible()
                    assert page.rect().contains(part.geometry()), (scale, size, part.text())
                    assert part.width() >= part.minimumSizeHint().width()
            seen.cover()
    finally:
        theme.set_text_scale(qapp, 1.0)


def test_every_menu_lets_the_key_through():
    """A menu keeps each key for itself, so whoever makes one has to say so: `let_through`."""
    for path in (Path(ui.__file__).parent).rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        named = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
        inner = [
            call
            for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr == "addMenu" and len(call.args) == 1
        ]
        given = [call for call in inner if isinstance(call.args[0], ast.Call)]  # a menu that was made already
        assert named.count("let_through") >= named.count("QMenu") + len(inner) - len(given), path.name
