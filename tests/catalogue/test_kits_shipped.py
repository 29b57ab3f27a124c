"""The kits that come with the program: complete, in order, and worth asking a person."""

import re
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from feedback_desk.capture.kits import shipped_kits
from feedback_desk.catalogue.resources import load_resources
from feedback_desk.catalogue.skills import load_skills
from feedback_desk.model import DEFAULT_SCALE
from feedback_desk.paths import bundled

KITS = shipped_kits()
SKILLS = load_skills()
SECTIONS = [(kit, section) for kit in KITS.values() for section in kit.sections]
EACH = pytest.mark.parametrize(("kit", "section"), SECTIONS, ids=lambda value: value.id)
RISKY = re.compile(
    r"\b(always|never|should|must|just|simply|obviously|easy|easily|best|guarantee\w*|score[ds]?|rank\w*|candidates?|"
    r"hire\w*|interviews?|young|accent|native|he|she|his|her|guys)\b|!",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"\b(behavior|color|defense|center|catalog|modeling|analyze\w*|organiz\w+|recogniz\w+)\b", re.I)


def test_the_five_kits_are_there():
    assert set(KITS) == {
        "application-security",
        "soc-analyst",
        "cloud-security",
        "security-graduate",
        "software-engineer",
    }
    assert "Web application security" in [section.title for section in KITS["application-security"].sections]


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_a_kit_fills_an_hour_at_most(kit):
    assert kit.version == 1 and kit.scale == DEFAULT_SCALE
    assert 5 <= len(kit.sections) <= 7
    assert 45 <= sum(section.minutes for section in kit.sections) <= 60


@EACH
def test_a_section_has_questions_behaviours_and_known_skills(kit, section):
    assert 4 <= len(section.questions) <= 6 and len(section.behaviours) == 4
    assert 3 <= len(section.skills) <= 6 and len(set(section.skills)) == len(section.skills)
    known = {skill.tag for skill in SKILLS.all}
    assert not set(section.skills) - known
    assert all(load_resources().for_skill(tag) for tag in section.skills)
    assert 5 <= section.minutes <= 15


@EACH
def test_questions_are_open_and_can_be_said_in_one_breath(kit, section):
    for question in section.questions:
        assert len(question.split()) <= 45
        assert question.endswith(("?", ".")) and "!" not in question
        assert not re.match(r"(is|are|do|does|did|can|could you name|define|what does \w+ stand)\b", question.lower())


@EACH
def test_behaviours_say_what_was_seen_in_one_sentence(kit, section):
    for behaviour in section.behaviours:
        assert 8 <= len(behaviour.split()) <= 32
        assert behaviour.endswith(".") and behaviour.count(". ") == 0 and "!" not in behaviour
        assert not re.match(r"(is|seems|feels|appears|weak|good|poor|confident|nervous)\b", behaviour.lower())


@EACH
def test_what_a_candidate_reads_is_kind_short_and_said_to_them(kit, section):
    assert re.search(r"\byou(r)?\b", section.good, re.IGNORECASE)
    assert 12 <= len(section.good.split()) <= 32 and section.good.count(". ") == 0
    assert 15 <= len(section.next_step.split()) <= 38
    for text in (section.good, section.next_step):
        assert text.endswith(".") and not RISKY.findall(text) and not AMERICAN.findall(text)


def test_no_two_texts_say_the_same():
    for texts in (
        [question for _, section in SECTIONS for question in section.questions],
        [behaviour for _, section in SECTIONS for behaviour in section.behaviours],
        [text for _, section in SECTIONS for text in (section.good, section.next_step)],
    ):
        for one, other in combinations(texts, 2):
            assert fuzz.ratio(one, other) < 80, f"{one}\n{other}"


def test_the_sample_interview_fits_its_kit():
    text = bundled("assets", "examples", "interview.md").read_text("utf-8")
    titles = re.findall(r"^## (.+?) =", text, re.MULTILINE)
    assert titles == [section.title for section in KITS["application-security"].sections]
    tags = re.findall(r" #([a-z-]+)", text)
    assert tags and not [tag for tag in tags if SKILLS.get(tag) is None]
    notes = re.findall(r"^(?:\[\d\d:\d\d\] )?(\+|--?|>|\?|!)? ?\w", text.split("---\n")[2], re.MULTILINE)
    assert 12 <= len(notes) <= 16
    assert (notes.count("+"), notes.count("-"), notes.count("--"), notes.count("!")) == (4, 2, 1, 1)
