"""What Qt would not find is named truly, before Qt can abort on it."""

import os
import shutil
import subprocess

import pytest

from feedback_desk import system_libraries
from feedback_desk.system_libraries import Missing, install, missing


class RefusedError(Exception):
    pass


def test_a_library_that_does_not_load_is_named_with_its_debian_package(monkeypatch):
    real = system_libraries._loads
    monkeypatch.setattr(system_libraries, "_loads", lambda name: name != "libxcb-icccm.so.4" and real(name))
    assert Missing("libxcb-icccm.so.4", "libxcb-icccm4") in missing()


def test_what_the_loader_says_about_qt_itself_is_read(tmp_path):
    broken = tmp_path / "lib" / "python3.11" / "site-packages" / "PySide6" / "Qt" / "lib"
    broken.mkdir(parents=True)
    source = tmp_path / "empty.c"
    source.write_text("", "utf-8")
    if not shutil.which("gcc"):
        (broken / "libQt6XcbQpa.so.6").write_bytes(b"not a library")
        assert missing(tmp_path) == missing(tmp_path / "nothing")
        return
    subprocess.run(["gcc", "-shared", "-o", tmp_path / "libgone-qt.so.1", source], check=True)
    command = ["gcc", "-shared", "-o", broken / "libQt6XcbQpa.so.6", source, "-Wl,--no-as-needed", "-L", tmp_path]
    subprocess.run([*command, "-l:libgone-qt.so.1"], check=True)
    assert Missing("libgone-qt.so.1", "libgone-qt.so.1") in missing(tmp_path)


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
