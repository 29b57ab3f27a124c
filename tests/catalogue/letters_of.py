"""The letter that a text of the catalogue or of a kit ends up in, and what the checks say to it there."""

from datetime import date

from feedback_desk.letter.checks import check
from feedback_desk.letter.compose import compose
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import (
    DEFAULT_SCALE,
    Block,
    BlockKind,
    Candidate,
    CheckFinding,
    Evidence,
    Finding,
    FindingKind,
    Letter,
    PrivateContext,
    Profile,
    Severity,
)

SEEN = "named one cause when asked about a practice case, so that a second one was left open"


def letter_of(title: str, good: str, next_step: str) -> Letter:
    """A letter with one strength and one point to grow, whose texts are these, as for a note without a skill."""
    well = Evidence("well", "You asked two questions before you answered.", "Section")
    strength = Finding("structured-answers", "Structured answers", FindingKind.STRENGTH, (well,))
    growth = Finding("section:one", title, FindingKind.GAP, (Evidence("grow", SEEN, "Section"),), good, next_step)
    return compose(
        letter_id="letter01",
        interview_id="abc",
        candidate=Candidate("c1", "Sam Weaver"),
        role="Engineer",
        interviewed_on=date(2026, 11, 20),
        written_on=date(2026, 11, 21),
        profile=Profile(name="Devika Rao", email="devika@example.org"),
        findings=(strength, growth),
        recommendations={},
        wording=load_wording("en"),
    )


def said_against(letter: Letter, kit_texts: tuple[str, ...]) -> list[CheckFinding]:
    """What blocks or warns in it; `kit_texts` are asked of the next candidate and have no place in it."""
    private = PrivateContext(rating_words=DEFAULT_SCALE, decision="decline", kit_texts=kit_texts)
    return [found for found in check(letter, private) if found.severity is not Severity.HINT]


def growth_of(letter: Letter) -> Block:
    return next(block for block in letter.blocks if block.kind is BlockKind.GROWTH)
