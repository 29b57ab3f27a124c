"""The letter while it is written: drafted from findings, checked, printed, read back by the wall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedback_desk.desk.opened import derived_id
from feedback_desk.desk.texts import Texts
from feedback_desk.errors import LetterBlocked
from feedback_desk.model import (
    DEFAULT_SCALE,
    Change,
    CheckFinding,
    FindingKind,
    Interview,
    Letter,
    LetterState,
    NoteKind,
    PrivateContext,
    Recommendation,
    Severity,
)
from feedback_desk.store import candidates, letters

if TYPE_CHECKING:
    pass

NAMES_READ_WHOLE = 2000
"""In a store of more candidates than this, only names that stand in a letter are handed to its checks."""


class Letters(Texts):
    """Everything one does with a letter that is being written."""

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
            letter_id=before.id if before else derived_id("letter", interview.id),
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


QUOTED = 60
"""Characters of the user's own words that a reason repeats."""


def _reason(found: CheckFinding, place: str) -> str:
    """One sentence on what stops a letter. Private words and other people's names are not repeated."""
    if not found.text or found.rule in ("internal-data", "third-party") or len(found.text) > QUOTED:
        return f"In {place}: {found.why}"
    return f"In {place}, \u201c{found.text}\u201d: {found.why}"
