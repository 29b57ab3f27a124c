"""`python3 tests`: set up what the tests need, then run them without a screen.

Arguments go to pytest. `--long` runs the long tests (kills, 100,000 interviews) and `--bench` the
measurements instead of the ordinary suite; `--all` runs everything.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from feedback_desk import setup  # noqa: E402

CHOICES = {"--long": "long and not bench", "--bench": "bench", "--all": ""}


def main(arguments: list[str]) -> int:
    environment = setup.Environment(ROOT, setup.TESTS)
    if not environment.is_running():
        try:
            environment.prepare()
        except setup.SetupError as trouble:
            print(trouble, file=sys.stderr)
            return 1
        return environment.run([str(Path(__file__).parent), *arguments])
    chosen = [CHOICES[word] for word in arguments if word in CHOICES] or ["not long and not bench"]
    rest = [word for word in arguments if word not in CHOICES]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    import pytest

    return int(
        pytest.main(["-m", chosen[-1], *(["-s"] if "bench" in chosen[-1] and "not" not in chosen[-1] else []), *rest])
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
