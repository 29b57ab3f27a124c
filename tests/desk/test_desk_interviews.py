"""The interview's use cases: clock, notes, ratings, lists. What is asserted is what the store holds afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest

from feedback_desk.capture.clock import elapsed
from feedback_desk.desk import Desk
from feedback_desk.errors import BadInput, NotFound
from feedback_desk.model import (
    Candidate,
    Decision,
    Interview,
    InterviewState,
    Note,
    NoteKind,
    Pause,
    Profile,
    new_id,
)

STATE = InterviewState


@pytest.fixture
def planned(desk, clock):
    interview = Interview(
        id=new_id(),
        candidate=Candidate(new_id(), "Test Person", "test@example.org"),
        role="Engineer",
        kit="application-security",
        kit_version=0,
        when=clock.now + timedelta(hours=1),
        state=STATE.PLANNED,
    )
    change = desk.add_interview(interview, "sheet")
    assert (change.ids, change.source) == ({interview.id, interview.candidate.id}, "sheet")
    return interview.id


def another(clock, name="Other Person", **fields):
    values = {"role": "Engineer", "kit": "", "kit_version": 0, "when": clock.now, "state": STATE.FINISHED, **fields}
    return Interview(id=new_id(), candidate=Candidate(new_id(), name), **values)


# --- Making one -------------------------------------------------------------------------------


def test_a_new_interview_takes_the_sections_and_the_version_of_its_kit(desk, planned):
    kit = desk.kit("application-security")
    interview = desk.interview(planned)
    assert interview.kit_version == kit.version
    assert [(s.id, s.title, s.rating, s.not_asked) for s in interview.sections] == [
        (s.id, s.title, None, False) for s in kit.sections
    ]
    assert desk.kit_of(interview) == kit


def test_the_kit_stays_as_it_was_when_the_interview_was_held(desk, planned, home):
    held = desk.kit_of(desk.interview(planned))
    later = replace(held, version=held.version + 1, sections=held.sections[:1], name="Rewritten")
    with Desk.open(home) as after_update:
        after_update.__dict__["_shipped_kits"] = {held.id: later}
        assert after_update.kit_of(after_update.interview(planned)) == held
        assert after_update.kit(held.id) == later


def test_an_unknown_kit_is_kept_by_name(desk, clock):
    interview = another(clock, kit="of-another-team", kit_version=4)
    desk.add_interview(interview)
    assert desk.interview(interview.id) == interview
    assert desk.kit_of(interview) is None


def test_a_known_candidate_is_linked_not_changed(desk, clock, planned):
    person = desk.interview(planned).candidate
    second = replace(another(clock), candidate=replace(person, name="Misspelt"))
    desk.add_interview(second)
    page = desk.candidate(person.id)
    assert page.candidate == person
    assert [row.id for row in page.interviews] == [planned, second.id]
    assert page.since == clock.now


def test_the_same_interview_is_not_stored_twice(desk, planned):
    with pytest.raises(BadInput):
        desk.add_interview(desk.interview(planned))
    assert len(desk.interviews()) == 1


def test_what_is_not_there_is_not_found(desk):
    for ask in (
        lambda: desk.interview("nothere0"),
        lambda: desk.candidate("nothere0"),
        lambda: desk.kit("nothere"),
        lambda: desk.resources("nothere"),
        lambda: desk.start("nothere0"),
        lambda: desk.put_note("nothere0", Note("n", "", NoteKind.PLAIN, "x")),
        lambda: desk.keep_draft_line("nothere0", "", "x"),
        lambda: desk.rate("nothere0", "s", 1),
        lambda: desk.waive("nothere0", "x"),
        lambda: desk.decide("nothere0", None),
        lambda: desk.set_candidate(Candidate("nothere0", "x")),
        lambda: desk.draft_letter("nothere0"),
        lambda: desk.sent_pdf("nothere0"),
        lambda: desk.mark_answered("nothere0"),
        lambda: desk.interview_text("nothere0"),
    ):
        with pytest.raises(NotFound) as caught:
            ask()
        assert str(caught.value).endswith(".")
    assert desk.overview().is_empty


# --- The clock --------------------------------------------------------------------------------


def test_the_clock_leaves_pauses_out_and_a_reopened_interview_goes_on(desk, clock, planned):
    clock.forward(minutes=62)
    assert desk.start(planned).ids >= {planned}
    interview = desk.interview(planned)
    assert (interview.state, interview.when) == (STATE.RUNNING, clock.now)

    clock.forward(100)
    desk.pause(planned)
    clock.forward(30)
    desk.pause(planned)  # pressed twice
    assert desk.interview(planned).paused_at == 100
    clock.forward(20)
    desk.resume(planned)
    clock.forward(5)
    desk.resume(planned)
    assert desk.interview(planned).pauses == (Pause(100, 50),)

    clock.forward(5)
    desk.finish(planned)
    ended = desk.interview(planned)
    assert (ended.state, ended.ended_at, ended.paused_at) == (STATE.FINISHED, 110, None)

    clock.forward(1000)
    desk.reopen(planned)
    again = desk.interview(planned)
    assert (again.state, again.ended_at, elapsed(again, clock.now)) == (STATE.RUNNING, None, 110)
    assert again.pauses == (Pause(100, 50), Pause(110, 1000))
    clock.forward(7)
    desk.finish(planned)
    assert desk.interview(planned).ended_at == 117


def test_finishing_in_a_pause_ends_where_the_pause_began(desk, clock, planned):
    desk.start(planned)
    clock.forward(60)
    desk.pause(planned)
    clock.forward(600)
    desk.finish(planned)
    interview = desk.interview(planned)
    assert (interview.ended_at, interview.paused_at, interview.pauses) == (60, None, ())
    clock.forward(40)
    desk.reopen(planned)
    assert elapsed(desk.interview(planned), clock.now) == 60
    assert desk.interview(planned).pauses == (Pause(60, 640),)


def test_an_interview_written_up_without_a_clock_can_be_reopened(desk, clock):
    interview = another(clock, notes=(Note("n", "", NoteKind.PLAIN, "x", at=90),))
    desk.add_interview(interview)
    clock.forward(days=3)
    desk.reopen(interview.id)
    assert elapsed(desk.interview(interview.id), clock.now) == 90
    clock.forward(10)
    desk.finish(interview.id)
    assert desk.interview(interview.id).ended_at == 100


def test_the_clock_never_runs_backwards(desk, clock, planned):
    desk.start(planned)
    clock.forward(-500)  # the machine's clock was set back
    desk.pause(planned)
    clock.forward(-5)
    desk.resume(planned)
    desk.finish(planned)
    interview = desk.interview(planned)
    assert interview.ended_at == 0
    assert all(pause.seconds >= 0 for pause in interview.pauses)


@pytest.mark.parametrize("state", [STATE.CANCELLED, STATE.NO_SHOW, STATE.WITHDRAWN])
def test_what_did_not_take_place_owes_nothing_and_can_be_planned_again(desk, planned, state):
    desk.set_state(planned, state)
    assert desk.interview(planned).state is state
    overview = desk.overview()
    assert (overview.planned, overview.owed, overview.is_empty) == ((), (), False)
    with pytest.raises(BadInput):
        desk.start(planned)
    desk.set_state(planned, STATE.PLANNED)
    assert [row.id for row in desk.overview().planned] == [planned]


def test_a_running_interview_that_is_broken_off_keeps_its_time(desk, clock, planned):
    desk.start(planned)
    clock.forward(90)
    desk.set_state(planned, STATE.WITHDRAWN)
    assert desk.interview(planned).ended_at == 90


def test_steps_out_of_turn_are_refused_with_a_sentence(desk, planned):
    for act in (desk.pause, desk.resume, desk.finish, desk.reopen):
        with pytest.raises(BadInput):
            act(planned)
    for state in (STATE.RUNNING, STATE.FINISHED):
        with pytest.raises(BadInput):
            desk.set_state(planned, state)
    desk.start(planned)
    with pytest.raises(BadInput):
        desk.start(planned)
    desk.finish(planned)
    with pytest.raises(BadInput):
        desk.finish(planned)


# --- Notes, ratings ---------------------------------------------------------------------------


def note(text, section="", **fields):
    return Note(new_id(), section, NoteKind.STRENGTH, text, **fields)


def test_notes_are_filed_changed_taken_out_and_put_back_in_their_place(desk, planned):
    one, two, three = (note(text) for text in ("one", "two", "three"))
    for filed in (one, two, three):
        assert desk.put_note(planned, filed, "line").ids == {planned}
    changed = replace(two, text="two, better", kind=NoteKind.GAP, skills=("xss",), section="s", at=9)
    desk.put_note(planned, changed)
    assert desk.interview(planned).notes == (one, changed, three)
    desk.delete_note(planned, two.id)
    assert desk.interview(planned).notes == (one, three)
    desk.put_note(planned, changed, before=three.id)
    assert desk.interview(planned).notes == (one, changed, three)
    with pytest.raises(NotFound):
        desk.delete_note(planned, "nothere0")


def test_notes_can_be_put_between_two_others_without_end(desk, planned):
    first, last = note("first"), note("last")
    desk.put_note(planned, first)
    desk.put_note(planned, last)
    between = [note(str(number)) for number in range(60)]
    for one in between:
        desk.put_note(planned, one, before=last.id)
    assert desk.interview(planned).notes == (first, *between, last)


def test_a_note_whose_neighbour_is_gone_is_filed_last(desk, planned):
    one, two = note("one"), note("two")
    desk.put_note(planned, one)
    desk.put_note(planned, two, before="nothere0")
    assert desk.interview(planned).notes == (one, two)


def test_the_same_note_id_in_two_interviews_is_two_notes(desk, clock, planned):
    other = another(clock)
    desk.add_interview(other)
    filed = note("one")
    desk.put_note(planned, filed)
    desk.put_note(other.id, replace(filed, text="other"))
    assert desk.interview(planned).notes == (filed,)


def test_filing_a_note_takes_the_line_it_was_typed_in_with_it_but_no_other(desk, planned):
    desk.keep_draft_line(planned, "s", "+ explained nonces #csp")
    assert desk.draft_line(planned) == ("s", "+ explained nonces #csp")
    for back in (note("put back by undo"), note("explained nonces"), note("", skills=("csp",))):
        desk.put_note(planned, back)
    desk.put_note(planned, note("explained"), line="+ explained")
    assert desk.draft_line(planned) == ("s", "+ explained nonces #csp")
    desk.put_note(planned, note("explained nonces"), line="+ explained nonces #csp")
    assert desk.draft_line(planned) == ("", "")
    desk.keep_draft_line(planned, "s", "next")
    desk.keep_draft_line(planned, "s", "next one")
    assert desk.draft_line(planned) == ("s", "next one")
    desk.keep_draft_line(planned, "s", "")
    assert desk.draft_line(planned) == ("", "")


def test_half_a_character_does_not_cost_the_rest_of_the_note(desk, planned):
    desk.put_note(planned, note("before \ud83d after"))
    desk.keep_draft_line(planned, "", "\ude00 typed")
    assert desk.interview(planned).notes[0].text == "before \ufffd after"
    assert desk.draft_line(planned) == ("", "\ufffd typed")
    desk.put_note(planned, note("whole \ud83d\ude00"))
    assert desk.interview(planned).notes[1].text == "whole \U0001f600"


def test_sections_are_rated_on_the_kits_scale(desk, planned):
    section = desk.interview(planned).sections[0].id
    desk.rate(planned, section, 3)
    assert desk.interview(planned).sections[0].rating == 3
    desk.rate(planned, section, None, not_asked=True)
    first = desk.interview(planned).sections[0]
    assert (first.rating, first.not_asked) == (None, True)
    desk.rate(planned, section, None)
    assert not desk.interview(planned).sections[0].not_asked
    for wrong in (0, 5, -1):
        with pytest.raises(BadInput, match="1 to 4"):
            desk.rate(planned, section, wrong)
    with pytest.raises(BadInput):
        desk.rate(planned, section, 1, not_asked=True)
    with pytest.raises(NotFound):
        desk.rate(planned, "no such section", 1)


def test_a_decision_can_be_taken_and_taken_back(desk, planned):
    desk.decide(planned, Decision.HOLD)
    assert desk.interview(planned).decision is Decision.HOLD
    desk.decide(planned, None)
    assert desk.interview(planned).decision is None


def test_a_changed_candidate_changes_in_all_their_interviews(desk, planned):
    person = desk.interview(planned).candidate
    better = replace(person, preferred_name="Tess", phone="+1 555 0100")
    assert desk.set_candidate(better).ids == {person.id, planned}
    assert desk.interview(planned).candidate == better


# --- Lists ------------------------------------------------------------------------------------


def test_an_empty_desk_is_empty_and_anything_at_all_is_not(desk, clock):
    assert desk.overview().is_empty
    desk.add_interview(another(clock, state=STATE.CANCELLED))
    assert not desk.overview().is_empty


def test_the_overview_says_what_to_do_now(desk, clock):
    rows = {}
    for days, (name, state) in enumerate(
        [
            ("old owed", STATE.FINISHED),
            ("new owed", STATE.FINISHED),
            ("waived", STATE.FINISHED),
            ("running", STATE.RUNNING),
            ("soon", STATE.PLANNED),
            ("later", STATE.PLANNED),
            ("cancelled", STATE.CANCELLED),
        ]
    ):
        interview = another(clock, name, state=state, when=clock.now + timedelta(days=days))
        desk.add_interview(interview)
        rows[name] = interview.id
    desk.waive(rows["waived"], " not allowed here ")
    overview = desk.overview()
    assert [row.candidate for row in overview.owed] == ["old owed", "new owed"]
    assert [row.candidate for row in overview.planned] == ["soon", "later"]
    assert [row.candidate for row in overview.running] == ["running"]
    assert desk.interview(rows["waived"]).waived == "not allowed here"
    desk.waive(rows["waived"], "")
    assert [row.candidate for row in desk.overview().owed] == ["old owed", "new owed", "waived"]


def test_interviews_are_listed_newest_first_in_pages(desk, clock):
    added = [another(clock, when=clock.now + timedelta(days=day), notes=(note("x"),) * (day > 2)) for day in range(5)]
    for interview in added:
        desk.add_interview(interview)
    newest = [interview.id for interview in reversed(added)]
    assert [row.id for row in desk.interviews()] == newest
    assert [row.id for row in desk.interviews(2, 1)] == newest[1:3]
    assert [row.notes for row in desk.interviews()] == [1, 1, 0, 0, 0]
    assert desk.interviews(1)[0].when == added[-1].when


def test_the_example_never_mixes_with_real_data(desk, clock):
    change = desk.add_sample("desk")
    assert desk.add_sample().ids == change.ids  # once
    (row,) = desk.interviews()
    assert row.sample
    assert {row.id, row.candidate_id} == change.ids
    assert [owed.id for owed in desk.overview().owed] == [row.id]
    desk.add_interview(another(clock))
    assert len(desk.interviews()) == 1
    assert all(not owed.sample for owed in desk.overview().owed)
    assert desk.interview(row.id).sample
    assert desk.remove_sample().ids == change.ids
    with pytest.raises(NotFound):
        desk.interview(row.id)
    with pytest.raises(NotFound):
        desk.candidate(row.candidate_id)
    assert desk.remove_sample().ids == frozenset()
    assert len(desk.interviews()) == 1


# --- Catalogue and settings -------------------------------------------------------------------


def test_the_catalogue_is_asked_through_the_desk(desk):
    assert {"application-security", "soc-analyst", "software-engineer"} <= {kit.id for kit in desk.kits()}
    assert "xss" in {skill.tag for skill in desk.skills("cross-site scr", 5)}
    assert len(desk.skills(limit=3)) == 3
    assert len(desk.skills()) > 50
    resources = desk.resources("xss")
    assert resources
    assert set(resources) < set(desk.resources())


def test_findings_and_unknown_tags_come_from_the_notes(desk, planned):
    desk.put_note(planned, Note(new_id(), "", NoteKind.GAP, "took stored for reflected", ("xss", "house-jargon")))
    interview = desk.interview(planned)
    assert [finding.key for finding in desk.findings(interview)] == ["xss", "house-jargon"]
    assert desk.unknown_tags(interview) == ["house-jargon"]


def test_last_time_is_the_same_candidates_finished_interview_before(desk, clock, planned):
    now = desk.interview(planned)
    assert desk.last_time(now) is None

    def held(days, **fields):
        made = another(clock, when=now.when - timedelta(days=days), **fields)
        made = replace(made, candidate=fields.pop("candidate", now.candidate))
        desk.add_interview(made)
        desk.put_note(made.id, Note(new_id(), "", NoteKind.GAP, f"{days} days before", ("xss",)))
        desk.put_note(made.id, Note(new_id(), "", NoteKind.STRENGTH, "a strength", ("csp",)))
        return made

    longer_ago, latest = held(300), held(30)
    held(2, state=STATE.CANCELLED)
    held(-5)
    row, gaps = desk.last_time(now)
    assert row.id == latest.id
    assert [(gap.key, gap.kind.value) for gap in gaps] == [("xss", "gap")]
    assert desk.last_time(latest)[0].id == longer_ago.id
    assert desk.last_time(longer_ago) is None


def test_skills_used_lately_come_first_among_equals(desk, planned):
    plain = [skill.tag for skill in desk.skills("se")]
    assert len(plain) > 3
    desk.put_note(planned, note("x", skills=(plain[3],)))
    assert [skill.tag for skill in desk.skills("se")].index(plain[3]) <= 3


def test_the_profile_is_kept(desk, home):
    assert desk.profile() == Profile()
    profile = Profile("Test Writer", "Lead", "Example Ltd", "1 Street\nTown", "w@example.org", "#112233", "letter")
    desk.set_profile(profile, "settings")
    with Desk.open(home, readonly=True) as other:
        assert other.profile() == profile
