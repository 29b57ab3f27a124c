"""Finding a skill or a command while one types, beside a plain look through every term, in one run."""

import random
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest

from feedback_desk.catalogue.skills import Skills, load_skills
from ui.actions import TABLE
from ui.matching import match

pytestmark = pytest.mark.bench

SKILLS = load_skills()
TYPED = ["x", "cross", "croos site", "sesion managment", "zzzzzz"]
ROUNDS = 12


def least(do: Callable[[], object]) -> float:
    """Milliseconds of the quickest of several runs, so that a busy machine does not decide."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        do()
        best = min(best, (perf_counter() - start) * 1000)
    return best


def many() -> Skills:
    """Two thousand skills with aliases of their own."""
    lucky = random.Random(1)
    copies = [
        replace(s, tag=f"{s.tag}-{turn}", aliases=tuple(f"{lucky.randrange(10**8):x}-{a}" for a in s.aliases))
        for turn in range(14)
        for s in SKILLS.all
    ]
    return Skills(copies[:2000])


@pytest.mark.parametrize("skills", [SKILLS, many()], ids=["shipped", "two thousand"])
def test_a_skill_is_found_in_little_more_than_reading_all_terms(skills):
    terms = [term for skill in skills.all for term in (skill.name, skill.tag, *skill.aliases)]
    print(f"\n{len(terms)} terms:")
    for typed in TYPED:
        plain = least(lambda typed=typed: [term for term in terms if typed in term.casefold()])
        found = least(lambda typed=typed: skills.find(typed, 8))
        print(f"  {typed!r}: {found:.2f} ms, {found / plain:.1f}x a plain look through ({plain:.2f} ms)")
        assert found <= 10 * plain


def test_a_command_is_found_in_little_more_than_reading_the_table():
    plain = least(lambda: [command for command in TABLE if "letter" in command.words.casefold()])
    for typed in ("letter", "pdf exp", "fnish", "zzz"):
        found = least(lambda typed=typed: [match(typed, command.words) for command in TABLE])
        print(f"\n{typed!r}: {found:.2f} ms, {found / plain:.0f}x a plain look through ({plain:.3f} ms)")
        assert found <= 250 * plain
