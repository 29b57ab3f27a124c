"""The Library's kits: to read, to edit, to copy, to throw away and take back, and to share as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from feedback_desk.capture.kit_file import ENDING, MOST_BYTES, kit_of_bytes
from feedback_desk.errors import BadInput, DeskError
from feedback_desk.model import Change, ImportedKit, Kit, KitArrival, KitPage
from feedback_desk.whole_file import write_whole
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.library.shelf import Shelf
from ui.library.told import kit_parts, kit_row
from ui.widgets.announce import announce
from ui.widgets.rows import Row
from ui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from feedback_desk.desk import Desk

KINDS = f"Kits (*{ENDING} *.json)"
BELOW_LIST = ("kit_new", "kit_import")
SELDOM = ("kit_unbin", "kit_shipped", "kit_own")
"""Commands whose buttons are there only while they can be used."""
AskFile = Callable[[QWidget, str], str]
"""Asks for a file: parent, and the name that is proposed for one to write; an empty answer means none."""


def ask_file(parent: QWidget, proposal: str) -> str:
    """The system's own file chooser, to open a kit or to save it."""
    chooser = QFileDialog(parent, "Export the kit" if proposal else "Import a kit", str(Path.home()), KINDS)
    if proposal:
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(ENDING.lstrip("."))
        chooser.selectFile(proposal)
    return chooser.selectedFiles()[0] if chooser.exec() else ""


class KitsTab(QWidget):
    """Fills itself when it is shown, and again whenever a kit changes."""

    edit_wanted = Signal(str)
    """The id of a kit to edit."""
    said = Signal(str)

    def __init__(self, jobs: Jobs, commands: Commands, *, ask: AskFile = ask_file) -> None:
        super().__init__()
        self._jobs, self._commands, self._ask = jobs, commands, ask
        self._pages: dict[str, KitPage] = {}
        self._role_names: Mapping[str, str] = {}
        self._current = ""
        self._instead: Callable[[], None] | None = None
        self.buttons = self._bind()
        below = [self.buttons[command] for command in BELOW_LIST]
        beside = [button for button in self.buttons.values() if button not in below]
        self.shelf = Shelf("Kits", "Filter kits", beside, below_list=below)
        self.shelf.filtered.connect(lambda _: self._show_rows())
        self.shelf.current.connect(self._show)
        self.shelf.opened.connect(self._edit)
        self._news = Words(wrap=True)
        self._answer = QPushButton("Make it the new version instead")
        self._answer.setProperty("link", True)
        self._answer.clicked.connect(lambda: self._instead and self._instead())
        line = QHBoxLayout()
        line.setContentsMargins(0, theme.GAP, 0, 0)
        line.addWidget(self._news, 1)
        line.addWidget(self._answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.shelf, 1)
        self._tell("")
        jobs.changed.connect(self._changed)

    def _bind(self) -> dict[str, QPushButton]:
        buttons: dict[str, QPushButton] = {}
        for command, words, handler in (
            ("kit_edit", "Edit", self._edit),
            ("kit_copy", "Copy", self._copy),
            ("kit_new", "New kit", lambda: self._begin(lambda desk: desk.new_kit())),
            ("kit_import", "Import", self._import),
            ("kit_export", "Export", self._export),
            ("kit_shipped", "", self._to_shipped),
            ("kit_own", "", self._to_own),
            ("kit_unbin", "Take out of the bin", self._unbin),
            ("kit_bin", "Delete", self._bin),
        ):
            action = self._commands.bind(command, handler, self)
            action.setText(words or action.text())  # among kits it is clear what is meant
            buttons[command] = self._commands.button(command, primary=command == "kit_edit")
        return buttons

    # --- Showing ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self._read()
        super().showEvent(event)

    def choose(self, kit_id: str) -> None:
        """Make this kit the current one, as soon as it is there."""
        self._current = kit_id
        self._read()

    def _changed(self, change: Change) -> None:
        if self.isVisible() and (not change.ids or "kits" in change.ids):
            self._read()

    def _read(self) -> None:
        def read(desk: Desk) -> tuple[list[KitPage], Mapping[str, str]]:
            from feedback_desk.catalogue.nice import work_roles

            return desk.kit_pages(), work_roles()

        self._jobs.read(read, self._fill, owner=self, key="kits")

    def _fill(self, read: tuple[list[KitPage], Mapping[str, str]]) -> None:
        pages, self._role_names = read
        self._pages = {page.kit.id: page for page in pages}
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.shelf.search.text().casefold()
        found = [p for p in self._pages.values() if wanted in f"{p.kit.name} {p.kit.role}".casefold()]
        rows = [kit_row(page) for page in found if not page.in_bin]
        binned = [kit_row(page) for page in found if page.in_bin]
        if binned:
            rows += [Row("", "In the bin", heading=True), *binned]
        current = self._current
        if not found:
            self._current = ""  # what is out of sight is not meant by any command
        self.shelf.show_rows(rows)
        self.shelf.choose(current)
        self._enable()

    def _show(self, kit_id: str) -> None:
        if kit_id in self._pages:
            self._current = kit_id
            self.shelf.read(kit_parts(self._pages[kit_id], self._role_names))
            self._enable()

    def _page(self) -> KitPage | None:
        return self._pages.get(self._current)

    def _enable(self) -> None:
        page = self._page()
        here = page is not None and not page.in_bin
        used = here and page is not None and page.kit.version > 0
        for command, can in (
            ("kit_edit", here),
            ("kit_copy", here),
            ("kit_export", used),
            ("kit_bin", here),
            ("kit_unbin", page is not None and page.in_bin),
            ("kit_shipped", used and page is not None and page.shipped and page.kit.is_own),
            ("kit_own", used and page is not None and page.own is not None),
        ):
            self._commands.action(command).setEnabled(can)
            self.buttons[command].setVisible(can or command not in SELDOM)

    def _tell(self, words: str, tone: str = "muted", instead: Callable[[], None] | None = None) -> None:
        """Say what happened above the list, with another way where there is one."""
        self._news.setText(words)
        self._news.set_tone(tone)
        self._news.setVisible(bool(words))
        self._instead = instead
        self._answer.setVisible(instead is not None)
        announce(self._news, words)

    def _refused(self, error: DeskError) -> None:
        self._tell(str(error), "danger")

    # --- Editing ------------------------------------------------------------------------------

    def _edit(self) -> None:
        page = self._page()
        if page is not None and not page.in_bin:
            self._tell("")
            self.edit_wanted.emit(page.kit.id)

    def _copy(self) -> None:
        page = self._page()
        if page is not None:
            kit_id = page.kit.id
            self._begin(lambda desk: desk.copy_of_kit(kit_id))

    def _begin(self, made: Callable[[Desk], Kit]) -> None:
        """Keep a new kit as a draft and edit it."""

        def keep(desk: Desk) -> Kit:
            kit = made(desk)
            desk.keep_kit_draft(kit)
            return kit

        def begun(kit: Kit) -> None:
            self._commands.undo.push(
                f"Kit begun: {kit.name}",
                lambda desk: desk.bin_kit(kit.id),
                lambda desk: desk.take_kit_out_of_bin(kit.id),
                quiet=True,
            )
            self._current = kit.id
            self.edit_wanted.emit(kit.id)

        self._tell("")
        self._jobs.write(keep, begun, self._refused, owner=self)

    # --- Bin and versions ---------------------------------------------------------------------

    def _do(self, words: str, do: Callable[[Desk], Change], back: Callable[[Desk], Change]) -> None:
        self._tell("")
        self._jobs.write(do, lambda _: self._commands.undo.push(words, back, do), self._refused, owner=self)

    def _bin(self) -> None:
        page = self._page()
        if page is not None:
            kit = page.kit
            self._do(
                f"“{kit.name}” is in the bin",
                lambda desk: desk.bin_kit(kit.id),
                lambda desk: desk.take_kit_out_of_bin(kit.id),
            )

    def _unbin(self) -> None:
        page = self._page()
        if page is not None:
            kit = page.kit
            self._do(
                f"“{kit.name}” is back",
                lambda desk: desk.take_kit_out_of_bin(kit.id),
                lambda desk: desk.bin_kit(kit.id),
            )

    def _to_shipped(self) -> None:
        page = self._page()
        if page is not None:
            own = page.kit
            self._do(
                f"New interviews follow the program’s version of “{own.name}”",
                lambda desk: desk.leave_own_kit(own.id),
                lambda desk: desk.follow_kit(own),
            )

    def _to_own(self) -> None:
        page = self._page()
        if page is not None and page.own is not None:
            own = page.own
            self._do(
                f"New interviews follow your version of “{own.name}”",
                lambda desk: desk.follow_kit(own),
                lambda desk: desk.leave_own_kit(own.id),
            )

    # --- Files --------------------------------------------------------------------------------

    def _export(self) -> None:
        page = self._page()
        if page is None:
            return
        kit_id = page.kit.id
        chosen = self._ask(self, f"{kit_id}{ENDING}")
        if not chosen:
            return

        def written(_: object) -> None:
            self._tell(f"“{page.kit.name}” is in {Path(chosen).name}, for whoever you give it to.")

        def write(desk: Desk) -> None:
            write_whole(Path(chosen), desk.export_kit(kit_id))

        self._jobs.read(write, written, self._refused, owner=self)

    def _import(self) -> None:
        chosen = self._ask(self, "")
        if chosen:
            self.import_file(Path(chosen))

    def import_file(self, file: Path) -> None:
        """Take a kit in from a file; what became of it is said above the list."""
        self._tell("")
        self._jobs.read(lambda _: _content(file), lambda data: self._take(data, file.name), self._refused, owner=self)

    def _take(self, data: bytes, name: str) -> None:
        def arrived(imported: ImportedKit) -> None:
            kit = imported.kit
            self.shelf.search.clear()
            self.choose(kit.id)
            unknown = " ".join(f"#{tag}" for tag in imported.unknown)
            more = f" Not in the catalogue, and kept as written: {unknown}." if unknown else ""
            if imported.arrival is KitArrival.SAME:
                self._tell(f"“{kit.name}” is here already, word for word.{more}")
                return
            if imported.arrival is KitArrival.BACK:
                self._tell(f"“{kit.name}” was in the bin, word for word, and is out of it again.{more}")
                return
            self._commands.undo.push(
                f"“{kit.name}” came in",
                lambda desk: desk.bin_kit(kit.id),
                lambda desk: desk.take_kit_out_of_bin(kit.id),
            )
            if imported.arrival is KitArrival.COPY:
                words = f"Another kit has the same id and says something else, so it came in as “{kit.name}”.{more}"
                self._tell(words, instead=lambda: self._as_version(data, kit))
            else:
                self._tell(f"“{kit.name}” came in. New interviews can follow it.{more}")

        self._jobs.write(lambda desk: desk.import_kit(data, name), arrived, self._refused, owner=self)

    def _as_version(self, data: bytes, copy: Kit) -> None:
        """The imported kit takes the place of the one that has its id, and the copy made first goes."""
        kit = kit_of_bytes(data)

        def take(desk: Desk) -> Kit:
            before = desk.kit(kit.id)
            desk.leave_own_kit(copy.id)
            desk.import_kit(data, as_version=True)
            return before

        def taken(before: Kit) -> None:
            def back(desk: Desk) -> Change:
                desk.follow_kit(copy)
                return desk.follow_kit(before)

            def again(desk: Desk) -> Change:
                desk.leave_own_kit(copy.id)
                return desk.follow_kit(kit)

            self._tell("")
            self.choose(kit.id)
            words = f"New interviews follow the imported version of “{kit.name}”; those held keep theirs"
            self._commands.undo.push(words, back, again)

        self._jobs.write(take, taken, self._refused, owner=self)


def _content(file: Path) -> bytes:
    """The bytes of a file, no more of them than tell that it is too large."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{file.name} could not be read: {error.strerror or error}.") from error
