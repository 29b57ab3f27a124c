"""The last look before a letter leaves: the finished PDF is read back, and nothing private may be in it.

Reads what a person sees, what a screen reader hears (the structure tree in its order, replacement and
alternative texts), the metadata, the outline, links and their descriptions, and whether there is anything
that has no business in a letter: attachments, scripts, forms. The sentences name the place and never quote
what was found.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterable, Iterator
from ctypes import POINTER, c_ushort, cast, create_string_buffer
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from feedback_desk.letter.leaks import Leaks
from feedback_desk.letter.markdown import letter_markdown
from feedback_desk.letter.spans import words_of_link
from feedback_desk.letter.wording import wording_for
from feedback_desk.model import Letter, PrivateContext

if TYPE_CHECKING:
    from pypdf import PdfReader

pdfium_entered = Lock()
"""PDFium may be entered by one thread of the process at a time: whoever calls it holds this."""

_WHAT = {
    "private": "wording from a note that is not for the letter",
    "rating": "something that reads like your internal rating",
    "decision": "something that reads like your internal decision",
    "full name": "the name of another candidate",
}
_KEYS = {
    "/Alt": "In a description for screen readers",
    "/ActualText": "In the text that stands behind the printed one",
    "/E": "In the text that stands behind the printed one",
    "/T": "In a name inside the PDF",
    "/URI": "In the address of a link",
    "/Contents": "In the description of a link",
    "/Title": "In the title or the outline",
}
_INFO = frozenset({"/Title", "/Author", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})
_ACTIVE = {
    "/EmbeddedFile": "an attached file",
    "/EmbeddedFiles": "an attached file",
    "/EF": "an attached file",
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "an action that runs by itself",
    "/OpenAction": "an action that runs by itself",
    "/Launch": "an action that starts a program",
    "/AcroForm": "a form",
    "/XFA": "a form",
    "/RichMedia": "embedded media",
}


def inspect_mail(subject: str, text: str, letter: Letter, private: PrivateContext) -> tuple[str, ...]:
    """The same for the words of an e-mail, which come from a template that anybody may have edited."""
    wall = _Wall(letter, private)
    wall.look("In the subject of the e-mail", subject)
    wall.look("In the text of the e-mail", text)
    return tuple(dict.fromkeys(wall.said))


def inspect(pdf: bytes, letter: Letter, private: PrivateContext) -> tuple[str, ...]:
    """What must not leave, one sentence for each place; empty when the PDF is clean.

    A PDF that can't be read back is not clean either: nothing can be said about it.
    """
    wall = _Wall(letter, private)
    try:
        wall.pages(pdf)
        wall.insides(pdf)
    except _unreadable():
        return ("The finished PDF could not be read back, so nobody can say what is in it.",)
    return tuple(dict.fromkeys(wall.said))


def _unreadable() -> tuple[type[Exception], ...]:
    import pypdf.errors
    import pypdfium2

    return (pypdf.errors.PyPdfError, pypdfium2.PdfiumError)


class _Wall:
    """Collects the sentences about one PDF."""

    def __init__(self, letter: Letter, private: PrivateContext) -> None:
        self.leaks = Leaks(private, letter)
        self.said: list[str] = []
        said = _said_anyway(letter)
        self.secrets = [s for s in map(_secret, private.secrets) if s and not s.search(said)]
        self.authors = {" ".join(name.split()) for name in (letter.profile.name, letter.profile.organisation, "")}

    def look(self, where: str, text: str, kinds: Iterable[str] = tuple(_WHAT)) -> None:
        """Say what of these kinds is in a text, however its lines were broken."""
        found = {leak.kind for leak in self.leaks.find(text)}
        if _HYPHENS.search(text):
            found |= {leak.kind for leak in self.leaks.find(_HYPHENS.sub("", text))}
        self.said += [f"{where} there is {_WHAT[kind]}." for kind in kinds if kind in found]

    def look_hidden(self, where: str, text: str) -> None:
        """As `look`, for what nobody sees on the page: also the user's name and folders on this machine."""
        self.look(where, text)
        low = text.casefold()
        if any(secret.search(low) for secret in self.secrets):
            self.said.append(f"{where} there is the user name or a folder of this machine.")

    # --- What is seen and heard -----------------------------------------------------------------

    def pages(self, pdf: bytes) -> None:
        """The pages as they look, and the text in its reading order across them."""
        import pypdfium2

        library: Any = pypdfium2  # its types say nothing
        with pdfium_entered:
            document = library.PdfDocument(pdf)
            try:
                seen, heard, replaced = [], [], []
                for page in document:
                    reading = _Reading(library.raw, page)
                    seen.append(reading.seen)
                    heard.append("\n".join(reading.heard))
                    replaced.append("\n".join(reading.replaced))
                    reading.close()
            finally:
                document.close()
        for number, text in enumerate(seen, 1):
            # In the order of the page, columns run into one another: lines prove nothing here, words do.
            self.look(f"On page {number}", text, ("private", "full name"))
        for number, text in enumerate(heard, 1):
            self.look(f"On page {number}", text)
        for number, text in enumerate(replaced, 1):
            self.look_hidden(f"In a description for screen readers on page {number}", text)
        if len(heard) > 1 and not self.said:
            self.look("Where one page runs into the next", "\n".join(heard), ("private", "full name"))

    # --- What is inside -------------------------------------------------------------------------

    def insides(self, pdf: bytes) -> None:
        """Every string and every name of every object, the metadata, and anything that is not a page."""
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(pdf))
        info = reader.trailer.get("/Info")
        info = info.get_object() if info is not None else {}
        for key, value in dict(info).items() if isinstance(info, dict) else ():
            where = f"In the metadata, under {str(key).lstrip('/')},"
            text = str(value)
            self.look_hidden(where, text)
            if key not in _INFO and text.strip():
                self.said.append(f"{where} there is something that a letter does not say.")
        author = " ".join(str(dict(info).get("/Author", "")).split()) if isinstance(info, dict) else ""
        if author not in self.authors:
            self.said.append("In the metadata, the author is not the one on the letterhead.")
        for value in _objects(reader):
            for key, text in _strings(value, ""):
                if key == "/URI" and not re.match(r"(?i)https?://|mailto:", text):
                    self.said.append("A link leads to something other than a page or an e-mail address.")
                self.look_hidden(_KEYS.get(key, "Inside the PDF"), _readable(key, text))
            for name in _keys(value):
                if name in _ACTIVE and not (name == "/OpenAction" and _is_a_place(value)):
                    self.said.append(f"The PDF carries {_ACTIVE[name]}.")
            if isinstance(value, dict):
                for stream in (value, value.get("/Metadata")):
                    self.look_hidden("In the metadata", _untagged(_metadata(stream)))


def _metadata(value: object) -> str:
    """What a metadata stream says; nothing for any other object."""
    from pypdf.generic import IndirectObject, StreamObject

    stream = value.get_object() if isinstance(value, IndirectObject) else value
    if not isinstance(stream, StreamObject) or (stream is value and stream.get("/Type") != "/Metadata"):
        return ""
    return stream.get_data().decode("utf-8", "replace")


_HYPHENS = re.compile(r"[-\u2010]\s*\n\s*|[\ufffe\x02]\s*")
"""A word broken at the end of a line; PDFium reads the hyphen and the break as one of two characters of its own."""


_BY_ITSELF = """Feedback Desk, adobe, ns, meta, http, com, pdf, aiim, PDF/UA identification, resource, pdfuaid, part,
integer, internal, part of ISO 14289 the file conforms to, x-default, identity, sRGB, mailto"""
"""What every PDF of the program says, whatever stands in the letter."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")


def _said_anyway(letter: Letter) -> str:
    """What is in the PDF for all to read, links word by word: somebody called "web" or "desk" is not told by it."""
    text = letter_markdown(letter)
    links = map(words_of_link, _ADDRESS.findall(text))
    wording = wording_for(letter)
    printed = (*wording.page.values(), str(wording.card["heading"]))
    return "\n".join((text, *links, *printed, _BY_ITSELF)).casefold()


def _secret(secret: str) -> re.Pattern[str] | None:
    """A user name or a folder as a word of its own: `/root` is not in `https://root-me.example`."""
    return re.compile(rf"(?<![\w/]){re.escape(secret.casefold())}(?![\w-])") if len(secret) > 2 else None


def _readable(key: str, text: str) -> str:
    return words_of_link(text) if key == "/URI" else text


def _untagged(xml: str) -> str:
    """The words between the tags and in the attributes."""
    return html.unescape(re.sub(r"<[?/]?[\w:.-]*|[\w:.-]+=|/?>|\?>", " ", xml))


# --- Reading a page with PDFium -----------------------------------------------------------------


class _Reading:
    """What one page shows (`seen`) and tells a screen reader (`heard`, `replaced`)."""

    page: Any  # PDFium's own classes, whose types say nothing
    text_page: Any

    def __init__(self, raw: ModuleType, page: object) -> None:
        self.raw, self.page = raw, page
        self.text_page = self.page.get_textpage()
        self.seen: str = self.text_page.get_text_range().replace("\r\n", "\n")
        self.heard: list[str] = []
        self.replaced: list[str] = []
        self.marked = self._by_mark()
        tree = raw.FPDF_StructTree_GetForPage(self.page.raw)
        if tree:
            for at in range(raw.FPDF_StructTree_CountChildren(tree)):
                self._element(raw.FPDF_StructTree_GetChildAtIndex(tree, at), 0)
            raw.FPDF_StructTree_Close(tree)
        self.heard += ["".join(texts) for texts in self.marked.values()]  # artifacts: heads and feet

    def close(self) -> None:
        self.text_page.close()
        self.page.close()

    def _by_mark(self) -> dict[int, list[str]]:
        """The texts drawn on the page by the number that the structure tree calls them by."""
        marked: dict[int, list[str]] = {}
        for drawn in self.page.get_objects(filter=(self.raw.FPDF_PAGEOBJ_TEXT,), max_depth=4):
            size = self.raw.FPDFTextObj_GetText(drawn.raw, self.text_page.raw, None, 0)
            buffer = create_string_buffer(size * 2 + 2)
            self.raw.FPDFTextObj_GetText(drawn.raw, self.text_page.raw, cast(buffer, POINTER(c_ushort)), size + 1)
            text = buffer.raw.decode("utf-16-le", "replace").split("\0")[0]
            marked.setdefault(self.raw.FPDFPageObj_GetMarkedContentID(drawn.raw), []).append(text)
        return marked

    def _element(self, element: object, depth: int) -> None:
        if not element or depth > 60:
            return
        raw, own = self.raw, ""
        for read in (raw.FPDF_StructElement_GetAltText, raw.FPDF_StructElement_GetActualText):
            if text := _utf16(read, element):
                self.replaced.append(text)
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                self._element(child, depth + 1)
            else:
                own += "".join(self.marked.pop(raw.FPDF_StructElement_GetChildMarkedContentID(element, at), ()))
        if own.strip():
            self.heard.append(own)


def _utf16(read: Callable[..., int], element: object) -> str:
    size = read(element, None, 0)
    if size <= 2:
        return ""
    buffer = create_string_buffer(size)
    read(element, buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


# --- Walking through the objects with pypdf -------------------------------------------------------


def _objects(reader: PdfReader) -> Iterator[object]:
    """Every object of the file, referred to or not."""
    from pypdf.generic import IndirectObject

    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(numbers):
        value = reader.get_object(IndirectObject(number, generation, reader))
        if value is not None:
            yield value
    yield reader.trailer


def _strings(value: object, key: str) -> Iterator[tuple[str, str]]:
    """The strings directly in an object, with the key they stand under."""
    from pypdf.generic import ByteStringObject, IndirectObject, TextStringObject

    if isinstance(value, IndirectObject):
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, TextStringObject):
        yield key, str(value)
    elif isinstance(value, ByteStringObject):
        yield key, bytes(value).decode("latin-1")


def _keys(value: object) -> Iterator[str]:
    from pypdf.generic import IndirectObject, NameObject

    if isinstance(value, IndirectObject):
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            if name in ("/S", "/Type", "/Subtype") and isinstance(inner, NameObject):
                yield str(inner)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _is_a_place(value: object) -> bool:
    """Whether an opening action only says which page to open at."""
    action = value.get("/OpenAction") if isinstance(value, dict) else None
    action = action.get_object() if action is not None else None
    return isinstance(action, list)
