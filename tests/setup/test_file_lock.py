"""One holder at a time, and no holder after its end, however it ended."""

import stat
import subprocess
import sys
import time

from feedback_desk.file_lock import FileLock

HOLD = """
import sys, time
from pathlib import Path
from feedback_desk.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
assert lock.take()
print("held", flush=True)
time.sleep(60)
"""


def test_one_holder_at_a_time(tmp_path):
    path = tmp_path / "lock"
    with FileLock(path):
        assert not FileLock(path).take()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    second = FileLock(path)
    assert second.take()
    second.release()
    second.release()


def test_a_killed_holder_holds_nothing(tmp_path):
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        assert not FileLock(path).take()
        holder.kill()
        holder.wait()
    assert FileLock(path).take()


def test_who_waits_gets_it(tmp_path):
    path = tmp_path / "lock"
    code = HOLD.replace("time.sleep(60)", "time.sleep(0.3)")
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with FileLock(path):
            assert holder.wait() == 0
        assert time.monotonic() - started < 10
