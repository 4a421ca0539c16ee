"""Plain text and Markdown. `original` is the file's own decoded text, so that offsets can be checked in any editor."""

from __future__ import annotations

import re

from pipeline.documents.content import Content
from pipeline.documents.encoding import decode

_PAGE_END = re.compile(r"\x0c|^[ \t]*-- \d{1,4} of \d{1,4} --[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)


def read_plain(data: bytes) -> Content:
    """The text of a file; form feeds and marks like "-- 1 of 2 --" end its pages. Never fails."""
    text = decode(data).text
    starts = [0]
    written = len(text.rstrip())
    for mark in _PAGE_END.finditer(text):
        if written > mark.end() > starts[-1]:
            starts.append(mark.end())
    return Content(original=text, page_starts=tuple(starts), markup=True)
