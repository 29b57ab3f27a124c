"""A `window.ini` that is damaged costs what it held, and never the start."""

import pytest

from feedback_desk import paths
from ui import remembered, theme
from ui.jobs import Jobs
from ui.window import Window


@pytest.mark.parametrize(
    "line",
    [
        "geometry=hello",
        "geometry=a, b",
        "geometry=@ByteArray(not a place)",
        "stood=7",
        "text_size=huge",
        "text_size=" + "9" * 400,
        "text_size=NaN",
        "text_size=-Infinity",
        "scheme=purple",
        "places=" + "[" * 20_000,
        'keys={"room',
    ],
)
def test_a_window_opens_on_a_damaged_file(qtbot, line):
    paths.home().mkdir(parents=True)
    (paths.home() / "window.ini").write_text(f"[General]\n{line}\n", "utf-8")
    jobs = Jobs(paths.home())
    window = Window(jobs)
    qtbot.addWidget(window)
    window.show()
    assert window.width() > 300
    window.close()
    assert jobs.close()


@pytest.mark.parametrize("damaged", [10**400, float("nan"), float("inf"), float("-inf"), "big", None, [2]])
def test_a_text_size_nobody_meant_is_the_normal_one(damaged):
    assert theme.known_text_size(damaged) == 1.0


def test_lists_within_lists_without_end_are_nothing():
    paths.home().mkdir(parents=True)
    (paths.home() / "window.ini").write_text("[General]\nplaces=" + "[" * 200_000, "utf-8")
    assert remembered.recall("places") is None
