"""The use cases that the screens and the command line call.

A `Desk` is plain synchronous Python over one connection. What changes something returns a
`Change`; expected trouble is a `DeskError`. Ids of what is made are made by the caller where a
screen must know them before the commit, so every method that makes something accepts the id.

Rooms that are slow to import (catalogue, letter, pdf, exchange) are imported by the methods that need them: the
first window opens its `Desk` before it is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from feedback_desk import paths
from feedback_desk.errors import BadInput, LetterBlocked, NotFound
from feedback_desk.model import (
    DEFAULT_SCALE,
    ID_ALPHABET,
    Candidate,
    CandidatePage,
    Change,
    CheckFinding,
    Decision,
    Finding,
    FindingKind,
    Interview,
    InterviewRow,
    InterviewState,
    Kit,
    Letter,
    LetterState,
    Note,
    NoteKind,
    Overview,
    Pause,
    PrivateContext,
    Profile,
    Recommendation,
    Resource,
    SearchHit,
    Section,
    SentLetter,
    Severity,
    Skill,
    new_id,
)
from feedback_desk.store import candidates, index, interviews, kits, letters, lists, search, settings
from feedback_desk.store.database import Store, open_store

if TYPE_CHECKING:
    from feedback_desk.catalogue.resources import Resources
    from feedback_desk.catalogue.skills import Skills

MOST_LISTED = 200
"""Rows of one list on the Desk; who owes more letters than this works from the oldest."""
SENT_LISTED = 20
NAMES_READ_WHOLE = 2000
"""In a store of more candidates than this, only names that stand in a letter are handed to its checks."""


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Desk:
    """One person's store with everything one can do in it. Use as a context manager, or call `close`."""

    def __init__(self, store: Store, now: Callable[[], datetime] = _local_now) -> None:
        self._store = store
        self._now = now

    # --- Opening ------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        *,
        readonly: bool = False,
        lock: bool = False,
        passphrase: str | None = None,
        now: Callable[[], datetime] = _local_now,
    ) -> Self:
        """Open the store in `home` (default `paths.home()`), making it when it is not there.

        `readonly` opens a connection for a reading job. `lock` takes the lock a window holds for
        life; when another window has it, `AlreadyOpen` (a `StoreTrouble`) is raised. `now` gives aware times.
        """
        return cls(open_store(home or paths.home(), readonly=readonly, lock=lock, passphrase=passphrase), now)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def data_version(self) -> int:
        """Changes when another process wrote to the store."""
        return self._store.data_version()

    def index_pending(self, limit: int = 20) -> int:
        """Bring the search index up to date for at most `limit` interviews; how many those were.

        To be called when nothing else is to be written: filing a note leaves this for later.
        """
        return index.index_waiting(self._store, limit)

    # --- Looking ------------------------------------------------------------------------------

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
        return read_kit(json.loads(held), interview.kit) if held else self._shipped_kits.get(interview.kit)

    def candidate_ids(self, query: str = "") -> list[str]:
        """Ids of the candidates that match, most recent interview first; all of them for an empty query."""
        if not query.strip():
            return candidates.everyone(self._store)
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
        return search.search(self._store, words, limit)

    def kits(self) -> list[Kit]:
        return list(self._shipped_kits.values())

    def kit(self, kit_id: str) -> Kit:
        if kit_id not in self._shipped_kits:
            raise NotFound(f"There is no kit called {kit_id}.")
        return self._shipped_kits[kit_id]

    def skills(self, query: str = "", limit: int | None = None) -> list[Skill]:
        """The catalogue, or what a fuzzy query finds in it by name and alias, lately used first among equals."""
        if not query.strip():
            return list(self._skills.all[:limit])
        return self._skills.find(query, limit, interviews.recent_skills(self._store))

    def resources(self, skill: str | None = None) -> list[Resource]:
        if skill is None:
            return list(self._resources.all)
        known = self._skills.get(skill)
        if known is None:
            raise NotFound(f"There is no skill called {skill}.")
        return self._resources.for_skill(known.tag)

    def profile(self) -> Profile:
        held = settings.get(self._store, "profile")
        return Profile(**held) if isinstance(held, dict) else Profile()

    def unknown_tags(self, interview: Interview) -> list[str]:
        """Tags of the interview's notes that the catalogue doesn't know."""
        tags = dict.fromkeys(tag for note in interview.notes for tag in note.skills)
        return [tag for tag in tags if self._skills.get(tag) is None]

    def findings(self, interview: Interview) -> tuple[Finding, ...]:
        from feedback_desk.capture.findings import findings

        return findings(interview.notes, interview.sections, self.kit_of(interview), self._skills)

    def draft_line(self, interview_id: str) -> tuple[str, str]:
        """`(section id, text)` of the line that was being typed; empty texts when there is none."""
        return interviews.draft_line(self._store, interview_id)

    # --- The interview ------------------------------------------------------------------------

    def add_interview(self, interview: Interview, source: str = "") -> Change:
        """Store a new interview with its candidate (a known id links it, a new one makes the candidate).

        An interview without sections gets those of its kit.
        """
        stored = self._with_kit(interview)
        interviews.add(self._store, stored, self._now())
        return _change(stored, source=source)

    def add_sample(self, source: str = "") -> Change:
        """Put the shipped example interview in, marked `sample`."""
        interview = self._sample()
        with self._store.transaction():
            if not interviews.exists(self._store, interview.id):
                interviews.add(self._store, self._with_kit(interview), self._now())
        return _change(interview, source=source)

    def remove_sample(self, source: str = "") -> Change:
        removed: set[str] = set()
        with self._store.transaction():
            for interview_id in interviews.samples(self._store):
                removed |= _change(self.interview(interview_id)).ids
                interviews.remove(self._store, interview_id, self._now(), "the example was removed")
        return Change(frozenset(removed), source)

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
            return _change(interview, source=source)
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

    def put_note(self, interview_id: str, note: Note, source: str = "", *, before: str = "") -> Change:
        """File a new note (last, or before the note with id `before`), or replace the one with its id."""
        interviews.put_note(self._store, interview_id, note, before=before)
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

    def decide(self, interview_id: str, decision: Decision | None, source: str = "") -> Change:
        interviews.set_decision(self._store, interview_id, decision)
        return Change(frozenset({interview_id}), source)

    def waive(self, interview_id: str, reason: str, source: str = "") -> Change:
        """No letter is owed, and why; an empty reason takes that back."""
        interviews.set_waived(self._store, interview_id, reason.strip())
        return _change(self.interview(interview_id), source=source)

    # --- Text in and out ----------------------------------------------------------------------

    def import_text(self, data: bytes, name: str = "") -> tuple[str, tuple[str, ...]]:
        """Store an interview written as text: its id, and sentences about what was kept as it was.

        The same text again gives the same id and stores nothing.
        """
        import hashlib

        from feedback_desk.exchange.notes_file import read_notes

        source_hash = hashlib.sha256(data).hexdigest()
        known = interviews.of_source(self._store, source_hash)
        if known is not None:
            return known, ()
        read = read_notes(data, kits=self._shipped_kits, name=name)
        with self._store.transaction():
            twin = self._same_text(read.interview)
            if twin is not None:
                return twin, read.warnings
            interview, differing = self._with_linked_candidate(read.interview)
            interview = self._with_kit(interview)
            interviews.add(self._store, interview, self._now(), source_hash=source_hash)
            index.index(self._store, interviews.number(self._store, interview.id))
        return interview.id, (*read.warnings, *differing)

    def interview_text(self, interview_id: str) -> str:
        """The interview as text that can be imported again without loss."""
        from feedback_desk.exchange.notes_file import write_notes

        interview = self.interview(interview_id)
        return write_notes(interview, self.kit_of(interview))

    # --- The letter ---------------------------------------------------------------------------

    def letter(self, interview_id: str) -> Letter | None:
        """The letter as it stands in the store."""
        return letters.of_interview(self._store, interview_id)

    def draft_letter(self, interview_id: str, source: str = "") -> Letter:
        """Compose the letter from the findings and keep it; blocks the user edited stay as they are.

        The interview's id is in the change this makes; an unchanged letter is not written again.
        """
        interview = self.interview(interview_id)
        before = self.letter(interview_id)
        letter = self._compose(interview, before)
        if before is not None and replace(letter, written_on=before.written_on) == before:
            return before
        letter = replace(letter, state=LetterState.DRAFT)
        letters.put(self._store, letter)
        return letter

    def compose_letter(self, interview: Interview) -> Letter:
        """The letter of an interview that need not be stored; stores nothing."""
        return self._compose(interview, None)

    def save_letter(self, letter: Letter, source: str = "") -> Change:
        letters.put(self._store, letter)
        return Change(frozenset({letter.id, letter.interview_id}), source)

    def check_letter(self, letter: Letter, interview: Interview | None = None) -> tuple[CheckFinding, ...]:
        """What the checks say; `interview` where it is not stored."""
        from feedback_desk.letter.checks import check
        from feedback_desk.letter.held import not_held

        interview = interview or self.interview(letter.interview_id)
        return (*not_held(interview.state), *check(letter, self._private_context(letter, interview)))

    def unprintable(self, letter: Letter) -> tuple[str, ...]:
        """Characters that no font here has; the letter shows each as `[U+…]`."""
        from feedback_desk.pdf.render import render

        return render(letter).missing

    def letter_pdf(self, letter: Letter, interview: Interview | None = None, *, paper: str | None = None) -> bytes:
        """Checked, rendered and read back by the wall; `LetterBlocked` when something must not leave."""
        from feedback_desk.letter.wall import inspect
        from feedback_desk.pdf.render import render

        self._refuse_blocked(letter, interview)
        private = self._private_context(letter, interview)
        rendered = render(letter, paper=paper)
        leaks = inspect(rendered.pdf, letter, private)
        if leaks:
            raise LetterBlocked(leaks)
        return rendered.pdf

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
        from feedback_desk.letter.markdown import letter_markdown
        from feedback_desk.whole_file import write_whole

        if format == "pdf":
            content = self.letter_pdf(letter, interview, paper=paper)
        elif format == "md":
            self._refuse_blocked(letter, interview)
            content = letter_markdown(letter).encode()
        else:
            raise BadInput(f"A letter is exported as pdf or md, not as {format}.")
        write_whole(target, content)
        if letters.interview_of(self._store, letter.id) is None:
            return Change(frozenset(), source)
        state = LetterState.EXPORTED if letter.state is LetterState.DRAFT else letter.state
        return self.save_letter(replace(letter, state=state), source)

    def mark_sent(self, letter: Letter, sent_to: str, source: str = "") -> Change:
        """Keep the letter's exact bytes, hash, time and address; they never change again."""
        import hashlib

        from feedback_desk.letter.markdown import letter_markdown

        pdf = self.letter_pdf(letter)
        sent = SentLetter(
            id=new_id(),
            letter_id=letter.id,
            interview_id=letter.interview_id,
            sent_at=self._now(),
            sent_to=sent_to.strip(),
            sha256=hashlib.sha256(pdf).hexdigest(),
            text=letter_markdown(letter),
        )
        with self._store.transaction():
            letters.put(self._store, replace(letter, state=LetterState.SENT))
            letters.keep_sent(self._store, sent, pdf)
        return Change(frozenset({letter.id, *_change(self.interview(letter.interview_id)).ids}), source)

    def mark_answered(self, letter_id: str, source: str = "") -> Change:
        interview_id = letters.interview_of(self._store, letter_id)
        if interview_id is None or not self.sent_letters(interview_id):
            raise NotFound("This letter was not sent from this store.")
        letters.set_state(self._store, letter_id, LetterState.ANSWERED)
        return Change(frozenset({letter_id, *_change(self.interview(interview_id)).ids}), source)

    def sent_letters(self, interview_id: str) -> list[SentLetter]:
        return letters.sent_of_interview(self._store, interview_id)

    def sent_pdf(self, sent_id: str) -> bytes:
        """The very bytes that were sent."""
        return letters.sent_pdf(self._store, sent_id)

    def set_profile(self, profile: Profile, source: str = "") -> Change:
        settings.put(self._store, "profile", asdict(profile))
        return Change(frozenset({"profile"}), source)

    # --- Within -------------------------------------------------------------------------------

    @cached_property
    def _shipped_kits(self) -> dict[str, Kit]:
        from feedback_desk.capture.kits import shipped_kits

        return shipped_kits()

    @cached_property
    def _skills(self) -> Skills:
        from feedback_desk.catalogue.skills import load_skills

        return load_skills()

    @cached_property
    def _resources(self) -> Resources:
        from feedback_desk.catalogue.resources import load_resources

        return load_resources()

    def _second(self) -> datetime:
        """Now, in whole seconds, which is what the clock and an interview's text count in."""
        return self._now().replace(microsecond=0)

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
        return _change(interview, source=source)

    def _with_kit(self, interview: Interview) -> Interview:
        """The interview with its kit's sections where it has none; the kit is kept as it is now."""
        import json

        from feedback_desk.capture.kits import write_kit

        kit = self._shipped_kits.get(interview.kit)
        if kit is None:
            return interview
        if not interview.sections:
            sections = tuple(Section(section.id, section.title) for section in kit.sections)
            interview = replace(interview, sections=sections, kit_version=kit.version)
        if interview.kit_version == kit.version:
            kits.keep(self._store, kit.id, kit.version, json.dumps(write_kit(kit), ensure_ascii=False))
        return interview

    def _sample(self) -> Interview:
        """The shipped example, with ids of its own: the same file may have been imported as well."""
        from feedback_desk.exchange.notes_file import read_notes

        data = paths.bundled("assets", "examples", "interview.md").read_bytes()
        interview = read_notes(data, kits=self._shipped_kits, name="the example").interview
        candidate = replace(interview.candidate, id=_derived_id("sample", interview.candidate.id))
        return replace(interview, id=_derived_id("sample", interview.id), candidate=candidate, sample=True)

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

    def _compose(self, interview: Interview, before: Letter | None) -> Letter:
        from feedback_desk.letter.compose import compose
        from feedback_desk.letter.wording import load_wording

        found = self.findings(interview)
        recommended: dict[str, tuple[Recommendation, ...]] = {}
        taken: set[str] = set()
        for finding in found:
            if finding.kind is FindingKind.GAP:
                recommended[finding.key] = self._resources.recommend(finding, taken=taken)
                taken |= {recommendation.resource.id for recommendation in recommended[finding.key]}
        return compose(
            letter_id=before.id if before else _derived_id("letter", interview.id),
            interview_id=interview.id,
            candidate=interview.candidate,
            role=interview.role,
            interviewed_on=interview.when.date(),
            written_on=self._now().date(),
            profile=self.profile(),
            findings=found,
            recommendations=recommended,
            wording=load_wording(),
            before=before,
        )

    def _refuse_blocked(self, letter: Letter, interview: Interview | None) -> None:
        blocks = [found for found in self.check_letter(letter, interview) if found.severity is Severity.BLOCK]
        if blocks:
            titles = {block.id: block.title or f"the {block.kind}" for block in letter.blocks}
            reasons = (_reason(found, titles.get(found.block, "the letter")) for found in blocks)
            raise LetterBlocked(tuple(dict.fromkeys(reasons)))

    def _private_context(self, letter: Letter, interview: Interview | None) -> PrivateContext:
        """What must not be in the letter; `interview` where it is not in the store."""
        import getpass

        from feedback_desk.letter.markdown import letter_markdown

        interview = interview or self.interview(letter.interview_id)
        kit = self.kit_of(interview)
        hidden = (NoteKind.PLAIN, NoteKind.PRIVATE, NoteKind.QUESTION)
        try:
            login = getpass.getuser()
        except (OSError, KeyError):  # a machine without a name for its user
            login = ""
        return PrivateContext(
            notes=tuple(note.text for note in interview.notes if note.kind in hidden),
            shareable=tuple(note.text for note in interview.notes if note.kind.is_evidence),
            rating_words=kit.scale if kit else DEFAULT_SCALE,
            decision=interview.decision or "",
            other_names=tuple(
                candidates.others_named(self._store, interview.candidate, letter_markdown(letter), NAMES_READ_WHOLE)
            ),
            secrets=tuple(filter(None, (login, str(Path.home()), str(self._store.home)))),
        )


def _change(interview: Interview, *, source: str = "") -> Change:
    return Change(frozenset({interview.id, interview.candidate.id}), source)


def _derived_id(kind: str, source: str) -> str:
    """An id that follows from another one, so that the same interview has the same letter."""
    import hashlib

    digest = int.from_bytes(hashlib.sha256(f"{kind} {source}".encode()).digest()[:5], "big")
    return "".join(ID_ALPHABET[digest >> shift & 31] for shift in range(35, -1, -5))


QUOTED = 60
"""Characters of the user's own words that a reason repeats."""


def _reason(found: CheckFinding, place: str) -> str:
    """One sentence on what stops a letter. Private words and other people's names are not repeated."""
    if not found.text or found.rule in ("internal-data", "third-party") or len(found.text) > QUOTED:
        return f"In {place}: {found.why}"
    return f"In {place}, \u201c{found.text}\u201d: {found.why}"
