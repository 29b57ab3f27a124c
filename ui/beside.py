"""The program's end of the second process (`feedback_desk.beside`): started when asked, again when it died."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from feedback_desk.beside import receive, send
from feedback_desk.errors import DeskError

GONE = "The part of the program that sets letters ended unexpectedly. Nothing is lost; try again."
PIPE_BYTES = 1 << 20
"""As much as Linux lets anyone ask for."""
STUCK_SECONDS = 15.0
"""An answer that takes this long never comes: ten thousand words are set and checked in one."""
TRIES = 2
"""It may have been ended from outside; what ends it by itself ends it the second time too."""


class Beside:
    """One process; `call` blocks and is for one thread at a time, `close` may come from another."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._asked = 0.0
        """When it was asked what it has not answered yet; 0 while it has nothing to do."""
        self._lock = threading.Lock()

    def call(self, do: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401 - what `do` gives
        """Call a function of the core there, with its desk and these arguments; raises what it raises."""
        for _ in range(TRIES):
            process = self._running()
            assert process.stdin is not None and process.stdout is not None
            self._asked = time.monotonic()
            try:
                send(process.stdin, (do, arguments))
                worked, result = receive(process.stdout)
            except (EOFError, OSError):
                self._end(process)
                continue
            except ValueError as error:
                if not self._closed:
                    raise
                raise DeskError(GONE) from error  # `close` shut the pipes just before
            finally:
                self._asked = 0.0
            if not worked:
                raise result
            return result
        raise DeskError(GONE)

    def end_if_stuck(self) -> None:
        """End a process that no longer answers; whoever waits for it asks a new one. Called from another thread."""
        process, asked = self._process, self._asked
        if process is not None and asked and time.monotonic() - asked > STUCK_SECONDS:
            process.kill()

    def close(self, timeout: float = 2.0) -> None:
        """End the process; what it is doing is not waited for longer than `timeout` seconds."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            self._end(process, timeout)

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise DeskError(GONE)
            if self._process is not None and self._process.poll() is not None:
                self._end(self._process)  # it ended while nobody asked: its pipes are still open here
                self._process = None
            if self._process is None:
                self._process = self._start()
            return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                # -P: nothing is imported from the folder that the program happened to be started in.
                [sys.executable, "-P", "-m", "feedback_desk.beside", str(self._home)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would show a console
            )
        except OSError as error:  # no memory or no process to spare
            raise DeskError(GONE) from error
        _widen(process.stdout)
        return process

    @staticmethod
    def _end(process: subprocess.Popen[bytes], timeout: float = 0.0) -> None:
        if process.stdin is not None and not process.stdin.closed:
            with contextlib.suppress(OSError):  # it was gone already
                process.stdin.close()
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a page come in few pieces: after each one this thread asks for the interpreter."""
    with contextlib.suppress(ImportError, AttributeError, OSError):  # Linux has it
        import fcntl

        if pipe is not None:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
