"""The program's short style sheet: what the palette can't say.

Room inside, round corners, the focus ring, quiet scroll bars. Dynamic properties choose a variant: `primary`, `quiet`
and `link` on buttons, `tone` on labels, `card`, `float`, `rail`, `plain` and `popup` on what they are called after.
"""

from __future__ import annotations

from collections.abc import Mapping


def style_sheet(c: Mapping[str, str], radius: int, icon: int) -> str:
    """The sheet in the colours `c`, by role; `radius` of corners and side of an `icon` in pixels."""
    return f"""
QPushButton, QToolButton {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["control"]};
  border-radius: {radius}px; padding: 6px 14px; }}
QPushButton, QToolButton {{ outline: 0; }}
QPushButton, QToolButton, QLineEdit, QMenu {{ icon-size: {icon}px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: 0; width: {icon + 12}px; }}
QFileDialog QToolButton, QFileDialog QToolButton:focus {{ padding: 3px; }}
QPushButton:hover, QToolButton:hover {{ background: {c["hover"]}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{ background: {c["selected"]}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c["focus"]}; padding: 5px 13px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c["faint"]}; border-color: {c["line"]}; }}
QPushButton[primary="true"] {{ background: {c["accent"]}; color: {c["accent_text"]}; border-color: {c["accent"]}; }}
QPushButton[primary="true"]:hover {{ background: {c["accent_hover"]}; border-color: {c["accent_hover"]}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {c["text"]}; }}
QPushButton[primary="true"]:disabled {{ background: {c["line"]}; color: {c["muted"]}; border-color: {c["line"]}; }}
QPushButton[quiet="true"], QToolButton[quiet="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[quiet="true"]:hover, QToolButton[quiet="true"]:hover {{ background: {c["hover"]}; }}
QPushButton[quiet="true"]:focus, QToolButton[quiet="true"]:focus {{ border-color: {c["focus"]}; }}
QPushButton[quiet="true"]:checked, QToolButton[quiet="true"]:checked {{ background: {c["selected"]}; }}
QToolButton[tool="true"] {{ background: transparent; border-color: transparent; padding: 6px; }}
QToolButton[tool="true"]:hover {{ background: {c["hover"]}; }}
QToolButton[tool="true"]:focus {{ border-color: {c["focus"]}; padding: 5px; }}
QPushButton[link="true"] {{ background: transparent; border-color: transparent; color: {c["accent"]};
  text-align: left; padding: 6px 8px; }}
QPushButton[link="true"]:hover {{ background: {c["hover"]}; }}
QPushButton[link="true"]:focus {{ border-color: {c["focus"]}; padding: 5px 7px; }}
QScrollArea[ring="true"] {{ border: 2px solid transparent; border-radius: {radius}px; }}
QScrollArea[ring="true"]:focus {{ border-color: {c["focus"]}; }}
QWidget[rail="true"] {{ background: {c["sunken"]}; border-right: 1px solid {c["line"]}; }}
QToolButton[rail="true"] {{ background: transparent; border: 2px solid transparent; color: {c["muted"]};
  padding: 8px 6px; }}
QToolButton[rail="true"]:hover {{ background: {c["hover"]}; color: {c["text"]}; }}
QToolButton[rail="true"]:checked {{ background: {c["selected"]}; color: {c["accent"]}; }}
QToolButton[rail="true"]:focus {{ border-color: {c["focus"]}; }}
QToolButton[rail="true"]::menu-indicator {{ image: none; }}
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{ background: {c["raised"]}; color: {c["text"]};
  border: 1px solid {c["control"]}; border-radius: {radius}px; padding: 6px 8px;
  selection-background-color: {c["accent"]}; selection-color: {c["accent_text"]};
  placeholder-text-color: {c["muted"]}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
  border: 2px solid {c["focus"]}; padding: 5px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ color: {c["faint"]};
  border-color: {c["line"]}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: 0; padding: 0 9px; background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {c["raised"]}; border: 1px solid {c["control"]}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ padding: 4px; }}
QTextEdit[plain="true"] {{ background: transparent; border: 2px solid transparent; }}
QTextEdit[plain="true"]:focus {{ border: 2px solid {c["focus"]}; padding: 6px 8px; }}
QListView, QTableView, QTreeView, QScrollArea {{ background: transparent; border: 0; outline: 0; }}
QListWidget {{ selection-background-color: {c["selected"]}; selection-color: {c["text"]}; }}
QListView[popup="true"] {{ background: {c["raised"]}; color: {c["text"]}; border: 1px solid {c["control"]};
  padding: 4px; selection-background-color: {c["selected"]}; selection-color: {c["text"]}; }}
QListView[popup="true"]::item {{ padding: 6px 8px; border-radius: {radius - 2}px; }}
QFrame[card="true"] {{ background: {c["raised"]}; border: 1px solid {c["line"]}; border-radius: {radius + 2}px; }}
QFrame[float="true"] {{ background: {c["raised"]}; border: 1px solid {c["control"]}; border-radius: {radius + 4}px; }}
QTabBar::tab {{ background: transparent; color: {c["muted"]}; padding: 8px 14px; margin-right: 4px;
  border: 2px solid transparent; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c["text"]}; border-bottom: 2px solid {c["accent"]}; }}
QTabBar::tab:hover {{ color: {c["text"]}; }}
QTabBar::tab:selected:focus {{ border: 2px solid {c["focus"]}; border-radius: {radius}px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c["line"]}; }}
QMenu {{ background: {c["raised"]}; border: 1px solid {c["control"]}; padding: 6px; }}
QMenu::item {{ padding: 7px 28px 7px 12px; border-radius: {radius - 2}px; }}
QMenu::item:selected {{ background: {c["selected"]}; color: {c["text"]}; }}
QMenu::item:disabled {{ color: {c["faint"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 6px 8px; }}
QToolTip {{ background: {c["text"]}; color: {c["surface"]}; border: 0; padding: 6px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c["control"]}; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c["muted"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLabel[tone="muted"] {{ color: {c["muted"]}; }}
QLabel[tone="danger"] {{ color: {c["danger"]}; }}
QLabel[tone="warning"] {{ color: {c["warning"]}; }}
QLabel[tone="good"] {{ color: {c["good"]}; }}
QSplitter::handle {{ background: {c["line"]}; }}
"""
