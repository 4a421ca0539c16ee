"""Which column of a roll a cross stands in: by its cell, by its place on the line, by its place on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.minutes.draft import Draft
from pipeline.minutes.votes_names import Named, option_in

SIDES = ("yes", "no", "abstain", "absent")
UNKNOWN = "unknown"
MARK = r"[xX×хХ✓✔☒☑●■]|\([xX]\)|\[[xX]\]"
MARK_CELL = re.compile(rf"(?:{MARK}|1)")
NOTHING = re.compile(r"[-–—.☐□_ 0]*")


@dataclass(slots=True)
class Column:
    kind: str  # yes, no, abstain, absent, name, first, party, nothing
    start: int
    end: int


@dataclass(slots=True)
class Head:
    start: int
    end: int
    columns: list[Column]
    mark: str  # what parts the cells: tab, bar, or "" for the place on the line

    @property
    def lead(self) -> int:
        """How many columns stand before the first option."""
        return next(index for index, column in enumerate(self.columns) if column.kind in SIDES)

    @property
    def options(self) -> list[Column]:
        return [column for column in self.columns if column.kind in SIDES]


@dataclass(slots=True)
class Row:
    """A line of the table: who, and what stands in which cell; `marks` of a line without cells are places in the text."""

    start: int
    end: int
    cells: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)  # of the cells
    marks: list[tuple[int, int]] = field(default_factory=list)
    person: Named | None = None
    faction: str | None = None
    told: str | None = None  # an option in words
    total: bool = False

    def set_cells(self, line: str, start: int, mark: str) -> None:
        for first, last in cells_of(line, mark):
            cell = line[first:last]
            first += len(cell) - len(cell.lstrip())
            self.cells.append(cell.strip())
            self.places.append((start + first, start + first + len(cell.strip())))


def cells_of(line: str, mark: str) -> list[tuple[int, int]]:
    """Where the cells of a line stand. A bar at the line's ends parts nothing."""
    first, last = 0, len(line)
    if mark == "|":
        bare = line.strip()
        lead = len(line) - len(line.lstrip())
        first = lead + 1 if bare.startswith("|") else lead
        last = lead + len(bare) - 1 if bare.endswith("|") and len(bare) > 1 else lead + len(bare)
    cells = []
    position = first
    while position <= last:
        following = line.find(mark, position, last)
        following = last if following < 0 else following
        cells.append((position, following))
        position = following + 1
    return cells


_Sides = Iterator[tuple[str, tuple[int, int]]]


def by_cell(head: Head, rows: list[Row]) -> Callable[[Row], _Sides]:
    """By the number of the cell. Where names take more cells than the head has for them, all cells are shifted alike."""
    lead = head.lead
    words = max((_leading_words(row) for row in rows if not row.total), default=lead)
    shift = max(words - lead, 0)
    torn = shift and any(
        MARK_CELL.fullmatch(cell) for row in rows if not row.total for cell in row.cells[: lead + shift]
    )

    def sides(row: Row) -> _Sides:
        for index, cell in enumerate(row.cells[lead + shift :], lead):
            figure = cell.isdigit() and (row.total or (row.faction is not None and int(cell) > 0))
            if not figure and not MARK_CELL.fullmatch(cell):
                continue
            kind = head.columns[index].kind if index < len(head.columns) else UNKNOWN
            yield (UNKNOWN if torn or kind not in SIDES else kind), row.places[index + shift]

    return sides


def _leading_words(row: Row) -> int:
    """How many cells from the left on hold words, and no cross or figure; an empty one among them counts."""
    filled = 0
    for index, cell in enumerate(row.cells):
        if MARK_CELL.fullmatch(cell) or (cell.isdigit() and index):
            break
        if cell and not NOTHING.fullmatch(cell) and option_in(cell) is None:
            filled = index + 1
    return filled


def by_place(draft: Draft, head: Head) -> Callable[[Row], _Sides]:
    """By where it stands: on the page of a PDF, else on the line, where the head's columns are set with blanks."""
    boxes = draft.document.box_source
    line = draft.text[head.start : head.end]
    spaced = len(re.findall(r"\S\s{2,}\S", line)) >= len(head.options) - 1

    def on_page(start: int, end: int) -> tuple[float, float] | None:
        found = boxes.boxes(*draft.document.offsets.span(start, end)) if boxes is not None else []
        return (found[0][1][0], found[0][1][2]) if found else None

    def on_line(start: int, end: int) -> tuple[float, float] | None:
        first = draft.text.rfind("\n", 0, start) + 1
        return (float(start - first), float(end - first)) if spaced else None

    where = on_page if boxes is not None else on_line
    columns = [(column.kind, where(column.start, column.end)) for column in head.options]

    def sides(row: Row) -> _Sides:
        for start, end in row.marks:
            place = where(start, end)
            yield _nearest(columns, place), (start, end)

    return sides


def _nearest(columns: list[tuple[str, tuple[float, float] | None]], place: tuple[float, float] | None) -> str:
    """The column under whose head the place is; unknown where two are about as near."""
    if place is None:
        return UNKNOWN
    middle = (place[0] + place[1]) / 2
    away = sorted(
        (max(span[0] - middle, middle - span[1], 0.0), abs((span[0] + span[1]) / 2 - middle), kind)
        for kind, span in columns
        if span is not None
    )
    if len(away) != len(columns) or len(away) < 2:
        return UNKNOWN
    best, second = away[0], away[1]
    return best[2] if best[0] * 2 < second[0] or (best[0] == 0 and second[0] > 0) else UNKNOWN
