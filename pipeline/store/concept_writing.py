"""Catalogues and states into the tables. Runs within a transaction that the caller holds.

A catalogue that is imported again replaces its own facts; measures it no longer has are marked as retired. States are
added where they are not known yet, and nothing of them is ever changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pipeline.model.concept import (
    Concept,
    ConceptFile,
    ConceptFinding,
    MeasureStatus,
    SourcePlace,
    StatusManner,
    StatusRow,
    measure_id,
    pointer,
)
from pipeline.model.reference import normalise_reference
from pipeline.store.concept_answers import PutOutcome
from pipeline.store.concept_follow import Known, follow
from pipeline.store.concept_places import Places, add_places, dumped, of_concept, of_field, of_goal, of_measure
from pipeline.store.concept_tables import (
    ActionFieldTable,
    ConceptSource,
    ConceptTable,
    GoalTable,
    MeasureGoal,
    MeasureStatusTable,
    MeasureTable,
)
from pipeline.store.identity import content_id


@dataclass(frozen=True, slots=True)
class Said:
    """A state to add to a measure's history."""

    number: str
    title: str
    status: MeasureStatus
    manner: StatusManner | None
    places: Sequence[SourcePlace]


def put(connection: Connection, file: ConceptFile, concept: Concept, *, concept_id: str, now: str) -> PutOutcome:
    """The catalogue of `file` in the place of the one that held. `concept_id`: whose; its states are added."""
    digest = digest_of(concept)
    old = connection.scalar(select(ConceptTable.digest).where(ConceptTable.id == concept_id))
    said = [
        Said(measure.number, measure.title, status, "words", file.places.get(_status_pointer(measure.number, at), ()))
        for measure in concept.measures
        for at, status in enumerate(measure.status)
    ]
    if old is None:
        outcome = PutOutcome(id=concept_id, state="new", measures=len(concept.measures), added=len(concept.measures))
        _insert_concept(connection, concept, file, concept_id, digest)
        _insert_fields(connection, concept, file.places, concept_id, known=set())
        _insert_measures(connection, concept, file.places, concept_id)
    elif old == digest:
        outcome = PutOutcome(id=concept_id, state="unchanged", measures=len(concept.measures))
        add_places(connection, file, concept_id)
    else:
        outcome = _replace(connection, concept, file, concept_id, digest)
    _note_source(connection, file, concept_id, now, role="catalogue", digest=digest)
    added, known = append(connection, concept_id, said, sha256=file.source.sha256, now=now)
    return outcome.model_copy(update={"statuses_added": added, "statuses_known": known})


def put_report(
    connection: Connection, file: ConceptFile, *, concept_id: str, said: Sequence[Said],
    unjoined: Sequence[tuple[StatusRow, Sequence[tuple[str, str, float]]]], now: str,
) -> PutOutcome:  # fmt: skip
    """The states of a report added to the histories of their measures; rows that found none are kept with it."""
    lost = [{"row": row.model_dump(mode="json"), "candidates": [list(one) for one in near]} for row, near in unjoined]
    _note_source(connection, file, concept_id, now, role="report", unjoined=lost)
    added, known = append(connection, concept_id, said, sha256=file.source.sha256, now=now)
    return PutOutcome(
        id=concept_id, state="report", measures=len({one.number for one in said}), statuses_added=added,
        statuses_known=known,
    )  # fmt: skip


def append(connection: Connection, concept_id: str, said: Sequence[Said], *, sha256: str, now: str) -> tuple[int, int]:
    """States that are not known yet. Returns how many were added, and how many were known."""
    known = set(connection.scalars(select(MeasureStatusTable.id).where(MeasureStatusTable.concept_id == concept_id)))
    last = connection.scalar(
        select(func.max(MeasureStatusTable.position)).where(MeasureStatusTable.concept_id == concept_id)
    )
    position = 0 if last is None else int(last) + 1
    rows = []
    for one in said:
        status = one.status
        key = status_id(concept_id, one.number, status)
        if key in known or not (status.code or status.text):
            continue
        known.add(key)
        rows.append({
            "id": key, "concept_id": concept_id, "number": one.number, "title": one.title, "position": position,
            "date": status.date, "code": status.code, "text": status.text, "comment": status.comment,
            "source": status.source, "manner": one.manner, "invented": status.invented, "document_sha256": sha256,
            "places": dumped(one.places) or None, "recorded_at": now,
        })  # fmt: skip
        position += 1
    if rows:
        connection.execute(insert(MeasureStatusTable), rows)
    stated = sum(bool(one.status.code or one.status.text) for one in said)
    return len(rows), stated - len(rows)


def status_id(concept_id: str, number: str, status: MeasureStatus) -> str:
    """The key of a state: concept, number, date, code (or the wording no rule knows) and source."""
    return content_id(
        "measure status", concept_id, number, status.date or "", status.code or status.text or "", status.source or ""
    )


def digest_of(concept: Concept) -> str:
    """What a catalogue says, without the states: these are a history of their own."""
    bare = concept.model_dump(mode="json")
    for field in bare["action_fields"]:
        for measure in field["measures"]:
            del measure["status"]
    return blake2b(repr(bare).encode(), digest_size=16).hexdigest()


# --- a new version ---------------------------------------------------------------------------------------------------


def _replace(connection: Connection, concept: Concept, file: ConceptFile, concept_id: str, digest: str) -> PutOutcome:
    rows = connection.execute(
        select(*MeasureTable.__table__.columns).where(MeasureTable.concept_id == concept_id)
    ).all()
    current = [row for row in rows if not row.retired]
    kept = [Known(measure.number, measure.title) for measure in concept.measures]
    numbers = {one.number for one in kept}
    gone = [row for row in current if follow(kept, row.number, row.title) is None]
    back = [row for row in rows if row.retired and follow(kept, row.number, row.title) is not None]
    before = {row.number: row for row in current}
    moved = [
        (measure.number, before[measure.number].title, measure.title)
        for measure in concept.measures
        if measure.number in before
        and follow([Known(measure.number, measure.title)], measure.number, before[measure.number].title) is None
    ]
    _drop_measures(connection, [row.id for row in (*current, *back) if row not in gone])
    for row in gone:
        _retire(connection, row, taken=row.number in numbers)
    _update_concept(connection, concept, file, concept_id, digest)
    _insert_fields(connection, concept, file.places, concept_id, known=_known_fields(connection, concept_id))
    _insert_measures(connection, concept, file.places, concept_id)
    titles = {row.number: (row.title, row.description) for row in current}
    added = sum(
        follow([Known(row.number, row.title) for row in current], one.number, one.title) is None for one in kept
    )
    changed = sum(
        titles.get(one.number) is not None and titles[one.number] != (one.title, one.description)
        for one in concept.measures
    )
    return PutOutcome(
        id=concept_id, state="changed", measures=len(kept), added=added, changed=changed, retired=len(gone),
        moved=tuple(moved),
    )  # fmt: skip


def _drop_measures(connection: Connection, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), 400):
        some = ids[start : start + 400]
        connection.execute(delete(MeasureGoal).where(MeasureGoal.measure_id.in_(some)))
        connection.execute(delete(MeasureTable).where(MeasureTable.id.in_(some)))


def _retire(connection: Connection, row: Any, *, taken: bool) -> None:
    """The measure stays as it was, under an id of its own where another one has its number now."""
    if not taken:
        connection.execute(update(MeasureTable).where(MeasureTable.id == row.id).values(retired=True))
        return
    marked = f"{row.id}~{content_id('retired measure', row.title)[:8]}"
    goals = connection.execute(
        select(MeasureGoal.position, MeasureGoal.number).where(MeasureGoal.measure_id == row.id)
    ).all()
    _drop_measures(connection, [row.id, marked])
    connection.execute(insert(MeasureTable), [{**row._mapping, "id": marked, "retired": True}])
    if goals:
        connection.execute(
            insert(MeasureGoal), [{"measure_id": marked, "position": at, "number": number} for at, number in goals]
        )


def _known_fields(connection: Connection, concept_id: str) -> set[str]:
    """Marks all fields and goals as retired (those of the new version are written anew) and returns the fields' ids."""
    ids = set(connection.scalars(select(ActionFieldTable.id).where(ActionFieldTable.concept_id == concept_id)))
    connection.execute(update(ActionFieldTable).where(ActionFieldTable.concept_id == concept_id).values(retired=True))
    connection.execute(update(GoalTable).where(GoalTable.field_id.in_(ids)).values(retired=True))
    return ids


# --- rows ------------------------------------------------------------------------------------------------------------


def _concept_values(concept: Concept, file: ConceptFile, digest: str) -> dict[str, Any]:
    return {
        "name": concept.name, "body": concept.body, "period_start": concept.period.start,
        "period_end": concept.period.end, "paper": concept.paper,
        "paper_reference": normalise_reference(concept.paper) if concept.paper else None, "adopted": concept.adopted,
        "source": concept.source, "digest": digest, "places": of_concept(file.places),
    }  # fmt: skip


def _insert_concept(connection: Connection, concept: Concept, file: ConceptFile, concept_id: str, digest: str) -> None:
    connection.execute(insert(ConceptTable), [{"id": concept_id, **_concept_values(concept, file, digest)}])


def _update_concept(connection: Connection, concept: Concept, file: ConceptFile, concept_id: str, digest: str) -> None:
    values = _concept_values(concept, file, digest)
    connection.execute(update(ConceptTable).where(ConceptTable.id == concept_id).values(**values))


def _insert_fields(
    connection: Connection, concept: Concept, places: Places, concept_id: str, *, known: set[str]
) -> None:
    goals = []
    for position, field in enumerate(concept.action_fields):
        field_id = measure_id(concept_id, field.number)
        values = {
            "number": field.number,
            "position": position,
            "name": field.name,
            "retired": False,
            "places": of_field(field.number, places),
        }
        if field_id in known:
            connection.execute(update(ActionFieldTable).where(ActionFieldTable.id == field_id).values(**values))
        else:
            connection.execute(insert(ActionFieldTable), [{"id": field_id, "concept_id": concept_id, **values}])
        again = [goal.number for goal in field.goals]
        connection.execute(delete(GoalTable).where(GoalTable.field_id == field_id, GoalTable.number.in_(again)))
        goals += [
            {"field_id": field_id, "number": goal.number, "position": at, "text": goal.text, "invented": goal.invented,
             "retired": False, "places": of_goal(field.number, goal.number, places)}
            for at, goal in enumerate(field.goals)
        ]  # fmt: skip
    if goals:
        connection.execute(insert(GoalTable), goals)


def _insert_measures(connection: Connection, concept: Concept, places: Places, concept_id: str) -> None:
    measures, goals = [], []
    position = 0
    for field in concept.action_fields:
        for measure in field.measures:
            key = measure_id(concept_id, measure.number)
            measures.append({
                "id": key, "concept_id": concept_id, "field_id": measure_id(concept_id, field.number),
                "number": measure.number, "position": position, "title": measure.title,
                "description": measure.description, "responsible": measure.responsible, "topic": measure.topic,
                "invented": measure.invented, "retired": False, "places": of_measure(measure.number, places),
            })  # fmt: skip
            goals += [{"measure_id": key, "position": at, "number": goal} for at, goal in enumerate(measure.goals)]
            position += 1
    if measures:
        connection.execute(insert(MeasureTable), measures)
    if goals:
        connection.execute(insert(MeasureGoal), goals)


def _note_source(
    connection: Connection, file: ConceptFile, concept_id: str, now: str, *, role: str,
    digest: str | None = None, unjoined: Sequence[dict[str, Any]] = (),
) -> None:  # fmt: skip
    """What is known of the file; the last import of the same content holds."""
    source = file.source
    report = role == "report"
    connection.execute(
        delete(ConceptSource).where(ConceptSource.concept_id == concept_id, ConceptSource.sha256 == source.sha256)
    )
    connection.execute(insert(ConceptSource), [{
        "concept_id": concept_id, "sha256": source.sha256, "role": role, "name": source.name,
        "media_type": source.media_type, "bytes": source.bytes, "pages": source.pages, "reader": file.reader,
        "digest": digest, "as_of": file.date, "row_count": len(file.rows) if report else None,
        "joined": len(file.rows) - len(unjoined) if report else None, "findings": dumped(file.findings) or None,
        "unjoined": list(unjoined) or None, "imported_at": now,
    }])  # fmt: skip


def note_findings(connection: Connection, concept_id: str, sha256: str, findings: Sequence[ConceptFinding]) -> None:
    """See `Concepts.note_findings`."""
    of_file = (ConceptSource.concept_id == concept_id) & (ConceptSource.sha256 == sha256)
    connection.execute(update(ConceptSource).where(of_file).values(findings=dumped(findings) or None))


def _status_pointer(number: str, at: int) -> str:
    return pointer("measures", number, "status", str(at))
