"""`python -m feedback_desk` is the same as `feedback-desk`."""

import sys

from feedback_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
