"""The pages of a PDF while it is open, and where characters stand on them.

Boxes are looked up only when somebody asks (a fact has evidence), so reading pays nothing for them. At most
`KEPT` pages stay open: a document of two thousand pages needs no more memory than one of sixty.
"""

from __future__ import annotations

import ctypes
import re
import struct
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.documents.pdf_calls import pdfium_function
from pipeline.model.document import Box

KEPT = 64
_PICTURE = 0.3  # of the page; a logo or a signature covers less
_JOINED = ("\x02", "\ufffe")  # pdfium's marks of a word broken over two lines
_RUN = re.compile(rf"[^\n{''.join(_JOINED)}]+")  # what stands on one line
_RECT = ctypes.create_string_buffer(16)  # an FS_RECTF
_RECT_AT = ctypes.addressof(_RECT)
_sides = struct.Struct("4f").unpack  # left, top, right, bottom
_loose_box = pdfium_function("FPDFText_GetLooseCharBox", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@dataclass(slots=True)
class Page:
    """One open page. `text` has line feeds for line ends; pdfium counts two characters for each (`line_shift`: 1)."""

    page: Any
    textpage: Any
    text: str
    line_shift: int
    exact: bool  # pdfium's text and its character list have the same length
    address: int | None  # of the text page, for `pdf_calls`
    placement: _Placement | None = None  # looked up with the first box

    def within_line(self, start: int, end: int) -> Box | None:
        """The common case, a value within one line of an unrotated page: two look-ups. None: look closer."""
        text = self.text
        written = text[start:end]
        place = self.placement or self.placed()
        if not self.exact or place.rotation or not written or end > len(text) or not written.isprintable():
            return None
        if written[0] == " " or written[-1] == " ":
            return None
        shift = self.line_shift * text.count("\n", 0, start)
        _loose_box(self.address, start + shift, _RECT_AT)
        left, top, right, bottom = _sides(_RECT)
        _loose_box(self.address, end - 1 + shift, _RECT_AT)
        last_left, last_top, last_right, last_bottom = _sides(_RECT)
        left, right = min(left, last_left), max(right, last_right)
        top, bottom = max(top, last_top), min(bottom, last_bottom)
        x0, _, _, y1 = place.crop
        return round(left - x0, 2), round(y1 - top, 2), round(right - x0, 2), round(y1 - bottom, 2)

    def placed(self) -> _Placement:
        """How the page's coordinates are displayed; the same for all its boxes."""
        if self.placement is None:
            self.placement = _Placement(self.page.get_cropbox(), self.page.get_rotation())
        return self.placement

    def char_index(self, text_index: int) -> int:
        """pdfium's character index for an index of its text."""
        if self.exact:
            return text_index
        return int(raw.FPDFText_GetCharIndexFromTextIndex(self.textpage, text_index))

    def close(self) -> None:
        self.textpage.close()
        self.page.close()


class Pages:
    """Opens pages and keeps the last `KEPT` of them; a context manager that closes what is open."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._open: OrderedDict[int, Page] = OrderedDict()

    def load(self, number: int) -> Page | None:
        """The page with its text, `number` from 0; None where the page is damaged."""
        known = self._open.get(number)
        if known is not None:
            self._open.move_to_end(number)
            return known
        try:
            page = self._document[number]
        except pdfium.PdfiumError:
            return None
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            page.close()
            return None
        written = textpage.get_text_range()
        ends = written.count("\r\n")
        plain = ends == written.count("\n") == written.count("\r")
        opened = Page(
            page=page,
            textpage=textpage,
            text=written.replace("\r\n", "\n") if plain else written,
            line_shift=1 if plain else 0,
            exact=textpage.count_chars() == len(written),
            address=ctypes.cast(textpage.raw, ctypes.c_void_p).value,
        )
        self._open[number] = opened
        if len(self._open) > KEPT:
            self._open.popitem(last=False)[1].close()
        return opened

    def is_picture(self, number: int) -> bool:
        """Whether the page is a picture: images cover a good part of it, or things are drawn and none is text."""
        page = self.load(number)
        if page is None:
            return False
        if not page.text.strip():
            return bool(raw.FPDFPage_CountObjects(page.page) > 0)
        width, height = page.page.get_size()
        covered = 0.0
        for image in page.page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = image.get_bounds()
            covered += (right - left) * (top - bottom)
        return bool(covered > _PICTURE * width * height)

    def located(self, original: str, starts: tuple[int, ...]) -> PdfBoxes:
        """The box source of a document whose pages begin at `starts` of `original`."""
        return PdfBoxes(self, original, starts)

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._open:
            self._open.popitem()[1].close()


@dataclass(frozen=True, slots=True)
class PdfBoxes:
    """`BoxSource` of a PDF; usable while its document is open."""

    pages: Pages
    original: str
    starts: tuple[int, ...]

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]]:
        """(page number from 1, box) for each line of [start, end). Blank lines and damaged pages have none."""
        number = max(bisect_right(self.starts, start) - 1, 0)
        page = self.pages.load(number)
        if page is not None:
            begin = self.starts[number]
            quick = page.within_line(start - begin, end - begin)
            if quick is not None:
                return [(number + 1, quick)]
        found: list[tuple[int, Box]] = []
        while number < len(self.starts) and self.starts[number] < end:
            page = self.pages.load(number)
            if page is not None:
                begin = self.starts[number]
                local = max(start - begin, 0), min(end - begin, len(page.text))
                found += [(number + 1, box) for box in _line_boxes(page, *local)]
            number += 1
        return found


def _line_boxes(page: Page, start: int, end: int) -> list[Box]:
    """A box for each line of the span, blanks at its ends left out."""
    boxes: list[Box] = []
    for run in _RUN.finditer(page.text, start, end):
        line = run.group()
        first, last = run.start() + len(line) - len(line.lstrip()), run.start() + len(line.rstrip())
        if first == last:
            continue
        quick = page.within_line(first, last)
        if quick is None:
            before = page.line_shift * page.text.count("\n", 0, first)
            ends = _corners(page, first + before), _corners(page, last - 1 + before)
            quick = page.placed().displayed(*ends)
        boxes.append(quick)
    return boxes


def _corners(page: Page, text_index: int) -> tuple[float, float, float, float]:
    """left, bottom, right, top of a character with its ascent and descent, in the page's own coordinates."""
    if not _loose_box(page.address, page.char_index(text_index), _RECT_AT):
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = _sides(_RECT)
    return left, bottom, right, top


@dataclass(frozen=True, slots=True)
class _Placement:
    """How a page's own coordinates (origin bottom left, before its rotation) become those of the page as displayed."""

    crop: tuple[float, float, float, float]
    rotation: int

    def displayed(self, *corners: tuple[float, float, float, float]) -> Box:
        """The box around all corners: left, top, right, bottom from the top left of the displayed page."""
        lefts, bottoms, rights, tops = zip(*corners, strict=True)
        left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(tops)
        x0, y0, x1, y1 = self.crop
        if self.rotation == 90:
            box = bottom - y0, left - x0, top - y0, right - x0
        elif self.rotation == 180:
            box = x1 - right, bottom - y0, x1 - left, top - y0
        elif self.rotation == 270:
            box = y1 - top, x1 - right, y1 - bottom, x1 - left
        else:
            box = left - x0, y1 - top, right - x0, y1 - bottom
        return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)
