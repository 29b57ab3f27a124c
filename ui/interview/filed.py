"""What is done with notes that were filed, by key and by mouse. The capture line has the keyboard again afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from feedback_desk.model import Note, NoteKind
from ui.interview.capture_line import CaptureLine
from ui.interview.live import LiveInterview
from ui.interview.note_menu import skills_menu
from ui.interview.note_stream import NoteStream
from ui.interview.note_text import links_in
from ui.interview.sections import SectionList
from ui.interview.writing import Writing
from ui.widgets.links import open_link


class Filed(QObject):
    """Edits, tags, moves and opens what the stream shows. A key means the note that the keyboard is on."""

    said = Signal(str)

    def __init__(self, live: LiveInterview, writing: Writing, stream: NoteStream, sections: SectionList) -> None:
        super().__init__(stream)
        self._live, self._writing, self._stream = live, writing, stream
        self._line: CaptureLine = writing.line
        stream.left.connect(self._to_line)
        stream.edit_wanted.connect(self.edit)
        stream.delete_wanted.connect(self._delete)
        stream.kind_wanted.connect(self._make)
        stream.move_wanted.connect(self._move_to)
        stream.tag_wanted.connect(self._type_tag)
        stream.retag_wanted.connect(self._type_tag)
        stream.add_tag_wanted.connect(self._add_tag)
        stream.untag_wanted.connect(self._untag)
        stream.link_wanted.connect(self._open)
        stream.typed_away.connect(self._type_on)
        sections.typed_away.connect(self._type_on)
        sections.moved_here.connect(self._move_to)
        sections.left.connect(self._to_line)

    def edit(self, note_id: str) -> None:
        """Take a note into the line. New notes go where they went before, also when this one is of another section."""
        self._writing.edit(note_id)
        self._to_line()

    def make(self, kind: NoteKind) -> None:
        """A kind key means the note that the keyboard is on, else the line."""
        note = self._stream.current
        if note is not None:
            self._make(note.id, kind)
        else:
            self._line.set_kind(kind)

    def add_skill(self) -> None:
        """The key for a skill means the note that the keyboard is on, else the line."""
        note = self._stream.current
        if note is not None:
            self._type_tag(note.id)
        else:
            self._line.begin_tag()

    def move(self, step: int) -> None:
        """Move the note that the keyboard is on, the one being edited, or the last one in sight a section on."""
        note = self._stream.current or self._writing.edited or self._stream.newest
        ids = [section.id for section in self._live.bare.sections]
        if note is None or not ids:
            return
        at = ids.index(note.section) + step if note.section in ids else 0
        if 0 <= at < len(ids):
            self._move_to(note.id, ids[at])

    # --- One note, or those selected with it --------------------------------------------------

    def _each(self, words: str, note_id: str, do: Callable[[str], None]) -> None:
        """Do something with a note and those selected with it, as one step."""
        ids = self._stream.together(note_id)
        if len(ids) == 1:
            do(note_id)
        else:
            self._writing.settle()
            with self._live.as_one(f"{words} {len(ids)} notes"):
                for each in ids:
                    do(each)
            self.said.emit(f"{len(ids)} notes changed. {self._writing.take_back} takes it back.")

    def _delete(self, note_id: str) -> None:
        self._each("Deleting", note_id, self._writing.delete)

    def _make(self, note_id: str, kind: NoteKind) -> None:
        alone = len(self._stream.together(note_id)) == 1
        self._each("Changing the kind of", note_id, lambda i: self._writing.make(i, kind, turn_back=alone))

    def _move_to(self, note_id: str, section_id: str) -> None:
        self._each("Moving", note_id, lambda i: self._writing.move(i, section_id))

    def _add_tag(self, note_id: str, tag: str) -> None:
        self._each("Adding a skill to", note_id, lambda i: self._writing.add_tag(i, tag))

    def _untag(self, note_id: str, tag: str) -> None:
        self._each("Taking a skill off", note_id, lambda i: self._writing.untag(i, tag))

    # --- Tags and links -----------------------------------------------------------------------

    def tidy(self, tag: str, at: QPoint) -> None:
        """Ask what an unknown tag stands for: what comes near it, else was used lately, then every skill by domain."""
        skills = self._live.known.catalogue
        if skills is None:
            return
        near = skills.find(tag, 5) or self._live.find_skills("")
        menu = skills_menu(self._stream, f"What #{tag} stands for", near, skills)
        menu.triggered.connect(lambda action: self._tidied(tag, action.data()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _tidied(self, tag: str, skill: str) -> None:
        self._writing.settle()
        count = self._live.rename_tag(tag, skill)
        self.said.emit(f"#{tag} is #{skill} now, in {'1 note' if count == 1 else f'{count} notes'}.")
        self._to_line()

    def open_link(self) -> None:
        """The first link of the note that the keyboard is on, or of the newest that has one."""
        note: Note | None = self._stream.current
        links = links_in(note.text) if note is not None else self._stream.newest_links()
        if links:
            self._open(links[0].url)
        else:
            self.said.emit("No link in sight here.")

    def _open(self, url: str) -> None:
        self.said.emit(f"Opening {url}" if open_link(url) else "This address could not be opened.")
        self._to_line()

    def _type_tag(self, note_id: str, instead_of: str = "") -> None:
        """One note goes into the line for it; for several the skill is chosen from a menu."""
        catalogue = self._live.known.catalogue
        if len(self._stream.together(note_id)) > 1 and catalogue is not None:
            menu = skills_menu(self._stream, "A skill for these notes", self._live.find_skills(""), catalogue)
            menu.triggered.connect(lambda action: self._add_tag(note_id, action.data()))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._stream.mapToGlobal(self._stream.rect().center()))
            return
        self.edit(note_id)
        self._writing.type_tag(instead_of)

    def _type_on(self, text: str) -> None:
        """What was typed while the keyboard was elsewhere goes where it belongs."""
        self._to_line()
        self._line.insertPlainText(text)

    def _to_line(self) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
