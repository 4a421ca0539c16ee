"""A concept as rows of one table, for CSV and XLSX: what `concept export` writes and `concept import` takes back.

Each row says in its first column what it is: `concept`, `field`, `goal`, `measure` or `status`. Columns that a kind
does not use stay empty; an unknown value is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from pipeline.concepts.blocks import Cell, Grid
from pipeline.concepts.dates import find_day
from pipeline.concepts.findings import finding
from pipeline.concepts.notation import notation
from pipeline.concepts.places import Places
from pipeline.concepts.yaml_form import said
from pipeline.model.concept import (
    ActionField,
    Concept,
    ConceptFinding,
    Goal,
    Measure,
    MeasureStatus,
    SourcePlace,
    StatusRow,
    pointer,
)
from pipeline.model.errors import BadInput

COLUMNS = (
    "kind", "field", "number", "title", "description", "goals", "responsible", "topic", "date", "code", "status",
    "comment", "source", "body", "start", "end", "paper", "adopted", "invented",
)  # fmt: skip
KINDS = ("concept", "field", "goal", "measure", "status")

_DAYS = ("date", "start", "end", "adopted")

Values = dict[str, str]


def rows_of(concept: Concept) -> Iterator[tuple[str, ...]]:
    """The rows of a concept, values in the order of `COLUMNS`."""
    for values in _values(concept):
        yield tuple(values.get(name) or "" for name in COLUMNS)


def _values(concept: Concept) -> Iterator[dict[str, str | None]]:
    yield {
        "kind": "concept", "title": concept.name, "body": concept.body, "start": concept.period.start,
        "end": concept.period.end, "paper": concept.paper, "adopted": concept.adopted, "source": concept.source,
    }  # fmt: skip
    for one in concept.action_fields:
        yield {"kind": "field", "field": one.number, "number": one.number, "title": one.name}
        for goal in one.goals:
            yield {"kind": "goal", "field": one.number, "number": goal.number, "title": goal.text,
                   "invented": _yes(goal.invented)}  # fmt: skip
        for measure in one.measures:
            yield {
                "kind": "measure", "field": one.number, "number": measure.number, "title": measure.title,
                "description": measure.description, "goals": ", ".join(measure.goals),
                "responsible": measure.responsible, "topic": measure.topic, "invented": _yes(measure.invented),
            }  # fmt: skip
            for status in measure.status:
                yield {
                    "kind": "status", "field": one.number, "number": measure.number, "date": status.date,
                    "code": status.code, "status": status.text, "comment": status.comment, "source": status.source,
                    "invented": _yes(status.invented),
                }  # fmt: skip


def _yes(flag: bool) -> str:
    return "true" if flag else ""


def is_ours(grid: Grid) -> bool:
    """Whether a grid is a table of this form: its first row names the columns, `kind` among them."""
    names = _header(grid)
    return "kind" in names and "number" in names


def read_rows(
    grid: Grid, *, name: str, places: Places
) -> tuple[Concept | None, tuple[StatusRow, ...], list[ConceptFinding]]:
    """The concept a table of this form holds; without a row of kind `concept`, its rows of kind `status` alone.

    Raises BadInput, code `bad_concept`, with the row: a column or kind nobody knows, a value that does not fit.
    """
    header = _header(grid)
    unknown = [column for column in header if column and column not in COLUMNS]
    if unknown:
        raise _bad(f"{name}: there is no column {unknown[0]!r}; columns are {', '.join(COLUMNS)}")
    reader = _Reader(name, places)
    for number, row in enumerate(grid.rows[1:], start=2):
        cells = {column: cell for column, cell in zip(header, row, strict=True) if column and cell is not None}
        if any(cell.text for cell in cells.values()):
            reader.take(cells, number)
    return reader.result()


def _header(grid: Grid) -> list[str]:
    return ["" if cell is None else cell.text.strip().lower() for cell in grid.rows[0]] if grid.rows else []


@dataclass(slots=True)
class _Field:
    number: str
    name: str | None = None
    goals: list[Goal] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)


class _Reader:
    def __init__(self, name: str, places: Places) -> None:
        self.name, self.places = name, places
        self.head: Values | None = None
        self.head_row = 0
        self.fields: dict[str, _Field] = {}
        self.measures: dict[str, dict[str, Any]] = {}
        self.loose: list[StatusRow] = []
        self.findings: list[ConceptFinding] = []
        self.before: str | None = None  # the number of the measure above

    def take(self, cells: dict[str, Cell], row: int) -> None:
        kind = cells["kind"].text.strip().lower() if "kind" in cells else ""
        values = {column: cell.text for column, cell in cells.items() if cell.text}
        values.update({column: _day(values[column]) for column in _DAYS if column in values})
        if kind not in KINDS:
            raise _bad(f"{self.name}, row {row}: {kind!r} is no kind of row; kinds are {', '.join(KINDS)}")
        if kind == "concept":
            self._concept(values, cells, row)
            return
        number = self._number(cells, row, counts=kind == "measure")
        at_field = self._notation(cells["field"], None).strip() if "field" in cells and cells["field"].text else ""
        if kind == "field":
            one = self._field(number or at_field, row)
            one.name = values.get("title")
            self._note(cells, ("number", "title"), "action_fields", one.number, "name")
        elif kind == "goal":
            one = self._field(at_field, row)
            goal = self._made(Goal, {"number": number, "text": values.get("title"), **self._flag(values, row)}, row)
            one.goals.append(goal)
            self._note(cells, ("number", "title"), "action_fields", one.number, "goals", number)
        elif kind == "measure":
            self._measure(number, self._field(at_field, row), values, cells, row)
        else:
            self._status(number, values, cells, row)

    def result(self) -> tuple[Concept | None, tuple[StatusRow, ...], list[ConceptFinding]]:
        if self.head is None:
            if self.fields:
                raise _bad(f"{self.name} has measures, but no row of kind 'concept' that names what they belong to")
            return None, tuple(self.loose), self.findings
        fields = [
            ActionField(
                number=one.number, name=one.name, goals=tuple(one.goals),
                measures=tuple(self._made(Measure, values, self.head_row) for values in one.measures),
            )
            for one in self.fields.values()
        ]  # fmt: skip
        head = self.head
        values = {
            "name": head.get("title"), "body": head.get("body"), "paper": head.get("paper"),
            "adopted": head.get("adopted"), "source": head.get("source"),
            "period": {"start": head.get("start"), "end": head.get("end")}, "action_fields": fields,
        }  # fmt: skip
        return self._made(Concept, values, self.head_row), (), self.findings

    def _concept(self, values: Values, cells: dict[str, Cell], row: int) -> None:
        if self.head is not None:
            raise _bad(f"{self.name}, row {row}: a second row of kind 'concept'; a file holds one concept")
        self.head, self.head_row = values, row
        for column, key in (("title", "name"), ("body", "body"), ("paper", "paper"), ("adopted", "adopted"),
                            ("source", "source"), ("start", "period")):  # fmt: skip
            if values.get(column):
                self._note(cells, (column,), "concept", key)

    def _measure(self, number: str, one: _Field, values: Values, cells: dict[str, Cell], row: int) -> None:
        if number in self.measures:
            raise _bad(f"{self.name}, row {row}: the number {number} is given to more than one measure")
        goals = [part.strip() for part in values.get("goals", "").replace(";", ",").split(",") if part.strip()]
        made = {
            "number": number, "title": values.get("title"), "description": values.get("description"), "goals": goals,
            "responsible": values.get("responsible"), "topic": values.get("topic"), "status": [],
            **self._flag(values, row),
        }  # fmt: skip
        self._made(Measure, made, row)  # so that an error names this row
        one.measures.append(made)
        self.measures[number] = made
        self.before = number
        self.places.add(pointer("measures", number), [_whole(cells)])
        for column in ("title", "description", "goals", "responsible", "topic"):
            if values.get(column):
                self._note(cells, (column,), "measures", number, column)

    def _status(self, number: str, values: Values, cells: dict[str, Cell], row: int) -> None:
        status = self._made(MeasureStatus, {
            "date": values.get("date"), "code": values.get("code"), "text": values.get("status"),
            "comment": values.get("comment"), "source": values.get("source"), **self._flag(values, row),
        }, row)  # fmt: skip
        measure = self.measures.get(number)
        if measure is not None:
            self.places.add(pointer("measures", number, "status", str(len(measure["status"]))), [_whole(cells)])
            measure["status"].append(status)
        elif self.head is None:
            title = values.get("title")
            self.loose.append(
                StatusRow(number=number, title=title, status=status, manner="words", places=(_whole(cells),))
            )
        else:
            raise _bad(f"{self.name}, row {row}: a status of measure {number}, which no row above names")

    def _number(self, cells: dict[str, Cell], row: int, *, counts: bool) -> str:
        cell = cells.get("number")
        number = "" if cell is None else self._notation(cell, self.before if counts else None)
        if not number and "kind" in cells and cells["kind"].text.strip().lower() != "field":
            raise _bad(f"{self.name}, row {row}: the number is missing")
        return number

    def _notation(self, cell: Cell, before: str | None) -> str:
        read = notation(cell.text, typed=cell.typed, before=before)
        if read.repaired:
            message = f"{self.name}: the number {read.text} stood there as {cell.text!r}; Excel had changed it."
            self.findings.append(finding("K109", message, cell.places))
        return read.text

    def _field(self, number: str, row: int) -> _Field:
        if not number:
            raise _bad(f"{self.name}, row {row}: the number of the field is missing")
        return self.fields.setdefault(number, _Field(number))

    def _flag(self, values: Values, row: int) -> dict[str, bool]:
        written = values.get("invented", "").strip().lower()
        if written not in ("", "true", "false", "ja", "nein", "1", "0", "wahr", "falsch"):
            raise _bad(f"{self.name}, row {row}: invented is {written!r}, and must be true or empty")
        return {"invented": written in ("true", "ja", "1", "wahr")}

    def _note(self, cells: dict[str, Cell], columns: tuple[str, ...], *parts: str) -> None:
        self.places.add(
            pointer(*parts), (place for column in columns if column in cells for place in cells[column].places)
        )

    def _made(self, model: Any, values: dict[str, Any], row: int) -> Any:
        try:
            return model(**values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise _bad(f"{self.name}, row {row}: {where + ': ' if where else ''}{said(first)}") from error


def _day(written: str) -> str:
    """A day as people type it (31.10.2021, Oktober 2021) in ISO 8601; what is none stays, for the error to name it."""
    found = find_day(written)
    return found[0] if found and found[1] == 0 and found[2] == len(written.strip()) else written


def _whole(cells: dict[str, Cell]) -> SourcePlace:
    """The place of a row: from its first cell to its last."""
    first, *_, last = [place for cell in cells.values() for place in cell.places]
    reach = f"{first.cell}:{last.cell.rpartition('!')[2]}" if first.cell and last.cell else None
    return first.model_copy(update={"end": last.end, "cell": reach, "quote": None})


def _bad(message: str) -> BadInput:
    return BadInput(f"{message}.", code="bad_concept")
