"""Fixtures of the screens' tests."""

import pytest
from PySide6.QtCore import QObject

from tests.ui.letter_window import interview, screen
from ui.jobs import Jobs

__all__ = ["interview", "screen"]


@pytest.fixture
def jobs(qtbot, tmp_path):
    """The jobs over a new store that is open."""
    made = Jobs(tmp_path / "home")
    with qtbot.waitSignal(made.opened):
        pass
    yield made
    assert made.close()


@pytest.fixture
def owner(qapp):
    """Somebody who asks."""
    return QObject()
