"""The window as a strip that stays above all others, beside a video call; on the way back it is where it was.

It is the same window, so that the keyboard, the text being typed and every command stay as they are: what is around
the screen gives way, and the window gets the strip's own place. Where more room is needed for a moment (questions,
the palette), it grows by that much and shrinks again. To stay on top is asked of the native window alone: Qt's own
way hides a widget and makes its window anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from ui import remembered
from ui.places import Box, Places, box_of

SIZE = (1200, 800)
"""Of the whole window when it first comes up, where the screen has room for it."""
GAP = 24
"""Pixels from the top of the screen where it first comes up."""
HIGH = 26
"""Lines of text that the palette wants."""


class Strip(QObject):
    """Makes `window` a strip and a window again. `around` gives way, `below` stays; both places are kept here."""

    def __init__(self, window: QMainWindow, around: Sequence[QWidget], below: QWidget) -> None:
        super().__init__(window)
        self._window, self._around, self._below = window, around, below
        self._full, self._places = Places("window"), Places("strip")
        self.is_on = False
        self._sizes: Callable[[], tuple[QSize, QSize]]
        self._good = QSize(1, 1)
        self._state = Qt.WindowState.WindowNoState
        self._before = Box(0, 0, 1, 1)
        self._was_whole = True
        """The window stood whole on a screen; one that somebody pushed over the edge goes back there."""
        self._base = self._placed = Box(0, 0, 1, 1)
        """The strip's own place without what it grew by, and where it was put last."""
        self._extra = self._least = 0

    @property
    def stays_on_top(self) -> bool:
        """Whether the desktop has windows that stay on top when a program asks for it; Wayland leaves it to people."""
        return not QGuiApplication.platformName().startswith("wayland")

    def sentence(self, key: str) -> str:
        """What to say of it when it has come up; `key` leads back."""
        if not self.stays_on_top:
            return "This desktop lets no program stay on top, so this is a normal small window."
        return f"{key} leads back to the whole window." if key else "The menu leads back to the whole window."

    def come_up(self) -> None:
        """Put the window, which is not shown yet, where it was on the screens that there are now."""
        window, place = self._window, self._full.find(self._window)
        if place is not None:
            self._put(place)
        else:  # where, the desktop knows best
            size = Places.fit(Box(0, 0, *SIZE), window)
            window.resize(size.width, size.height)

    def begin(self, sizes: Callable[[], tuple[QSize, QSize]]) -> None:
        """Become a strip; `sizes` says the least size that the screen needs, and a good one."""
        window = self._window
        self.keep()
        self._state = window.windowState()
        self._before = box_of(window.normalGeometry() if remembered.fills(window) else window.geometry())
        self._was_whole = Places.fit(self._before, window) == self._before
        self.is_on = True
        window.setUpdatesEnabled(False)
        for part in self._around:
            part.hide()
        self._sizes = sizes
        wanted = self._fit()
        self._unfill()
        self._stay_on_top(self.stays_on_top)
        around = window.screen().availableGeometry()
        first = Box(around.center().x() - wanted.width() // 2, around.top() + GAP, wanted.width(), wanted.height())
        self._base = self._places.find(window) or Places.fit(first, window)
        self._put(self._base)
        window.setUpdatesEnabled(True)

    def end(self, arrange: Callable[[], object]) -> None:
        """Be the whole window again, where it was and as large."""
        window = self._window
        self.keep()
        self.is_on = False
        self._extra = self._least = 0
        window.setUpdatesEnabled(False)
        arrange()
        for part in self._around:
            part.show()
        self._body.setMinimumSize(0, 0)
        self._settle()
        self._unfill()
        self._stay_on_top(False)
        self._put(Places.fit(self._before, window) if self._was_whole else self._before)
        window.setWindowState(self._state)
        window.setUpdatesEnabled(True)

    def follow_text_size(self) -> None:
        """The text has another size, and so has the strip, as soon as what is inside knows its own."""
        QTimer.singleShot(0, self, self._scale)

    def _scale(self) -> None:
        if self.is_on:
            self._follow()
            before, base = self._good, self._base
            good = self._fit()
            width, height = base.width * good.width() // before.width(), base.height * good.height() // before.height()
            self._base = Places.fit(Box(base.left, base.top, width, height), self._window)
            self._put(self._base)
            self._grow(self._extra, self._least)

    def _fit(self) -> QSize:
        """Take the sizes that the text asks for now; what is good is the answer."""
        least, good = self._sizes()
        more = QSize(0, self._below.sizeHint().height())
        self._body.setMinimumSize(least + more)
        self._settle()
        self._good = good + more
        return self._good

    def keep(self) -> None:
        """Remember where it stands now: the strip without what it grew by, else the window."""
        if self.is_on:
            self._follow()
            self._places.keep(self._window, self._base)
        else:
            self._full.keep(self._window)
            remembered.keep_stand(self._window)

    # --- More room for a moment ---------------------------------------------------------------

    def add_room(self, pixels: int) -> None:
        """Be higher by so many pixels, for a part that opened; 0 takes that back."""
        if self.is_on:
            self._grow(pixels, self._least)

    def make_room_for(self, part: QWidget) -> None:
        """Be at least `HIGH` lines high as long as `part`, which floats over the window, is shown."""
        if self.is_on:
            part.installEventFilter(self)
            self._grow(self._extra, HIGH * self._window.fontMetrics().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.HideToParent:
            watched.removeEventFilter(self)
            if self.is_on:
                self._grow(self._extra, 0)
        return False

    def _grow(self, extra: int, least: int) -> None:
        self._follow()
        self._extra, self._least = extra, least
        base = self._base
        high = Box(base.left, base.top, base.width, max(base.height + extra, least))
        self._put(Places.fit(high, self._window) if high != base else base)

    def _follow(self) -> None:
        """Somebody may have moved the strip or drawn it larger since it was put there, unless it fills the screen."""
        if remembered.fills(self._window):
            return
        now, placed, base = box_of(self._window.geometry()), self._placed, self._base
        left, top = base.left + now.left - placed.left, base.top + now.top - placed.top
        self._base = Box(left, top, now.width, max(1, base.height + now.height - placed.height))
        self._placed = now

    # --- The native window --------------------------------------------------------------------

    @property
    def _body(self) -> QWidget:
        body = self._window.centralWidget()
        assert body is not None
        return body

    def _unfill(self) -> None:
        fills = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
        self._window.setWindowState(self._window.windowState() & ~fills)

    def _put(self, place: Box) -> None:
        if remembered.fills(self._window):
            return  # there is room for all, and the place it goes back to is kept
        self._window.setGeometry(place.left, place.top, place.width, place.height)
        self._placed = box_of(self._window.geometry())

    def _settle(self) -> None:
        """Let the window's layout know of the new least size before it is made that small."""
        layout = self._window.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def _stay_on_top(self, on: bool) -> None:
        hint = Qt.WindowType.WindowStaysOnTopHint
        flags = self._window.windowFlags()
        self._window.overrideWindowFlags(flags | hint if on else flags & ~hint)
        native = self._window.windowHandle()
        if native is not None:
            native.setFlag(hint, on)
