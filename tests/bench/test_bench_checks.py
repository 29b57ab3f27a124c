"""The checks run as one types: a letter of two pages is checked in under 20 ms of CPU, with lists of one's own too.

Every point to grow is different in each run; the other paragraphs are as they were, as they are when somebody types.
"""

import time
from dataclasses import replace

import pytest

from feedback_desk import paths
from feedback_desk.desk import Desk
from feedback_desk.letter.markdown import letter_markdown
from feedback_desk.model import BlockKind

pytestmark = pytest.mark.bench

MOST = 0.020
EXAMPLE = paths.bundled("assets", "examples", "interview.md").read_bytes()


def quickest(desk, letter, interview, runs=30):
    """Seconds of CPU for a check after another letter was typed, when nothing else is in the way."""
    took = []
    for run in range(runs):
        blocks = [replace(b, text=f"{b.text} {'x' * run}") if b.kind is BlockKind.GROWTH else b for b in letter.blocks]
        typed = replace(letter, blocks=tuple(blocks))
        started = time.process_time()
        desk.check_letter(typed, interview)
        took.append(time.process_time() - started)
    return min(took)


def test_two_pages_are_checked_between_two_keys(tmp_path):
    with Desk.open(tmp_path) as desk:
        interview_id, _ = desk.import_text(EXAMPLE, "interview.md")
        interview = desk.interview(interview_id)
        letter = desk.compose_letter(interview)
        assert len(letter_markdown(letter, desk.wording_of(letter)).split()) > 500
        shipped = quickest(desk, letter, interview)
        desk.set_check_list("culture-fit", ("one of the gang",), ())
        mine = quickest(desk, letter, interview)
    print(f"\nchecking two pages: {shipped * 1000:.1f} ms, with a list of one's own {mine * 1000:.1f} ms")
    assert shipped < MOST
    assert mine < MOST
