"""The words of a letter: complete, checked at load, varied and steady."""

import copy
import json
import re
from datetime import date

import pytest

from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import load_wording, read_wording
from feedback_desk.model import new_id
from feedback_desk.paths import bundled


@pytest.fixture
def data():
    return json.loads(bundled("assets", "wording", "en.json").read_text(encoding="utf-8"))


def test_page_words():
    page = load_wording("en").page
    assert page["strengths"] == "What went well"
    assert page["page_of"].format(page=2, pages=3) == "2 of 3"


def test_every_slot_has_at_least_six_different_variants():
    for slot, variants in load_wording().slots.items():
        assert len(set(variants)) == len(variants) >= 6, slot


def test_the_same_interview_says_the_same_and_another_varies():
    wording = load_wording()
    ids = [f"interview{n}" for n in range(60)]
    assert [wording.say("basis", i) for i in ids] == [wording.say("basis", i) for i in ids]
    assert {wording.say("basis", i) for i in ids} == {
        v.format_map(wording.voice(False)) for v in wording.slots["basis"]
    }


def test_slots_are_chosen_independently():
    wording = load_wording()
    pairs = {(wording.say("thought_both", i), wording.say("sign_off", i)) for i in (new_id() for _ in range(500))}
    assert len(pairs) == len(wording.slots["thought_both"]) * len(wording.slots["sign_off"])


def test_one_person_says_i():
    wording = load_wording()
    for slot in wording.slots:
        values = {"date": "1 May 2026", "role": "Engineer", "at_organisation": ""}
        for seed in range(40):
            said = wording.say(slot, str(seed), values, person=True)
            assert "{" not in said
            both = re.sub("(?i)\\bwe (talked|met)", "", said)  # the two of them did
            assert not {"we", "us", "our", "We", "Our"} & set(both.split()), said


def test_dates_and_organisations():
    wording = load_wording()
    assert wording.date(date(2026, 11, 5)) == "5 November 2026"
    assert wording.at_organisation("Northwind") == " at Northwind"
    assert wording.at_organisation("") == ""


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda d: d["slots"]["basis"].append("Hello {score}"), "{score}"),
        (lambda d: d["slots"]["basis"].append("Hello {we"), "curly bracket"),
        (lambda d: d["slots"]["basis"].append("Hello {we!r}"), "{we}"),
        (lambda d: d["slots"]["basis"].append("{we.__class__}"), "__class__"),
        (lambda d: d["slots"].pop("reply"), "reply"),
        (lambda d: d["page"].pop("try_this"), "try_this"),
        (lambda d: d["months"].pop(), "months"),
        (lambda d: d["voices"].pop("person"), "we"),
        (lambda d: d.update(salutation="Dear {first_name},"), "first_name"),
    ],
)
def test_broken_wording_is_named(data, break_it, words):
    broken = copy.deepcopy(data)
    break_it(broken)
    with pytest.raises(BadInput, match=words.replace("{", r"\{")):
        read_wording(broken)


@pytest.mark.parametrize("language", ["xx", "../en", ""])
def test_a_language_that_is_not_there(language):
    with pytest.raises(BadInput, match="no letter wording"):
        load_wording(language)
