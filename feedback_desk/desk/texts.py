"""Interviews as text, in and out, and the shipped example, which is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feedback_desk import paths
from feedback_desk.desk.interviews import Interviews
from feedback_desk.desk.opened import change_of, derived_id
from feedback_desk.model import (
    Change,
    Interview,
    new_id,
)
from feedback_desk.store import candidates, index, interviews

if TYPE_CHECKING:
    from feedback_desk.exchange.notes_file import NotesFile


class Texts(Interviews):
    """Interviews written as text."""

    def import_text(self, data: bytes, name: str = "") -> tuple[str, tuple[str, ...]]:
        """Store an interview written as text: its id, and sentences about what was kept as it was.

        The same text again gives the same id and stores nothing.
        """
        import hashlib

        source_hash = hashlib.sha256(data).hexdigest()
        known = interviews.of_source(self._store, source_hash)
        if known is not None:
            return known, ()
        read = self.read_text(data, name)
        with self._store.transaction():
            twin = self._same_text(read.interview)
            if twin is not None:
                return twin, read.warnings
            interview, differing = self._with_linked_candidate(read.interview)
            interview = self._with_kit(interview)
            interviews.add(self._store, interview, self._now(), source_hash=source_hash)
            index.index(self._store, interviews.number(self._store, interview.id))
        return interview.id, (*read.warnings, *differing)

    def read_text(self, data: bytes, name: str = "") -> NotesFile:
        """An interview written as text, with the kit it was held with where that is known here; nothing is stored."""
        from feedback_desk.exchange.notes_file import read_notes

        known = self.kits_by_id()
        read = read_notes(data, kits=known, name=name)
        held = self.kit_of(read.interview)
        if held is None or held.version != read.interview.kit_version or held == known.get(held.id):
            return read
        return read_notes(data, kits={**known, held.id: held}, name=name)

    def interview_text(self, interview_id: str) -> str:
        """The interview as text that can be imported again without loss."""
        from feedback_desk.exchange.notes_file import write_notes

        interview = self.interview(interview_id)
        return write_notes(interview, self.kit_of(interview))

    def add_sample(self, source: str = "") -> Change:
        """Put the shipped example interview in, marked `sample`."""
        interview = self._sample()
        with self._store.transaction():
            if not interviews.exists(self._store, interview.id):
                interviews.add(self._store, self._with_kit(interview), self._now())
        return change_of(interview, source=source)

    def remove_sample(self, source: str = "") -> Change:
        removed: set[str] = set()
        with self._store.transaction():
            for interview_id in interviews.samples(self._store):
                removed |= change_of(self.interview(interview_id)).ids
                interviews.remove(self._store, interview_id, self._now(), "the example was removed")
        return Change(frozenset(removed), source)

    def _sample(self) -> Interview:
        """The shipped example, with ids of its own: the same file may have been imported as well."""
        from feedback_desk.exchange.notes_file import read_notes

        data = paths.bundled("assets", "examples", "interview.md").read_bytes()
        interview = read_notes(data, kits=self._shipped_kits, name="the example").interview
        candidate = replace(interview.candidate, id=derived_id("sample", interview.candidate.id))
        return replace(interview, id=derived_id("sample", interview.id), candidate=candidate, sample=True)

    def _same_text(self, interview: Interview) -> str | None:
        """The id of a stored interview that would be written as the very text this one would be."""
        from feedback_desk.exchange.notes_file import write_notes

        text = write_notes(interview, self.kit_of(interview))
        same_time = interviews.at_moment(self._store, interview.when)
        return next((stored for stored in same_time if self.interview_text(stored) == text), None)

    def _with_linked_candidate(self, interview: Interview) -> tuple[Interview, tuple[str, ...]]:
        """The interview with the known candidate of the same name and address, or one that is new to the store.

        What was not known of them yet is taken up; what differs from what is known stays as it was, and is said.
        """
        person = interview.candidate
        known = candidates.same_person(self._store, person.name, person.email)
        new_here = known is None and candidates.number(self._store, person.id) is None
        linked = replace(person, id=known or (person.id if new_here else new_id()))
        differing = []
        if known is not None:
            before = candidates.load(self._store, known)
            for name in ("phone", "preferred_name"):
                held, brought = getattr(before, name), getattr(person, name)
                if held and brought and held != brought:
                    what = name.replace("_", " ")
                    differing.append(f"This candidate is known with another {what}; it was left as it was.")
                linked = replace(linked, **{name: held or brought})
            if linked != before:
                candidates.replace(self._store, linked)
        interview_id = new_id() if interviews.exists(self._store, interview.id) else interview.id
        return replace(interview, id=interview_id, candidate=linked), tuple(differing)
