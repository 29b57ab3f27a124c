"""Every screen as a screen reader gets it, from the real bus: each control has a name, the keyboard reaches it, and
what changes by itself is announced."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from tests.pictures import fill
from tests.screen import VirtualScreen, missing_tools

HERE = Path(__file__).resolve().parent
START = [sys.executable, str(HERE.parent / "bench" / "started.py")]
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own, which has `gi`."""
INSIDE = {"list item", "table cell", "tree item", "table column header", "page tab", "menu item", "check menu item"}
"""What arrow keys reach inside a control that Tab reaches."""


class Listener:
    """A screen reader beside the program."""

    def __init__(self, screen: VirtualScreen, pid: int) -> None:
        self.screen = screen
        self._process = screen.converse([SYSTEM_PYTHON, str(HERE / "bus_reader.py"), str(pid)])
        assert self._answer() == "ready"

    def ask(self, question: str) -> object:
        self._process.stdin.write(f"{question}\n".encode())
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> object:
        line = self._process.stdout.readline()
        assert line, "the reader of the bus ended"
        return json.loads(line)

    def focus(self) -> list[int]:
        """The control that has the keyboard, last, and those that it stands for; a list tells of its current row
        all the time."""
        return [node["id"] for node in self.ask("focus") or () if node["role"] not in INSIDE]

    def focus_after(self, before: list[int], timeout: float = 1.5) -> list[int]:
        """What has the keyboard once it moved on: a busy machine takes its time. A field for a date keeps it for
        each of its parts."""
        end = time.monotonic() + timeout
        while (now := self.focus()) in ([], before) and time.monotonic() < end:
            time.sleep(0.02)
        return now

    def tree(self) -> dict[int, dict]:
        """The showing nodes by id, once two readings in a row agree."""
        before = None
        for _ in range(50):
            now = self.ask("tree")
            if now is not None and now == before:
                return {node["id"]: node for node in now}
            before = now
            time.sleep(0.1)
        raise AssertionError("the screen does not stand still")

    def until_said(self, words: str, timeout: float = 15.0) -> list[str]:
        """Wait for an announcement that holds these words; all that was said meanwhile."""
        heard: list[str] = []
        end = time.monotonic() + timeout
        while not any(words in sentence for sentence in heard):
            assert time.monotonic() < end, f"nobody said {words!r}; said was {heard}"
            heard += self.ask("said")
            time.sleep(0.05)
        return heard


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("bus")


@pytest.fixture(scope="module")
def screen(place):
    assert not missing_tools(), f"install {', '.join(missing_tools())}: `python3 tests` does, as root on Debian"
    with VirtualScreen(place, accessible=True) as virtual:
        yield virtual


@pytest.fixture(scope="module")
def listener(screen, place):
    home = place / "data"
    fill(home)
    process = screen.start(START, FEEDBACK_DESK_HOME=str(home))
    screen.window("Feedback Desk")
    return Listener(screen, process.pid)


def controls(nodes: dict[int, dict]) -> dict[int, dict]:
    """What takes the keyboard."""
    return {number: node for number, node in nodes.items() if {"FOCUSABLE", "ENABLED"} <= set(node["states"])}


def told(node: dict) -> str:
    return f"{node['role']} {node['name']!r}"


def window_of(nodes: dict[int, dict], number: int) -> int:
    while nodes[number]["role"] not in ("frame", "window", "dialog") and nodes[number]["parent"] in nodes:
        number = nodes[number]["parent"]
    return number


def tab_through(listener: Listener) -> set[int]:
    """Everything that Tab reaches from where the keyboard is, all the way round."""
    met = [listener.focus()]
    for _ in range(120):
        listener.screen.keys("Tab")
        if (at := listener.focus_after(met[-1])) in met[:-1]:
            break
        if at != met[-1]:
            met.append(at)
    return {number for at in met for number in at}


LEFTMOST = ("Left",) * 4
"""Back to the first tab of the Library, wherever the one before was left."""
SCREENS = {
    "desk": ("alt+1",),
    "interview": ("alt+2",),
    "letter": ("alt+2", "ctrl+shift+l"),
    "candidates": ("alt+3",),
    "library": ("alt+4",),
    "library: skills": ("alt+4", *LEFTMOST, "Right"),
    "library: letter wording": ("alt+4", *LEFTMOST, "Right", "Right", "Right"),
    "library: checks": ("alt+4", *LEFTMOST, "Right", "Right", "Right", "Right"),
    "kit editor": ("alt+4", *LEFTMOST, "F2"),
    "settings": ("alt+5",),
    "settings: letters": ("alt+5", "Down"),
    "settings: organisation": ("alt+5", "Down", "Down"),
    "settings: appearance": ("alt+5", "Down", "Down", "Down"),
    "settings: shortcuts": ("alt+5", "Down", "Down", "Down", "Down"),
    "strip": ("alt+2", "ctrl+shift+m"),
    "palette": ("alt+1", "ctrl+k"),
    "new interview": ("alt+1", "ctrl+n"),
    "shortcuts": ("alt+1", "ctrl+slash"),
    "guide": ("alt+1", "F1"),
}
"""How one gets to each screen."""
MARKS = {"library: skills": "Filter skills", "kit editor": "Add a step to the scale"}
"""A control that only this screen has, where the way there could lead elsewhere unnoticed."""
BACK = {"strip": "ctrl+shift+m"}
"""How one leaves it, where Esc doesn't."""


@pytest.mark.parametrize("name", SCREENS)
def test_every_control_has_a_name_and_the_keyboard_reaches_it(listener, name):
    for key in SCREENS[name]:
        listener.screen.keys(key)
        time.sleep(1 if "+" in key else 0.2)  # a screen takes its time to be filled, a tab does not
    nodes = listener.tree()
    takes = controls(nodes)
    if mark := MARKS.get(name):
        assert mark in {node["name"] for node in takes.values()}
    nameless = [told(n) for n in takes.values() if not n["name"].strip() and not n["labelled"]]
    assert not nameless
    assert takes
    at = listener.focus()
    assert at, "nothing has the keyboard"
    here = window_of(nodes, at[-1])
    reached = tab_through(listener)
    unreached = [
        told(node)
        for number, node in takes.items()
        if number not in reached and node["role"] not in INSIDE and window_of(nodes, number) == here
    ]
    listener.screen.keys(BACK.get(name, "Escape"))
    time.sleep(0.3)
    assert not unreached


def test_what_changes_by_itself_is_announced(listener):
    listener.screen.keys("alt+2")
    time.sleep(1)
    listener.ask("said")
    listener.screen.type("+ said which layer stops it #csp ")
    listener.screen.keys("Return")
    listener.until_said("Strength filed at")
    listener.screen.keys("ctrl+3")
    listener.until_said("Solid")
    listener.screen.keys("ctrl+p")
    listener.until_said("Paused")
    listener.screen.keys("ctrl+p")
    listener.until_said("The clock runs")
    listener.screen.keys("ctrl+z")
    listener.until_said("Taken back")
    listener.screen.keys("F9")
    listener.until_said("covered")
    listener.screen.keys("F9")
    listener.until_said("shown again")
