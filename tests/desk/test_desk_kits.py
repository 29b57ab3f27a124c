"""Kits of one's own: what new interviews follow, and that an interview keeps the very kit it was held with."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given

from feedback_desk.capture.kit_file import kit_bytes
from feedback_desk.desk import Desk
from feedback_desk.errors import BadInput, NotFound
from feedback_desk.model import Candidate, Interview, InterviewState, KitArrival, KitPage, new_id
from feedback_desk.store import kits as stored
from feedback_desk.store import settings
from tests.strategies import KIT, kits

SHIPPED = "application-security"
ARRIVAL = KitArrival


def hold(desk, clock, kit=SHIPPED):
    """A new interview that follows the kit; its id."""
    interview = Interview(
        new_id(), Candidate(new_id(), "Test Person"), "Engineer", kit, 0, clock.now, state=InterviewState.PLANNED
    )
    desk.add_interview(interview)
    return interview.id


def kit_of(desk, interview_id):
    return desk.kit_of(desk.interview(interview_id))


def page(desk, kit_id) -> KitPage:
    (found,) = [page for page in desk.kit_pages() if page.kit.id == kit_id]
    return found


def renamed(kit, name="Renamed"):
    return replace(kit, name=name)


def versions(desk, kit_id=SHIPPED):
    return list(stored.versions(desk._store, kit_id))


@pytest.fixture
def shipped(desk):
    return desk.kit(SHIPPED)


# --- Versions ---------------------------------------------------------------------------------------


def test_new_interviews_follow_the_own_version_and_old_ones_keep_theirs(desk, clock, shipped, home):
    old = hold(desk, clock)
    change = desk.use_kit(replace(renamed(shipped), sections=shipped.sections[1:]), "library")
    assert change.source == "library" and {"kits", SHIPPED} <= change.ids
    new = hold(desk, clock)
    own = desk.kit(SHIPPED)
    assert (own.version, own.is_own, own.name) == (1001, True, "Renamed")
    assert kit_of(desk, old) == shipped and kit_of(desk, new) == own
    assert [s.id for s in desk.interview(new).sections] == [s.id for s in shipped.sections[1:]]
    with Desk.open(home, readonly=True) as again:
        assert kit_of(again, old) == shipped and kit_of(again, new) == own
        assert own in again.kits() and shipped not in again.kits()


def test_what_an_interview_was_held_with_outlives_edit_restore_bin_and_import(desk, clock, shipped):
    desk.use_kit(renamed(shipped, "First"))
    interview = hold(desk, clock)
    held = kit_of(desk, interview)
    for change in (
        lambda: desk.use_kit(renamed(shipped, "Second")),
        lambda: desk.use_kit(renamed(shipped, "Third")),
        lambda: desk.leave_own_kit(SHIPPED),
        lambda: desk.bin_kit(SHIPPED),
        lambda: desk.import_kit(kit_bytes(renamed(shipped, "Fourth")), as_version=True),
        lambda: desk.take_kit_out_of_bin(SHIPPED),
    ):
        change()
        assert kit_of(desk, interview) == held
        assert held.name == "First"


def test_the_same_content_makes_no_version(desk, clock, shipped):
    desk.use_kit(shipped)
    assert desk.kit(SHIPPED) == shipped and not versions(desk)
    desk.use_kit(renamed(shipped))
    hold(desk, clock)
    desk.use_kit(replace(renamed(shipped), name="  Renamed "))
    assert versions(desk) == [1001]
    desk.use_kit(renamed(shipped, "Other"))
    desk.use_kit(renamed(shipped))
    assert desk.kit(SHIPPED).version == 1001  # what was kept before is used again
    desk.use_kit(shipped)
    assert desk.kit(SHIPPED) == shipped and not page(desk, SHIPPED).kit.is_own


def test_versions_that_nobody_used_do_not_pile_up_and_no_number_comes_twice(desk, clock, shipped):
    for number in range(5):
        desk.use_kit(renamed(shipped, f"Try {number}"))
    assert versions(desk) == [1005]
    hold(desk, clock)
    desk.use_kit(renamed(shipped, "Then"))
    assert versions(desk) == [1005, 1006]
    desk.leave_own_kit(SHIPPED)
    assert versions(desk) == [1005, 1006]
    desk.use_kit(renamed(shipped, "After all"))
    assert versions(desk) == [1005, 1007]


def test_an_update_of_the_program_can_not_be_taken_for_an_own_version(desk, clock, shipped, home):
    desk.use_kit(renamed(shipped))
    interview = hold(desk, clock)
    with Desk.open(home) as updated:
        later = replace(shipped, version=shipped.version + 1, role="Somebody else")
        updated.__dict__["_shipped_kits"] = {SHIPPED: later}
        assert updated.kit(SHIPPED).name == "Renamed"
        assert kit_of(updated, interview).name == "Renamed"
        updated.leave_own_kit(SHIPPED)
        assert updated.kit(SHIPPED) == later
        assert page(updated, SHIPPED).own.name == "Renamed"


def test_every_shipped_version_is_below_the_users(desk):
    assert all(0 < kit.version < 1001 for kit in desk.kits())


def test_a_kept_kit_that_can_not_be_read_takes_no_other_away(desk, shipped):
    stored.keep(desk._store, SHIPPED, 1001, '{"of": "another world"}')
    stored.use(desk._store, SHIPPED, 1001)
    assert desk.kit(SHIPPED) == shipped
    assert page(desk, SHIPPED).kit == shipped


def test_a_kit_that_lacks_something_is_not_followed(desk, shipped):
    first, *others = shipped.sections
    poor = replace(shipped, sections=(replace(first, behaviours=("", *first.behaviours[1:])), *others))
    with pytest.raises(BadInput, match=rf"^{first.title}: Say what “{shipped.scale[0]}” looks like here\.$"):
        desk.use_kit(poor)
    assert desk.kit(SHIPPED) == shipped


def test_texts_are_read_with_the_kit_they_were_held_with(desk, clock, shipped, home):
    interview = hold(desk, clock)
    text = desk.interview_text(interview).encode()
    first, *others = shipped.sections
    desk.use_kit(replace(shipped, sections=(replace(first, title="By another title"), *others)))
    assert desk.import_text(text) == (interview, ())
    assert desk.interview_text(interview).encode() == text


# --- Drafts -----------------------------------------------------------------------------------------


def test_a_draft_is_kept_however_poor_and_followed_by_nobody(desk, clock, shipped, home):
    draft = replace(shipped, name="", scale=("", *shipped.scale[1:]))
    desk.keep_kit_draft(draft)
    with Desk.open(home, readonly=True) as again:
        assert again.kit_to_edit(SHIPPED) == draft
        assert again.kit(SHIPPED) == shipped
        assert page(again, SHIPPED).draft == draft
    assert kit_of(desk, hold(desk, clock)) == shipped
    desk.drop_kit_draft(SHIPPED)
    assert desk.kit_to_edit(SHIPPED) == shipped and page(desk, SHIPPED).draft is None


def test_a_draft_that_says_what_is_in_use_is_none(desk, shipped):
    desk.keep_kit_draft(renamed(shipped))
    desk.keep_kit_draft(renamed(shipped, f"{shipped.name} "))
    assert page(desk, SHIPPED).draft is None
    desk.keep_kit_draft(renamed(shipped))
    desk.use_kit(renamed(shipped))
    assert page(desk, SHIPPED).draft is None


def test_a_new_kit_and_a_copy_are_drafts_first(desk, shipped):
    new = desk.new_kit()
    desk.keep_kit_draft(new)
    copy = desk.copy_of_kit(SHIPPED)
    desk.keep_kit_draft(copy)
    assert (copy.id, copy.name, copy.sections) == ("application-security-2", f"{shipped.name} (2)", shipped.sections)
    assert (desk.new_kit().id, desk.copy_of_kit(SHIPPED).id) == ("my-kit-2", "application-security-3")
    assert {new.id, copy.id}.isdisjoint(kit.id for kit in desk.kits())
    assert page(desk, new.id) == KitPage(new, False, draft=new)
    with pytest.raises(NotFound):
        desk.kit(new.id)
    desk.use_kit(copy)
    assert desk.kit(copy.id) in desk.kits()
    assert page(desk, copy.id).draft is None and not page(desk, copy.id).shipped


# --- The bin ----------------------------------------------------------------------------------------


def test_a_kit_in_the_bin_is_offered_to_nobody_and_comes_back(desk, clock, shipped):
    interview = hold(desk, clock)
    desk.bin_kit(SHIPPED)
    assert SHIPPED not in {kit.id for kit in desk.kits()}
    assert page(desk, SHIPPED).in_bin and page(desk, SHIPPED).held == 1
    assert kit_of(desk, interview) == shipped
    desk.take_kit_out_of_bin(SHIPPED)
    assert shipped in desk.kits() and not page(desk, SHIPPED).in_bin
    desk.use_kit(renamed(shipped))
    desk.bin_kit(SHIPPED)
    desk.take_kit_out_of_bin(SHIPPED)
    assert desk.kit(SHIPPED).name == "Renamed"


def test_a_shipped_kit_comes_back_from_the_bin_as_the_program_has_it_by_then(desk, shipped, home):
    desk.bin_kit(SHIPPED)
    with Desk.open(home) as updated:
        later = replace(shipped, version=2)
        updated.__dict__["_shipped_kits"] = {SHIPPED: later}
        assert page(updated, SHIPPED).in_bin
        updated.take_kit_out_of_bin(SHIPPED)
        assert updated.kits() == [later]


def test_a_draft_alone_goes_to_the_bin_too(desk):
    draft = desk.new_kit()
    desk.keep_kit_draft(draft)
    desk.bin_kit(draft.id)
    assert page(desk, draft.id) == KitPage(draft, False, True, draft)
    assert desk.new_kit().id != draft.id
    desk.take_kit_out_of_bin(draft.id)
    assert page(desk, draft.id) == KitPage(draft, False, False, draft)


@pytest.mark.parametrize("act", ["bin_kit", "take_kit_out_of_bin"])
def test_a_draft_that_was_dropped_meanwhile_leaves_nothing_behind(desk, act):
    before = desk.kit_pages()
    with pytest.raises(NotFound):
        getattr(desk, act)("nobody-has-it")
    assert desk.kit_pages() == before


def test_how_many_interviews_were_held(desk, clock, shipped):
    desk.add_sample()
    assert page(desk, SHIPPED).held == 0
    hold(desk, clock)
    desk.use_kit(renamed(shipped))
    hold(desk, clock)
    assert page(desk, SHIPPED).held == 2


# --- Files ------------------------------------------------------------------------------------------


@given(kits())
def test_any_kit_goes_out_and_comes_in_the_same(tmp_path_factory, kit):
    folder = tmp_path_factory.mktemp("homes")
    with Desk.open(folder / "one") as one, Desk.open(folder / "other") as other:
        assume(kit.id not in one.kits_by_id())  # "grc" is one that comes along
        arrived = one.import_kit(kit_bytes(kit))
        again = other.import_kit(one.export_kit(arrived.kit.id))
        for imported in (arrived, again):
            assert imported.arrival is ARRIVAL.NEW
            assert imported.kit == replace(kit, version=1001)
        assert other.import_kit(kit_bytes(kit)).arrival is ARRIVAL.SAME


def test_another_kit_with_the_same_id_comes_in_beside_it(desk, shipped):
    content = kit_bytes(renamed(shipped, "Theirs"))
    first = desk.import_kit(content)
    assert (first.arrival, first.kit.id, first.kit.name) == (ARRIVAL.COPY, f"{SHIPPED}-2", "Theirs (2)")
    assert desk.kit(SHIPPED) == shipped
    again = desk.import_kit(content)
    assert (again.arrival, again.kit) == (ARRIVAL.SAME, first.kit)
    other = desk.import_kit(kit_bytes(renamed(shipped, "Another")))
    assert (other.arrival, other.kit.id) == (ARRIVAL.COPY, f"{SHIPPED}-3")


def test_it_is_the_new_version_when_the_person_says_so(desk, clock, shipped):
    old = hold(desk, clock)
    imported = desk.import_kit(kit_bytes(renamed(shipped, "Theirs")), as_version=True)
    assert (imported.arrival, imported.kit.id, imported.kit.version) == (ARRIVAL.VERSION, SHIPPED, 1001)
    assert desk.kit(SHIPPED) == imported.kit and kit_of(desk, old) == shipped


def test_what_is_here_already_changes_nothing_but_leaves_the_bin(desk, shipped):
    assert desk.import_kit(desk.export_kit(SHIPPED)).arrival is ARRIVAL.SAME
    assert desk.kit(SHIPPED) == shipped and not versions(desk)
    desk.bin_kit(SHIPPED)
    assert desk.import_kit(kit_bytes(shipped)).arrival is ARRIVAL.BACK
    assert shipped in desk.kits()


def test_the_id_of_a_draft_is_not_free(desk):
    draft = replace(KIT, version=0, name="Mine")
    desk.keep_kit_draft(draft)
    imported = desk.import_kit(kit_bytes(KIT), as_version=True)
    assert (imported.arrival, imported.kit.id) == (ARRIVAL.COPY, f"{KIT.id}-2")
    assert page(desk, KIT.id).draft == draft


def test_long_names_and_ids_leave_room_for_a_number(desk):
    long = replace(KIT, id="a" * 2000, name="b" * 2000)
    desk.import_kit(kit_bytes(long))
    copy = desk.import_kit(kit_bytes(renamed(long, "c" * 2000))).kit
    assert desk.kit(copy.id) == copy and copy.name.endswith(" (2)")


def test_unknown_skills_are_kept_and_named(desk):
    section = replace(KIT.sections[0], skills=("xss", "of-another-team"))
    imported = desk.import_kit(kit_bytes(replace(KIT, sections=(section,))))
    assert imported.unknown == ("of-another-team",)
    assert imported.kit.sections[0].skills == ("xss", "of-another-team")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda kit: kit.update(scale=["One"]), "theirs.kit.json: scale: a scale has two to seven steps"),
        (lambda kit: kit.update(scale=list("abcdefgh")), "theirs.kit.json: scale: a scale has two to seven steps"),
        (lambda kit: kit["sections"][1].update(id="web"), r"theirs.kit.json: sections\[2\].id: another section"),
        (lambda kit: kit.pop("sections"), "theirs.kit.json: the field sections is missing"),
        (lambda kit: kit.update(colour="red"), "theirs.kit.json: there is no field called colour"),
    ],
)
def test_a_file_that_is_no_kit_changes_nothing(desk, change, sentence):
    before = desk.kit_pages()
    value = json.loads(kit_bytes(KIT))
    change(value)
    with pytest.raises(BadInput, match=sentence):
        desk.import_kit(json.dumps(value).encode(), "theirs.kit.json")
    assert desk.kit_pages() == before and not versions(desk, KIT.id)


def test_a_draft_waits_while_another_version_is_followed(desk):
    own = desk.use_kit(replace(desk.kit("grc"), name="GRC ours")) and desk.kit("grc")
    draft = replace(own, name="An evening of edits")
    desk.keep_kit_draft(draft)
    desk.leave_own_kit("grc")
    desk.follow_kit(own)
    assert desk.kit("grc") == own
    assert desk.kit_to_edit("grc").name == "An evening of edits"


def large(kit, characters):
    sections = tuple(
        replace(kit.sections[0], id=f"s{number:07}", title=f"Part {number}", questions=("म" * characters,) * 10)
        for number in range(30)
    )
    return replace(kit, id="large", sections=sections)


def test_a_kit_too_large_for_its_file_is_said_and_stays_a_draft(desk):
    kit = large(desk.kit("grc"), 1500)
    desk.keep_kit_draft(kit)
    with pytest.raises(BadInput, match="too large for its file"):
        desk.use_kit(kit)
    assert [page.kit.id for page in desk.kit_pages() if page.draft] == ["large"]


def test_a_kit_that_was_kept_larger_than_its_file_may_be_is_there(desk, monkeypatch):
    monkeypatch.setattr("feedback_desk.capture.kit_draft.MOST_BYTES", 10**9)
    kit = large(desk.kit("grc"), 1500)
    desk.use_kit(kit)
    assert desk.kit("large").sections == kit.sections


def test_a_draft_of_a_newer_program_takes_no_kit_away(desk):
    draft = replace(desk.kit("grc"), name="Of tomorrow")
    desk.keep_kit_draft(draft)
    value = settings.get(desk._store, "kit draft grc")
    value["mood"] = "bright"
    value["sections"][0]["mood"] = ["bright"]
    settings.put(desk._store, "kit draft grc", value)
    assert {page.kit.id: page.draft for page in desk.kit_pages()}["grc"].name == "Of tomorrow"
