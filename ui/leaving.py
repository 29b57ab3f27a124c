"""The one question at the end: quit although something could not be saved?"""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def quits_unsaved(window: QWidget) -> bool:
    """Ask, with staying as what Enter and Esc do; the platform orders the buttons by their roles."""
    question = QMessageBox(window)
    question.setWindowTitle("Not everything is saved")
    question.setText("Some of what you wrote could not be saved, and quitting now loses it.")
    question.setInformativeText("Stay, make room on the disk, and try again.")
    stay = question.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    leave = question.addButton("Quit without it", QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(stay)
    question.setEscapeButton(stay)
    question.exec()
    return question.clickedButton() is leave
