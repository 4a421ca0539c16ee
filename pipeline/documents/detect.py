"""What kind of document some bytes are, decided from the bytes alone: names lie."""

from __future__ import annotations

import io
import json
import re
import zipfile

from pipeline.documents.encoding import decode, looks_like_text
from pipeline.documents.kinds import (
    BINARY,
    CSV,
    DOCX,
    HTML,
    JSON,
    MARKDOWN,
    ODT,
    OLE,
    PDF,
    PPTX,
    RTF,
    TEXT,
    XLSX,
    XML,
    ZIP,
)

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_BLANKS_AND_MARKS = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"  # the byte order marks of UTF-8 and UTF-16
_HTML_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|table|t[dr]|meta|title|p|span|h[1-6]|ul|li|a)\b[^<>]*>", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S[^*]*\S\*\*|^---+\s*$", re.MULTILINE)


def detect(data: bytes) -> str:
    """The media type of `data`; `application/octet-stream` where nothing fits. Never fails."""
    head = data[:1024]
    place = head.find(b"%PDF-")
    if place == 0 or (place > 0 and b"<" not in head[:place]):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(data)
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    text = decode(data[:65536]).text
    return _text_kind(text, data) if looks_like_text(text) else BINARY


def begins_as_json(data: bytes) -> bool:
    """Whether the first character may be that of a JSON file: asked of every document, so it must cost nothing."""
    return data[:64].lstrip(_BLANKS_AND_MARKS)[:1] in (b"{", b"[")


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return ZIP
    if "[Content_Types].xml" in names:
        for folder, media_type in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(name.startswith(folder) for name in names):
                return media_type
    return ODT if "mimetype" in names and "content.xml" in names else ZIP


def _text_kind(text: str, data: bytes) -> str:
    start = text.lstrip()
    if _HTML_START.match(start):
        return HTML
    if start.startswith("<?xml"):
        return HTML if re.search(r"<html\b", start[:3000], re.IGNORECASE) else XML
    if start.startswith("<") and len(_HTML_TAG.findall(start[:5000])) >= 3:
        return HTML
    if start[:1] in ("{", "[") and _is_json(start, data):
        return JSON
    if _is_table(start):
        return CSV
    return MARKDOWN if _MARKDOWN.search(text) else TEXT


def _is_json(start: str, data: bytes) -> bool:
    """JSON, or JSON Lines by their first line, or the beginning of a large object."""
    first = start.split("\n", 1)[0]
    for candidate in (first, decode(data).text if len(data) < 5_000_000 else first):
        try:
            return isinstance(json.loads(candidate), dict | list)
        except (ValueError, RecursionError):
            continue
    return re.match(r"[{\[]\s*(?:\{\s*)?\"[^\"\n]{1,80}\"\s*:", start) is not None


def _is_table(start: str) -> bool:
    """CSV: every line of the first fifty has the same number (two or more) of the same separator."""
    lines = [line for line in start.split("\n")[:51] if line.strip()][:50]
    if len(lines) < 3:
        return False
    for separator in (";", ",", "\t"):
        counts = {line.count(separator) for line in lines[:-1]}
        if len(counts) == 1 and min(counts) >= 2 and f"{separator} " not in lines[0]:
            return True
    return False
