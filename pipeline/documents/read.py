"""`read`: bytes to `Document`. Finds the reader by content, normalises, and keeps pages open while they are needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from pipeline.documents import kinds
from pipeline.documents.content import Content
from pipeline.documents.detect import detect
from pipeline.documents.docx import read_docx
from pipeline.documents.encoding import decode
from pipeline.documents.html import read_html
from pipeline.documents.limits import DEFAULT, Limits
from pipeline.documents.normalise import normalise
from pipeline.documents.pdf import open_pdf
from pipeline.documents.plain import read_plain
from pipeline.model.document import Document
from pipeline.model.errors import BadInput

Ocr = Literal["auto", "never"]

_SAVE_AS = {
    kinds.OLE: "an old Word, Excel or mail file (OLE)",
    kinds.XLSX: "an Excel workbook",
    kinds.PPTX: "a PowerPoint presentation",
    kinds.ODT: "an OpenDocument file",
    kinds.RTF: "an RTF file",
}
_DATA = {kinds.JSON: "JSON", kinds.CSV: "a table (CSV)", kinds.XML: "XML"}


@contextmanager
def read(
    data: bytes, *, name: str, sha256: str | None = None, ocr: Ocr = "auto", limits: Limits = DEFAULT
) -> Iterator[Document]:
    """The document made of `data`. Its pages can be asked for boxes (`box_source`) until the `with` block ends.

    `name` is only for messages and `Document.name`; the kind is decided from content. `sha256` saves hashing twice.
    Raises BadInput with one of the codes empty, too_large, not_a_document, data_file, unsupported, encrypted, damaged.
    """
    if _is_blank(data):
        raise BadInput(f"{name} is empty: there is nothing to read. Was it copied completely?", code="empty")
    if len(data) > limits.max_bytes:
        raise BadInput(
            f"{name} has {len(data):,} bytes, more than the limit of {limits.max_bytes:,}. Split it or raise it.",
            code="too_large",
        )
    media_type = detect(data)
    with ExitStack() as stack:
        content = _content(data, media_type, name=name, ocr=ocr, limits=limits, stack=stack)
        if not content.original.strip() and not content.notes:
            raise BadInput(f"{name} has no text: there is nothing to read.", code="empty")
        text, offsets, emphasis = normalise(
            content.original, markup=content.markup, emphasis=content.emphasis, drop=content.drop
        )
        yield Document(
            name=name,
            sha256=sha256 or hashlib.sha256(data).hexdigest(),
            media_type=media_type,
            size=len(data),
            original=content.original,
            text=text,
            offsets=offsets,
            page_starts=content.page_starts,
            emphasis=emphasis,
            notes=content.notes,
            layout=content.layout,
            box_source=content.box_source,
        )


_SOLID = re.compile(rb"[^ \t\r\n\x0c\0]")


def _is_blank(data: bytes) -> bool:
    """Nothing but blanks, or the zeros that a full disk or a broken transfer leaves."""
    return _SOLID.search(data) is None or (len(data) < 64 and not decode(data).text.strip())


def _content(data: bytes, media_type: str, *, name: str, ocr: Ocr, limits: Limits, stack: ExitStack) -> Content:
    if media_type == kinds.PDF:
        return stack.enter_context(open_pdf(data, name=name, ocr=ocr, limits=limits))
    if media_type == kinds.HTML:
        return read_html(data)
    if media_type == kinds.DOCX:
        return read_docx(data, name=name, limits=limits)
    if media_type in (kinds.TEXT, kinds.MARKDOWN):
        return read_plain(data)
    raise _refusal(data, media_type, name)


def _refusal(data: bytes, media_type: str, name: str) -> BadInput:
    if media_type == kinds.OLE and "EncryptedPackage".encode("utf-16-le") in data:
        return BadInput(f"{name} is an Office file with a password. Save it without the password.", code="encrypted")
    if media_type in _SAVE_AS:
        return BadInput(
            f"{name} is {_SAVE_AS[media_type]}, which is not read. Save it as PDF or DOCX.", code="unsupported"
        )
    if media_type.startswith("image/"):
        return BadInput(
            f"{name} is a picture ({media_type.removeprefix('image/').upper()}), which is not read. Save it as PDF.",
            code="unsupported",
        )
    if media_type in _DATA:
        return BadInput(f"{name} is {_DATA[media_type]}, data and not a document of minutes.", code="data_file")
    if media_type == kinds.ZIP:
        return BadInput(
            f"{name} is a ZIP archive and not a document. Give it to `ingest` as it is, which reads what is inside; "
            "a ZIP that cannot be opened is damaged.",
            code="unsupported",
        )
    if media_type != kinds.BINARY:
        return BadInput(f"{name} is a packed file ({media_type}). Unpack it, or pack it as ZIP.", code="unsupported")
    return BadInput(
        f"{name} is no document: neither PDF, HTML, DOCX nor text. Check whether it was damaged in transfer.",
        code="not_a_document",
    )
