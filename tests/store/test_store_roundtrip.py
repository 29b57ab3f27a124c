"""Anything the model can say, the store gives back as it was."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.model import Note, NoteKind, new_id
from tests.strategies import interviews, texts


@given(interview=interviews(), zone=texts, kit=texts)
def test_an_interview_is_loaded_as_it_was_saved(desk, interview, zone, kit):
    candidate = replace(interview.candidate, id=new_id())
    interview = replace(interview, id=new_id(), candidate=candidate, time_zone=zone, kit=kit)
    desk.add_interview(interview)
    loaded = desk.interview(interview.id)
    assert loaded == interview
    assert loaded.when.utcoffset() == interview.when.utcoffset()


@given(interview=interviews(), data=st.data())
def test_notes_filed_anywhere_changed_and_taken_out_are_what_a_list_would_be(desk, interview, data):
    interview = replace(interview, id=new_id(), candidate=replace(interview.candidate, id=new_id()))
    notes = list(interview.notes)
    desk.add_interview(interview)
    template = st.builds(Note, texts, texts, st.sampled_from(NoteKind), texts, st.lists(texts, max_size=2).map(tuple))
    for _ in range(data.draw(st.integers(1, 12))):
        act = data.draw(st.sampled_from(["last", "before", "change", "delete"]))
        place = data.draw(st.integers(0, len(notes) - 1)) if notes else 0
        if act == "last" or not notes:
            note = replace(data.draw(template), id=new_id())
            desk.put_note(interview.id, note)
            notes.append(note)
        elif act == "before":
            note = replace(data.draw(template), id=new_id())
            desk.put_note(interview.id, note, before=notes[place].id)
            notes.insert(place, note)
        elif act == "change":
            notes[place] = replace(data.draw(template), id=notes[place].id)
            desk.put_note(interview.id, notes[place])
        else:
            desk.delete_note(interview.id, notes.pop(place).id)
    assert desk.interview(interview.id).notes == tuple(notes)


@given(section=texts, line=texts)
def test_the_line_being_typed_is_kept_to_the_letter(desk, section, line):
    if not desk.interviews():
        desk.add_sample()
    interview_id = desk.interviews()[0].id
    desk.keep_draft_line(interview_id, section, line)
    assert desk.draft_line(interview_id) == ((section, line) if line else ("", ""))
