"""Start Feedback Desk: `python3 main.py`. On a fresh machine it sets itself up first.

`python3 main.py ARGS` is the same as the installed command `feedback-desk ARGS`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything newer is parsed
    here = "%d.%d" % sys.version_info[:2]  # noqa: UP031 - older Pythons read this line too
    sys.exit("Feedback Desk needs Python 3.11 or newer; this is " + here + ". Start it as: python3.11 main.py")

from pathlib import Path

from feedback_desk import setup


def main() -> int:
    """Run the program in its own environment, making or mending that environment when needed."""
    environment = setup.Environment(Path(__file__).resolve().parent, setup.PROGRAM)
    try:
        if environment.is_running():
            from feedback_desk.cli import main as run

            return run(sys.argv[1:])
        environment.prepare()
    except setup.SetupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Set-up was stopped. Start it again to go on.", file=sys.stderr)
        return 1
    return environment.run([__file__, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
