"""What can be done with a note that was filed, as menus: all of it, and what concerns one of its skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from feedback_desk.model import Note, Section, Skill
from ui import theme
from ui.actions import Commands
from ui.interview.kinds import LOOKS
from ui.interview.note_text import links_in
from ui.widgets.popups import let_through

if TYPE_CHECKING:
    from feedback_desk.catalogue.skills import Skills
    from ui.interview.note_stream import NoteStream


def note_menu(
    stream: NoteStream,
    note: Note,
    many: int,
    sections: Sequence[Section],
    offered: Sequence[Skill],
    commands: Commands,
) -> QMenu:
    """All that can be done with a note, or with the `many` selected with it; `offered` are skills used lately."""
    menu = QMenu(stream)
    let_through(menu)
    if many == 1:
        menu.addAction(theme.icon("edit"), "Edit", lambda: stream.edit_wanted.emit(note.id))
    for link in links_in(note.text) if many == 1 else ():
        menu.addAction(
            theme.icon("link"), f"Open {_short(link.url)}", lambda url=link.url: stream.link_wanted.emit(url)
        )
    skills = _inside(menu, "Skills")
    for tag in note.skills:
        action = skills.addAction(f"#{tag}")
        action.setCheckable(True)
        action.setChecked(True)
        action.triggered.connect(lambda _=False, tag=tag: stream.untag_wanted.emit(note.id, tag))
    for skill in offered:
        if skill.tag not in note.skills:
            action = skills.addAction(skill.name.replace("&", "&&"))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, tag=skill.tag: stream.add_tag_wanted.emit(note.id, tag))
    skills.addSeparator()
    another = skills.addAction(theme.icon("skill"), "Another…", lambda: stream.tag_wanted.emit(note.id))
    another.setShortcuts(commands.keys.of("add_skill"))
    kinds = _inside(menu, "Make it")
    for look in LOOKS.values():
        action = kinds.addAction(look.word)
        action.setCheckable(True)
        action.setChecked(look.kind is note.kind)
        action.setShortcuts(commands.keys.of(look.command))
        action.triggered.connect(lambda _=False, kind=look.kind: stream.kind_wanted.emit(note.id, kind))
    others = [section for section in sections if many > 1 or section.id != note.section]
    if others:
        move = _inside(menu, "Move to")
        for section in others:
            action = move.addAction(section.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, to=section.id: stream.move_wanted.emit(note.id, to))
    menu.addSeparator()
    delete = "Delete" if many == 1 else f"Delete {many} notes"
    menu.addAction(theme.icon("bin"), delete, lambda: stream.delete_wanted.emit(note.id))
    return menu


def tag_menu(stream: NoteStream, note: Note, tag: str) -> QMenu:
    """What can be done with one skill of a note."""
    menu = QMenu(stream)
    let_through(menu)
    menu.addAction(theme.icon("edit"), f"Change #{tag}…", lambda: stream.retag_wanted.emit(note.id, tag))
    menu.addAction(theme.icon("bin"), f"Take #{tag} off", lambda: stream.untag_wanted.emit(note.id, tag))
    menu.addAction(theme.icon("skill"), "Add another…", lambda: stream.tag_wanted.emit(note.id))
    return menu


def skills_menu(parent: QWidget, name: str, near: Sequence[Skill], skills: Skills) -> QMenu:
    """All skills by their domain, those that are near at hand first; each entry's data is a skill's tag."""
    menu = QMenu(parent)
    let_through(menu)
    menu.setAccessibleName(name)
    for skill in near:
        menu.addAction(skill.name.replace("&", "&&")).setData(skill.tag)
    if near:
        menu.addSeparator()
    for domain, name in skills.domains.items():
        inside = _inside(menu, name.replace("&", "&&"))
        for skill in skills.all:
            if skill.domain == domain:
                inside.addAction(skill.name.replace("&", "&&")).setData(skill.tag)
    return menu


def _inside(menu: QMenu, words: str) -> QMenu:
    made: QMenu = menu.addMenu(words)
    let_through(made)
    return made


def _short(url: str) -> str:
    words = url.split("://", 1)[1].replace("&", "&&")
    return words if len(words) <= 48 else words[:47] + "…"
