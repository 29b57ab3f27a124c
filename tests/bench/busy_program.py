"""Start the program, open the interview whose id is given first, and render the letter of the second again and again.

The store has interviews that wait for the index, so that is rebuilt meanwhile too.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from feedback_desk.desk import Desk
from feedback_desk.model import Letter
from ui.app import Program

program = Program(sys.argv[:1])
interview_id, letter_of = sys.argv[1:]
turn = 0


def render(letter: Letter, _: object = None) -> None:
    """The next version of the letter, each time with another opening."""
    global turn
    turn += 1
    first, *others = letter.blocks
    changed = replace(letter, blocks=(replace(first, text=f"This is opening number {turn}."), *others))
    program.jobs.beside(Desk.rendered, (changed,), partial(render, letter), owner=program.window)


program.window.open_interview(interview_id)
program.jobs.read(lambda desk: desk.compose_letter(desk.interview(letter_of)), render, owner=program.window)
sys.exit(program.run())
