"""The letter's own PDF, page under page, drawn in the background and kept at its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from feedback_desk.errors import DeskError
from feedback_desk.model import DrawnLetter, Letter, PagePicture
from ui import theme
from ui.jobs import Jobs

PAUSE = 60
"""Milliseconds without a change after which the letter is drawn anew: between two keys of a fast typist."""
LONGEST_WAIT = 600
"""Milliseconds after which it is drawn although the typing goes on."""
A4_RATIO = 297 / 210


class Page(QWidget):
    """One page: white until its picture is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._pixels: bytes | bytearray = b""
        """What the image looks at; Qt keeps no hold of it."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: PagePicture) -> None:
        self._image = QImage(picture.pixels, picture.width, picture.height, QImage.Format.Format_RGB32)
        self._pixels = picture.pixels
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its paper asks for: a layout asks for that only once, before it knows the width."""
        ratio = self._image.height() / self._image.width() if not self._image.isNull() else A4_RATIO
        self.setFixedHeight(round(self.width() * ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))  # paper is white in every scheme
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QScrollArea):
    """Shows the letter given to `show_letter`, as soon as the typing pauses."""

    trouble = Signal(object)
    """A `DeskError`: the pages in sight are those of older words."""
    drawn = Signal(object)
    """The `DrawnLetter` that is now on screen."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._letter: Letter | None = None
        self._busy = False
        self._again = False
        self._pages: list[Page] = []
        self.setAccessibleName("Preview of the letter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a page is as high as its width asks for, so a bar that takes width away when the page is too
        # high would make it fit, go, and make it too high again, until the stack is full.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        self._column.addStretch()
        self.setWidget(sheet)
        self._set_page_count(1)
        self._pause = self._timer(PAUSE)
        self._limit = self._timer(LONGEST_WAIT)

    def show_letter(self, letter: Letter) -> None:
        """Show this letter soon; what is on screen stays until the new pages are there."""
        self._letter = letter
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._letter is not None and event.size().width() != event.oldSize().width():
            self._pause.start()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._draw)
        return timer

    def _draw(self) -> None:
        self._pause.stop()
        self._limit.stop()
        if self._letter is None:
            return
        if self._busy:  # the newest letter is drawn next; nothing queues up behind it
            self._again = True
            return
        self._busy = True
        letter = self._letter
        width = max(200, round((self.viewport().width() - 2 * theme.SPACE) * self.devicePixelRatioF()))
        from feedback_desk.desk import Desk

        self._jobs.beside(Desk.drawn, (letter, width), self._show, self._failed, owner=self)

    def _show(self, drawn: DrawnLetter) -> None:
        self._busy = False
        self._set_page_count(len(drawn.pages))
        for page, picture in zip(self._pages, drawn.pages, strict=True):
            page.show_picture(picture)
        count = len(drawn.pages)
        self.setAccessibleDescription(f"{count} page" if count == 1 else f"{count} pages")
        self.drawn.emit(drawn)
        self._next()

    def _failed(self, error: DeskError) -> None:
        self._busy = False
        self.setAccessibleDescription("Older words: the letter could not be drawn as it reads now")
        self.trouble.emit(error)
        self._next()

    def _next(self) -> None:
        if self._again:
            self._again = False
            self._draw()

    def _set_page_count(self, count: int) -> None:
        while len(self._pages) < count:
            self._pages.append(Page())
            self._column.insertWidget(self._column.count() - 1, self._pages[-1])
        while len(self._pages) > count:
            self._pages.pop().deleteLater()
