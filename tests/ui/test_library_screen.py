"""The Library shows what there is and hands addresses on."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from feedback_desk.desk import Desk
from feedback_desk.model import Resource
from tests.ui.whole_window import WholeWindow, titles
from ui.library.told import matching, verified_text


@pytest.fixture
def whole(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()


def resource(**given):
    values = {
        "id": "r",
        "title": "A lab",
        "provider": "Somebody",
        "url": "https://example.org/lab",
        "kind": "lab",
        "level": "all",
        "cost": "free",
        "summary": "Practise injection.",
        "skills": ("sql-injection",),
        "verified": "page",
        "verified_on": date(2026, 11, 20),
    }
    return Resource(**(values | given))


# --- The Library ----------------------------------------------------------------------------------


def test_the_keys_of_the_kits_work_on_their_tab_and_on_no_other(whole):
    whole.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    library = whole.window.place("library")
    whole.until(lambda: titles(library.kits.shelf._list) != [])
    whole.key(Qt.Key.Key_Right)
    whole.key(Qt.Key.Key_F2)
    whole.qtbot.wait(200)
    assert library._skill_shelf.isVisible()
    whole.key(Qt.Key.Key_Left)
    whole.key(Qt.Key.Key_F2)
    whole.until(library.editor.isVisible)


def test_what_a_filter_hides_is_meant_by_no_command(whole):
    library = whole.room("library")
    whole.until(lambda: titles(library.kits.shelf._list) != [])
    actions = [whole.window.commands.action(command) for command in ("kit_edit", "kit_bin", "kit_export", "kit_copy")]
    assert all(action.isEnabled() for action in actions)
    library.kits.shelf.search.setText("zzzz")
    assert titles(library.kits.shelf._list) == []
    assert not any(action.isEnabled() for action in actions)
    library.kits.shelf.search.clear()
    assert all(action.isEnabled() for action in actions)


def test_every_kit_is_there_to_read(whole):
    library = whole.room("library")
    shelf = library.kits.shelf
    with Desk.open(whole.home, readonly=True) as desk:
        kits = desk.kits()
    whole.until(lambda: titles(shelf._list) == [kit.name for kit in kits])
    text = shelf._reading.toPlainText()
    assert kits[0].sections[0].title in text
    assert kits[0].sections[0].questions[0] in text


def test_skills_are_found_by_alias_and_by_slips_of_the_finger(whole):
    library = whole.room("library")
    library._tabs.setCurrentIndex(1)
    shelf = library._skill_shelf
    shelf.search.setFocus()
    whole.type("#sqli")
    whole.until(lambda: bool(titles(shelf._list)) and titles(shelf._list)[0] == "SQL injection")
    assert "What good looks like" in shelf._reading.toPlainText()


def test_a_resource_opens_in_the_browser_and_says_how_it_was_verified(whole, monkeypatch):
    library = whole.room("library")
    library._tabs.setCurrentIndex(2)
    shelf = library._resource_shelf
    whole.until(lambda: len(titles(shelf._list)) > 10)
    current = library._resources[library._resource]
    assert current.url in shelf._reading.toPlainText()
    assert verified_text(current) in shelf._reading.toPlainText()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    next(b for b in shelf.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert opened == [current.url]
    shelf.search.setText("no such thing anywhere")
    assert shelf._nothing.isVisible()
    assert not shelf._reading.toPlainText()


def test_resources_are_filtered_by_every_word():
    both = [resource(), resource(title="A book", kind="book", cost="paid")]
    assert matching(both, "LAB free") == [both[0]]
    assert matching(both, "injection") == both
    assert not matching(both, "lab paid")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Its page was last seen listed on 20 November 2026."),
        ({"verified": "no"}, "Its address was not verified."),
        ({"verified": "exact", "verified_on": None}, "Its address was last seen listed."),
    ],
)
def test_how_an_address_was_verified_is_said_plainly(given, text):
    assert verified_text(resource(**given)) == text
