"""Documents built for the tests. Sentences and people are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx.document import Document as WordDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.document import Document

Line = str | tuple[str, str]
"""A line of a page; with a font name where it is not Helvetica."""

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def pdf(*pages: list[Line], password: str | None = None, size: int = 11) -> bytes:
    """A PDF with the given lines on its pages, from the top, one inch from the left."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=password)
    for lines in pages:
        for row, line in enumerate(lines):
            text, font = (line, "Helvetica") if isinstance(line, str) else line
            canvas.setFont(font, size)
            canvas.drawString(72, 770 - 1.3 * size * row, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word(build: Callable[[WordDocument], object]) -> bytes:
    """A Word file that `build` has filled."""
    import docx

    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word_xml(body: str, *, footnotes: str = "", prolog: str = "") -> bytes:
    """A Word file with this XML as the content of its body and of its footnotes."""
    members = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"{prolog}<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode(),
    }
    if footnotes:
        members["word/footnotes.xml"] = f"<w:footnotes {_SPACES}>{footnotes}</w:footnotes>".encode()
    return zipped(members)


def zipped(members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def emphasised(document: Document, kind: str) -> list[str]:
    return [document.text[one.start : one.end] for one in document.emphasis if one.kind == kind]


def source_of(document: Document, passage: str) -> str:
    """The part of the original text that a passage of the working text was made from."""
    start = document.text.index(passage)
    first, after = document.offsets.span(start, start + len(passage))
    return document.original[first:after]
