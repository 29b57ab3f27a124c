"""What has been found in an interview so far, and what its letter would be now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedback_desk.model import BlockKind, Finding, FindingKind, Interview, Letter, Severity, is_blank

if TYPE_CHECKING:
    from feedback_desk.desk import Desk


@dataclass(frozen=True)
class Shape:
    """What is found, and what the letter would be now: `words` is about, `remarks` are sentences."""

    findings: tuple[Finding, ...] = ()
    words: int = 0
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Tags that the catalogue doesn't know, for tidying."""


def look_ahead(desk: Desk, interview: Interview) -> Shape:
    """Findings and letter of an interview as it stands on screen, stored or not."""
    findings, unknown = desk.findings(interview), tuple(desk.unknown_tags(interview))
    if not findings:
        return Shape(unknown=unknown)
    letter = desk.compose_letter(interview)
    remarks = list(_missing(findings, letter))
    checks = desk.check_letter(letter, interview)
    stops = sum(1 for c in checks if c.severity is Severity.BLOCK)
    looks = sum(1 for c in checks if c.severity is Severity.WARNING)
    if stops:
        remarks.append("1 thing would stop it" if stops == 1 else f"{stops} things would stop it")
    if looks:
        remarks.append("1 place wants a look" if looks == 1 else f"{looks} places want a look")
    return Shape(findings, count_words(letter), tuple(remarks), unknown)


def count_words(letter: Letter) -> int:
    """About how many words the letter has, left-out blocks aside."""
    shown = (b for b in letter.blocks if b.is_printed)
    return sum(len(f"{b.title} {b.text} {b.next_step}".split()) for b in shown)


def _missing(findings: Sequence[Finding], letter: Letter) -> Sequence[str]:
    growth = [b for b in letter.blocks if b.kind is BlockKind.GROWTH and b.is_printed]
    remarks = []
    if not any(f.kind is FindingKind.STRENGTH for f in findings):
        remarks.append("No strength yet")
    if not growth:
        remarks.append("Nothing to grow in yet")
    else:
        remarks.append("1 area to grow in" if len(growth) == 1 else f"{len(growth)} areas to grow in")
        without = sum(1 for b in growth if is_blank(b.next_step))
        if without:
            remarks.append("1 has no next step yet" if without == 1 else f"{without} have no next step yet")
        if all(not b.resources for b in growth):
            remarks.append("No learning resource yet")
    return remarks
