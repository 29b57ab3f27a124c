"""The objects a PDF file consists of, as plain Python values, and the file they are written to.

The only module that touches ReportLab, of which it takes the object layer alone. The canvas is left out: it names a
Helvetica that is nowhere embedded on every page, knows no tags, and signs documents "(anonymous)".

A dict is a dictionary, a list an array, a `str` a text string, a `Name` a name, a `Ref` a reference; bool, None, int
and float are themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc as _untyped

_pdfdoc: Any = _untyped


class Name(NamedTuple):
    """A name, without its slash."""

    text: str


class Ref(NamedTuple):
    """A reference to the object added under this key; the object may be added later."""

    key: str


class _Object(_untyped.PDFObject):
    """Any value, written when the numbers of all objects are known."""

    def __init__(self, value: object) -> None:
        self.value = value

    def format(self, document: Any) -> bytes:  # noqa: ANN401 -- ReportLab has no types
        return _written(self.value, document).encode("latin-1")


class _Stream(_untyped.PDFStream):
    """A stream with an end-of-line before `endstream`, which ReportLab 5.1 leaves out (ISO 19005-2, 6.1.7.1).

    It is both characters, since a line feed alone would look like more behind content that ends with a carriage return.
    """

    _END = b"endstream\n"

    def format(self, document: Any) -> bytes:  # noqa: ANN401 -- ReportLab has no types
        return bytes(_pdfdoc.PDFStream.format(self, document).removesuffix(self._END)) + b"\r\n" + self._END


class File:
    """Collects objects and writes them once."""

    def __init__(self) -> None:
        self._file = _pdfdoc.PDFDocument(pdfVersion=(1, 7), invariant=1, compression=1)
        self._anonymous = 0

    def add(self, value: object, key: str = "") -> Ref:
        """Add an object of its own; without a key it gets one."""
        return self._add(_object(value), key)

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None, *, compress: bool = True) -> Ref:
        """Add a stream with its dictionary."""
        filters = [_pdfdoc.PDFZCompress] if compress else None
        dictionary = _pdfdoc.PDFDictionary({key: _object(value) for key, value in (entries or {}).items()})
        stream: Any = _Stream
        return self._add(stream(dictionary, content, filters), "")

    def _add(self, thing: object, key: str) -> Ref:
        if not key:
            self._anonymous += 1
            key = f"Object{self._anonymous}"
        self._file.Reference(thing, key)
        return Ref(key)

    def finish(self, catalog: Mapping[str, object], info: Mapping[str, object], fingerprint: bytes) -> bytes:
        """The bytes of the file. `fingerprint` makes its identifier, so equal files have equal ones."""
        self._file.Catalog = _object(dict(catalog))
        self._file.info = _object(dict(info))
        self._file.updateSignature(fingerprint)
        return bytes(self._file.format())


def _object(value: object) -> Any:  # noqa: ANN401 -- ReportLab has no types
    make: Any = _Object
    return make(value)


def _written(value: object, document: Any) -> str:  # noqa: ANN401 -- ReportLab has no types
    """A value as the file has it; ReportLab's own dictionaries and arrays take five times as long."""
    kind = type(value)
    if kind is Name:
        return str(_name(value.text))  # type: ignore[attr-defined]
    if kind is Ref:
        return f"{document.idToObjectNumberAndVersion[value.key][0]} 0 R"  # type: ignore[attr-defined]
    if kind is int:
        return str(value)
    if isinstance(value, dict):
        return f"<<{' '.join([f'/{key} {_written(inner, document)}' for key, inner in value.items()])}>>"
    if isinstance(value, list):
        return f"[{' '.join([_written(inner, document) for inner in value])}]"
    if isinstance(value, str):
        return str(_pdfdoc.PDFString(value).format(document).decode("latin-1"))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(_pdfdoc.fp_str(value))


@lru_cache(maxsize=256)
def _name(text: str) -> Any:  # noqa: ANN401 -- ReportLab has no types
    return _pdfdoc.PDFName(text)
