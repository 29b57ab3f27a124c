"""The objects a PDF file consists of, as plain Python values, and the file they are written to.

The only module that touches ReportLab, of which it takes the object layer alone. The canvas is left out: it names a
Helvetica that is nowhere embedded on every page, knows no tags, and signs documents "(anonymous)".

A dict is a dictionary, a list an array, a `str` a text string, a `Name` a name, a `Ref` a reference; bool, None, int
and float are themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc as _untyped

_pdfdoc: Any = _untyped


class Name(NamedTuple):
    """A name, without its slash."""

    text: str


class Ref(NamedTuple):
    """A reference to the object added under this key; the object may be added later."""

    key: str


class _Stream(_untyped.PDFStream):
    """A stream with an end-of-line before `endstream`, which ReportLab 5.1 leaves out (ISO 19005-2, 6.1.7.1)."""

    _END = b"endstream\n"

    def format(self, document: Any) -> bytes:  # noqa: ANN401 -- ReportLab has no types
        return bytes(_pdfdoc.PDFStream.format(self, document).removesuffix(self._END)) + b"\n" + self._END


class File:
    """Collects objects and writes them once."""

    def __init__(self) -> None:
        self._file = _pdfdoc.PDFDocument(pdfVersion=(1, 7), invariant=1, compression=1)
        self._anonymous = 0

    def add(self, value: object, key: str = "") -> Ref:
        """Add an object of its own; without a key it gets one."""
        return self._add(_written(value), key)

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None, *, compress: bool = True) -> Ref:
        """Add a stream with its dictionary."""
        filters = [_pdfdoc.PDFZCompress] if compress else None
        stream: Any = _Stream
        return self._add(stream(_written(dict(entries or {})), content, filters), "")

    def _add(self, thing: object, key: str) -> Ref:
        if not key:
            self._anonymous += 1
            key = f"Object{self._anonymous}"
        self._file.Reference(thing, key)
        return Ref(key)

    def finish(self, catalog: Mapping[str, object], info: Mapping[str, object], fingerprint: bytes) -> bytes:
        """The bytes of the file. `fingerprint` makes its identifier, so equal files have equal ones."""
        self._file.Catalog = _written(dict(catalog))
        self._file.info = _written(dict(info))
        self._file.updateSignature(fingerprint)
        return bytes(self._file.format())


def _written(value: object) -> Any:  # noqa: ANN401 -- ReportLab has no types
    match value:
        case Name(text):
            return _pdfdoc.PDFName(text)
        case Ref(key):
            return _pdfdoc.PDFObjectReference(key)
        case dict():
            return _pdfdoc.PDFDictionary({key: _written(inner) for key, inner in value.items()})
        case list():
            return _pdfdoc.PDFArray([_written(inner) for inner in value])
        case str():
            return _pdfdoc.PDFString(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case _:
            return value
