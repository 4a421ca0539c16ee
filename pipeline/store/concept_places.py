"""The places of a catalogue's values as the tables hold them: JSON, by the name of the value.

A catalogue that comes in two forms (a YAML file, and the PDF it was made from) has two places for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, select, update

from pipeline.model.concept import ConceptFile, SourcePlace, pointer
from pipeline.store.concept_tables import ActionFieldTable, ConceptTable, GoalTable, MeasureTable

Places = Mapping[str, Sequence[SourcePlace]]
Held = dict[str, list[dict[str, Any]]]

_FIELD, _MEASURE = ("number", "name"), ("number", "title", "description", "goals", "responsible", "topic")


def of_concept(places: Places) -> Held | None:
    """Of the concept's own values: `name`, `body`, `period` ..."""
    return {
        key.removeprefix("/concept/"): dumped(held) for key, held in places.items() if key.startswith("/concept/")
    } or None


def of_field(number: str, places: Places) -> Held | None:
    return _named(pointer("action_fields", number), _FIELD, places) or None


def of_goal(field: str, number: str, places: Places) -> list[dict[str, Any]] | None:
    return dumped(places.get(pointer("action_fields", field, "goals", number), ())) or None


def of_measure(number: str, places: Places) -> Held | None:
    """`row`: the measure as a whole; then its values."""
    base = pointer("measures", number)
    whole = {"row": dumped(places[base])} if base in places else {}
    return {**whole, **_named(base, _MEASURE, places)} or None


def dumped(parts: Iterable[BaseModel]) -> list[dict[str, Any]]:
    return [part.model_dump(mode="json", exclude_none=True) for part in parts]


def add_places(connection: Connection, file: ConceptFile, concept_id: str) -> None:
    """The places of another file that holds the same catalogue, beside those that are known."""
    sha256, places = file.source.sha256, file.places
    known = connection.scalar(select(ConceptTable.places).where(ConceptTable.id == concept_id))
    merged = _merged(known, of_concept(places), sha256)
    connection.execute(update(ConceptTable).where(ConceptTable.id == concept_id).values(places=merged))
    numbers: dict[str, str] = {}
    fields = select(ActionFieldTable.id, ActionFieldTable.number, ActionFieldTable.places)
    for row in connection.execute(fields.where(ActionFieldTable.concept_id == concept_id)).all():
        numbers[row.id] = row.number
        merged = _merged(row.places, of_field(row.number, places), sha256)
        connection.execute(update(ActionFieldTable).where(ActionFieldTable.id == row.id).values(places=merged))
    goals = select(GoalTable.field_id, GoalTable.number, GoalTable.places)
    for row in connection.execute(goals.where(GoalTable.field_id.in_(list(numbers)))).all():
        here = (GoalTable.field_id == row.field_id) & (GoalTable.number == row.number)
        found = of_goal(numbers[row.field_id], row.number, places)
        connection.execute(update(GoalTable).where(here).values(places=_joined(row.places, found, sha256) or None))
    measures = select(MeasureTable.id, MeasureTable.number, MeasureTable.places)
    for row in connection.execute(
        measures.where(MeasureTable.concept_id == concept_id, MeasureTable.retired.is_(False))
    ).all():
        merged = _merged(row.places, of_measure(row.number, places), sha256)
        connection.execute(update(MeasureTable).where(MeasureTable.id == row.id).values(places=merged))


def _named(base: str, keys: Sequence[str], places: Places) -> Held:
    return {key: dumped(places[f"{base}/{key}"]) for key in keys if f"{base}/{key}" in places}


def _merged(old: Held | None, new: Held | None, sha256: str) -> Held | None:
    names = dict.fromkeys([*(old or {}), *(new or {})])
    return {
        name: joined
        for name in names
        if (joined := _joined((old or {}).get(name), (new or {}).get(name), sha256))
    } or None  # fmt: skip


def _joined(old: list[dict[str, Any]] | None, new: list[dict[str, Any]] | None, sha256: str) -> list[dict[str, Any]]:
    return [*(place for place in old or () if place["source"] != sha256), *(new or ())]
