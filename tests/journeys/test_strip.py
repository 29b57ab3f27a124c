"""Strip and cover in a real window: above all others, typed into, where it was after a restart; and nameless."""

import re
import time

import pytest
from PIL import Image, ImageChops

from feedback_desk.desk import Desk
from tests.journeys.test_real_window import START, begin_interview, rows, until
from tests.screen import VirtualScreen, missing_tools


@pytest.fixture
def screen(tmp_path):
    assert not missing_tools(), f"install {', '.join(missing_tools())}: `python3 tests` does, as root on Debian"
    with VirtualScreen(tmp_path) as virtual:
        yield virtual


def state(screen, window):
    return screen.run("xprop", "-id", window, "_NET_WM_STATE")


def stacked(screen):
    """The ids of all windows, the topmost last."""
    told = screen.run("xprop", "-root", "_NET_CLIENT_LIST_STACKING")
    return [int(found, 16) for found in re.findall(r"0x[0-9a-f]+", told)]


def place(screen, window):
    """Left, top, width and height of what is inside the window's frame."""
    told = screen.run("xdotool", "getwindowgeometry", "--shell", window)
    return tuple(int(re.search(rf"{name}=(-?\d+)", told)[1]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


def steady(screen, window):
    """The place once it no longer changes."""
    before = None
    while before != (before := place(screen, window)):
        time.sleep(0.4)
    return before


def notes(home, interview_id):
    with Desk.open(home, readonly=True) as desk:
        return [note.text for note in desk.interview(interview_id).notes]


def looks(screen, window, path):
    screen.picture(path, window)
    return Image.open(path).convert("RGB")


def test_the_strip_stays_on_top_takes_keys_and_comes_up_where_it_was(screen, tmp_path):
    home = tmp_path / "data"
    process, interview_id = begin_interview(screen, home)
    window = screen.window("^Feedback Desk$")
    full = steady(screen, window)
    screen.type("said where the trust ")
    screen.keys("ctrl+shift+m")
    until(lambda: "_NET_WM_STATE_ABOVE" in state(screen, window))
    until(lambda: place(screen, window)[3] < 330)
    screen.type("boundary lies")
    screen.keys("Return")
    until(lambda: notes(home, interview_id) == ["said where the trust boundary lies"])

    other = screen.start(START, FEEDBACK_DESK_HOME=str(tmp_path / "other"))
    until(lambda: len(stacked(screen)) == 2)
    time.sleep(1)
    assert stacked(screen)[-1] == int(window), "a window that opened later lies above the strip"
    screen.end(other)
    screen.run("xdotool", "windowactivate", "--sync", window)
    screen.run("xdotool", "windowsize", "--sync", window, "620", "260")
    screen.run("xdotool", "windowmove", "--sync", window, "700", "500")
    small = steady(screen, window)
    screen.keys("ctrl+shift+m")
    until(lambda: "_NET_WM_STATE_ABOVE" not in state(screen, window))
    until(lambda: place(screen, window) == full)
    screen.keys("ctrl+shift+m")
    until(lambda: place(screen, window) == small)
    screen.keys("ctrl+q")
    until(lambda: process.poll() is not None)

    again = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    window = screen.window("^Feedback Desk$")
    until(lambda: place(screen, window) == full)
    screen.keys("alt+2")
    time.sleep(1.5)
    screen.keys("ctrl+shift+m")
    until(lambda: place(screen, window) == small)
    until(lambda: "_NET_WM_STATE_ABOVE" in state(screen, window))
    screen.type("still here")
    screen.keys("Return")
    until(lambda: notes(home, interview_id)[-1] == "still here")
    screen.end(again)


def test_a_window_that_fills_the_screen_becomes_a_strip_and_fills_it_again(screen, tmp_path):
    home = tmp_path / "data"
    process, _ = begin_interview(screen, home)
    window = screen.window("^Feedback Desk$")
    screen.keys("alt+space")  # the window manager's own menu: Maximize
    time.sleep(0.5)
    screen.keys("x")
    until(lambda: "MAXIMIZED_VERT" in state(screen, window))
    full = steady(screen, window)
    screen.keys("ctrl+shift+m")
    until(lambda: place(screen, window)[3] < 330)
    screen.keys("ctrl+shift+m")
    until(lambda: "MAXIMIZED_VERT" in state(screen, window))
    until(lambda: place(screen, window) == full)
    screen.end(process)


def test_the_cover_is_the_same_for_everybody_on_the_real_screen(screen, tmp_path):
    """Two candidates, one covered window: what others see of a shared screen tells them nothing."""
    seen = []
    for number, name in enumerate(("Asha Verma", "Jonas Lindqvist")):
        home = tmp_path / f"data{number}"
        process, interview_id = begin_interview(screen, home, name)
        window = screen.window("^Feedback Desk$")
        screen.type(f"{name} explained it well")
        screen.keys("Return", "ctrl+p")
        until(lambda home=home: rows(home) and notes(home, rows(home)[0].id))
        before = looks(screen, window, tmp_path / "before.png")
        screen.keys("F9")
        time.sleep(0.7)
        covered = looks(screen, window, tmp_path / f"covered{number}.png")
        assert ImageChops.difference(before, covered).getbbox()
        titles = screen.run("xprop", "-id", window, "WM_NAME", "_NET_WM_NAME", "WM_ICON_NAME", "_NET_WM_ICON_NAME")
        assert not set(name.split()) & set(re.findall(r"\w+", titles))
        width, height = covered.size
        clock = (0, height // 3, width, height // 2)  # the two were not held for equally long
        covered.paste((0, 0, 0), clock)
        seen.append(covered)
        screen.type("unseen")
        screen.keys("Return")
        until(lambda home=home, i=interview_id: notes(home, i)[-1] == "unseen")
        screen.keys("F9")
        time.sleep(0.5)
        assert ImageChops.difference(looks(screen, window, tmp_path / "after.png"), covered).getbbox()
        screen.end(process)
    assert not ImageChops.difference(*seen).getbbox()
