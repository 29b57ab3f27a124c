"""What this computer remembers of the window: its place, how it looks, its keys. Nothing of any candidate.

It lies in `window.ini` beside the store, not in it: a text size or a key belongs to this screen and this keyboard,
and must hold before the store is open. A newer program finds what an older one left; names it does not know stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from feedback_desk import paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def window_file() -> QSettings:
    """The file itself; it is written when the object goes, or by `sync`."""
    return QSettings(str(paths.home() / "window.ini"), QSettings.Format.IniFormat)


def recall(name: str) -> object:
    """A value kept by `keep`; None when there is none, or when nobody can read what stands there."""
    held = window_file().value(name)
    if not isinstance(held, str):
        return None
    import json  # the first window of most people remembers nothing yet, and need not wait for it

    try:
        return json.loads(held)
    except (ValueError, RecursionError):  # the latter: lists within lists without end
        return None


def recall_words(name: str) -> dict[str, str]:
    """A value that is words by names; without what is anything else."""
    held = recall(name)
    return {str(n): w for n, w in held.items() if isinstance(w, str)} if isinstance(held, dict) else {}


def keep(name: str, value: object) -> bool:
    """Keep a value (what JSON can hold) at once; False when the file can't be written, as on a full disk."""
    import json

    file = window_file()
    file.setValue(name, json.dumps(value, ensure_ascii=False))
    file.sync()
    return file.status() == QSettings.Status.NoError


def stand(window: QWidget) -> bool:
    """Put a window where it was left, in Qt's own way; False when it can't be just there, as the screens are others.

    Then `places` does the sums; most starts need not load it.
    """
    geometry = window_file().value("geometry")
    if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):  # words where Qt wrote bytes
        return False
    return fills(window) or _corners(window) == recall("stood")


def fills(window: QWidget) -> bool:
    """Whether it takes a whole screen; its place is then the one that it goes back to."""
    return window.isMaximized() or window.isFullScreen()


def keep_stand(window: QWidget) -> None:
    """Keep where a window stands, for `stand`."""
    window_file().setValue("geometry", window.saveGeometry())
    keep("stood", _corners(window))


def _corners(window: QWidget) -> list[int]:
    place = window.geometry()
    return [place.x(), place.y(), place.width(), place.height()]
