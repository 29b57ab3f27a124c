"""Starting the program as its own process: what is imported before the first frame, and one window for each home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.whole_window import fill, interview

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("reportlab", "markdown", "sqlite_utils", "pypdfium2", "pypdf", "keyring", "yaml", "uharfbuzz", "cryptography")
LATER = ("rapidfuzz", "regex", "PySide6.QtNetwork", "PySide6.QtSvg", "numpy", "hypothesis")
ASKED_FOR = (
    "subprocess",
    "pickle",
    "secrets",
    "ui.beside",
    "ui.palette",
    "ui.cover",
    "ui.menus",
    "ui.settings",
)

FIRST_FRAME = f"""
import sys
from PySide6.QtCore import QEvent, QObject
from ui.app import Program

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is rows:
            print("rows", rows.parent().model().rowCount())
            print("early", [name for name in {HEAVY + LATER + ASKED_FOR!r} if name in sys.modules])
            rows.removeEventFilter(self)
            program.window.close()
        return False

program = Program(["feedback-desk"])
rows = program.window.place("desk")._list.viewport()
watch = Watch()
rows.installEventFilter(watch)
sys.exit(program.run())
"""
STAY = """
import sys
from PySide6.QtCore import QTimer
from ui.app import Program

program = Program(["feedback-desk"])
raised = program._raise
def tell():
    raised()
    print("raised", flush=True)
    program.window.close()
program._raise = tell
QTimer.singleShot(20_000, program.app.quit)
QTimer.singleShot(1500, lambda: print("ready", flush=True))
sys.exit(program.run())
"""


def start(code, home):
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FEEDBACK_DESK_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    return subprocess.Popen(
        command, env=env, cwd=home.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def home(tmp_path):
    made = tmp_path / "home"
    fill(made, *(interview(f"Candidate {n}", days_ago=n) for n in range(3)))
    return made


def test_nothing_heavy_is_imported_before_the_first_frame_and_that_has_rows(home):
    program = start(FIRST_FRAME, home)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    # A heading and three interviews that owe feedback.
    assert out.splitlines()[:2] == ["rows 4", "early []"], out + err


def test_a_second_start_raises_the_first_window_and_ends_well(home):
    first = start(STAY, home)
    assert first.stdout.readline() == "ready\n"
    second = start("import sys; from ui.app import main; sys.exit(main([]))", home)
    out, err = second.communicate(timeout=60)
    assert second.returncode == 0, err
    out, err = first.communicate(timeout=60)
    assert "raised" in out, err
    assert first.returncode == 0


def test_a_store_that_can_not_be_opened_is_said_and_the_program_ends(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "feedback-desk.db").write_bytes(b"not a database, and not ours to replace" * 100)
    code = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from ui.app import Program

def answer():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox):
            print(box.text(), flush=True)
            box.accept()
program = Program(["feedback-desk"])
timer = QTimer(interval=50)
timer.timeout.connect(answer)
timer.start()
sys.exit(program.run())
"""
    program = start(code, home)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 1, err
    assert out.strip().endswith("."), out + err
    assert "Traceback" not in out + err
    assert (home / "feedback-desk.db").read_bytes().startswith(b"not a database")
