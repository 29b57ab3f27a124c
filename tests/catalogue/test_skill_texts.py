"""What a candidate reads of the catalogue: every sentence is short, kind, British and its own."""

import re
from collections import Counter
from itertools import combinations, pairwise

import pytest
from letters_of import letter_of, said_against
from rapidfuzz import fuzz

from feedback_desk.capture.kits import shipped_kits
from feedback_desk.catalogue.skills import load_skills

SKILLS = load_skills()
EACH = pytest.mark.parametrize("skill", SKILLS.all, ids=lambda skill: skill.tag)

# Words that the letter's checks warn of or stop, that promise, or that make light of a candidate's evening.
RISKY = re.compile(
    r"\b(always|never|totally|must|should|just|simply|merely|easy|easily|obvious\w*|of course|best|perfect\w*|"
    r"trivial\w*|guarantee\w*|score[ds]?|rank\w*|compared to|probably|hire\w*|candidates?|interview\w*|young|fresh|"
    r"mature|accent|age|native|blacklist|whitelist|he|she|his|her|guys)\b|!",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?!siz|resiz|priz|seiz)\w+[iy]z(?:e[ds]?|ing|ation\w*)\b|"
    r"\b(behavior|color|defense|center|catalog|modeling|labeled|artifact|judgment|favor|skeptic)\w*",
    re.IGNORECASE,
)
MARKDOWN = re.compile(r"[*_`<>\[\]|\\#]|https?:")
ATTACK = re.compile(r"\b(attack|exploit|break into|steer|relay|crack)\b", re.IGNORECASE)


KIT_TEXTS = tuple(
    text for kit in shipped_kits().values() for one in kit.sections for text in (*one.questions, *one.behaviours)
)


def words(text: str) -> list[str]:
    return text.split()


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?]) ", text)


def first_word(text: str) -> str:
    return words(text)[0].strip(",")


@EACH
def test_what_good_looks_like_is_one_sentence(skill):
    assert 12 <= len(words(skill.good)) <= 28
    assert len(sentences(skill.good)) == 1
    assert skill.good[0].isupper() and skill.good.endswith(".")


@EACH
def test_a_next_step_is_one_thing_in_a_few_short_sentences(skill):
    assert 15 <= len(words(skill.next_step)) <= 35
    assert all(len(words(sentence)) <= 30 for sentence in sentences(skill.next_step))
    assert skill.next_step[0].isupper() and skill.next_step.endswith(".")


@EACH
def test_nothing_risky_american_or_marked_up(skill):
    for text in (skill.good, skill.next_step):
        assert not RISKY.findall(text)
        assert not AMERICAN.findall(text)
        assert not MARKDOWN.findall(text)
    assert "&" not in skill.name.replace("ATT&CK", "")
    assert "'" not in skill.good + skill.next_step, "typographic apostrophes"


@EACH
def test_the_checks_of_a_letter_have_nothing_against_it(skill):
    assert said_against(letter_of(skill.name, skill.good, skill.next_step), KIT_TEXTS) == []


def test_practice_against_systems_stays_with_ones_own():
    """Whoever is told to break something is told where: a lab, a course or something of their own."""
    for skill in SKILLS.all:
        if ATTACK.search(skill.next_step):
            assert re.search(r"\b(own|lab|public|training|exercises|isolated|assistant)\b", skill.next_step), skill.tag


@pytest.mark.parametrize("field", ["good", "next_step"])
def test_no_two_texts_are_alike(field):
    """By the longest common subsequence, which is at least as strict as difflib's ratio, and much quicker."""
    texts = [getattr(skill, field) for skill in SKILLS.all]
    assert [(one, other) for one, other in combinations(texts, 2) if fuzz.ratio(one, other) >= 80] == []


@pytest.mark.parametrize(("field", "most"), [("good", 40), ("next_step", 25)])
def test_a_letter_of_several_skills_does_not_read_like_a_form(field, most):
    """Openings differ: over the catalogue, within a domain, and between neighbours."""
    opening = [(skill.domain, first_word(getattr(skill, field))) for skill in SKILLS.all]
    assert Counter(word for _, word in opening).most_common(1)[0][1] <= most
    assert max(Counter(opening).values()) <= 2
    assert all(one != other for one, other in pairwise(opening))


def test_many_next_steps_say_when_one_is_ready():
    ready = sum("ready when" in skill.next_step for skill in SKILLS.all)
    assert len(SKILLS.all) // 5 <= ready <= len(SKILLS.all) // 2
