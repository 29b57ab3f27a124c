"""Start the program, open the interview whose id is given first, and render the letter of the second again and again.

The store has interviews that wait for the index, so that is rebuilt meanwhile too.
"""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.app import Program

program = Program(sys.argv[:1])
interview_id, letter_of = sys.argv[1:]
turn = 0


def render(_: object = None) -> None:
    """The next letter, each time with another opening."""
    global turn
    turn += 1
    words = f"This is opening number {turn}."

    def made(desk):
        letter = desk.letter(letter_of) or desk.compose_letter(desk.interview(letter_of))
        first, *others = letter.blocks
        return len(desk.rendered(replace(letter, blocks=(replace(first, text=words), *others))).pdf)

    program.jobs.read(made, render, owner=program.window)


program.window.open_interview(interview_id)
render()
sys.exit(program.run())
