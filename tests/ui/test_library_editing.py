"""Letter wording and the checks' lists are edited in the Library: saved when one leaves them, tried out, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from feedback_desk.desk import Desk
from feedback_desk.letter.lists import load_lists
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import Severity
from tests.ui.whole_window import WholeWindow, titles
from ui.library.checks_tab import ChecksTab
from ui.library.wording_tab import GROUPS, WordingTab


@pytest.fixture
def whole(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()


def tab(whole, kind):
    """The tab of that kind, filled."""
    library = whole.room("library")
    shown = library.findChild(kind)
    library._tabs.setCurrentWidget(shown)
    whole.until(lambda: bool(titles(shown._shelf._list)))
    return shown


@pytest.fixture
def wording(whole):
    return tab(whole, WordingTab)


@pytest.fixture
def checks(whole):
    return tab(whole, ChecksTab)


def button(shown, text):
    return next(one for one in shown.findChildren(QPushButton) if one.text() == text)


def stored(whole, ask):
    assert whole.jobs.flush()
    with Desk.open(whole.home, readonly=True) as desk:
        return ask(desk)


def written(whole, field, text):
    """Write over what the field holds, by keyboard."""
    field.setFocus()
    whole.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    whole.type(text)


# --- Wording --------------------------------------------------------------------------------------


def test_every_text_of_the_wording_is_in_the_list(wording):
    shown = [row.id for row in wording._shelf._model.rows if not row.heading]
    assert sorted(shown) == sorted(load_wording().texts)
    assert titles(wording._shelf._list)[0] == GROUPS[0][0]


def test_a_text_is_saved_when_one_leaves_it_and_shown_as_it_reads(whole, wording):
    wording._shelf.choose("salutation")
    written(whole, wording._editor, "Hello {name},")
    assert "Hello Asha Verma," in wording._shelf._reading.toPlainText()
    assert stored(whole, lambda desk: desk.wording().salutation) == "Dear {name},"
    whole.key(Qt.Key.Key_Tab)
    assert stored(whole, lambda desk: desk.wording().salutation) == "Hello {name},"
    assert next(row.note for row in wording._shelf._model.rows if row.id == "salutation") == "yours"
    assert stored(whole, lambda desk: desk.wording("en", "formal").salutation) == "Dear {name},"


def test_what_can_not_be_used_is_not_saved_and_not_lost(whole, wording):
    wording._shelf.choose("salutation")
    written(whole, wording._editor, "Hello {nme},")
    assert wording._trouble.isVisible()
    assert "can't use {nme}" in wording._trouble.text()
    assert stored(whole, lambda desk: desk.wording().salutation) == "Dear {name},"
    wording._shelf.choose("slots.sign_off")
    assert not wording._trouble.isVisible()
    wording._shelf.choose("salutation")
    assert wording._editor.toPlainText() == "Hello {nme},"


def test_variants_stand_one_a_line_and_are_restored_with_undo(whole, wording):
    wording._shelf.choose("slots.sign_off")
    shipped = wording._editor.toPlainText()
    assert tuple(shipped.splitlines()) == load_wording().slots["sign_off"]
    written(whole, wording._editor, "Yours,")
    whole.key(Qt.Key.Key_Return)
    whole.type("Take care,")
    wording._shelf.search.setFocus()
    assert stored(whole, lambda desk: desk.wording().slots["sign_off"]) == ("Yours,", "Take care,")
    button(wording, "Restore this text").click()
    assert wording._editor.toPlainText() == shipped
    assert stored(whole, lambda desk: desk.wording().slots["sign_off"]) == load_wording().slots["sign_off"]
    wording._editor.setFocus()
    wording._editor.undo()
    wording._shelf.search.setFocus()
    assert stored(whole, lambda desk: desk.wording().slots["sign_off"]) == ("Yours,", "Take care,")


def test_all_texts_are_restored_and_that_is_taken_back(whole, wording):
    wording._shelf.choose("salutation")
    written(whole, wording._editor, "Hello {name},")
    button(wording, "Restore all texts").click()
    whole.until(lambda: wording._editor.toPlainText() == "Dear {name},")
    assert stored(whole, lambda desk: desk.wording().salutation) == "Dear {name},"
    whole.until(lambda: whole.window.commands.undo.last is not None)
    whole.window.commands.undo.undo()
    whole.until(lambda: wording._editor.toPlainText() == "Hello {name},")
    assert stored(whole, lambda desk: desk.wording().salutation) == "Hello {name},"


def test_another_language_has_its_own_texts(whole, wording):
    wording._language.setCurrentIndex(wording._language.findData("hi"))
    wording._language.activated.emit(wording._language.currentIndex())
    hindi = load_wording("hi")
    whole.until(lambda: wording._texts == dict(hindi.texts))
    wording._shelf.choose("salutation")
    assert wording._editor.toPlainText() == hindi.salutation
    wording._shelf.search.setText("no such text")
    assert not wording._editor.isVisible()


# --- The lists of the checks ----------------------------------------------------------------------


def test_nothing_is_restored_before_it_is_there_nor_while_it_is_as_it_came(whole):
    for made in (ChecksTab(whole.jobs), WordingTab(whole.jobs, whole.window.commands.undo)):
        whole.qtbot.addWidget(made)
        assert not made._restore.isEnabled()
    for words in load_lists().word_lists:
        assert all(pattern.written == pattern.written.strip() for pattern in (*words.patterns, *words.excepted))


def test_every_list_is_there_with_what_it_does(checks):
    names = [row.id for row in checks._shelf._model.rows]
    assert names == [one.name for one in load_lists().word_lists]
    assert len(set(names)) == len(names)
    assert next(row.note for row in checks._shelf._model.rows if row.id == "speech") == "stops"


def test_a_pattern_is_added_tried_and_used_by_the_next_check(whole, checks):
    checks._shelf.choose("speech")
    checks._looked_for.setFocus()
    whole.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    whole.key(Qt.Key.Key_Return)
    whole.type("plummy (voice|tone)")
    checks._try.setFocus()
    whole.type("You have a plummy tone.")
    assert checks._shelf._reading.toPlainText() == "Found: “plummy tone”"
    found = stored(whole, lambda desk: desk.check_text("# Letter\n\nDear Asha,\n\nYou have a plummy tone.\n"))
    (speech,) = [one for one in found if one.rule == "speech"]
    assert (speech.text, speech.severity) == ("plummy tone", Severity.BLOCK)
    button(checks, "Restore this list").click()
    assert stored(whole, lambda desk: desk.check_lists()) == load_lists()
    assert checks._shelf._reading.toPlainText() == "Nothing is found in it."


def test_a_pattern_that_can_not_be_read_is_named_and_not_saved(whole, checks):
    checks._shelf.choose("culture-fit")
    written(whole, checks._looked_for, "(one|two")
    whole.key(Qt.Key.Key_Tab)
    assert "(one|two" in checks._trouble.text()
    assert checks._trouble.isVisible()
    assert stored(whole, lambda desk: desk.check_lists()) == load_lists()
    checks._shelf.choose("speech")
    checks._shelf.choose("culture-fit")
    assert checks._looked_for.toPlainText() == "(one|two"


def test_lists_of_one_rule_are_changed_apart(whole, checks):
    checks._shelf.choose("fluency")
    written(whole, checks._looked_for, "chatty")
    whole.room("settings")
    lists = stored(whole, lambda desk: desk.check_lists("hi")).word_lists
    by_name = {one.name: [pattern.written for pattern in one.patterns] for one in lists}
    assert by_name["fluency"] == ["chatty"]
    assert "chatty" not in by_name["speech"]
