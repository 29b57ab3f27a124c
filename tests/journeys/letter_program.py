"""The program at one interview's letter: `python letter_program.py INTERVIEW FILE` writes where the chip to drag is."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from ui.app import Program

interview_id, told = sys.argv[1], Path(sys.argv[2])
program = Program(["feedback-desk"])
window = program.window
drawn = []


def tell():
    screen = window.place("letter")
    if drawn and screen.chip.isVisible() and not screen.checking.busy:
        middle = screen.chip.mapToGlobal(screen.chip.rect().center())
        told.write_text(f"{middle.x()} {middle.y()}")


def begin():
    window.setGeometry(40, 40, 1100, 800)
    window.place("letter").preview.drawn.connect(drawn.append)
    window.open_letter(interview_id)
    timer.start()


timer = QTimer(interval=200)
timer.timeout.connect(tell)
QTimer.singleShot(1500, begin)
sys.exit(program.run())
