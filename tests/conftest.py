"""What many tests want: a home folder of their own, a clock they can turn, and an open desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from feedback_desk.desk import Desk

settings.register_profile(
    "suite",
    deadline=None,  # two cores are shared by many
    max_examples=int(os.environ.get("FEEDBACK_DESK_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suite")


PATIENCE_MS = 20_000
"""How long a test waits for what comes in milliseconds on a quiet machine: two cores are shared by many."""
for waiting in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
    waiting.__kwdefaults__["timeout"] = PATIENCE_MS


class Clock:
    """Stands still until it is turned; call it for the time."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float = 0, **more: float) -> None:
        """Turn it on by seconds, or by what `timedelta` takes."""
        self.now += timedelta(seconds=seconds, **more)


@pytest.fixture(autouse=True)
def _no_home_of_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may touch the data of whoever runs it."""
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that is this test's FEEDBACK_DESK_HOME; it does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(home: Path, clock: Clock) -> Iterator[Desk]:
    """A desk on a new store in `home`, at the time of `clock`."""
    with Desk.open(home, now=clock) as opened:
        yield opened
