"""The letter: blocks to edit on the left, the PDF itself on the right, the checks below.

Typing changes the `Letter` held here; it is saved by the storage lane, drawn by the preview and read by the
checks, none of which the keyboard waits for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.errors import DeskError, LetterBlocked
from feedback_desk.model import Block, Change, CheckFinding, Interview, Letter, LetterState, SentLetter
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.ask_bar import AskBar
from ui.letter.blocks_column import BlocksColumn
from ui.letter.checks_list import ChecksList
from ui.letter.preview import Drawn, Preview
from ui.widgets.screen import Screen
from ui.widgets.words import Elided, Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

SOURCE = "letter"
"""Who asked, in the changes this screen makes."""

WhereTo = Callable[[QWidget, str, str], str]
"""Asks for a file: parent, proposed path, kinds of file; an empty answer means none."""


def ask_where_to(parent: QWidget, proposal: str, kinds: str) -> str:
    """The system's own file chooser; it asks before it replaces a file."""
    return QFileDialog.getSaveFileName(parent, "Save the letter", proposal, kinds)[0]


def _opened(desk: Desk, interview_id: str) -> tuple[Interview, Letter, list[SentLetter]]:
    """The letter as it stands; one that has not gone out yet takes up what the notes say now."""
    interview = desk.interview(interview_id)
    letter = desk.letter(interview_id)
    if letter is None or letter.state == LetterState.DRAFT:
        letter = desk.draft_letter(interview_id, SOURCE)
    return interview, letter, desk.sent_letters(interview_id)


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


class LetterScreen(Screen):
    """Open an interview's letter with `open`."""

    def __init__(self, jobs: Jobs, commands: Commands, *, where_to: WhereTo = ask_where_to) -> None:
        super().__init__()
        self._jobs, self._commands, self._where_to = jobs, commands, where_to
        self.letter: Letter | None = None
        self.interview: Interview | None = None
        self._sent: list[SentLetter] = []
        self._checking = self._check_again = False
        self._exported = ""
        self._bind()
        self._build()

    def open(self, interview_id: str) -> None:
        """Show the letter of this interview, drafting it first when there is none."""
        self._exported = ""
        self._say("")
        self._jobs.write(lambda desk: _opened(desk, interview_id), self._show, self._trouble, owner=self)

    # --- Building -----------------------------------------------------------------------------

    def _bind(self) -> None:
        for command, handler in (
            ("export_pdf", self.export_pdf),
            ("export_markdown", self._export_markdown),
            ("copy_text", lambda: self._copy(markdown=False)),
            ("copy_markdown", lambda: self._copy(markdown=True)),
            ("mark_sent", self._ask_sent),
            ("mark_answered", self._mark_answered),
            ("waive", self._ask_waive),
            ("redraft", self._redraft),
            ("to_notes", self._to_notes),
        ):
            self._commands.bind(command, handler, self)

    def _build(self) -> None:
        self._who = Elided("heading")
        self._what = Elided(tone="muted")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._who)
        names.addWidget(self._what)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        head.setSpacing(theme.GAP)
        head.addLayout(names, 1)
        self._buttons = {
            command: self._commands.button(command, quiet=command not in ("mark_sent", "redraft"))
            for command in ("to_notes", "copy_text", "waive", "mark_answered", "mark_sent", "redraft")
        }
        for button in self._buttons.values():
            head.addWidget(button)
        for command in ("mark_answered", "redraft"):
            self._buttons[command].hide()  # of a letter that went out; all together are wider than a small screen
        head.addWidget(self._commands.button("export_pdf", primary=True))

        self.blocks = BlocksColumn()
        self.blocks.changed.connect(self._block_changed)
        self.preview = Preview(self._jobs)
        self.preview.drawn.connect(self._drawn)
        panes = QSplitter()
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.blocks)
        panes.addWidget(self.preview)
        panes.setSizes([480, 560])

        self.ask = AskBar()
        self._status = Words(wrap=True)
        self._show_it = QPushButton("Show the file")
        self._show_it.setProperty("link", True)
        self._show_it.clicked.connect(self._show_file)
        status = QHBoxLayout()
        status.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        status.addWidget(self._status, 1)
        status.addWidget(self._show_it)
        self.checks = ChecksList()
        self.checks.chosen.connect(self.blocks.go_to)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.ask)
        body.addLayout(status)
        body.addWidget(panes, 1)
        body.addWidget(self.checks)

    # --- Showing ------------------------------------------------------------------------------

    def _show(self, opened: tuple[Interview, Letter, list[SentLetter]]) -> None:
        self.interview, letter, self._sent = opened
        self._who.show_words(letter.candidate)
        self.letter = letter
        others = self.blocks.show_letter(letter, self.interview)
        self._show_state()
        self.preview.show_letter(letter)
        self._check()
        if others:
            self.blocks.begin()

    def _show_state(self) -> None:
        assert self.letter is not None and self.interview is not None
        gone = self.letter.state in (LetterState.SENT, LetterState.ANSWERED)
        parts: list[str] = []  # how it stands comes first: the end is what a narrow window leaves out
        if gone and self._sent:
            last = max(self._sent, key=lambda sent: sent.sent_at)
            parts.append(f"sent {_day(last.sent_at.astimezone())} to {last.sent_to}")
            parts += ["answered"] if self.letter.state == LetterState.ANSWERED else []
        elif self.interview.waived:
            parts.append(f"no letter owed: {self.interview.waived}")
        elif self.letter.state == LetterState.EXPORTED:
            parts.append("exported, not yet sent")
        else:
            parts.append("correction, not sent yet" if self._sent else "draft")
        parts += [self.letter.role, _day(self.letter.interviewed_on)]
        self._what.show_words("  \u00b7  ".join(part for part in parts if part))
        self.blocks.set_read_only(gone)
        self._commands.action("mark_answered").setEnabled(self.letter.state == LetterState.SENT)
        waive = self._commands.action("waive")
        waive.setEnabled(not gone)
        waive.setText("A letter is owed after all" if self.interview.waived else "No letter is owed")
        redraft = self._commands.action("redraft")
        redraft.setText("Write a corrected letter" if gone else "Draft again from the notes")
        sent = self._commands.action("mark_sent")
        sent.setEnabled(not gone)
        answer = self.letter.state == LetterState.SENT
        shown = {"waive": not gone, "mark_sent": not gone, "redraft": gone, "mark_answered": answer}
        for command in sorted(shown, key=lambda command: shown[command]):  # hide first: all together are too wide
            self._buttons[command].setVisible(shown[command])

    def _drawn(self, drawn: Drawn) -> None:
        if drawn.missing:
            signs = " ".join(drawn.missing)
            self._say(f"No font here has {signs}: the PDF shows the code in brackets instead.", "warning")

    def _say(self, text: str, tone: str = "muted") -> None:
        self._status.setText(text)
        self._status.setVisible(bool(text))
        self._status.set_tone(tone)
        self._show_it.hide()

    def _trouble(self, error: DeskError) -> None:
        self._say(str(error), "danger")

    # --- Editing ------------------------------------------------------------------------------

    def _block_changed(self, block: Block) -> None:
        assert self.letter is not None
        blocks = tuple(block if old.id == block.id else old for old in self.letter.blocks)
        state = LetterState.DRAFT if self.letter.state == LetterState.EXPORTED else self.letter.state
        letter = self.letter = replace(self.letter, blocks=blocks, state=state)
        self._jobs.write(
            lambda desk: desk.save_letter(letter, SOURCE), key=f"letter {letter.id}", text=block.text, owner=self
        )
        self.preview.show_letter(letter)
        self._check()

    def _check(self) -> None:
        """Have the newest letter read by the checks; while they read, later changes wait as one."""
        if self._checking:
            self._check_again = True
            return
        letter = self.letter
        if letter is None:
            return
        self._checking = True
        self._jobs.read(lambda desk: desk.check_letter(letter), self._checked, self._unchecked, owner=self)

    def _checked(self, findings: tuple[CheckFinding, ...]) -> None:
        self._checking = False
        if findings != self.checks.findings:
            stopped = bool(self.checks.blocks)
            self.checks.show_findings(findings)
            if stopped and not self.checks.blocks:
                self._say("")  # what stopped the export is mended
        if self._check_again:
            self._check_again = False
            self._check()

    def _unchecked(self, error: DeskError) -> None:
        self._checking = self._check_again = False
        self._trouble(error)

    def _redraft(self) -> None:
        """Take up what the notes say now; of a letter that went out, begin a corrected one."""
        letter = self.letter
        if letter is None:
            return

        def draft(desk: Desk) -> tuple[Interview, Letter, list[SentLetter]]:
            desk.save_letter(replace(letter, state=LetterState.DRAFT), SOURCE)
            return _opened(desk, letter.interview_id)

        self._say("")
        self._jobs.write(draft, self._show, self._trouble, owner=self)
        self._commands.undo.push("Letter drafted again", lambda desk: desk.save_letter(letter))

    # --- Out of the door ----------------------------------------------------------------------

    def export_pdf(self) -> None:
        """Ask where to, then check, render, read back and write; never half a file."""
        self._export("pdf", "PDF (*.pdf)")

    def _export_markdown(self) -> None:
        self._export("md", "Markdown (*.md)")

    def _export(self, suffix: str, kinds: str) -> None:
        from feedback_desk.letter.filename import suggested_name

        letter = self.letter
        if letter is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        if not folder.is_dir():
            folder = Path.home()
        target = self._where_to(self, str(folder / suggested_name(letter, suffix)), kinds)
        if not target:
            return
        path = Path(target) if Path(target).suffix else Path(target).with_suffix(f".{suffix}")
        self._say("Exporting\u2026")

        def export(desk: Desk) -> Change:
            return desk.export_letter(letter, path, format=suffix, source=SOURCE)

        self._jobs.write(export, lambda _: self._was_exported(path), self._not_exported, owner=self)

    def _was_exported(self, path: Path) -> None:
        assert self.letter is not None
        if self.letter.state == LetterState.DRAFT:
            self.letter = replace(self.letter, state=LetterState.EXPORTED)
        self._exported = str(path)
        self._show_state()
        self._say(f"Saved as {path.name}.", "good")
        self._show_it.show()

    def _not_exported(self, error: DeskError) -> None:
        self._trouble(error)
        if isinstance(error, LetterBlocked) and self.checks.blocks:
            self.checks.list.setCurrentRow(0)
            self.checks.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._exported).parent)))

    def _copy(self, *, markdown: bool) -> None:
        letter = self.letter
        if letter is None:
            return

        def words() -> str:
            from feedback_desk.letter.markdown import letter_markdown, plain_text

            return letter_markdown(letter) if markdown else plain_text(letter)

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._say("Copied. The checks below read the same words.", "good")

        if self.checks.blocks:
            self._say("Not copied: mend what stops the letter first.", "danger")
            return
        self._jobs.work(words, copied, self._trouble, owner=self)

    def _ask_sent(self) -> None:
        if self.interview is not None:
            self.ask.ask("Sent to", self.interview.candidate.email, "Mark sent", self._mark_sent)

    def _mark_sent(self, address: str) -> None:
        letter = self.letter
        if letter is None:
            return

        def mark(desk: Desk) -> Change:
            return desk.mark_sent(letter, address, SOURCE)

        def marked(_: Change) -> None:
            self._say("Kept exactly as it was sent.", "good")
            self._jobs.write(lambda desk: _opened(desk, letter.interview_id), self._show, self._trouble, owner=self)

        self._jobs.write(mark, marked, self._not_exported, owner=self)

    def _mark_answered(self) -> None:
        letter = self.letter
        if letter is not None:
            self._jobs.write(
                lambda desk: desk.mark_answered(letter.id, SOURCE), self._reopen, self._trouble, owner=self
            )

    def _ask_waive(self) -> None:
        if self.interview is not None and self.interview.waived:
            self._waive("")
        else:
            self.ask.ask("No letter is owed because", "the candidate declined one", "Waive", self._waive)

    def _waive(self, reason: str) -> None:
        interview = self.interview
        if interview is not None:
            self._jobs.write(
                lambda desk: desk.waive(interview.id, reason, SOURCE), self._reopen, self._trouble, owner=self
            )
            before = interview.waived
            said = "Letter waived" if reason else "A letter is owed again"
            self._commands.undo.push(said, lambda desk: desk.waive(interview.id, before))

    def _reopen(self, _: object = None) -> None:
        if self.interview is not None:
            self.open(self.interview.id)

    def _to_notes(self) -> None:
        if self.interview is not None:
            self.open_interview.emit(self.interview.id)
