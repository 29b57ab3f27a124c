"""By keyboard, in the real program: a kit is edited while an interview runs that is held with it."""

import os
import signal
import time

from feedback_desk.desk import Desk
from tests.journeys.test_real_window import START, begin_interview, screen, until

__all__ = ["screen"]
TITLE = "Opening and motivation"


def test_the_running_interview_keeps_its_kit_and_the_next_follows_the_new_version(screen, tmp_path):
    home = tmp_path / "data"

    def look(ask):
        with Desk.open(home, readonly=True) as desk:
            return ask(desk)

    process, first = begin_interview(screen, home)
    held = look(lambda desk: desk.kit_of(desk.interview(first)))
    screen.keys("alt+4")
    time.sleep(1.5)
    screen.keys("Tab", "Tab")  # to the list of kits
    screen.keys("Return")
    time.sleep(1)
    screen.keys("alt+Down")
    screen.keys("ctrl+shift+n")
    screen.type(TITLE)
    screen.keys("Tab", "Tab")
    screen.type("What brings you here?")
    screen.keys("Return")
    screen.type("What would you like to know of us?")
    screen.keys("ctrl+Up", "ctrl+shift+Up")
    until(lambda: look(lambda desk: desk.kit_to_edit(held.id)).sections[0].title == TITLE)
    assert look(lambda desk: desk.kit(held.id)) == held

    # What was typed is safe whatever happens to the program.
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    draft = look(lambda desk: desk.kit_to_edit(held.id))
    assert draft.sections[0].questions == ("What would you like to know of us?", "What brings you here?")
    again = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    screen.window("^Feedback Desk$")
    time.sleep(0.5)
    screen.keys("alt+4")
    time.sleep(1.5)
    screen.keys("Tab", "Tab", "F2")
    time.sleep(1)
    screen.keys("alt+Down", "Tab", "Tab")
    for behaviour in ("Nothing", "A little", "Much", "All of it"):
        screen.keys("Tab")
        screen.type(behaviour)
    screen.keys("ctrl+s")
    until(lambda: look(lambda desk: desk.kit(held.id)).version == 1001)
    screen.keys("Escape", "ctrl+n")
    screen.window("^New interview$")
    screen.type("Jonas Lindqvist")
    screen.keys("Tab", "Tab")
    time.sleep(0.5)
    screen.keys("ctrl+a")
    screen.type("Analyst")
    screen.keys("Return")
    until(lambda: len(look(lambda desk: desk.interviews())) == 2)
    second = next(row.id for row in look(lambda desk: desk.interviews()) if row.id != first)
    assert look(lambda desk: desk.interview(second)).sections[0].title == TITLE
    assert look(lambda desk: desk.kit_of(desk.interview(second))).version == 1001
    assert look(lambda desk: desk.kit_of(desk.interview(first))) == held
    screen.end(again)
