"""PDF by pdfium: the text of the pages in reading order, what is bold, and where it stands on the page.

`original` is the characters of the pages, lines ended by a line feed, pages joined by form feeds. Where pdfium saw a
hyphen at a line end it leaves a mark (U+0002 or U+FFFE) and joins the lines; `normalise` decides what it meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.documents.content import Content
from pipeline.documents.limits import Limits
from pipeline.documents.normalise import Mark
from pipeline.documents.ocr import read_scan
from pipeline.documents.pdf_boxes import Pages
from pipeline.documents.pdf_fonts import bold_spans
from pipeline.documents.running_heads import running_heads
from pipeline.model.document import BoxSource, ReaderNote
from pipeline.model.errors import BadInput

_FEW = 12  # letters and digits on a page; a stamp or page number on a scan has fewer
_WORDED = re.compile(rf"(?:\W*\w){{{_FEW}}}")


@contextmanager
def open_pdf(data: bytes, *, name: str, ocr: str, limits: Limits) -> Iterator[Content]:
    """The content of a PDF; boxes can be asked for until the `with` block ends.

    Raises BadInput: encrypted (needs a password), damaged (pdfium cannot open it), too_large (more pages than the
    limit). A scan gives a note `scan_without_text`, or `read_by_ocr` where tesseract could read it.
    """
    document = _open(data, name)
    try:
        count = len(document)
        if count > limits.max_pages:
            raise BadInput(
                f"{name} has {count:,} pages, more than the limit of {limits.max_pages:,}. Split it or raise it.",
                code="too_large",
            )
        with Pages(document) as pages:
            yield _content(document, pages, data=data, name=name, ocr=ocr)
    finally:
        document.close()


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            message = f"{name} is a PDF with a password. Save it without the password and give it again."
            raise BadInput(message, code="encrypted") from error
        message = f"{name} is a damaged PDF: it cannot be opened ({len(data):,} bytes). Fetch it again from its source."
        raise BadInput(message, code="damaged") from error


def _content(document: pdfium.PdfDocument, pages: Pages, *, data: bytes, name: str, ocr: str) -> Content:
    texts: list[str] = []
    starts: list[int] = []
    emphasis: list[Mark] = []
    unreadable: list[int] = []
    length = 0
    for number in range(len(document)):
        page = pages.load(number)
        if page is None:
            unreadable.append(number + 1)
            text = ""
        else:
            text = page.text
            emphasis += [(start + length, end + length, "bold") for start, end in bold_spans(page)]
        starts.append(length)
        texts.append(text)
        length += len(text) + 1
    original = "\f".join(texts)
    notes = _notes(data, unreadable, len(texts), name)
    if not texts or (unreadable and len(unreadable) == len(texts)):
        message = f"{name} is a damaged PDF: none of its pages can be read. Fetch it again from its source."
        raise BadInput(message, code="damaged")
    wordless = [number for number, text in enumerate(texts) if not _WORDED.match(text, 0, 400)]
    pictures = [number for number in wordless if pages.is_picture(number)]
    boxes: BoxSource = pages.located(original, tuple(starts))
    if pictures and len(wordless) == len(texts):
        return read_scan(
            document, pictures, Content(original=original, page_starts=tuple(starts), notes=notes), ocr=ocr
        )
    if pictures:
        numbers = ", ".join(str(number + 1) for number in pictures[:20])
        notes += (
            ReaderNote("pages_without_text", f"{name}: no text on page {numbers}: pictures, or a scanned annex."),
        )
    return Content(
        original=original,
        page_starts=tuple(starts),
        emphasis=tuple(emphasis),
        drop=running_heads(texts, starts),
        notes=notes,
        box_source=boxes,
    )


def _notes(data: bytes, unreadable: list[int], count: int, name: str) -> tuple[ReaderNote, ...]:
    notes: tuple[ReaderNote, ...] = ()
    if b"%%EOF" not in data[-2048:]:
        message = f"{name} ends before its last line (%%EOF is missing): {count} pages could be read, more may be lost."
        notes += (ReaderNote("cut_document", message),)
    if unreadable:
        numbers = ", ".join(map(str, unreadable[:20]))
        notes += (ReaderNote("page_unreadable", f"{name}: page {numbers} is damaged and was left out."),)
    return notes
