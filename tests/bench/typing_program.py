"""Start the program and open the interview whose id is given."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.app import Program

program = Program(sys.argv[:1])
program.window.open_interview(sys.argv[1])
sys.exit(program.run())
