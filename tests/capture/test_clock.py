"""The clock stands still during pauses, and the time spent adds up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedback_desk.capture.clock import clock_text, elapsed, spent
from feedback_desk.model import (
    Candidate,
    Interview,
    InterviewState,
    Kit,
    KitSection,
    Note,
    NoteKind,
    Pause,
    Section,
)

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
RUNNING = Interview(
    id="i",
    candidate=Candidate("c", "Ada Example"),
    role="Engineer",
    kit="k",
    kit_version=1,
    when=START,
    state=InterviewState.RUNNING,
    sections=(Section("a", "A"), Section("b", "B"), Section("c", "C")),
)
KIT = Kit("k", 1, "K", "Engineer", ("No", "Yes"), (KitSection("a", "A", 10, (), ("", ""), ()),))


def after(seconds):
    return START + timedelta(seconds=seconds)


def note(section, at):
    return Note(f"n{at}", section, NoteKind.PLAIN, "x", at=at)


def test_it_runs_from_the_start_and_leaves_pauses_out():
    assert elapsed(RUNNING, after(90)) == 90
    assert elapsed(replace(RUNNING, pauses=(Pause(30, 20), Pause(40, 10))), after(90)) == 60


def test_it_stands_still_while_paused_and_after_the_end():
    assert elapsed(replace(RUNNING, paused_at=42), after(9000)) == 42
    assert elapsed(replace(RUNNING, state=InterviewState.FINISHED, ended_at=50), after(9000)) == 50


def test_it_stands_at_nothing_before_the_start_and_when_the_machine_was_set_back():
    assert elapsed(replace(RUNNING, state=InterviewState.PLANNED), after(90)) == 0
    assert elapsed(RUNNING, after(-90)) == 0


def test_an_interview_written_up_ends_with_its_last_stamped_note():
    written_up = replace(RUNNING, state=InterviewState.FINISHED, notes=(note("a", 12), note("b", None)))
    assert elapsed(written_up, after(9000)) == 12


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (192, "03:12"), (3599, "59:59"), (3792, "1:03:12"), (-5, "00:00")]
)
def test_a_reading_is_short(seconds, text):
    assert clock_text(seconds) == text


def test_time_before_a_note_counts_for_its_section():
    notes = (note("a", 60), note("b", None), note("a", 130), note("b", 100))
    assert spent(notes) == ({"a": 90, "b": 40}, 130)
    assert spent(()) == ({}, 0)
