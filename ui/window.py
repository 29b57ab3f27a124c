"""The one window: the rail of rooms, the place for screens, the status line. It places and wires, nothing else.

A screen is a `ui.widgets.screen.Screen` made with `(jobs, commands)`, imported when it is first shown:

    desk        ui.desk.screen.DeskScreen
    interview   ui.interview.screen.InterviewScreen     open(interview_id)
    letter      ui.letter.screen.LetterScreen           open(interview_id); in no rail, it is opened from elsewhere
    candidates  ui.candidates.screen.CandidatesScreen   open(candidate_id)
    library     ui.library.screen.LibraryScreen
    settings    ui.settings.screen.SettingsScreen

Screens ask by their signals (`open_interview`, `open_letter`, `open_candidate`, `new_interview`, `closed`, `said`).
The window calls `open(id)`, gives the keyboard to where the screen says one starts (`start_at`), and calls `leave()`
before it shows another one or closes. When the window closes it waits for the storage lane.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from feedback_desk.errors import NotFound
from feedback_desk.model import Change, Overview
from ui import remembered, theme
from ui.actions import TABLE, Commands, overlap
from ui.jobs import Jobs
from ui.keys import Keys
from ui.undo import Undo
from ui.widgets.popups import THROUGH, lend, let_own_menu_through
from ui.widgets.rail import Rail
from ui.widgets.screen import Screen
from ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent  # making their types costs the first frame 3 ms

    from feedback_desk.desk import Desk
    from ui.cover import Cover
    from ui.desk.screen import DeskScreen
    from ui.interview.screen import InterviewScreen
    from ui.library.screen import LibraryScreen
    from ui.palette import Palette
    from ui.strip import Strip

ROOMS = ("desk", "interview", "candidates", "library", "settings")
"""In the order of the rail."""
SCREENS = {
    "desk": ("ui.desk.screen", "DeskScreen"),
    "interview": ("ui.interview.screen", "InterviewScreen"),
    "letter": ("ui.letter.screen", "LetterScreen"),
    "candidates": ("ui.candidates.screen", "CandidatesScreen"),
    "library": ("ui.library.screen", "LibraryScreen"),
    "settings": ("ui.settings.screen", "SettingsScreen"),
}
NO_INTERVIEW = "no interview"
"""The page of the Interview room while none is open."""


class Window(QMainWindow):
    """Everything a person sees of the program."""

    ready = Signal()
    """The Desk has its rows: the first frame can show them."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setWindowTitle("Feedback Desk")
        self.setObjectName("window")
        self.jobs = jobs
        self.commands = Commands(self, Undo(jobs, self), Keys(TABLE, overlap, remembered.recall_words("keys")))
        self._screens: dict[str, Screen] = {}
        self._history: list[tuple[str, str]] = []
        self._shown: tuple[str, str] = ("", "")
        self._interview = ""
        self._palette: Palette | None = None
        self._cover: Cover | None = None
        self._strip: Strip | None = None
        self._bind()

        self._rail = Rail(ROOMS, self.commands)
        self._stack = QStackedWidget()
        self.status = StatusLine(jobs, self.commands)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(column, 1)
        body = QWidget()
        body.setLayout(across)
        self.setCentralWidget(body)
        self._restore_place()
        if sys.platform == "darwin":
            from ui.menus import menu_bar

            self.setMenuBar(menu_bar(self.commands, self))
        self.show_room("desk")

    # --- Going somewhere ----------------------------------------------------------------------

    def show_room(self, room: str, item_id: str = "") -> None:
        """Show a room or the letter; with an id, of that interview or candidate."""
        if self._shown == (room, item_id):
            self._screens[room].take_keyboard()
            return
        if self._shown[0]:
            self._history.append(self._shown)
        self._show(room, item_id)

    def show_overview(self, overview: Overview) -> None:
        """The Desk's rows, read before the window was there."""
        cast("DeskScreen", self.place("desk")).fill(overview)

    def back(self) -> None:
        """From a strip to the whole window; else where the person came from, and from there the Desk."""
        if self.is_strip:
            self._compact()
            return
        self._show(*(self._history.pop() if self._history else ("desk", "")))

    def open_interview(self, interview_id: str) -> None:
        self._interview = interview_id
        self.show_room("interview", interview_id)

    def open_letter(self, interview_id: str) -> None:
        self.show_room("letter", interview_id)

    def open_candidate(self, candidate_id: str) -> None:
        self.show_room("candidates", candidate_id)

    def resume_interview(self) -> None:
        """The Interview room: the one opened last, else one that runs, else a page that offers to start one."""
        if self._interview:
            self.open_interview(self._interview)
            return

        def show(overview: Overview) -> None:
            if overview.running:
                self.open_interview(overview.running[0].id)
            else:
                self.show_room(NO_INTERVIEW)

        self.jobs.read(lambda desk: desk.overview(), show, owner=self, key="running")

    def new_interview(self) -> None:
        """The small sheet; the window stays behind it."""
        from ui.new_interview.sheet import NewInterviewSheet

        sheet = NewInterviewSheet(self, self.jobs)
        sheet.started.connect(self.open_interview)
        sheet.said.connect(self.status.say)
        sheet.open()

    def search(self) -> None:
        """Candidates, with the keyboard in the search field."""
        self.show_room("candidates")
        self.place("candidates").take_keyboard()

    def place(self, name: str) -> Screen:
        """The screen of that name, made when it is first asked for."""
        if name not in self._screens:
            if name == NO_INTERVIEW:
                from ui.widgets.empty import Empty

                button = self.commands.button("new_interview", primary=True)
                sentence = "Start one now, or go on with one from the Desk."
                self._screens[name] = Empty("interview", "No interview is open", sentence, [button])
            else:
                module, kind = SCREENS[name]
                made = getattr(import_module(module), kind)(self.jobs, self.commands)
                self._wire(made)
                if name == "interview":
                    made.compact_wanted.connect(self._compact)
                    made.panes.drop_changed.connect(self.strip.add_room)
                if name == "desk":
                    made.filled.connect(self.ready)
                self._screens[name] = made
            self._stack.addWidget(self._screens[name])
        return self._screens[name]

    def _wire(self, screen: Screen) -> None:
        screen.open_interview.connect(self.open_interview)
        screen.open_letter.connect(self.open_letter)
        screen.open_candidate.connect(self.open_candidate)
        screen.new_interview.connect(self.new_interview)
        screen.closed.connect(self.back)
        screen.said.connect(self.status.say)

    def _show(self, room: str, item_id: str) -> None:
        before = self._screens.get(self._shown[0])
        screen = self.place(room)
        if before is not None:
            before.leave()
        if self.is_strip and room != "interview":
            self._compact()
        self._shown = (room, item_id)
        if item_id:
            screen.open(item_id)
        self._stack.setCurrentWidget(screen)
        self._rail.mark("interview" if room == NO_INTERVIEW else room)
        screen.take_keyboard()

    # --- Commands -----------------------------------------------------------------------------

    def _bind(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "new_interview": self.new_interview,
            "palette": self._find,
            "search": self.search,
            "cover": lambda: self.cover.toggle(),
            "room_interview": self.resume_interview,
            "back": self.back,
            "undo": self.commands.undo.undo,
            "redo": self.commands.undo.redo,
            "retry": self.jobs.retry,
            "add_sample": self._add_sample,
            "remove_sample": self._remove_sample,
            "text_larger": lambda: self._change_text_size(+1),
            "text_smaller": lambda: self._change_text_size(-1),
            "text_normal": lambda: self._change_text_size(0),
            "guide": lambda: self._read("guide", self.commands.keys),
            "shortcuts": lambda: self._read("shortcuts", self.commands.keys),
            "about": partial(self._read, "about"),
            "menu": lambda: self._rail.show_menu(),
            "quit": self.close,
        }
        for room in ROOMS:
            handlers.setdefault(f"room_{room}", partial(self.show_room, room))
        for command_id, handler in handlers.items():
            self.commands.bind(command_id, handler)
        self.commands.action("cover").setProperty(THROUGH, True)
        _application().focusChanged.connect(self._reach)
        undo = self.commands.action("undo")
        undo.setEnabled(False)
        self.commands.undo.possible.connect(undo.setEnabled)
        redo = self.commands.action("redo")
        redo.setEnabled(False)
        self.commands.undo.again_possible.connect(redo.setEnabled)
        retry = self.commands.action("retry")
        retry.setEnabled(False)
        self.jobs.failed.connect(lambda _: retry.setEnabled(self.jobs.refused > 0))
        self.jobs.saved.connect(lambda: retry.setEnabled(False))

    def _add_sample(self) -> None:
        """Put the example in and show it."""

        def added(change: Change) -> None:
            self.jobs.read(lambda desk: _interview_among(desk, change.ids), self.open_interview, owner=self)

        self.jobs.write(lambda desk: desk.add_sample(), done=added)

    def _remove_sample(self) -> None:
        def removed(change: Change) -> None:
            if not change.ids:
                self.status.say("There is no example here.")
                return
            self.commands.undo.push("Example removed", lambda desk: desk.add_sample())
            self._history = [place for place in self._history if place[1] not in change.ids]
            if self._interview in change.ids:
                self._interview = ""
            if self._shown[1] in change.ids:
                self._show("desk", "")

        self.jobs.write(lambda desk: desk.remove_sample(), done=removed)

    def _find(self) -> None:
        self.commands.action("retry").setEnabled(self.jobs.refused > 0)  # a screen may have told of it itself
        if self._palette is None:
            from ui.palette import Palette

            self._palette = Palette(self, self.jobs, self.commands)
            self._palette.open_interview.connect(self.open_interview)
            self._palette.open_candidate.connect(self.open_candidate)
            self._palette.open_skill.connect(self._show_skill)
            self._palette.take_skill.connect(self._take_skill)
        if self.is_strip:
            self.strip.make_room_for(self._palette)
        self._palette.begin()

    def _take_skill(self, tag: str) -> None:
        cast("InterviewScreen", self.place("interview")).take_skill(tag)

    def _show_skill(self, tag: str) -> None:
        self.show_room("library")
        cast("LibraryScreen", self.place("library")).show_skill(tag)

    def _compact(self) -> None:
        """The interview that is shown becomes a strip, or the strip a whole window again."""
        compact = cast("InterviewScreen", self.place("interview")).compact
        if self.is_strip:
            self.strip.end(partial(compact.set, False))
            return
        compact.set(True)
        self.strip.begin(compact.size)
        self.status.say(self.strip.sentence(self.commands.keys.text("compact")))

    @property
    def is_strip(self) -> bool:
        """Whether the window is the strip beside the call now."""
        return self._strip is not None and self._strip.is_on

    @property
    def strip(self) -> Strip:
        """What makes the window a strip, and keeps its places."""
        if self._strip is None:
            from ui.strip import Strip

            self._strip = Strip(self, [self._rail], self.status)
        return self._strip

    @property
    def cover(self) -> Cover:
        """What hides names and notes."""
        if self._cover is None:
            from ui.cover import Cover

            self._cover = Cover(self, self._stack, self.commands.action("cover"))
        return self._cover

    def _reach(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard is in a window of this one: the key that covers has to work there too, and in a field's menu."""
        if now is not None:
            lend(self.commands.action("cover"), self, now.window())
            let_own_menu_through(now)

    def _read(self, page: str, *more: object) -> None:
        """One of the pages to read: `guide`, `shortcuts`, `about`."""
        getattr(import_module("ui.guide"), f"show_{page}")(self, *more)

    # --- Text size, place, end ----------------------------------------------------------------

    def _restore_place(self) -> None:
        size = theme.known_text_size(remembered.recall("text_size"))
        if size != 1.0:
            theme.set_text_scale(_application(), size)
        if not remembered.stand(self):
            self.strip.come_up()

    def _change_text_size(self, step: int) -> None:
        sizes, app = theme.TEXT_SIZES, _application()
        at = sizes.index(theme.text_scale(app))
        size = sizes[max(0, min(len(sizes) - 1, at + step))] if step else 1.0
        theme.set_text_scale(app, size)
        remembered.keep("text_size", size)
        self.strip.follow_text_size()
        self.status.say(f"Text size {size:.0%}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):  # Esc, and on a Mac also Command and full stop
            self.back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        for screen in self._screens.values():
            screen.leave()
        if not self._all_saved() and not self._leave_it():
            event.ignore()
            return
        self.strip.keep()
        event.accept()

    def _all_saved(self) -> bool:
        """Wait for what is being saved; what the store refused before is tried once more."""
        self.jobs.retry()
        self.jobs.flush()
        QApplication.sendPostedEvents(self.jobs, QEvent.Type.MetaCall.value)  # how each of them ended
        return not self.jobs.refused

    def _leave_it(self) -> bool:
        from ui.leaving import quits_unsaved

        return quits_unsaved(self)


def _interview_among(desk: Desk, ids: Iterable[str]) -> str:
    """The id that is an interview's."""
    for item in ids:
        try:
            return desk.interview(item).id
        except NotFound:
            continue
    raise NotFound("The example is not there.")


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
