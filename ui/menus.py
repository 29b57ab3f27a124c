"""The menus, made from the one table of commands: a Mac's menu bar, and elsewhere the menu of the rail.

Both have the same content. What can't be done now stands there in grey, so that nothing moves about and everything
can be met. On a Mac "About", "Settings" and "Quit" go where every program has them (the menu with the program's name).
Each menu is filled when it opens: commands come and go with the screens.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.actions import TABLE, Command, Commands, Menu
from ui.widgets.popups import let_through

TITLES: dict[Menu, str] = {
    "file": "&File",
    "edit": "&Edit",
    "view": "&View",
    "go": "&Go",
    "interview": "&Interview",
    "letter": "&Letter",
    "kits": "&Kits",
    "help": "&Help",
}
"""In their order; the letter after `&` opens one by Alt where the platform has that habit."""
ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "room_settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}
"""What a Mac shows in the menu with the program's name."""


def menu_bar(commands: Commands, parent: QWidget | None = None) -> QMenuBar:
    """A menu bar with every menu; a Mac shows it at the top of the screen."""
    bar = QMenuBar(parent)
    for command_id, role in ROLES.items():
        commands.action(command_id).setMenuRole(role)
    for name in TITLES:
        bar.addMenu(_menu(name, commands, bar))
    return bar


def whole_menu(commands: Commands, parent: QWidget) -> QMenu:
    """One menu with all menus inside, for a window without a menu bar."""
    whole = QMenu(parent)
    let_through(whole)
    for name in TITLES:
        whole.addMenu(_menu(name, commands, whole))
    whole.addSeparator()
    whole.addAction(commands.action("quit"))
    return whole


def _menu(name: Menu, commands: Commands, parent: QWidget) -> QMenu:
    menu = QMenu(TITLES[name], parent)
    let_through(menu)
    menu.aboutToShow.connect(partial(_fill, menu, name, commands))
    _fill(menu, name, commands)  # a Mac does not show a menu that is empty before it opens
    return menu


def _fill(menu: QMenu, name: Menu, commands: Commands) -> None:
    menu.clear()
    for before in menu.findChildren(QMenu):
        before.deleteLater()  # `clear` takes them out and keeps them
    inner: dict[str, QMenu] = {}
    can = {command.id for command in commands.available()}
    for command in TABLE:
        if command.in_menu != name or not shown(command):
            continue
        place = menu
        if command.under:
            if command.under not in inner:
                inner[command.under] = menu.addMenu(command.under)
                let_through(inner[command.under])
            place = inner[command.under]
        if command.apart and not place.isEmpty():
            place.addSeparator()
        place.addAction(commands.action(command.id) if command.id in can else _grey(command, commands, place))


def shown(command: Command) -> bool:
    """Keys that a widget handles itself are no commands that one could choose; stepping back is one."""
    return not command.by_widget or command.id == "back"


def _grey(command: Command, commands: Commands, parent: QMenu) -> QAction:
    """What can't be done now, with its key in words only: the key itself stays with the command."""
    keys = commands.keys.text(command.id)
    grey = QAction(f"{command.words}\t{keys}" if keys else command.words, parent)
    grey.setMenuRole(QAction.MenuRole.NoRole)
    grey.setEnabled(False)
    return grey
