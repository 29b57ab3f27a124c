"""The live preview on a letter of two pages: from the last key before a pause to the new pages on screen.

The whole screen with a real store; keys come at a fast typist's pace, in bursts. What counts is asked of the program
in milliseconds (150 after a pause), so this is printed beside the same work done once by itself in the same run.
"""

import time
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind, Note, NoteKind
from tests.ui.letter_window import NOTES, interview, screen  # noqa: F401 -- fixtures

pytestmark = pytest.mark.bench

BURSTS, KEYS, GAP = 25, 8, 45
"""Bursts of so many keys, so many milliseconds apart."""


@pytest.fixture
def two_pages(tmp_path, interview):  # noqa: F811
    tags = ("csp", "xss", "idor")
    long = "read the handler from its entry point and named the check that every path has to pass before the data"
    with Desk.open(tmp_path / "home") as desk:
        for number, tag in enumerate(tags):
            kind = NoteKind.STRENGTH if number % 2 else NoteKind.GAP
            desk.put_note(interview.id, replace(Note(f"more{number:04}", "web", kind, f"{long}, {tag}", (tag,), 60)))
    return len(tags) + len(NOTES)


def test_an_edit_is_on_screen_within_150_ms_of_a_pause(qtbot, two_pages, screen, tmp_path):  # noqa: F811
    qtbot.waitUntil(lambda: len(screen.preview._pages) == 2, timeout=20_000)
    opening = next(c for c in screen.blocks.cards.values() if c.block.kind == BlockKind.OPENING).text
    opening.setFocus()
    drawn_at = []
    screen.preview.drawn.connect(lambda _: drawn_at.append(time.perf_counter()))
    ticks = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    waits = []
    for burst in range(BURSTS + 1):
        for key in range(KEYS):
            QTest.keyClicks(opening, "abcdefgh "[key])
            QTest.qWait(GAP)
        last = time.perf_counter() - GAP / 1000
        drawn_at.clear()
        qtbot.waitUntil(lambda: bool(drawn_at), timeout=5_000)
        if burst:
            waits.append(1000 * (drawn_at[-1] - last))
        qtbot.waitUntil(lambda: not screen.preview._busy, timeout=5_000)
    timer.stop()
    with Desk.open(tmp_path / "home", readonly=True) as desk:
        width = round(screen.preview.viewport().width())
        alone = []
        for number in range(15):
            letter = replace(screen.letter, role=f"{screen.letter.role} {number}")
            started = time.perf_counter()
            desk.drawn(letter, width)
            alone.append(1000 * (time.perf_counter() - started))
    gaps = sorted(1000 * (b - a) for a, b in pairwise(ticks))
    waits.sort()
    p50, p95 = median(waits), waits[int(len(waits) * 0.95)]
    print(
        f"\nlast key to new pages: p50 {p50:.0f} ms, p95 {p95:.0f} ms (rendering alone {median(alone):.0f} ms); "
        f"UI thread held at most {gaps[-1]:.0f} ms, p99 {gaps[int(len(gaps) * 0.99)]:.0f} ms"
    )
    assert p50 <= 150
