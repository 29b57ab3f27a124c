"""The letter out of the door: files, the e-mail draft, the clipboard, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from feedback_desk.errors import DeskError
from feedback_desk.model import Change, Feedback, Interview, Letter, Policy
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.ask_bar import AskBar
from ui.letter.other_programs import OpenFile, file_data, open_file, show_in_folder

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

SOURCE = "letter"
"""Who asked, in the changes this screen makes."""
REASONS = {
    Feedback.LETTER: "the candidate declined one",
    Feedback.NOTHING: "not allowed",
    Feedback.PHONE_CARD: "told by phone",
}
"""Why no letter is owed, proposed first where the organisation has that rule; any other reason can be typed."""

WhereTo = Callable[[QWidget, str, str], str]
"""Asks for a file: parent, proposed path, kinds of file; an empty answer means none."""


def ask_where_to(parent: QWidget, proposal: str, kinds: str) -> str:
    """The system's own file chooser; it adds the ending and asks before it replaces a file."""
    chooser = QFileDialog(parent, "Save the letter", str(Path(proposal).parent), kinds)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setDefaultSuffix(Path(proposal).suffix)
    chooser.selectFile(Path(proposal).name)
    return chooser.selectedFiles()[0] if chooser.exec() else ""


class Sending(QObject):
    """Handles one letter screen's ways out. The screen says which letter with `show_letter`."""

    said = Signal(str, str)
    """A sentence and its tone."""
    stopped = Signal(object)
    """A `DeskError`: the letter could not go out."""
    written = Signal(str)
    """A file that can be shown."""
    exported = Signal(object)
    """The `Letter` that left as a file."""
    going = Signal()
    """It is being marked as sent: from now on nothing may change it."""
    reopen = Signal()
    """The store knows something new of this letter."""

    def __init__(
        self,
        place: QWidget,
        jobs: Jobs,
        commands: Commands,
        ask: AskBar,
        *,
        where_to: WhereTo = ask_where_to,
        opener: OpenFile = open_file,
        shower: OpenFile = show_in_folder,
    ) -> None:
        super().__init__(place)
        self._place, self._jobs, self._commands, self._ask = place, jobs, commands, ask
        self._where_to, self._open, self._show = where_to, opener, shower
        self.letter: Letter | None = None
        self.interview: Interview | None = None
        self.sent_to = ""
        """Whom the last draft was for, proposed when it is marked as sent."""
        self._file = ""
        """What can be shown in its folder."""
        self._folder = ""
        self._policy = Policy()
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

    def show_letter(self, letter: Letter, interview: Interview, policy: Policy) -> None:
        """From now on this is the letter that leaves, as far as the policy lets it."""
        if self.letter is None or self.letter.id != letter.id:
            self._file = self.sent_to = ""
            self._commands.action("show_file").setEnabled(False)
        self.letter, self.interview, self._policy = letter, interview, policy

    def _shows(self, interview_id: str) -> bool:
        """Whether what became of its letter concerns what is in sight: another may have been opened meanwhile."""
        return self.interview is not None and self.interview.id == interview_id

    # --- Files --------------------------------------------------------------------------------

    def _export(self, format: str, kinds: str) -> None:
        """Ask where to, then check, render, read back and write; never half a file."""
        from feedback_desk.letter.filename import suggested_name

        letter = self.letter
        if letter is None:
            return
        suffix = "pdf" if format == "card" else format
        name = suggested_name(letter, suffix, "Phone card" if format == "card" else "Interview feedback")
        target = self._where_to(self._place, str(Path(self._folder or _documents()) / name), kinds)
        if not target:
            return
        path = Path(target)
        self._folder = str(path.parent)
        self.said.emit("Saving\u2026", "muted")

        def export(desk: Desk) -> Change:
            return desk.export_letter(letter, path, format=format, source=SOURCE)

        def done(_: Change) -> None:
            if not self._shows(letter.interview_id):
                self.said.emit(f"Saved as {path.name}.", "good")
                return
            self._wrote(path)
            if format == "card":
                self.said.emit(
                    f"Saved as {path.name}. Once you have called, choose \u201cNo letter is owed\u201d.", "good"
                )
            else:
                self._left(letter)
                self.said.emit(f"Saved as {path.name}.", "good")
            self.written.emit(str(path))

        self._jobs.write(export, done, self.stopped.emit, owner=self)

    def _wrote(self, path: Path) -> None:
        self._file = str(path)
        self._commands.action("show_file").setEnabled(True)

    def _left(self, letter: Letter) -> None:
        if self._shows(letter.interview_id):
            self.exported.emit(letter)

    def _mark_exported(self, letter: Letter) -> None:
        """It left by another way than an export: from here on the notes don't change it by themselves."""
        self._jobs.write(lambda desk: desk.mark_exported(letter, SOURCE), lambda _: self._left(letter), owner=self)

    def _show_file(self) -> None:
        if self._file and not self._show(Path(self._file)):
            self.said.emit(f"Nothing here shows folders. The file is {self._file}", "warning")

    def outbox_quietly(self, then: Callable[[Path | None], None]) -> None:
        """The PDF in the outbox, or None where something stops it; says nothing of it."""
        self._outbox(then, lambda _: then(None))

    def tell_what_stops(self) -> None:
        """Say why there is no file to drag."""
        self._outbox(lambda _: None, self.stopped.emit)

    def was_dropped(self) -> None:
        """The PDF was dragged into another program."""
        if self.letter is not None:
            self._mark_exported(self.letter)
            self.said.emit(f"The PDF is there.{self._next_step()}", "good")

    def _next_step(self) -> str:
        gone = self.letter is not None and self.letter.has_left_for_good
        return "" if gone else " Once the letter is sent, mark it sent here."

    def _outbox(
        self,
        then: Callable[[Path], None],
        failed: Callable[[DeskError], None],
        format: str = "pdf",
        to: str | None = None,
    ) -> None:
        letter = self.letter
        if letter is not None:
            self._jobs.read(lambda desk: desk.put_in_outbox(letter, format, to), then, failed, owner=self)

    def _copy_file(self) -> None:
        letter = self.letter
        if letter is None:
            return

        def copied(path: Path) -> None:
            if self._shows(letter.interview_id):
                self._wrote(path)
            QGuiApplication.clipboard().setMimeData(file_data(path))
            self._mark_exported(letter)
            self.said.emit(f"{path.name} is on the clipboard: paste it into a mail or a folder.", "good")

        self._outbox(copied, self.stopped.emit)

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
        letter = self.letter
        if letter is None:
            return
        self.said.emit("Writing the draft\u2026", "muted")

        def written(path: Path) -> None:
            self._mark_exported(letter)
            opened = self._open(path)
            if not self._shows(letter.interview_id):
                return
            self.sent_to = to
            self._wrote(path)
            if opened:
                self.said.emit(f"The draft is open in your mail program.{self._next_step()}", "good")
            else:
                self.said.emit(
                    "No mail program answered. The draft is a file that you can open from its folder.", "warning"
                )
            self.written.emit(str(path))

        self._outbox(written, self.stopped.emit, "eml", to)

    # --- What became of it ----------------------------------------------------------------------

    def _ask_sent(self) -> None:
        if self.interview is None or self.letter is None:
            return
        letter = self.letter

        def told(changed: bool) -> None:
            if changed and self._shows(letter.interview_id):
                self.said.emit(
                    "The letter has changed since its file was made; what is kept is how it reads now.", "warning"
                )

        self._jobs.read(lambda desk: desk.changed_since_it_left(letter), told, self._failed, owner=self)
        self._ask.ask("Sent to", self.sent_to or self.interview.candidate.email, "Mark sent", self._mark_sent)

    def _mark_sent(self, address: str) -> None:
        letter = self.letter
        if letter is None:
            return

        def marked(_: Change) -> None:
            if self._shows(letter.interview_id):
                self.said.emit("Kept exactly as it was sent.", "good")
                self.reopen.emit()

        self.going.emit()
        self._jobs.write(lambda desk: desk.mark_sent(letter, address, SOURCE), marked, self.stopped.emit, owner=self)

    def _mark_answered(self) -> None:
        letter = self.letter
        if letter is None:
            return

        def answered(_: Change) -> None:
            self._commands.undo.push(
                "Letter answered",
                lambda desk: desk.save_letter(letter),
                lambda desk: desk.mark_answered(letter.id),
            )
            if self._shows(letter.interview_id):
                self.reopen.emit()

        self._jobs.write(lambda desk: desk.mark_answered(letter.id, SOURCE), answered, self._failed, owner=self)

    def _ask_waive(self) -> None:
        if self.interview is not None and self.interview.waived:
            self._waive("")
        else:
            likely = REASONS[self._policy.feedback]
            others = tuple(reason for reason in REASONS.values() if reason != likely)
            self._ask.ask("No letter is owed because", likely, "Waive", self._waive, choices=(likely, *others))

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
            if self._shows(interview.id):
                self.reopen.emit()

        self._jobs.write(lambda desk: desk.waive(interview.id, reason, SOURCE), waived, self._failed, owner=self)

    def _failed(self, error: DeskError) -> None:
        self.said.emit(str(error), "danger")


def _documents() -> str:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if Path(folder).is_dir() else str(Path.home())
