"""Fixtures of the screens' tests."""

from tests.ui.letter_window import interview, screen

__all__ = ["interview", "screen"]
