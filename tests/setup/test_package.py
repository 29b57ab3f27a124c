"""The program as an ordinary package: built, installed, and run from another folder with its data files."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """The installed `feedback-desk`, in an environment that borrows only the dependencies of this one."""
    folder = tmp_path_factory.mktemp("package")
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*python, "venv", "--without-pip", str(folder / "env")], check=True)
    home = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [
        *python,
        "pip",
        "--python",
        str(home / "python"),
        "install",
        "--no-index",
        "--no-deps",
        "--quiet",
        str(wheel),
    ]
    subprocess.run([*pip, "--disable-pip-version-check"], check=True)
    site = sysconfig.get_path("purelib", vars={"base": str(folder / "env"), "platbase": str(folder / "env")})
    Path(site, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home / "feedback-desk"


def test_the_installed_command_finds_its_data_from_any_folder(command, tmp_path):
    def run(*arguments: str) -> str:
        environment = {**os.environ, "FEEDBACK_DESK_HOME": str(tmp_path / "home")}
        environment.pop("PYTHONPATH", None)
        done = subprocess.run(
            [str(command), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "application-security" in run("kits")
    assert "xss" in run("skills", "cross site")
    assert "https://" in run("resources", "--skill", "xss")
    (tmp_path / "interview.md").write_bytes((ROOT / "assets/examples/interview.md").read_bytes())
    run("letter", "interview.md", "-o", "letter.pdf")
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
