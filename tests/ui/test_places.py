"""A window comes up whole, on a screen that is there, whatever screens it was on before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from ui import remembered
from ui.jobs import Jobs
from ui.places import TITLE_BAR, Box, Places, fitting, lately
from ui.window import Window

ROOT = Path(__file__).resolve().parents[2]
numbers = st.integers(-6000, 6000)
sizes = st.integers(1, 5000)
boxes = st.builds(Box, numbers, numbers, sizes, sizes)
screens = st.lists(boxes, min_size=1, max_size=4)


@given(place=boxes, screens=screens)
def test_it_is_whole_on_one_screen_and_no_larger_than_before(place, screens):
    found = fitting(place, screens)
    assert any(screen.holds(found) for screen in screens)
    assert found.width <= place.width
    assert found.height <= place.height
    assert fitting(found, screens) == found


@given(screens=screens, data=st.data())
def test_it_stays_where_it_is_whole_already(screens, data):
    screen = data.draw(st.sampled_from(screens))
    left = data.draw(st.integers(screen.left, screen.right - 1))
    top = data.draw(st.integers(screen.top, screen.bottom - 1))
    width = data.draw(st.integers(1, screen.right - left))
    place = Box(left, top, width, data.draw(st.integers(1, screen.bottom - top)))
    assert fitting(place, screens) == place


@given(place=boxes, screen=boxes)
def test_it_moves_no_further_than_it_must(place, screen):
    found = fitting(place, [screen])
    for before, after, size, low, high in (
        (place.left, found.left, found.width, screen.left, screen.right),
        (place.top, found.top, found.height, screen.top, screen.bottom),
    ):
        assert after == before or (before < low and after == low) or (before + size > high and after == high - size)


@given(
    kept=st.dictionaries(st.sampled_from("abcd"), boxes),
    there=st.dictionaries(st.sampled_from("cdef"), boxes, min_size=1),
)
def test_the_latest_place_on_a_screen_that_is_there_is_taken(kept, there):
    found = lately(kept, there)
    known = [name for name in kept if name in there]
    if known:
        assert found == kept[known[-1]].moved(there[known[-1]].left, there[known[-1]].top)
    elif kept:
        assert (found.width, found.height) == (kept[list(kept)[-1]].width, kept[list(kept)[-1]].height)
    else:
        assert found is None


def test_a_screen_that_went_leaves_the_place_of_the_one_that_stayed():
    kept = {"laptop": Box(10, 20, 700, 200), "desk": Box(2000, 900, 700, 200)}
    laptop, desk = Box(0, 0, 1440, 900), Box(1440, 0, 3840, 2160)
    assert lately(kept, {"laptop": laptop, "desk": desk}) == Box(3440, 900, 700, 200)
    assert lately(kept, {"laptop": laptop}) == Box(10, 20, 700, 200)
    other = Box(0, 0, 1280, 720)
    assert fitting(lately({"desk": kept["desk"]}, {"hall": other}), [other]) == Box(580, 520, 700, 200)


@pytest.mark.parametrize("nonsense", [7, [], {"strip": 3}, {"strip": {"x": [1, 2]}}, {"strip": {"x": [0, 0, 0, 9]}}])
def test_a_file_that_holds_nonsense_is_no_place(qtbot, nonsense):
    remembered.keep("places", nonsense)
    window = QWidget()
    qtbot.addWidget(window)
    assert Places("strip").find(window) is None
    window.setGeometry(50, 60, 300, 200)
    Places("strip").keep(window)
    assert Places("strip").find(window) == Box(50, 60, 300, 200)


@pytest.mark.parametrize("fill", ["showMaximized", "showFullScreen"])
def test_a_window_that_fills_the_screen_keeps_the_place_it_goes_back_to(qtbot, home, fill):
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(30, 60, 400, 300)
    window.show()
    getattr(window, fill)()
    qtbot.waitUntil(lambda: window.width() > 400)
    Places("window").keep(window)
    assert remembered.recall("places")["window"] == {window.screen().name(): [30, 60, 400, 300]}


def test_a_first_window_is_no_larger_than_its_screen(qtbot, home, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(home))
    jobs = Jobs(home)
    window = Window(jobs)
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    assert window.width() == min(1200, screen.width())
    assert window.height() == min(800, screen.height() - TITLE_BAR)
    window.close()
    assert jobs.close()


PROGRAM = """
import json, sys
from PySide6.QtWidgets import QApplication, QWidget
from ui.places import Box, Places
app = QApplication(sys.argv)
window = QWidget()
window.show()
places = Places("strip")
if len(sys.argv) > 1:
    window.setGeometry(*json.loads(sys.argv[1]))
    app.processEvents()
    places.keep(window)
found = places.find(window)
screen = next(s for s in app.screens() if s.geometry().contains(found.left, found.top))
print(json.dumps([screen.name(), [found.left, found.top, found.width, found.height],
                  screen.availableGeometry().getRect()]))
"""
LAPTOP = {"name": "laptop", "x": 0, "y": 0, "width": 1440, "height": 900}
DESK = {"name": "desk", "x": 1440, "y": 0, "width": 2560, "height": 1440}


def run(home, screens, *, scale="1", at=None):
    """The program's sums over several screens of Qt's, in a process of its own: they are there from its start."""
    config = home / "screens.json"
    defaults = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config.write_text(json.dumps({"screens": [{**defaults, **screen} for screen in screens]}), encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": scale,
        "FEEDBACK_DESK_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", PROGRAM, *([json.dumps(at)] if at else [])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def test_several_screens_and_scales_of_qt(tmp_path):
    home = tmp_path
    name, place, _ = run(home, [LAPTOP, DESK], at=[3200, 1100, 600, 220])
    assert (name, place) == ("desk", [3200, 1100, 600, 220])
    assert run(home, [LAPTOP, DESK])[:2] == [name, place]
    for scale in ("1.25", "1.5", "2"):
        for screens in ([LAPTOP, DESK], [LAPTOP], [{**DESK, "x": 0, "width": 1280, "height": 720}]):
            _, (left, top, width, height), (x, y, across, down) = run(home, screens, scale=scale)
            assert x <= left
            assert y <= top
            assert left + width <= x + across
            assert top + height <= y + down
            assert width == 600
    assert run(home, [LAPTOP], at=[40, 50, 600, 220])[0] == "laptop"
    assert run(home, [LAPTOP, DESK])[:2] == ["laptop", [40, 50, 600, 220]]
    assert run(home, [DESK])[:2] == ["desk", [3200, 1100, 600, 220]]
