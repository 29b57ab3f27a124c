"""The letter while it is written: drafted from findings, checked, printed, read back by the wall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedback_desk.desk.opened import derived_id
from feedback_desk.desk.texts import Texts
from feedback_desk.errors import BadInput, LetterBlocked, NotFound
from feedback_desk.model import (
    DEFAULT_SCALE,
    Block,
    BlockChange,
    BlockKind,
    Change,
    CheckFinding,
    DrawnLetter,
    Facts,
    Feedback,
    Finding,
    FindingKind,
    Interview,
    Letter,
    LetterState,
    NoteKind,
    PagePicture,
    PrivateContext,
    Profile,
    Recommendation,
    Redrafted,
)
from feedback_desk.store import candidates, letters, pictures

if TYPE_CHECKING:
    from feedback_desk.letter.wording import Wording
    from feedback_desk.pdf.render import Rendered

NAMES_READ_WHOLE = 2000
"""In a store of more candidates than this, only names that stand in a letter are handed to its checks."""


PAGES_DRAWN = 60
"""As a picture each takes some megabytes."""


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

    def redraft_changes(self, interview_id: str) -> tuple[BlockChange, ...]:
        """What `draft_letter` would change in the letter as it stands; stores nothing."""
        from feedback_desk.letter.redraft import changes

        before = self.letter(interview_id)
        if before is None:
            return ()
        fresh = self._compose(self.interview(interview_id), replace(before, blocks=()))
        return (*self._headed_otherwise(before, fresh), *changes(before, fresh))

    def wording_of(self, letter: Letter) -> Wording:
        """The words this letter is written and printed with."""
        return self.wording(letter.language, letter.tone)

    def pictures_of(self, letter: Letter) -> dict[str, bytes]:
        """The letter's logo and signature, as far as the store has them."""
        wanted = {letter.profile.logo, letter.profile.signature} - {""}
        return {sha256: content for sha256 in sorted(wanted) if (content := pictures.find(self._store, sha256))}

    def save_letter(self, letter: Letter, source: str = "") -> Change:
        """Keep the letter as it is written; `BadInput` for one that was sent and would be a draft again."""
        with self._store.transaction():
            stored = self.letter(letter.interview_id)
            if stored is not None and stored.has_left_for_good and not letter.has_left_for_good:
                raise BadInput("This letter was sent and stays as it went out. To change it, begin a corrected one.")
            letters.put(self._store, letter)
        return Change(frozenset({letter.id, letter.interview_id}), source)

    def begin_correction(self, interview_id: str, source: str = "") -> Change:
        """Make a draft again of a letter that was sent, which is kept apart as it was."""
        sent = self.letter(interview_id)
        if sent is None:
            raise NotFound("This interview has no letter yet.")
        with self._store.transaction():
            letters.put(self._store, replace(sent, state=LetterState.DRAFT))
            drafted = self.draft_letter(interview_id, source)
        return Change(frozenset({drafted.id, interview_id}), source)

    def check_letter(self, letter: Letter, interview: Interview | None = None) -> tuple[CheckFinding, ...]:
        """What the checks say; `interview` where it is not stored."""
        from feedback_desk.letter.held import not_held

        interview, letter = interview or self.interview(letter.interview_id), self.dated(letter)
        return (*not_held(interview.state), *self._check(letter, self._private_context(letter, interview)))

    def checked(self, letter: Letter) -> tuple[tuple[CheckFinding, ...], bool]:
        """What the checks say to a stored interview's letter, and whether somebody agreed to it as it reads."""
        return self.check_letter(letter), self.is_signed_off(letter)

    def check_text(self, text: str) -> tuple[CheckFinding, ...]:
        """What the checks say to a letter that is only text (Markdown); offsets are those of the text."""
        from feedback_desk.letter.checks import check_text

        return check_text(text, lists=self.check_lists())

    def overrule(self, letter: Letter, found: CheckFinding, reason: str) -> Letter:
        """The letter with a written reason why this finding doesn't stop it; `BadInput` where none counts."""
        from feedback_desk.letter.overrule import overrule

        return overrule(letter, found, reason, self._now().date())

    def sign_off(self, letter: Letter, by: str) -> Letter:
        """The letter with somebody's agreement to it as it reads now."""
        from feedback_desk.letter.sign_off import sign_off

        return sign_off(letter, by, self._now().date(), self.wording_of(letter))

    def is_signed_off(self, letter: Letter) -> bool:
        """Whether somebody agreed to the letter as it reads now."""
        from feedback_desk.letter.sign_off import is_signed_off

        return is_signed_off(letter, self.wording_of(letter))

    def dated(self, letter: Letter) -> Letter:
        """The letter with the day it goes out: today, or the one on which it left, if it reads as it did then."""
        stored = self.stored_as(letter)
        if stored and stored.state is not LetterState.DRAFT:
            return replace(letter, written_on=stored.written_on)
        return replace(letter, written_on=self._now().date())

    def stored_as(self, letter: Letter) -> Letter | None:
        """The letter as the store has it, if it says the same there; how far it has come, and when, only that tells."""
        stored = self.letter(letter.interview_id)
        return stored if stored and _as_it_reads(stored) == _as_it_reads(letter) else None

    def rendered(self, letter: Letter, *, paper: str | None = None) -> Rendered:
        """The letter as PDF, with the user's wording and pictures; neither checked nor read back."""
        from feedback_desk.pdf.render import render

        letter = self.dated(letter)
        return render(letter, wording=self.wording_of(letter), pictures=self.pictures_of(letter), paper=paper)

    def drawn(self, letter: Letter, width: int) -> DrawnLetter:
        """The letter's pages as pictures `width` pixels wide; neither checked nor read back."""
        from feedback_desk.pdf.picture import page_picture, pages

        rendered = self.rendered(letter)
        count = pages(rendered.pdf)
        drawn = min(count, PAGES_DRAWN)
        pictures = (page_picture(rendered.pdf, page, width) for page in range(drawn))
        return DrawnLetter(tuple(PagePicture(*picture) for picture in pictures), rendered.missing, count - drawn)

    def unprintable(self, letter: Letter) -> tuple[str, ...]:
        """Characters that no font here has; the letter shows each as `[U+…]`."""
        return self.rendered(letter).missing

    def letter_pdf(self, letter: Letter, interview: Interview | None = None, *, paper: str | None = None) -> bytes:
        """Checked, rendered and read back by the wall; `LetterBlocked` when something must not leave."""
        self._refuse_blocked(letter, interview)
        return self._walled(self.rendered(letter, paper=paper).pdf, letter, interview)

    def card_pdf(self, letter: Letter, interview: Interview | None = None, *, paper: str | None = None) -> bytes:
        """The phone card: a page of what to say, held to the same checks and the same wall.

        It may go out where the organisation forbids letters but not calls.
        """
        from feedback_desk.pdf.phone_card import render_card

        self._refuse_blocked(letter, interview, spoken=True)
        card = render_card(self.dated(letter), wording=self.wording_of(letter), paper=paper)
        return self._walled(card.pdf, letter, interview)

    def _compose(self, interview: Interview, before: Letter | None) -> Letter:
        from feedback_desk.letter.compose import compose

        profile = self.profile()
        language, tone = (before.language, before.tone) if before else (profile.language, profile.tone)
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
            profile=profile,
            findings=found,
            recommendations=recommended,
            wording=self.wording(language, tone),
            before=before,
        )

    def _headed_otherwise(self, before: Letter, fresh: Letter) -> Iterator[BlockChange]:
        """What the letter is headed with, where that was changed; it is no block, and shown as one."""
        date = self.wording_of(before).date
        heads = [f"{one.candidate}\n{one.role}\n{date(one.interviewed_on)}" for one in (before, fresh)]
        if heads[0] != heads[1]:
            now, then = (Block("heading", BlockKind.OPENING, "Name, role and day", text=head) for head in heads)
            yield BlockChange(Redrafted.CHANGED, now, then)
        letterheads = [_letterhead(before.profile, Profile()), _letterhead(fresh.profile, before.profile)]
        if letterheads[0] != letterheads[1]:
            now, then = (Block("letterhead", BlockKind.OPENING, "Letterhead", text=head) for head in letterheads)
            yield BlockChange(Redrafted.CHANGED, now, then)

    def _check(self, letter: Letter, private: PrivateContext) -> tuple[CheckFinding, ...]:
        from feedback_desk.letter.checks import check

        return check(letter, private, wording=self.wording_of(letter), lists=self.check_lists(letter.language))

    def _walled(self, pdf: bytes, letter: Letter, interview: Interview | None) -> bytes:
        """The finished PDF, read back; `LetterBlocked` when something private got through."""
        from feedback_desk.letter.wall import inspect

        leaks = inspect(pdf, letter, self._private_context(letter, interview))
        if leaks:
            raise LetterBlocked(leaks)
        return pdf

    def _refuse_blocked(self, letter: Letter, interview: Interview | None, *, spoken: bool = False) -> None:
        """`LetterBlocked` when a check stops the letter; what is `spoken` needs no leave to write letters."""
        blocks = [found for found in self.check_letter(letter, interview) if found.stops]
        if spoken and self.policy().feedback is Feedback.PHONE_CARD:
            blocks = [found for found in blocks if found.rule != "policy"]
        if blocks:
            titles = {block.id: block.title or f"the {block.kind}" for block in letter.blocks}
            reasons = (_reason(found, titles.get(found.block, "the letter")) for found in blocks)
            raise LetterBlocked(tuple(dict.fromkeys(reasons)))

    def _private_context(self, letter: Letter, interview: Interview | None) -> PrivateContext:
        """What must not be in the letter; `interview` where it is not in the store."""
        import getpass

        from feedback_desk.letter.markdown import letter_markdown, plain_text

        interview = interview or self.interview(letter.interview_id)
        kit = self.kit_of(interview)
        scale = kit.scale if kit else DEFAULT_SCALE
        sections = kit.sections if kit else ()
        hidden = (NoteKind.PLAIN, NoteKind.PRIVATE, NoteKind.QUESTION)
        try:
            login = getpass.getuser()
        except (OSError, KeyError):  # a machine without a name for its user
            login = ""
        wording = self.wording_of(letter)
        said = f"{letter_markdown(letter, wording)}\n{plain_text(letter, wording)}"  # a name may hide behind marks
        return PrivateContext(
            notes=tuple(note.text for note in interview.notes if note.kind in hidden),
            shareable=(
                *(note.text for note in interview.notes if note.kind.is_evidence),
                *_catalogue_words(letter, self.findings(interview)),
            ),
            rating_words=scale,
            decision=interview.decision or "",
            other_names=tuple(candidates.others_named(self._store, interview.candidate, said, NAMES_READ_WHOLE)),
            secrets=tuple(filter(None, (login, str(Path.home()), str(self._store.home)))),
            kit_texts=tuple(text for section in sections for text in (*section.questions, *section.behaviours)),
            kit_skills=tuple(dict.fromkeys(key for one in sections for key in (f"section:{one.id}", *one.skills))),
            rated=_rated(interview, len(scale)),
            policy=self.policy(),
            facts=Facts(
                interview.candidate.name, interview.candidate.preferred_name, interview.role, interview.when.date()
            ),
        )


def _letterhead(profile: Profile, before: Profile) -> str:
    """All that a letter prints of a profile, in words; a picture is another one when there was one `before`."""
    words = (profile.name, profile.role, profile.organisation, profile.address, profile.email)
    looks = [f"Paper {profile.paper.upper()}", f"colour {profile.accent}", f"{profile.design} design"]
    pictures = (("logo", profile.logo, before.logo), ("signature", profile.signature, before.signature))
    for what, now, then in pictures:
        if now:
            looks.append(f"with another {what}" if then and then != now else f"with a {what}")
    return "\n".join((*filter(None, words), ", ".join(looks)))


def _as_it_reads(letter: Letter) -> Letter:
    """The same for two letters that differ only in how far they have come, and when."""
    return replace(letter, state=LetterState.DRAFT, written_on=letter.interviewed_on, answered_on=None)


def _catalogue_words(letter: Letter, findings: Iterable[Finding]) -> Iterator[str]:
    """What the program itself says of these skills: a private note that uses the same words makes no secret of them."""
    for finding in findings:
        yield from (finding.title, finding.good, finding.next_step)
    for block in letter.blocks:
        for one in block.resources:
            yield from (one.resource.title, one.resource.provider, one.reason)


def _rated(interview: Interview, steps: int) -> tuple[tuple[str, float], ...]:
    """The rating of its section for each evidence note, from 0 for the lowest step to 1 for the highest."""
    ratings = {section.id: section.rating for section in interview.sections if section.rating}
    return tuple(
        (note.id, (rating - 1) / (steps - 1))
        for note in interview.notes
        if note.kind.is_evidence and (rating := ratings.get(note.section))
    )


QUOTED = 60
"""Characters of the user's own words that a reason repeats."""


def _reason(found: CheckFinding, place: str) -> str:
    """One sentence on what stops a letter. Private words and other people's names are not repeated."""
    if not found.text or found.rule in ("internal-data", "third-party") or len(found.text) > QUOTED:
        return f"In {place}: {found.why}"
    return f"In {place}, \u201c{found.text}\u201d: {found.why}"
