"""A table of measures that breaks over pages as word processors do it: its head again, rows cut where the page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from layouts.pdf_kit import BOLD, FONT, style

LINE = HexColor("#aab2bb")
PADDING = 4  # points around the words of a cell
_LEAST = 8.5 * 1.35 + 2 * PADDING  # points left on a page below which a row is not begun
_SIDES = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


@dataclass(frozen=True)
class Row:
    """One row: a paragraph (or nothing) for each column. `across`: the first cell goes over all columns. `shared`: this
    column's cell is one with that of the row above. `fills`: background colours by column."""

    cells: tuple[Any, ...]
    across: bool = False
    shared: int | None = None
    fills: tuple[tuple[int, str], ...] = ()


def words(text: str, *, strong: bool = False, size: float = 8.5) -> Paragraph:
    """The words of a cell, hyphenated."""
    return Paragraph(text, style(font=BOLD if strong else FONT, size=size, after=0, justify=False))


class MeasuresTable(Flowable):
    """`heads` and `widths` (points) of the columns, the colour of the head, the rows."""

    def __init__(self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Row], colour: str) -> None:
        super().__init__()
        self.heads, self.widths, self.rows, self.colour = tuple(heads), tuple(widths), list(rows), colour

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._table = self._made()
        self.width, self.height = self._table.wrapOn(self.canv, width, height)
        return self.width, self.height

    def draw(self) -> None:
        self._table.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        heights = list(self._table._rowHeights)
        left = height - heights[0]
        fit = 0
        while fit < len(self.rows) and heights[fit + 1] <= left:
            left -= heights[fit + 1]
            fit += 1
        above, below = self.rows[:fit], self.rows[fit:]
        halves = _cut(below[0], self.widths, left) if below and left >= _LEAST else None
        if halves:
            above, below = [*above, halves[0]], [halves[1], *below[1:]]
        while above and above[-1].across:  # no heading alone at the end of a page
            below.insert(0, above.pop())
        if not above or not below:
            return []
        return [self._part(above), self._part(below)]

    def _part(self, rows: list[Row]) -> MeasuresTable:
        return MeasuresTable(self.heads, self.widths, rows, self.colour)

    def _made(self) -> Table:
        head = ParagraphStyle("head", parent=style(font=BOLD, size=8.5, after=0, justify=False), textColor=white)
        data: list[list[Any]] = [[Paragraph(name, head) for name in self.heads]]
        commands: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, LINE), ("BACKGROUND", (0, 0), (-1, 0), HexColor(self.colour)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), PADDING) for side in _SIDES),
        ]  # fmt: skip
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        begun: dict[int, int] = {}
        for row in self.rows:
            at = len(data)
            if row.across:
                spans[0, at] = (len(self.heads) - 1, at)
            for column in range(len(self.heads)):
                if row.shared == column and begun.get(column):
                    spans[column, begun[column]] = (column, at)
                else:
                    begun[column] = at
            commands += [("BACKGROUND", (column, at), (column, at), HexColor(fill)) for column, fill in row.fills]
            data.append(list(row.cells))
        commands += [("SPAN", first, last) for first, last in spans.items()]
        return Table(data, colWidths=self.widths, repeatRows=1, style=commands)


def _cut(row: Row, widths: Sequence[float], height: float) -> tuple[Row, Row] | None:
    """The row in two, the first at most `height` points high; None where a cell cannot be cut there."""
    if row.across:
        return None
    above: list[Any] = []
    below: list[Any] = []
    for cell, width in zip(row.cells, widths, strict=True):
        if not cell:
            above.append("")
            below.append("")
            continue
        room = height - 2 * PADDING
        _, tall = cell.wrap(width - 2 * PADDING, room)
        halves = [cell, ""] if tall <= room else cell.split(width - 2 * PADDING, room)
        if len(halves) != 2:
            return None
        above.append(halves[0])
        below.append(halves[1])
    if not any(below):
        return None
    return replace(row, cells=tuple(above)), replace(row, cells=tuple(below), shared=None)
