"""The letter out of the door: files, the e-mail draft, the clipboard, and what became of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QProcess, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from feedback_desk.errors import DeskError
from feedback_desk.model import Change, Interview, Letter, LetterState
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.ask_bar import AskBar

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

SOURCE = "letter"
"""Who asked, in the changes this screen makes."""
REASONS = ("the candidate declined one", "not allowed", "told by phone")
"""Why no letter is owed; any other reason can be typed."""

WhereTo = Callable[[QWidget, str, str], str]
"""Asks for a file: parent, proposed path, kinds of file; an empty answer means none."""
OpenFile = Callable[[Path], bool]
"""Opens a file with the system's program for it; False when there is none."""


def ask_where_to(parent: QWidget, proposal: str, kinds: str) -> str:
    """The system's own file chooser; it asks before it replaces a file."""
    return QFileDialog.getSaveFileName(parent, "Save the letter", proposal, kinds)[0]


def open_file(path: Path) -> bool:
    """The system's program for this kind of file."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """The file in its folder, marked where the system's file manager can."""
    system = QStandardPaths.findExecutable
    if explorer := system("explorer.exe"):
        QProcess.startDetached(explorer, [f"/select,{path}"])
    elif QGuiApplication.platformName() == "cocoa":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def file_data(path: Path) -> QMimeData:
    """A file for the clipboard or for dragging, as file managers and mail programs take it."""
    url = QUrl.fromLocalFile(str(path))
    data = QMimeData()
    data.setUrls([url])
    data.setData("x-special/gnome-copied-files", b"copy\n" + url.toEncoded().data())
    return data


class Sending(QObject):
    """Handles one letter screen's ways out. The screen says which letter with `show_letter`."""

    said = Signal(str, str)
    """A sentence and its tone."""
    stopped = Signal(object)
    """A `DeskError`: the letter could not go out."""
    written = Signal(str)
    """A file that can be shown."""
    exported = Signal()
    """The letter left as a file."""
    reopen = Signal()
    """The store knows something new of this letter."""

    def __init__(
        self, place: QWidget, jobs: Jobs, commands: Commands, ask: AskBar, where_to: WhereTo, opener: OpenFile
    ) -> None:
        super().__init__(place)
        self._place, self._jobs, self._commands, self._ask = place, jobs, commands, ask
        self._where_to, self._open = where_to, opener
        self.letter: Letter | None = None
        self.interview: Interview | None = None
        self.sent_to = ""
        """Whom the last draft was for, proposed when it is marked as sent."""
        self._file = ""
        self._on_clipboard = False
        app = QGuiApplication.instance()
        if app is not None and sys.platform.startswith("linux"):
            app.aboutToQuit.connect(self._let_go)
        for command, handler in (
            ("export_pdf", lambda: self._export("pdf", "PDF (*.pdf)")),
            ("export_markdown", lambda: self._export("md", "Markdown (*.md)")),
            ("export_text", lambda: self._export("txt", "Text (*.txt)")),
            ("phone_card", lambda: self._export("card", "PDF (*.pdf)")),
            ("email_draft", self._ask_draft),
            ("copy_text", lambda: self._copy(markdown=False)),
            ("copy_markdown", lambda: self._copy(markdown=True)),
            ("copy_file", self._copy_file),
            ("show_file", self._show_file),
            ("mark_sent", self._ask_sent),
            ("mark_answered", self._mark_answered),
            ("waive", self._ask_waive),
        ):
            commands.bind(command, handler, place)
        commands.action("show_file").setEnabled(False)

    def show_letter(self, letter: Letter, interview: Interview) -> None:
        """From now on this is the letter that leaves."""
        if self.letter is None or self.letter.id != letter.id:
            self._file = self.sent_to = ""
            self._commands.action("show_file").setEnabled(False)
        self.letter, self.interview = letter, interview

    # --- Files --------------------------------------------------------------------------------

    def _export(self, format: str, kinds: str) -> None:
        """Ask where to, then check, render, read back and write; never half a file."""
        from feedback_desk.letter.filename import suggested_name

        letter = self.letter
        if letter is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        if not folder.is_dir():
            folder = Path.home()
        suffix = "pdf" if format == "card" else format
        name = suggested_name(letter, suffix, "Phone card" if format == "card" else "Interview feedback")
        target = self._where_to(self._place, str(folder / name), kinds)
        if not target:
            return
        path = Path(target) if Path(target).suffix else Path(target).with_suffix(f".{suffix}")
        self.said.emit("Saving\u2026", "muted")

        def export(desk: Desk) -> Change:
            return desk.export_letter(letter, path, format=format, source=SOURCE)

        def done(_: Change) -> None:
            self._wrote(path)
            if format != "card":
                self.exported.emit()
            self.said.emit(f"Saved as {path.name}.", "good")
            self.written.emit(str(path))

        self._jobs.write(export, done, self.stopped.emit, owner=self)

    def _wrote(self, path: Path) -> None:
        self._file = str(path)
        self._commands.action("show_file").setEnabled(True)

    def _show_file(self) -> None:
        if self._file:
            show_in_folder(Path(self._file))

    def quietly_outboxed(self, then: Callable[[Path | None], None]) -> None:
        """The PDF in the outbox, or None where something stops it; says nothing of it."""
        letter = self.letter
        if letter is None:
            then(None)
            return
        self._jobs.read(lambda desk: desk.put_in_outbox(letter), then, lambda _: then(None), owner=self)

    def outboxed(self, then: Callable[[Path], None], format: str = "pdf", to: str | None = None) -> None:
        """The checked letter as a file in the outbox; what stops it is told to the screen."""
        letter = self.letter
        if letter is not None:
            self._jobs.read(lambda desk: desk.put_in_outbox(letter, format, to), then, self.stopped.emit, owner=self)

    def _copy_file(self) -> None:
        def copied(path: Path) -> None:
            self._wrote(path)
            QGuiApplication.clipboard().setMimeData(file_data(path))
            self._on_clipboard = True
            self.said.emit(f"{path.name} is on the clipboard: paste it into a mail or a folder.", "good")

        self.outboxed(copied)

    def _let_go(self) -> None:
        """Elsewhere the system takes a copy; here Qt would let go of a file after Python is gone, and crash."""
        if self._on_clipboard and QGuiApplication.clipboard().ownsClipboard():
            QGuiApplication.clipboard().clear()

    def _copy(self, *, markdown: bool) -> None:
        letter = self.letter
        if letter is None:
            return

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.said.emit("Copied. The checks below read the same words.", "good")

        self._jobs.read(lambda desk: desk.letter_text(letter, markdown=markdown), copied, self.stopped.emit, owner=self)

    # --- The e-mail draft -----------------------------------------------------------------------

    def _ask_draft(self) -> None:
        if self.interview is not None:
            address = self.sent_to or self.interview.candidate.email
            self._ask.ask("E-mail draft to", address, "Open the draft", self._draft, may_be_empty=True)

    def _draft(self, to: str) -> None:
        self.said.emit("Writing the draft\u2026", "muted")

        def written(path: Path) -> None:
            self.sent_to = to
            self._wrote(path)
            if self._open(path):
                self.said.emit("The draft is open in your mail program. Once it is sent, mark it sent here.", "good")
            else:
                self.said.emit(
                    f"No mail program answered. The draft is {path.name}; attach or open it yourself.", "warning"
                )
            self.written.emit(str(path))

        self.outboxed(written, "eml", to)

    # --- What became of it ----------------------------------------------------------------------

    def _ask_sent(self) -> None:
        if self.interview is not None:
            self._ask.ask("Sent to", self.sent_to or self.interview.candidate.email, "Mark sent", self._mark_sent)

    def _mark_sent(self, address: str) -> None:
        letter = self.letter
        if letter is None:
            return

        def marked(_: Change) -> None:
            self.said.emit("Kept exactly as it was sent.", "good")
            self.reopen.emit()

        self._jobs.write(lambda desk: desk.mark_sent(letter, address, SOURCE), marked, self.stopped.emit, owner=self)

    def _mark_answered(self) -> None:
        letter = self.letter
        if letter is None:
            return

        def answered(_: Change) -> None:
            sent = replace(letter, state=LetterState.SENT)
            self._commands.undo.push("Letter answered", lambda desk: desk.save_letter(sent))
            self.reopen.emit()

        self._jobs.write(lambda desk: desk.mark_answered(letter.id, SOURCE), answered, self._failed, owner=self)

    def _ask_waive(self) -> None:
        if self.interview is not None and self.interview.waived:
            self._waive("")
        else:
            self._ask.ask("No letter is owed because", REASONS[0], "Waive", self._waive, choices=REASONS)

    def _waive(self, reason: str) -> None:
        interview = self.interview
        if interview is None:
            return
        before = interview.waived

        def waived(_: Change) -> None:
            said = "Letter waived" if reason else "A letter is owed again"
            self._commands.undo.push(
                said, lambda desk: desk.waive(interview.id, before), lambda desk: desk.waive(interview.id, reason)
            )
            self.reopen.emit()

        self._jobs.write(lambda desk: desk.waive(interview.id, reason, SOURCE), waived, self._failed, owner=self)

    def _failed(self, error: DeskError) -> None:
        self.said.emit(str(error), "danger")
