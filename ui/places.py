"""Where a window comes up: where it was on the screens there are now, and whole on one of them.

A place is kept for each screen that a window was on, measured from that screen's corner: a laptop taken off its desk
and put back finds the place of either. All sums are in Qt's units, which a scale of 125 or 200 % makes fewer of; so a
place from before may be larger than the screen is now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feedback_desk.record import Record
from ui import remembered

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

KEPT = "places"
TITLE_BAR = 32
"""What is left for it above a window that was never shown yet."""


class Box(Record):
    """A rectangle; `right` and `bottom` are the first that lie outside."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def holds(self, other: Box) -> bool:
        """Whether all of `other` lies within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def moved(self, x: int, y: int) -> Box:
        return Box(self.left + x, self.top + y, self.width, self.height)


def fitting(place: Box, screens: Sequence[Box]) -> Box:
    """`place`, moved as little as it takes to be whole on the screen it is most on, and no larger than that screen.

    Where it is on none, the screen nearest to its middle takes it; among equals the first, which is the main one.
    """
    screen = max(screens, key=lambda s: (_shared(place, s), -_distance(place, s)))
    width, height = min(place.width, screen.width), min(place.height, screen.height)
    left = min(max(place.left, screen.left), screen.right - width)
    top = min(max(place.top, screen.top), screen.bottom - height)
    return Box(left, top, width, height)


def lately(kept: dict[str, Box], screens: dict[str, Box]) -> Box | None:
    """The place kept last for a screen that is there, else the last of all as if on the main one; None without any.

    `kept` is in the order in which its places were kept, `screens` has the main one first.
    """
    for name in reversed(kept):
        if name in screens:
            return kept[name].moved(screens[name].left, screens[name].top)
    if not kept:
        return None
    main, last = next(iter(screens.values())), kept[next(reversed(kept))]
    return last.moved(main.left, main.top)


def _shared(one: Box, other: Box) -> int:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0, width) * max(0, height)


def _distance(place: Box, screen: Box) -> int:
    """From the middle of `place` to the nearest point of the screen, doubled and squared."""
    x, y = place.left + place.right, place.top + place.bottom
    across = max(2 * screen.left - x, 0, x - 2 * screen.right)
    down = max(2 * screen.top - y, 0, y - 2 * screen.bottom)
    return across * across + down * down


class Places:
    """The places of one kind of window (`window`, `strip`), kept in `window.ini`."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def keep(self, window: QWidget, place: Box | None = None) -> None:
        """Where the window is now, or `place`, is its place on the screen that it is on."""
        shown = window.normalGeometry() if remembered.fills(window) else window.geometry()
        box, screen = place or box_of(shown), _area(window.screen())
        name = window.screen().name()
        kept = self._recall()
        kept.pop(name, None)
        kept[name] = box.moved(-screen.left, -screen.top)
        rows = {n: [b.left, b.top, b.width, b.height] for n, b in kept.items()}
        every = remembered.recall(KEPT)
        rest = every if isinstance(every, dict) else {}
        remembered.keep(KEPT, {**rest, self._kind: rows})

    def find(self, window: QWidget) -> Box | None:
        """Where it was lately, whole on a screen that is there; None when it was nowhere yet."""
        from PySide6.QtWidgets import QApplication

        screens = {screen.name(): _area(screen) for screen in QApplication.screens()}
        place = lately(self._recall(), screens)
        return self.fit(place, window) if place is not None else None

    @staticmethod
    def fit(place: Box, window: QWidget) -> Box:
        """`place` whole on a screen, frame and title bar too."""
        from PySide6.QtWidgets import QApplication

        outer, inner = window.frameGeometry(), window.geometry()
        left, top = inner.left() - outer.left(), inner.top() - outer.top()
        right, bottom = outer.right() - inner.right(), outer.bottom() - inner.bottom()
        if not window.isVisible():
            top = TITLE_BAR
        areas = [_area(screen) for screen in QApplication.screens()]
        return fitting(
            place, [Box(a.left + left, a.top + top, a.width - left - right, a.height - top - bottom) for a in areas]
        )

    def _recall(self) -> dict[str, Box]:
        every = remembered.recall(KEPT)
        rows = every.get(self._kind) if isinstance(every, dict) else None
        if not isinstance(rows, dict):
            return {}
        return {name: Box(*row) for name, row in rows.items() if _is_box(row)}


def _area(screen: QScreen) -> Box:
    """What a screen leaves to windows."""
    return box_of(screen.availableGeometry())


def box_of(rectangle: QRect) -> Box:
    """Qt's rectangle as one of ours."""
    return Box(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height())


def _is_box(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 4 or not all(type(n) is int for n in row):
        return False
    return bool(row[2] > 0 and row[3] > 0)
