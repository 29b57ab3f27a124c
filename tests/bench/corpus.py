"""Invented interviews: a store of many, the same for the same seed, with words as uneven as in real notes; and one that
runs and is long.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from feedback_desk.model import Candidate, Interview, InterviewState, Note, NoteKind, new_id
from feedback_desk.store import index, interviews
from feedback_desk.store.database import Store
from tests.ui.live_screen import SECTIONS

WORDS_EACH = 400
NOTES_EACH = 16
VOCABULARY = 30_000
START = datetime(2020, 1, 1, tzinfo=UTC)
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "ar", "en", "is", "or", "on")]


class Corpus:
    """Makes interviews by number; the more frequent a word, the shorter it tends to be (Zipf's law, exponent 1)."""

    def __init__(self, seed: int = 7) -> None:
        chance = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            length = 1 + min(4, int(len(words) / 400) + chance.randint(0, 2))
            words["".join(chance.choices(_SYLLABLES, k=length))] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self._given = ["".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2000)]
        self._family = ["".join(chance.choices(_SYLLABLES, k=4)).capitalize() for _ in range(20_000)]
        self._chance = chance

    def sentence(self, count: int) -> list[str]:
        return self._chance.choices(self.words, cum_weights=self._weights, k=count)

    def name(self) -> str:
        return f"{self._chance.choice(self._given)} {self._chance.choice(self._family)}"

    def interview(self, number: int) -> Interview:
        name = self.name()
        spoken = self.sentence(WORDS_EACH)
        each = WORDS_EACH // NOTES_EACH
        kinds = list(NoteKind)
        return Interview(
            id=f"i{number:07}",
            candidate=Candidate(f"c{number:07}", name, f"{name.replace(' ', '.').lower()}@example.org"),
            role=self._chance.choice(("Application Security Engineer", "SOC Analyst", "Software Engineer")),
            kit="",
            kit_version=0,
            when=START + timedelta(minutes=20 * number),
            notes=tuple(
                Note(f"n{place}", "", kinds[place % len(kinds)], " ".join(spoken[place * each : (place + 1) * each]))
                for place in range(NOTES_EACH)
            ),
        )


def fill(store: Store, corpus: Corpus, count: int, *, deadline: float = float("inf"), batch: int = 500) -> None:
    """Store and index `count` interviews through the program's own functions; `deadline` is by `time.monotonic`."""
    for first in range(0, count, batch):
        assert time.monotonic() < deadline, f"only {first} interviews were stored in time"
        with store.transaction():
            for number in range(first, min(count, first + batch)):
                interview = corpus.interview(number)
                interviews.add(store, interview, interview.when)
                index.index(store, interviews.number(store, interview.id))


SAID = "on what was said, long enough to wrap " * 3


def long_interview(notes: int) -> Interview:
    """One that is running, with so many notes of every kind in three sections."""
    kinds = list(NoteKind)
    return Interview(
        new_id(),
        Candidate(new_id(), "A Candidate"),
        "Analyst",
        "",
        1,
        datetime.now(UTC) - timedelta(seconds=notes),
        state=InterviewState.RUNNING,
        sections=SECTIONS,
        notes=tuple(
            Note(new_id(), SECTIONS[n % 3].id, kinds[n % 7], f"note {n} {SAID}", ("csp",), n) for n in range(notes)
        ),
    )
