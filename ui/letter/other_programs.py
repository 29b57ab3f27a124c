"""What other programs do with a letter's file: open it, show it in its folder, take it from the clipboard or a drag."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QMimeData, QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

OpenFile = Callable[[Path], bool]
"""Opens a file with the system's program for it; False when there is none."""


def open_file(path: Path) -> bool:
    """The system's program for this kind of file."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """The file in its folder, marked where the system's file manager can; False when nothing shows folders here."""
    if sys.platform == "win32":
        return QProcess.startDetached("explorer.exe", ["/select,", QDir.toNativeSeparators(str(path))])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", str(path)])[0]
    asker = QStandardPaths.findExecutable("dbus-send")
    return _ask_file_manager(asker, path) if asker else open_file(path.parent)


def _ask_file_manager(asker: str, path: Path) -> bool:
    """Freedesktop's file manager interface marks the file; without such a file manager its folder is opened."""
    url = bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode()
    call = QProcess(QCoreApplication.instance())

    def answered(code: int) -> None:
        call.deleteLater()
        if code:
            open_file(path.parent)

    call.finished.connect(answered)
    manager = "org.freedesktop.FileManager1"
    asked = [f"/{manager.replace('.', '/')}", f"{manager}.ShowItems"]
    files = "array:string:" + url.replace(",", "%2C")  # a comma would begin another file
    call.start(
        asker, ["--session", "--print-reply", "--reply-timeout=3000", f"--dest={manager}", *asked, files, "string:"]
    )
    return True


def file_data(path: Path) -> QMimeData:
    """A file for the clipboard or for dragging, as file managers and mail programs take it."""
    url = QUrl.fromLocalFile(str(path))
    data = QMimeData()
    data.setUrls([url])
    data.setData("x-special/gnome-copied-files", b"copy\n" + url.toEncoded().data())
    return data
