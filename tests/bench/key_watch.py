"""Key to pixels from outside: press a key on an X screen, wait for the first change wider than a caret."""

from __future__ import annotations

import select
import time

import xcffib
import xcffib.damage
import xcffib.xproto as xproto
import xcffib.xtest

from tests.bench.window_watch import WindowWatch

CARET_WIDTH = 6
PRESS, RELEASE = 2, 3
GIVE_UP = 0.4
"""Seconds after which a key counts as never painted."""


class KeyWatch(WindowWatch):
    """Types into the window that was watched while it started."""

    def __init__(self, display: str) -> None:
        super().__init__(display)
        self._test = self.connection(xcffib.xtest.key)
        setup = self.connection.get_setup()
        first, last = setup.min_keycode, setup.max_keycode
        keys = self.connection.core.GetKeyboardMapping(first, last - first + 1).reply()
        per_code = keys.keysyms_per_keycode
        self._codes = {keys.keysyms[i * per_code]: first + i for i in range(last - first + 1)}

    def settle(self, seconds: float, timeout: float = 30.0) -> None:
        """Map the window that comes, give it the keyboard, and let it paint for some seconds."""
        window, end = 0, time.perf_counter() + timeout
        while time.perf_counter() < end:
            select.select([self.connection.get_file_descriptor()], [], [], 0.02)
            while (event := self.connection.poll_for_event()) is not None:
                if isinstance(event, xproto.MapRequestEvent):
                    self.connection.core.MapWindow(event.window)
                    size = self.connection.core.GetGeometry(event.window).reply()
                    if not window and size.width >= 300 and size.height >= 200:
                        window, end = event.window, time.perf_counter() + seconds
                        self._notice_paints(window)
                elif isinstance(event, xproto.ConfigureRequestEvent):
                    self._configure(event)
            self.connection.flush()
        if not window:
            raise TimeoutError("no window came")
        self.connection.core.SetInputFocus(xproto.InputFocus.PointerRoot, window, 0)
        self.connection.flush()
        time.sleep(0.3)

    def key(self, keysym: int) -> None:
        for what in (PRESS, RELEASE):
            self._test.FakeInput(what, self._codes[keysym], 0, 0, 0, 0, 0)
        self.connection.flush()

    def timed_key(self, keysym: int) -> float:
        """Press a key; milliseconds until something wider than a caret was painted."""
        while self.connection.poll_for_event() is not None:
            pass
        started = time.perf_counter()
        self.key(keysym)
        while (now := time.perf_counter()) - started < GIVE_UP:
            select.select([self.connection.get_file_descriptor()], [], [], 0.02)
            while (event := self.connection.poll_for_event()) is not None:
                if isinstance(event, xcffib.damage.NotifyEvent) and event.area.width >= CARET_WIDTH:
                    return (time.perf_counter() - started) * 1000
        return (now - started) * 1000
