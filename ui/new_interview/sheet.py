"""New interview: candidate, e-mail, role, kit and when, on one small sheet.

Typing a name or an e-mail offers known candidates below the field. Choosing one links the interview to them; typing on
makes it somebody new again. Nobody is ever linked by themselves: an e-mail that is known is only said, with a button.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QModelIndex, QStringListModel, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.errors import DeskError
from feedback_desk.model import Candidate, Change, Kit, new_id
from ui import theme
from ui.jobs import Jobs
from ui.new_interview.form import Form, same_email
from ui.widgets.choice import Choice
from ui.widgets.fields import Fields
from ui.widgets.popups import let_through
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

WIDTH = 520


class NewInterviewSheet(QDialog):
    """Tells by `started` which interview to open; planned ones are only stored and `said`."""

    started = Signal(str)
    said = Signal(str)

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._kits: list[Kit] = []
        self._offered: list[Candidate] = []
        self._known: Candidate | None = None
        self._ids = (new_id(), new_id())  # of the interview and a new candidate: however often Start is pressed
        self._storing = False
        self.setWindowTitle("New interview")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        self._name = QLineEdit(placeholderText="Name, in any script")
        self._email = QLineEdit(placeholderText="For the letter; it can wait")
        self._role = QLineEdit(placeholderText="For example: Application Security Engineer")
        self._kit = Choice("Kit")
        self._when = _When(_next_hour(QDateTime.currentDateTime()))
        time = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
        self._when.setDisplayFormat(f"dddd d MMMM yyyy  {time}")
        self._when.lineEdit().setTextMargins(theme.GAP, 0, 0, 0)  # a style sheet's padding stops at its frame
        self._link = Words(tone="muted", wrap=True)
        self._link_button = QPushButton()
        self._link_button.setProperty("link", True)
        self._link_button.setAutoDefault(False)
        self._link_button.clicked.connect(self._link_offered)
        self._problems = {field: Words(tone="danger", wrap=True) for field in ("name", "email", "role")}
        self._trouble = Words(tone="danger", wrap=True)
        self._trouble.hide()
        self._lay_out()

        self._names = self._completer(self._name)
        self._emails = self._completer(self._email)
        self._name.textEdited.connect(self._typed_name)
        self._email.textEdited.connect(self._typed_email)
        self._role.textEdited.connect(lambda _: self._complain({}))
        self._kit.currentIndexChanged.connect(self._kit_chosen)
        self._say_link()
        self._complain({})
        jobs.read(lambda desk: desk.kits(), self._fill_kits, owner=self)

    # --- Fields -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        fields = Fields()
        fields.add("&Candidate", self._name, self._problems["name"])
        fields.add("&E-mail", self._email, self._problems["email"], self._link, self._link_button)
        fields.add("&Role", self._role, self._problems["role"])
        fields.add("&Kit", self._kit)
        fields.add("&When", self._when)
        cancel = QPushButton("Cancel")
        plan = QPushButton("&Plan for later")
        start = QPushButton("&Start now")
        start.setProperty("primary", True)
        start.setDefault(True)
        for button in (cancel, plan):
            button.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        plan.clicked.connect(lambda: self._accept(start=False))
        start.clicked.connect(lambda: self._accept(start=True))
        self._buttons = buttons = QDialogButtonBox()  # in the order that the platform has for such buttons
        buttons.addButton(start, QDialogButtonBox.ButtonRole.AcceptRole)  # first: Tab comes in here
        buttons.addButton(plan, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP * 3, theme.GAP * 3, theme.GAP * 3, theme.GAP * 3)
        column.setSpacing(theme.SPACE)
        column.addWidget(Words("New interview", "title"))
        column.addLayout(fields)
        column.addWidget(self._trouble)
        column.addSpacing(theme.GAP)
        column.addWidget(buttons)

    def _completer(self, field: QLineEdit) -> _Known:
        completer = _Known(field)
        completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        return completer

    def _fill_kits(self, kits: list[Kit]) -> None:
        self._kits = kits
        self._kit.addItems([*(kit.name for kit in kits), "No kit"])

    def _kit_chosen(self, number: int) -> None:
        """A kit brings its role along, as long as nobody typed another one."""
        if 0 <= number < len(self._kits) and (
            not self._role.text() or self._role.text() in {kit.role for kit in self._kits}
        ):
            self._role.setText(self._kits[number].role)
            self._complain({})

    # --- Known candidates ---------------------------------------------------------------------

    def _typed_name(self, typed: str) -> None:
        if self._known is not None and typed != self._known.name:
            self._known = None
            self._say_link()
        self._complain({})
        self._look_up(typed, self._names)

    def _typed_email(self, typed: str) -> None:
        if self._known is not None and typed != self._known.email:
            self._known = None
        self._say_link()
        self._complain({})
        self._look_up(typed, self._emails)

    def _look_up(self, typed: str, completer: _Known) -> None:
        def show(found: list[Candidate]) -> None:
            self._offered = found
            completer.told.setStringList([_told(c) for c in found])
            if found and self._known is None and completer.field.hasFocus():
                completer.complete()
            else:
                completer.listed.hide()
            if completer is self._emails:
                self._say_link(same_email(self._email.text(), found))

        if typed.strip():
            self._jobs.read(lambda desk: desk.known_candidates(typed), show, owner=self, key="known")
        else:
            self._jobs.read(lambda desk: [], show, owner=self, key="known")

    def _chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._offered):
            self._link_to(self._offered[index.row()])

    def _link_to(self, candidate: Candidate) -> None:
        self._known = candidate
        self._name.setText(candidate.name)
        self._email.setText(candidate.email)
        self._say_link()
        self._role.setFocus()

    def _say_link(self, same: Candidate | None = None) -> None:
        """Whose interview it will be, or that the e-mail is known."""
        self._same = same
        if self._known is not None:
            self._link.setText(f"Linked to {self._known.name}, whom you have met before.")
        elif same is not None:
            self._link.setText(f"{same.name} has the same e-mail. Is it the same person?")
            self._link_button.setText(f"Link to {same.name}")
            self._link_button.setAccessibleName(f"Link to {same.name}")
        self._link.setVisible(self._known is not None or same is not None)
        self._link_button.setVisible(self._known is None and same is not None)

    def _link_offered(self) -> None:
        if self._same is not None:
            self._link_to(self._same)

    # --- The end ------------------------------------------------------------------------------

    def _complain(self, problems: dict[str, str]) -> None:
        for field, words in self._problems.items():
            words.setText(problems.get(field, ""))
            words.setVisible(field in problems)

    def _accept(self, *, start: bool) -> None:
        number = self._kit.currentIndex()
        when = datetime.now().astimezone() if start else _aware(self._when.dateTime())
        form = Form(
            name=self._name.text(),
            email=self._email.text(),
            role=self._role.text(),
            kit=self._kits[number] if 0 <= number < len(self._kits) else None,
            when=when.replace(microsecond=0),
            known=self._known,
            interview_id=self._ids[0],
            candidate_id=self._ids[1],
        )
        problems = form.problems()
        self._complain(problems)
        if problems:
            fields = {"name": self._name, "email": self._email, "role": self._role}
            fields[next(iter(problems))].setFocus()
            return
        interview = form.interview()

        def stored(_: object) -> None:
            self._storing = False
            if start:
                self.started.emit(interview.id)
            else:
                self.said.emit(f"Planned: {interview.candidate.name}")
            self.accept()

        def store(desk: Desk) -> Change:
            made = desk.add_interview(interview)
            return Change(made.ids | desk.start(interview.id).ids) if start else made

        def refused(error: DeskError) -> None:
            self._trouble.setText(str(error))
            self._trouble.show()
            self._storing = False
            self._buttons.setEnabled(True)
            if focus is not None:
                focus.setFocus()

        focus = self.focusWidget()
        self._storing = True
        self._buttons.setEnabled(False)
        # With a key: after a refusal, what is stored at last makes the first try needless.
        self._jobs.write(store, done=stored, failed=refused, owner=self, key=f"new {interview.id}")

    def reject(self) -> None:
        """Not while it is being stored: an interview would run that nobody sees."""
        if not self._storing:
            super().reject()


class _Known(QCompleter):
    """A list below a field that shows what the store found as it is: the store has matched already."""

    def __init__(self, field: QLineEdit) -> None:
        self.told = QStringListModel()
        super().__init__(self.told, field)
        self.field, self.listed = field, QListView()
        self.listed.setAccessibleName("Known candidates")
        self.listed.setProperty("popup", True)
        self.setPopup(self.listed)
        let_through(self.listed)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(field)


class _When(QDateTimeEdit):
    """Day and time. Tab leaves it, as it leaves every field; Left and Right go through its parts."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab:
                return self.window().focusNextChild()
            if event.key() == Qt.Key.Key_Backtab:
                return self.window().focusPreviousChild()
        return super().event(event)


def _next_hour(now: QDateTime) -> QDateTime:
    later = now.addSecs(3600)
    later.setTime(QTime(later.time().hour(), 0))
    return later


def _aware(moment: QDateTime) -> datetime:
    return datetime.fromtimestamp(moment.toSecsSinceEpoch(), UTC).astimezone()


def _told(candidate: Candidate) -> str:
    """A known candidate in one line of the list; the e-mail keeps namesakes apart."""
    return " · ".join(p for p in (candidate.name, candidate.email or candidate.phone) if p)
