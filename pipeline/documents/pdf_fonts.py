"""Which words of a PDF page are bold.

pdfium knows the page object of each character, and the object its font. Asking for every character costs four times
the text itself; most lines are one object, so the two ends of a line are asked, and its words only where they differ.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

import pypdfium2.raw as raw

from pipeline.documents.pdf_calls import pdfium_function

if TYPE_CHECKING:
    from pipeline.documents.pdf_boxes import Page

_WORD = re.compile("[^\\s\x02\ufffe]+")
_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi|(?:^|[-,])bd|fett", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_BOLD_WEIGHT = 700


_object_of = pdfium_function("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = pdfium_function("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_render_mode = pdfium_function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)
_name_of = pdfium_function(
    "FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t
)
_flags_of = pdfium_function("FPDFFont_GetFlags", ctypes.c_int, ctypes.c_void_p)
_weight_of = pdfium_function("FPDFFont_GetWeight", ctypes.c_int, ctypes.c_void_p)


def bold_spans(page: Page) -> list[tuple[int, int]]:
    """Spans of `page.text` set in bold, by whole lines or words; neighbouring words are not yet joined."""
    address = page.address
    objects: dict[int | None, bool] = {None: False}
    fonts: dict[int | None, bool] = {}

    def is_bold(owner: int | None) -> bool:
        known = objects.get(owner)
        if known is None:
            known = objects[owner] = owner is not None and _is_bold(owner, fonts)
        return known

    spans: list[tuple[int, int]] = []
    offset = base = 0
    for line in page.text.split("\n"):
        length = len(line)
        if length and page.exact:
            first = _object_of(address, base)
            if first is not None and first == _object_of(address, base + length - 1):
                if is_bold(first):
                    spans.append((offset, offset + length))
                offset += length + 1
                base += length + 1 + page.line_shift
                continue
        for word in _WORD.finditer(line):
            start, end = word.span()
            index = base + start if page.exact else page.char_index(base + start)
            if is_bold(_object_of(address, index)):
                spans.append((offset + start, offset + end))
        offset += length + 1
        base += length + 1 + page.line_shift
    return spans


def _is_bold(text_object: int, fonts: dict[int | None, bool]) -> bool:
    font = _font_of(text_object)
    bold = fonts.get(font)
    if bold is None:
        bold = fonts[font] = _font_is_bold(font)
    # Word draws a bold it has no font for by filling and stroking the letters.
    return bold or bool(_render_mode(text_object) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE)


def _font_is_bold(font: int | None) -> bool:
    """By the font's name; weights are only believed where the name says nothing, as many producers write nonsense."""
    buffer = ctypes.create_string_buffer(256)
    _name_of(font, buffer, 256)
    name = buffer.value.decode("latin-1")
    if _BOLD_NAME.search(name) or _flags_of(font) & _FORCE_BOLD:
        return True
    return not name and _weight_of(font) >= _BOLD_WEIGHT
