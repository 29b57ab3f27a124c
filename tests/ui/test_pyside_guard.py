"""PySide6 6.12 loses a reference to None on each wrapped call and ends Python 3.11 after some thousands of them."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QPlainTextEdit

CALLS = 2_000


class Sender(QObject):
    sent = Signal(int)


def test_void_calls_and_signals_keep_the_count_of_none(qtbot):
    field, sender, model = QPlainTextEdit(), Sender(), QStandardItemModel()
    qtbot.addWidget(field)
    sender.sent.connect(lambda number: None)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        field.setPlainText("x")
        sender.sent.emit(number)
        model.setRowCount(1)
    assert sys.getrefcount(None) > before - CALLS / 10
