"""Key to paint in the capture line of a whole interview with 2,000 notes, beside a bare text field, in one run, also
while the disk is slow and other work goes on.

The floor is measured before and after the program; a run whose floor is unsteady is thrown away. Once in process, where
the X server's share, which both have, is left out, and once end to end, as a person's key goes.
"""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from feedback_desk import paths
from feedback_desk.desk import Desk
from feedback_desk.model import new_id
from tests.bench import slow_disk
from tests.bench.corpus import long_interview
from tests.bench.key_watch import KeyWatch
from tests.screen import VirtualScreen
from tests.ui.live_screen import LiveScreen
from ui import theme

pytestmark = pytest.mark.bench

NOTES = 2_000
KEYS = 500
LINE = 60
"""Keys before Enter, which isn't timed: a note, or a line of the bare field."""
WARM_UP = 30
TEXT = "the quick brown fox jumps over the lazy dog and asks about it "
RUNS = 5
STEADY_MS = 5.0
"""A floor with a p99 above this says that the machine was busy with something else."""
RETURN = 0xFF0D
PAUSE_SECONDS = 0.03
SETTLE_SECONDS = 3.0
WAITING_FOR_THE_INDEX = 600
HERE = Path(__file__).parent
MEDIAN_RATIO, P99_MORE_MS, FRAME_MS = 1.25, 2.0, 16.7


@dataclass(frozen=True)
class Times:
    """Milliseconds from key to paint, and how many keys took longer than a frame."""

    p50: float
    p99: float
    most: float
    over: int

    @classmethod
    def of(cls, took: list[float]) -> "Times":
        took = sorted(took)
        over = sum(time > FRAME_MS for time in took)
        return cls(took[len(took) // 2], took[int(len(took) * 0.99)], took[-1], over)


class _Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def key_to_paint(field: QPlainTextEdit) -> Times:
    """Type into `field`; how long each key took until the field was painted."""
    paints = _Paints()
    field.viewport().installEventFilter(paints)
    gc.collect()
    took = []
    for number in range(WARM_UP + KEYS):
        before = paints.count
        started = time.perf_counter()
        QTest.keyClick(field, TEXT[number % len(TEXT)])
        while paints.count == before and time.perf_counter() - started < 1:
            QApplication.sendPostedEvents()  # the paint, and not yet what waits until after it
        if number >= WARM_UP:
            took.append((time.perf_counter() - started) * 1000)
        if number % LINE == LINE - 1:
            QTest.keyClick(field, Qt.Key.Key_Return)
        rest_until = time.perf_counter() + 0.012  # faster than anyone types, and time enough for a commit
        while time.perf_counter() < rest_until:
            QApplication.processEvents()
    field.viewport().removeEventFilter(paints)
    return Times.of(took)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A store with a running interview of 2,000 notes; the folder, and the interview's id."""
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    held = long_interview(NOTES)
    with Desk.open(tmp_path) as desk:
        desk.add_interview(held)
    return tmp_path, held.id


@pytest.fixture
def program(qtbot, home):
    """The interview screen, dressed as in the program, with 2,000 notes in view."""
    folder, interview_id = home
    screen = LiveScreen(qtbot, folder).open(interview_id)
    screen.screen.show_all.click()
    yield screen
    screen.close()


@pytest.fixture
def floor(qtbot):
    window = QMainWindow()
    window.resize(1200, 800)
    field = QPlainTextEdit()
    field.setAccessibleName("Floor")
    window.setCentralWidget(field)
    qtbot.addWidget(window)
    return window, field


def test_a_key_is_painted_as_fast_as_in_a_bare_text_field(qtbot, program, floor):
    app = QApplication.instance()
    window, field = floor
    theme.apply(app)

    def measure_floor() -> Times:
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        field.setFocus()
        field.clear()
        times = key_to_paint(field)
        window.hide()
        return times

    def measure_program() -> Times:
        program.window.activateWindow()
        program.line.setFocus()
        return key_to_paint(program.line)

    hold(measure_floor, measure_program)


def test_end_to_end_a_key_is_seen_as_fast_as_in_a_bare_text_field(home, tmp_path):
    """The program as it is started, on a real X screen, from key press to changed pixels."""
    folder, interview_id = home
    with VirtualScreen(tmp_path, manager=False) as screen:
        keys = KeyWatch(screen.display)
        hold(
            lambda: from_outside(screen, keys, [str(HERE / "floor_text_field.py")]),
            lambda: from_outside(
                screen, keys, [str(HERE / "typing_program.py"), interview_id], FEEDBACK_DESK_HOME=str(folder)
            ),
        )


def test_typing_does_not_feel_a_slow_disk_a_pdf_and_the_index(home, tmp_path):
    """Every sync takes 50 ms, a letter is rendered again and again, and the index is rebuilt."""
    folder, interview_id = home
    with Desk.open(folder) as desk:
        finished, _ = desk.import_text(paths.bundled("assets", "examples", "interview.md").read_bytes())
        held = desk.interview(finished)
        for _ in range(WAITING_FOR_THE_INDEX):
            desk.add_interview(replace(held, id=new_id(), candidate=replace(held.candidate, id=new_id())))
    slow = str(slow_disk.library(tmp_path, 50))
    command = [str(HERE / "busy_program.py"), interview_id, finished]
    with VirtualScreen(tmp_path, manager=False) as screen:
        keys = KeyWatch(screen.display)
        hold(
            lambda: from_outside(screen, keys, [str(HERE / "floor_text_field.py")]),
            lambda: from_outside(screen, keys, command, FEEDBACK_DESK_HOME=str(folder), LD_PRELOAD=slow),
            most=lambda floor: floor.over,
        )


def from_outside(screen: VirtualScreen, keys: KeyWatch, program: list[str], **environment: str) -> Times:
    """Start a program, type into it, and end it."""
    process = screen.start([sys.executable, *program], **environment)
    keys.settle(SETTLE_SECONDS)
    took = []
    for number in range(WARM_UP + KEYS):
        took.append(keys.timed_key(ord(TEXT[number % len(TEXT)])))
        if number % LINE == LINE - 1:
            keys.key(RETURN)
        time.sleep(PAUSE_SECONDS)
    screen.end(process)
    return Times.of(took[WARM_UP:])


def hold(
    measure_floor: Callable[[], Times],
    measure_program: Callable[[], Times],
    most: Callable[[Times], int] = lambda floor: 0,
) -> None:
    """Measure floor, program, floor until a run is within the limits; fail with all figures if none is."""
    tried = []
    for _ in range(RUNS):
        before, typed, after = measure_floor(), measure_program(), measure_floor()
        frames = max(most(before), most(after))
        p50, p99 = (before.p50 + after.p50) / 2, max(before.p99, after.p99)
        tried.append(
            f"floor p50 {before.p50:.2f}/{after.p50:.2f} p99 {before.p99:.2f}/{after.p99:.2f} ms; capture line "
            f"p50 {typed.p50:.2f} ({typed.p50 / p50:.2f}x) p99 {typed.p99:.2f} ({typed.p99 - p99:+.2f} ms) "
            f"most {typed.most:.2f} ms, {typed.over} over a frame (floor {max(before.over, after.over)})"
        )
        print(tried[-1])
        steady = p99 <= STEADY_MS
        if steady and typed.p50 <= MEDIAN_RATIO * p50 and typed.p99 <= p99 + P99_MORE_MS and typed.over <= frames:
            return
    pytest.fail("No run of {} was within the limits:\n{}".format(RUNS, "\n".join(tried)))
