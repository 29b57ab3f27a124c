"""What a durable change costs beside the least a disk can do, and opening beside a raw keyed connect, in one run."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, InterviewState, Note, NoteKind, new_id
from feedback_desk.store import keys
from feedback_desk.store.database import FILE, KEY_FILE

pytestmark = pytest.mark.bench

ROUNDS = 5
INTERVIEWS = 5
NOTES = 60
"""Of one interview: one a minute."""
OPENINGS = 100
LINE = "explained nonces and why unsafe-inline defeats them, without being asked"


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder on a disk: where fdatasync costs nothing, the ratio says nothing."""
    return tmp_path


def milliseconds(times: list[float]) -> float:
    return statistics.median(times) * 1000


def timed(do: Callable[[int], object], count: int) -> float:
    times = []
    for number in range(count):
        started = time.perf_counter()
        do(number)
        times.append(time.perf_counter() - started)
    return milliseconds(times)


def floor(folder: Path) -> float:
    """One page written at the end of a file and made durable."""
    page = os.urandom(4096)
    handle = os.open(folder / "floor", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    try:
        return timed(lambda n: (os.pwrite(handle, page, 4096 * n), os.fdatasync(handle)), INTERVIEWS * NOTES)
    finally:
        os.close(handle)


def interview() -> Interview:
    person = Candidate(new_id(), "Test Person", "test@example.org")
    when = datetime.now(UTC)
    return Interview(new_id(), person, "Engineer", "soc-analyst", 0, when, state=InterviewState.RUNNING)


def note_cost(desk: Desk) -> float:
    def one() -> float:
        held = interview()
        desk.add_interview(held)
        notes = [Note(new_id(), "", NoteKind.STRENGTH, f"{LINE} {n}", ("csp",), 60 * n) for n in range(NOTES)]
        return timed(lambda n: desk.put_note(held.id, notes[n]), NOTES)

    return statistics.median(one() for _ in range(INTERVIEWS))


def line_cost(desk: Desk) -> float:
    held = interview()
    desk.add_interview(held)
    return timed(lambda n: desk.keep_draft_line(held.id, "s", LINE[: n % len(LINE) + 1]), INTERVIEWS * NOTES)


def test_a_durable_change_costs_at_most_twice_the_floor(disk):
    rounds = []
    with Desk.open(disk / "home") as desk:
        for _ in range(ROUNDS):
            before = floor(disk)
            note, line = note_cost(desk), line_cost(desk)
            least = (before + floor(disk)) / 2
            rounds.append((note / least, line / least, least, note, line))
    note_ratio, line_ratio, least, note, line = (statistics.median(values) for values in zip(*rounds, strict=True))
    print(f"\na durable change, medians of {ROUNDS} rounds: floor {least:.3f} ms", end="")
    print(f", a filed note {note:.3f} ms ({note_ratio:.2f}x), the line being typed {line:.3f} ms ({line_ratio:.2f}x)")
    assert note_ratio <= 2.0
    assert line_ratio <= 2.0


def test_opening_costs_at_most_twice_a_raw_keyed_connect(disk):
    home = disk / "home"
    with Desk.open(home) as desk:
        for _ in range(50):
            desk.add_interview(interview())
    key = keys.unlock(home / KEY_FILE)
    held = dbapi2.connect(home / FILE)  # another window has it open, so the last one out needs no checkpoint
    held.execute(f"PRAGMA key=\"x'{key.key.hex()}'\"")
    held.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def raw(_: int) -> None:
        connection = dbapi2.connect(home / FILE)
        connection.execute(f"PRAGMA key=\"x'{key.key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.close()

    rounds = []
    for _ in range(ROUNDS):
        bare = timed(raw, OPENINGS)
        ours = timed(lambda _: Desk.open(home).close(), OPENINGS)
        rounds.append((ours / bare, bare, ours))
    held.close()
    ratio, bare, ours = (statistics.median(values) for values in zip(*rounds, strict=True))
    print(f"\nopening, medians of {ROUNDS} rounds: raw {bare:.3f} ms, ours {ours:.3f} ms ({ratio:.2f}x)")
    assert ratio <= 2.0
