"""A second process with a reading desk of its own: setting and checking letters there leaves typing alone.

One interpreter does one thing at a time: while a thread sets a page, each key waits for it several times over. So the
program starts `python -m feedback_desk.beside HOME`, asks it on standard input and reads its answers from standard
output, each one length (eight bytes, little-endian) and a pickle: of a function and its arguments, to be called with
a `Desk` first; of `(True, result)` or `(False, error)`. Only the program that started it can write there. It ends when
its input does.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from feedback_desk import log
from feedback_desk.errors import DeskError

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

LENGTH = 8
POLITE = 5
"""How much lower its priority is than the window's, on systems that know niceness."""
LETTER_ROOMS = ("feedback_desk.letter.compose", "feedback_desk.letter.checks", "feedback_desk.pdf.render")


def prepare(desk: Desk) -> None:
    """Import what letters need, so that the first one doesn't wait for it."""
    for room in (*LETTER_ROOMS, "feedback_desk.pdf.picture"):
        importlib.import_module(room)


def send(stream: IO[bytes], value: object) -> None:
    """Write one value."""
    packed = pickle.dumps(value, protocol=5)
    stream.write(len(packed).to_bytes(LENGTH, "little"))
    stream.write(packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever the other side sent
    """Read one value; `EOFError` when the other side is gone."""
    head = stream.read(LENGTH)
    body = stream.read(int.from_bytes(head, "little")) if len(head) == LENGTH else b""
    if not body:
        raise EOFError
    return pickle.loads(body)


def main() -> None:
    """Answer until nobody asks any more."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not stand between the answers
    home = Path(sys.argv[1])
    desk: Desk | None = None
    while True:
        try:
            do, arguments = receive(questions)
        except EOFError:
            break
        answer: tuple[bool, object]
        try:
            if desk is None:
                from feedback_desk.desk import Desk

                desk = Desk.open(home, readonly=True)
            answer = True, do(desk, *arguments)
        except DeskError as expected:
            answer = False, expected
        except Exception as unexpected:
            log.record(unexpected, "beside")
            answer = False, RuntimeError(log.places(unexpected))
        with contextlib.suppress(BrokenPipeError):
            send(answers, answer)
    if desk is not None:
        desk.close()


if __name__ == "__main__":
    main()
