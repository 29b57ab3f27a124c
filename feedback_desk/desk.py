"""The use cases that the screens and the command line call.

A `Desk` is plain synchronous Python over one connection. What changes something returns a
`Change`; expected trouble is a `DeskError`. Ids of what is made are made by the caller where a
screen must know them before the commit, so every method that makes something accepts the id.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from feedback_desk.model import (
    Candidate,
    CandidatePage,
    Change,
    CheckFinding,
    Decision,
    Finding,
    Interview,
    InterviewRow,
    InterviewState,
    Kit,
    Letter,
    Note,
    Overview,
    Profile,
    Resource,
    SearchHit,
    SentLetter,
    Skill,
)


class Desk:
    """One person's store with everything one can do in it. Use as a context manager, or call `close`."""

    # --- Opening ------------------------------------------------------------------------------

    @classmethod
    def open(cls, home: Path | None = None, *, readonly: bool = False, lock: bool = False) -> Self:
        """Open the store in `home` (default `paths.home()`), making it when it is not there.

        `readonly` opens a connection for a reading job. `lock` takes the lock a window holds for
        life; when another window has it, `AlreadyOpen` (a `StoreTrouble`) is raised.
        """
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def data_version(self) -> int:
        """Changes when another process wrote to the store."""
        raise NotImplementedError

    # --- Looking ------------------------------------------------------------------------------

    def overview(self) -> Overview:
        raise NotImplementedError

    def interview(self, interview_id: str) -> Interview:
        """The whole interview; `NotFound` when there is none."""
        raise NotImplementedError

    def interviews(self, limit: int | None = None, offset: int = 0) -> list[InterviewRow]:
        """Newest first, the sample included only when it is all there is."""
        raise NotImplementedError

    def kit_of(self, interview: Interview) -> Kit | None:
        """The kit as it was when the interview was held."""
        raise NotImplementedError

    def candidate_ids(self, query: str = "") -> list[str]:
        """Ids of the candidates that match, most recent interview first; all of them for an empty query."""
        raise NotImplementedError

    def candidate_rows(self, ids: Sequence[str]) -> list[InterviewRow]:
        """Their latest interviews, in the order of `ids`: what one page of the candidates list shows."""
        raise NotImplementedError

    def candidate(self, candidate_id: str) -> CandidatePage:
        raise NotImplementedError

    def known_candidates(self, typed: str, limit: int = 8) -> list[Candidate]:
        """Type-ahead for the new-interview sheet, by name, e-mail or phone."""
        raise NotImplementedError

    def search(self, words: str, limit: int = 20) -> list[SearchHit]:
        """Interviews in which every word occurs (the last as a prefix), best or newest first."""
        raise NotImplementedError

    def kits(self) -> list[Kit]:
        raise NotImplementedError

    def kit(self, kit_id: str) -> Kit:
        raise NotImplementedError

    def skills(self, query: str = "", limit: int | None = None) -> list[Skill]:
        """The catalogue, or what a fuzzy query finds in it by name and alias, lately used first among equals."""
        raise NotImplementedError

    def resources(self, skill: str | None = None) -> list[Resource]:
        raise NotImplementedError

    def profile(self) -> Profile:
        raise NotImplementedError

    def unknown_tags(self, interview: Interview) -> list[str]:
        """Tags of the interview's notes that the catalogue doesn't know."""
        raise NotImplementedError

    def findings(self, interview: Interview) -> tuple[Finding, ...]:
        raise NotImplementedError

    def draft_line(self, interview_id: str) -> tuple[str, str]:
        """`(section id, text)` of the line that was being typed; empty texts when there is none."""
        raise NotImplementedError

    # --- The interview ------------------------------------------------------------------------

    def add_interview(self, interview: Interview, source: str = "") -> Change:
        """Store a new interview with its candidate (a known id links it, a new one makes the candidate).

        An interview without sections gets those of its kit.
        """
        raise NotImplementedError

    def add_sample(self, source: str = "") -> Change:
        """Put the shipped example interview in, marked `sample`."""
        raise NotImplementedError

    def remove_sample(self, source: str = "") -> Change:
        raise NotImplementedError

    def set_candidate(self, candidate: Candidate, source: str = "") -> Change:
        raise NotImplementedError

    def start(self, interview_id: str, source: str = "") -> Change:
        """The clock starts now."""
        raise NotImplementedError

    def pause(self, interview_id: str, source: str = "") -> Change:
        raise NotImplementedError

    def resume(self, interview_id: str, source: str = "") -> Change:
        raise NotImplementedError

    def finish(self, interview_id: str, source: str = "") -> Change:
        raise NotImplementedError

    def reopen(self, interview_id: str, source: str = "") -> Change:
        """A finished interview runs again; the time between counts as a pause."""
        raise NotImplementedError

    def set_state(self, interview_id: str, state: InterviewState, source: str = "") -> Change:
        """Planned, cancelled, no-show or withdrawn; running and finished come from the clock."""
        raise NotImplementedError

    def put_note(self, interview_id: str, note: Note, source: str = "", *, before: str = "") -> Change:
        """File a new note (last, or before the note with id `before`), or replace the one with its id."""
        raise NotImplementedError

    def delete_note(self, interview_id: str, note_id: str, source: str = "") -> Change:
        """Remove a note; `put_note` with the same note undoes it."""
        raise NotImplementedError

    def keep_draft_line(self, interview_id: str, section: str, text: str) -> None:
        """What is being typed, so that it survives a crash; an empty text clears it."""
        raise NotImplementedError

    def rate(
        self, interview_id: str, section: str, rating: int | None, *, not_asked: bool = False, source: str = ""
    ) -> Change:
        raise NotImplementedError

    def decide(self, interview_id: str, decision: Decision | None, source: str = "") -> Change:
        raise NotImplementedError

    def waive(self, interview_id: str, reason: str, source: str = "") -> Change:
        """No letter is owed, and why; an empty reason takes that back."""
        raise NotImplementedError

    # --- Text in and out ----------------------------------------------------------------------

    def import_text(self, data: bytes, name: str = "") -> tuple[str, tuple[str, ...]]:
        """Store an interview written as text: its id, and sentences about what was kept as it was.

        The same text again gives the same id and stores nothing.
        """
        raise NotImplementedError

    def interview_text(self, interview_id: str) -> str:
        """The interview as text that can be imported again without loss."""
        raise NotImplementedError

    # --- The letter ---------------------------------------------------------------------------

    def letter(self, interview_id: str) -> Letter | None:
        """The letter as it stands in the store."""
        raise NotImplementedError

    def draft_letter(self, interview_id: str, source: str = "") -> Letter:
        """Compose the letter from the findings and keep it; blocks the user edited stay as they are.

        The interview's id is in the change this makes; an unchanged letter is not written again.
        """
        raise NotImplementedError

    def compose_letter(self, interview: Interview) -> Letter:
        """The letter of an interview that need not be stored; stores nothing."""
        raise NotImplementedError

    def save_letter(self, letter: Letter, source: str = "") -> Change:
        raise NotImplementedError

    def check_letter(self, letter: Letter, interview: Interview | None = None) -> tuple[CheckFinding, ...]:
        """What the checks say; `interview` where it is not stored."""
        raise NotImplementedError

    def letter_pdf(self, letter: Letter, interview: Interview | None = None, *, paper: str | None = None) -> bytes:
        """Checked, rendered and read back by the wall; `LetterBlocked` when something must not leave."""
        raise NotImplementedError

    def export_letter(
        self,
        letter: Letter,
        target: Path,
        *,
        interview: Interview | None = None,
        paper: str | None = None,
        format: str = "pdf",
        source: str = "",
    ) -> Change:
        """Write the letter as `pdf` or `md` atomically; a stored letter becomes `exported`."""
        raise NotImplementedError

    def mark_sent(self, letter: Letter, sent_to: str, source: str = "") -> Change:
        """Keep the letter's exact bytes, hash, time and address; they never change again."""
        raise NotImplementedError

    def mark_answered(self, letter_id: str, source: str = "") -> Change:
        raise NotImplementedError

    def sent_letters(self, interview_id: str) -> list[SentLetter]:
        raise NotImplementedError

    def sent_pdf(self, sent_id: str) -> bytes:
        """The very bytes that were sent."""
        raise NotImplementedError

    def set_profile(self, profile: Profile, source: str = "") -> Change:
        raise NotImplementedError
