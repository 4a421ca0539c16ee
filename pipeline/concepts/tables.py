"""Grids become rows of measures: heads are read, merged cells shared, rows that run over a page made whole.

The result is one stream in the document's order: lines, headings within tables, rows. What a catalogue or a report
makes of it is told in `catalogue` and `stocktake`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.concepts.blocks import Band, Block, Cell, Grid, Line, distinct
from pipeline.concepts.columns import Columns, carried, columns_of, is_head, names_of
from pipeline.concepts.page_breaks import Verdict, goes_on
from pipeline.concepts.pdf_page import unwrapped
from pipeline.model.concept import SourcePlace


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a table whose head is known: its cells by role, each merged cell once. `table`: the same number for
    all rows of a table, over all its pages."""

    cells: dict[str, tuple[Cell, ...]]
    columns: Columns
    table: int
    uncertain: bool = False  # whether it goes on with the row before was hard to tell

    def text(self, role: str) -> str:
        """The words of all cells of a role, one a line."""
        return "\n".join(cell.text for cell in self.cells.get(role, ()) if cell.text)

    def places(self, *roles: str) -> tuple[SourcePlace, ...]:
        """The places of the cells of these roles (of all roles: none named)."""
        wanted = roles or tuple(self.cells)
        return tuple(place for role in wanted for cell in self.cells.get(role, ()) for place in cell.places)


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """A cell over the whole table: a heading within it."""

    cell: Cell
    table: int


Item = Line | Row | Across

_HEADING = re.compile(r"(?:Themen(?:feld|bereich)|Handlungsfeld|Schwerpunkt)\b")


@dataclass(slots=True)
class Reading:
    """The stream, and what nobody could read: grids that name measures without a head we know, and heads of tables
    that have no lines."""

    items: list[Item] = field(default_factory=list)
    unread: list[Grid | Line] = field(default_factory=list)
    ignored: dict[str, tuple[SourcePlace, ...]] = field(default_factory=dict)  # heads of columns nothing is taken from


def read_tables(blocks: Iterable[Block]) -> Reading:
    """All blocks of a document as one stream."""
    reading = Reading()
    columns: Columns | None = None
    table = 0
    last_page: int | None = None
    between: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            between.append(block)
            reading.items.append(block)
            if is_head(block.text):
                reading.unread.append(block)
            continue
        found = columns_of(block)
        follows = columns is not None and _follows(between, last_page, block)
        if found is None and follows and columns is not None:
            found = carried(columns, block)
        elif found is not None and follows and columns is not None and found.names != columns.names:
            follows = False
        if found is None:
            reading.items += block.lines
            if _speaks_of_measures(block):
                reading.unread.append(block)
            continue
        table += not follows
        _take(reading, block, found, table, goes_over=follows)
        columns, last_page, between = found, block.page, []
    return reading


def _follows(between: list[Line], last_page: int | None, grid: Grid) -> bool:
    """Whether a grid can be the next page of the one before: nothing stands between, and its page is the next."""
    if any(not line.text.strip(" .()").lower().startswith("fortsetzung") for line in between):
        return False
    return last_page is not None and grid.page == last_page + 1


def _speaks_of_measures(grid: Grid) -> bool:
    """A grid of many rows with the word for measures in its first ones, and no head that could be read."""
    return len(grid.rows) > 3 and any("Maßnahme" in cell.text for row in grid.rows[:3] for cell in distinct(row))


def _take(reading: Reading, grid: Grid, columns: Columns, table: int, *, goes_over: bool) -> None:
    """The rows of a grid into the stream; its first one may be the end of the last row before."""
    for row in grid.rows[: columns.first]:
        reading.items += [_as_line(cell) for cell in distinct(row) if cell.text]
    for name in columns.unread():
        at = columns.names.index(name)
        head = grid.rows[columns.first][at] if columns.head else None
        if head is not None:
            reading.ignored.setdefault(name, head.places)
    rows = _rows(grid, columns, table)
    first = rows[0] if rows else None
    before = next((item for item in reversed(reading.items) if isinstance(item, Row | Across)), None)
    if goes_over and isinstance(first, Row) and isinstance(before, Row):
        verdict = goes_on(before, first)
        if verdict is Verdict.SAME:
            reading.items[_index(reading.items, before)] = _whole(before, first)
            rows = rows[1:]
        else:
            rows[0] = replace(_inherited(before, first), uncertain=verdict is Verdict.UNCERTAIN)
    reading.items += rows


def _index(items: list[Item], wanted: Item) -> int:
    return next(index for index in range(len(items) - 1, -1, -1) if items[index] is wanted)


def _rows(grid: Grid, columns: Columns, table: int) -> list[Item]:
    """Bands of a grid as rows: those that share the cell of their title (or number) are one."""
    found: list[Item] = []
    key = "title" if "title" in columns.roles else "number"
    owner: Cell | None = None
    for band in grid.rows[columns.head :]:
        cells = distinct(band)
        words = [cell for cell in cells if cell.text]
        if not words and not any(cell.fill for cell in cells):
            continue
        if names_of(band) == columns.names:  # the head once more: some print it where a row is cut
            continue
        if len(words) == 1 and words[0].span == 1 and _is_heading(words[0], band):
            found.append(Across(words[0], table))
            owner = None
            continue
        by_role: dict[str, list[Cell]] = {}
        for cell, role in zip(band, columns.roles, strict=True):
            if role is not None and cell is not None and not any(cell is other for other in by_role.get(role, ())):
                by_role.setdefault(role, []).append(cell)
        mine = by_role[key][0] if key in by_role else None
        if owner is not None and mine is owner and found and isinstance(found[-1], Row):
            found[-1] = _more(found[-1], by_role)
        else:
            found.append(Row({role: tuple(held) for role, held in by_role.items()}, columns, table))
        owner = mine
    return found


def _is_heading(cell: Cell, band: Band) -> bool:
    """The only words of a row, over several columns; or in one, where they say themselves that they are a heading."""
    return sum(other is cell for other in band) > 1 or bool(_HEADING.match(cell.text))


def _more(row: Row, by_role: dict[str, list[Cell]]) -> Row:
    """A row with a further band of the same measure."""
    cells = dict(row.cells)
    for role, more in by_role.items():
        held = cells.get(role, ())
        cells[role] = (*held, *(cell for cell in more if not any(cell is other for other in held)))
    return replace(row, cells=cells)


def _whole(above: Row, below: Row) -> Row:
    """The two parts of a row that runs over a page, joined cell by cell."""
    cells: dict[str, tuple[Cell, ...]] = {}
    for role in dict.fromkeys([*above.cells, *below.cells]):
        first, second = above.cells.get(role, ()), below.cells.get(role, ())
        if first and second and first[-1].text and second[0].text:
            cells[role] = (*first[:-1], _joined(first[-1], second[0]), *second[1:])
        else:
            cells[role] = (*first, *(cell for cell in second if cell.text)) if first else second
    return replace(above, cells=cells)


def _joined(above: Cell, below: Cell) -> Cell:
    raw = f"{above.raw or above.text}\n{below.raw or below.text}"
    return Cell(unwrapped(raw), above.places + below.places, raw, above.fill or below.fill)


def _inherited(before: Row, row: Row) -> Row:
    """On a new page the rest of a merged cell is empty: it holds what the merged cell above it held."""
    for role in ("goals", "responsible", "topic", "field"):
        above, here = before.cells.get(role, ()), row.cells.get(role, ())
        if above and here and above[-1].text and not here[-1].text and _merged(before, role):
            row = replace(row, cells={**row.cells, role: above})
    return row


def _merged(row: Row, role: str) -> bool:
    """Whether the cell goes over more rows than the title's: its box is higher, or it begins above."""
    cell, title = row.cells[role][-1], row.cells.get("title", row.cells.get("number", ()))
    return bool(title) and cell.span > title[-1].span


def _as_line(cell: Cell) -> Line:
    return Line(cell.text, cell.places[0], whole=True)
