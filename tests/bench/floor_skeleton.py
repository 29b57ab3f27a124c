"""What any program of this shape costs before it does anything: a rail, a list, an editor, a table, a status bar."""

import sys

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMainWindow, QPlainTextEdit, QSplitter, QTableView

application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
bar = window.addToolBar("Rooms")
for word in ("New", "Export", "Send"):
    bar.addAction(word)
bar.addWidget(QLineEdit())
window.menuBar().addMenu("File").addAction("Quit")
panes = QSplitter()
rows = QListWidget()
rows.addItems([f"Row {number}" for number in range(200)])
table = QTableView()
cells = QStandardItemModel(100, 4)
for row in range(100):
    for column in range(4):
        cells.setItem(row, column, QStandardItem(f"{row} {column}"))
table.setModel(cells)
for pane in (rows, QPlainTextEdit(), table):
    panes.addWidget(pane)
window.setCentralWidget(panes)
window.statusBar().showMessage("Ready")
window.show()
sys.exit(application.exec())
