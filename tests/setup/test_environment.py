"""The set-up on a fresh machine: real environments, with a package made here instead of the network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from feedback_desk import setup, system_libraries
from feedback_desk.setup import Environment, Recipe, SetupError

RECIPE = Recipe("program", "requirements.lock")


def wheel(folder: Path, name: str, version: str) -> str:
    """A tiny package as pip wants it; its sha256."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for file, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{file},sha256={digest},{len(text)}\n"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record + f"{info}/RECORD,,\n"}.items():
            archive.writestr(file, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A program folder with a lock file of one package, and pip that finds packages only there."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(packages))
    root = tmp_path / "program"
    root.mkdir()
    write_lock(root, packages, "1.0")
    return root


def write_lock(root: Path, packages: Path, version: str) -> None:
    digest = wheel(packages, "tinything", version)
    (root / "requirements.lock").write_text(f"tinything=={version} \\\n    --hash=sha256:{digest}\n", "utf-8")


def installed(environment: Environment) -> str:
    code = "import tinything; print(tinything.version)"
    return subprocess.run(
        [str(environment.python), "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_fresh_folder_ends_with_the_locked_package_and_is_quick_the_second_time(place, capsys):
    environment = Environment(place, RECIPE)
    assert not environment.is_complete()
    environment.prepare()
    said = capsys.readouterr()
    assert installed(environment) == "1.0"
    assert environment.is_complete()
    assert said.out == ""  # a command's own output stays clean
    assert [line[:6] for line in said.err.splitlines() if " of 3" in line] == ["1 of 3", "2 of 3", "3 of 3"]
    environment.prepare()
    assert capsys.readouterr().err == ""


def test_a_changed_lock_file_brings_the_environment_up_to_date(place):
    environment = Environment(place, RECIPE)
    environment.prepare()
    write_lock(place, place.parent / "packages", "1.1")
    assert not environment.is_complete()
    environment.prepare()
    assert installed(environment) == "1.1"


@pytest.mark.parametrize("damage", ["no stamp", "no python", "half a folder"])
def test_a_half_finished_setup_is_finished(place, damage):
    environment = Environment(place, RECIPE)
    if damage == "half a folder":
        environment.folder.mkdir(parents=True)
        (environment.folder / "pyvenv.cfg").write_text("home = nowhere\n", "utf-8")
    else:
        environment.prepare()
        environment.stamp.unlink()
    if damage == "no python":
        environment.python.unlink()
    environment.prepare()
    assert environment.is_complete()
    assert installed(environment) == "1.0"


def test_an_environment_of_another_python_is_made_anew(place):
    environment = Environment(place, RECIPE)
    environment.prepare()
    environment.stamp.write_text("3.9 " + environment.stamp.read_text("utf-8").split()[1] + "\n", "utf-8")
    assert not environment.is_complete()
    environment.prepare()
    assert environment.is_complete()


def test_without_a_network_one_sentence_says_so_and_the_next_start_goes_on(place, monkeypatch):
    environment = Environment(place, RECIPE)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # the discard port: refused at once
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(SetupError, match="no way to the network"):
        environment.prepare()
    assert not environment.is_complete()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(place.parent / "packages"))
    environment.prepare()
    assert installed(environment) == "1.0"


def test_a_package_that_is_not_the_locked_one_is_refused(place):
    lock = place / "requirements.lock"
    lock.write_text(f"tinything==1.0 \\\n    --hash=sha256:{'0' * 64}\n", "utf-8")
    with pytest.raises(SetupError, match="not the one the lock file names"):
        Environment(place, RECIPE).prepare()


def test_a_missing_lock_file_is_a_sentence(place):
    (place / "requirements.lock").unlink()
    with pytest.raises(SetupError, match="fetch the program again"):
        Environment(place, RECIPE).prepare()


def test_a_debian_without_the_venv_module_names_the_package(place, monkeypatch):
    monkeypatch.setattr(setup, "_has_ensurepip", lambda: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SetupError, match=rf"sudo apt-get install .*python3\.{sys.version_info.minor}-venv"):
        Environment(place, RECIPE).prepare()


def test_a_folder_that_cannot_be_written_moves_the_environment_to_the_cache(place, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert (tmp_path / "cache") in Environment(place, RECIPE).folder.parents


def test_missing_screen_libraries_leave_the_command_line_usable(place, monkeypatch, capsys):
    lacking = [system_libraries.Missing("libxcb-icccm.so.4", "libxcb-icccm4")]
    monkeypatch.setattr(system_libraries, "missing", lambda folder=None: lacking)
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)
    environment = Environment(place, setup.PROGRAM)
    environment.prepare()
    assert environment.is_complete()
    said = capsys.readouterr().err
    assert "libxcb-icccm.so.4" in said and "The command line works" in said


def test_two_starts_at_once_build_one_environment(place):
    code = (
        "import sys; from pathlib import Path; from feedback_desk.setup import *\n"
        "Environment(Path(sys.argv[1]), Recipe('program', 'requirements.lock')).prepare()"
    )
    command = [sys.executable, "-c", code, str(place)]
    starts = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    words = [start.communicate(timeout=120)[1] for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert sorted("Setting up" in text for text in words) == [False, True]
    assert installed(Environment(place, RECIPE)) == "1.0"


def test_the_lock_files_carry_versions_and_hashes_only():
    root = Path(__file__).resolve().parents[2]
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (root / lock).read_text("utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        blocks = text.replace("\\\n", " ").splitlines()
        assert blocks and all("==" in block and "--hash=sha256:" in block for block in blocks)
