"""How the interview is getting on: clock and pace, each section's time, notes and rating, the current one's guide.

Worked out when something changes; the tick each second only adds to it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from feedback_desk.model import InterviewState, Note, Section
from ui import theme
from ui.actions import Commands
from ui.interview.header import Header
from ui.interview.live import LiveInterview
from ui.interview.pace import Pace
from ui.interview.panes import Panes
from ui.interview.rating_scale import RatingScale
from ui.interview.section_guide import SectionGuide
from ui.interview.sections import SectionList

OUTSIDE = Section("", "Before the first section")


class Progress(QObject):
    """Keeps header, sections, guide and scale in step with the interview that is open; `section` is the current one."""

    def __init__(
        self,
        live: LiveInterview,
        commands: Commands,
        header: Header,
        sections: SectionList,
        guide: SectionGuide,
        scale: RatingScale,
    ) -> None:
        super().__init__(header)
        self._live, self._commands, self._pace = live, commands, Pace(live)
        self._header, self._list, self._guide, self._scale = header, sections, guide, scale
        self.panes: Panes | None = None
        self.section = ""
        self._second = QTimer(self, interval=1000, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self.tick)

    def sections(self) -> list[Section]:
        """The interview's sections; before them, where notes stand there, what came before the first."""
        if not self._live.is_open:
            return []
        sections = list(self._live.bare.sections)
        if not sections or self._pace.has_notes(""):
            sections.insert(0, OUTSIDE if sections else replace(OUTSIDE, title="Notes"))
        return sections

    def count(self) -> None:
        """Go through all notes: the interview was opened, or one of them changed."""
        self._pace.work_out()

    def filed(self, note: Note) -> None:
        """A note was added last."""
        self._pace.add(note)

    def show(self) -> None:
        """Counts, ratings and time of the sections, questions and scale of the current one."""
        live = self._live
        section, kit_section = live.section(self.section), live.kit_section(self.section)
        self._guide.show_section(section, kit_section, live.rating_word(section) if section else "")
        self._scale.show_section(section, kit_section, live.scale)
        self._scale.setEnabled(section is not None)
        if self.panes is not None:
            self.panes.not_asked.setChecked(section is not None and section.not_asked)
            self.panes.place_scale()
        self.tick()

    def tick(self) -> None:
        """Each second while it runs: a few labels, and a section's row when its minute changes."""
        if not self._live.is_open:
            return
        seconds, pace = self._live.elapsed(), self._pace
        self._header.tick(
            self._live.bare, seconds, self.section, pace.section(self.section, seconds), pace.whole(seconds)
        )
        self._list.show_rows(pace.rows(self.sections(), self.section, seconds))

    def go_on(self) -> None:
        """The screen is seen: tick while the clock runs."""
        if self._live.is_running and not self._live.is_paused:
            self.tick()
            self._second.start()

    def stop(self) -> None:
        """Nothing to tick for."""
        self._second.stop()

    def clock_changed(self, *, seen: bool) -> None:
        """The clock was started, held or ended: what can be done with it now."""
        interview = self._live.bare
        state = interview.state
        running = state is InterviewState.RUNNING
        self._header.show_interview(interview)
        enabled = {
            "start": state is InterviewState.PLANNED,
            "finish": running,
            "pause": running,
            "reopen": state is InterviewState.FINISHED,
            "to_letter": True,
        }
        for command_id, on in enabled.items():
            self._commands.action(command_id).setEnabled(on)
        pause = self._commands.action("pause")
        pause.setText("Go on" if self._live.is_paused else "Pause")
        pause.setIcon(theme.icon("play" if self._live.is_paused else "pause"))
        self.show()
        self.stop()
        if seen:
            self.go_on()

    def show_nothing(self) -> None:
        """No interview is open yet."""
        self.stop()
        self.section = ""
        for command_id in ("start", "finish", "reopen", "pause", "to_letter"):
            self._commands.action(command_id).setEnabled(False)
        self._header.show_nothing()
        self._list.show_rows([])
        self._guide.show_section(None, None, "")
        self._scale.setEnabled(False)
