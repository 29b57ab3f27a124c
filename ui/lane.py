"""Tasks waiting for a thread; what the UI thread and the threads of `jobs` share."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from feedback_desk.record import Record


class Task(Record):
    """What a thread gets: nothing in it belongs to the UI thread."""

    number: int
    do: Callable[..., Any]
    key: str = ""
    text: str = ""


class Lane:
    """Tasks waiting for one or several threads; every method may be called from any thread."""

    def __init__(self) -> None:
        self.tasks: deque[Task] = deque()
        self.busy = 0
        self.closed = False
        self.condition = threading.Condition()

    def put(self, task: Task) -> Task | None:
        """Queue a task last; the waiting one with the same key, if any, is taken out and returned."""
        with self.condition:
            replaced = next((t for t in self.tasks if task.key and t.key == task.key), None)
            if replaced is not None:
                self.tasks.remove(replaced)
            self.tasks.append(task)
            self.condition.notify_all()
        return replaced

    def drop(self, task: Task) -> None:
        with self.condition:
            if task in self.tasks:
                self.tasks.remove(task)

    def take(self, timeout: float | None = None) -> Task | None:
        """The next task, or None when there was none in time or the lane is closed and empty."""
        with self.condition:
            self.condition.wait_for(lambda: self.tasks or self.closed, timeout)
            if not self.tasks:
                return None
            self.busy += 1
            return self.tasks.popleft()

    def finished(self) -> None:
        with self.condition:
            self.busy -= 1
            self.condition.notify_all()

    def wait_idle(self, timeout: float) -> bool:
        with self.condition:
            return self.condition.wait_for(lambda: not self.tasks and not self.busy, timeout)

    def close(self) -> None:
        with self.condition:
            self.closed = True
            self.condition.notify_all()
