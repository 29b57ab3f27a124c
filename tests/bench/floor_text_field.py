"""A bare text field, dressed as the program is: what a key costs at the least."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

from ui import fonts, theme

application = QApplication(sys.argv)
fonts.choose(application)
theme.apply(application)
window = QMainWindow()
window.resize(1200, 800)
field = QPlainTextEdit()
window.setCentralWidget(field)
window.show()
field.setFocus()
sys.exit(application.exec())
