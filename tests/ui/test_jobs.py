"""The storage lane: order, coalescing, staleness, failures, foreign writes, closing; on a real store."""

import gc
import stat
import sys
import threading

from PySide6.QtCore import QObject, QThread

from feedback_desk.desk import Desk
from feedback_desk.errors import AlreadyOpen, BadInput, DeskError, NotFound, StoreTrouble
from feedback_desk.model import Profile
from tests.ui import asked_beside
from ui import jobs as jobs_module
from ui.jobs import RECOVERED, Jobs


def named(name):
    return lambda desk: desk.set_profile(Profile(name=name), "test")


def stored_name(home):
    with Desk.open(home, readonly=True) as desk:
        return desk.profile().name


def test_saved_is_said_after_the_commit_and_never_before(qtbot, jobs, tmp_path):
    said = []
    jobs.saved.connect(lambda: said.append(stored_name(tmp_path / "home")))
    with qtbot.waitSignal(jobs.saved):
        jobs.write(named("Ada"))
    assert said == ["Ada"]


def test_a_change_is_told_with_its_source_on_the_ui_thread(qtbot, jobs):
    threads = []
    with qtbot.waitSignal(jobs.changed) as told:
        jobs.write(named("Ada"), done=lambda _: threads.append(QThread.currentThread()))
    assert told.args[0].source == "test"
    assert threads == [jobs.thread()]


def test_writes_run_in_order_and_saved_comes_once_for_all(qtbot, jobs, tmp_path):
    order, said = [], []
    jobs.saved.connect(lambda: said.append(len(order)))
    for number in range(20):
        jobs.write(named(f"Ada {number}"), done=lambda _, n=number: order.append(n))
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))
    assert said[-1] == 20
    assert stored_name(tmp_path / "home") == "Ada 19"


def test_of_waiting_writes_with_one_key_only_the_newest_runs(qtbot, jobs, tmp_path):
    gate, ran = threading.Event(), []
    jobs.write(lambda desk: gate.wait(5))
    for number in range(50):
        jobs.write(lambda desk, n=number: ran.append(n), key="line")
    jobs.write(lambda desk: ran.append("other"))
    gate.set()
    with qtbot.waitSignal(jobs.saved):
        pass
    assert ran == [49, "other"]


def test_reads_see_what_was_committed_before_them(qtbot, jobs, owner):
    seen = []
    jobs.write(
        named("Ada"),
        done=lambda _: jobs.read(lambda desk: desk.profile().name, seen.append, owner=owner),
    )
    qtbot.waitUntil(lambda: seen == ["Ada"])


def test_a_reading_job_can_not_write(qtbot, jobs, owner):
    failed = []
    jobs.read(named("Ada"), lambda _: None, failed.append, owner=owner)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], StoreTrouble)


def test_a_newer_read_with_the_same_key_makes_the_older_one_stale(qtbot, jobs, owner):
    gate, shown = threading.Event(), []
    jobs.read(lambda desk: gate.wait(5) and "old", shown.append, owner=owner, key="search")
    for number in range(10):
        jobs.read(lambda desk, n=number: n, shown.append, owner=owner, key="search")
    jobs.read(lambda desk: "other key", shown.append, owner=owner, key="page")
    gate.set()
    qtbot.waitUntil(lambda: set(shown) == {9, "other key"})
    jobs.read(lambda desk: "end", shown.append, owner=owner)
    qtbot.waitUntil(lambda: shown[-1] == "end")
    assert "old" not in shown


def test_nothing_is_called_for_an_owner_that_is_gone(qtbot, jobs, owner):
    gate, shown, other = threading.Event(), [], QObject()
    jobs.read(lambda desk: gate.wait(5), shown.append, owner=owner)
    jobs.beside(asked_beside.slowly, (0.2, "late"), shown.append, owner=owner)
    owner.deleteLater()
    del owner
    gc.collect()
    qtbot.wait(20)
    gate.set()
    end = []
    jobs.read(lambda desk: "end", end.append, owner=other)
    jobs.beside(asked_beside.echo, ("end",), end.append, owner=other)
    qtbot.waitUntil(lambda: end == ["end", "end"])


def test_expected_trouble_goes_to_the_callback_else_to_the_signal(qtbot, jobs, owner):
    def fail(desk):
        raise NotFound("There is no such interview.")

    heard = []
    jobs.write(fail, failed=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.read(fail, lambda _: None, owner=owner)
    assert isinstance(told.args[0], NotFound)
    assert jobs.refused == 0, "trying again can't mend a wrong id"


def test_a_bug_in_a_job_goes_to_the_crash_handler_and_the_lane_goes_on(qtbot, jobs, tmp_path, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: caught.append(error[0]))
    jobs.write(lambda desk: 1 / 0)
    with qtbot.waitSignal(jobs.changed):
        jobs.write(named("Ada"))
    assert caught == [ZeroDivisionError]
    assert stored_name(tmp_path / "home") == "Ada"


def test_whoever_waits_for_a_job_with_a_bug_is_told(qtbot, jobs, monkeypatch):
    caught, told, owner = [], [], QObject()
    monkeypatch.setattr(sys, "excepthook", lambda *error: caught.append(error[0]))
    jobs.read(lambda desk: 1 / 0, lambda result: None, told.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    assert caught == [ZeroDivisionError]
    assert isinstance(told[0], DeskError) and "log" in str(told[0])


def test_what_the_store_refuses_is_kept_in_a_file_and_can_be_tried_again(qtbot, jobs, tmp_path):
    full = threading.Event()
    full.set()

    def write(desk):
        if full.is_set():
            raise StoreTrouble("The disk is full.")
        return named("Ada")(desk)

    saved = []
    jobs.saved.connect(lambda: saved.append(True))
    with qtbot.waitSignal(jobs.failed):
        jobs.write(write, text="explained nonces")
    assert jobs.refused == 1
    assert not saved
    file = tmp_path / "home" / RECOVERED
    assert file.read_text("utf-8") == "explained nonces\n\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    full.clear()
    with qtbot.waitSignal(jobs.saved):
        jobs.retry()
    assert jobs.refused == 0
    assert stored_name(tmp_path / "home") == "Ada"


def test_trying_again_never_undoes_a_newer_write_of_the_same_thing(qtbot, jobs, tmp_path):
    def refuse(desk):
        raise StoreTrouble("The disk is full.")

    with qtbot.waitSignal(jobs.failed):
        jobs.write(refuse, key="profile")
    with qtbot.waitSignal(jobs.changed):
        jobs.write(named("Newer"), key="profile")
    assert jobs.refused == 0


def test_a_write_of_another_process_is_noticed(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs_module, "LOOK_SECONDS", 0.05)
    jobs = Jobs(tmp_path)
    with qtbot.waitSignal(jobs.opened):
        pass
    with qtbot.waitSignal(jobs.changed) as told, Desk.open(tmp_path) as other:
        other.set_profile(Profile(name="From the command line"))
    assert told.args[0].ids == frozenset()
    assert jobs.close()


def test_its_own_writes_are_not_taken_for_foreign_ones(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs_module, "LOOK_SECONDS", 0.05)
    jobs = Jobs(tmp_path)
    heard = []
    jobs.changed.connect(heard.append)
    with qtbot.waitSignal(jobs.saved):
        jobs.write(named("Ada"))
    qtbot.wait(200)
    assert [bool(change.ids) for change in heard] == [True]
    assert jobs.close()


def test_a_second_lane_on_one_home_is_told_that_it_is_open(qtbot, jobs, tmp_path, owner):
    second = Jobs(tmp_path / "home")
    with qtbot.waitSignal(second.unopened) as told:
        pass
    assert isinstance(told.args[0], AlreadyOpen)
    failed = []
    second.write(named("Ada"), failed=failed.append)
    second.read(lambda desk: desk.profile(), lambda _: None, failed.append, owner=owner)
    qtbot.waitUntil(lambda: len(failed) == 2)
    assert all(isinstance(error, DeskError) for error in failed)
    second.close()


def test_closing_commits_what_is_queued(qtbot, tmp_path):
    jobs = Jobs(tmp_path)
    for number in range(100):
        jobs.write(named(f"Ada {number}"))
    assert jobs.close()
    assert stored_name(tmp_path) == "Ada 99"


def test_flush_gives_up_in_time(qtbot, jobs):
    gate = threading.Event()
    jobs.write(lambda desk: gate.wait(5))
    assert not jobs.flush(0.05)
    gate.set()
    assert jobs.flush()


def test_thousands_of_results_all_arrive(qtbot, jobs, owner):
    arrived = []
    for number in range(3000):
        jobs.beside(asked_beside.echo, (number,), arrived.append, owner=owner)
    qtbot.waitUntil(lambda: len(arrived) == 3000, timeout=20000)
    assert arrived == list(range(3000))


def test_the_search_index_is_brought_up_to_date_when_nothing_is_to_be_written(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs_module, "LOOK_SECONDS", 0.05)
    jobs = Jobs(tmp_path)
    with qtbot.waitSignal(jobs.saved):
        jobs.write(lambda desk: desk.add_sample())
    qtbot.wait(200)
    left = []
    jobs.write(lambda desk: desk.index_pending(), done=left.append)
    qtbot.waitUntil(lambda: left == [0])
    assert jobs.close()


def test_trying_again_never_puts_what_was_over_what_waits_to_be_written(qtbot, jobs, tmp_path):
    full, gate = True, threading.Event()

    def older(desk):
        if full:
            raise StoreTrouble("The disk is full.")
        return named("Older")(desk)

    with qtbot.waitSignal(jobs.failed):
        jobs.write(older, key="profile")
    full = False
    jobs.write(lambda desk: gate.wait(10))
    jobs.write(named("Newer"), key="profile")
    jobs.retry()
    with qtbot.waitSignal(jobs.saved):
        gate.set()
    assert stored_name(tmp_path / "home") == "Newer"


def test_what_the_core_rejects_leaves_nothing_to_save_unless_it_was_typed(qtbot, jobs):
    def reject(desk):
        raise BadInput("This interview is not running.")

    with qtbot.waitSignal(jobs.saved):
        jobs.write(reject)
    assert jobs.all_written
    with qtbot.assertNotEmitted(jobs.saved, wait=100), qtbot.waitSignal(jobs.failed):
        jobs.write(reject, text="explained nonces")
