"""One PDF file under construction: fonts, pages, links, outline, structure, metadata; in the end its bytes."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from feedback_desk.pdf import metadata
from feedback_desk.pdf.embed import EmbeddedFont
from feedback_desk.pdf.fonts import Face
from feedback_desk.pdf.objects import File, Name, Ref
from feedback_desk.pdf.page import Page
from feedback_desk.pdf.pictures import Picture
from feedback_desk.pdf.tags import Element, LinkMark, page_key, write_tree

_PAGES = "PageTree"


class _Entry(NamedTuple):
    title: str
    page: int
    top: float


class _Link(NamedTuple):
    page: int
    key: str
    annotation: dict[str, object]
    element: Element


class Document:
    """Collects pages and writes them as one file that is PDF/A-2a and PDF/UA-1 at once.

    `rtl`: its language runs from right to left, and what is placed from the left of a page stands at the right.
    """

    def __init__(self, *, title: str, author: str, language: str, day: date, rtl: bool = False) -> None:
        self.title = title
        self.author = author
        self.language = language
        self.day = day
        self.rtl = rtl
        self.root = Element("Document")
        self._pages: list[Page] = []
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._pictures: dict[Picture, str] = {}
        self._links: list[_Link] = []
        self._outline: list[_Entry] = []

    def page(self, width: float, height: float) -> Page:
        """A new last page, `width` by `height` points."""
        page = Page(self, len(self._pages), width, height, mirrored=self.rtl)
        self._pages.append(page)
        return page

    def font(self, face: Face) -> EmbeddedFont:
        """The face as embedded here."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts)}")
        return font

    def picture(self, picture: Picture) -> str:
        """The name a page calls a picture by; the same picture is kept once."""
        return self._pictures.setdefault(picture, f"Im{len(self._pictures)}")

    def add_outline(self, title: str, page: int, top: float) -> None:
        """An entry of the outline, leading to a height on a page (counted from 0)."""
        self._outline.append(_Entry(title, page, top))

    def add_link(self, page: int, element: Element, address: str, words: str, box: tuple[float, ...]) -> None:
        """A link from a box on a page; `words` say where it leads, for those who can't see it."""
        key = f"Link{len(self._links)}"
        annotation: dict[str, object] = {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": [round(edge, 2) for edge in box],
            "Border": [0, 0, 0],
            "F": 4,
            "Contents": words,
            "A": {"S": Name("URI"), "URI": address},
        }
        self._links.append(_Link(page, key, annotation, element))
        element.children.append(LinkMark(page, key))

    def finish(self) -> bytes:
        """The bytes of the file; the same for the same document."""
        file = File()
        contents = [page.content() for page in self._pages]
        used: dict[str, object] = {"Font": {font.name: font.write(file) for font in self._fonts.values()}}
        if self._pictures:
            used["XObject"] = {name: _write_picture(file, picture) for picture, name in self._pictures.items()}
        resources = file.add(used)
        for page, content in zip(self._pages, contents, strict=True):
            self._write_page(file, page, content, resources)
        marked = [page.marked for page in self._pages]
        tree = write_tree(file, self.root, marked, [(link.annotation, link.element) for link in self._links])
        for link in self._links:
            file.add(link.annotation, link.key)
        kids = [Ref(page_key(page.number)) for page in self._pages]
        file.add({"Type": Name("Pages"), "Kids": kids, "Count": len(kids)}, _PAGES)
        drawn = [picture.pixels for picture in self._pictures]
        fingerprint = sha256(b"\0".join([self.title.encode(), self.author.encode(), *contents, *drawn])).digest()
        return file.finish(self._catalog(file, tree), self._info(), fingerprint)

    def _write_page(self, file: File, page: Page, content: bytes, resources: Ref) -> None:
        entry: dict[str, object] = {
            "Type": Name("Page"),
            "Parent": Ref(_PAGES),
            "MediaBox": [0, 0, round(page.width, 2), round(page.height, 2)],
            "Resources": resources,
            "Contents": file.add_stream(content),
            "StructParents": page.number,
            "Tabs": Name("S"),
        }
        links: list[object] = [Ref(link.key) for link in self._links if link.page == page.number]
        if links:
            entry["Annots"] = links
        file.add(entry, page_key(page.number))

    def _catalog(self, file: File, tree: Ref) -> dict[str, object]:
        intent = {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": "sRGB",
            "Info": "sRGB IEC61966-2.1",
            "DestOutputProfile": file.add_stream(metadata.srgb_profile(), {"N": 3}),
        }
        xmp = metadata.xmp(self.title, self.author, self.language, self.day)
        described = {"Type": Name("Metadata"), "Subtype": Name("XML")}
        entries: dict[str, object] = {
            "Type": Name("Catalog"),
            "Pages": Ref(_PAGES),
            "Lang": self.language,
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": tree,
            "ViewerPreferences": {"DisplayDocTitle": True, **({"Direction": Name("R2L")} if self.rtl else {})},
            "OutputIntents": [intent],
            "Metadata": file.add_stream(xmp, described, compress=False),
        }
        if self._outline:
            entries["Outlines"] = self._write_outline(file)
        return entries

    def _write_outline(self, file: File) -> Ref:
        last = len(self._outline) - 1
        for number, entry in enumerate(self._outline):
            item: dict[str, object] = {
                "Title": entry.title,
                "Parent": Ref("Outline"),
                "Dest": [Ref(page_key(entry.page)), Name("XYZ"), 0, round(entry.top, 2), None],
            }
            if number:
                item["Prev"] = Ref(f"Entry{number - 1}")
            if number < last:
                item["Next"] = Ref(f"Entry{number + 1}")
            file.add(item, f"Entry{number}")
        outline = {
            "Type": Name("Outlines"),
            "First": Ref("Entry0"),
            "Last": Ref(f"Entry{last}"),
            "Count": last + 1,
        }
        return file.add(outline, "Outline")

    def _info(self) -> dict[str, object]:
        entries: dict[str, object] = {
            "Title": self.title,
            "Producer": metadata.PRODUCER,
            "CreationDate": metadata.info_date(self.day),
            "ModDate": metadata.info_date(self.day),
        }
        if self.author:
            entries["Author"] = self.author
        return entries


def _write_picture(file: File, picture: Picture) -> Ref:
    entries: dict[str, object] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name("DeviceRGB"),
        "BitsPerComponent": 8,
        "Filter": Name("FlateDecode"),
    }
    return file.add_stream(picture.pixels, entries, compress=False)
