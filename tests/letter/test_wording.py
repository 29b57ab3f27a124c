"""The words of a letter: complete, checked at load, varied and steady."""

import copy
import itertools
import json
import re
from datetime import date

import pytest

from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import (
    describe,
    filled,
    languages,
    load_wording,
    placeholders,
    read_wording,
    texts,
    tones,
)
from feedback_desk.letter.wording_keys import KEYS, PLURAL_FORMS
from feedback_desk.letter.wording_preview import preview
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
    pairs = {(wording.say("thought_both", i), wording.say("sign_off", i)) for i in map(str, range(2_000))}
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


@pytest.mark.parametrize("tone", ["warm", "formal"])
def test_the_verb_fits_one_person_too(tone):
    every = [text for slot in load_wording("en", tone).slots.values() for text in slot]
    assert not [text for text in every if re.search(r"\{[wW]e\} (are|were)\b", text)], "I are"


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


ALL = [(language, tone) for language in languages() for tone in tones(language)]


def test_every_language_has_both_tones():
    assert languages() == ("en", "hi")
    assert all(tones(language) == ("warm", "formal") for language in languages())
    assert tones("xx") == tones("../en") == ()
    with pytest.raises(BadInput, match="“en” in the tone “notes”"):
        load_wording("en", "notes")


@pytest.mark.parametrize(("language", "tone"), ALL)
def test_all_that_can_be_changed_is_described_and_nothing_else_is_there(language, tone):
    shipped = texts(language, tone)
    assert set(shipped) <= set(KEYS)
    assert (set(KEYS) - set(shipped)) <= {f"page.hours_{form}" for form in PLURAL_FORMS}
    for key in shipped:
        assert describe(key)[0].isupper() and describe(key).endswith("."), key
    wording = load_wording(language, tone)
    assert (wording.language, wording.tone) == (language, tone)
    assert min(len(set(variants)) for variants in wording.slots.values()) >= 6
    assert all(len(set(variants)) == len(variants) for variants in wording.slots.values())


@pytest.mark.parametrize(("language", "tone"), ALL)
def test_a_name_that_ends_in_a_stop_ends_the_sentence(language, tone):
    wording = load_wording(language, tone)
    texts = [text for slot in wording.slots.values() for text in slot] + list(wording.mail.values())
    for end, text in itertools.product(".!?…।", texts):
        at_organisation = wording.at_organisation(f"Northwind{end}")
        for role, organisation in itertools.product(("Analyst", f"Analyst{end}"), ("", at_organisation)):
            values = dict.fromkeys(placeholders("mail.text_role"), "x") | wording.voice(person=False)
            said = filled(text, values | {"role": role, "at_organisation": organisation})
            assert not re.search(r"[.!?…।]\s*[.।]", said), said
            assert said.count(role) == text.count("{role}"), "what the user typed is left alone"


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("At {x}. Thanks.", "Inc.", "At Inc. Thanks."),
        ("At {x}. Thanks.", "etc...", "At etc... Thanks."),
        ("At {x}, and {x}?", "Inc.", "At Inc., and Inc.?"),
        ("{x}{x}।", "Yahoo!", "Yahoo!Yahoo!"),
        ("a... {{{x}}}.", "b.", "a... {b.}."),
        ("At{x}.", "", "At."),
    ],
)
def test_only_a_stop_after_a_stop_is_left_out(text, value, said):
    assert filled(text, {"x": value}) == said


MANY = re.compile(r"\border\b|at once|at the same time|at a time is a|everything|wherever|क्रम|एक साथ|एक समय में")


@pytest.mark.parametrize(("language", "tone"), ALL)
def test_a_closing_thought_fits_one_single_point_too(language, tone):
    slots = load_wording(language, tone).slots
    thoughts = [text for name in ("thought_both", "thought_growth", "thought_strengths") for text in slots[name]]
    assert not [text for text in thoughts if MANY.search(text) or "strengths" in text]


def test_dates_are_written_as_the_language_writes_them():
    assert load_wording("hi").date(date(2026, 11, 20)) == "20 नवंबर 2026"


def test_placeholders_are_told():
    assert placeholders("slots.sign_off") == ()
    assert set(placeholders("slots.thanks")) == {"we", "us", "our", "We", "Our", "date", "at_organisation"}
    for asked in (describe, placeholders):
        with pytest.raises(BadInput, match="no wording called"):
            asked("page.nothing")


def test_a_change_is_taken_and_the_rest_stays():
    wording = load_wording("en", "formal", {"page.growth": "Next", "slots.sign_off": ("Yours,",), "page.gone": "x"})
    assert wording.page["growth"] == "Next" and wording.slots["sign_off"] == ("Yours,",)
    assert wording.page["strengths"] == "Strengths"
    assert load_wording("en", "formal").page["growth"] == "Areas to develop"


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("page.growth", "", "“page.growth” can't be used. There is no text. Write one, or restore"),
        ("page.growth", " \n", "“page.growth” can't be used. There is no text."),
        ("page.growth", ("a", "b"), "“page.growth” can't be used. There is no text."),
        ("slots.reply", (), "“slots.reply” can't be used. It needs at least one text"),
        ("slots.reply", "one text", "“slots.reply” can't be used. It needs at least one text"),
        (
            "slots.reply",
            ("Write to {name}.",),
            "can't use {name}; it may use {our}, {us}, {we}, {Our}, {We}.",
        ),
        ("slots.sign_off", ("Bye {us}",), "it may use no placeholder"),
        ("date", "{day} {month}", "“date” can't be used. It needs {year}"),
        ("page.page_of", "page", "“page.page_of” can't be used. It needs {page}"),
        ("salutation", "Dear {name", "“salutation” can't be used. A curly bracket has no partner"),
        ("salutation", "Dear {}", "can't use {}"),
        ("months", ("one",) * 11, "“months” can't be used. It needs 12 texts"),
        ("months", ("one",) * 13, "“months” can't be used. It needs 12 texts"),
    ],
)
def test_a_change_that_can_not_be_used_says_what_to_do(key, words, said):
    with pytest.raises(BadInput, match=re.escape(said)):
        load_wording("en", "warm", {key: words})


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("tone", ["warm", "formal"])
def test_every_text_can_be_shown_as_it_reads(language, tone):
    wording = load_wording(language, tone)
    for key, words in wording.texts.items():
        read = preview(wording, key, words)
        assert not any("{" in text for text in read), key
        assert len(read) == (bool(words) if isinstance(words, str) else len(words))


def test_a_preview_uses_the_words_that_the_user_changed():
    mine = load_wording("en", "warm", {"voices.team.we": "all of us", "date": "{month} {day}, {year}"})
    assert preview(mine, "slots.thanks", ("{We} met on {date}.",)) == ("All of us met on November 20, 2026.",)
    with pytest.raises(BadInput, match=r"^It can't use \{nme\}"):
        preview(mine, "salutation", "Dear {nme},")


@pytest.mark.parametrize(("key", "value", "said"), [("plurals", "none", "plurals"), ("direction", "up", "ltr")])
def test_a_wording_says_how_it_counts_and_runs(data, key, value, said):
    data[key] = value
    with pytest.raises(BadInput, match=said):
        read_wording(data)
