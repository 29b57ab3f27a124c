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
from ui.actions import Commands
from ui.jobs import Jobs
from ui.settings.kept_profile import KeptProfile
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

WIDTH, HEIGHT = 240, 80
"""Pixels of the preview: the proportions of what a page keeps."""
KINDS = "Pictures (*.png *.jpg *.jpeg *.svg)"


class PictureField(QWidget):
    """The profile's picture of that name: `logo` or `signature`."""

    def __init__(self, field: str, where: str, jobs: Jobs, commands: Commands, kept: KeptProfile) -> None:
        super().__init__()
        self._field, self._jobs, self._commands, self._kept = field, jobs, commands, kept
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

        def keep(desk: Desk) -> str:
            try:
                return desk.add_picture(file.read_bytes())
            except OSError as error:
                raise DeskError(f"{file.name} can't be read; choose another file.") from error

        self._jobs.write(keep, self._kept_as, self._failed, owner=self)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, f"Choose a {self._field}", "", KINDS)
        if name:
            self.take(Path(name))

    def _remove(self) -> None:
        before = self._kept.now
        if self._kept.change(**{self._field: ""}) and before is not None:
            self._show(None)
            self._commands.undo.push(f"{self._field.capitalize()} removed", lambda desk: desk.set_profile(before))
            self.choose.setFocus()

    def _kept_as(self, sha256: str) -> None:
        self.trouble.hide()
        self._kept.change(**{self._field: sha256})
        self._read(sha256)

    def _failed(self, error: DeskError) -> None:
        self.trouble.setText(str(error))
        self.trouble.show()

    def _look(self, profile: Profile) -> None:
        self._read(getattr(profile, self._field))

    def _read(self, sha256: str) -> None:
        self._jobs.read(lambda desk: _printed(desk, sha256), self._show, owner=self, key="picture")

    def _show(self, picture: tuple[int, int, bytes] | None) -> None:
        self.preview.setVisible(picture is not None)
        self.remove.setVisible(picture is not None)
        if picture is not None:
            width, height, pixels = picture
            image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
            ratio = self.devicePixelRatioF()
            fitted = QPixmap.fromImage(image).scaled(
                round(WIDTH * ratio),
                round(HEIGHT * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self.preview.setPixmap(fitted)


def _printed(desk: Desk, sha256: str) -> tuple[int, int, bytes] | None:
    """The pixels that a page prints of a picture in the store: width, height, and R, G, B for each."""
    from feedback_desk.pdf.pictures import read_picture

    content = desk.picture(sha256) if sha256 else None
    if content is None:
        return None
    picture = read_picture(content)
    return picture.width, picture.height, zlib.decompress(picture.pixels)
