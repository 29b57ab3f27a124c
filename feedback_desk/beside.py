"""A second process with a reading desk of its own: setting and checking letters there leaves typing alone.

One interpreter does one thing at a time: while a thread sets a page, each key waits for it several times over. So the
program starts `python -m feedback_desk.beside HOME`, asks it on standard input and reads its answers from standard
output, each one a pickle with the pixels of its pages after it: of a function and its arguments, to be called with
a `Desk` first; of `(True, result)` or `(False, error)`. Only the program that started it can write there. It ends when
its input does.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from feedback_desk import log
from feedback_desk.errors import DeskError
from feedback_desk.model import PagePicture

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


class _Pickler(pickle.Pickler):
    """Leaves pixels out of the pickle: they are written after it as they are."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as the library has it
        if isinstance(value, PagePicture):
            return PagePicture, (value.width, value.height, pickle.PickleBuffer(value.pixels))
        return NotImplemented


def send(stream: IO[bytes], value: object) -> None:
    """Write one value: the lengths of its parts, the pickle, the pixels of each page."""
    pixels: list[pickle.PickleBuffer] = []
    packed = io.BytesIO()
    _Pickler(packed, protocol=5, buffer_callback=pixels.append).dump(value)
    parts = [packed.getbuffer(), *(one.raw() for one in pixels)]
    for number in (len(parts), *(part.nbytes for part in parts)):
        stream.write(number.to_bytes(LENGTH, "little"))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever the other side sent
    """Read one value; `EOFError` when the other side is gone.

    Each part is read into its place at once, while other threads have the interpreter.
    """
    parts = [bytearray(_number(stream)) for _ in range(_number(stream))]
    for part in parts:
        if cast(io.BufferedReader, stream).readinto(part) < len(part):
            raise EOFError
    return pickle.loads(parts[0], buffers=parts[1:])


def _number(stream: IO[bytes]) -> int:
    read = stream.read(LENGTH)
    if len(read) < LENGTH:
        raise EOFError
    return int.from_bytes(read, "little")


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal means the program, which ends this one
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
