"""What is cut, covered or pushed off a window: looked up in the widgets that are really shown."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from ui.widgets.words import Elided, Words

SLACK = 1
"""Pixels that rounding may take."""


def trouble(window: QWidget) -> list[str]:
    """One sentence for each text that is cut, each pair that overlaps, each area that scrolls sideways."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisibleTo(window) and not w.isWindow()]
    found = []
    for widget in shown:
        wrong = (_cut_text(widget), _outside(widget), _sideways(widget))
        found += [f"{_name(widget)}: {what}" for what in wrong if what]
    for parent in (window, *shown):
        found += _overlaps(parent)
    return found


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    said = text or widget.accessibleName()
    above, parents = widget.parentWidget(), []
    while above is not None and len(parents) < 3:
        parents.append(type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__} {said[:50]!r} in {' in '.join(parents)}"


def _cut_text(widget: QWidget) -> str:
    have = widget.contentsRect().size()
    if isinstance(widget, Elided):
        return "" if have.height() + SLACK >= widget.fontMetrics().height() else "its line is cut"
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            need = widget.heightForWidth(widget.width())
            if widget.height() + SLACK < need:
                return f"needs a height of {need}, has {widget.height()}"
            longest = max((widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split()), default=0)
            broken = isinstance(widget, Words)  # it breaks words that are too long
            return (
                f"a word needs {longest}, has {have.width()}" if longest > have.width() + SLACK and not broken else ""
            )
        need_size = widget.sizeHint()
        if widget.width() + SLACK < need_size.width() or widget.height() + SLACK < need_size.height():
            return f"needs {need_size.toTuple()}, has {widget.size().toTuple()}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        if type(widget).__name__ == "RatingStep":
            return ""  # what it looks like in behaviour may end in an ellipsis; the tool tip has the whole
        if widget.hasHeightForWidth():
            need = widget.heightForWidth(widget.width())
            return f"needs a height of {need}, has {widget.height()}" if widget.height() + SLACK < need else ""
        need_size = widget.sizeHint()
        if widget.width() + SLACK < need_size.width() or widget.height() + SLACK < need_size.height():
            return f"needs {need_size.toTuple()}, has {widget.size().toTuple()}"
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        need = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if need > field.width() + SLACK:
            return f"{widget.currentText()!r} needs {need}, has {field.width()}"
        if widget.height() + SLACK < widget.minimumSizeHint().height():
            return f"needs a height of {widget.minimumSizeHint().height()}, has {widget.height()}"
    elif isinstance(widget, QLineEdit):
        if widget.height() + SLACK < widget.minimumSizeHint().height():
            return f"needs a height of {widget.minimumSizeHint().height()}, has {widget.height()}"
    elif isinstance(widget, QTabBar) and widget.count():
        shown = sum(widget.tabRect(n).width() for n in range(widget.count()) if widget.isTabVisible(n))
        if shown > widget.width() + SLACK:
            return f"its tabs need {shown}, have {widget.width()}"
    return ""


def _outside(widget: QWidget) -> str:
    """Whether its parent shows less than all of it; what lies in an area that scrolls may."""
    parent = widget.parentWidget()
    if parent is None or widget.size().isEmpty():
        return ""
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
        return ""
    place = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return "" if place.contains(widget.geometry()) else f"lies at {_place(widget)} outside of {parent.size().toTuple()}"


def _sideways(widget: QWidget) -> str:
    if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        return f"scrolls sideways by {widget.horizontalScrollBar().maximum()}"
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        over = widget.widget().width() - widget.viewport().width()
        if over > SLACK and widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            return f"hides {over} on the right, and can't be scrolled there"
    return ""


def _overlaps(parent: QWidget) -> list[str]:
    if isinstance(parent, (QAbstractScrollArea, QSplitter, QDialogButtonBox, QComboBox, QLineEdit, QTabBar)):
        return []  # they place their own parts
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.property("float")
        and not child.size().isEmpty()
    ]
    found = []
    for one, other in combinations(children, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > SLACK and common.height() > SLACK:
            found.append(f"{_name(one)} and {_name(other)} overlap by {common.size().toTuple()}")
    return found


def _place(widget: QWidget) -> tuple[int, ...]:
    place: QRect = widget.geometry()
    return place.getRect()
