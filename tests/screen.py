"""A screen that nobody sees: Xvfb with openbox, started here and ended by process id.

For what needs a real window: journeys by keyboard, pictures for the guide, measurements from outside.
Everything started through it, and the screen itself, ends with the `with` block.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

NEEDED = ("Xvfb", "openbox", "xdotool", "import")
"""Programs of Debian's xvfb, openbox, xdotool and imagemagick."""


def missing_tools() -> list[str]:
    return [name for name in NEEDED if not shutil.which(name)]


class VirtualScreen:
    """An X screen of `size` pixels of our own; `home` is the HOME of all that is started on it.

    `accessible` gives it a bus of its own too, on which programs tell screen readers of themselves.
    """

    def __init__(self, home: Path, size: str = "1600x1000", *, manager: bool = True, accessible: bool = False) -> None:
        self.home = home
        self.size = size
        self.manager = manager
        self.accessible = accessible
        self.processes: list[subprocess.Popen[bytes]] = []
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        read, write = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{self.size}x24",
            "-dpi",
            "96",
            "-nolisten",
            "tcp",
        ]
        self._start(command, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = ":" + answer.readline().strip()
        hidden = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.environment |= {"DISPLAY": self.display, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "1"}
        if self.accessible:
            self._start_bus()
        if self.manager:
            self._start(["openbox", "--sm-disable"])
            self._until(lambda: "CHECK(WINDOW)" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.processes):
            self.end(process)

    def start(self, command: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
        """Start a program on this screen, in a process group of its own."""
        return self._start(command, env={**self.environment, **environment})

    def converse(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a program that answers on standard output what it is asked on standard input."""
        return self._start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def end(self, process: subprocess.Popen[bytes], grace: float = 5.0) -> None:
        """End a process that was started here, by its id; politely first, for `grace` seconds."""
        for what in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                os.killpg(process.pid, what)
                try:
                    process.wait(grace)
                except subprocess.TimeoutExpired:
                    continue
        for pipe in filter(None, (process.stdin, process.stdout)):
            with contextlib.suppress(BrokenPipeError):  # what was still to be asked is asked of nobody
                pipe.close()
        if process in self.processes:
            self.processes.remove(process)

    def run(self, *command: str) -> str:
        """Run one of X's small tools on this screen and return what it printed."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        ).stdout

    def window(self, title: str, timeout: float = 30.0) -> str:
        """The id of the window whose title matches, once it is there and active."""
        found = ""

        def look() -> bool:
            nonlocal found
            found = self.run("xdotool", "search", "--onlyvisible", "--name", title).strip().split("\n")[-1]
            return bool(found)

        self._until(look, timeout)
        self.run("xdotool", "windowactivate", "--sync", found)
        return found

    def keys(self, *keys: str) -> None:
        """Press keys by X's names, such as `ctrl+n` or `Return`."""
        self.run("xdotool", "key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--delay", "15", "--", text)

    def picture(self, path: Path, window: str = "root") -> None:
        """Save a PNG of a window, or of the whole screen."""
        self.run("import", "-silent", "-window", window, str(path))

    def _start_bus(self) -> None:
        """A session bus; the accessibility bus is started by it when somebody asks."""
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        self.environment |= {"XDG_RUNTIME_DIR": str(runtime), "NO_AT_BRIDGE": "0"}
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        read, write = os.pipe()
        self._start(["dbus-daemon", "--session", "--nofork", f"--print-address={write}"], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = answer.readline().strip()

    def _start(self, command: Sequence[str], **options: object) -> subprocess.Popen[bytes]:
        options = {"env": self.environment or None, "stderr": subprocess.DEVNULL, **options}
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        process = subprocess.Popen(list(command), start_new_session=True, **(quiet | options))
        self.processes.append(process)
        return process

    def _until(self, condition, timeout: float = 20.0) -> None:
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("nothing came on the virtual screen")
            time.sleep(0.02)
