"""One candidate's page: who they are, their interviews newest first, and every letter exactly as it was sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from feedback_desk import paths
from feedback_desk.errors import DeskError
from feedback_desk.model import Candidate, CandidatePage, Change, InterviewRow, InterviewState, LetterState, SentLetter
from ui import theme
from ui.actions import Commands
from ui.candidates.details import DetailsSheet
from ui.candidates.opened import write_opened
from ui.candidates.pages import STATES
from ui.jobs import Jobs
from ui.widgets.rows import Row, RowList, RowsModel
from ui.widgets.when import date_text, moment_text
from ui.widgets.words import Words

_LETTER_STATES = {
    None: "",
    LetterState.DRAFT: "letter drafted",
    LetterState.EXPORTED: "letter exported",
    LetterState.SENT: "letter sent",
    LetterState.ANSWERED: "letter answered",
}


class CandidatePagePane(QWidget):
    """Shows one candidate; `open` reads the page."""

    open_interview = Signal(str)
    open_letter = Signal(str)
    said = Signal(str)

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self._page: CandidatePage | None = None
        self._marked = ""
        self.candidate_id = ""
        self._name = Words(role="title", wrap=True)
        self._contact = Words(tone="muted", wrap=True)
        self._since = Words(tone="muted")
        self._edit = QPushButton("Edit details")
        self._edit.setIcon(theme.icon("edit"))
        self._edit.setAccessibleName("Edit details")
        self._edit.clicked.connect(self._edit_details)
        self._model = RowsModel(self)
        self._list = RowList("Interviews and letters")
        self._list.setModel(self._model)
        self._list.chosen.connect(self._choose)
        self._reader = _Reader()
        self._reader.hide()
        self._reader.open_pdf.connect(self._open_pdf)
        self._reader.said.connect(self.said)
        self._reader.closed.connect(self._list.setFocus)

        names = QVBoxLayout()
        names.setSpacing(theme.GAP // 2)
        for words in (self._name, self._contact, self._since):
            names.addWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.SPACE)
        column.addLayout(names)
        column.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list, 1)
        column.addWidget(self._reader, 2)
        jobs.changed.connect(self._changed)

    def open(self, candidate_id: str, interview_id: str = "") -> None:
        """Read and show a candidate; the interview given becomes the current row."""
        if candidate_id != self.candidate_id:
            self._reader.hide()
        self.candidate_id, self._marked = candidate_id, interview_id
        self._read()

    def _changed(self, _: Change) -> None:
        if self.candidate_id and self.isVisible():
            self._read()

    def _read(self) -> None:
        wanted = self.candidate_id
        self._jobs.read(lambda desk: desk.candidate(wanted), self._fill, self._gone, owner=self, key="page")

    def _gone(self, error: DeskError) -> None:
        self.candidate_id = ""
        self._name.setText(str(error))
        self._contact.clear()
        self._since.clear()
        self._model.set_rows([])

    def _fill(self, page: CandidatePage) -> None:
        self._page = page
        who, now = page.candidate, datetime.now().astimezone()
        self._name.setText(who.name)
        greeted = f"called {who.preferred_name}" if who.preferred_name else ""
        self._contact.setText(" · ".join(p for p in (who.email, who.phone, greeted) if p) or "No e-mail yet")
        if page.since is not None:
            self._since.setText(f"On file since {date_text(page.since.astimezone().date())}")
        self._since.setVisible(page.since is not None)
        rows = [Row("interviews", "Interviews", heading=True)]
        rows += [_interview_row(interview, now) for interview in page.interviews]
        if page.sent:
            rows.append(Row("letters", "Letters as sent", heading=True))
            rows += [_sent_row(sent, now) for sent in page.sent]
        kept = self._list.currentIndex().row()
        self._model.set_rows(rows)
        marked = next((n for n, row in enumerate(rows) if row.id == f"interview:{self._marked}"), max(kept, 1))
        if marked < len(rows):
            self._list.setCurrentIndex(self._model.index(marked))

    # --- Choosing -----------------------------------------------------------------------------

    def _choose(self, row: Row) -> None:
        kind, _, item = row.id.partition(":")
        if kind == "interview" and self._page is not None:
            interview = next(i for i in self._page.interviews if i.id == item)
            finished = interview.state == InterviewState.FINISHED and not interview.waived
            (self.open_letter if finished else self.open_interview).emit(item)
        elif kind == "sent" and self._page is not None:
            self._reader.show_letter(next(s for s in self._page.sent if s.id == item))

    def _open_pdf(self, sent_id: str) -> None:
        home = paths.home()

        def show(file: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
                self.said.emit("No program on this computer opens PDF files.")

        self._jobs.read(lambda desk: write_opened(home, sent_id, desk.sent_pdf(sent_id)), show, owner=self)

    def _edit_details(self) -> None:
        if self._page is None:
            return
        before = self._page.candidate
        sheet = DetailsSheet(self, before)

        def keep(after: Candidate) -> None:
            self._jobs.write(
                lambda desk: desk.set_candidate(after),
                done=lambda _: self._commands.undo.push("Details changed", lambda desk: desk.set_candidate(before)),
                owner=self,
            )

        sheet.kept.connect(keep)
        sheet.open()


class _Reader(QFrame):
    """The text of a letter as it was sent."""

    open_pdf = Signal(str)
    said = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._sent: SentLetter | None = None
        self._title = Words(role="strong", wrap=True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Letter as sent")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for words, icon, do in (
            ("Open the PDF", "letter", self._open),
            ("Copy as text", "copy", self._copy),
            ("Close", "close", self._close),
        ):
            button = QPushButton(words)
            button.setIcon(theme.icon(icon))
            button.setAccessibleName(words)
            button.clicked.connect(do)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self._title)
        column.addWidget(self._text, 1)
        column.addLayout(buttons)

    def show_letter(self, sent: SentLetter) -> None:
        self._sent = sent
        now = datetime.now().astimezone()
        to = f" to {sent.sent_to}" if sent.sent_to else ""
        self._title.setText(f"Sent: {moment_text(sent.sent_at, now)}{to}")
        self._text.setPlainText(sent.text)
        self.show()
        self._text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._sent is not None:
            self.open_pdf.emit(self._sent.id)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self.said.emit("The letter's text is on the clipboard.")

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _interview_row(row: InterviewRow, now: datetime) -> Row:
    state = STATES[row.state]
    waived = "no letter owed" if row.waived else ""
    notes = "1 note" if row.notes == 1 else f"{row.notes} notes"
    letter = waived or _LETTER_STATES[row.letter]
    detail = " · ".join(p for p in (row.role, notes if row.notes else "", state, letter) if p)
    finished = row.state == InterviewState.FINISHED and not row.waived
    icon = {InterviewState.PLANNED: "calendar", InterviewState.RUNNING: "play"}.get(row.state, "interview")
    action = "Open the letter" if finished else "Resume" if row.state == InterviewState.RUNNING else "Open"
    return Row(f"interview:{row.id}", moment_text(row.when, now), detail or " ", "", action, icon)


def _sent_row(sent: SentLetter, now: datetime) -> Row:
    to = f"to {sent.sent_to}" if sent.sent_to else "address not noted"
    return Row(f"sent:{sent.id}", f"Sent: {moment_text(sent.sent_at, now)}", to, "", "Read", "send")
