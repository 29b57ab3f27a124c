"""What is done with filed notes by key and by mouse: tags, links, code, moving; and the line keeps what was in it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState, Note, NoteKind
from tests.ui.live_screen import interview, live
from ui import theme
from ui.interview.look_ahead import SOON_MS
from ui.interview.note_model import NOTE_MIME
from ui.interview.note_text import Link, beginning, code_start, lay_out, links_in, reads_leftwards
from ui.widgets.units import units

__all__ = ["live"]

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
K = NoteKind
NOTES = (
    Note("n0000001", "web", K.STRENGTH, "explained nonces", ("csp",), 3),
    Note("n0000002", "review", K.PLAIN, "knows Python well", (), 60),
    Note("n0000003", "web", K.GAP, "one fix for both", ("xss", "csrf"), 90),
)


def on_row(screen, row):
    """Put the keyboard on a row of the stream."""
    stream = screen.screen.stream
    stream.setFocus()
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect
    stream.selectionModel().setCurrentIndex(stream.model().index(row, 0), only)
    return stream


def point_of(screen, row, what):
    """Where in the stream a row shows something: asked of the row itself, from left to right, line by line."""
    stream = screen.screen.stream
    index = stream.model().index(row, 0)
    place = stream.visualRect(index)
    for y in range(place.top(), place.bottom(), 3):
        for x in range(place.left(), place.right(), 3):
            if what(stream.row_look.hit(index, QPoint(x, y), place)):
                return QPoint(x, y)
    raise AssertionError("it is nowhere in the row")


def click(screen, row, what):
    stream = screen.screen.stream
    screen.qtbot.mouseClick(stream.viewport(), Qt.MouseButton.LeftButton, pos=point_of(screen, row, what))
    QApplication.processEvents()


def choose(screen, words):
    """Click an entry of the menu that is open, or of one inside it."""
    menu = next(m for m in screen.screen.stream.children() if hasattr(m, "popup") and m.isVisible())
    entries = [*menu.actions(), *(a for m in menu.findChildren(type(menu)) for a in m.actions())]
    next(a for a in entries if a.text().startswith(words)).trigger()
    menu.close()
    QApplication.processEvents()


def skills(screen):
    return [note.skills for note in screen.stored().notes]


@pytest.fixture
def under_way(live):
    """A line half typed, with the cursor in its middle, while notes are dealt with."""
    screen = live(notes=NOTES)
    screen.type("+ half typed")
    for _ in range(3):
        screen.key(Key.Key_Left)
    return screen


def assert_line_as_it_was(screen):
    screen.window.activateWindow()  # without a window manager a menu that closes may take that along
    screen.qtbot.waitUntil(screen.line.hasFocus)
    assert screen.line.toPlainText() == "+ half typed"


# --- Tags -------------------------------------------------------------------------------------


def test_one_key_on_a_note_and_the_skill_is_typed(under_way):
    stream = on_row(under_way, 0)
    under_way.key("#", on=stream)
    assert under_way.line.hasFocus()
    under_way.type("sql-inj")
    under_way.key(Key.Key_Tab)
    under_way.key(Key.Key_Return)
    assert skills(under_way)[0] == ("csp", "sql-injection")
    assert_line_as_it_was(under_way)
    under_way.line.clear()
    under_way.qtbot.wait(1)
    under_way.screen.live.undo_stack.undo()
    assert skills(under_way)[0] == ("csp",)


def test_the_skill_key_means_the_note_that_the_keyboard_is_on(under_way):
    on_row(under_way, 1)
    under_way.commands.run("add_skill")
    under_way.type("idor")
    under_way.key(Key.Key_Return)
    assert skills(under_way)[2] == ("xss", "csrf", "idor")
    assert_line_as_it_was(under_way)


def test_a_skill_is_taken_off_changed_and_added_by_mouse(under_way):
    click(under_way, 1, lambda hit: hit.tag == "xss")
    choose(under_way, "Take #xss off")
    assert skills(under_way)[2] == ("csrf",)
    assert_line_as_it_was(under_way)
    click(under_way, 1, lambda hit: hit.tag == "csrf")
    choose(under_way, "Change #csrf")
    under_way.type("cors")
    under_way.key(Key.Key_Return)
    assert skills(under_way)[2] == ("cors",)
    assert_line_as_it_was(under_way)
    click(under_way, 1, lambda hit: hit.more)
    choose(under_way, "Browser security headers and CSP")
    assert skills(under_way)[2] == ("cors", "csp")
    assert_line_as_it_was(under_way)
    for left in (("cors",), ("csrf",), ("xss", "csrf")):
        under_way.screen.live.undo_stack.undo()
        assert skills(under_way)[2] == left


# --- Moving -----------------------------------------------------------------------------------


def test_a_note_is_moved_by_key_to_the_next_section_and_back(under_way):
    on_row(under_way, 1)
    under_way.commands.run("note_to_next")
    assert [note.section for note in under_way.stored().notes] == ["web", "review", "review"]
    under_way.screen.live.undo_stack.undo()
    assert [note.section for note in under_way.stored().notes] == ["web", "review", "web"]
    on_row(under_way, 1)
    under_way.commands.run("note_to_previous")
    assert [note.section for note in under_way.stored().notes] == ["web", "review", "web"], "there is none before"


def test_the_last_note_is_moved_without_leaving_the_line(under_way):
    under_way.commands.run("note_to_next")
    assert under_way.stored().notes[2].section == "review"
    assert under_way.said[-1] == "Moved to Secure code review."
    assert_line_as_it_was(under_way)


def drop_on(view, row, data):
    """Carry something over a row and let it go there."""
    place = view.visualRect(view.model().index(row, 0)).center()
    what = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, *what))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(place, *what))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), *what))


def test_a_note_dropped_on_a_section_moves_there(under_way):
    sections, stream = under_way.screen.sections, under_way.screen.stream
    carried = stream.model().mimeData([stream.model().index(0, 0)])
    assert carried.formats() == [NOTE_MIME], "what it says can't be dropped elsewhere"
    drop_on(sections, 2, carried)
    assert under_way.stored().notes[0].section == "people"
    assert_line_as_it_was(under_way)
    under_way.screen.live.undo_stack.undo()
    assert under_way.stored().notes[0].section == "web"


def test_nothing_else_can_be_dropped_on_a_section(under_way):
    sections = under_way.screen.sections
    data = QMimeData()
    data.setText("n0000001")
    drop_on(sections, 2, data)
    assert [note.section for note in under_way.stored().notes] == ["web", "review", "web"]


# --- Typing in the wrong place ----------------------------------------------------------------


def test_down_below_the_last_note_leads_to_the_line_from_the_keypad_too(live):
    screen = live(notes=NOTES)
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
        stream = on_row(screen, 1)
        screen.key(Key.Key_Down, held, on=stream)
        assert screen.line.hasFocus()
    stream = on_row(screen, 1)
    screen.key(Key.Key_Down, SHIFT, on=stream)
    assert stream.hasFocus(), "with Shift it selects"


def test_what_is_typed_in_the_stream_or_the_sections_goes_into_the_line(live):
    screen = live(notes=NOTES)
    for pane in (screen.screen.stream, screen.screen.sections):
        pane.setFocus()
        screen.key("w", on=pane)
        screen.type("ord ")
        assert screen.line.hasFocus()
    assert screen.line.toPlainText() == "word word "


# --- Links and code ---------------------------------------------------------------------------


class _Browser(QObject):
    """Stands for the system's browser."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp):
    made = _Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


def test_a_link_opens_by_mouse_and_by_key_and_the_line_keeps_the_keyboard(live, browser):
    text = "showed a write-up (https://example.org/a_(b)?x=1&y=2), read it with them"
    screen = live(notes=(*NOTES, Note("n0000004", "web", K.PLAIN, text, (), 95)))
    screen.type("+ half typed")
    click(screen, 2, lambda hit: hit.url)
    assert browser.opened == ["https://example.org/a_(b)?x=1&y=2"]
    assert_line_as_it_was(screen)
    screen.commands.run("open_link")
    assert len(browser.opened) == 2
    on_row(screen, 0)
    screen.commands.run("open_link")
    assert len(browser.opened) == 2
    assert screen.said[-1] == "No link in sight here."
    click(screen, 2, lambda hit: not (hit.url or hit.tag or hit.more))
    assert screen.line.toPlainText() == text, "beside the link, a click edits"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://example.org/x.", ["https://example.org/x"]),
        ("(https://example.org/x)", ["https://example.org/x"]),
        ("https://example.org/x_(y) and http://b.example", ["https://example.org/x_(y)", "http://b.example"]),
        ("请看https://example.org/x。谢谢", ["https://example.org/x"]),
        ("«https://example.org», https://", ["https://example.org"]),
        ("javascript://example.org ftp://example.org", []),
        ("no address", []),
    ],
)
def test_links_are_found_without_the_sentence_around_them(text, urls):
    assert [link.url for link in links_in(text)] == urls
    assert all(text[link.start : link.end] == link.url for link in links_in(text))


def test_a_link_says_where_it_stands():
    assert links_in("a https://b.example c") == [Link(2, 19, "https://b.example")]


def test_a_link_after_emoji_is_underlined_and_clicked_where_it_stands(qapp):
    before, url = "😀😀😀 ", "https://b.example"
    font = theme.font("body")
    laid = lay_out(f"{before}{url} c", 900, font)
    start = QFontMetricsF(font).horizontalAdvance(before)
    middle = laid.height / 2
    assert laid.link_at(start + 2, middle) == url
    assert laid.link_at(start + QFontMetricsF(font).horizontalAdvance(url) - 2, middle) == url
    assert laid.link_at(start - 4, middle) == ""
    (underlined,) = laid._layout.formats()
    assert (underlined.start, underlined.length) == (units(before), len(url))
    (code,) = lay_out("😀 so\n  x = '😀'", 900, font)._layout.formats()
    assert (code.start, code.start + code.length) == (units("😀 so\n"), units("😀 so\n  x = '😀'"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("one line", None),
        ("two\nlines", None),
        ("said:\nif x:\n    y()", 6),
        ("wrote\n\treturn 1", 6),
        ("```\nx = 1\n```", 0),
        ("```\nx = 1\n  y = 2\n```", 0),
        ("so:\n```\nx\n```", 4),
        ("    indented\n    both", 0),
    ],
)
def test_code_is_told_by_its_indentation(text, start):
    assert code_start(text) == start


def test_pasted_code_keeps_every_blank_through_filing_editing_and_storing(live, tmp_path):
    code = "def check(order):\n\tif not order:\n\t    return None\n\n    # blanks stay  \n    return order  # mine"
    screen = live()
    screen.type("- forgot the owner check: ")
    QApplication.clipboard().setText("\n" + code)
    screen.line.paste()
    screen.type(" ")
    screen.enter("#idor")
    text = f"forgot the owner check: \n{code}"
    note = screen.stored().notes[0]
    assert (note.text, note.skills) == (text, ("idor",))
    assert screen.shown() == [text]
    screen.key(Key.Key_Up)
    assert screen.line.toPlainText() == f"- {text} #idor"
    screen.key(Key.Key_Return)
    assert screen.stored().notes[0] == note
    from feedback_desk.exchange.notes_file import read_notes, write_notes

    held = screen.stored()
    read = read_notes(write_notes(held, None).encode(), kits={}).interview
    assert read.notes[0].text == text


def test_a_list_shows_the_beginning_of_a_very_long_note():
    assert beginning("a\nb") == "a\nb"
    short = "\n".join(str(n) for n in range(25))
    assert beginning(short) == short, "one line more is not worth a line that says so"
    assert beginning("\n".join(str(n) for n in range(2000))).split("\n")[23:] == ["23", "… 1,976 more lines"]
    assert len(beginning("x" * 80_000)) < 7_000


def test_right_to_left_words_read_from_the_right():
    assert reads_leftwards("שלום world")
    assert not reads_leftwards("hello שלום")
    assert not reads_leftwards("123 …")


def test_a_family_of_emoji_and_a_right_to_left_line_are_kept(live):
    family = "👩‍👩‍👧‍👦"
    screen = live()
    QApplication.clipboard().setText(f"+ شرح {family} جيدا")
    screen.line.paste()
    screen.key(Key.Key_Return)
    assert screen.stored().notes[0].text == f"شرح {family} جيدا"


# --- A great deal at once ---------------------------------------------------------------------


def test_two_thousand_pasted_lines_are_one_note_and_one_step_back(live):
    screen = live()
    lines = [f"    line {n} of a log that somebody pasted #{n}" for n in range(2000)]
    screen.type("> a log:")
    QApplication.clipboard().setText("\n" + "\n".join(lines))
    screen.line.paste()
    screen.key(Key.Key_Return)
    assert screen.stored().notes[0].text == "\n".join(["a log:", *lines])
    assert screen.line.toPlainText() == ""
    screen.enter("after it")
    assert len(screen.shown()) == 2
    stream = screen.screen.stream
    assert stream.visualRect(stream.model().index(1, 0)).top() < stream.viewport().height(), "both are in sight"
    assert stream.sizeHintForRow(0) < 1_000
    for _ in range(2):
        screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes == ()


def test_a_paste_is_taken_back_in_the_line(live):
    screen = live()
    screen.type("kept")
    QApplication.clipboard().setText("\n".join(str(n) for n in range(2000)))
    screen.line.paste()
    screen.key(Key.Key_Z, CTRL)
    assert screen.line.toPlainText() == "kept"
    assert screen.stored_line()[1] == "kept"


# --- The wrong moment -------------------------------------------------------------------------


def test_enter_too_early_is_taken_back(live):
    screen = live()
    screen.enter("- half of what I wan")
    screen.key(Key.Key_Up)
    screen.type("ted to say")
    screen.key(Key.Key_Return)
    assert screen.stored().notes[0].text == "half of what I wanted to say"
    screen.key(Key.Key_Z, CTRL)
    assert screen.stored().notes[0].text == "half of what I wan"


def test_finish_by_mistake_is_reopened_and_nothing_is_lost(live):
    screen = live(notes=NOTES)
    screen.type("+ under way")
    with screen.qtbot.waitSignal(screen.screen.turning.finished):
        screen.commands.run("finish")
    assert len(screen.stored().notes) == 4
    with screen.qtbot.waitSignal(screen.screen.live.clock_changed):
        screen.commands.run("reopen")
    assert screen.stored().state.value == "running"
    screen.enter("goes on")
    assert screen.stored().notes[-1].at is not None
    for _ in range(2):
        screen.key(Key.Key_Z, CTRL)
    assert [note.id for note in screen.stored().notes] == [note.id for note in NOTES]


def test_no_dialog_ever_opens_while_the_clock_runs(live):
    screen = live(notes=NOTES)
    opened = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and getattr(watched, "isModal", bool)():
                opened.append(watched)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    for command in ("note_to_next", "not_asked", "rate_2", "tick_question", "pause", "pause", "open_link"):
        screen.commands.run(command)
    on_row(screen, 0)
    screen.key(Key.Key_Delete, on=screen.screen.stream)
    screen.commands.run("finish")
    screen.stored()
    QApplication.instance().removeEventFilter(watch)
    assert opened == []


# --- Tags to tidy -----------------------------------------------------------------------------


def wait_for_tags(screen, *tags):
    """Until these, and no others, are listed."""

    def listed():
        buttons = screen.screen.found.findChildren(QPushButton)
        return tuple(b.text()[1:] for b in buttons if b.text().startswith("#") and b.isVisible())

    screen.qtbot.waitUntil(lambda: listed() == tags)


def test_an_unknown_tag_is_listed_and_tidied_in_all_notes_as_one_step(live):
    screen = live(notes=NOTES)
    screen.enter("- one #crosssite")
    screen.enter("- two #crosssite #xss")
    screen.type("+ half typed")
    wait_for_tags(screen, "crosssite")
    button = next(b for b in screen.screen.found.findChildren(QPushButton) if b.text() == "#crosssite")
    screen.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    choose(screen, "Cross-site scripting")
    assert skills(screen)[3:] == [("xss",), ("xss",)]
    assert_line_as_it_was(screen)
    wait_for_tags(screen)
    screen.screen.live.undo_stack.undo()
    assert skills(screen)[3:] == [("crosssite",), ("crosssite", "xss")]
    screen.commands.run("tidy_tag")
    choose(screen, "Access control (IDOR)")
    assert skills(screen)[3:] == [("idor",), ("idor", "xss")]


def test_nothing_to_tidy_is_said(live):
    screen = live(notes=NOTES)
    screen.commands.run("tidy_tag")
    assert screen.said[-1] == "Every tag here is a known skill."


# --- Last time --------------------------------------------------------------------------------


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def second(live, tmp_path):
    """The same candidate's second interview; in the first, one gap and one strength were noted."""
    second = interview(notes=NOTES[1:2])
    first = interview(state=InterviewState.FINISHED, notes=(replace(NOTES[2], skills=("oauth",)), NOTES[0]))
    first = replace(first, candidate=second.candidate, when=second.when - timedelta(days=90))
    with Desk.open(tmp_path) as desk:
        desk.add_interview(first)
        desk.add_interview(second)
    return live(again=second.id)


def test_last_times_gaps_show_only_when_asked_for_and_go_with_the_same_key(second):
    found = second.screen.found
    second.qtbot.wait(SOON_MS + 200)
    title = second.screen.live.known.catalogue.get("oauth").name
    assert title not in words_of(found)
    second.key(Key.Key_G, CTRL)
    second.qtbot.waitUntil(lambda: title in words_of(found))
    assert second.said[-1] == f"Last time: {title}."
    assert not any("CSP" in words for words in words_of(found)), "strengths are not asked for"
    assert second.line.hasFocus()
    second.key(Key.Key_G, CTRL)
    assert title not in words_of(found)
    second.enter("- something new #xss")
    second.qtbot.waitUntil(lambda: "Cross-site scripting (XSS)" in words_of(found))
    assert title not in words_of(found)


def test_last_time_stays_out_of_notes_and_letter(second):
    second.enter("- something new #xss")
    held = second.stored()
    with Desk.open(second.home, readonly=True) as desk:
        before = desk.compose_letter(held)
    second.key(Key.Key_G, CTRL)
    second.qtbot.waitUntil(lambda: second.screen.found.shows_last_time)
    assert second.stored() == held
    with Desk.open(second.home, readonly=True) as desk:
        assert desk.compose_letter(held) == before
        assert desk.compose_letter(held).blocks and "oauth" not in str(before).lower()


def test_a_first_interview_has_no_last_time(live):
    screen = live(notes=NOTES)
    screen.key(Key.Key_G, CTRL)
    screen.qtbot.waitUntil(lambda: screen.said[-1:] == ["There was no interview before this one."])


def test_another_interview_does_not_show_the_last_ones_last_time(second, tmp_path):
    second.key(Key.Key_G, CTRL)
    second.qtbot.waitUntil(lambda: second.screen.found.shows_last_time)
    other = interview()
    with Desk.open(tmp_path) as desk:
        desk.add_interview(other)
    second.screen.open(other.id)
    second.qtbot.waitUntil(lambda: second.screen.live.is_open and second.screen.live.id == other.id)
    assert not second.screen.found.shows_last_time


# --- Several at once --------------------------------------------------------------------------


@pytest.fixture
def selected(live):
    """Two notes of three, selected by keyboard."""
    screen = live(notes=(*NOTES, Note("n0000004", "web", K.PLAIN, "third here", (), 95)))
    stream = on_row(screen, 0)
    screen.key(Key.Key_Down, SHIFT, on=stream)
    assert stream.together("n0000001") == ["n0000001", "n0000003"]
    return screen


def notes_of(screen):
    return [note for note in screen.stored().notes if note.section == "web" or note.id == "n0000003"]


def test_several_notes_are_made_moved_and_deleted_at_once_and_come_back_in_one_step(selected):
    before = selected.stored().notes
    stack = selected.screen.live.undo_stack
    selected.commands.run("kind_gap")
    assert [note.kind for note in selected.stored().notes] == [K.GAP, K.PLAIN, K.GAP, K.PLAIN]
    stack.undo()
    assert selected.stored().notes == before
    on_row_again = selected.screen.stream
    on_row_again.setFocus()
    selected.commands.run("note_to_next")
    assert [note.section for note in selected.stored().notes] == ["review", "review", "review", "web"]
    stack.undo()
    assert selected.stored().notes == before
    stream = on_row(selected, 0)
    selected.key(Key.Key_Down, SHIFT, on=stream)
    selected.key(Key.Key_Delete, on=stream)
    assert [note.id for note in selected.stored().notes] == ["n0000002", "n0000004"]
    stack.undo()
    assert selected.stored().notes == before


def test_the_key_that_takes_several_back_is_the_chosen_one(selected):
    keys = selected.commands.keys.with_choice("undo", [QKeySequence("Ctrl+Alt+U")])
    selected.commands.change_keys(keys)
    selected.commands.run("kind_quote")
    assert selected.said[-1] == f"2 notes changed. {selected.screen.panel.take_back} takes it back."
    assert "Ctrl+Alt+U" in selected.said[-1]


def test_several_notes_get_a_skill_at_once(selected):
    selected.key("#", on=selected.screen.stream)
    choose(selected, "Access control (IDOR)")
    assert skills(selected) == [("csp", "idor"), (), ("xss", "csrf", "idor"), ()]
    selected.screen.live.undo_stack.undo()
    assert skills(selected) == [("csp",), (), ("xss", "csrf"), ()]


def test_several_notes_are_selected_by_mouse_and_dropped_together(live):
    screen = live(notes=(*NOTES, Note("n0000004", "web", K.PLAIN, "third here", (), 95)))
    screen.type("+ half typed")
    stream = screen.screen.stream
    for row in (0, 2):
        place = stream.visualRect(stream.model().index(row, 0)).center()
        screen.qtbot.mouseClick(stream.viewport(), Qt.MouseButton.LeftButton, CTRL, place)
    assert stream.together("n0000004") == ["n0000001", "n0000004"]
    assert_line_as_it_was(screen)
    drop_on(screen.screen.sections, 2, stream.model().mimeData(stream.selectedIndexes()))
    assert [note.section for note in screen.stored().notes] == ["people", "review", "web", "people"]
    assert_line_as_it_was(screen)
