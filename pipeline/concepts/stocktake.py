"""A Bestandsaufnahme: tables that say of each measure how far it is. Its rows, its date, what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.concepts.blocks import Cell, Line
from pipeline.concepts.catalogue import number_and_title, unread
from pipeline.concepts.columns import STATUS
from pipeline.concepts.dates import find_day
from pipeline.concepts.findings import finding
from pipeline.concepts.headings import CONCEPT_WORD, body_size, field_heading, find_paper, match_field
from pipeline.concepts.statuses import Legend, State, state_of, ticked
from pipeline.concepts.tables import Across, Reading, Row
from pipeline.model.concept import ConceptFinding, MeasureStatus, StatusCode, StatusRow

_AS_OF = re.compile(
    r"^(?:Berichts|Sach|Umsetzungs|Redaktions)?(?:[Ss]tand|[Ss]tichtag)\s*(?:vom|zum|per|:|der Daten:?)?\s*:?\s*"
)
_MOST_ABOUT = 6  # lines that may name the concept


@dataclass(slots=True)
class Stocktake:
    """`date`: from when the states are; `paper`: that of the report itself; `about`: lines that name a concept."""

    rows: tuple[StatusRow, ...]
    date: str | None
    paper: str | None
    about: tuple[str, ...]
    findings: list[ConceptFinding]


def reads_as_report(reading: Reading) -> bool:
    """Whether the tables give states and nothing that makes a catalogue (descriptions, goals)."""
    rows = [item for item in reading.items if isinstance(item, Row) and item.columns.measures]
    states = sum(row.columns.states for row in rows)
    content = sum("description" in row.columns.roles or "goals" in row.columns.roles for row in rows)
    return states > content


def read_stocktake(
    reading: Reading, *, legend: Legend, source: str | None = None, date: str | None = None
) -> Stocktake:
    """All rows of the tables, none left out; `source` and `date` hold where a row gives none of its own (default: the
    paper and the date that the report itself names)."""
    lines = [item for item in reading.items if isinstance(item, Line)]
    date = date or as_of(lines)
    paper = next((paper for line in lines[:40] if (paper := find_paper(line.text))), None)
    findings = unread(reading)
    rows = []
    conventional: list[State] = []
    field: str | None = None
    body = body_size(lines)
    at_line = 0
    for item in reading.items:
        if isinstance(item, Line):
            heading = field_heading(lines, at_line, body=body)
            at_line += 1
            field = heading[0].number or field if heading else field
        elif isinstance(item, Across):
            match = match_field(item.cell.text)
            field = match["number"] if match else field
        elif item.columns.measures:
            row, state = _row(item, field, legend, findings, source=source or paper, date=date)
            rows.append(row)
            if state is not None and state.by_convention:
                conventional.append(state)
    if conventional:
        shown = ", ".join(sorted({f"{state.text} as {state.code}" for state in conventional}))
        message = f"No legend explains the states; {len(conventional)} were read by convention ({shown})."
        findings.append(finding("K203", message))
    if date is None and rows and not all(row.status.date for row in rows):
        findings.append(finding("K207", "The report does not say from when its states are; give it with --date."))
    about = [line.text for line in lines if CONCEPT_WORD.search(line.text)][:_MOST_ABOUT]
    return Stocktake(tuple(rows), date, paper, tuple(dict.fromkeys([_title(lines), *about])), findings)


def as_of(lines: Sequence[Line]) -> str | None:
    """The date of a line "Stand: Oktober 2021"."""
    for line in lines:
        match = _AS_OF.match(line.text.strip())
        found = find_day(line.text[match.end() : match.end() + 40]) if match else None
        if found is not None and found[1] <= 3:
            return found[0]
    return None


def _title(lines: Sequence[Line]) -> str:
    """The largest lines at the beginning, as one."""
    first = [line for line in lines if (line.place.page or 1) == 1][:30]
    if not first:
        return ""
    size = max(line.size for line in first)
    return " ".join(line.text for line in first if line.size == size)[:400]


def _row(
    row: Row, field: str | None, legend: Legend, findings: list[ConceptFinding], *, source: str | None, date: str | None
) -> tuple[StatusRow, State | None]:
    number, title = number_and_title(row)
    name = f"“{title or number or '?'}”"
    state = _state(row, legend)
    places = row.places()
    if state is None:
        findings.append(finding("K205", f"The row {name} gives no state.", places[:1]))
    elif state.code is None:
        findings.append(finding("K202", f"{name}: no rule knows the state “{state.text}”.", row.places("status")))
    elif state.doubt:
        findings.append(finding("K204", f"{name}: {state.doubt}; the words hold.", row.places("status")))
    if row.uncertain:
        findings.append(finding("K102", f"{name} begins a page and may go on with the row before.", places[:1]))
    own_day = find_day(row.text("date"))
    status = MeasureStatus(
        date=own_day[0] if own_day else date,
        code=state.code if state else None,
        text=state.text if state else None,
        comment=row.text("comment") or row.text("description") or None,
        source=row.text("source") or source,
    )
    named = match_field(row.text("field"))
    in_field = (named["number"] if named else row.text("field").split(" ")[0].strip(".:")) or field
    read = StatusRow(
        number=number, title=title or None, field=in_field, status=status, manner=state.manner if state else None,
        places=places,
    )  # fmt: skip
    return read, state


def _state(row: Row, legend: Legend) -> State | None:
    """From the column of states, else from the one column that is ticked."""
    for cell in row.cells.get("status", ()):
        state = state_of(_undecorated(cell, row), legend)
        if state is not None:
            return state
    marked: list[StatusCode] = [
        role.removeprefix(STATUS)  # type: ignore[misc] # only codes are put behind the prefix
        for role, cells in row.cells.items()
        if role.startswith(STATUS) and any(ticked(_undecorated(cell, row)) for cell in cells)
    ]
    if len(marked) == 1:
        return State(marked[0], f"{marked[0]} (ticked)", "symbol")
    return State(None, " + ".join(marked), "symbol") if marked else None


def _undecorated(cell: Cell, row: Row) -> Cell:
    """A ground that the whole row has says nothing of a state."""
    titles = row.cells.get("title", ())
    if cell.fill is not None and titles and titles[0].fill == cell.fill:
        return Cell(cell.text, cell.places, cell.raw, None, cell.typed, cell.span)
    return cell
