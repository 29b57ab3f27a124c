"""Cover: one key hides names and notes in every window of the program at once; the same key shows them again.

Each window gets a page over all of it, painted before the key's turn of the event loop ends; a window that opens
meanwhile gets one before it is first painted. Titles hold no names, so the task bar has none to hide.

While the pages are up no key gets behind them but those that the shown screen says may (`Screen.takes_unseen`): in
an interview one goes on typing, and the page shows the clock. The keyboard stays where it was, so that nothing is
lost of a selection or a half-written word. The system's own file chooser is no window of ours; while covered, the
program uses Qt's instead.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.popups import close_popups
from ui.widgets.screen import Screen
from ui.widgets.words import Words

LOW = 15
"""Lines of text below which a window's page stands in one row."""
NARROW = 24
"""Ems of the text below which such a row has no room for a sentence."""
ICON = 40
HEADING = "Names and notes are covered"
NOTHING_PASSES = "No other key does anything until you show them again."
_TYPING = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod)


class CoverPage(QWidget):
    """What one window shows while it is covered: never anything of a candidate."""

    def __init__(self, window: QWidget, action: QAction) -> None:
        super().__init__(window)
        self._over, self._action = window, action
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)  # so that nothing behind it takes them
        self.setAccessibleName(HEADING)
        self._icon = QLabel()
        self.clock = Words("", "title")
        self.clock.setAccessibleName("Time on the clock")
        self.heading = Words(HEADING, "heading")
        self.sentence = Words("", tone="muted", wrap=True)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a space typed blindly must not uncover
        self.button.clicked.connect(action.trigger)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.GAP // 2)
        self._words.addWidget(self.heading)
        self._words.addWidget(self.sentence)
        for part in (self._icon, self.clock):
            self._row.addWidget(part)
        self._row.addLayout(self._words)
        self._row.addWidget(self.button)
        self._row.insertStretch(0, 2)
        self._row.addStretch(3)
        self._icon.setPixmap(theme.icon("cover", "muted").pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))

    def say(self, clock: str, sentence: str) -> None:
        """The time on the clock, if there is one, and what becomes of keys."""
        self.clock.setText(clock)
        self.clock.setVisible(bool(clock))
        self.sentence.setText(sentence)
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setText(f"Show again ({keys})" if keys else "Show again")
        self.setAccessibleDescription(sentence)

    def fill(self) -> None:
        """Cover the whole of the window."""
        self.setGeometry(self._over.rect())
        self.raise_()

    def follow_text_size(self) -> None:
        """A low window may have become high enough for its text, or the other way round."""
        self._lay_out()

    def _lay_out(self) -> None:
        low = self.height() < LOW * self.fontMetrics().height()
        middle = Qt.AlignmentFlag.AlignVCenter if low else Qt.AlignmentFlag.AlignHCenter
        margin = theme.SPACE if low else theme.MARGIN
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._row.setContentsMargins(margin, theme.GAP, margin, theme.GAP)
        self._row.setSpacing(theme.SPACE)
        for part in (self._icon, self.clock, self.button):
            self._row.setAlignment(part, middle)
        for words in (self.heading, self.sentence):
            words.setAlignment(middle | (Qt.AlignmentFlag.AlignLeft if low else Qt.AlignmentFlag.AlignTop))
        self._icon.setVisible(not low)
        self.heading.setVisible(not low)
        self.sentence.setVisible(not low or self.width() >= NARROW * self.fontMetrics().horizontalAdvance("M"))
        self._row.setStretch(0, 0 if low else 2)
        self._row.setStretch(3, 1 if low else 0)
        self._row.setStretch(5, 0 if low else 3)
        self._row.activate()  # the page is painted in this turn

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))

    # What a mouse does here goes to nothing behind the page.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()


class Cover(QObject):
    """Covers and uncovers all windows; `action` is the command that does it, `rooms` hold the screen that is shown."""

    def __init__(self, window: QWidget, rooms: QStackedWidget, action: QAction) -> None:
        super().__init__(window)
        self._window, self._rooms, self._action = window, rooms, action
        self._pages: dict[QWidget, CoverPage] = {}
        self._covered: Screen | None = None
        """The screen that knows it is covered."""
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._say)
        rooms.currentChanged.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """Whether names and notes are hidden now."""
        return bool(self._pages)

    def toggle(self) -> None:
        """Hide at once, or show again."""
        if self.is_on:
            self._uncover()
        else:
            self._cover()

    def _cover(self) -> None:
        close_popups()
        for window in _application().topLevelWidgets():
            if window.isVisible() and not isinstance(window, CoverPage):
                self._put_page(window)
        for page in self._pages.values():
            page.repaint()  # now, not at the end of the turn
        self._tell_screen(True)
        if self._screen.unseen_words and _application().activeModalWidget() is None:
            self._window.activateWindow()  # where one can go on typing
        # From here on: windows that open get a page, and keys stay out.
        _application().installEventFilter(self)
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        self._second.start()
        announce(self._window, f"{HEADING}.")

    def _uncover(self) -> None:
        _application().removeEventFilter(self)
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)
        self._second.stop()
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._tell_screen(False)
        announce(self._window, "Names and notes are shown again.")

    # --- Pages --------------------------------------------------------------------------------

    def _put_page(self, window: QWidget) -> None:
        page = CoverPage(window, self._action)
        self._pages[window] = page
        page.destroyed.connect(lambda: self._gone(window, page))
        self._say_on(page)
        page.fill()
        page.show()

    def _gone(self, window: QWidget, page: CoverPage) -> None:
        """The page went: with its window, or after it was taken off, when the window may have another one."""
        if self._pages.get(window) is page:
            del self._pages[window]

    def _say(self) -> None:
        for page in self._pages.values():
            self._say_on(page)

    def _say_on(self, page: CoverPage) -> None:
        if page.window() is self._window:
            page.say(self._screen.clock(), self._screen.unseen_words or NOTHING_PASSES)
        else:
            page.say("", NOTHING_PASSES)

    @property
    def _screen(self) -> Screen:
        screen = self._rooms.currentWidget()
        assert isinstance(screen, Screen)
        return screen

    def _follow(self) -> None:
        """Another screen is behind the pages now."""
        if self.is_on:
            self._tell_screen(True)
            self._say()

    def _tell_screen(self, on: bool) -> None:
        if self._covered is not None:
            self._covered.cover(False)
        self._covered = self._screen if on else None
        if self._covered is not None:
            self._covered.cover(True)

    # --- Keys and new windows -----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind in _TYPING:
            return self._stays_out(watched, event)
        if kind == QEvent.Type.ToolTip:
            return True
        if kind == QEvent.Type.Show and watched.isWindow() and watched not in self._pages:
            self._put_page(watched)
        elif kind == QEvent.Type.Resize and (page := self._pages.get(watched)) is not None:
            page.fill()
        return False

    def _stays_out(self, watched: QWidget, event: QEvent) -> bool:
        """Whether typing goes no further; the key that uncovers always does."""
        if isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) in self._action.shortcuts():
            return False
        if watched.window() is self._window and self._screen.takes_unseen(event):
            return False
        event.accept()
        return True


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
