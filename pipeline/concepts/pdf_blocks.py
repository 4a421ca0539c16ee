"""A PDF as lines and grids. pdfplumber finds where the lines of a table are, pdfium gives the words within them.

pdfplumber is asked only here: its pages cost thirty times those of pdfium, and it needs an extra of the package.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.concepts.blocks import Block, Cell, Grid, Layout, Line
from pipeline.concepts.pdf_page import (
    Char,
    box_around,
    chars_of,
    line_text,
    lines_of,
    places_of,
    unwrapped,
    words_of,
    wrapped,
)
from pipeline.concepts.pdf_ruled import Ruled, ruled_table
from pipeline.documents.pdf_boxes import Pages
from pipeline.documents.running_heads import running_heads
from pipeline.model.concept import SourcePlace
from pipeline.model.document import Box
from pipeline.model.errors import BadInput

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

CELL_RULE, LINE_RULE = "concept.pdf.cell", "concept.pdf.line"
_NEAR = 2.5  # points; edges closer than that are one
_OPEN = 6.0  # points that upright lines go beyond the last level one: a row without its lower line
_BLANK = 0.5  # of a letter's size; words of two cells stand further apart, for cells have margins
_LEAST_SHAPE = 3.0  # points; smaller shapes are bullets and dots of letters
_LEAST_CELLS = 3  # a table of fewer is a frame or a coloured ground
_SETTINGS = {"snap_tolerance": _NEAR, "join_tolerance": _NEAR, "intersection_tolerance": 3}


def pdf_layout(data: bytes, *, name: str, sha256: str) -> Layout:
    """Lines and grids of all pages, running heads left out. Raises BadInput: damaged, encrypted, missing_extra."""
    plumber, unreadable = _plumber()
    document = _open(data, name)
    try:
        with Pages(document) as pages, plumber.open(io.BytesIO(data)) as drawn:
            texts, starts, chars = _characters(document, pages)
            hidden = _Hidden(running_heads(texts, starts))
            blocks: list[Block] = []
            ruled: Ruled | None = None
            if len(drawn.pages) < len(chars):  # one library finds pages that the other does not
                raise BadInput(
                    f"{name} is a damaged PDF: only {len(drawn.pages)} of its {len(chars)} pages can be read for "
                    "tables. Print it anew as PDF.",
                    code="damaged",
                )
            for number, found in enumerate(chars):
                made, ruled = _page(drawn.pages[number], found, hidden, number + 1, sha256, ruled)
                blocks += made
            return Layout(tuple(blocks), "\f".join(texts), len(texts))
    except unreadable as error:
        message = f"{name} is a damaged PDF: its tables cannot be read ({error}). Print it anew as PDF."
        raise BadInput(message, code="damaged") from error
    finally:
        document.close()


def _plumber() -> tuple[Any, type[Exception]]:
    """pdfplumber, and its error for a page that it cannot read."""
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise BadInput(
            "Tables of a PDF need pdfplumber: pip install 'protokolle[concepts]'.", code="missing_extra"
        ) from error
    return pdfplumber, PdfminerException


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        message = "is a PDF with a password. Save it without" if locked else "is a damaged PDF. Fetch it again"
        raise BadInput(f"{name} {message}.", code="encrypted" if locked else "damaged") from error


def _characters(document: pdfium.PdfDocument, pages: Pages) -> tuple[list[str], list[int], list[list[Char]]]:
    """The text of each page, where it begins in the document's own text, and its characters."""
    texts: list[str] = []
    starts: list[int] = []
    chars: list[list[Char]] = []
    length = 0
    for number in range(len(document)):
        page = pages.load(number)
        texts.append("" if page is None else page.text)
        starts.append(length)
        chars.append([] if page is None else chars_of(page, start=length))
        length += len(texts[-1]) + 1
    return texts, starts, chars


class _Hidden:
    """Spans of the document's text that nobody reads."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans

    def holds(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.spans)


# --- one page --------------------------------------------------------------------------------------------------------


def _page(
    page: PlumberPage, chars: list[Char], hidden: _Hidden, number: int, source: str, before: Ruled | None
) -> tuple[list[Block], Ruled | None]:
    """The blocks of a page from the top down, and its table of level lines alone, should it have one. What looks like
    a running head within a table is the table's own head."""
    placed: list[tuple[float, Block]] = []
    rest = chars
    tables = _tables(page)
    ruled = None
    if chars and not any(len(boxes) > _LEAST_CELLS for boxes in tables):
        shown = [char for char in chars if not hidden.holds(char.offset)]
        ruled = ruled_table(page, lines_of(shown), before)
        tables = [ruled.boxes] if ruled is not None else tables
    for boxes in tables:
        table = box_around_boxes(boxes)
        inside = [char for char in rest if _within(char, table)]
        if not inside:
            continue
        taken = set(map(id, inside))
        rest = [char for char in rest if id(char) not in taken]
        placed.append((table[1], _grid(boxes, inside, _Fills(page), number, source)))
    rest = [char for char in rest if not hidden.holds(char.offset)]
    placed += [(line[0].box[1], _line(line, number, source)) for line in lines_of(rest)]
    return [block for _, block in sorted(placed, key=lambda one: one[0])], ruled


def _tables(page: PlumberPage) -> list[list[Box]]:
    """The cells of each table of the page, in the coordinates of the displayed page."""
    if not page.edges:
        return []
    settings = {**_SETTINGS, "explicit_horizontal_lines": _missing_lines(page)}
    left, top = page.bbox[0], page.bbox[1]
    return [
        [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
        for table in page.find_tables(settings)
        if len({round(cell[0]) for cell in table.cells}) > 1
    ]


def _missing_lines(page: PlumberPage) -> list[dict[str, Any]]:
    """Where upright lines go on above the first or below the last level line, a row runs over the page's end without a
    line of its own: it is closed there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > _OPEN]
    level = [edge for edge in page.edges if edge["orientation"] == "h"]
    found = []
    for key in ("top", "bottom"):
        ends = sorted({round(edge[key]) for edge in upright})
        for end in ends:
            meeting = [edge for edge in upright if abs(edge[key] - end) <= _NEAR]
            x0, x1 = min(edge["x0"] for edge in meeting), max(edge["x1"] for edge in meeting)
            closed = any(
                abs(edge["top"] - end) <= _OPEN and edge["x0"] <= x0 + _NEAR and edge["x1"] >= x1 - _NEAR
                for edge in level
            )
            if len({round(edge["x0"]) for edge in meeting}) >= 3 and not closed:
                at = meeting[0][key]
                found.append({"x0": x0, "x1": x1, "top": at, "bottom": at, "width": x1 - x0, "orientation": "h",
                              "object_type": "line"})  # fmt: skip
    return found


def _grid(boxes: list[Box], chars: list[Char], fills: _Fills, number: int, source: str) -> Grid:
    lines = lines_of(chars)
    words = [word for line in lines for word in words_of(line)]
    while True:
        plan = _Plan(boxes)
        united = _crossed(plan, lines)
        if united is None:
            break
        boxes = united
    held: list[list[Char]] = [[] for _ in boxes]
    for word in words:
        at = plan.cell_at(*word[0].middle)
        if at is not None:
            held[at] += word
    cells = [
        _cell(box, sorted(inside, key=lambda char: char.offset), fills, number, source, plan.rows_of(box))
        for box, inside in zip(boxes, held, strict=True)
    ]
    rows = tuple(tuple(None if at is None else cells[at] for at in band) for band in plan.bands)
    return Grid(rows, number, tuple(plan.xs), tuple(_line(line, number, source) for line in lines))


class _Plan:
    """Where the cells of a table lie: edges of columns and rows, and the cell (by index) at each crossing."""

    def __init__(self, boxes: list[Box]) -> None:
        self.boxes = boxes
        self.xs = _edges([box[0] for box in boxes], [box[2] for box in boxes])
        self.ys = _edges([box[1] for box in boxes], [box[3] for box in boxes])
        self.bands: list[list[int | None]] = [[None] * (len(self.xs) - 1) for _ in self.ys[1:]]
        for at, (x0, y0, x1, y1) in enumerate(boxes):
            for row in range(self._index(self.ys, y0), self._index(self.ys, y1)):
                for column in range(self._index(self.xs, x0), self._index(self.xs, x1)):
                    self.bands[row][column] = at

    def cell_at(self, x: float, y: float) -> int | None:
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.bands) and 0 <= column < len(self.xs) - 1
        return self.bands[row][column] if inside else None

    def rows_of(self, box: Box) -> int:
        """Over how many rows a cell goes."""
        return max(self._index(self.ys, box[3]) - self._index(self.ys, box[1]), 1)

    def _index(self, edges: list[float], position: float) -> int:
        return min(range(len(edges)), key=lambda index: abs(edges[index] - position))


def _crossed(plan: _Plan, lines: list[list[Char]]) -> list[Box] | None:
    """The cells with two made one where a line runs on from the first into the second, which holds nothing else: a
    heading over columns whose ground was painted column by column. None: there are none such."""
    begun = [(char, plan.cell_at(*char.middle)) for line in lines for word in words_of(line) for char in word[:1]]
    for line in lines:
        for before, char in pairwise(char for word in words_of(line) for char in word):
            first, last = plan.cell_at(*before.middle), plan.cell_at(*char.middle)
            if first is None or last is None or first == last:
                continue
            here, there = plan.boxes[first], plan.boxes[last]
            level = abs(here[1] - there[1]) <= _NEAR and abs(here[3] - there[3]) <= _NEAR
            runs_on = -_BLANK / 2 < (char.box[0] - before.box[2]) / char.size < _BLANK
            if level and runs_on and all(_same_line(other, char) for other, at in begun if at == last):
                rest = [box for at, box in enumerate(plan.boxes) if at not in (first, last)]
                return [*rest, box_around_boxes([here, there])]
    return None


def _same_line(one: Char, other: Char) -> bool:
    return abs(one.box[1] - other.box[1]) < 0.5 * (other.box[3] - other.box[1])


def _edges(*sides: list[float]) -> list[float]:
    """Positions in order, those that lie close together as one."""
    found: list[float] = []
    for position in sorted(value for side in sides for value in side):
        if not found or position - found[-1] > _NEAR:
            found.append(position)
    return found


def _cell(box: Box, chars: list[Char], fills: _Fills, number: int, source: str, span: int) -> Cell:
    written = wrapped(lines_of(chars))
    places: tuple[SourcePlace, ...] = places_of(chars, source=source, page=number, rule=CELL_RULE)
    if not places:  # an empty cell, or one that only a colour fills: it has a box all the same
        rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
        places = (SourcePlace(source=source, page=number, bbox=rounded, rule=CELL_RULE),)
    return Cell(unwrapped(written), places, written, fills.of(box), span=span)


def _line(chars: list[Char], number: int, source: str) -> Line:
    text = line_text(chars)
    offsets = [char.offset for char in chars]
    box = box_around(chars)
    place = SourcePlace(
        source=source, page=number, start=min(offsets), end=max(offsets) + 1, bbox=box, rule=LINE_RULE, quote=text
    )
    letters = [char for char in chars if char.text.isalnum()] or chars
    bold = sum(char.bold for char in letters) * 2 > len(letters)
    return Line(text, place, size=round(max(char.size for char in letters), 1), bold=bold, top=box[1])


def _within(char: Char, box: Box) -> bool:
    x, y = char.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def box_around_boxes(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


# --- colours ---------------------------------------------------------------------------------------------------------


class _Fills:
    """The colours of a page: rectangles behind cells, shapes (dots, discs) within them."""

    def __init__(self, page: PlumberPage) -> None:
        left, top = page.bbox[0], page.bbox[1]
        self.shapes: list[tuple[Box, str]] = []
        for shape in _shapes(page):
            colour = _hexadecimal(shape.get("non_stroking_color"))
            if shape.get("fill") and colour is not None:
                box = (shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top)
                self.shapes.append((box, colour))

    def of(self, cell: Box) -> str | None:
        """The colour of the last shape within the cell, else of what lies behind it; white and black are none."""
        found = None
        for box, colour in self.shapes:
            if colour in ("ffffff", "000000"):
                continue
            width = min(box[2], cell[2]) - max(box[0], cell[0])
            height = min(box[3], cell[3]) - max(box[1], cell[1])
            own = (box[2] - box[0]) * (box[3] - box[1])
            area = (cell[2] - cell[0]) * (cell[3] - cell[1])
            if width < _LEAST_SHAPE or height < _LEAST_SHAPE or area <= 0 or own <= 0:
                continue
            if width * height > 0.7 * own or width * height > 0.5 * area:
                found = colour
        return found


def _shapes(page: PlumberPage) -> Iterator[Any]:
    yield from page.rects
    yield from page.curves


def _hexadecimal(colour: Any) -> str | None:
    """A colour of a PDF (grey, RGB or CMYK, parts from 0 to 1) as six hexadecimal digits; None for patterns."""
    if isinstance(colour, int | float):
        colour = (colour,)
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return None
    if len(colour) == 1:
        parts = [colour[0]] * 3
    elif len(colour) == 3:
        parts = list(colour)
    elif len(colour) == 4:
        parts = [(1 - part) * (1 - colour[3]) for part in colour[:3]]
    else:
        return None
    return "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)
