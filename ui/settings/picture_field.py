"""A picture of the letterhead: as it will be printed, with buttons to choose another one and to take it away."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from feedback_desk.errors import DeskError
from feedback_desk.model import Profile
from ui import theme
from ui.jobs import Jobs
from ui.settings.kept import Kept
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk
    from feedback_desk.pdf.pictures import Picture

WIDTH, HEIGHT = 240, 80
"""Pixels of the preview: the proportions of what a page keeps."""
KINDS = "Pictures (*.png *.jpg *.jpeg *.svg)"


class PictureField(QWidget):
    """The profile's picture of that name: `logo` or `signature`."""

    def __init__(self, field: str, where: str, jobs: Jobs, kept: Kept[Profile]) -> None:
        super().__init__()
        self._field, self._jobs, self._kept = field, jobs, kept
        self._sha256 = ""
        """Of the picture that is shown, or read to be shown."""
        self.preview = QLabel()
        self.preview.setProperty("paper", True)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(f"The {field} as it is printed")
        self.trouble = Words("", tone="danger", wrap=True)
        self.choose = QPushButton("Choose…")
        self.remove = QPushButton("Remove")
        self.remove.setAccessibleName(f"Remove the {field}")
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.choose)
        line.addWidget(self.remove)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.trouble)
        column.addLayout(line)
        column.addWidget(Words(f"{where} PNG, JPEG or SVG.", "small", tone="muted", wrap=True))
        self.trouble.hide()
        self._show(None)
        kept.follow(self._look)

    def take(self, file: Path) -> None:
        """Use the picture in a file."""

        def keep(loaded: tuple[bytes, Picture]) -> None:
            content, picture = loaded

            def kept(sha256: str) -> None:
                self.trouble.hide()
                self._kept.choose(f"{self._field.capitalize()} chosen", **{self._field: sha256})
                self._sha256 = sha256
                self._show(picture)

            self._jobs.write(lambda desk: desk.add_picture(content, picture), kept, self._failed, owner=self)

        self._jobs.read(lambda _: _load(file), keep, self._failed, owner=self, key="take")

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, f"Choose a {self._field}", "", KINDS)
        if name:
            self.take(Path(name))

    def _remove(self) -> None:
        if self._kept.choose(f"{self._field.capitalize()} removed", **{self._field: ""}):
            self._sha256 = ""
            self._show(None)
            self.choose.setFocus()

    def _failed(self, error: DeskError) -> None:
        self.trouble.setText(str(error))
        self.trouble.show()

    def _look(self, profile: Profile) -> None:
        def show(picture: Picture | None) -> None:
            if sha256 == self._sha256:
                self._show(picture)

        sha256 = getattr(profile, self._field)
        if sha256 != self._sha256:
            self._sha256 = sha256
            self._jobs.read(lambda desk: _printed(desk, sha256), show, owner=self, key="picture")

    def _show(self, picture: Picture | None) -> None:
        self.preview.setVisible(picture is not None)
        self.remove.setVisible(picture is not None)
        if picture is not None:
            pixels, width = zlib.decompress(picture.pixels), picture.width
            image = QImage(pixels, width, picture.height, 3 * width, QImage.Format.Format_RGB888)
            ratio = self.devicePixelRatioF()
            fitted = QPixmap.fromImage(image).scaled(
                round(WIDTH * ratio),
                round(HEIGHT * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self.preview.setPixmap(fitted)


def _load(file: Path) -> tuple[bytes, Picture]:
    """What a file holds, and the picture as a page prints it."""
    from feedback_desk.pdf.pictures import read_picture

    try:
        content = file.read_bytes()
    except OSError as error:
        raise DeskError(f"{file.name} can't be read; choose another file.") from error
    return content, read_picture(content)


def _printed(desk: Desk, sha256: str) -> Picture | None:
    """A picture in the store as a page prints it."""
    from feedback_desk.pdf.pictures import read_picture

    content = desk.picture(sha256) if sha256 else None
    return read_picture(content) if content is not None else None
