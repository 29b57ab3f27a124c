"""The learning resources: the file is complete and in order, every skill is served, and what is recommended is fair."""

import copy
import json
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.catalogue import resources as room
from feedback_desk.catalogue.resources import PRACTICE, load_resources, penalty, read_resources
from feedback_desk.catalogue.skills import load_skills
from feedback_desk.errors import BadInput
from feedback_desk.model import Evidence, Finding, FindingKind
from feedback_desk.paths import bundled

DATA = json.loads(bundled("resources.json").read_text("utf-8"))
RESOURCES = load_resources()
TAGS = [skill.tag for skill in load_skills().all]
ENTRY = {
    "id": "a-lab",
    "title": "A lab",
    "provider": "Someone",
    "url": "https://lab.example/start",
    "kind": "lab",
    "level": "beginner-intermediate",
    "cost": "free",
    "summary": "Try it out.",
    "skills": ["xss", "csp"],
    "verified": "exact",
    "verified_on": "2026-08-12",
    "hours": None,
    "cost_note": "",
}
SHORT = settings(max_examples=60, deadline=None)


def gap(*skills, serious=False, kind=FindingKind.GAP):
    note = Evidence(note_id="n", text="seen", section_title="Section", serious=serious)
    return Finding(key=skills[0], title="Title", kind=kind, evidence=(note,), skills=skills)


findings = st.builds(
    lambda skills, serious, kind: gap(*skills, serious=serious, kind=kind),
    st.lists(st.sampled_from(TAGS), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(FindingKind),
)
taken_ids = st.sets(st.sampled_from([resource.id for resource in RESOURCES.all]), max_size=200)


# --- The file ---------------------------------------------------------------------------------


def test_ids_addresses_and_summaries_are_their_own():
    for texts in (
        [resource.id for resource in RESOURCES.all],
        [resource.url.rstrip("/").lower() for resource in RESOURCES.all],
        [resource.summary.lower() for resource in RESOURCES.all],
        [f"{resource.title}, {resource.provider}" for resource in RESOURCES.all],
    ):
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("resource", RESOURCES.all, ids=lambda resource: resource.id)
def test_each_entry_reads_well_and_points_somewhere(resource):
    assert 10 <= len(resource.summary.split()) <= 22
    assert resource.summary[0].isupper() and resource.summary.endswith(".")
    texts = (resource.title, resource.provider, resource.summary, resource.cost_note)
    assert not any(re.search(r"[!*_`<>|#]|\b(candidates?|must|obviously|ultimate|awesome)\b", text) for text in texts)
    assert not re.search(r"\b(behavior|color|defense|catalog|modeling|analyz\w+|organiz\w+)\b", resource.summary)
    address = urlsplit(resource.url)
    assert address.scheme in ("http", "https") and "." in address.hostname and not address.username
    assert 2 <= len(resource.skills) <= 14
    assert not set(resource.skills) - set(TAGS)
    assert resource.verified_on is None or resource.verified != "no"
    assert not (resource.cost == "paid" and resource.cost_note)


@pytest.mark.parametrize("tag", TAGS)
def test_every_skill_has_something_free_that_is_about_it(tag):
    free = [resource for resource in RESOURCES.for_skill(tag) if resource.cost == "free"]
    assert len(free) >= 2
    assert any(resource.skills.index(tag) < 2 for resource in free)


def test_the_catalogue_is_looked_up_by_id_and_by_skill():
    academy = RESOURCES.get("web-security-academy")
    assert academy is not None and academy.provider == "PortSwigger" and str(academy.verified_on) == "2026-08-12"
    assert academy in RESOURCES.for_skill("xss")
    assert RESOURCES.get("no-such-thing") is None and RESOURCES.for_skill("no-such-skill") == []


# --- Reading it -------------------------------------------------------------------------------


def test_an_entry_is_read_as_it_stands():
    (resource,) = read_resources({"resources": [ENTRY]}).all
    assert {field: getattr(resource, field) for field in ENTRY if field not in ("skills", "verified_on")} == {
        field: value for field, value in ENTRY.items() if field not in ("skills", "verified_on")
    }
    assert resource.skills == ("xss", "csp") and resource.verified_on.isoformat() == "2026-08-12"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "A Lab"),
        ("title", ""),
        ("title", " A lab"),
        ("provider", None),
        ("url", "ftp://lab.example"),
        ("url", "https://"),
        ("url", "javascript:alert(1)"),
        ("url", "https://[lab"),
        ("url", "https://lab.example/a b"),
        ("kind", "game"),
        ("level", "expert"),
        ("level", "advanced-beginner"),
        ("level", "beginner-"),
        ("cost", "cheap"),
        ("summary", "Two\nlines."),
        ("skills", []),
        ("skills", "xss"),
        ("skills", ["xss", "xss"]),
        ("skills", [7]),
        ("verified", "yes"),
        ("verified_on", "last week"),
        ("verified_on", 20260812),
        ("hours", 0),
        ("hours", True),
        ("hours", "4"),
        ("cost_note", None),
    ],
)
def test_a_wrong_value_is_named_with_its_entry_and_field(field, value):
    entry = {**ENTRY, field: value}
    with pytest.raises(BadInput, match=rf"some\.json: resources\[1\] \(.*\): {field}"):
        read_resources({"resources": [entry]}, "some.json")


def test_missing_and_unknown_fields_and_repeated_ids_are_named():
    for field in ENTRY:
        entry = copy.deepcopy(ENTRY)
        del entry[field]
        with pytest.raises(BadInput, match=f"{field} is missing"):
            read_resources({"resources": [entry]})
    with pytest.raises(BadInput, match="no field called stars"):
        read_resources({"resources": [{**ENTRY, "stars": 5}]})
    with pytest.raises(BadInput, match="a-lab: id: another"):
        read_resources({"resources": [ENTRY, ENTRY]}, "some.json")


@pytest.mark.parametrize("data", [None, [], {}, {"resources": {}}, {"resources": [7]}, {"resources": [], "more": 1}])
def test_another_shape_of_file_is_refused(data):
    with pytest.raises(BadInput):
        read_resources(data)


def test_a_file_that_is_no_json_is_refused(tmp_path, monkeypatch):
    (tmp_path / "resources.json").write_bytes(b"\xff{")
    monkeypatch.setattr(room, "bundled", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(BadInput, match=r"resources\.json"):
        load_resources()


# --- Recommending -----------------------------------------------------------------------------


@pytest.mark.parametrize("tag", TAGS)
def test_every_skill_gets_something_free_first_hand(tag):
    for serious in (False, True):
        given_out = RESOURCES.recommend(gap(tag, serious=serious))
        assert len(given_out) == 2
        assert any(recommendation.resource.cost == "free" for recommendation in given_out)
        assert all(tag in recommendation.resource.skills for recommendation in given_out)


@SHORT
@given(findings, st.integers(0, 5), taken_ids)
def test_never_more_than_asked_never_twice_and_never_a_taken_one(finding, limit, taken):
    given_out = RESOURCES.recommend(finding, limit=limit, taken=taken)
    ids = [recommendation.resource.id for recommendation in given_out]
    assert len(ids) <= limit and len(set(ids)) == len(ids) and not set(ids) & taken
    assert all(set(recommendation.resource.skills) & set(finding.skills) for recommendation in given_out)
    assert given_out == RESOURCES.recommend(finding, limit=limit, taken=taken)


@SHORT
@given(findings, st.integers(1, 5), taken_ids)
def test_paid_only_when_nothing_else_serves(finding, limit, taken):
    given_out = RESOURCES.recommend(finding, limit=limit, taken=taken)
    left = [
        resource
        for skill in finding.skills
        for resource in RESOURCES.for_skill(skill)
        if resource.cost != "paid" and resource.id not in taken
    ]
    assert not left or all(recommendation.resource.cost != "paid" for recommendation in given_out)


@SHORT
@given(st.sampled_from(TAGS), st.integers(0, 2))
def test_at_equal_fit_what_is_free_comes_first(tag, level):
    def fit(resource):
        return 3 * resource.skills.index(tag) + len(resource.skills) // 4

    served = RESOURCES.for_skill(tag)
    for costly in (resource for resource in served if resource.cost != "free"):
        for free in (resource for resource in served if resource.cost == "free" and fit(resource) <= fit(costly)):
            assert penalty(free, tag, level) < penalty(costly, tag, level)


def test_one_to_read_and_one_to_practise_on_with_practice_first_where_it_matters_most():
    reading, practice = RESOURCES.recommend(gap("xss"))
    assert reading.resource.kind not in PRACTICE and practice.resource.kind in PRACTICE
    first, second = RESOURCES.recommend(gap("xss", serious=True))
    assert first.resource.kind in PRACTICE and second.resource.kind not in PRACTICE
    assert first.reason.startswith("start here: a lab") and "start here" not in second.reason


def test_a_section_is_looked_through_in_the_order_of_its_skills():
    finding = gap("data-flow-diagrams", "stride", "mitigations")
    assert all("data-flow-diagrams" in given_out.resource.skills for given_out in RESOURCES.recommend(finding))
    all_of_the_first = {resource.id for resource in RESOURCES.for_skill("data-flow-diagrams")}
    following = RESOURCES.recommend(finding, limit=1, taken=all_of_the_first)
    assert ["stride" in given_out.resource.skills for given_out in following] == [True]


def test_a_skill_nobody_knows_gets_nothing():
    assert RESOURCES.recommend(gap("frobnication")) == ()
    assert RESOURCES.recommend(Finding("section:", "Title", FindingKind.GAP, ())) == ()


@SHORT
@given(findings, taken_ids)
def test_reasons_are_short_words_that_say_the_cost_and_nothing_internal(finding, taken):
    given_out = RESOURCES.recommend(finding, taken=taken)
    for recommendation in given_out:
        assert re.search(r"; (free|paid|some|many|challenges|introductory|the)\b", recommendation.reason)
        assert not re.search(
            r"\b(serious|gaps?|weak\w*|rating|rated|score|penalty|private|strengths?|fail\w*)\b|!|_",
            recommendation.reason,
            re.IGNORECASE,
        )
        assert len(recommendation.reason.split()) <= 22
    assert len({recommendation.reason for recommendation in given_out}) == len(given_out)
