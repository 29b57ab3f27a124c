"""Start the program as the installed command does, from the source tree."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ui.app import main

sys.exit(main())
