"""The structure tree: what a screen reader reads, in the order the elements were made (ISO 32000-1, 14.7 and 14.8).

An element's children are elements, pieces of marked content and links, in reading order. Elements that hold nothing in
the end are left out, so a layout may make them early.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from feedback_desk.pdf.objects import File, Name, Ref

_TREE = "StructTreeRoot"
_CELLS = frozenset({"TH", "TD"})


@dataclass(frozen=True)
class Mark:
    """Marked content number `mcid` on page number `page` (from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class LinkMark:
    """The annotation `name` on page number `page` (from 0)."""

    page: int
    name: str


@dataclass(eq=False)
class Element:
    """A structure element. `late` ones join their parent when they are first drawn, between what stands around them."""

    tag: str
    parent: Element | None = None
    late: bool = False
    scope: str = ""
    """For a TH: Column or Row."""
    actual_text: str = ""
    """What its content says, where the content itself is drawn in another order."""
    numbering: str = ""
    """For an L: Decimal or Disc."""
    lang: str = ""
    """The language of what it says, where that is not its parent's."""
    alt: str = ""
    """For a Figure: what it shows, in words."""
    box: tuple[float, ...] = ()
    """For a Figure: where it stands on its page: left, bottom, right, top."""
    children: list[Element | Mark | LinkMark] = field(default_factory=list)
    serial: int = field(default_factory=count().__next__)
    """Rises in the order elements are made, which is the order they are read in."""

    def __post_init__(self) -> None:
        if self.parent is not None and not self.late:
            self.parent.children.append(self)

    def join(self) -> None:
        """Take the place among the parent's children that reading has come to."""
        if self.late and self.parent is not None:
            self.parent.children.append(self)
            self.late = False

    def reach(self, left: float, bottom: float, right: float, top: float) -> None:
        """Let its box hold this one too."""
        old = self.box or (left, bottom, right, top)
        self.box = (min(old[0], left), min(old[1], bottom), max(old[2], right), max(old[3], top))

    def is_empty(self) -> bool:
        """Whether it is left out. A cell never is: its row would be too short."""
        return self.tag not in _CELLS and not any(
            not isinstance(child, Element) or not child.is_empty() for child in self.children
        )

    def attributes(self) -> dict[str, object] | None:
        """What is said of it besides its tag."""
        if self.scope:
            return {"O": Name("Table"), "Scope": Name(self.scope)}
        if self.box:
            return {"O": Name("Layout"), "BBox": [round(edge, 2) for edge in self.box], "Placement": Name("Block")}
        if self.numbering:
            return {"O": Name("List"), "ListNumbering": Name(self.numbering)}
        return None


def write_tree(
    file: File, root: Element, pages: list[list[Element]], links: list[tuple[dict[str, object], Element]]
) -> Ref:
    """Write the tree with its parent tree. `pages` has each page's elements by MCID; `links` every annotation's.

    The annotations are told their place in the parent tree.
    """
    names = {element: f"Tag{number}" for number, element in enumerate(_filled(root))}
    for element, name in names.items():
        entry: dict[str, object] = {
            "Type": Name("StructElem"),
            "S": Name(element.tag),
            "P": Ref(names[element.parent] if element.parent is not None else _TREE),
        }
        page = next((child.page for child in element.children if isinstance(child, Mark)), None)
        if page is not None:
            entry["Pg"] = Ref(page_key(page))
        entry["K"] = [
            _child(child, names, page) for child in element.children if not isinstance(child, Element) or child in names
        ]
        if element.actual_text:
            entry["ActualText"] = element.actual_text
        if element.lang:
            entry["Lang"] = element.lang
        if element.alt:
            entry["Alt"] = element.alt
        attributes = element.attributes()
        if attributes is not None:
            entry["A"] = attributes
        file.add(entry, name)
    numbers: list[object] = []
    for page, marked in enumerate(pages):
        numbers += [page, file.add([Ref(names[element]) for element in marked])]
    for key, (annotation, element) in enumerate(links, len(pages)):
        annotation["StructParent"] = key
        numbers += [key, Ref(names[element])]
    return file.add(
        {
            "Type": Name("StructTreeRoot"),
            "K": [Ref(names[root])],
            "ParentTree": file.add({"Nums": numbers}),
            "ParentTreeNextKey": len(pages) + len(links),
        },
        _TREE,
    )


def page_key(number: int) -> str:
    """The key of a page object, counted from 0."""
    return f"Page{number}"


def _filled(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element) and not child.is_empty():
            yield from _filled(child)


def _child(child: Element | Mark | LinkMark, names: dict[Element, str], page: int | None) -> object:
    if isinstance(child, Element):
        return Ref(names[child])
    if isinstance(child, Mark):
        if child.page == page:
            return child.mcid
        return {"Type": Name("MCR"), "Pg": Ref(page_key(child.page)), "MCID": child.mcid}
    return {"Type": Name("OBJR"), "Pg": Ref(page_key(child.page)), "Obj": Ref(child.name)}
