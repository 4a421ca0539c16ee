"""What we compare with: the text of a PDF by the bare libraries, nothing else done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2


def pypdfium2_text(paths: Sequence[Path]) -> int:
    """Extracts the text of all pages with pypdfium2 alone; returns the number of characters."""
    characters = 0
    for path in paths:
        document = pypdfium2.PdfDocument(path.read_bytes())
        for page in document:
            text = page.get_textpage()
            characters += len(text.get_text_range())
            text.close()
            page.close()
        document.close()
    return characters


def pdfplumber_text(paths: Sequence[Path]) -> int:
    """Extracts the text of all pages with pdfplumber's `extract_text`; returns the number of characters."""
    import pdfplumber

    characters = 0
    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                characters += len(page.extract_text() or "")
                page.close()
    return characters


def count_pages(paths: Sequence[Path]) -> int:
    """Pages of all files."""
    pages = 0
    for path in paths:
        document = pypdfium2.PdfDocument(path.read_bytes())
        pages += len(document)
        document.close()
    return pages
