"""Skills: looked up by tag and alias, found while someone types, refused when their file is wrong."""

import copy
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.catalogue.skills import Skills, load_skills, read_skills
from feedback_desk.errors import BadInput
from feedback_desk.model import Skill
from feedback_desk.paths import bundled

SKILLS = load_skills()
TERMS = [(term, skill.tag) for skill in SKILLS.all for term in (skill.tag, *skill.aliases)]


def a_skill(tag: str, *aliases: str, name: str = "") -> Skill:
    return Skill(tag=tag, name=name or tag, domain="web", aliases=aliases, good="Good.", next_step="Try.")


def tags(found: list[Skill]) -> list[str]:
    return [skill.tag for skill in found]


# --- What comes with the program ---------------------------------------------------------------


def test_the_catalogue_covers_security_and_software_engineering():
    in_domain = Counter(skill.domain for skill in SKILLS.all)
    assert len(SKILLS.all) == 171
    assert in_domain["software"] == 18
    assert list(in_domain) == list(SKILLS.domains), "skills stand by domain, in the order of the domains"


@pytest.mark.parametrize("skill", SKILLS.all, ids=lambda skill: skill.tag)
def test_every_skill_is_complete_and_can_be_typed(skill):
    assert re.fullmatch("[a-z][a-z0-9-]+", skill.tag)
    assert skill.name and skill.good and skill.next_step
    assert len(skill.aliases) >= 2
    assert skill.domain in SKILLS.domains


def test_a_work_role_is_an_id_or_several():
    roles = {role for skill in SKILLS.all for role in skill.work_role.split(";") if role}
    assert {"DD-WRL-005", "PD-WRL-001"} <= roles
    assert all(len(role) == 10 and role[2:7] == "-WRL-" and role[7:].isdigit() for role in roles)


# --- By tag and alias --------------------------------------------------------------------------


@settings(deadline=None, max_examples=300)
@given(term=st.sampled_from(TERMS), mark=st.sampled_from(["", "#", " "]), data=st.data())
def test_a_tag_or_alias_leads_to_its_skill_however_it_is_written(term, mark, data):
    written, tag = term
    accents = st.sampled_from(["", "", "", "\u0301", "\u0308"])
    variant = mark
    for char in written:
        if char in "-_ ":
            variant += data.draw(st.sampled_from(["-", "_", " ", "  ", "‑"]))
        else:
            variant += char.upper() if data.draw(st.booleans()) else char
            variant += data.draw(accents) if char.isalpha() else ""
    found = SKILLS.get(variant)
    assert found is not None and found.tag == tag
    assert SKILLS.canonical(variant) == tag
    assert SKILLS.find(variant)[0].tag == tag


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_whatever_is_typed_a_look_up_answers_and_an_unknown_tag_stays_as_it_is(typed):
    found = SKILLS.get(typed)
    assert SKILLS.canonical(typed) == (found.tag if found else typed)
    assert len(SKILLS.find(typed, 5)) <= 5


@pytest.mark.parametrize("unknown", ["", " ", "#", "no-such-skill", "sq", "धमकी"])
def test_what_is_not_in_the_catalogue_is_not_found_by_tag(unknown):
    assert SKILLS.get(unknown) is None
    assert SKILLS.canonical(unknown) == unknown


def test_tags_of_any_script_stay_apart_by_their_vowel_signs():
    skills = Skills([a_skill("कल", "آب"), a_skill("काल", "café")])
    assert skills.canonical("काल") == "काल"
    assert skills.canonical("कल") == "कल"
    assert skills.canonical("آب") == "कल"
    assert skills.canonical("CAFE") == "काल"


# --- While someone types -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("#xss", "xss"),
        ("#cross", "xss"),
        ("#sqli", "sql-injection"),
        ("croos site", "xss"),
        ("kerb", "kerberos"),
        ("k8s", "kubernetes-security"),
        ("injection sql", "sql-injection"),
        ("crosssite", "xss"),
        ("2FA", "mfa"),
        ("OAuth 2.0", "oauth"),
        ("ATT&CK", "attack-framework"),
        ("ci/cd", "pipeline-security"),
        ("I don't know", "saying-i-dont-know"),
        ("authorization", "rbac"),
        ("defense in depth", "defence-in-depth"),
        ("sesion managment", "session-management"),
        ("priviledge escalation", "privilege-escalation"),
        ("phising", "phishing-analysis"),
        ("kuberntes", "kubernetes-security"),
        ("obeservability", "observability"),
        ("wi fi", "wireless"),
        ("gdpr", "privacy"),
        ("big o", "algorithms"),
    ],
)
def test_what_is_typed_in_a_hurry_finds_the_right_skill_first(typed, first):
    assert tags(SKILLS.find(typed, 5))[:1] == [first]


@pytest.mark.parametrize(
    "rubbish", ["qwertyuiop", "zzzz", "asdf", "banana", "hello world", "lorem ipsum", "xyzzy", "weather", "12345678"]
)
def test_rubbish_finds_nothing(rubbish):
    assert SKILLS.find(rubbish) == []


def test_better_matches_come_before_worse_ones():
    skills = Skills(
        [
            a_skill("no-match"),
            a_skill("deep", name="Unlogged"),
            a_skill("words", name="Reading a log"),
            a_skill("alias", "log-reading"),
            a_skill("logging"),
            a_skill("exact", "log"),
        ]
    )
    assert tags(skills.find("log")) == ["exact", "logging", "words", "alias", "deep"]


def test_a_slip_is_looked_for_only_where_nothing_begins_as_typed():
    skills = Skills([a_skill("kerneros"), a_skill("kerberos")])
    assert tags(skills.find("kerberos")) == ["kerberos"]
    assert tags(skills.find("kerberso")) == ["kerberos"]


def test_fewer_slips_come_first():
    skills = Skills([a_skill("segregations"), a_skill("segmentation")])
    assert tags(skills.find("segmentatoin")) == ["segmentation"]
    assert tags(skills.find("segregatoin")) == ["segregations"]


def test_a_lately_used_one_leads_with_any_of_its_words():
    assert tags(SKILLS.find("threat", 1)) == ["threat-vs-risk"]
    assert tags(SKILLS.find("threat", 2, recent=["sqli", "stride"])) == ["stride", "threat-vs-risk"]
    assert tags(SKILLS.find("hreat", 1, recent=["stride"])) == ["stride"]
    assert tags(SKILLS.find("threat-vs-risk", 1, recent=["stride"])) == ["threat-vs-risk"], "an exact tag stays first"


def test_lately_used_ones_lead_among_equals_and_an_exact_tag_before_them():
    assert tags(SKILLS.find("api-", 4)) == ["api-tokens", "api-inventory", "api-automation", "api-design"]
    lately = ["openapi", "api-automation", "xss"]
    assert tags(SKILLS.find("api-", 3, recent=lately)) == ["api-design", "api-automation", "api-tokens"]
    assert tags(SKILLS.find("xss", 1, recent=["csrf"])) == ["xss"], "an exact tag stays first"


def test_nothing_typed_offers_everything_with_the_lately_used_first():
    assert SKILLS.find("") == list(SKILLS.all)
    assert tags(SKILLS.find("#", 3, recent=["sqli", "unknown", "tls"])) == ["sql-injection", "tls", "cia-triad"]
    assert SKILLS.find("xss", 0) == []


def test_one_slip_in_any_term_still_finds_its_skill():
    lucky = random.Random(7)
    missed = []
    for term, tag in TERMS:
        if len(term) < 6:
            continue
        at = lucky.randrange(len(term) - 1)
        slips = [term[:at] + term[at + 1 :], term[:at] + term[at + 1] + term[at] + term[at + 2 :]]
        missed += [slip for slip in slips if tag not in tags(SKILLS.find(slip, 5))]
    assert len(missed) <= len(TERMS) // 100, missed


# --- What it brings with it --------------------------------------------------------------------


def test_loading_and_an_exact_tag_bring_no_fuzzy_search_with_them():
    code = "import sys; from feedback_desk.catalogue.skills import load_skills; load_skills().find('#xss', 8);"
    loaded = run([sys.executable, "-c", code + "print('rapidfuzz' in sys.modules)"], capture_output=True, text=True)
    assert loaded.stdout.strip() == "False", loaded.stderr


# --- A file that is wrong ----------------------------------------------------------------------

DATA = json.loads(bundled("assets", "skills.json").read_text(encoding="utf-8"))


def broken(change) -> str:
    """The sentence that a changed file is refused with."""
    data = copy.deepcopy(DATA)
    change(data["skills"][6], data)
    with pytest.raises(BadInput) as refused:
        read_skills(data, "mine.json")
    return str(refused.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda entry, _: entry.pop("good"), "mine.json: skills[7] (sql-injection): good is missing."),
        (lambda entry, _: entry.pop("tag"), "mine.json: skills[7]: tag is missing."),
        (lambda entry, _: entry.update(god=""), "mine.json: skills[7] (sql-injection): there is no field called god."),
        (lambda entry, _: entry.update(next_step=" "), "(sql-injection): next_step: one line of text"),
        (lambda entry, _: entry.update(name="two\nlines"), "(sql-injection): name: one line of text"),
        (lambda entry, _: entry.update(name=7), "(sql-injection): name: one line of text"),
        (lambda entry, _: entry.update(work_role=None), "(sql-injection): work_role: "),
        (lambda entry, _: entry.update(domain="cooking"), "domain: there is no domain called “cooking”"),
        (lambda entry, _: entry.update(domain=["web"]), "(sql-injection): domain: "),
        (lambda entry, _: entry.update(aliases="sqli"), "aliases: a list of texts"),
        (lambda entry, _: entry["aliases"].append(""), "aliases[8]: one line of text"),
        (lambda entry, _: entry["aliases"].append("---"), "aliases: “---” holds no letter or digit"),
        (
            lambda entry, _: entry["aliases"].append("SQL injection"),
            "sql-injection: aliases: one of them says the same",
        ),
        (
            lambda entry, _: entry["aliases"].append("Cross-Site_Scripting"),
            "xss: aliases: “cross-site-scripting” leads",
        ),
        (lambda entry, _: entry["aliases"].append("cia triad"), "“cia triad” leads to cia-triad already"),
        (lambda entry, _: entry.update(tag="xss"), "xss: tag: “xss” leads to xss already"),
        (lambda entry, _: entry.update(tag="Big Tag"), "tag: it begins with a letter and has no capitals, blanks or #"),
        (lambda entry, _: entry.update(tag="1st"), "tag: it begins with a letter"),
        (lambda _, data: data["skills"].append("xss"), "mine.json: skills[172]: an object with the fields"),
        (lambda _, data: data["domains"].update(web=""), "mine.json: domains: web: one line of text"),
        (lambda _, data: data.update(skills={}), "mine.json: skills: a list is needed."),
        (lambda _, data: data.update(domains=[]), "mine.json: domains: an object"),
        (lambda _, data: data.pop("domains"), "mine.json: an object with the fields domains and skills"),
    ],
)
def test_a_wrong_file_is_refused_naming_entry_and_field(change, says):
    assert says in broken(change)


@pytest.mark.parametrize("value", [None, [], "skills", 3])
def test_a_file_that_holds_something_else_is_refused(value):
    with pytest.raises(BadInput, match="an object with the fields domains and skills"):
        read_skills(value)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b""])
def test_a_file_that_is_not_json_is_refused(content, tmp_path: Path, monkeypatch):
    (tmp_path / "skills.json").write_bytes(content)
    monkeypatch.setattr("feedback_desk.catalogue.skills.bundled", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(BadInput, match=r"skills\.json: this is not JSON"):
        load_skills()


def test_a_skill_of_ones_own_can_stand_beside_the_shipped_ones():
    data = copy.deepcopy(DATA)
    data["skills"].append(data["skills"][0] | {"tag": "quantum", "aliases": ["qc"], "name": "Quantum computing"})
    assert read_skills(data).canonical("QC") == "quantum"
