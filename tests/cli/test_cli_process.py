"""The command line as a process of its own: pipes, locales, full disks, what it imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "assets" / "examples" / "interview.md"


@pytest.fixture
def environment(home):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR")}
    return {**kept, "FEEDBACK_DESK_HOME": str(home), "HOME": str(home.parent), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(environment):
    def command(*arguments, **more):
        return subprocess.run(
            [sys.executable, "-m", "feedback_desk", *map(str, arguments)],
            env={**environment, **more.pop("env", {})},
            capture_output=True,
            timeout=60,
            check=False,
            **more,
        )

    return command


def test_the_main_job_from_another_folder(run, tmp_path):
    done = run("letter", EXAMPLE, "-o", "letter.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.pdf"]


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_text_is_utf_8_whatever_the_locale(run, locale):
    interview_id = run("import", EXAMPLE, env=locale).stdout.decode().strip()
    shown = run("show", interview_id, "--format", "text", env=locale)
    assert shown.returncode == 0
    assert "Anaïs Krishnamūrti-Okafor" in shown.stdout.decode()
    assert "Anaïs Krishnamūrti-Okafor" in run("list", env=locale).stdout.decode()


def test_a_closed_pipe_is_no_trouble(environment):
    command = f'"{sys.executable}" -m feedback_desk resources --json | head -c 1; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[", b"")


def test_a_full_disk_is_a_sentence(environment, tmp_path):
    resource = pytest.importorskip("resource", reason="this system limits no sizes of files")
    room = 2**26  # more than a store takes, and the output's file has used it up, all but a few bytes
    with (tmp_path / "kits.txt").open("ab") as full:
        full.truncate(room - 100)
        done = subprocess.run(
            [sys.executable, "-m", "feedback_desk", "kits"],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )
    assert (tmp_path / "kits.txt").stat().st_size == room
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "The output could not be read or written: File too large."


def test_without_a_screen_the_program_says_so(run):
    done = run()
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert b"no screen" in done.stderr and b"Traceback" not in done.stderr


def test_main_py_is_the_same_command(environment, tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "kits"], env=environment, capture_output=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"application-security" in done.stdout


def test_help_imports_nothing_heavy(environment):
    code = (
        "import sys; from feedback_desk.cli import main; main(['--help']);"
        "heavy = {'PySide6', 'reportlab', 'markdown', 'yaml', 'sqlcipher3', 'sqlite_utils', 'cryptography', 'regex'};"
        "sys.exit(', '.join(heavy & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_two_imports_at_once_both_succeed(environment, home, run):
    run("list")
    command = [sys.executable, "-m", "feedback_desk", "import", str(EXAMPLE)]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    outcomes = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], outcomes
    assert outcomes[0][0] == outcomes[1][0]
    assert len(run("list").stdout.decode().splitlines()) == 2
