"""The second process: a real one, asked through the jobs, ended and started again."""

import os
import signal
import sys
import time

import psutil
import pytest

from feedback_desk.errors import DeskError, LetterBlocked
from feedback_desk.model import Profile
from tests.ui import asked_beside as asked
from ui import beside
from ui import jobs as jobs_module
from ui.beside import GONE, Beside
from ui.jobs import BUG, Jobs


def test_it_is_another_process_that_reads_what_was_committed(qtbot, jobs, owner):
    told = []
    jobs.write(lambda desk: desk.set_profile(Profile(name="अनन्या"), "test"))
    with qtbot.waitSignal(jobs.saved):
        pass
    jobs.beside(asked.who, (), told.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    name, pid = told[0]
    assert name == "अनन्या" and pid != os.getpid()
    jobs.write(lambda desk: desk.set_profile(Profile(name="Ada"), "test"))
    with qtbot.waitSignal(jobs.saved):
        pass
    jobs.beside(asked.who, (), told.append, owner=owner)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == ("Ada", pid)


def test_a_newer_question_with_the_same_key_makes_the_older_one_stale(qtbot, jobs, owner):
    shown = []
    jobs.beside(asked.slowly, (0.3, "old"), shown.append, owner=owner, key="preview")
    for number in range(5):
        jobs.beside(asked.echo, (number,), shown.append, owner=owner, key="preview")
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(100)
    assert shown == [4]


def test_expected_trouble_comes_back_as_itself_and_a_bug_as_one(qtbot, jobs, owner, monkeypatch):
    failed, caught = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(str(error)))
    jobs.beside(asked.blocked, (), lambda _: None, failed.append, owner=owner)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], LetterBlocked)
    assert failed[0].reasons == ("It names somebody.", "It has no date.")
    jobs.beside(asked.bug, (Profile(name="Meera"),), lambda _: None, failed.append, owner=owner)
    qtbot.waitUntil(lambda: len(failed) == 2)
    assert str(failed[1]) == BUG
    assert "AttributeError" in caught[0] and "asked_beside.py" in caught[0] and "Meera" not in caught[0]


def test_a_process_that_was_ended_is_started_again_without_a_word(qtbot, jobs, owner, tmp_path):
    told, failed = [], []
    jobs.beside(asked.die_once, (tmp_path / "mark",), told.append, failed.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    assert (told, failed) == (["alive"], [])
    jobs.beside(asked.die, (), told.append, failed.append, owner=owner)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == GONE
    jobs.beside(asked.echo, ("and on",), told.append, failed.append, owner=owner)
    qtbot.waitUntil(lambda: told[-1] == "and on")


def test_closing_ends_the_process_even_in_the_middle_of_something(tmp_path):
    import threading

    beside = Beside(tmp_path)
    seen = []

    def ask():
        try:
            beside.call(asked.slowly, (60, "never"))
        except Exception as error:
            seen.append(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    while beside.pid is None:
        time.sleep(0.01)
    pid = beside.pid
    time.sleep(0.3)
    began = time.monotonic()
    beside.close(timeout=0.2)
    thread.join(5)
    assert time.monotonic() - began < 5 and not thread.is_alive()
    assert seen == [GONE]
    assert not psutil.pid_exists(pid)


def test_it_ends_by_itself_when_the_program_is_gone(tmp_path):
    beside = Beside(tmp_path)
    assert beside.call(asked.echo, (7,)) == 7
    process = psutil.Process(beside.pid)
    beside._process.stdin.close()  # what the system does with a program that was killed
    assert process.wait(5) == 0
    beside.close()


def test_nothing_is_imported_from_the_folder_it_was_started_in(tmp_path, monkeypatch):
    stray = tmp_path / "colorsys.py"
    stray.write_text("")
    monkeypatch.chdir(tmp_path)
    beside = Beside(tmp_path / "home")
    assert beside.call(asked.where_from, ()) != str(stray)
    beside.close()


def test_ctrl_c_in_the_terminal_does_not_end_it(tmp_path):
    beside = Beside(tmp_path)
    assert beside.call(asked.echo, (1,)) == 1
    pid = beside.pid
    os.kill(pid, signal.SIGINT)
    assert beside.call(asked.echo, (2,)) == 2
    assert beside.pid == pid
    beside.close()


def test_one_that_ended_while_nobody_asked_leaves_no_pipes_behind(tmp_path):
    beside = Beside(tmp_path)
    beside.call(asked.echo, (1,))
    old = beside._process
    old.kill()
    old.wait()
    assert beside.call(asked.echo, (2,)) == 2
    assert old.stdin.closed and old.stdout.closed
    beside.close()


def test_a_system_that_starts_nothing_more_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    with pytest.raises(DeskError, match="Nothing is lost"):
        Beside(tmp_path).call(asked.echo, (1,))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be held here")
def test_one_that_no_longer_answers_is_ended_and_asked_anew(qtbot, owner, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs_module, "LOOK_SECONDS", 0.05)
    jobs, told = Jobs(tmp_path / "home"), []
    jobs.beside(asked.who, (), told.append, owner=owner)
    qtbot.waitUntil(lambda: len(told) == 1)
    stuck = told[0][1]
    os.kill(stuck, signal.SIGSTOP)
    with monkeypatch.context() as soon:
        soon.setattr(beside, "STUCK_SECONDS", 0.3)
        jobs.beside(asked.who, (), told.append, owner=owner)
        qtbot.waitUntil(lambda: not psutil.pid_exists(stuck))  # a new one may take longer to start
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1][1] != stuck
    assert jobs.close()
