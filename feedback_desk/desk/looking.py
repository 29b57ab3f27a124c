"""Looking at what is there: lists, one interview, search, the catalogue. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from feedback_desk.desk.opened import Opened
from feedback_desk.errors import NotFound
from feedback_desk.model import (
    FIRST_OWN_VERSION,
    Candidate,
    CandidatePage,
    Finding,
    FindingKind,
    Interview,
    InterviewRow,
    InterviewState,
    Kit,
    Overview,
    Resource,
    SearchHit,
    Skill,
)
from feedback_desk.store import candidates, interviews, kits, letters, lists

MOST_LISTED = 200
"""Rows of one list on the Desk; who owes more letters than this works from the oldest."""
SENT_LISTED = 20


class Looking(Opened):
    """Everything one can look at."""

    def overview(self) -> Overview:
        with self._store.snapshot():
            sample = lists.only_sample(self._store)
            if sample is None:
                return Overview()
            return Overview(
                running=tuple(lists.in_state(self._store, InterviewState.RUNNING, MOST_LISTED, sample=sample)),
                planned=tuple(lists.in_state(self._store, InterviewState.PLANNED, MOST_LISTED, sample=sample)),
                owed=tuple(lists.owed(self._store, MOST_LISTED, sample=sample)),
                sent=tuple(lists.lately_sent(self._store, SENT_LISTED, sample=sample)),
                is_empty=False,
            )

    def interview(self, interview_id: str) -> Interview:
        """The whole interview; `NotFound` when there is none."""
        return interviews.load(self._store, interview_id)

    def interviews(self, limit: int | None = None, offset: int = 0) -> list[InterviewRow]:
        """Newest first, the sample included only when it is all there is."""
        with self._store.snapshot():
            sample = bool(lists.only_sample(self._store))
            return lists.newest(self._store, limit, offset, sample=sample)

    def kit_of(self, interview: Interview) -> Kit | None:
        """The kit as it was when the interview was held."""
        import json

        from feedback_desk.capture.kits import read_kit

        if not interview.kit:
            return None
        held = kits.held(self._store, interview.kit, interview.kit_version)
        if held:
            return read_kit(json.loads(held), interview.kit)
        return self._shipped_kits.get(interview.kit) or self.kits_by_id().get(interview.kit)

    def candidate_ids(self, query: str = "") -> list[str]:
        """Ids of the candidates that match, most recent interview first; all of them for an empty query."""
        if not query.strip():
            return candidates.everyone(self._store)
        from feedback_desk.store import search

        return search.candidates_found(self._store, query)

    def candidate_rows(self, ids: Sequence[str]) -> list[InterviewRow]:
        """Their latest interviews, in the order of `ids`: what one page of the candidates list shows."""
        return lists.latest_of(self._store, ids)

    def candidate(self, candidate_id: str) -> CandidatePage:
        with self._store.snapshot():
            return CandidatePage(
                candidate=candidates.load(self._store, candidate_id),
                interviews=tuple(lists.of_candidate(self._store, candidate_id)),
                sent=tuple(letters.sent_to_candidate(self._store, candidate_id)),
                since=candidates.since(self._store, candidate_id),
            )

    def known_candidates(self, typed: str, limit: int = 8) -> list[Candidate]:
        """Type-ahead for the new-interview sheet, by name, e-mail or phone."""
        return candidates.known(self._store, typed, limit)

    def search(self, words: str, limit: int = 20) -> list[SearchHit]:
        """Interviews in which every word occurs (the last as a prefix), best or newest first."""
        from feedback_desk.store import search

        return search.search(self._store, words, limit)

    def kits(self) -> list[Kit]:
        """The kits that a new interview can follow: those that come with the program first, then the user's."""
        binned = self._binned_kits()
        return [kit for kit in self.kits_by_id().values() if kit.id not in binned]

    def kit(self, kit_id: str) -> Kit:
        """The kit as new interviews follow it, one in the bin too; `NotFound` when there is none."""
        known = self.kits_by_id()
        if kit_id not in known:
            raise NotFound(f"There is no kit called {kit_id}.")
        return known[kit_id]

    def kits_by_id(self) -> dict[str, Kit]:
        """Every kit that an interview may name: as the user made it where they did, and those in the bin too."""
        from feedback_desk.capture.kit_file import kept_kit

        known = dict(self._shipped_kits)
        for own in kits.own(self._store):
            kit = kept_kit(own.content) if own.version >= FIRST_OWN_VERSION else None
            if kit is not None:
                known[own.id] = kit
        return known

    def _binned_kits(self) -> frozenset[str]:
        return frozenset(own.id for own in kits.own(self._store) if own.in_bin)

    def skills(self, query: str = "", limit: int | None = None) -> list[Skill]:
        """The catalogue, or what a fuzzy query finds in it by name and alias, lately used first among equals."""
        if not query.strip():
            return list(self._skills.all[:limit])
        return self._skills.find(query, limit, self.recent_skills())

    def recent_skills(self) -> list[str]:
        """Tags used in the last interviews, the latest first."""
        return interviews.recent_skills(self._store)

    def resources(self, skill: str | None = None) -> list[Resource]:
        if skill is None:
            return list(self._resources.all)
        known = self._skills.get(skill)
        if known is None:
            raise NotFound(f"There is no skill called {skill}.")
        return self._resources.for_skill(known.tag)

    def unknown_tags(self, interview: Interview) -> list[str]:
        """Tags of the interview's notes that the catalogue doesn't know."""
        tags = dict.fromkeys(tag for note in interview.notes for tag in note.skills)
        return [tag for tag in tags if self._skills.get(tag) is None]

    def findings(self, interview: Interview) -> tuple[Finding, ...]:
        from feedback_desk.capture.findings import findings

        return findings(interview.notes, interview.sections, self.kit_of(interview), self._skills)

    def last_time(self, interview: Interview) -> tuple[InterviewRow, tuple[Finding, ...]] | None:
        """The candidate's interview before this one and the gaps found then; None when there was none."""
        rows = lists.of_candidate(self._store, interview.candidate.id)
        before = (r for r in rows if r.when < interview.when and r.state is InterviewState.FINISHED)
        row = next((r for r in before if r.id != interview.id and r.sample == interview.sample), None)
        if row is None:
            return None
        found = self.findings(self.interview(row.id))
        return row, tuple(finding for finding in found if finding.kind is FindingKind.GAP)

    def draft_line(self, interview_id: str) -> tuple[str, str]:
        """`(section id, text)` of the line that was being typed; empty texts when there is none."""
        return interviews.draft_line(self._store, interview_id)
