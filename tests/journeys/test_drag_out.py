"""The letter's PDF dragged with a real mouse out of the real window into a window of another program."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from feedback_desk import paths
from feedback_desk.desk import Desk
from feedback_desk.model import Block, BlockKind, LetterState
from tests.screen import VirtualScreen, missing_tools

HERE = Path(__file__).resolve().parent
EXAMPLE = paths.bundled("assets", "examples", "interview.md").read_bytes()


@pytest.fixture
def screen(tmp_path):
    assert not missing_tools(), f"install {', '.join(missing_tools())}: `python3 tests` does, as root on Debian"
    with VirtualScreen(tmp_path) as virtual:
        yield virtual


def until(condition, timeout=30.0):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def settled(place):
    """Where the chip is, once it stays there."""
    until(place.exists)
    before = ""
    while before != (now := place.read_text()):
        before = now
        time.sleep(0.6)
    return [int(number) for number in now.split()]


def drag(screen, start, end, near):
    """Come near, wait until `near` is true, press, pull in steps as a hand does, let go."""

    def move(x, y):
        screen.run("xdotool", "mousemove", str(round(x)), str(round(y)))
        time.sleep(0.05)

    move(*start)
    until(near)
    time.sleep(0.5)
    screen.run("xdotool", "mousedown", "1")
    for step in range(1, 21):
        move(*(a + (b - a) * step / 20 for a, b in zip(start, end, strict=True)))
    time.sleep(0.5)
    screen.run("xdotool", "mouseup", "1")


def test_the_pdf_is_dragged_into_another_program(screen, tmp_path):
    home, place, dropped = tmp_path / "data", tmp_path / "place", tmp_path / "dropped"
    with Desk.open(home) as desk:
        interview_id, _ = desk.import_text(EXAMPLE)
        yesterdays = desk.put_in_outbox(desk.draft_letter(interview_id), "eml", "").parent
    os.utime(yesterdays, (0, time.time() - 25 * 3600))
    screen.start([sys.executable, str(HERE / "drop_target.py"), str(dropped)])
    screen.window("^Drop target$")
    screen.start(
        [sys.executable, str(HERE / "letter_program.py"), interview_id, str(place)], FEEDBACK_DESK_HOME=str(home)
    )
    screen.window("^Feedback Desk$")
    drag(screen, settled(place), (1400, 250), lambda: list((home / "outbox").glob("*/*.pdf")))
    until(dropped.exists)
    (url,) = dropped.read_text().splitlines()
    file = Path(QUrl(url).toLocalFile())
    with Desk.open(home, readonly=True) as desk:
        letter = desk.letter(interview_id)
        assert file.read_bytes() == desk.letter_pdf(letter)
        assert file.name.endswith(".pdf") and letter.candidate in file.name
    until(lambda: state(home, interview_id) is LetterState.EXPORTED)
    assert not yesterdays.exists()  # what lay there for a day went as the program started


def state(home, interview_id):
    with Desk.open(home, readonly=True) as desk:
        return desk.letter(interview_id).state


def test_a_letter_that_must_not_leave_is_not_dragged(screen, tmp_path):
    home, place, dropped = tmp_path / "data", tmp_path / "place", tmp_path / "dropped"
    with Desk.open(home) as desk:
        interview_id, _ = desk.import_text(EXAMPLE)
        letter = desk.draft_letter(interview_id)
        leaking = Block("leaking0", BlockKind.CLOSING, text="You scored 3/4.", edited=True)
        desk.save_letter(replace(letter, blocks=(*letter.blocks, leaking)))
    screen.start([sys.executable, str(HERE / "drop_target.py"), str(dropped)])
    screen.window("^Drop target$")
    screen.start(
        [sys.executable, str(HERE / "letter_program.py"), interview_id, str(place)], FEEDBACK_DESK_HOME=str(home)
    )
    screen.window("^Feedback Desk$")
    waited = time.monotonic() + 3
    drag(screen, settled(place), (1400, 250), lambda: time.monotonic() > waited)
    time.sleep(1)
    assert not dropped.exists()
    assert not list((home / "outbox").glob("*/*"))
