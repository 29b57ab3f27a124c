"""Opening a web address: the one way out to the network, and only where a person asks for it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_link(url: str) -> bool:
    """Hand an address of the web to the system's browser; False when it is none, or nothing opens it here."""
    address = QUrl(url, QUrl.ParsingMode.TolerantMode)
    return address.scheme() in ("http", "https") and QDesktopServices.openUrl(address)
