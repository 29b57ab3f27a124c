"""What `main.py` and `python3 tests` need on a fresh machine; standard library only.

An `Environment` is a virtual environment of our own beside the program (or in the user's cache
where that folder can't be written), holding exactly what a lock file names. A stamp, written
last, says for which lock file and which Python it is complete: a second start reads the stamp
and goes on at once; a missing or different one leads to `pip` bringing the environment up to
date, or to a new one where the old one can't run.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from feedback_desk import system_libraries
from feedback_desk.file_lock import FileLock


class SetupError(Exception):
    """The set-up can't go on; the text says what is missing, and how to get it."""


class Recipe(NamedTuple):
    """What an environment is made of: its folder's name, its lock file, Debian packages beyond Qt's own."""

    name: str
    lock: str
    tools: tuple[str, ...] = ()


OFFLINE = (
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Failed to establish a new connection",
    "Connection refused",
    "Read timed out",
    "ProxyError",
    "nodename nor servname",
    "getaddrinfo failed",
)
"""What pip prints when there is no way to the network, on the three systems."""

PROGRAM = Recipe("program", "requirements.lock")
TESTS = Recipe(
    "tests",
    "requirements-test.lock",
    # A screen that nobody sees, keys and pictures for the real window, and other people's PDF readers.
    (
        *("xvfb", "openbox", "xdotool", "wmctrl", "x11-utils", "imagemagick"),
        *("dbus", "at-spi2-core", "gir1.2-atspi-2.0", "python3-gi"),
        *("poppler-utils", "qpdf"),
    ),
)


class Environment:
    """One virtual environment of ours for the program in `root`."""

    def __init__(self, root: Path, recipe: Recipe) -> None:
        self.root = root
        self.recipe = recipe
        self.folder = _place(root) / recipe.name
        self.lock = root / recipe.lock

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.folder / "complete"

    def is_running(self) -> bool:
        """Whether this very process already runs in the finished environment."""
        return Path(sys.prefix) == self.folder and self.is_complete()

    def is_complete(self) -> bool:
        with contextlib.suppress(OSError):
            return self.python.exists() and self.stamp.read_text("utf-8") == self._wanted()
        return False

    def run(self, arguments: list[str]) -> int:
        """Go on as the environment's own Python. Does not return where the system can replace a process."""
        command = [str(self.python), *arguments]
        if os.name == "nt":  # there, exec returns to the shell before the program has ended
            return subprocess.run(command, check=False).returncode
        sys.stdout.flush()
        return os.execv(command[0], command)

    def prepare(self) -> None:
        """Make or mend the environment until it is complete; `SetupError` says why it can't be."""
        wanted = self._wanted()
        if self.is_complete():
            return
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise SetupError(f"There is no folder to set up in: {trouble}.") from None
        with FileLock(self.folder.with_suffix(".lock")):  # two starts at once must not build the same folder
            if self.is_complete():  # another start finished it while this one waited
                return
            first = not self.folder.exists()
            say(f"Setting up Feedback Desk in {self.folder} ({'once' if first else 'bringing it up to date'}).")
            started = time.monotonic()
            try:
                self.stamp.unlink(missing_ok=True)
                self._make()
                self._fetch()
                self._system()
                self.stamp.write_text(wanted, "utf-8")
            except OSError as trouble:
                raise SetupError(_space(str(trouble)) or f"The set-up could not go on: {trouble}.") from None
            say(f"Ready after {time.monotonic() - started:.0f} seconds.")

    def _wanted(self) -> str:
        try:
            lock = self.lock.read_bytes()
        except OSError:
            raise SetupError(f"The file {self.lock.name} is missing: fetch the program again.") from None
        return f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(lock).hexdigest()}\n"

    def _make(self) -> None:
        """An environment whose Python runs and is this Python; what is half made or of another Python goes."""
        probe = "import sys, pip; print(sys.version_info[:2] == tuple(map(int, sys.argv[1:])))"
        version = [str(part) for part in sys.version_info[:2]]
        if self.python.exists() and _output([str(self.python), "-c", probe, *version]).strip() == "True":
            return
        if self.folder.exists():
            say("The set-up found here was not finished or is for another Python: making it anew.")
            shutil.rmtree(self.folder)
        if not _has_ensurepip():
            package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            system_libraries.install([package], "Python's own module for environments", say, SetupError)
        say("1 of 3: making an environment for it.")
        try:
            # As a process of its own: the module may just have been installed.
            subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=True, capture_output=True, text=True)
        except subprocess.CalledProcessError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise SetupError(_space(error.stdout + error.stderr) or "Python could not make an environment: "
                             + _last_line(error.stdout + error.stderr)) from None  # fmt: skip

    def _fetch(self) -> None:
        total = sum(1 for line in self.lock.read_text("utf-8").splitlines() if "==" in line and line[0].isalnum())
        say(f"2 of 3: fetching {total} packages. This needs the network, once.")
        command = [str(self.python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
        command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(self.lock)]
        seen, tail = 0, ""
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                tail = (tail + line)[-4000:]
                if line.startswith("Collecting "):
                    seen += 1
                    progress(f"  {seen}: {line.split()[1].split('==')[0]}")
                elif line.startswith("Installing collected"):
                    progress("  putting them in place")
        if pip.returncode:
            raise SetupError(_pip_trouble(tail))
        progress("")

    def _system(self) -> None:
        say("3 of 3: looking for the system libraries that windows need.")
        missing = system_libraries.missing(self.folder)
        tools = [name for name in self.recipe.tools if not system_libraries.is_installed(name)]
        if missing and not tools and self.recipe is PROGRAM and not system_libraries.can_install():
            # The command line works without them; the window says it again when it is asked for.
            say(f"The command line works; windows can't be opened yet. {system_libraries.explain(missing)}")
        elif missing or tools:
            packages = [entry.package for entry in missing] + tools
            named = [entry.library for entry in missing] + tools
            system_libraries.install(packages, ", ".join(named), say, SetupError)
            still = system_libraries.missing(self.folder)
            if still:
                raise SetupError(system_libraries.explain(still))


def say(text: str) -> None:
    """One line of progress, on standard error so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def progress(text: str) -> None:
    """A line that the next one replaces; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _place(root: Path) -> Path:
    """Beside the program; in the user's cache where that can't be written."""
    beside = root / ".environment"
    if os.access(beside if beside.exists() else root, os.W_OK):
        return beside
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "feedback-desk" / hashlib.sha256(str(root).encode()).hexdigest()[:12]


def _has_ensurepip() -> bool:
    # Debian ships `venv` but keeps `ensurepip` in python3-venv.
    return importlib.util.find_spec("ensurepip") is not None


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _space(text: str) -> str:
    if "No space left" in text or "Errno 28" in text:
        return "The disk is full: free about one gigabyte and start again."
    return ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given."


def _pip_trouble(output: str) -> str:
    """What pip's output means, as a sentence with a way on."""
    if _space(output):
        return _space(output)
    if "DO NOT MATCH THE HASHES" in output:
        return "A package that came over the network is not the one the lock file names, so it was not installed."
    if any(sign in output for sign in OFFLINE):
        return (
            "The packages could not be fetched: there is no way to the network. "
            "Set-up needs it once; start again when it is there. Your data was not touched."
        )
    return "The packages could not be installed: " + _last_line(output)
