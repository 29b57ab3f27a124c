"""The checks that are judged by a function, by what they look at.

Each function takes a `Draft` and yields `Hit`s; severity and words come from `assets/checks`.
"""

from __future__ import annotations

from feedback_desk.letter.draft import Judge
from feedback_desk.letter.judges import facts, private, reading, shape

JUDGES: tuple[Judge, ...] = (
    private.leaks,
    private.asked_again,
    private.policy,
    private.metadata,
    facts.placeholders,
    facts.dates_and_role,
    facts.greeting,
    facts.as_stored,
    shape.growth,
    shape.told,
    shape.strengths,
    shape.against_rating,
    shape.wants_a_look,
    shape.late,
    reading.length,
    reading.resources,
    reading.courtesy,
    reading.acronyms,
)
