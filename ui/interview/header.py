"""The line above: who and what for, the clock and the pace, whether everything is saved, and the clock's buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from feedback_desk.capture.clock import clock_text
from feedback_desk.model import Interview, InterviewState
from ui import theme
from ui.actions import Commands
from ui.interview.sections import minutes_words
from ui.jobs import Jobs
from ui.widgets.announce import announce
from ui.widgets.words import Elided, Words

SETTLE_MS = 400
"""Quiet after the last commit before "Saved" is shown: it never blinks while one types, and is never said too early."""

_STATES = {
    InterviewState.PLANNED: "Not started",
    InterviewState.FINISHED: "Finished",
    InterviewState.CANCELLED: "Cancelled",
    InterviewState.NO_SHOW: "Did not come",
    InterviewState.WITHDRAWN: "Withdrawn",
}


class Header(QWidget):
    """Shows an interview's head; `tick` each second sets a few labels and nothing else."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self.candidate = Elided("heading")
        self.role = Elided("small", "muted")
        self.clock = Words("", "title")
        self.clock.setAccessibleName("Time on the clock")
        self.pace = Elided("small", "muted")
        self.pace.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.pace.setAccessibleName("Pace")
        self.saved = Words("", "small", tone="muted")
        self.saved.setAccessibleName("Saved or not")
        self.buttons = {
            "pause": commands.button("pause"),
            "start": commands.button("start", primary=True),
            "finish": commands.button("finish", primary=True),
            "reopen": commands.button("reopen"),
            "to_letter": commands.button("to_letter", primary=True),
        }
        self._lay_out()
        self._stood: str | None = None
        """How the interview last stood, in words that are said when that changes; None while nothing was shown."""
        self._used_up: set[str] = set()
        """The sections, and the whole, of which the time is used up, so that it is said once."""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(lambda: self._say_saved("Saved", "muted"))
        jobs.saving.connect(self._saving)
        jobs.saved.connect(self._committed)

    def _lay_out(self) -> None:
        self.who = who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.candidate)
        who.addWidget(self.role)
        self.state = state = QVBoxLayout()
        state.setSpacing(0)
        state.addWidget(self.pace)
        state.addWidget(self.saved)
        for label in (self.pace, self.saved):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addLayout(who, 1)
        row.addLayout(state)
        row.addSpacing(theme.GAP)
        row.addWidget(self.clock)
        row.addSpacing(theme.GAP)
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)

    # --- Who and when -------------------------------------------------------------------------

    def show_interview(self, interview: Interview) -> None:
        """Name, role, and the buttons that the interview's state asks for."""
        self.candidate.show_words(interview.candidate.name)
        self.role.show_words(interview.role)
        self.setAccessibleName(f"Interview with {interview.candidate.name}")
        running, planned = interview.state is InterviewState.RUNNING, interview.state is InterviewState.PLANNED
        shown = {"pause": running, "finish": running, "start": planned}
        for name, button in self.buttons.items():
            button.setVisible(shown.get(name, interview.state is InterviewState.FINISHED))
        stands = "Paused" if interview.paused_at is not None else "The clock runs" if running else ""
        if stands and self._stood is not None and stands != self._stood:
            announce(self.clock, stands)
        self._stood = stands

    def show_nothing(self) -> None:
        """No interview is open."""
        self._stood = None
        self._used_up.clear()
        self.setAccessibleName("No interview")
        for words in (self.candidate, self.role, self.pace):
            words.show_words("")
        self.clock.setText("")
        for button in self.buttons.values():
            button.hide()

    def tick(
        self, interview: Interview, seconds: int, section_id: str, section: tuple[int, int], whole: tuple[int, int]
    ) -> None:
        """The clock in seconds; used and budgeted seconds of the section in sight and of the whole."""
        if interview.state is InterviewState.RUNNING:
            self.clock.setText(clock_text(seconds))
            if interview.paused_at is not None:
                self._pace("Paused: the clock stands still", over=False)
                return
            of_section, over_section = minutes_words(*section)
            of_whole, over_whole = minutes_words(*whole)
            self._tell_used_up(f"section {section_id}", "this section", over_section)
            self._tell_used_up("whole", "the whole interview", over_whole)
            words = [f"Section {of_section}" if of_section else "", f"Whole {of_whole}" if of_whole else ""]
            self._pace(" · ".join(filter(None, words)), over=over_section or over_whole)
        else:
            self.clock.setText(clock_text(seconds) if seconds else "")
            self._pace(_STATES.get(interview.state, ""), over=False)

    def _tell_used_up(self, key: str, what: str, over: bool) -> None:
        if over and key not in self._used_up:
            announce(self.pace, f"The time for {what} is used up.")
        (self._used_up.add if over else self._used_up.discard)(key)

    def _pace(self, words: str, *, over: bool) -> None:
        tone = "warning" if over else "muted"
        if self.pace.property("tone") != tone:
            self.pace.set_tone(tone)
        if self.pace.text() != words:
            self.pace.show_words(words)

    # --- Saved or not -------------------------------------------------------------------------

    def _saving(self) -> None:
        self._settle.stop()
        if self.saved.text() != "Saving…":
            self._say_saved("Saving…", "muted")

    def _committed(self) -> None:
        self._settle.start()

    def begin(self) -> None:
        """An interview was opened: what is on screen is what is stored."""
        if not self.saved.text():
            self._say_saved("Saved", "muted")

    def not_saved(self) -> None:
        """The store refused something; what happened stands above the capture line."""
        self._settle.stop()
        self._say_saved("Not saved", "danger")

    def _say_saved(self, words: str, tone: str) -> None:
        if self.saved.property("tone") != tone:
            self.saved.set_tone(tone)
        self.saved.setText(words)
