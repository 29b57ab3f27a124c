"""The only place that knows threads: takes work from the screens, brings results back to the UI thread.

How a screen uses it (all methods are called on the UI thread; callbacks and signals arrive there)::

    jobs.write(lambda desk: desk.put_note(interview_id, note, source=ME), done=self._filed)
    jobs.write(lambda desk: desk.keep_draft_line(i, s, text), key=f"draft {i}", text=text)
    jobs.read(lambda desk: desk.search(words), self._show, owner=self, key="search")
    jobs.beside(Desk.drawn, (letter, width), self._paint, owner=self, key="preview")

- `write` runs on the storage lane: one thread that owns the writing `Desk`. Jobs run in order. Of waiting
  jobs with the same non-empty key only the newest is run (it takes the last place; the callbacks of the one
  it replaces are not called). A result that is a `Change` is also emitted as `changed`. `saved` is emitted
  when everything written so far is committed, never before; `saving` when the first job is queued after that.
- `read` runs on one of two threads, each with its own read-only `Desk`. It does not wait for writes that are
  still queued: read what you wrote from `done` or on `changed`.
- `beside` calls a function of the core in a second process, with a read-only `Desk` there: letters, their pages and
  checks. Arguments and results are plain values; a thread would take the interpreter from every key that is typed.
- A newer `read` or `beside` with the same owner and non-empty key makes the older one stale: it is skipped, or
  its result dropped. Nothing is called for an owner that is gone.
- A `DeskError` goes to the job's own `failed` callback, or, without one, to the signal `failed`. Anything else
  is a bug: it goes to `sys.excepthook`, which the program has replaced by its crash handler, and to `failed` as well.
- `text` is what a person typed: when the store refuses it, it is appended to `recovered.txt` in the home
  folder, and `retry()` tries all refused writes again that no newer one with their key has made needless.
- `changed` with empty ids means that another process wrote to the store: anything may be different.

A job gets text and values, never a widget or a model.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from feedback_desk import paths
from feedback_desk.errors import DeskError, StoreTrouble
from feedback_desk.model import Change
from feedback_desk.record import Record
from ui.lane import Lane, Task

if TYPE_CHECKING:
    from feedback_desk.desk import Desk
    from ui.beside import Beside

LOOK_SECONDS = 2.0
"""How often the lane looks whether another process wrote to the store, and whether something waits for the index."""
INDEX_BATCH = 4
"""Interviews indexed in one go: some milliseconds in which a key would have to share the interpreter. While somebody
types, what is typed is written, and nothing is indexed until that has rested."""
SWITCH_SECONDS = 0.0005
READERS = 2
_NEWS = -1
"""In place of a task's number: what the lane tells by itself."""
BUG = "Something in the program went wrong; the log says where it happened."
"""What a job's owner is told of trouble that nobody expected."""
RECOVERED = "recovered.txt"

Done = Callable[[Any], None]
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class _Waiting(Record):
    """What stays on the UI thread until the result is there."""

    task: Task
    done: Done | None
    failed: Callable[[DeskError], None] | None
    owner: weakref.ref[QObject] | None
    lane: Lane
    writes: bool = False

    def owner_is_gone(self) -> bool:
        if self.owner is None:
            return False
        owner = self.owner()
        return owner is None or not shiboken6.isValid(owner)


class Jobs(QObject):
    """Runs what screens ask for, reports on the UI thread. The lane opens the writing store, and takes the lock."""

    changed = Signal(object)
    """A `Change`; empty ids mean everything."""
    failed = Signal(object)
    """A `DeskError` that no callback took."""
    saving = Signal()
    saved = Signal()
    opened = Signal()
    """The store is open for writing."""
    unopened = Signal(object)
    """The store can't be opened: a `DeskError`; everything asked for fails with it."""

    _arrived = Signal(int, object, object)

    def __init__(self, home: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The UI thread asks for the interpreter back from these threads with every key: 5 ms, Python's own, is a third
        # of a frame.
        sys.setswitchinterval(SWITCH_SECONDS)
        self._home = home or paths.home()
        self._number = 0
        self._waiting: dict[int, _Waiting] = {}
        self._newest: weakref.WeakKeyDictionary[QObject, dict[str, int]] = weakref.WeakKeyDictionary()
        self._writes = 0
        self._refused: list[_Waiting] = []
        self._wrote = float("-inf")
        """When the lane last wrote something."""
        self._ready = threading.Event()
        self._trouble: DeskError | None = None
        self._write_lane, self._read_lane, self._beside_lane = Lane(), Lane(), Lane()
        self._beside: Beside | None = None
        self._threads: list[threading.Thread] = []
        # Queued always: a signal of a Python thread must never be delivered on that thread.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._run(self._storage, "storage")
        for reader in range(READERS):
            self._run(self._reading, f"reading {reader + 1}")

    # --- What screens call --------------------------------------------------------------------

    def write(
        self,
        do: Callable[[Desk], Any],
        done: Done | None = None,
        failed: Callable[[DeskError], None] | None = None,
        *,
        key: str = "",
        owner: QObject | None = None,
        text: str = "",
    ) -> None:
        """Queue a change of the store. When the `owner` is gone it is still written, but nothing called back."""
        if self._writes == 0:
            self.saving.emit()
        self._writes += 1
        self._queue(self._write_lane, do, done, failed, owner, key, text, writes=True)

    def read(
        self,
        do: Callable[[Desk], Any],
        done: Done,
        failed: Callable[[DeskError], None] | None = None,
        *,
        owner: QObject,
        key: str = "",
    ) -> None:
        """Look something up in the store."""
        self._make_stale(owner, key, self._queue(self._read_lane, do, done, failed, owner))

    def beside(
        self,
        do: Callable[Concatenate[Desk, Arguments], Result],
        arguments: tuple[Any, ...],
        done: Callable[[Result], None],
        failed: Callable[[DeskError], None] | None = None,
        *,
        owner: QObject,
        key: str = "",
    ) -> None:
        """Make something that takes long; `do` is a function of the core that can be named from outside."""
        if self._beside is None:
            from ui.beside import Beside  # what starts processes costs 10 ms, and no first frame needs it

            self._beside = Beside(self._home)
            self._run(self._asking, "beside")
        call = self._beside.call
        self._make_stale(owner, key, self._queue(self._beside_lane, lambda: call(do, arguments), done, failed, owner))

    @property
    def refused(self) -> int:
        """How many writes the store refused that `retry` would try again."""
        return len(self._refused)

    @property
    def all_written(self) -> bool:
        """Whether the store holds everything: nothing waits to be written, nothing was refused."""
        return self._writes == 0 and not self._refused

    def retry(self) -> None:
        """Try the writes again that the store refused, in their order."""
        refused, self._refused = self._refused, []
        newer = {w.task.key for w in self._waiting.values() if w.writes and w.task.key}
        for w in refused:
            if w.task.key in newer:
                continue  # in its turn it would put what was, over what is
            owner = w.owner() if w.owner else None
            self.write(w.task.do, w.done, w.failed, key=w.task.key, owner=owner, text=w.task.text)

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait (seconds) until everything queued for writing is committed; for closing and tests only."""
        return self._write_lane.wait_idle(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Commit what is queued, end the threads, close the stores; False when that took longer than `timeout`."""
        flushed = self.flush(timeout)
        self._ready.set()
        for lane in (self._read_lane, self._beside_lane, self._write_lane):
            lane.close()
        if self._beside is not None:
            self._beside.close()
        for thread in self._threads:
            thread.join(timeout)
        return flushed and not any(t.is_alive() for t in self._threads)

    # --- On the UI thread ---------------------------------------------------------------------

    def _queue(
        self,
        lane: Lane,
        do: Callable[..., Any],
        done: Done | None,
        failed: Callable[[DeskError], None] | None,
        owner: QObject | None,
        key: str = "",
        text: str = "",
        *,
        writes: bool = False,
    ) -> int:
        self._number += 1
        task = Task(self._number, do, key, text)
        self._waiting[task.number] = _Waiting(task, done, failed, weakref.ref(owner) if owner else None, lane, writes)
        replaced = lane.put(task)
        if replaced is not None:
            del self._waiting[replaced.number]
            self._writes -= 1
        return task.number

    def _make_stale(self, owner: QObject, key: str, number: int) -> None:
        if not key:
            return
        newest = self._newest.setdefault(owner, {})
        older = self._waiting.pop(newest.get(key, 0), None)
        if older is not None:
            older.lane.drop(older.task)
        newest[key] = number

    def _deliver(self, number: int, result: object, error: object) -> None:
        if number == _NEWS:
            self._deliver_news(result, error)
            return
        waiting = self._waiting.pop(number, None)
        if waiting is None:  # stale
            return
        if waiting.writes:
            self._writes -= 1
            # An older refused write with this key would undo what the newer one said.
            key = waiting.task.key
            self._refused = [w for w in self._refused if not key or w.task.key != key]
        if isinstance(error, DeskError):
            if waiting.writes and isinstance(error, StoreTrouble):
                self._refused.append(waiting)
            if waiting.owner_is_gone() and not waiting.writes:
                return
            if waiting.failed is not None and not waiting.owner_is_gone():
                waiting.failed(error)
            else:
                self.failed.emit(error)
        elif isinstance(error, BaseException):
            sys.excepthook(type(error), error, error.__traceback__)
            if waiting.failed is not None and not waiting.owner_is_gone():
                waiting.failed(DeskError(BUG))  # whoever waits must not wait for ever
        else:
            if waiting.done is not None and not waiting.owner_is_gone():
                waiting.done(result)
            if waiting.writes and isinstance(result, Change):
                self.changed.emit(result)
        lost = isinstance(error, BaseException) and (waiting.task.text or not isinstance(error, DeskError))
        if waiting.writes and self.all_written and not lost:
            self.saved.emit()

    def _deliver_news(self, result: object, error: object) -> None:
        if isinstance(error, DeskError):
            self.unopened.emit(error)
        elif isinstance(error, BaseException):
            sys.excepthook(type(error), error, error.__traceback__)
        elif isinstance(result, Change):
            self.changed.emit(result)
        else:
            self.opened.emit()

    # --- On the other threads -----------------------------------------------------------------

    def _run(self, target: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _storage(self) -> None:
        desk = self._open_storage()
        seen = desk.data_version() if desk is not None else 0
        looked = time.monotonic()
        while True:
            task = self._write_lane.take(max(0.0, looked + LOOK_SECONDS - time.monotonic()))
            if task is not None:
                self._perform(self._write_lane, task, desk)
                self._wrote = time.monotonic()
            elif self._write_lane.closed:
                break
            if time.monotonic() - looked >= LOOK_SECONDS:
                if desk is not None:
                    seen = self._look_around(desk, seen)
                if self._beside is not None:
                    self._beside.end_if_stuck()
                looked = time.monotonic()
        if desk is not None:
            desk.close()

    def _open_storage(self) -> Desk | None:
        desk: Desk | None = None
        error: Exception | None = None
        try:
            from feedback_desk.desk import Desk  # here: the UI thread paints meanwhile

            desk = Desk.open(self._home, lock=True)
        except DeskError as expected:
            self._trouble = error = expected
        except Exception as unexpected:
            self._trouble = StoreTrouble("The store could not be opened; the log says more.")
            error = unexpected
        self._arrived.emit(_NEWS, None, error)
        self._ready.set()
        return desk

    def _look_around(self, desk: Desk, seen: int) -> int:
        """Between writes: did somebody else write, and is anything waiting for the search index?"""
        version = seen
        try:
            version = desk.data_version()
            if version != seen:
                self._arrived.emit(_NEWS, Change(frozenset()), None)
            while not self._write_lane.tasks and time.monotonic() - self._wrote > LOOK_SECONDS:
                if not desk.index_pending(INDEX_BATCH):
                    break
        except DeskError:
            pass  # the next write says it, with what it concerns
        except Exception as error:
            self._arrived.emit(_NEWS, None, error)
        return version

    def _reading(self) -> None:
        self._ready.wait()
        desk: Desk | None = None
        while (task := self._read_lane.take()) is not None:
            if desk is None and self._trouble is None:
                from feedback_desk.desk import Desk

                try:
                    desk = Desk.open(self._home, readonly=True)
                except Exception as error:
                    self._arrived.emit(task.number, None, error)
                    self._read_lane.finished()
                    continue
            self._perform(self._read_lane, task, desk)
        if desk is not None:
            desk.close()

    def _asking(self) -> None:
        self._ready.wait()
        while (task := self._beside_lane.take()) is not None:
            self._perform(self._beside_lane, task)

    def _perform(self, lane: Lane, task: Task, desk: Desk | None = None) -> None:
        result: Any = None
        error: Exception | None = None
        try:
            if self._trouble is not None:
                raise self._trouble
            if lane is self._beside_lane:
                result = task.do()
            elif desk is None:
                raise StoreTrouble("The store is closed.")
            else:
                result = task.do(desk)
        except Exception as trouble:
            error = trouble
            if isinstance(trouble, StoreTrouble) and task.text:
                self._recover(task.text)
        self._arrived.emit(task.number, result, error)  # before `finished`: after a flush the results are under way
        lane.finished()

    def _recover(self, text: str) -> None:
        """Append what could not be stored to a file only its owner can read."""
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._home / RECOVERED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(text + "\n\n")
        except OSError:
            return  # the disk takes nothing: the text is still on screen, and the write is kept for `retry`
