"""Notes dealt with by a real mouse in a real window, in the middle of a line: the keyboard never leaves the line."""

import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, InterviewState, Note, NoteKind, new_id
from tests.screen import VirtualScreen, missing_tools

START = [sys.executable, str(Path(__file__).resolve().parents[1] / "bench" / "started.py")]
SIZE = ("1280", "800")
NOTE = (560, 610)
"""In the first of the two notes, which stand at the bottom above the line: see the picture in the README."""
SECTIONS = {1: (250, 98), 2: (250, 147), 3: (250, 196)}
QUESTION = (250, 425)


@pytest.fixture
def screen(tmp_path):
    assert not missing_tools(), f"install {', '.join(missing_tools())}: `python3 tests` does, as root on Debian"
    with VirtualScreen(tmp_path) as virtual:
        yield virtual


def move(screen, place):
    screen.run("xdotool", "mousemove", *map(str, place))
    time.sleep(0.15)


def click(screen, place):
    move(screen, place)
    screen.run("xdotool", "click", "1")
    time.sleep(0.4)


def drag(screen, start, end):
    """Press, carry over by small steps as a hand does, let go."""
    move(screen, start)
    screen.run("xdotool", "mousedown", "1")
    for step in range(1, 9):
        move(screen, [a + (b - a) * step // 8 for a, b in zip(start, end, strict=True)])
    move(screen, (end[0] + 2, end[1] + 1))
    screen.run("xdotool", "mouseup", "1")
    time.sleep(0.5)


def test_ticking_rating_and_dragging_leave_the_line_as_it_was(screen, tmp_path):
    home = tmp_path / "data"
    when = datetime.now().astimezone().replace(microsecond=0) - timedelta(minutes=9)
    person = Candidate(new_id(), "Asha Verma")
    held = Interview(new_id(), person, "Analyst", "application-security", 0, when, state=InterviewState.RUNNING)
    with Desk.open(home) as desk:
        desk.add_interview(held)
        held = desk.interview(held.id)
        first, second, third = (section.id for section in held.sections[:3])
        moved = Note(new_id(), first, NoteKind.GAP, "asked for the threat model late", ("stride",), 60)
        desk.put_note(held.id, moved)
        desk.put_note(held.id, Note(new_id(), first, NoteKind.PLAIN, "knows Python", (), 90))
    process = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    window = screen.window("^Feedback Desk$")
    screen.run("xdotool", "windowsize", "--sync", window, *SIZE)
    screen.run("xdotool", "windowmove", "--sync", window, "0", "0")
    time.sleep(0.5)
    screen.keys("alt+2")
    time.sleep(1.5)
    screen.type("+ half ")
    drag(screen, NOTE, SECTIONS[3])
    screen.type("a ")
    click(screen, QUESTION)
    screen.type("line ")
    click(screen, SECTIONS[2])
    screen.keys("ctrl+3")
    screen.type("typed")
    time.sleep(1)
    with Desk.open(home, readonly=True) as desk:
        now = desk.interview(held.id)
        assert now.notes[0] == replace(moved, section=third)
        assert len(now.sections[0].asked) == 1
        assert [section.rating for section in now.sections[:3]] == [None, 3, None]
        assert desk.draft_line(held.id) == (second, "+ half a line typed")
    screen.keys("Return")
    time.sleep(0.5)
    screen.keys(*["ctrl+z"] * 4)
    time.sleep(1)
    with Desk.open(home, readonly=True) as desk:
        now = desk.interview(held.id)
        assert now.notes[0] == moved
        assert len(now.notes) == 2
        assert now.sections == held.sections
    screen.end(process)
