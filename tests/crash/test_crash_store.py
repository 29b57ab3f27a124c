"""Killed at random moments, the store loses nothing that it said was saved, and stays whole."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, Interview, InterviewState

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("writing.py")


def text(number: int) -> str:
    return f"note {number} " + "words and words " * (number % 40)


def killed(first: int, after: float) -> list[str]:
    """Start the writer, kill it `after` seconds from its first acknowledgement; what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, str(WRITER), str(first)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    assert process.stderr
    heard = process.stdout.read(1)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    heard += process.stdout.read()
    errors = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait() == -signal.SIGKILL, errors
    assert not errors
    return heard.decode().splitlines()


def survive(home: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    person = Candidate("cccccccc", "Test Person")
    when = datetime(2026, 11, 20, tzinfo=UTC)
    with Desk.open(home) as desk:
        desk.add_interview(Interview("iiiiiiii", person, "Engineer", "", 0, when, state=InterviewState.RUNNING))
    done = 0
    for kill in range(kills):
        acknowledged = killed(done, chance.uniform(0, 0.12))
        with Desk.open(home, lock=True) as desk:  # the lock of a dead process is nobody's
            notes = desk.interview("iiiiiiii").notes
            _, line = desk.draft_line("iiiiiiii")
            if kill % 20 == 0 or kill == kills - 1:
                whole(desk)
        numbers = [int(note.id[1:]) for note in notes]
        assert numbers == list(range(len(notes)))
        assert all(note.text == text(number) for number, note in zip(numbers, notes, strict=True))
        assert line.partition(" ")[0] in ("", str(len(notes))), "a filed note is a line being typed as well"
        said = [int(entry.split()[1]) for entry in acknowledged if entry.startswith("note")]
        if said:
            assert len(notes) > max(said), "an acknowledged note is gone"
        kind, number, *length = acknowledged[-1].split()
        if kind == "line" and len(notes) == int(number):  # not filed yet, so it is still the line being typed
            typed, _, kept = line.partition(" ")
            assert typed == number
            assert text(int(number)).startswith(kept)
            assert len(kept) >= int(length[0]), "an acknowledged line is gone"
        done = len(notes)
    assert done > kills  # it did write between the kills


def whole(desk: Desk) -> None:
    store = desk._store
    assert store.rows("PRAGMA integrity_check") == [("ok",)]
    assert store.rows("PRAGMA cipher_integrity_check") == []
    assert store.rows("PRAGMA foreign_key_check") == []
    assert len(desk.search("note", 1)) == bool(desk.interview("iiiiiiii").notes)
    store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)")


def test_ten_kills_lose_nothing(home):
    survive(home, 10, seed=1)


@pytest.mark.long
def test_five_hundred_kills_lose_nothing(home):
    survive(home, 500, seed=2)
