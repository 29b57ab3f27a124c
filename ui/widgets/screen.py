"""What every screen is to the window: signals that ask to go somewhere, and two moments it is told of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Screen(QWidget):
    """A room of the window. It never opens another screen: it asks by a signal, and the window does.

    `start_at` names the widget that has the keyboard when the screen is shown. (A focus proxy would do that too, but
    Tab then passes over every widget that stands before it.) Esc that no widget takes makes the window step back, as
    `closed` does.
    """

    open_interview = Signal(str)
    """An interview's id."""
    open_letter = Signal(str)
    """An interview's id."""
    open_candidate = Signal(str)
    """A candidate's id."""
    new_interview = Signal()
    closed = Signal()
    """Step back to where the person came from."""
    said = Signal(str)
    """One sentence for the status line: what just happened."""

    unseen_words = ""
    """Where one may type although the screen is covered: what becomes of it, in one sentence."""

    _start: QWidget | None = None

    def start_at(self, widget: QWidget) -> None:
        """From now on this widget gets the keyboard when the screen is shown."""
        self._start = widget

    def take_keyboard(self) -> None:
        """Give the keyboard to where one starts on this screen."""
        (self._start or self).setFocus()
        # A place that is still to be filled gets it then; until then no key may go to the screen that went.
        focus = QApplication.focusWidget()
        if focus is not None and not focus.isVisible():
            focus.clearFocus()

    def open(self, item_id: str) -> None:
        """Show this interview, letter (by its interview's id) or candidate."""

    def leave(self) -> None:
        """Another screen is about to be shown, or the window closes: hand what is being typed to `jobs.write` now."""

    def cover(self, on: bool) -> None:
        """The screen was covered, or is seen again."""

    def takes_unseen(self, event: QEvent) -> bool:
        """Whether a key or an input method's text may reach the screen while it is covered."""
        return False

    def clock(self) -> str:
        """The time on the clock, which may be seen on a covered screen; empty where there is none."""
        return ""
