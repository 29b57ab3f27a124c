"""An opened store with the catalogue beside it: what every use case stands on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from feedback_desk import paths
from feedback_desk.model import (
    ID_ALPHABET,
    Change,
    Interview,
    Kit,
)
from feedback_desk.store import index
from feedback_desk.store.database import Store, open_store

if TYPE_CHECKING:
    from feedback_desk.catalogue.resources import Resources
    from feedback_desk.catalogue.skills import Skills


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Opened:
    """One person's store, opened. Use as a context manager, or call `close`."""

    def __init__(self, store: Store, now: Callable[[], datetime] = _local_now) -> None:
        self._store = store
        self._now = now

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        *,
        readonly: bool = False,
        lock: bool = False,
        passphrase: str | None = None,
        now: Callable[[], datetime] = _local_now,
    ) -> Self:
        """Open the store in `home` (default `paths.home()`), making it when it is not there.

        `readonly` opens a connection for a reading job. `lock` takes the lock a window holds for
        life; when another window has it, `AlreadyOpen` (a `StoreTrouble`) is raised. `now` gives aware times.
        """
        return cls(open_store(home or paths.home(), readonly=readonly, lock=lock, passphrase=passphrase), now)

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def data_version(self) -> int:
        """Changes when another process wrote to the store."""
        return self._store.data_version()

    def index_pending(self, limit: int = 20) -> int:
        """Bring the search index up to date for at most `limit` interviews; how many those were.

        To be called when nothing else is to be written: filing a note leaves this for later.
        """
        return index.index_waiting(self._store, limit)

    @cached_property
    def _shipped_kits(self) -> dict[str, Kit]:
        from feedback_desk.capture.kits import shipped_kits

        return shipped_kits()

    @cached_property
    def _skills(self) -> Skills:
        from feedback_desk.catalogue.skills import load_skills

        return load_skills()

    @cached_property
    def _resources(self) -> Resources:
        from feedback_desk.catalogue.resources import load_resources

        return load_resources()

    def _second(self) -> datetime:
        """Now, in whole seconds, which is what the clock and an interview's text count in."""
        return self._now().replace(microsecond=0)


def change_of(interview: Interview, *, source: str = "") -> Change:
    """What changed when an interview did: its candidate's page shows it too."""
    return Change(frozenset({interview.id, interview.candidate.id}), source)


def derived_id(kind: str, source: str) -> str:
    """An id that follows from another one, so that the same interview has the same letter."""
    import hashlib

    digest = int.from_bytes(hashlib.sha256(f"{kind} {source}".encode()).digest()[:5], "big")
    return "".join(ID_ALPHABET[digest >> shift & 31] for shift in range(35, -1, -5))
