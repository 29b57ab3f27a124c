"""Letting a blocking check pass, with a written reason that is kept with the letter.

What is private, what is wrong and what the file itself would tell can't be overruled, nor a letter about a meeting
that was not held (CHECKS: B rules).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from feedback_desk.errors import BadInput
from feedback_desk.model import CheckFinding, Letter, Overruling, Severity

NEVER = frozenset({"internal-data", "metadata", "wrong-facts", "too-long", "not-held"})
"""Rules that no reason can overrule."""


def may_overrule(found: CheckFinding) -> bool:
    """Whether a reason can let this pass."""
    return found.severity is Severity.BLOCK and found.rule not in NEVER


def overrule(letter: Letter, found: CheckFinding, reason: str, on: date) -> Letter:
    """The letter with the reason kept; `BadInput` where there is none, or where none counts."""
    if not may_overrule(found):
        raise BadInput("This can't be overruled; it has to be mended.")
    if not reason.strip():
        raise BadInput("Overruling a check needs a reason in writing.")
    said = Overruling(found.rule, found.text, reason.strip(), on)
    others = tuple(one for one in letter.overruled if not _covers(one, found.rule, found.text))
    return replace(letter, overruled=(*others, said))


def withdraw(letter: Letter, overruling: Overruling) -> Letter:
    """The letter without an overruling; the check stops it again."""
    return replace(letter, overruled=tuple(one for one in letter.overruled if one != overruling))


def covering(letter: Letter, found: CheckFinding) -> Overruling:
    """The overruling that lets a finding pass; `BadInput` when there is none."""
    for one in letter.overruled:
        if _covers(one, found.rule, found.text):
            return one
    raise BadInput("This was not overruled.")


def reason_for(letter: Letter, rule: str, text: str) -> str:
    """The reason why these words may stand, or nothing."""
    return next((one.reason for one in letter.overruled if rule not in NEVER and _covers(one, rule, text)), "")


def _covers(overruling: Overruling, rule: str, text: str) -> bool:
    return overruling.rule == rule and _folded(overruling.text) == _folded(text)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
