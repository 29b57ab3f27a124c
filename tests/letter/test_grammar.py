"""Grammar of the program's own sentences, over a grid of names, roles, organisations and numbers of findings."""

import itertools
import json
import re
from pathlib import Path

import pytest

from feedback_desk.letter.checks import check
from feedback_desk.letter.markdown import parse, plain_text, to_plain
from feedback_desk.letter.wording import languages, load_wording, read_wording, texts, tones
from feedback_desk.model import BlockKind, Candidate, PrivateContext, Profile
from tests.letter.test_compose import draft, finding, gap, lab

ALL = [(language, tone) for language in languages() for tone in tones(language)]
ARABIC = Path(__file__).parent.parent / "fixtures" / "wording" / "ar.json"
NAMES = (
    "Sukarno",
    "Ludwig van der Berg",
    "J. R. R. Okafor-Lindqvist",
    "Nguyễn Thị Hoa",
    "محمد علي",
    "अनीता देवी",
    "Adelheid " * 24 + "Stern",
)
ROLES = ("", "Engineer", "application security engineer", "Étudiant", "Sr. SOC Analyst (24/7)", "أمن المعلومات")
ORGANISATIONS = ("", "Northwind", "The Hollow Oak Trust", "example GmbH & Co. KG")
SKILLS = ("csp", "xss", "tls", "idor", "pki", "mfa", "dns")
SHAPES = ((0, 0), (1, 0), (0, 1), (1, 1), (7, 7), (0, 7), (7, 0))
NAMED = ("length", "acronym")
"""Hints on how much was noted, and on what is in the organisation's own name."""
OWN = (BlockKind.OPENING, BlockKind.RESOURCES, BlockKind.CLOSING)


def wordings():
    yield from (load_wording(*one) for one in ALL)
    yield read_wording(json.loads(ARABIC.read_text(encoding="utf-8")))


def grid(wording):
    """Some 300 letters, each with another interview, so that every variant comes up."""
    people = (Profile(), Profile(name="A B"))
    profiles = [*people, *(Profile(name="A B", organisation=name) for name in ORGANISATIONS if name)]
    for number, (role, profile, (strengths, gaps)) in enumerate(itertools.product(ROLES, profiles, SHAPES)):
        found = [finding(skill, "named it", "drew it") for skill in SKILLS[:strengths]]
        found += [gap(skill, "missed it", good="It is named.", next_step="Name it.") for skill in SKILLS[:gaps]]
        candidate = Candidate("c", NAMES[number % len(NAMES)])
        recommended = {skill: (lab(skill),) for skill in SKILLS}
        yield draft(
            *found,
            interview_id=f"grid{number}",
            candidate=candidate,
            role=role,
            profile=profile,
            recommended=recommended,
            wording=wording,
        )


@pytest.mark.parametrize("wording", list(wordings()), ids=lambda w: f"{w.language}-{w.tone}")
def test_every_letter_is_whole_sentences(wording):
    for letter in grid(wording):
        said = plain_text(letter, wording)
        assert not re.search(r"[{}]| {2}| [,.;:।،؟?]|,,|\.\.| ,|\n{3}", said.replace("Sr.", "Sr")), said
        assert letter.role in said and letter.profile.organisation in said
        assert " ".join(letter.candidate.split()) in said.split("\n")[0]
        for block in letter.blocks:
            paragraphs = to_plain(parse(block.text)).split("\n\n") if block.kind in OWN else []
            if block.kind is BlockKind.CLOSING:
                assert paragraphs.pop().endswith((",", "،"))
            for paragraph in paragraphs:
                assert paragraph.endswith((".", "?", "।", "؟")), paragraph
                if wording.language == "en":
                    for sentence in re.split(r"(?<=[.?]) ", paragraph.replace("Sr. ", "Sr ")):
                        assert sentence[0].isupper() or sentence.startswith("KG"), sentence


@pytest.mark.parametrize("tone", tones("en"))
def test_no_article_stands_before_a_name_that_may_not_take_it(tone):
    for key, words in texts("en", tone).items():
        for text in words if isinstance(words, tuple) else (words,):
            assert not re.search(r"(?i)\b(a|an|the|your) \{(role|organisation|name)\}|\{at_organisation\}\w", text), key


def test_the_formal_tone_takes_nothing_from_the_warm_one_and_shortens_nothing():
    for language in languages():
        warm, formal = load_wording(language, "warm").slots, load_wording(language, "formal").slots
        for slot in set(warm) - {"sign_off"}:
            assert not set(warm[slot]) & set(formal[slot]), (language, slot)
    for variants in load_wording("en", "formal").slots.values():
        assert not [v for v in variants if re.search(r"['’](?!s\b)", v)]


@pytest.mark.parametrize(("language", "tone"), ALL)
def test_the_programs_own_words_pass_its_own_checks(language, tone):
    wording = load_wording(language, tone)
    for letter in grid(wording):
        own = {block.id for block in letter.blocks if block.kind in OWN}
        found = check(letter, PrivateContext(), wording=wording)
        assert [(f.rule, f.text) for f in found if f.block in own and f.rule not in NAMED] == []


def test_what_counts_depends_on_the_language():
    hindi, arabic = load_wording("hi"), read_wording(json.loads(ARABIC.read_text(encoding="utf-8")))
    assert [load_wording().hours(n) for n in (1, 2)] == ["about an hour", "about 2 hours"]
    assert [hindi.hours(n) for n in (1, 2)] == ["लगभग 1 घंटा", "लगभग 2 घंटे"]
    assert [arabic.hours(n) for n in (1, 2, 3, 10, 11, 99, 100, 102, 103)] == [
        "نحو ساعة", "نحو ساعتين", "نحو 3 ساعات", "نحو 10 ساعات", "نحو 11 ساعة", "نحو 99 ساعة", "نحو 100 ساعة",
        "نحو 102 ساعة", "نحو 103 ساعات",
    ]  # fmt: skip
    assert load_wording().listed(["a"]) == "a"
    assert load_wording().listed(["a", "b"]) == "a and b"
    assert load_wording().listed(["a", "b", "c", "d"]) == "a, b, c and d"
    assert hindi.listed(["क", "ख", "ग"]) == "क, ख और ग"
    assert arabic.listed(["أ", "ب", "ج"]) == "أ، ب وج"
    assert arabic.direction == "rtl" and hindi.direction == "ltr"
