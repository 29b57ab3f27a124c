"""Which system libraries Qt needs and this machine lacks, and how to get them; standard library only.

Qt aborts the process when a library of its screen plugin is missing, with a message that often
blames another one, and Python can't catch that. So they are looked for beforehand, by loading
Qt's own libraries the way Qt will and reading the loader's word for what it missed.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Missing(NamedTuple):
    """A library by the name the loader uses, and the Debian package that has it."""

    library: str
    package: str


DEBIAN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
}
"""Found by taking them away one at a time under Qt 6.11 on Debian 12."""

QT_LIBRARIES = ("libQt6Widgets.so.6", "libQt6DBus.so.6", "libQt6XcbQpa.so.6")
"""Loading these loads all that a window under X needs."""


def missing(environment: Path | None = None) -> list[Missing]:
    """What Qt in this environment (default: the running one) would not find. Empty where Qt brings all, as on macOS.

    Costs a start of the program nothing: it loads what Qt is about to load. Only when that fails are
    all the libraries tried one by one, so that one answer names everything.
    """
    if not sys.platform.startswith("linux"):
        return []
    blamed = _trouble_of_qt(environment)
    if not blamed:
        return []
    absent = [name for name in DEBIAN if not _loads(name)]
    absent += [name for name in dict.fromkeys(blamed) if name not in absent]
    return [Missing(name, DEBIAN.get(name, name)) for name in absent]


def explain(absent: list[Missing]) -> str:
    """What is missing and the command that gets it, for a person."""
    return _sentence([entry.package for entry in absent], ", ".join(entry.library for entry in absent))


def is_installed(package: str) -> bool:
    """Whether Debian's package database knows it as installed; True where there is no such database."""
    if not shutil.which("dpkg-query"):
        return True
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.startswith("installed")


def can_install() -> bool:
    """Whether this user may install Debian packages here without being asked for anything."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def install(packages: list[str], named: str, say: Callable[[str], None], error: type[Exception]) -> None:
    """Install Debian packages where the user has the right to, after saying so; else raise with the command to copy."""
    if not can_install():
        raise error(_sentence(packages, named))
    command = _command(packages)
    say(f"This machine lacks: {named}. Installing with: {command}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in ("apt-get update", command):
        done = subprocess.run(step.split(), env=quiet, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        reason = lines[0][2:].strip() if lines else "no reason was given."
        raise error(f"apt-get could not install what is missing ({named}): {reason}")


def _command(packages: list[str]) -> str:
    return "apt-get install -y --no-install-recommends " + " ".join(sorted(set(packages)))


def _sentence(packages: list[str], named: str) -> str:
    if shutil.which("apt-get"):
        how = f"Install what is missing with\n\n    sudo {_command(packages)}\n\nand start again."
    else:
        how = _other_systems(packages)
    return f"This machine lacks: {named}. {how}"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _trouble_of_qt(environment: Path | None) -> list[str]:
    """The loader's word on Qt's own libraries: the sonames it could not find."""
    folder = Path(environment) if environment else Path(sys.prefix)
    names = []
    for library in QT_LIBRARIES:
        for path in sorted(folder.glob(f"lib/python3*/site-packages/PySide6/Qt/lib/{library}")):
            try:
                ctypes.CDLL(str(path))
            except OSError as trouble:
                found = re.search(r"(lib[\w+.-]+\.so[.\d]*): cannot open", str(trouble))
                if found:
                    names.append(found[1])
    return names


def _other_systems(packages: list[str]) -> str:
    libraries = [library for library, package in DEBIAN.items() if package in packages]
    if shutil.which("dnf") and libraries:
        wanted = " ".join(f"'{name}()(64bit)'" for name in libraries)
        return f"Install what is missing with\n\n    sudo dnf install {wanted}\n\nand start again."
    return "Install what provides them with your system's package tool, and start again."
