"""The editor of kits, in the real window over a real store: what the store holds afterwards is what is asserted."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from feedback_desk.capture.kit_file import kit_bytes
from feedback_desk.desk import Desk
from feedback_desk.model import InterviewState
from tests.strategies import KIT
from tests.ui.whole_window import WholeWindow, fill, interview, titles
from ui import theme
from ui.actions import TABLE
from ui.library.kit_tools import Tool
from ui.widgets.command_button import CommandButton

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
SHIPPED = "application-security"


@pytest.fixture
def whole(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def library(whole):
    made = whole.room("library")
    whole.until(lambda: SHIPPED in made.kits._pages)
    made.kits.shelf.choose(SHIPPED)
    return made


@pytest.fixture
def editor(whole, library):
    library.kits.shelf.begin()
    whole.key(KEY.Key_F2)
    opened(whole, library.editor)
    return library.editor


def opened(whole, editor, kit_id=SHIPPED):
    whole.until(lambda: editor.isVisible() and editor.kit is not None and editor.kit.id == kit_id)
    whole.until(lambda: editor.fields.name.hasFocus())


def stored(whole, ask):
    assert whole.jobs.flush()
    with Desk.open(whole.home, readonly=True) as desk:
        return ask(desk)


def draft(whole, kit_id=SHIPPED):
    return stored(whole, lambda desk: desk.kit_to_edit(kit_id))


def used(whole, kit_id=SHIPPED):
    return stored(whole, lambda desk: desk.kit(kit_id))


def can(whole, command):
    return whole.window.commands.action(command).isEnabled()


def settle(whole):
    """Wait until everything written has come back."""
    assert whole.jobs.flush()
    QApplication.processEvents()
    whole.until(lambda: whole.jobs._writes == 0)


def take_back(whole):
    whole.key(KEY.Key_Z, CTRL)
    settle(whole)


def paste(field, text):
    mime = QMimeData()
    mime.setText(text)
    field.insertFromMimeData(mime)


# --- Typing -----------------------------------------------------------------------------------------


def test_what_is_typed_is_a_draft_at_once_and_followed_when_one_says_so(whole, library, editor):
    before = used(whole)
    whole.type("Ours")
    assert draft(whole).name == "Ours" and used(whole) == before
    assert "New interviews follow this once you choose" in editor._state.text()
    whole.key(KEY.Key_S, CTRL)
    settle(whole)
    assert (used(whole).name, used(whole).version) == ("Ours", 1001)
    assert editor._state.text().startswith("New interviews follow this.")
    assert not can(whole, "kit_use") and "New interviews follow “Ours”" in whole.window.status._words.text()
    take_back(whole)
    assert used(whole) == before and draft(whole).name == "Ours"
    whole.key(KEY.Key_Z, CTRL | SHIFT)
    settle(whole)
    assert used(whole).name == "Ours"


def test_typing_is_taken_back_as_one_step_and_done_again(whole, editor):
    name = editor.kit.name
    whole.type("One")
    whole.key(KEY.Key_Tab)
    whole.type("Two")
    take_back(whole)
    whole.until(lambda: editor.kit.role != "Two")
    assert editor.fields.role.toPlainText() == editor.kit.role and editor.kit.name == "One"
    take_back(whole)
    whole.until(lambda: editor.kit.name == name)
    assert editor.fields.name.toPlainText() == name
    assert draft(whole).name == name and stored(whole, lambda desk: desk.kit_pages())[0].draft is None
    whole.key(KEY.Key_Y, CTRL)
    whole.until(lambda: editor.kit.name == "One")


def test_taking_back_shows_where_something_changed(whole, editor):
    first = editor.kit.sections[0]
    whole.key(KEY.Key_Down, ALT)
    whole.type("Other")
    whole.key(KEY.Key_Down, ALT)
    assert editor.outline.current == editor.kit.sections[1].id
    take_back(whole)
    whole.until(lambda: editor.outline.current == first.id)
    assert editor.section.title.toPlainText() == first.title
    assert editor.isAncestorOf(whole.focus)


def test_esc_keeps_what_was_typed_and_says_what_interviews_follow(whole, library, editor):
    whole.type("Unfinished")
    whole.key(KEY.Key_Escape)
    assert not editor.isVisible()
    whole.until(lambda: library.kits._pages[SHIPPED].draft is not None)
    assert "no interview follows them yet" in whole.window.status._words.text()
    assert library.kits.shelf._list.hasFocus()
    assert "changes in it that no interview follows yet" in library.kits.shelf._reading.toPlainText()
    whole.key(KEY.Key_F2)
    opened(whole, editor)
    assert editor.fields.name.toPlainText() == "Unfinished"
    whole.window.commands.run("kit_drop_draft")
    settle(whole)
    whole.until(lambda: editor.kit.name != "Unfinished")
    take_back(whole)
    whole.until(lambda: editor.kit.name == "Unfinished")


def test_what_is_missing_is_said_beside_its_field_and_in_the_list(whole, editor):
    whole.key(KEY.Key_Backspace)
    assert editor.fields._name.problem == "Give the kit a name."
    assert editor.fields.name.accessibleDescription() == "Give the kit a name."
    assert "One thing is missing" in editor._state.text() and not can(whole, "kit_use")
    assert editor.outline._model.rows[0].note == "1 missing"
    editor.outline.choose(editor.kit.sections[1].id)
    editor._first.click()
    assert editor.fields.name.hasFocus()
    whole.type("Again")
    assert editor.fields._name.problem == "" and can(whole, "kit_use")
    assert editor.outline._model.rows[0].note == ""


# --- The scale --------------------------------------------------------------------------------------


def test_steps_are_added_moved_and_removed_with_their_behaviours(whole, editor):
    scale, looks = editor.kit.scale, editor.kit.sections[0].behaviours
    editor.fields.steps[0].down.click()
    assert editor.kit.scale[:2] == (scale[1], scale[0])
    assert editor.kit.sections[0].behaviours[:2] == (looks[1], looks[0])
    assert editor.fields.steps[1].down.hasFocus()
    editor.fields.steps[1].remove.click()
    assert editor.kit.scale == scale[1:] and editor.kit.sections[0].behaviours == looks[1:]
    editor.fields.add.click()
    assert editor.fields.steps[-1].text.hasFocus()
    whole.type("Beyond")
    assert draft(whole).scale == (*scale[1:], "Beyond")
    assert draft(whole).sections[0].behaviours == (*looks[1:], "")
    assert len(editor.problems) == len(editor.kit.sections)
    for _ in range(4):
        take_back(whole)
    whole.until(lambda: editor.kit.scale == scale)
    assert editor.kit.sections[0].behaviours == looks


def test_a_scale_has_two_to_seven_steps(whole, editor):
    for _ in range(3):
        whole.window.commands.run("kit_add_step")
    assert len(editor.kit.scale) == 7 and not editor.fields.add.isEnabled()
    while editor.fields.steps[0].remove.isEnabled():
        editor.fields.steps[0].remove.click()
    assert len(editor.kit.scale) == len(editor.fields.steps) == 2


# --- Sections ---------------------------------------------------------------------------------------


def test_a_section_from_nothing_by_keyboard_alone(whole, editor):
    count = len(editor.kit.sections)
    whole.key(KEY.Key_Down, ALT)
    whole.key(KEY.Key_N, CTRL | SHIFT)
    whole.type("Talking to people")
    whole.key(KEY.Key_Return)
    assert editor.section.minutes.hasFocus()
    whole.key(KEY.Key_A, CTRL)
    whole.type("25")
    whole.key(KEY.Key_Tab)
    whole.type("Who was hard to convince?")
    whole.key(KEY.Key_Return)
    whole.type("How did you?")
    for behaviour in ("None", "Some", "Most", "All"):
        whole.key(KEY.Key_Tab)
        whole.type(behaviour)
    whole.key(KEY.Key_Tab)
    whole.type("xss cros")
    assert editor.section.skills.popup.isVisible()
    whole.key(KEY.Key_Tab)
    assert editor.section.skills.tags == ("xss", "xss")
    whole.key(KEY.Key_Tab)
    whole.type("You listen first.")
    whole.key(KEY.Key_Tab)
    whole.type("Ask one question more.")
    whole.key(KEY.Key_S, CTRL)
    settle(whole)
    made = used(whole).sections[1]
    assert len(used(whole).sections) == count + 1
    assert (made.title, made.minutes) == ("Talking to people", 25)
    assert made.questions == ("Who was hard to convince?", "How did you?")
    assert made.behaviours == ("None", "Some", "Most", "All")
    assert (made.skills, made.good, made.next_step) == (("xss",), "You listen first.", "Ask one question more.")
    assert editor.outline._total.text() == f"{used(whole).minutes} minutes in all"


def test_sections_are_moved_removed_and_brought_back(whole, editor):
    ids = [section.id for section in editor.kit.sections]
    whole.key(KEY.Key_Down, ALT)
    assert editor.outline.current == ids[0] and editor.section.title.hasFocus()
    whole.key(KEY.Key_Down, CTRL | SHIFT)
    assert [s.id for s in draft(whole).sections] == [ids[1], ids[0], *ids[2:]]
    assert editor.outline.current == ids[0] and not editor.fields.isVisible()
    whole.key(KEY.Key_X, CTRL | SHIFT)
    assert [s.id for s in draft(whole).sections] == [ids[1], *ids[2:]]
    assert whole.focus is not None and editor.isAncestorOf(whole.focus)
    take_back(whole)
    take_back(whole)
    whole.until(lambda: [s.id for s in editor.kit.sections] == ids)
    assert titles(editor.outline.list)[1:] == [section.title for section in editor.kit.sections]


def test_questions_are_pasted_as_lines_and_moved_by_key(whole, editor):
    whole.key(KEY.Key_Down, ALT)
    questions = editor.section.questions
    questions.setFocus()
    questions.selectAll()
    paste(questions, "  1. First thing?\n\n- Second\tthing?\r\n• Third?\n")
    assert draft(whole).sections[0].questions == ("First thing?", "Second thing?", "Third?")
    whole.key(KEY.Key_Up, CTRL)
    assert editor.kit.sections[0].questions == ("First thing?", "Third?", "Second thing?")
    whole.key(KEY.Key_Up, CTRL)
    whole.key(KEY.Key_Up, CTRL)
    whole.type("!")
    assert draft(whole).sections[0].questions == ("Third?!", "First thing?", "Second thing?")
    take_back(whole)
    take_back(whole)
    whole.until(lambda: editor.kit.sections[0].questions == ("First thing?", "Third?", "Second thing?"))


def test_one_text_stays_on_one_line(whole, editor):
    paste(editor.fields.name, "Two\nlines")
    assert draft(whole).name == "Two lines"
    whole.key(KEY.Key_Return)
    assert editor.fields.role.hasFocus()


def test_an_unknown_skill_is_kept_and_said(whole, editor):
    whole.key(KEY.Key_Down, ALT)
    skills = editor.section.skills
    skills.setFocus()
    skills.selectAll()
    whole.type("#qqqqqqqq ")
    assert editor.section._skills._about.text() == "Not in the catalogue, and kept as typed: #qqqqqqqq."
    assert not editor.problems and draft(whole).sections[0].skills == ("qqqqqqqq",)
    whole.type("cros")
    whole.key(KEY.Key_Down)
    whole.key(KEY.Key_Return)
    whole.key(KEY.Key_Backspace)
    assert skills.toPlainText() == "#qqqqqqqq #xss"
    whole.type(" sq")
    whole.key(KEY.Key_Escape)
    assert editor.isVisible() and not skills.popup.isVisible()


def test_a_skill_after_an_emoji_is_completed_where_it_stands(whole, editor):
    whole.key(KEY.Key_Down, ALT)
    skills = editor.section.skills
    skills.setFocus()
    skills.selectAll()
    paste(skills, "😀")
    whole.type(" cros")
    whole.key(KEY.Key_Return)
    assert skills.toPlainText() == "😀 #xss "


# --- Everything by keyboard, with names, at any size ----------------------------------------------


@pytest.mark.parametrize("page", ["kit", "section"])
def test_tab_goes_through_every_field_in_the_order_of_the_page(whole, editor, page):
    if page == "section":
        whole.key(KEY.Key_Down, ALT)
    shown = editor.fields if page == "kit" else editor.section
    first, met = whole.focus, []
    while whole.focus not in met:
        met.append(whole.focus)
        whole.key(KEY.Key_Tab)
    wanted = [
        w
        for w in editor.findChildren(QWidget)
        if w.isVisibleTo(editor) and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    ]
    assert first in met and not [w.accessibleName() for w in wanted if w not in met]
    for widget in wanted:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip(), widget
    middles = [w.mapTo(shown, QPoint(0, w.height() // 2)).y() for w in met if shown.isAncestorOf(w)]
    assert all(after > before - theme.SPACE for before, after in pairwise(middles)), "upwards by more than within a row"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_on_a_small_screen_with_large_letters(whole, editor, scale):
    whole.window.resize(1024, 640)
    theme.set_text_scale(QApplication.instance(), scale)
    try:
        whole.window.commands.run(
            "kit_add_step"
        )  # with news and a button to take it back below, and all that is missing
        for section_id in ("", editor.kit.sections[0].id):
            editor.outline.choose(section_id)
            whole.qtbot.wait(100)
            for button in (whole.window.status._undo, *editor.findChildren(CommandButton), *editor.findChildren(Tool)):
                if button.isVisible() and not editor._sheet.isAncestorOf(button):
                    assert button.visibleRegion().boundingRect() == button.rect(), button.accessibleName()
                    assert button.height() >= button.sizeHint().height()
            assert (whole.window.width(), whole.window.height()) == (1024, 640)
            assert whole.window.minimumSizeHint().height() <= 640 and whole.window.minimumSizeHint().width() <= 1024
            page = editor._sheet.widget()
            assert page.width() <= editor._sheet.viewport().width()
            for field in page.findChildren(QWidget):
                if field.isVisibleTo(page) and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    right = field.mapTo(page, QPoint(field.width(), 0)).x()
                    assert right <= page.width(), field.accessibleName()
    finally:
        theme.set_text_scale(QApplication.instance(), 1.0)


def test_f6_goes_between_the_sections_and_the_fields(whole, editor):
    whole.key(KEY.Key_F6)
    assert editor.outline.list.hasFocus()
    whole.key(KEY.Key_Down)
    assert editor.section.isVisible() and editor.outline.list.hasFocus()
    whole.key(KEY.Key_F6)
    assert editor.section.title.hasFocus()


def test_every_command_of_the_kits_is_bound(whole, library):
    bound = set(whole.window.commands._actions)
    assert {command.id for command in TABLE if command.scope in ("library", "kit")} <= bound


# --- The shelf --------------------------------------------------------------------------------------


def test_a_new_kit_and_a_copy_are_edited_at_once_and_offered_when_used(whole, library):
    library.kits.shelf.begin()
    whole.key(KEY.Key_N, CTRL | SHIFT)
    opened(whole, library.editor, "my-kit")
    assert "No interview can follow it yet" in library.editor._state.text()
    assert not can(whole, "kit_drop_draft")
    whole.key(KEY.Key_Escape)
    whole.until(lambda: "my-kit" in library.kits._pages)
    assert not can(whole, "kit_export")
    library.kits.shelf.choose(SHIPPED)
    whole.key(KEY.Key_D, CTRL)
    opened(whole, library.editor, f"{SHIPPED}-2")
    whole.key(KEY.Key_S, CTRL)
    settle(whole)
    kits = {kit.id: kit for kit in stored(whole, lambda desk: desk.kits())}
    assert kits[f"{SHIPPED}-2"].sections == kits[SHIPPED].sections and "my-kit" not in kits
    take_back(whole)
    assert f"{SHIPPED}-2" not in {kit.id for kit in stored(whole, lambda desk: desk.kits())}
    assert draft(whole, f"{SHIPPED}-2").sections == kits[SHIPPED].sections


def test_a_kit_goes_to_the_bin_and_comes_back(whole, library):
    library.kits.shelf.begin()
    whole.key(KEY.Key_Delete)
    whole.until(lambda: library.kits._pages[SHIPPED].in_bin)
    assert titles(library.kits.shelf._list)[-2:] == ["In the bin", "Application security"]
    assert SHIPPED not in {kit.id for kit in stored(whole, lambda desk: desk.kits())}
    assert not can(whole, "kit_edit") and can(whole, "kit_unbin")
    whole.window.status._undo.click()
    whole.until(lambda: not library.kits._pages[SHIPPED].in_bin)
    whole.window.commands.run("kit_bin")
    whole.until(lambda: library.kits._pages[SHIPPED].in_bin)
    whole.window.commands.run("kit_unbin")
    whole.until(lambda: not library.kits._pages[SHIPPED].in_bin)
    assert SHIPPED in {kit.id for kit in stored(whole, lambda desk: desk.kits())}


def test_keys_of_the_filter_are_the_filters(whole, library):
    shelf = library.kits.shelf
    shelf.search.setFocus()
    whole.type("application")
    whole.key(KEY.Key_Home)
    whole.key(KEY.Key_Delete)
    assert shelf.search.text() == "pplication" and not stored(whole, lambda desk: desk.kit_pages())[0].in_bin
    whole.key(KEY.Key_Down)
    whole.key(KEY.Key_Return)
    opened(whole, library.editor)


def test_esc_in_every_field_steps_back(whole, library, editor):
    whole.key(KEY.Key_Down, ALT)
    fields = editor.section
    for field in (fields.title, fields.minutes, fields.questions, fields.behaviours[0], fields.skills, fields.good):
        field.setFocus()
        whole.key(KEY.Key_Escape)
        assert not editor.isVisible() and library.isVisible(), field.accessibleName()
        whole.key(KEY.Key_F2)
        opened(whole, editor)
        whole.key(KEY.Key_Down, ALT)


def test_back_to_the_programs_version_and_to_ones_own(whole, library, editor):
    whole.type("Ours")
    whole.key(KEY.Key_S, CTRL)
    settle(whole)
    whole.key(KEY.Key_Escape)
    whole.until(lambda: library.kits._pages[SHIPPED].kit.name == "Ours")
    assert "your version of a kit that comes with the program" in library.kits.shelf._reading.toPlainText()
    assert library.kits.buttons["kit_shipped"].isVisible() and not library.kits.buttons["kit_own"].isVisible()
    library.kits.buttons["kit_shipped"].click()
    whole.until(lambda: library.kits._pages[SHIPPED].kit.version == 1)
    library.kits.buttons["kit_own"].click()
    whole.until(lambda: library.kits._pages[SHIPPED].kit.name == "Ours")
    assert used(whole).version == 1001


def test_the_shelf_says_whose_a_kit_is_and_how_often_it_was_held(whole, library):
    text = library.kits.shelf._reading.toPlainText()
    assert "Version 1, which comes with the program. No interview was held with it yet." in text
    fill(whole.home, interview(), interview("Jonas Lindqvist"))
    library.kits.choose(SHIPPED)
    whole.until(lambda: "2 interviews were held with it." in library.kits.shelf._reading.toPlainText())


# --- Files ------------------------------------------------------------------------------------------


def test_a_kit_goes_out_as_a_file(whole, library, tmp_path):
    out = tmp_path / "ours.kit.json"
    library.kits._ask = lambda parent, proposal: str(out) if proposal == f"{SHIPPED}.kit.json" else ""
    whole.window.commands.run("kit_export")
    whole.until(lambda: "ours.kit.json" in library.kits._news.text())
    assert json.loads(out.read_bytes())["id"] == SHIPPED


def test_a_dropped_file_comes_in_and_can_be_the_new_version_instead(whole, library, tmp_path):
    shipped = used(whole)
    file = tmp_path / "theirs.kit.json"
    file.write_bytes(kit_bytes(replace(shipped, name="Theirs")))
    library._tabs.setCurrentIndex(1)
    drop(library, file)
    whole.until(lambda: "came in as “Theirs (2)”" in library.kits._news.text())
    assert library.kits.isVisible()
    whole.until(lambda: "Theirs (2)" in titles(library.kits.shelf._list))
    assert used(whole) == shipped and used(whole, f"{SHIPPED}-2").name == "Theirs (2)"
    library.kits._answer.click()
    whole.until(lambda: library.kits._pages[SHIPPED].kit.name == "Theirs")
    assert (used(whole).name, used(whole).version) == ("Theirs", 1001)
    assert f"{SHIPPED}-2" not in {kit.id for kit in stored(whole, lambda desk: desk.kits())}
    whole.window.commands.undo.undo()
    settle(whole)
    assert used(whole) == shipped and used(whole, f"{SHIPPED}-2").name == "Theirs (2)"


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00", b"[" * 100_000, b" " * 1_000_001])
def test_a_file_that_is_no_kit_is_one_sentence(whole, library, tmp_path, content):
    before = stored(whole, lambda desk: desk.kit_pages())
    file = tmp_path / "odd.kit.json"
    file.write_bytes(content)
    drop(library, file)
    whole.until(lambda: library.kits._news.text().startswith("odd.kit.json: "))
    assert library.kits._news.property("tone") == "danger" and not library.kits._answer.isVisible()
    assert stored(whole, lambda desk: desk.kit_pages()) == before


def test_a_folder_is_no_kit_and_a_known_kit_is_nothing_new(whole, library, tmp_path):
    drop(library, tmp_path)
    whole.until(lambda: "could not be read" in library.kits._news.text())
    file = tmp_path / "same.kit.json"
    file.write_bytes(kit_bytes(used(whole)))
    library.kits._ask = lambda *_: str(file)
    whole.window.commands.run("kit_import")
    whole.until(lambda: "is here already" in library.kits._news.text())
    whole.window.commands.run("kit_bin")
    whole.until(lambda: library.kits._pages[SHIPPED].in_bin)
    whole.window.commands.run("kit_import")
    whole.until(lambda: "is out of it again" in library.kits._news.text())
    assert SHIPPED in {kit.id for kit in stored(whole, lambda desk: desk.kits())}
    file.write_bytes(kit_bytes(KIT))
    whole.window.commands.run("kit_import")
    whole.until(lambda: "“A kit for tests” came in." in library.kits._news.text())
    assert used(whole, KIT.id).version == 1001


def drop(library, file):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    QApplication.sendEvent(library, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(library, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none))


# --- The journey ------------------------------------------------------------------------------------


def test_an_open_interview_keeps_its_kit_while_the_kit_is_edited(whole, library):
    """Edit a shipped kit while an interview held with it runs; start another; look at both."""
    running = interview(state=InterviewState.PLANNED)
    whole.jobs.write(lambda desk: (desk.add_interview(running), desk.start(running.id)))
    settle(whole)
    whole.window.open_interview(running.id)
    live = whole.window.place("interview")
    whole.until(lambda: live.live.kit is not None)
    held = live.live.kit
    whole.room("library")
    library.kits.shelf.begin()
    whole.key(KEY.Key_F2)
    opened(whole, library.editor)
    whole.type("Ours")
    whole.key(KEY.Key_Down, ALT)
    whole.type("By another title")
    whole.key(KEY.Key_S, CTRL)
    settle(whole)
    whole.key(KEY.Key_N, CTRL)
    sheet = QApplication.activeModalWidget()
    whole.until(lambda: sheet._kit.count() > 1)
    assert sheet._kit.itemText(0) == "Ours"
    sheet._name.setText("Jonas Lindqvist")
    sheet._role.setText("Engineer")
    sheet._kit.setCurrentIndex(0)
    sheet._accept(start=True)
    whole.until(lambda: live.live.is_open and live.live.kit is not None and live.live.kit.name == "Ours")
    assert live.live.kit.sections[0].title == "By another title"
    whole.window.open_interview(running.id)
    whole.until(lambda: live.live.kit == held)
    assert stored(whole, lambda desk: desk.kit_of(desk.interview(running.id))) == held


def test_to_look_at_a_kit_with_no_break_spaces_changes_nothing(whole, library):
    french = replace(used(whole), id="fr", name="Gouvernance\u00a0: l\u2019essentiel", role="RSSI\u00a0?", version=1)
    whole.jobs.write(lambda desk: desk.use_kit(french))
    assert whole.jobs.flush()
    whole.until(lambda: "fr" in library.kits._pages)
    library.kits.shelf.choose("fr")
    library.kits.shelf.begin()
    steps = whole.window.commands.undo.last
    whole.key(KEY.Key_F2)
    opened(whole, library.editor, "fr")
    library.editor.fields.name.setFocus()
    whole.key(KEY.Key_Tab)
    whole.key(KEY.Key_Escape)
    settle(whole)
    assert whole.window.commands.undo.last is steps
    assert stored(whole, lambda desk: {page.kit.id: page.draft for page in desk.kit_pages()})["fr"] is None
    assert "\u00a0" in used(whole, "fr").name
