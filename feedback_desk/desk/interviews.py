"""An interview's life: planned, running by its clock, finished; its notes and ratings."""

from __future__ import annotations

from dataclasses import replace

from feedback_desk.desk.kits import Kits
from feedback_desk.desk.opened import change_of
from feedback_desk.errors import BadInput
from feedback_desk.model import (
    DEFAULT_SCALE,
    Candidate,
    Change,
    Decision,
    Interview,
    InterviewState,
    Note,
    Pause,
    Section,
)
from feedback_desk.store import candidates, interviews, lists


class Interviews(Kits):
    """Everything one does with an interview."""

    def add_interview(self, interview: Interview, source: str = "") -> Change:
        """Store a new interview with its candidate (a known id links it, a new one makes the candidate).

        An interview without sections gets those of its kit.
        """
        stored = self._with_kit(interview)
        interviews.add(self._store, stored, self._now())
        return change_of(stored, source=source)

    def set_candidate(self, candidate: Candidate, source: str = "") -> Change:
        candidates.replace(self._store, candidate)
        rows = lists.of_candidate(self._store, candidate.id)
        return Change(frozenset({candidate.id, *(row.id for row in rows)}), source)

    def start(self, interview_id: str, source: str = "") -> Change:
        """The clock starts now."""
        interview = self.interview(interview_id)
        if interview.state is not InterviewState.PLANNED:
            raise BadInput("Only a planned interview can be started.")
        return self._set_clock(replace(interview, state=InterviewState.RUNNING, when=self._second()), source)

    def pause(self, interview_id: str, source: str = "") -> Change:
        interview = self._running(interview_id)
        at = self._elapsed(interview) if interview.paused_at is None else interview.paused_at
        return self._set_clock(replace(interview, paused_at=at), source)

    def resume(self, interview_id: str, source: str = "") -> Change:
        interview = self._running(interview_id)
        if interview.paused_at is None:
            return change_of(interview, source=source)
        return self._set_clock(self._running_on(interview, interview.paused_at), source)

    def finish(self, interview_id: str, source: str = "") -> Change:
        interview = self._running(interview_id)
        ended = replace(interview, state=InterviewState.FINISHED, ended_at=self._elapsed(interview), paused_at=None)
        return self._set_clock(ended, source)

    def reopen(self, interview_id: str, source: str = "") -> Change:
        """A finished interview runs again; the time between counts as a pause."""
        interview = self.interview(interview_id)
        if interview.state is not InterviewState.FINISHED:
            raise BadInput("Only a finished interview can be reopened.")
        return self._set_clock(self._running_on(interview, self._elapsed(interview)), source)

    def set_state(self, interview_id: str, state: InterviewState, source: str = "") -> Change:
        """Planned, cancelled, no-show or withdrawn; running and finished come from the clock."""
        if state in (InterviewState.RUNNING, InterviewState.FINISHED):
            raise BadInput("An interview runs and finishes by its clock.")
        interview = self.interview(interview_id)
        if interview.state is InterviewState.RUNNING:
            interview = replace(interview, ended_at=self._elapsed(interview), paused_at=None)
        return self._set_clock(replace(interview, state=state), source)

    def put_note(self, interview_id: str, note: Note, source: str = "", *, before: str = "", line: str = "") -> Change:
        """File a new note (last, or before the note with id `before`), or replace the one with its id.

        `line` is what was typed for it, and is no longer kept as the line being typed.
        """
        interviews.put_note(self._store, interview_id, note, before=before, line=line)
        return Change(frozenset({interview_id}), source)

    def delete_note(self, interview_id: str, note_id: str, source: str = "") -> Change:
        """Remove a note; `put_note` with the same note undoes it."""
        interviews.delete_note(self._store, interview_id, note_id)
        return Change(frozenset({interview_id}), source)

    def keep_draft_line(self, interview_id: str, section: str, text: str) -> None:
        """What is being typed, so that it survives a crash; an empty text clears it."""
        interviews.keep_draft_line(self._store, interview_id, section, text)

    def rate(
        self, interview_id: str, section: str, rating: int | None, *, not_asked: bool = False, source: str = ""
    ) -> Change:
        if rating is not None:
            kit = self.kit_of(self.interview(interview_id))
            steps = len(kit.scale if kit else DEFAULT_SCALE)
            if not 1 <= rating <= steps:
                raise BadInput(f"This kit rates from 1 to {steps}.")
            if not_asked:
                raise BadInput("A section that was not asked has no rating.")
        interviews.rate(self._store, interview_id, section, rating, not_asked=not_asked)
        return Change(frozenset({interview_id}), source)

    def set_asked(self, interview_id: str, section: str, asked: tuple[int, ...], source: str = "") -> Change:
        """Which of the kit's questions in a section were ticked off, as places from 1."""
        interviews.set_asked(self._store, interview_id, section, asked)
        return Change(frozenset({interview_id}), source)

    def decide(self, interview_id: str, decision: Decision | None, source: str = "") -> Change:
        interviews.set_decision(self._store, interview_id, decision)
        return Change(frozenset({interview_id}), source)

    def waive(self, interview_id: str, reason: str, source: str = "") -> Change:
        """No letter is owed, and why; an empty reason takes that back."""
        interviews.set_waived(self._store, interview_id, reason.strip())
        return change_of(self.interview(interview_id), source=source)

    def _elapsed(self, interview: Interview) -> int:
        from feedback_desk.capture.clock import elapsed

        return elapsed(interview, self._second())

    def _running(self, interview_id: str) -> Interview:
        interview = self.interview(interview_id)
        if interview.state is not InterviewState.RUNNING:
            raise BadInput("This interview is not running.")
        return interview

    def _running_on(self, interview: Interview, at: int) -> Interview:
        """The interview with its clock running from `at` seconds; the time since it stood there is a pause."""
        since_start = int((self._second() - interview.when).total_seconds())
        stood = max(0, since_start - at - sum(pause.seconds for pause in interview.pauses))
        pauses = (*interview.pauses, Pause(at, stood)) if stood else interview.pauses
        return replace(interview, state=InterviewState.RUNNING, pauses=pauses, paused_at=None, ended_at=None)

    def _set_clock(self, interview: Interview, source: str) -> Change:
        interviews.set_clock(self._store, interview)
        return change_of(interview, source=source)

    def _with_kit(self, interview: Interview) -> Interview:
        """The interview with its kit's sections where it has none; the kit is kept as it is now."""
        kit = self.kits_by_id().get(interview.kit)
        if kit is None:
            return interview
        if not interview.sections:
            sections = tuple(Section(section.id, section.title) for section in kit.sections)
            interview = replace(interview, sections=sections, kit_version=kit.version)
        for held in (kit, self._shipped_kits.get(kit.id)):
            if held is not None and held.version == interview.kit_version:
                self._keep_kit(held)
        return interview
