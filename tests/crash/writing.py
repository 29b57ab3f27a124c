"""Run as a program: write notes and draft lines without end, and say of each when it is committed.

One line of output per commit, flushed: `note N` or `line N`. What it says must be there after the kill.
"""

import os
import sys

from feedback_desk.desk import Desk
from feedback_desk.model import Note, NoteKind


def main(first: int) -> None:
    with Desk.open(lock=True) as desk:
        interview = desk.interviews()[0].id
        number = first
        while True:
            text = f"note {number} " + "words and words " * (number % 40)
            for length in (len(text) // 2, len(text)):
                line = f"{number} {text[:length]}"
                desk.keep_draft_line(interview, "", line)
                os.write(1, f"line {number} {length}\n".encode())
            desk.put_note(interview, Note(f"n{number}", "", NoteKind.PLAIN, text, ("xss",), number), line=line)
            os.write(1, f"note {number}\n".encode())
            if number % 7 == 0:
                desk.index_pending()
            number += 1


if __name__ == "__main__":
    main(int(sys.argv[1]))
