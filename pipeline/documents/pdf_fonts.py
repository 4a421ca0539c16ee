"""Which words of a PDF page are bold.

pdfium knows the page object of each character, and the object its font. Asking for every character costs four times
the text itself; most lines are one object, so the two ends of a line are asked, and each word only where they differ.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as raw

if TYPE_CHECKING:
    from pipeline.documents.pdf_boxes import Page

_LINE = re.compile("[^\\s\x02\ufffe](?:[^\x02\ufffe]*[^\\s\x02\ufffe])?")
_WORD = re.compile("[^\\s\x02\ufffe]+")
_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi|(?:^|[-,])bd|fett", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_BOLD_WEIGHT = 700


def _function(name: str, result: Any, *arguments: Any) -> Any:
    """A pdfium function taking plain addresses: half the cost of typed pointers, and addresses can be compared."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)


_object_of = _function("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = _function("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_render_mode = _function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)
_name_of = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_flags_of = _function("FPDFFont_GetFlags", ctypes.c_int, ctypes.c_void_p)
_weight_of = _function("FPDFFont_GetWeight", ctypes.c_int, ctypes.c_void_p)


def bold_spans(page: Page) -> list[tuple[int, int]]:
    """Spans of `page.text` set in bold, by whole words; neighbouring words are not yet joined."""
    address = ctypes.cast(page.textpage.raw, ctypes.c_void_p).value
    index = _same if page.exact else page.char_index
    fonts: dict[int | None, bool] = {None: False}
    objects: dict[int | None, bool] = {None: False}
    spans: list[tuple[int, int]] = []
    offset = base = 0
    for line in page.text.split("\n"):
        for part in _LINE.finditer(line):
            start, end = part.span()
            first = _object_of(address, index(base + start))
            if first == _object_of(address, index(base + end - 1)):
                if _is_bold(first, objects, fonts):
                    spans.append((offset + start, offset + end))
                continue
            words = [word.span() for word in _WORD.finditer(line, start, end)]
            owners = _owners(address, index, base, [begin for begin, _ in words])
            for (begin, after), text_object in zip(words, owners, strict=True):
                bold = objects.get(text_object)
                if bold or (bold is None and _is_bold(text_object, objects, fonts)):
                    spans.append((offset + begin, offset + after))
        offset += len(line) + 1
        base += len(line) + 1 + page.line_shift
    return spans


def _owners(address: int | None, index: Callable[[int], int], base: int, begins: list[int]) -> list[int | None]:
    """The object of each word. Objects follow each other in the text, so where two words have the same one, all words
    between them have it too."""
    owners: list[int | None] = [_object_of(address, index(base + begins[0]))] * len(begins)
    owners[-1] = _object_of(address, index(base + begins[-1]))
    open_ranges = [(0, len(begins) - 1)]
    while open_ranges:
        first, last = open_ranges.pop()
        if last - first < 2:
            continue
        if owners[first] == owners[last]:
            owners[first + 1 : last] = [owners[first]] * (last - first - 1)
            continue
        middle = (first + last) // 2
        owners[middle] = _object_of(address, index(base + begins[middle]))
        open_ranges += [(first, middle), (middle, last)]
    return owners


def _same(index: int) -> int:
    return index


def _is_bold(text_object: int | None, objects: dict[int | None, bool], fonts: dict[int | None, bool]) -> bool:
    known = objects.get(text_object)
    if known is not None:
        return known
    font = _font_of(text_object)
    bold = fonts.get(font)
    if bold is None:
        bold = fonts[font] = _font_is_bold(font)
    # Word draws a bold it has no font for by filling and stroking the letters.
    objects[text_object] = bold or _render_mode(text_object) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    return objects[text_object]


def _font_is_bold(font: int | None) -> bool:
    """By the font's name; weights are only believed where the name says nothing, as many producers write nonsense."""
    buffer = ctypes.create_string_buffer(256)
    _name_of(font, buffer, 256)
    name = buffer.value.decode("latin-1")
    if _BOLD_NAME.search(name) or _flags_of(font) & _FORCE_BOLD:
        return True
    return not name and _weight_of(font) >= _BOLD_WEIGHT
