"""The real program in a real window on a screen that nobody sees: killed while one types, started twice."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from feedback_desk.desk import Desk
from tests.screen import VirtualScreen, missing_tools

START = [sys.executable, str(Path(__file__).resolve().parents[1] / "bench" / "started.py")]


@pytest.fixture
def screen(tmp_path):
    assert not missing_tools(), f"install {', '.join(missing_tools())}: `python3 tests` does, as root on Debian"
    with VirtualScreen(tmp_path) as virtual:
        yield virtual


def until(condition, timeout=20.0):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def begin_interview(screen, home, name="Asha Verma"):
    """Start the program and an interview in it, by keyboard; the process and the interview's id."""
    process = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    screen.window("^Feedback Desk$")
    time.sleep(0.5)
    screen.keys("ctrl+n")
    screen.window("^New interview$")
    screen.type(name)
    screen.keys("Tab", "Tab")
    time.sleep(0.5)
    screen.keys("ctrl+a")
    screen.type("Analyst")
    screen.keys("Return")
    until(lambda: (home / "feedback-desk.db").exists() and rows(home))
    screen.window("^Feedback Desk$")
    time.sleep(0.5)
    return process, rows(home)[0].id


def rows(home):
    with Desk.open(home, readonly=True) as desk:
        return desk.interviews()


def test_what_is_typed_survives_kill_9_and_is_there_at_the_next_start(screen, tmp_path):
    home = tmp_path / "data"
    process, interview_id = begin_interview(screen, home)
    screen.type("+ said clearly where the trust boundary lies ")
    screen.keys("Return")
    screen.type("- and then half a sentence about toke")
    time.sleep(0.5)  # all that may be lost is the last half second
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with Desk.open(home, readonly=True) as desk:
        assert [note.text for note in desk.interview(interview_id).notes] == [
            "said clearly where the trust boundary lies"
        ]
        assert desk.draft_line(interview_id)[1] == "- and then half a sentence about toke"
    again = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    screen.window("^Feedback Desk$")
    time.sleep(0.5)
    screen.keys("alt+2")
    time.sleep(1.5)
    screen.type("ns")
    screen.keys("Return")

    def filed():
        with Desk.open(home, readonly=True) as desk:
            return desk.interview(interview_id).notes[-1].text == "and then half a sentence about tokens"

    until(filed)
    screen.end(again)


def test_a_second_start_raises_the_first_window_and_ends(screen, tmp_path):
    home = tmp_path / "data"
    first = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    screen.window("^Feedback Desk$")
    time.sleep(1)
    second = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    until(lambda: second.poll() is not None)
    assert second.returncode == 0
    assert first.poll() is None
    assert len(screen.run("xdotool", "search", "--onlyvisible", "--name", "^Feedback Desk$").split()) == 1
