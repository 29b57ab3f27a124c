"""What Qt would not find is named truly, before Qt can abort on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from feedback_desk import cli, system_libraries
from feedback_desk.system_libraries import Missing, explain, install, missing


class RefusedError(Exception):
    pass


def test_when_qt_misses_one_library_every_one_that_is_absent_is_named(monkeypatch):
    monkeypatch.setattr(system_libraries, "_trouble_of_qt", lambda environment: ["libxcb-cursor.so.0"])
    monkeypatch.setattr(system_libraries, "_loads", lambda name: not name.startswith("libxcb-"))
    names = [entry.library for entry in missing()]
    assert names[0] == "libxcb-cursor.so.0" and "libxcb-icccm.so.4" in names
    assert "libxcb-icccm4" in explain(missing())


def test_where_qt_finds_all_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(system_libraries, "_trouble_of_qt", lambda environment: [])
    monkeypatch.setattr(system_libraries, "_loads", lambda name: False)
    assert missing() == []


def test_what_the_loader_says_about_qt_itself_is_read(tmp_path):
    broken = tmp_path / "lib" / "python3.11" / "site-packages" / "PySide6" / "Qt" / "lib"
    broken.mkdir(parents=True)
    # Qt's own screen library, made to ask for a library that is nowhere.
    (real,) = Path(sys.prefix).glob("lib/python3*/site-packages/PySide6/Qt/lib/libQt6XcbQpa.so.6")
    changed = real.read_bytes().replace(b"libxcb-icccm.so.4", b"libxcb-nosuc.so.4")
    (broken / real.name).write_bytes(changed)
    blamed = [entry for entry in missing(tmp_path) if entry.library == "libxcb-nosuc.so.4"]
    assert blamed == [Missing("libxcb-nosuc.so.4", "libxcb-nosuc.so.4")]


def test_without_the_right_to_install_the_exact_command_is_given(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(RefusedError) as refused:
        install(["libxcb-icccm4", "libgl1"], "libxcb-icccm.so.4", lambda text: None, RefusedError)
    assert "sudo apt-get install -y --no-install-recommends libgl1 libxcb-icccm4\n" in str(refused.value)


def test_root_on_debian_installs_after_saying_so(monkeypatch):
    said, ran = [], []

    def run(command, **_):
        ran.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    install(["libgl1"], "libGL.so.1", said.append, RefusedError)
    assert said == [
        "This machine lacks: libGL.so.1. Installing with: apt-get install -y --no-install-recommends libgl1"
    ]
    assert ran == ["apt-get update", "apt-get install -y --no-install-recommends libgl1"]


def test_an_installation_that_fails_says_why(monkeypatch):
    def run(command, **_):
        return subprocess.CompletedProcess(command, 100, "", "W: old list\nE: Unable to locate package libgl1\n")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(RefusedError, match="Unable to locate package libgl1"):
        install(["libgl1"], "libGL.so.1", lambda text: None, RefusedError)


def test_a_system_without_apt_is_told_the_names(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(RefusedError, match=r"lacks: libGL\.so\.1"):
        install(["libgl1"], "libGL.so.1", lambda text: None, RefusedError)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    with pytest.raises(RefusedError, match=r"sudo dnf install 'libGL\.so\.1\(\)\(64bit\)'"):
        install(["libgl1"], "libGL.so.1", lambda text: None, RefusedError)


def test_the_program_says_what_is_missing_instead_of_aborting(monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(system_libraries, "missing", lambda: [Missing("libxcb-icccm.so.4", "libxcb-icccm4")])
    assert cli.main([]) == 1
    assert "This machine lacks: libxcb-icccm.so.4." in capsys.readouterr().err
