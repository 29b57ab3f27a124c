"""Findings -> the letter's blocks. Receives nothing private, so nothing private can get in.

What a block says about the candidate is the notes' own words, said to them where that is certain
(`second_person`); all else is wording that comes as data. The outcome is never mentioned here: its block is
empty until somebody writes in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from feedback_desk.letter.escaping import escape, escape_note
from feedback_desk.letter.pronouns import Told
from feedback_desk.letter.redraft import merged
from feedback_desk.letter.second_person import to_you
from feedback_desk.letter.wording import Wording
from feedback_desk.model import (
    ID_ALPHABET,
    Block,
    BlockKind,
    Candidate,
    Finding,
    FindingKind,
    Letter,
    Profile,
    Recommendation,
)

_ENOUGH_RESOURCES = 3
"""From so many on, a sentence says that they are a choice."""


def compose(
    *,
    letter_id: str,
    interview_id: str,
    candidate: Candidate,
    role: str,
    interviewed_on: date,
    written_on: date,
    profile: Profile,
    findings: Sequence[Finding],
    recommendations: Mapping[str, tuple[Recommendation, ...]],
    wording: Wording,
    before: Letter | None = None,
) -> Letter:
    """The letter of one interview; the same values always give the same letter.

    `recommendations` go by finding key. `before` is the letter as it stood: its edited blocks are kept
    exactly, left-out blocks stay out, its order is kept, new blocks come last among their kind, and
    blocks whose finding is gone are dropped unless somebody edited them. What was joined into another
    block doesn't come back, and an outcome that somebody wrote is theirs.
    """
    fresh = _Draft(interview_id, candidate, role, interviewed_on, profile, findings, recommendations, wording).blocks()
    return Letter(
        id=letter_id,
        interview_id=interview_id,
        candidate=candidate.name,
        role=role,
        interviewed_on=interviewed_on,
        written_on=written_on,
        profile=profile,
        blocks=merged(before.blocks, fresh) if before else tuple(fresh),
        language=wording.language,
        tone=wording.tone,
        **_chosen(before),
    )


def _chosen(before: Letter | None) -> dict[str, Any]:
    """What somebody chose or said of the letter as it stood; a re-draft leaves it."""
    if before is None:
        return {}
    return {name: getattr(before, name) for name in ("design", "overview", "overruled", "signed_off", "state")}


class _Draft:
    """Writes the blocks of one letter from scratch."""

    def __init__(
        self,
        interview_id: str,
        candidate: Candidate,
        role: str,
        interviewed_on: date,
        profile: Profile,
        findings: Sequence[Finding],
        recommendations: Mapping[str, tuple[Recommendation, ...]],
        wording: Wording,
    ) -> None:
        self.interview_id = interview_id
        self.candidate = candidate
        self.role = " ".join(role.split())
        self.interviewed_on = interviewed_on
        self.profile = profile
        self.strengths = [f for f in findings if f.kind is FindingKind.STRENGTH]
        self.gaps = [f for f in findings if f.kind is FindingKind.GAP]
        self.recommendations = recommendations
        self.wording = wording
        self._told_under: dict[tuple[FindingKind, str], str] = {}
        """The title of the point that a note is told with."""
        self.names = {word for word in f"{candidate.name} {candidate.preferred_name}".split() if len(word) > 1}

    def blocks(self) -> list[Block]:
        blocks = [self._salutation(), self._opening(), self._block(BlockKind.OUTCOME)]
        blocks += [self._strength(finding) for finding in self.strengths]
        blocks += [self._growth(finding) for finding in self.gaps]
        if sum(len(block.resources) for block in blocks) >= _ENOUGH_RESOURCES:
            blocks.append(self._block(BlockKind.RESOURCES, text=self._say("resources")))
        blocks.append(self._closing())
        return blocks

    def _salutation(self) -> Block:
        name = " ".join((self.candidate.preferred_name or self.candidate.name).split())
        return self._block(BlockKind.SALUTATION, text=self.wording.salutation.format(name=escape(name)))

    def _opening(self) -> Block:
        first = self._say("thanks_role" if self.role else "thanks")
        rest = [self._say(f"purpose_{self._found()}")]
        if self._has_basis and not self._basis_closes:
            rest.append(self._say("basis"))
            if self._shape("opening", 2):
                first, rest = f"{first} {rest[0]}", rest[1:]
        return self._block(
            BlockKind.OPENING, text=_paragraphs(first, " ".join(rest)), look=not (self.strengths or self.gaps)
        )

    def _strength(self, finding: Finding) -> Block:
        said, sure = self._seen(finding)
        return self._of(finding, BlockKind.STRENGTH, text=said, look=not sure)

    def _growth(self, finding: Finding) -> Block:
        said, sure = self._seen(finding)
        good = f"**{self.wording.good}:** {escape(finding.good)}" if finding.good else ""
        return self._of(
            finding, BlockKind.GROWTH, text=_paragraphs(said, good), next_step=escape(finding.next_step), look=not sure
        )

    def _closing(self) -> Block:
        thought, reply = self._say(f"thought_{self._found()}"), self._say("reply")
        if self._has_basis and self._basis_closes:
            words = [f"{self._say('basis')} {reply}", thought]
        elif self._shape("closing", 2):
            words = [thought, reply]
        else:
            words = [f"{thought} {reply}"]
        return self._block(BlockKind.CLOSING, text=_paragraphs(*words, self._say("sign_off")))

    @property
    def _has_basis(self) -> bool:
        return bool(self.strengths or self.gaps)

    @property
    def _basis_closes(self) -> bool:
        """Whether what the feedback rests on is said at the end instead of at the beginning."""
        return self._shape("basis", 3) == 0

    def _shape(self, of: str, among: int) -> int:
        """How paragraphs are built differs from letter to letter too."""
        return self.wording.choose(f"shape {of}", self.interview_id, among)

    def _seen(self, finding: Finding) -> tuple[str, bool]:
        """What was noted, as Markdown, and whether all of it could be said to the candidate for certain."""
        noted = [one for one in finding.evidence if one.text.strip()]
        # A note that carries two skills is in two findings, and is told with the first of them.
        evidence = [one for one in noted if (finding.kind, one.note_id) not in self._told_under]
        if noted and not evidence:
            points = dict.fromkeys(self._told_under[finding.kind, one.note_id] for one in noted)
            return self.wording.told_under([escape(point) for point in points], person=self._is_person), True
        self._told_under.update({(finding.kind, one.note_id): finding.title for one in evidence})
        told = [self._told(one.text) for one in evidence]
        paragraphs: list[list[str]] = [[]]
        for one in told:
            text = one.text
            if "\n" in text:
                paragraphs += [[text], []]
                continue
            if len(paragraphs[-1]) == 1 and self.wording.also:
                text = _also(text, paragraphs[-1][0], self.wording.also)
            paragraphs[-1].append(text)
        said = _paragraphs(*(" ".join(map(escape_note, sentences)) for sentences in paragraphs))
        return said, bool(told) and all(one.sure for one in told)

    def _told(self, note: str) -> Told:
        if self.wording.language != "en":  # the grammar of the notes is known for English only
            return Told(note.strip(), False)
        return to_you(note, self.names)

    def _found(self) -> str:
        """Which of the four kinds of letter this is."""
        if self.strengths and self.gaps:
            return "both"
        return "strengths" if self.strengths else "growth" if self.gaps else "nothing"

    def _say(self, slot: str) -> str:
        values = {
            "date": self.wording.date(self.interviewed_on),
            "role": escape(self.role),
            "at_organisation": self.wording.at_organisation(escape(" ".join(self.profile.organisation.split()))),
        }
        return self.wording.say(slot, self.interview_id, values, person=self._is_person)

    @property
    def _is_person(self) -> bool:
        """Whether one person writes, not an organisation."""
        return bool(self.profile.name and not self.profile.organisation)

    def _of(self, finding: Finding, kind: BlockKind, *, text: str, next_step: str = "", look: bool) -> Block:
        return self._block(
            kind,
            key=finding.key,
            title=finding.title,
            text=text,
            next_step=next_step,
            resources=self.recommendations.get(finding.key, ()) if kind is BlockKind.GROWTH else (),
            notes=tuple(evidence.note_id for evidence in finding.evidence),
            look=look,
        )

    def _block(
        self,
        kind: BlockKind,
        *,
        key: str = "",
        title: str = "",
        text: str = "",
        next_step: str = "",
        resources: tuple[Recommendation, ...] = (),
        notes: tuple[str, ...] = (),
        look: bool = False,
    ) -> Block:
        return Block(
            id=_block_id(self.interview_id, kind, key),
            kind=kind,
            title=title,
            text=text,
            next_step=next_step,
            resources=resources,
            finding=key,
            notes=notes,
            look=look,
        )


def _block_id(interview_id: str, kind: BlockKind, key: str) -> str:
    """The same for the same finding in every re-draft."""
    number = int.from_bytes(hashlib.sha256(f"{interview_id}/{kind}/{key}".encode()).digest()[:5], "big")
    return "".join(ID_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


_NO_ALSO = frozenset(
    {"also", "are", "were", "have", "can", "can't", "cannot", "could", "couldn't", "would", "wouldn't"}
)


def _also(text: str, before: str, also: str) -> str:
    """ "You found it." after "You read it." becomes "You also found it."."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    if first != "You" or not before.startswith("You ") or second in _NO_ALSO or second.endswith("ly"):
        return text
    return f"{first} {also} {rest}"
