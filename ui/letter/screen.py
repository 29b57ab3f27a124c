"""The letter: blocks to edit on the left, the PDF itself on the right, the checks below.

Typing changes the `Letter` held here; it is saved by the storage lane, drawn by the preview and read by the
checks, none of which the keyboard waits for. Every change is a step that can be taken back and done again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from feedback_desk.errors import DeskError, LetterBlocked
from feedback_desk.model import (
    Block,
    BlockChange,
    Change,
    CheckFinding,
    DrawnLetter,
    Feedback,
    Interview,
    Letter,
    LetterState,
)
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.arranging import Arranging
from ui.letter.ask_bar import AskBar
from ui.letter.blocks_column import BlocksColumn
from ui.letter.checking import Checking
from ui.letter.checks_list import ChecksList
from ui.letter.drafting import Drafting, remember
from ui.letter.file_chip import FileChip
from ui.letter.head import Head, below
from ui.letter.opened import Opened, opened
from ui.letter.options import Options
from ui.letter.other_programs import OpenFile, open_file
from ui.letter.overruling import Overruling
from ui.letter.preview import Preview
from ui.letter.redraft_view import RedraftView
from ui.letter.sending import SOURCE, Sending, WhereTo, ask_where_to
from ui.step import Step
from ui.widgets.screen import Screen
from ui.widgets.words import Words

if TYPE_CHECKING:
    pass


class LetterScreen(Screen):
    """Open an interview's letter with `open`."""

    def __init__(
        self, jobs: Jobs, commands: Commands, *, where_to: WhereTo = ask_where_to, opener: OpenFile = open_file
    ) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self.letter: Letter | None = None
        self.interview: Interview | None = None
        self._opened: Opened | None = None
        self._typing: Step[Letter] | None = None
        self._wanted = ""
        """The interview that was asked for last; what is brought for another one comes too late."""
        self.ask = AskBar()
        self.sending = Sending(self, jobs, commands, self.ask, where_to=where_to, opener=opener)
        self._drafting = Drafting(self, jobs, commands)
        self._bind()
        self._build()
        self.sending.said.connect(self._say)
        self.sending.stopped.connect(self._stopped)
        self.sending.written.connect(lambda _: self._show_it.show())
        self.sending.exported.connect(self._was_exported)
        self.sending.reopen.connect(self._reopen)
        self.sending.going.connect(lambda: self.blocks.set_read_only(True))
        jobs.changed.connect(self._changed)

    def open(self, interview_id: str) -> None:
        """Show the letter of this interview, drafting it first when there is none."""
        self._typing = None
        self._wanted = interview_id
        if interview_id != self._shown_id():
            self.ask.close_bar()  # an answer would be about the letter before
        self._say("")
        self._jobs.write(lambda desk: opened(desk, interview_id), self._show, self._trouble, owner=self)

    # --- Building -----------------------------------------------------------------------------

    def _bind(self) -> None:
        for command, handler in (
            ("to_notes", self._to_notes),
            ("letter_options", self._ask_options),
        ):
            self._commands.bind(command, handler, self)

    def _build(self) -> None:
        self.head = Head(self._commands)
        self.blocks = BlocksColumn(self._commands)
        self.blocks.changed.connect(self._block_changed)
        self.blocks.undo_asked.connect(self._commands.undo.undo)
        self.blocks.redo_asked.connect(self._commands.undo.redo)
        self._arranging = Arranging(self, self._commands, self.blocks)
        self._arranging.changed.connect(self._change)
        self._arranging.refused.connect(self._trouble)
        self.blocks.menu_asked.connect(lambda button: self._arranging.menu().popup(below(button)))
        self._drafting.drafted.connect(self._drafted)
        self._drafting.would_change.connect(self._show_redraft)
        self._drafting.refused.connect(self._trouble)
        self.redrafted = RedraftView()
        self.redrafted.apply.connect(self._drafting.take_notes_words)
        self.redrafted.cancelled.connect(self._leave_redraft)
        self._left = QStackedWidget()
        self._left.addWidget(self.blocks)
        self._left.addWidget(self.redrafted)
        self.preview = Preview(self._jobs)
        self.preview.drawn.connect(self._drawn)
        self.preview.trouble.connect(self._not_drawn)
        self.chip = FileChip(self.sending.outbox_quietly)
        self.chip.refused.connect(self.sending.tell_what_stops)
        self.chip.dropped.connect(self.sending.was_dropped)
        self.chip.clicked.connect(lambda: self._commands.run("copy_file"))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignHCenter)
        panes = QSplitter()
        panes.setChildrenCollapsible(False)
        panes.addWidget(self._left)
        panes.addWidget(sheet)
        panes.setSizes([480, 560])

        self._options = Options(self)
        self._options.chosen.connect(self._take_option)
        self._status = Words(wrap=True)
        self._show_it = self._link("Show the file", lambda: self._commands.run("show_file"))
        self._show_changes = self._link("Show what would change", self._drafting.look)
        self.checks = ChecksList()
        self.checking = Checking(self._jobs, self)
        self.checking.checked.connect(self._checked)
        self.checking.trouble.connect(self._trouble)
        self._overruling = Overruling(self, self._jobs, self._commands, self.ask, self.checks)
        self._overruling.changed.connect(self._change)
        self._overruling.refused.connect(self._trouble)
        self._sign = self._commands.button("sign_off")
        status = QHBoxLayout()
        status.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        status.setSpacing(theme.GAP)
        status.addWidget(self._status, 1)
        status.addStretch()  # with nothing said the buttons keep to their side
        for button in (self._show_it, self._show_changes, self._sign):
            button.hide()
            status.addWidget(button)
        self.checks.chosen.connect(self.blocks.go_to)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.head)
        body.addWidget(self.ask)
        body.addLayout(status)
        body.addWidget(panes, 1)
        body.addWidget(self.checks)

    def _link(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("link", True)
        button.clicked.connect(lambda: do())
        return button

    # --- Showing ------------------------------------------------------------------------------

    def _show(self, opened: Opened) -> None:
        if opened.interview.id != self._wanted:
            return
        if opened.interview.id != self._shown_id():
            self.ask.close_bar()
        self._opened, self.interview = opened, opened.interview
        self._leave_redraft()
        others = self._show_letter(opened.letter)
        if opened.waiting:
            count = len(opened.waiting)
            self._say(f"The notes say something else now: {count} part{'s' * (count > 1)} would change.", "warning")
            self._show_changes.show()
        if others:
            self.blocks.begin()

    def _show_letter(self, letter: Letter) -> bool:
        """Show this letter everywhere; whether other parts than before had to be made."""
        assert self.interview is not None
        self.letter = letter
        others = self.blocks.show_letter(letter, self.interview)
        self._hand_on(letter)
        self._show_state()
        self.preview.show_letter(letter)
        self.checking.check(letter)
        return others

    def _hand_on(self, letter: Letter) -> None:
        """Everybody who does something with the letter has it as it is now."""
        assert self.interview is not None and self._opened is not None
        self._arranging.letter = self._overruling.letter = self._drafting.letter = letter
        self.sending.show_letter(letter, self.interview, self._opened.policy)
        self.chip.forget()

    def _show_state(self) -> None:
        assert self.letter is not None and self.interview is not None and self._opened is not None
        gone = self.letter.has_left_for_good
        self.head.show_state(self.letter, self.interview, self._opened)
        self.blocks.set_read_only(gone)
        policy = self._opened.policy
        self.chip.setVisible(policy.feedback is Feedback.LETTER)
        self._sign.setVisible(policy.sign_off and not gone)

    def _drawn(self, drawn: DrawnLetter) -> None:
        if drawn.missing:
            signs = " ".join(drawn.missing)
            self._say(f"No font here has {signs}: the PDF shows the code in brackets instead.", "warning")
        if drawn.undrawn:
            self._say(f"The letter is far too long: its last {drawn.undrawn} pages are not drawn here.", "warning")

    def _not_drawn(self, error: DeskError) -> None:
        self._say(f"The pages beside show older words. {error}", "warning")

    def _say(self, text: str, tone: str = "muted") -> None:
        self._status.setText(text)
        self._status.setVisible(bool(text))
        self._status.set_tone(tone)
        self._show_it.hide()
        self._show_changes.hide()

    def _trouble(self, error: DeskError) -> None:
        self._say(str(error), "danger")

    def _changed(self, change: Change) -> None:
        """Something else changed this letter, such as a step taken back."""
        letter = self.letter
        if letter is not None and letter.id in change.ids and change.source != SOURCE:
            self._typing = None
            self._read_again(letter)
        elif self.interview is not None and self.interview.id in change.ids and change.source != SOURCE:
            self._jobs.read(lambda desk: desk.interview(self._shown_id()), self._take_interview, owner=self)

    def _shown_id(self) -> str:
        return self.interview.id if self.interview is not None else ""

    def _read_again(self, before: Letter) -> None:
        """Show what the store has, after all that was typed here is in it."""

        def take_up(stored: Letter | None) -> None:
            now = self.letter
            if stored is None or now is None or now.id != stored.id or now == stored:
                return
            if now is before:
                self._show_letter(stored)
            else:  # more was typed meanwhile, and is written after this
                self._read_again(now)

        self._jobs.write(lambda desk: desk.letter(before.interview_id), take_up, self._trouble, owner=self)

    def _take_interview(self, interview: Interview) -> None:
        if self.letter is not None and interview.id == self._shown_id():
            self.interview = interview
            self._show_state()

    # --- Editing ------------------------------------------------------------------------------

    def _block_changed(self, block: Block) -> None:
        """Somebody typed in a part, or left it out."""
        assert self.letter is not None
        blocks = tuple(block if old.id == block.id else old for old in self.letter.blocks)
        before = self.letter
        after = self._kept(replace(before, blocks=blocks), text=block.text)
        typing = self._typing
        if typing is not None and typing.goes_on(block.id, before):
            typing.go_on(after)
        else:
            self._typing = typing = Step(block.id, before, after)
            remember(self._commands.undo, "Words changed", typing)
        self.preview.show_letter(after)
        self.checking.check(after)

    def _kept(self, letter: Letter, *, text: str = "") -> Letter:
        """Hold and save a changed letter; one that was exported is a draft again."""
        if letter.state == LetterState.EXPORTED:
            letter = replace(letter, state=LetterState.DRAFT)
        self.letter = letter
        self._hand_on(letter)
        self._jobs.write(
            lambda desk: desk.save_letter(letter, SOURCE), key=f"letter {letter.id}", text=text, owner=self
        )
        return letter

    def _change(self, words: str, letter: Letter) -> None:
        """A change other than typing: kept, shown and remembered."""
        assert self.letter is not None
        if letter == self.letter:
            return
        step = Step("", self.letter, letter)
        self._typing = None
        self._show_letter(self._kept(letter))
        remember(self._commands.undo, words, step)

    # --- Drafting again -----------------------------------------------------------------------

    def _ask_options(self) -> None:
        if self.letter is not None and self._opened is not None:
            self._options.show_letter(self.letter, self._opened.languages)
            self._options.popup(below(self.head.buttons["letter_options"]))

    def _take_option(self, letter: Letter, drafted: bool) -> None:
        """Another design or overview at once; another tone or language also writes anew what nobody edited."""
        if self.letter is None or letter == self.letter:
            return
        if drafted:
            self._say("")
            self._drafting.write_as(letter.tone, letter.language)
        else:
            self._change("Letter options", letter)

    def _drafted(self, opened: Opened) -> None:
        self._typing = None
        self._show(opened)

    def _show_redraft(self, changes: tuple[BlockChange, ...]) -> None:
        self.redrafted.show_changes(changes)
        self._left.setCurrentWidget(self.redrafted)

    def _leave_redraft(self) -> None:
        if self._left.currentWidget() is self.redrafted:
            self._left.setCurrentWidget(self.blocks)
            self.blocks.enter(self.blocks.current)

    # --- Checks -------------------------------------------------------------------------------

    def _checked(self, findings: tuple[CheckFinding, ...], agreed: bool) -> None:
        self._overruling.show_sign_off(agreed)
        if findings != self.checks.findings:
            stopped = bool(self.checks.blocks)
            self.checks.show_findings(findings)
            self._overruling.show_current()
            if stopped and not self.checks.blocks:
                self._say("")  # what stopped the export is mended
        self.blocks.show_findings(findings)

    # --- Out of the door ----------------------------------------------------------------------

    def _was_exported(self, letter: Letter) -> None:
        if self.letter is not None and self.letter == letter and letter.state == LetterState.DRAFT:
            self.letter = replace(self.letter, state=LetterState.EXPORTED)
            self._show_state()

    def _stopped(self, error: DeskError) -> None:
        if self.letter is not None:
            self._show_state()
        self._trouble(error)
        if isinstance(error, LetterBlocked) and self.checks.blocks:
            self.checks.list.setCurrentRow(0)
            self.checks.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self) -> None:
        if self.interview is not None:
            said, tone = self._status.text(), self._status.property("tone")
            interview_id = self.interview.id

            def again(opened: Opened) -> None:
                self._show(opened)
                self._say(said, tone or "muted")

            self._jobs.write(lambda desk: opened(desk, interview_id), again, self._trouble, owner=self)

    def _to_notes(self) -> None:
        if self.interview is not None:
            self.open_interview.emit(self.interview.id)
