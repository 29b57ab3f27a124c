"""Buttons that wrap: each in sight, none over another, hidden ones without room."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.flow import Flow

WORDS = ("Use for new interviews", "Drop the changes", "Show the first", "Add")


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.buttons = [QPushButton(words) for words in WORDS]
    made.buttons[2].hide()
    made.flow = Flow(made.buttons)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made.flow)
    column.addStretch(1)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


def shown(page):
    QApplication.processEvents()
    return [button for button in page.buttons if button.isVisible()]


def test_all_stand_in_one_line_where_there_is_room(page):
    assert [button.text() for button in shown(page)] == [WORDS[0], WORDS[1], WORDS[3]]
    assert {button.y() for button in shown(page)} == {0}
    assert page.flow.height() == page.buttons[0].height()


@pytest.mark.parametrize("width", range(160, 700, 45))
def test_none_is_cut_or_lies_over_another_at_any_width(page, width):
    page.resize(width, 300)
    places = [button.geometry() for button in shown(page)]
    assert all(page.flow.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for n, one in enumerate(places) for other in places[:n])


def test_who_comes_and_goes_takes_and_gives_room(page):
    before = page.buttons[3].x()
    page.buttons[2].show()
    assert len(shown(page)) == 4
    assert page.buttons[3].x() == before + page.buttons[2].width() + theme.GAP
    page.buttons[0].hide()
    assert page.buttons[1].isVisible() and shown(page)[0].x() == 0
