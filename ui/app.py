"""The program: one window for each home folder, started so that its first frame already shows the Desk's rows.

Nothing heavy is imported before that frame (asserted in the tests); what the letter needs is imported in the
background once the window has been idle for a while.
"""

from __future__ import annotations

import gc
import linecache
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from feedback_desk import paths

if TYPE_CHECKING:
    from feedback_desk.errors import DeskError
    from feedback_desk.model import Overview

ROWS_MILLISECONDS = 400
"""How long the first frame waits for the Desk's rows; a slow disk must not keep the window away."""
AFTER_PAINT_MILLISECONDS = 300
IDLE_MILLISECONDS = 6_000
"""When the second process is started and the letter's rooms are imported, so that no letter waits for it."""
ANSWER_SECONDS = 5.0
"""How long a second start tries to reach the first window, which may be starting itself."""


class Program:
    """The application, its storage lane and its window."""

    def __init__(self, arguments: Sequence[str]) -> None:
        # Until the first frame, and before the imports: what is made now stays, and looking through it costs 10 ms.
        gc.disable()
        import feedback_desk.desk  # noqa: F401 - before Qt, which reads the source of whatever is imported after it
        from ui.jobs import Jobs

        self.home = paths.home()
        self._given_up = False
        # First of all: the store opens and reads the Desk's rows while the window is imported and made.
        self.jobs = Jobs(self.home)
        self.jobs.read(lambda desk: desk.overview(), self._first_rows, lambda _: None, owner=self.jobs)

        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from ui import fonts, remembered, theme
        from ui.window import Window

        self.app = QApplication([*arguments, *theme.STYLE])
        self.app.setApplicationName("Feedback Desk")
        self.app.setDesktopFileName("feedback-desk")
        fonts.choose(self.app)
        theme.apply(self.app, remembered.recall("scheme"))
        self.jobs.unopened.connect(self._unopened)
        self.window = Window(self.jobs)
        sys.excepthook = self._caught
        QTimer.singleShot(ROWS_MILLISECONDS, self.show)

    def run(self) -> int:
        """The event loop; returns the exit code."""
        code = self.app.exec()
        self.jobs.close()
        from ui.candidates.opened import clear_opened

        clear_opened(self.home)
        return code

    def show(self) -> None:
        """Show the window, once."""
        if self.window.isVisible() or self._given_up:
            return
        from PySide6.QtCore import QTimer

        self.window.show()
        QTimer.singleShot(AFTER_PAINT_MILLISECONDS, self._settle)

    def _first_rows(self, overview: Overview) -> None:
        """The window is made by now: results are brought by the event loop."""
        from ui import fonts

        if fonts.wants_more(row.candidate for row in (*overview.running, *overview.planned, *overview.owed)):
            fonts.lend()
        self.window.show_overview(overview)
        self.show()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from ui import crash

        crash.caught(kind, error, trace, self.window.status.trouble)

    def _settle(self) -> None:
        """What can wait until the first frame is there."""
        from PySide6.QtCore import QTimer

        from ui import fonts, theme

        self.app.setWindowIcon(theme.icon("feedback-desk", "accent"))  # drawn in each of a dozen sizes
        linecache.clearcache()  # 3 MB of sources that Qt's bindings have read
        gc.enable()
        gc.freeze()
        fonts.lend()
        self._answer_second_starts()
        QTimer.singleShot(IDLE_MILLISECONDS, self._import_the_rest)

    def _import_the_rest(self) -> None:
        from feedback_desk.beside import LETTER_ROOMS, prepare

        self.jobs.read(lambda desk: desk.clear_outbox(), lambda _: None, owner=self.window)
        self.jobs.beside(prepare, (), lambda _: None, owner=self.window)
        self.jobs.read(lambda _: [import_module(room) for room in LETTER_ROOMS], lambda _: None, owner=self.window)

    # --- One window for each home -------------------------------------------------------------

    def _answer_second_starts(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self.window)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = server_name(self.home)
        QLocalServer.removeServer(name)  # left by a crash: we hold the lock, so nobody else listens
        server.newConnection.connect(self._raise)
        server.listen(name)

    def _raise(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _unopened(self, error: DeskError) -> None:
        from PySide6.QtWidgets import QMessageBox

        from feedback_desk.errors import AlreadyOpen

        self._given_up = True
        if isinstance(error, AlreadyOpen) and raise_first_window(self.home):
            self.app.exit(0)
            return
        self.window.hide()
        box = QMessageBox(QMessageBox.Icon.Warning, "Feedback Desk", str(error))
        box.exec()
        self.app.exit(1)


def server_name(home: Path) -> str:
    """The name under which the window of this home folder is reached."""
    import hashlib

    return "feedback-desk-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]


def raise_first_window(home: Path) -> bool:
    """Ask the window that has this home open to come to the front; False when it does not answer."""
    from PySide6.QtNetwork import QLocalSocket

    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end:
        socket = QLocalSocket()
        socket.connectToServer(server_name(home))
        if socket.waitForConnected(500):
            socket.disconnectFromServer()
            return True
        time.sleep(0.1)
    return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program; the exit code."""
    return Program(sys.argv if arguments is None else ["feedback-desk", *arguments]).run()
