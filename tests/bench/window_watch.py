"""A window manager that watches a program start, from outside, on an X screen without another manager.

It maps what asks to be mapped, looks at small patches of the window until they are painted, then asks
the program whether its event loop takes input (`_NET_WM_PING`, freedesktop's window manager hints).
"""

from __future__ import annotations

import select
import struct
import subprocess
import time
from dataclasses import dataclass

import psutil
import xcffib
import xcffib.damage
import xcffib.xproto as xproto

UNPAINTED = 0xFF00FF
"""The root's colour; a window without a paint shows it. No program here paints magenta."""
PATCHES = 7
PAINTED_SHARE = 0.9
CARET = 400
"""Square pixels; a smaller damage is a blinking caret."""
QUIET = 0.6
"""Seconds without a larger paint after which the window shows all it has to show."""


@dataclass(frozen=True)
class Start:
    """Milliseconds from the start of the process, and mebibytes of proportional memory after it."""

    mapped: float
    painted: float
    interactive: float
    settled: float
    """The last paint larger than a caret: from here on it shows its rows, not an empty shell."""
    memory: float


class WindowWatch:
    """Connect to `display` as its window manager."""

    def __init__(self, display: str) -> None:
        self.connection = xcffib.connect(display=display)
        self.root = self.connection.get_setup().roots[0].root
        self._atoms: dict[str, int] = {}
        self.damage = self.connection(xcffib.damage.key)
        self.damage.QueryVersion(1, 1).reply()
        core = self.connection.core
        redirect = xproto.EventMask.SubstructureRedirect | xproto.EventMask.SubstructureNotify
        core.ChangeWindowAttributesChecked(
            self.root, xproto.CW.BackPixel | xproto.CW.EventMask, [UNPAINTED, redirect]
        ).check()
        core.ClearArea(False, self.root, 0, 0, 0, 0)
        self._property("_NET_SUPPORTED", xproto.Atom.ATOM, [self.atom("_NET_WM_PING")])

    def atom(self, name: str) -> int:
        if name not in self._atoms:
            self._atoms[name] = self.connection.core.InternAtom(False, len(name), name).reply().atom
        return self._atoms[name]

    def watch(self, process: subprocess.Popen[bytes], started: float, timeout: float = 40.0) -> Start:
        """Follow a program that was started at `started` (`time.perf_counter`) until it takes input."""
        window = 0
        mapped = painted = interactive = settled = 0.0
        while time.perf_counter() - started < timeout:
            select.select([self.connection.get_file_descriptor()], [], [], 0.002)
            while (event := self.connection.poll_for_event()) is not None:
                now = (time.perf_counter() - started) * 1000
                if isinstance(event, xproto.MapRequestEvent):
                    self.connection.core.MapWindow(event.window)
                    size = self.connection.core.GetGeometry(event.window).reply()
                    if not window and size.width >= 300 and size.height >= 200:
                        window, mapped = event.window, now
                        self._notice_paints(window)
                elif isinstance(event, xproto.ConfigureRequestEvent):
                    self._configure(event)
                elif (
                    isinstance(event, xproto.ClientMessageEvent) and event.type == self.atom("WM_PROTOCOLS") and painted
                ):
                    interactive = interactive or now
                elif isinstance(event, xcffib.damage.NotifyEvent) and event.area.width * event.area.height > CARET:
                    settled = now
            self.connection.flush()
            now = (time.perf_counter() - started) * 1000
            if window and not painted and self._share_painted(window) >= PAINTED_SHARE:
                painted = now
                self._ping(window)
            if interactive and now - settled > QUIET * 1000:
                return Start(mapped, painted, interactive, settled, self._memory(process))
        raise TimeoutError("the program did not become interactive")

    def _notice_paints(self, window: int) -> None:
        level = xcffib.damage.ReportLevel.RawRectangles
        self.damage.Create(self.connection.generate_id(), window, level)

    def _share_painted(self, window: int) -> float:
        size = self.connection.core.GetGeometry(window).reply()
        middle = [(2 * i + 1) / (2 * PATCHES) for i in range(PATCHES)]
        asked = [
            self.connection.core.GetImage(
                xproto.ImageFormat.ZPixmap, window, int(x * size.width), int(y * size.height), 2, 2, 0xFFFFFFFF
            )
            for x in middle
            for y in middle
        ]
        blank = struct.pack("<I", UNPAINTED)[:3]
        painted = 0
        for request in asked:
            pixels = bytes(request.reply().data.buf())
            painted += all(pixels[i : i + 3] != blank for i in range(0, len(pixels), 4))
        return painted / len(asked)

    def _ping(self, window: int) -> None:
        data = struct.pack(
            "<BBHIIIIIII", 33, 32, 0, window, self.atom("WM_PROTOCOLS"), self.atom("_NET_WM_PING"), 0, window, 0, 0
        )
        self.connection.core.SendEvent(False, window, 0, data)
        self.connection.flush()

    def _configure(self, event: xproto.ConfigureRequestEvent) -> None:
        fields = (event.x, event.y, event.width, event.height, event.border_width)
        values = [value & 0xFFFFFFFF for bit, value in enumerate(fields) if event.value_mask & (1 << bit)]
        self.connection.core.ConfigureWindow(event.window, event.value_mask & 31, values)

    def _property(self, name: str, kind: int, values: list[int]) -> None:
        self.connection.core.ChangeProperty(
            xproto.PropMode.Replace, self.root, self.atom(name), kind, 32, len(values), values
        )

    @staticmethod
    def _memory(process: subprocess.Popen[bytes]) -> float:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        return sum(member.memory_full_info().pss for member in family) / 2**20
