"""The kits that come with the program: complete, in order, and worth asking a person."""

import re
from itertools import combinations

import pytest
from letters_of import growth_of, letter_of, said_against
from rapidfuzz import fuzz

from feedback_desk.capture.kits import SHIPPED, shipped_kits
from feedback_desk.catalogue.nice import work_roles
from feedback_desk.catalogue.resources import load_resources
from feedback_desk.catalogue.skills import load_skills
from feedback_desk.model import DEFAULT_SCALE
from feedback_desk.paths import bundled

ORDER = [
    "application-security",
    "penetration-testing",
    "soc-analyst",
    "incident-response",
    "detection-engineering",
    "cloud-security",
    "security-architecture",
    "grc",
    "identity",
    "security-graduate",
    "software-engineer",
    "engineering-manager",
]
KITS = shipped_kits()
SKILLS = load_skills()
SECTIONS = [(kit, section) for kit in KITS.values() for section in kit.sections]
EACH = pytest.mark.parametrize(("kit", "section"), SECTIONS, ids=lambda value: value.id)
RISKY = re.compile(
    r"\b(always|never|should|must|just|simply|obviously|easy|easily|best|guarantee\w*|score[ds]?|rank\w*|candidates?|"
    r"hire\w*|interviews?|young|accent|native|he|she|his|her|guys)\b|!",
    re.IGNORECASE,
)
HIDDEN = re.compile(
    r"(^|also |, and |, but )(knows|thinks of|understands|assumes|believes|feels|wants|considers|realises|learns)\b|"
    r"\b(isn’t sure|hasn’t thought|is aware)\b",
    re.IGNORECASE,
)
"""What goes on in a head, which nobody can note; "says", "names" and "asks" are seen and heard."""
AMERICAN = re.compile(r"\b(behavior|color|defense|center|catalog|modeling|analyze\w*|organiz\w+|recogniz\w+)\b", re.I)


KIT_TEXTS = tuple(text for _, section in SECTIONS for text in (*section.questions, *section.behaviours))
"""What is asked of the next candidate too, so that none of it belongs into a letter."""
NO_WORK_ROLE = {"engineering-manager"}
"""NICE describes cyber security work. Its nearest role to leading a team of software engineers would be a project's or
a programme's manager, which is other work: better none than a wrong one."""
NOBODYS_BUSINESS = {
    "protected-trait",
    "family-health",
    "india-trait",
    "age-proxy",
    "speech",
    "culture-fit",
    "personality",
}


def test_the_kits_stand_in_order_of_importance_with_cyber_security_first():
    assert list(KITS) == list(SHIPPED) == ORDER
    assert {file.stem for file in bundled("assets", "kits").iterdir()} == set(SHIPPED)
    assert len({kit.name for kit in KITS.values()}) == len({kit.role for kit in KITS.values()}) == len(KITS)
    assert "Web application security" in [section.title for section in KITS["application-security"].sections]


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_a_kit_fills_an_hour_at_most(kit):
    assert kit.version == 1 and kit.scale == DEFAULT_SCALE
    assert 4 <= len(kit.sections) <= 6
    assert 45 <= sum(section.minutes for section in kit.sections) <= 60


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_a_kit_is_for_work_roles_that_exist(kit):
    assert len(kit.work_roles) <= 3 and len(set(kit.work_roles)) == len(kit.work_roles)
    assert set(kit.work_roles) <= set(work_roles())
    assert bool(kit.work_roles) is (kit.id not in NO_WORK_ROLE)


@EACH
def test_a_section_has_questions_behaviours_and_known_skills(kit, section):
    assert 4 <= len(section.questions) <= 6 and len(section.behaviours) == 4
    assert 3 <= len(section.skills) <= 6 and len(set(section.skills)) == len(section.skills)
    known = {skill.tag for skill in SKILLS.all}
    assert not set(section.skills) - known
    assert all(load_resources().for_skill(tag) for tag in section.skills)
    assert 8 <= section.minutes <= 15 and len(section.title) <= 24, "a title fits beside the notes"


@EACH
def test_every_question_can_be_answered_in_the_section_s_time(kit, section):
    """Two minutes for each, and none that asks for a whole list of things: at most two questions and 45 words."""
    assert section.minutes >= 2 * len(section.questions)
    assert all(question.count("?") <= 2 for question in section.questions)


@EACH
def test_nothing_asked_or_described_touches_what_is_nobodys_business(kit, section):
    for text in (*section.questions, *section.behaviours):
        found = said_against(letter_of(section.title, "", text), ())
        assert not [one for one in found if one.rule in NOBODYS_BUSINESS and one.text in text]


@EACH
def test_a_letter_made_of_the_section_alone_reads_well(kit, section):
    """A note without a skill brings the section's own words into the letter, and no check has a word against them."""
    letter = letter_of(section.title, section.good, section.next_step)
    growth = growth_of(letter)
    assert growth.title == section.title and growth.next_step == section.next_step
    assert growth.text.endswith(f"**What good looks like:** {section.good}")
    assert said_against(letter, KIT_TEXTS) == []


@EACH
def test_questions_are_open_and_can_be_said_in_one_breath(kit, section):
    for question in section.questions:
        assert len(question.split()) <= 45
        assert question.endswith(("?", ".")) and not AMERICAN.search(question) and "!" not in question
        assert not re.match(r"(is|are|do|does|did|can|could you name|define|what does \w+ stand)\b", question.lower())


@EACH
def test_behaviours_say_what_was_seen_in_one_sentence(kit, section):
    for behaviour in section.behaviours:
        assert 8 <= len(behaviour.split()) <= 32
        assert behaviour.endswith(".") and behaviour.count(". ") == 0 and "!" not in behaviour
        assert not re.match(r"(is|seems|feels|appears|weak|good|poor|confident|nervous)\b", behaviour.lower())
        assert not HIDDEN.search(behaviour)
    for one, other in combinations(section.behaviours, 2):
        assert fuzz.ratio(one, other) < 65, "steps that one can tell apart"
    assert section.behaviours[-1].startswith("Also "), "the last step adds to the one before"


@EACH
def test_texts_are_typeset(kit, section):
    for text in (section.title, *section.questions, *section.behaviours, section.good, section.next_step):
        assert not re.search("['\"*_`<>#|]|  |--|https?:", text) and "\n" not in text


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
