"""The strip beside the call: the same window, low and on top, in which all goes on by keyboard as before."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from feedback_desk.capture.kits import shipped_kits
from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState, NoteKind
from tests.ui.live_screen import interview
from tests.ui.whole_window import WholeWindow
from ui import remembered, theme
from ui.cover import CoverPage
from ui.interview.question import Question
from ui.interview.rating_step import RatingStep
from ui.places import Places

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
KIT = "application-security"
NAME = "Anaïs"


class Call(WholeWindow):
    """The window with a running interview in it, small enough for the screen that the tests have."""

    def __init__(self, qtbot, home, held):
        super().__init__(qtbot, home)
        self.window.setGeometry(10, 40, 780, 700)
        self.held = held
        self.window.open_interview(held.id)
        self.screen = self.window.place("interview")
        self.until(lambda: self.screen.live.is_open and self.line.hasFocus())

    @property
    def line(self):
        return self.screen.line

    def compact(self):
        self.key(Key.Key_M, CTRL | SHIFT)
        QApplication.processEvents()

    def enter(self, text):
        self.type(text)
        self.key(Key.Key_Return)

    def status(self):
        return self.window.status._words.text()

    def stored(self):
        assert self.jobs.flush()
        with Desk.open(self.home, readonly=True) as desk:
            return desk.interview(self.held.id)

    def section(self):
        return next(s for s in self.stored().sections if s.id == self.screen.progress.section)


@pytest.fixture
def begin(qtbot, qapp, tmp_path, monkeypatch):
    """`begin()` opens the window on an interview; `begin(again=True)` the same store a second time."""
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    theme.apply(qapp)
    opened = []

    def start(again=False):
        if again:
            held = opened[-1].held
            opened.pop().close()
        else:
            held = interview(kit=KIT)
            with Desk.open(tmp_path) as desk:
                desk.add_interview(held)
        opened.append(Call(qtbot, tmp_path, held))
        return opened[-1]

    yield start
    theme.set_text_scale(qapp, 1.0)
    for call in opened:
        call.close()


@pytest.fixture
def call(begin):
    """A call with the window as a strip already."""
    made = begin()
    made.compact()
    return made


def test_the_window_becomes_a_strip_and_comes_back_as_it_was(begin):
    call = begin()
    window, before = call.window, call.window.geometry()
    call.type("- half a thought")
    native, line = window.winId(), call.line
    call.key(Key.Key_Left)
    call.compact()
    assert window.height() < 320
    assert window.width() < 700
    assert window.winId() == native
    assert call.status() == "Ctrl+Shift+M leads back to the whole window."
    assert window.windowHandle().flags() & Qt.WindowType.WindowStaysOnTopHint
    assert not window._rail.isVisible()
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert not [words for words in shown if NAME in words]
    assert any(words.startswith("03:") for words in shown)
    assert call.stored().sections[0].title in shown
    assert call.screen.line is line
    assert line.hasFocus()
    call.type("!")
    assert line.toPlainText() == "- half a though!t"
    call.key(Key.Key_Z, CTRL)
    assert line.toPlainText() != "- half a though!t"
    call.compact()
    assert window.geometry() == before
    assert not window.windowHandle().flags() & Qt.WindowType.WindowStaysOnTopHint
    assert window._rail.isVisible()
    assert line.hasFocus()
    assert call.screen.header.candidate.isVisible()
    assert call.screen.panes.title.isVisible()


def test_a_window_that_filled_the_screen_fills_it_again(begin):
    call = begin()
    call.window.showMaximized()
    QApplication.processEvents()
    full = call.window.size()
    call.compact()
    assert not call.window.isMaximized()
    assert call.window.height() < 320
    call.compact()
    assert call.window.isMaximized()
    call.until(lambda: call.window.size() == full)


@pytest.mark.parametrize("fill", ["showMaximized", "showFullScreen"])
def test_a_strip_that_filled_the_screen_is_a_strip_again(begin, fill):
    call = begin()
    before = call.window.geometry()
    call.compact()
    strip = call.window.geometry()
    getattr(call.window, fill)()
    QApplication.processEvents()
    call.key(Key.Key_B, CTRL)
    assert remembered.fills(call.window)
    call.compact()
    assert call.window.geometry() == before
    call.compact()
    assert call.window.geometry() == strip


# --- Everything by keyboard ---------------------------------------------------------------------


def test_notes_kinds_skills_and_editing(call):
    call.type("mixed up the two #cs")
    popup = call.line.popup
    call.until(popup.isVisible)
    assert popup.isWindow()
    assert call.line.hasFocus()
    assert call.window.isActiveWindow()
    assert popup.screen().availableGeometry().contains(popup.geometry())
    call.key(Key.Key_Tab)
    assert not popup.isVisible()
    call.key(Key.Key_G, CTRL | SHIFT)
    call.key(Key.Key_Return)
    call.enter("first")
    call.key(Key.Key_Up)
    call.type(" and last")
    call.key(Key.Key_Return)
    call.key(Key.Key_Return, SHIFT)
    notes = call.stored().notes
    assert [(n.kind, n.text.strip()) for n in notes] == [
        (NoteKind.GAP, "mixed up the two"),
        (NoteKind.PLAIN, "first and last"),
    ]
    assert notes[0].skills


def test_the_last_note_is_in_sight(call):
    for n in range(12):
        call.enter(f"note {n}")
    stream = call.screen.stream
    last = stream.visualRect(stream.model().index(stream.model().rowCount() - 1, 0))
    assert stream.viewport().rect().contains(last)
    first = stream.indexAt(stream.viewport().rect().topLeft())
    assert stream.visualRect(first).top() == 0, "the note above is cut"
    assert stream.viewport().height() >= 2 * last.height()
    call.enter("+ a longer note with a skill #csp")
    for n in range(9):
        stream.resize(stream.width(), stream.height() - 3)
        first = stream.indexAt(stream.viewport().rect().topLeft())
        assert stream.visualRect(first).top() == 0, n


def test_sections_ratings_not_asked_pause_undo_and_redo(call):
    titles = [s.title for s in call.stored().sections]
    title = call.screen.title
    assert title.isVisible()
    call.key(Key.Key_Down, ALT)
    assert title.text() == titles[1]
    call.key(Key.Key_3, CTRL)
    assert call.section().rating == 3
    assert call.status() == f"{titles[1]}: Solid."
    assert call.window.status._words.isVisible()
    call.key(Key.Key_0, CTRL)
    assert call.section().not_asked
    call.key(Key.Key_Z, CTRL)
    assert (call.section().rating, call.section().not_asked) == (3, False)
    call.key(Key.Key_Z, CTRL | SHIFT)
    assert call.section().not_asked
    call.key(Key.Key_Up, ALT)
    assert title.text() == titles[0]
    call.key(Key.Key_P, CTRL)
    call.until(lambda: call.stored().paused_at is not None)
    pace = call.screen.header.pace
    call.until(lambda: pace.isVisible() and pace.text().startswith("Paused"))
    call.key(Key.Key_T, CTRL)
    assert call.section().asked == (1,)


def test_questions_and_what_each_rating_looks_like_come_by_key_and_go(call):
    kit = shipped_kits()[KIT].sections[0]
    before, guide = call.window.geometry(), call.screen.guide
    assert not guide.isVisible()
    call.key(Key.Key_B, CTRL)
    QApplication.processEvents()
    assert guide.isVisible()
    assert call.line.hasFocus()
    assert call.window.height() > before.height() + 200
    shown = [w.text() for w in guide.findChildren(Question) if w.isVisible()]
    assert shown == list(kit.questions)
    call.key(Key.Key_B, CTRL)
    QApplication.processEvents()
    steps = [w for w in call.screen.scale.children() if isinstance(w, RatingStep) and w.isVisible()]
    told = [QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Description) for w in steps]
    assert [w for w in kit.behaviours if w in told] == list(kit.behaviours)
    call.key(Key.Key_2, CTRL)
    assert call.section().rating == 2
    assert [w.text() for w in steps if w.isChecked()] == ["Developing"]
    call.key(Key.Key_B, CTRL)
    QApplication.processEvents()
    assert not guide.isVisible()
    assert call.window.geometry() == before


def test_the_part_that_opens_leaves_a_note_and_the_line_their_room(call, qapp):
    theme.set_text_scale(qapp, 1.75)
    call.enter("a note")
    call.key(Key.Key_B, CTRL)
    call.qtbot.wait(50)
    assert call.screen.guide.isVisible()
    assert call.window.screen().availableGeometry().contains(call.window.geometry())
    stream = call.screen.stream
    last = stream.visualRect(stream.model().index(0, 0))
    assert stream.viewport().rect().contains(last)


def test_the_part_that_opens_stays_on_the_screen_and_gives_its_room_back(call):
    bottom = call.window.screen().availableGeometry().bottom()
    call.window.move(call.window.x(), bottom - call.window.height())
    QApplication.processEvents()
    before = call.window.geometry()
    call.key(Key.Key_B, CTRL)
    QApplication.processEvents()
    assert call.window.geometry().bottom() <= bottom
    assert call.window.y() < before.y()
    call.key(Key.Key_B, CTRL)
    call.key(Key.Key_B, CTRL)
    QApplication.processEvents()
    assert call.window.geometry() == before


def test_a_strip_moved_while_it_is_open_closes_where_it_is(call):
    before = call.window.geometry()
    call.key(Key.Key_B, CTRL)
    call.window.move(call.window.x() + 30, call.window.y() + 20)
    QApplication.processEvents()
    call.key(Key.Key_B, CTRL)
    call.key(Key.Key_B, CTRL)
    assert call.window.geometry() == before.translated(30, 20)


def test_the_palette_has_room_does_its_work_and_goes(call):
    before = call.window.geometry()
    call.type("kept")
    call.key(Key.Key_K, CTRL)
    QApplication.processEvents()
    palette = call.window._palette
    assert palette.isVisible()
    assert palette.height() > 250
    assert call.window.rect().contains(palette.geometry())
    call.type("previous sec")
    call.key(Key.Key_Escape)
    QApplication.processEvents()
    assert call.window.geometry() == before
    assert call.line.hasFocus()
    call.key(Key.Key_K, CTRL)
    call.type("next sect")
    call.key(Key.Key_Return)
    assert call.screen.title.text() == call.stored().sections[1].title
    assert call.line.hasFocus()
    assert call.line.toPlainText() == "kept"
    assert call.window.geometry() == before


def test_the_shortcut_sheet_is_whole_on_the_screen(call):
    call.key(Key.Key_Slash, CTRL)
    (sheet,) = [d for d in call.window.findChildren(QDialog) if d.isVisible()]
    assert sheet.screen().availableGeometry().contains(sheet.geometry())
    call.key(Key.Key_Escape, on=sheet)
    assert call.window.strip.is_on


def test_finish_shows_the_letter_in_the_whole_window(begin):
    call = begin()
    before = call.window.geometry()
    call.compact()
    call.enter("+ explained nonces #csp")
    call.key(Key.Key_Return, CTRL)
    call.until(lambda: call.window._shown[0] == "letter")
    assert call.stored().state is InterviewState.FINISHED
    assert call.window.geometry() == before
    assert call.window._rail.isVisible()


def test_another_room_and_esc_lead_back_to_the_whole_window(begin):
    call = begin()
    before = call.window.geometry()
    call.compact()
    call.key(Key.Key_1, ALT)
    assert call.window._shown[0] == "desk"
    assert call.window.geometry() == before
    call.key(Key.Key_2, ALT)
    call.until(lambda: call.line.hasFocus())
    call.compact()
    call.type("a")
    call.key(Key.Key_Escape)
    assert call.status() == "What you type is kept. Esc in an empty line leads back to the whole window."
    call.key(Key.Key_Backspace)
    call.key(Key.Key_Escape)
    assert not call.window.strip.is_on
    assert call.window._shown[0] == "interview"
    assert call.line.hasFocus()


def test_tab_reaches_every_button_of_the_strip_and_each_has_a_name(call):
    wanted = {w for w in call.window.findChildren(QPushButton) if w.isVisible() and w.isEnabled()}
    assert {"Pause", "Finish", "Next section", "Look at questions and ratings", "Back to the whole window"} <= {
        w.accessibleName() for w in wanted
    }
    met = set()
    for _ in range(30):
        call.key(Key.Key_Tab)
        met.add(call.focus)
    assert wanted <= met


# --- Places --------------------------------------------------------------------------------------


def test_strip_and_window_remember_their_places_apart(begin):
    call = begin()
    call.window.setGeometry(30, 60, 760, 650)
    call.compact()
    call.window.setGeometry(90, 300, 560, 300)
    call.compact()
    assert call.window.geometry().getRect() == (30, 60, 760, 650)
    call.compact()
    assert call.window.geometry().getRect() == (90, 300, 560, 300)
    call.key(Key.Key_B, CTRL)
    again = begin(again=True)  # left as a strip, with its lower part open
    assert Places("window").find(again.window)
    assert again.window.strip.is_on is False
    again.window.setGeometry(20, 50, 770, 660)
    again.compact()
    assert again.window.geometry().getRect() == (90, 300, 560, 300)


def test_the_window_comes_up_where_it_was_although_it_was_left_as_a_strip(begin, qtbot):
    call = begin()
    call.window.setGeometry(30, 60, 760, 650)
    call.compact()
    call.close()
    window = WholeWindow(qtbot, call.home)
    assert window.window.geometry().getRect() == (30, 60, 760, 650)
    window.close()


def test_the_window_takes_the_place_of_a_screen_that_is_there_when_its_last_one_is_gone(begin, qtbot):
    call = begin()
    call.window.setGeometry(30, 60, 760, 650)
    call.close()
    kept = remembered.recall("places")
    here = call.window.screen().name()
    assert kept["window"] == {here: [30, 60, 760, 650]}
    remembered.keep("places", {"window": {here: [12, 70, 700, 600], "projector": [30, 60, 760, 650]}})
    remembered.keep("stood", [2030, 60, 760, 650])  # on the projector, where Qt finds no screen now
    window = WholeWindow(qtbot, call.home)
    assert window.window.geometry().getRect() == (12, 70, 700, 600)
    window.close()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_of_the_strip_is_cut_at_any_text_size(begin, qapp, scale):
    call = begin()
    theme.set_text_scale(qapp, scale)
    call.compact()
    screen = call.window.screen().availableGeometry()
    assert screen.contains(call.window.geometry())
    call.enter("+ a note")
    call.enter("=3")
    QApplication.processEvents()
    header, parts = call.screen.header, [call.line, call.screen.title, call.window.status]
    parts += [w for w in header.findChildren(QWidget) if w.isVisible()]
    for part in parts:
        inside = part.mapTo(call.window, part.rect().topLeft())
        assert call.window.rect().contains(part.rect().translated(inside)), part.accessibleName()
        if isinstance(part, QPushButton):
            assert part.width() >= part.minimumSizeHint().width()
    assert header.clock.width() >= header.clock.minimumSizeHint().width()
    assert call.line.height() >= call.line.fontMetrics().height()


def test_larger_text_makes_the_strip_larger_and_keeps_the_last_note_in_sight(call):
    for n in range(12):
        call.enter(f"+ note {n} #csp")
    call.window.resize(400, call.window.height())
    QApplication.processEvents()
    before = call.window.geometry()
    for _ in range(3):
        call.key(Key.Key_Plus, CTRL)
    call.qtbot.wait(50)
    assert call.window.height() > before.height() * 1.2
    stream = call.screen.stream
    last = stream.visualRect(stream.model().index(stream.model().rowCount() - 1, 0))
    assert stream.viewport().rect().contains(last)
    assert call.line.hasFocus()
    call.key(Key.Key_B, CTRL)
    call.window.commands.run("text_normal")
    call.qtbot.wait(50)
    call.key(Key.Key_B, CTRL)
    call.key(Key.Key_B, CTRL)
    assert call.window.geometry().topLeft() == before.topLeft()
    assert abs(call.window.width() - before.width()) <= 4, "rounded, at most"
    assert abs(call.window.height() - before.height()) <= 12, "the status line may have a button now"


def test_a_long_note_in_the_line_is_not_cut(call):
    for lines in range(1, 8):
        call.type(f"line {lines}")
        call.key(Key.Key_Return, SHIFT)
        call.qtbot.wait(20)
        bottom = call.line.mapTo(call.window, call.line.rect().bottomLeft()).y()
        assert bottom < call.window.status.geometry().top()
    call.key(Key.Key_Return)
    call.key(Key.Key_Up)
    call.qtbot.wait(20)
    bottom = call.line.mapTo(call.window, call.line.rect().bottomLeft()).y()
    assert bottom < call.window.status.geometry().top()
    assert call.screen.header.geometry().bottom() < call.line.mapTo(call.window, call.line.rect().topLeft()).y()


# --- What a desktop forbids -----------------------------------------------------------------------


def test_where_no_window_may_stay_on_top_it_says_so_and_is_a_small_window(begin, monkeypatch):
    call = begin()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    call.compact()
    assert call.status() == "This desktop lets no program stay on top, so this is a normal small window."
    assert call.window.height() < 320
    assert not call.window.windowHandle().flags() & Qt.WindowType.WindowStaysOnTopHint
    call.enter("goes on all the same")
    assert call.stored().notes[-1].text == "goes on all the same"


# --- Cover ---------------------------------------------------------------------------------------


def test_the_strip_is_covered_too_and_so_is_the_list_of_skills(call):
    call.type("said #cs")
    call.until(call.line.popup.isVisible)
    call.key(Key.Key_F9)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [call.window]
    (page,) = [p for p in call.window.findChildren(CoverPage) if p.isVisible()]
    assert page.geometry() == call.window.rect()
    for part in (page.clock, page.sentence, page.button):
        assert part.isVisible()
        assert page.rect().contains(part.geometry())
    call.type("p in time #xss")
    call.qtbot.wait(60)
    assert not call.line.popup.isVisible()
    call.key(Key.Key_Return)
    assert call.stored().notes[-1].skills == ("csp", "xss")
    call.key(Key.Key_M, CTRL | SHIFT)
    call.key(Key.Key_B, CTRL)
    assert call.window.strip.is_on
    call.key(Key.Key_F9)
    call.window.resize(call.window.minimumSize())
    call.key(Key.Key_F9)
    (page,) = [p for p in call.window.findChildren(CoverPage) if p.isVisible()]
    for part in (page.clock, page.sentence, page.button):
        assert page.rect().contains(part.geometry())
        assert part.height() >= part.minimumSizeHint().height()
    call.key(Key.Key_F9)


def test_the_time_in_the_strip_goes_on(call):
    clock = call.screen.header.clock
    begun = datetime.now(UTC) - call.held.when
    assert clock.text() >= f"0{begun // timedelta(minutes=1)}:{begun.seconds % 60 - 2:02}"
    before = clock.text()
    call.qtbot.waitUntil(lambda: clock.text() > before, timeout=4000)
