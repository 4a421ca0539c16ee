"""A Word file as lines and grids: paragraphs, and tables with their merged and shaded cells.

The text and its offsets are those of `pipeline.documents`: this reader only watches where each cell was written.
"""

from __future__ import annotations

from typing import Any

from pipeline.concepts.blocks import Block, Cell, Grid, Layout, Line
from pipeline.concepts.pdf_page import unwrapped
from pipeline.documents.docx import Writer, cells_of, is_inside, write_docx
from pipeline.documents.limits import DEFAULT
from pipeline.model.concept import SourcePlace

CELL_RULE, LINE_RULE = "concept.docx.cell", "concept.docx.line"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_QUOTE = 240


def docx_layout(data: bytes, *, name: str, sha256: str) -> Layout:
    """Lines and grids in the file's order. Raises BadInput: damaged, encrypted, too_large."""
    writer = write_docx(data, _Watcher, name=name, limits=DEFAULT)
    original = writer.text()
    return Layout(tuple(_block(part, original, sha256, writer) for part in writer.parts), original)


class _Watcher(Writer):
    """Notes the spans of paragraphs and cells while the text is written."""

    def __init__(self, styles: dict[str, tuple[bool, bool]]) -> None:
        super().__init__(styles)
        self.parts: list[_Paragraph | _Table] = []
        self._spans: list[tuple[int, int]] = []  # paragraphs of the cell that is being written
        self._cells: dict[Any, list[tuple[int, int]]] = {}

    def paragraph(self, paragraph: Any, *, one_line: bool = False) -> bool:
        begin = self._length
        written = super().paragraph(paragraph, one_line=one_line)
        if one_line:
            self._spans.append((begin, self._length))
        elif written:
            self.parts.append(_Paragraph(begin, self._length, _size(paragraph)))
        return written

    def cell(self, cell: Any, start: int, end: int) -> None:
        self._cells[cell] = [span for span in self._spans if start <= span[0] and span[1] <= end]
        self._spans = []

    def table(self, table: Any) -> None:
        self._cells, self._spans = {}, []
        number = sum(isinstance(part, _Table) for part in self.parts) + 1
        super().table(table)
        self.parts.append(_Table(number, table, self._cells))

    def is_strong(self, start: int, end: int) -> bool:
        """Whether more than half of a span is bold or a heading."""
        covered = {"bold": 0, "heading": 0}
        for first, after, kind in self.emphasis:
            if first < end and after > start:
                covered[kind] = covered.get(kind, 0) + min(after, end) - max(first, start)
        return max(covered.values()) * 2 > end - start


class _Paragraph:
    def __init__(self, start: int, end: int, size: float) -> None:
        self.start, self.end, self.size = start, end, size


class _Table:
    def __init__(self, number: int, element: Any, spans: dict[Any, list[tuple[int, int]]]) -> None:
        self.number, self.element, self.spans = number, element, spans


def _block(part: _Paragraph | _Table, original: str, source: str, writer: _Watcher) -> Block:
    if isinstance(part, _Table):
        return _grid(part, original, source)
    text = original[part.start : part.end]
    place = SourcePlace(source=source, start=part.start, end=part.end, rule=LINE_RULE, quote=text[:_QUOTE])
    strong = writer.is_strong(part.start, part.end)
    return Line(unwrapped(text), place, size=part.size, bold=strong, whole=True)


def _grid(part: _Table, original: str, source: str) -> Grid:
    rows: list[list[Cell | None]] = []
    for row in part.element.iter(f"{_W}tr"):
        if is_inside(row, part.element) or row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        band: list[Cell | None] = [None] * _number(row, "trPr/gridBefore", 0)
        for element in cells_of(row):
            over = _number(element, "tcPr/gridSpan", 1)
            if _goes_on(element) and rows and len(rows[-1]) > len(band) and rows[-1][len(band)] is not None:
                cell = _longer(rows, len(band))
            else:
                cell = _cell(part, element, original, source, row=len(rows) + 1, column=len(band) + 1)
            band += [cell] * over
        rows.append(band)
    width = max((len(band) for band in rows), default=0)
    return Grid(tuple((*band, *[None] * (width - len(band))) for band in rows))


def _cell(part: _Table, element: Any, original: str, source: str, *, row: int, column: int) -> Cell:
    spans = [span for span in part.spans.get(element, []) if original[span[0] : span[1]].strip()]
    raw = "\n\n".join(original[start:end] for start, end in spans)
    where = f"table {part.number}, row {row}, column {column}"
    if spans:
        place = SourcePlace(
            source=source,
            start=spans[0][0],
            end=spans[-1][1],
            cell=where,
            rule=CELL_RULE,
            quote=unwrapped(raw)[:_QUOTE],
        )
    else:
        place = SourcePlace(source=source, cell=where, rule=CELL_RULE)
    return Cell(unwrapped(raw), (place,), raw, _fill(element))


def _longer(rows: list[list[Cell | None]], column: int) -> Cell | None:
    """The cell above, which goes one row further: a new object, put in the place of the old one."""
    old = rows[-1][column]
    if old is None:
        return None
    new = Cell(old.text, old.places, old.raw, old.fill, span=old.span + 1)
    for band in rows:
        for at, cell in enumerate(band):
            if cell is old:
                band[at] = new
    return new


def _goes_on(element: Any) -> bool:
    merge = element.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(element: Any, path: str, default: int) -> int:
    found = element.find("/".join(f"{_W}{part}" for part in path.split("/")))
    value = None if found is None else found.get(f"{_W}val")
    return int(value) if value is not None and value.isdecimal() and int(value) <= 200 else default


def _fill(element: Any) -> str | None:
    shading = element.find(f"{_W}tcPr/{_W}shd")
    fill = None if shading is None else (shading.get(f"{_W}fill") or "").lower()
    if (
        not fill
        or len(fill) != 6
        or fill in ("ffffff", "000000")
        or any(char not in "0123456789abcdef" for char in fill)
    ):
        return None
    return str(fill)


def _size(paragraph: Any) -> float:
    """Points of the first run that says so; 0 where the style decides."""
    found = paragraph.find(f".//{_W}r/{_W}rPr/{_W}sz")
    value = None if found is None else found.get(f"{_W}val")
    return int(value) / 2 if value and value.isdecimal() else 0.0
