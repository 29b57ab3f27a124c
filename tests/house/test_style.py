"""Lint, format and types are part of the suite."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_lint():
    run("ruff", "check", "--no-cache", ".")


def test_format():
    run("ruff", "format", "--no-cache", "--check", ".")


def test_types(tmp_path):
    run("mypy", "--cache-dir", str(tmp_path))


def test_no_file_names_a_machine_or_a_package_index():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    files = [ROOT / name for name in listed if name] or [*ROOT.glob("*.*"), *ROOT.glob("feedback_desk/**/*.py")]
    wrong = re.compile("/" + r"(?:work|farm|root)/|" + "pypi" + r"\.org|--extra-" + "index")
    for path in files:
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".lock", ".json", ".svg", ".sh", ""}:
            found = wrong.search(path.read_text("utf-8", errors="replace"))
            assert not found, f"{path.name}: {found}"
