"""No interview loses anything as text, and no bytes do more than be refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback_desk.errors import BadInput
from feedback_desk.exchange.notes_file import read_notes, write_notes
from feedback_desk.exchange.notes_head import KEYS
from feedback_desk.model import Candidate, Interview, Section, new_id
from tests.strategies import KIT, interviews, texts

KITS = {KIT.id: KIT}


def without_ids(interview):
    return replace(
        interview,
        id="",
        candidate=replace(interview.candidate, id=""),
        notes=tuple(replace(note, id="") for note in interview.notes),
    )


@given(interviews(), st.booleans())
@settings(max_examples=250)
def test_what_is_written_is_read_as_it_was(interview, kit_is_known):
    kit = KIT if interview.kit == KIT.id and kit_is_known else None
    text = write_notes(interview, kit)
    read = read_notes(text.encode(), kits={KIT.id: KIT} if kit else {}).interview
    assert without_ids(read) == without_ids(interview)
    again = write_notes(read, kit)
    assert again == text
    assert read_notes(again.encode(), kits={KIT.id: KIT} if kit else {}).interview == read
    assert len({note.id for note in read.notes}) == len(read.notes)


@given(interviews(most_notes=3))
def test_no_editor_mangles_it(interview):
    """Line ends, a byte order mark and other encodings change nothing, not even the ids."""
    text = write_notes(interview, KIT)
    read = read_notes(text.encode(), kits=KITS)
    for changed in (text.replace("\n", "\r\n").encode("utf-8-sig"), text.encode("utf-16"), text.encode("utf-32")):
        assert read_notes(changed, kits=KITS) == read
    # Blank lines between notes, and at the end, mean nothing.
    assert read_notes((text + "\n\n  \n").encode(), kits=KITS) == read


@given(st.one_of(st.binary(max_size=300), texts.map(lambda text: text.encode())))
@example(b"\xff\xfe\x00")
@example(b"---\n---")
@example(b"---\ncandidate: A\ndate: 2026-01-01\n---\n## =2")
@settings(max_examples=150)
def test_any_bytes_are_taken_or_refused_in_a_sentence(data):
    take_or_refuse(data)


@given(
    st.lists(st.tuples(st.one_of(st.sampled_from(KEYS), texts), texts), max_size=6),
    st.lists(st.one_of(texts, texts.map("## {}".format), texts.map("    {}".format)), max_size=6),
)
@settings(max_examples=150)
def test_any_text_in_the_right_form_is_taken_or_refused_in_a_sentence(head, body):
    lines = ["---", "candidate: A", "date: 2026-01-01 10:00", *(f"{key}: {value}" for key, value in head), "---", *body]
    read = take_or_refuse("\n".join(lines).encode())
    if read:
        interview = read.interview
        assert read_notes(write_notes(interview, None).encode(), kits={}).interview == interview


def take_or_refuse(data):
    try:
        return read_notes(data, kits=KITS, name="notes.md")
    except BadInput as trouble:
        assert str(trouble).startswith("notes.md") and str(trouble).endswith(".")
        return None


@pytest.mark.parametrize("title", ["\\\t", "a \\\t", "a\\\\ \t", "\t\\\t", " \\", "\\u{9}\t", "\\\\u{9}\\ "])
def test_a_title_with_blanks_and_backslashes_at_its_end_comes_back(title):
    made = replace(
        Interview(new_id(), Candidate(new_id(), "Asha Verma"), "", "", 0, datetime(2026, 11, 20, tzinfo=UTC)),
        sections=(Section("web", title),),
    )
    assert read_notes(write_notes(made, None).encode(), kits={}).interview.sections[0].title == title
