"""What a screen reader gets of a program: its tree, and what is announced, from the real bus.

Runs under the system's Python, which has Debian's `gi`: `python3 bus_reader.py PID`. Each line on standard input is a
question, each line on standard output its answer as JSON:

    tree     the showing part of the tree, a list of nodes: id, parent, role, name, description, text, states, labelled
    focus    the control that has the keyboard and those around it that say so too, the innermost last: ids and roles
    said     what was announced since it was asked last
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APPEARS_SECONDS = 30
STATES = ("FOCUSABLE", "FOCUSED", "EDITABLE", "CHECKED", "SELECTED", "ENABLED", "SHOWING")
MOST_CHILDREN = 200
"""A list of thousands of rows is one control: its first rows tell what they all are."""


class Reader:
    """Answers for one program, found on the bus by its process id."""

    def __init__(self, pid: int) -> None:
        self._said: list[str] = []
        self._ids: dict[Atspi.Accessible, int] = {}
        self._pid = pid
        self._application = self._find(pid)
        self._listener = Atspi.EventListener.new(self._heard)
        self._listener.register("object:announcement")
        self._told_of_focus = False
        self._focused: Atspi.Accessible | None = None
        self._focus_listener = Atspi.EventListener.new(self._moved)
        self._focus_listener.register("object:state-changed:focused")

    def _find(self, pid: int) -> Atspi.Accessible:
        end = time.monotonic() + APPEARS_SECONDS
        while time.monotonic() < end:
            desktop = Atspi.get_desktop(0)
            for place in range(desktop.get_child_count()):
                found = desktop.get_child_at_index(place)
                if found is not None and found.get_process_id() == pid and found.get_child_count():
                    return found
            time.sleep(0.1)
        raise SystemExit(f"process {pid} is not on the accessibility bus")

    def _heard(self, event: Atspi.Event) -> None:
        if event.source.get_process_id() == self._pid:
            self._said.append(str(event.any_data))

    def _moved(self, event: Atspi.Event) -> None:
        if event.detail1 and event.source.get_process_id() == self._pid:
            self._focused, self._told_of_focus = event.source, True

    def focus(self) -> list[dict[str, object]]:
        """Where the keyboard went last; asking that node and what is around it takes no walk through the whole tree."""
        found: list[dict[str, object]] = []
        node = self._focused
        while node is not None and node != self._application:
            held = node.get_state_set()
            if held.contains(Atspi.StateType.FOCUSED) and held.contains(Atspi.StateType.FOCUSABLE):
                found.insert(0, {"id": self._id(node), "role": node.get_role_name()})
            node = node.get_parent()
        return found

    def _id(self, node: Atspi.Accessible) -> int:
        return self._ids.setdefault(node, len(self._ids) + 1)

    def said(self) -> list[str]:
        """What was announced since the last call."""
        heard, self._said = self._said, []
        return heard

    def tree(self) -> list[dict[str, object]]:
        """Every showing node, parents before children."""
        nodes: list[dict[str, object]] = []
        waiting = [(self._application, 0)]
        while waiting:
            node, parent = waiting.pop()
            states = node.get_state_set()
            held = [name for name in STATES if states.contains(getattr(Atspi.StateType, name))]
            if parent and "SHOWING" not in held:
                continue
            number = self._id(node)
            if "FOCUSED" in held and not self._told_of_focus:  # it was there before anyone listened
                self._focused = node
            count = node.get_child_count()
            nodes.append(
                {
                    "id": number,
                    "parent": parent,
                    "role": node.get_role_name(),
                    "name": node.get_name() or "",
                    "description": node.get_description() or "",
                    "text": self._text(node),
                    "states": held,
                    "labelled": self._labelled(node),
                }
            )
            children = (node.get_child_at_index(place) for place in reversed(range(min(count, MOST_CHILDREN))))
            waiting += [(child, number) for child in children if child is not None]
        return nodes

    @staticmethod
    def _text(node: Atspi.Accessible) -> str:
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, min(200, Atspi.Text.get_character_count(text))) if text else ""

    @staticmethod
    def _labelled(node: Atspi.Accessible) -> bool:
        return any(r.get_relation_type() == Atspi.RelationType.LABELLED_BY for r in node.get_relation_set() or [])


def main() -> None:
    Atspi.init()
    reader = Reader(int(sys.argv[1]))
    loop = GLib.MainLoop()

    def asked(channel: GLib.IOChannel, condition: GLib.IOCondition) -> bool:
        question = sys.stdin.readline().strip()
        if not question:
            loop.quit()
            return False
        try:
            answer = {"tree": reader.tree, "focus": reader.focus, "said": reader.said}[question]()
        except GLib.Error:  # the tree changed while it was read
            answer = None
        print(json.dumps(answer), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, asked)
    print(json.dumps("ready"), flush=True)
    loop.run()


if __name__ == "__main__":
    main()
