"""Pictures of a PDF's pages for the screen, by PDFium.

PDFium may be entered by one thread at a time, so every call takes the lock that the wall takes too. It is loaded at
the first call: the first window needs no pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from feedback_desk.errors import BadInput
from feedback_desk.letter.wall import pdfium_entered


def pages(pdf: bytes) -> int:
    """How many pages; `BadInput` when it is no PDF."""
    with _opened(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, page: int, width_px: int) -> tuple[int, int, bytes]:
    """A page (counted from 0), `width_px` wide: width, height, and four bytes (B, G, R, unused) for each pixel."""
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise BadInput(f"The letter has no page {page + 1}.")
        sheet = document[page]
        bitmap = sheet.render(scale=max(1, width_px) / sheet.get_width(), prefer_bgrx=True)
        try:
            packed = bytes(bitmap.buffer)
            row = bitmap.width * 4
            if bitmap.stride != row:
                packed = b"".join(packed[start : start + row] for start in range(0, len(packed), bitmap.stride))
            return bitmap.width, bitmap.height, packed
        finally:
            bitmap.close()
            sheet.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with pdfium_entered:
        import pypdfium2

        library: Any = pypdfium2
        try:
            document = library.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadInput("This is not a PDF that can be shown.") from error
        try:
            yield document
        finally:
            document.close()
