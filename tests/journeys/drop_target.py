"""A window of another program that files can be dropped on: `python drop_target.py FILE` writes each address there."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    """Takes any file."""

    def __init__(self, told):
        super().__init__("Drop here")
        self._told = told
        self.setWindowTitle("Drop target")
        self.setAcceptDrops(True)
        self.setGeometry(1250, 100, 300, 300)

    def dragEnterEvent(self, event):
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event):
        self._told.write_text("\n".join(url.toString() for url in event.mimeData().urls()))
        event.acceptProposedAction()


app = QApplication(sys.argv)
target = Target(Path(sys.argv[1]))
target.show()
sys.exit(app.exec())
