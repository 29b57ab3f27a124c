"""Start to interactive, beside an empty PySide6 window and a bare skeleton, in one run."""

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, Note, NoteKind, new_id
from tests.bench.window_watch import Start, WindowWatch
from tests.screen import VirtualScreen

pytestmark = pytest.mark.bench

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INTERVIEWS = 10_000
ROUNDS = 9


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory):
    """A store of 10,000 finished interviews, two notes each."""
    home = tmp_path_factory.mktemp("filled")
    first = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
    with Desk.open(home) as desk:
        for number in range(INTERVIEWS):
            notes = tuple(Note(new_id(), "", NoteKind.STRENGTH, f"Said {number} things clearly", ()) for _ in range(2))
            person = Candidate(new_id(), f"Candidate {number}", f"c{number}@example.org")
            when = first + timedelta(hours=5 * number)
            desk.add_interview(Interview(new_id(), person, "Analyst", "soc-analyst", 1, when, "UTC", notes=notes))
    return home


def test_start_is_close_to_an_empty_window(filled_home, tmp_path):
    programs = {
        "empty": [sys.executable, str(HERE / "floor_empty.py")],
        "skeleton": [sys.executable, str(HERE / "floor_skeleton.py")],
        "program": [sys.executable, str(ROOT / "tests/bench/started.py")],
    }
    starts: dict[str, list[Start]] = {name: [] for name in programs}
    with VirtualScreen(tmp_path, manager=False) as screen:
        watch = WindowWatch(screen.display)
        for turn in range(ROUNDS + 1):
            for name, command in programs.items():
                started = time.perf_counter()
                # Empty: every start but a program's first finds its bytecode, whoever runs the tests without.
                process: subprocess.Popen[bytes] = screen.start(
                    command, FEEDBACK_DESK_HOME=str(filled_home), PYTHONDONTWRITEBYTECODE=""
                )
                start = watch.watch(process, started)
                screen.end(process)
                if turn:  # the first round warms the page cache
                    starts[name].append(start)
    fields = ("interactive", "settled", "memory")
    middle = {
        name: {field: statistics.median(getattr(start, field) for start in some) for field in fields}
        for name, some in starts.items()
    }
    ours = middle["program"]
    print(f"\nstart with {INTERVIEWS} interviews, {ROUNDS} rounds, medians in ms and MB, and ours as a multiple")
    for name, values in middle.items():
        print(f"  {name:9}" + "".join(f"  {f} {values[f]:4.0f} ({ours[f] / values[f]:.2f}x)" for f in fields))
    for field in ("interactive", "settled"):
        assert ours[field] <= 1.5 * middle["skeleton"][field]
        assert ours[field] <= 2.0 * middle["empty"][field]
    assert ours["memory"] <= 1.6 * middle["skeleton"]["memory"]
