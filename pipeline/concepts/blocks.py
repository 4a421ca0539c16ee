"""What every reader of tables hands on: lines of text and grids of cells, in the order of the document.

A cell that is merged over rows or columns is one object that stands in all places it covers, so `is` tells a merged
cell from two that say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.concept import SourcePlace


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a paragraph of a Word file. `size`: points of its letters, 0 where that is unknown. `top`:
    points from the top of the page. `whole`: a paragraph, which no other line goes on."""

    text: str
    place: SourcePlace
    size: float = 0.0
    bold: bool = False
    top: float = 0.0
    whole: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """`raw`: the words with the page's line ends and hyphens, where they have any: a cell that goes on over a page is
    joined from these. `fill`: background, or the colour of a shape in it, as six hexadecimal digits. `typed`: what a
    sheet holds the value as, where that is not text ("number", "date")."""

    text: str
    places: tuple[SourcePlace, ...] = ()
    raw: str = ""
    fill: str | None = None
    typed: str | None = None
    span: int = 1  # rows it goes over


Band = tuple[Cell | None, ...]
"""One row of a grid; None where there is no cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows of equal length. `edges`: left edges of the columns and the right one of the last, in points; () where
    unknown. `lines`: the same words as lines, for who makes nothing of the grid. `page`: None where there are none."""

    rows: tuple[Band, ...]
    page: int | None = None
    edges: tuple[float, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cells(self) -> Iterator[Cell]:
        """Every cell once."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if cell is not None and id(cell) not in seen:
                    seen.add(id(cell))
                    yield cell


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as lines and grids. `original`: its own text, which the places count; "" for a sheet."""

    blocks: tuple[Block, ...]
    original: str = ""
    pages: int = 1


def distinct(row: Band) -> list[Cell]:
    """The cells of a row, a merged one once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and not any(cell is other for other in found):
            found.append(cell)
    return found
