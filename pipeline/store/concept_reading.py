"""Concepts read back: the catalogue as it was imported, measures with their history, the files they came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.model.concept import (
    ActionField,
    Concept,
    ConceptFinding,
    Goal,
    Measure,
    MeasureStatus,
    Period,
    SourcePlace,
    StatusRow,
)
from pipeline.store import schema
from pipeline.store.answers import DocumentRef
from pipeline.store.concept_answers import (
    ConceptRef,
    ConceptRow,
    ConceptView,
    FieldRef,
    MeasureRow,
    SourceRow,
    StatementRow,
    StatusEntry,
    UnjoinedRow,
)
from pipeline.store.concept_follow import Known, follow
from pipeline.store.concept_tables import (
    ActionFieldTable,
    ConceptSource,
    ConceptTable,
    GoalTable,
    MeasureGoal,
    MeasureStatusTable,
    MeasureTable,
)
from pipeline.store.reading import read_evidence, read_statement
from pipeline.store.schema import MeetingStatement, Organization
from pipeline.store.searching import place_of


def concepts(connection: Connection) -> tuple[ConceptRow, ...]:
    """All concepts by name."""
    ids = connection.scalars(select(ConceptTable.id).order_by(ConceptTable.name, ConceptTable.id))
    return tuple(view.row for one in ids if (view := concept_view(connection, one)) is not None)


def concept_view(connection: Connection, concept_id: str) -> ConceptView | None:
    """A concept as a whole; None where there is none of this id."""
    row = connection.execute(select(*ConceptTable.__table__.columns).where(ConceptTable.id == concept_id)).one_or_none()
    if row is None:
        return None
    ref = _ref(row)
    sources = _sources(connection, row)
    fields = _fields(connection, concept_id)
    measures = _measures(connection, ref, fields, {one.sha256: one.name for one in sources})
    current = tuple(one for one in measures if not one.retired)
    catalogue = Concept(
        name=row.name, body=row.body, period=ref.period, paper=row.paper, adopted=row.adopted, source=row.source,
        action_fields=tuple(
            ActionField(
                number=field.row.number, name=field.row.name, goals=tuple(field.current),
                measures=tuple(_plain(one) for one in current if one.id in field.measures),
            )
            for field in fields.values() if not field.row.retired
        ),
    )  # fmt: skip
    counted = ConceptRow(
        concept=ref, fields=len(catalogue.action_fields),
        goals=sum(len(field.goals) for field in catalogue.action_fields), measures=len(current),
        retired=len(measures) - len(current), statuses=sum(len(one.status) for one in measures), sources=sources,
    )  # fmt: skip
    places = {key: _places(held) for key, held in (row.places or {}).items()}
    return ConceptView(
        row=counted, catalogue=catalogue, measures=current, retired=tuple(one for one in measures if one.retired),
        places=places,
    )  # fmt: skip


def statements(connection: Connection, *, include_non_public: bool) -> tuple[StatementRow, ...]:
    """See `Concepts.statements`."""
    table = schema.ConceptStatement
    query = (
        select(*table.__table__.columns, schema.Document.name.label("document_name"), schema.Document.sha256,
               MeetingStatement.date.label("met"), Organization.name.label("committee"),
               schema.AgendaItem.number.label("item_number"), schema.AgendaItem.paper)
        .join(schema.Document, schema.Document.id == table.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == table.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .outerjoin(schema.AgendaItem, (schema.AgendaItem.document_id == table.document_id)
                   & (schema.AgendaItem.position == table.item))
        .order_by(MeetingStatement.date, schema.Document.name, table.document_id, table.position)
    )  # fmt: skip
    if not include_non_public:
        query = query.where(table.non_public.is_(False))
    rows = connection.execute(query).all()
    evidence = read_evidence(connection, {row.document_id for row in rows})
    return tuple(
        StatementRow(
            statement=read_statement(row), document=DocumentRef(name=row.document_name, sha256=row.sha256),
            committee=row.committee, date=row.met, item=row.item_number, paper=row.paper,
            places=tuple(
                place_of(row.document_name, place)
                for place in evidence[row.document_id].get(f"/concept_statements/{row.position}", ())
            ),
        )
        for row in rows
    )  # fmt: skip


@dataclass(slots=True)
class _Field:
    row: Row[Any]
    goals: dict[str, Goal]  # retired ones too
    current: list[Goal]
    measures: set[str]


def _fields(connection: Connection, concept_id: str) -> dict[str, _Field]:
    query = select(*ActionFieldTable.__table__.columns).where(ActionFieldTable.concept_id == concept_id)
    found = {
        row.id: _Field(row, {}, [], set()) for row in connection.execute(query.order_by(ActionFieldTable.position))
    }
    goals = select(*GoalTable.__table__.columns).where(GoalTable.field_id.in_(list(found)))
    for row in connection.execute(goals.order_by(GoalTable.field_id, GoalTable.position)):
        goal = Goal(number=row.number, text=row.text, invented=row.invented)
        field = found[row.field_id]
        field.goals[row.number] = goal
        if not row.retired:
            field.current.append(goal)
    return found


def _measures(
    connection: Connection, ref: ConceptRef, fields: dict[str, _Field], documents: dict[str, str]
) -> tuple[MeasureRow, ...]:
    query = select(*MeasureTable.__table__.columns).where(MeasureTable.concept_id == ref.id)
    rows = connection.execute(query.order_by(MeasureTable.position, MeasureTable.id)).all()
    goals: dict[str, list[str]] = defaultdict(list)
    cited = (
        select(MeasureGoal.measure_id, MeasureGoal.number)
        .join(MeasureTable, MeasureTable.id == MeasureGoal.measure_id)
        .where(MeasureTable.concept_id == ref.id)
    )
    for one in connection.execute(cited.order_by(MeasureGoal.measure_id, MeasureGoal.position)):
        goals[one.measure_id].append(one.number)
    histories = _histories(connection, ref.id, rows, documents)
    made = []
    for row in rows:
        field = fields[row.field_id]
        field.measures.add(row.id)
        made.append(
            MeasureRow(
                id=row.id, concept=ref, field=FieldRef(number=field.row.number, name=field.row.name),
                number=row.number, title=row.title, description=row.description,
                goals=tuple(field.goals.get(number, Goal(number=number)) for number in goals[row.id]),
                responsible=row.responsible, topic=row.topic, invented=row.invented, retired=row.retired,
                status=histories.get(row.id, ()),
                places={key: _places(held) for key, held in (row.places or {}).items()},
            )
        )  # fmt: skip
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Called(Known):
    id: str


def _histories(
    connection: Connection, concept_id: str, rows: Sequence[Row[Any]], documents: dict[str, str]
) -> dict[str, tuple[StatusEntry, ...]]:
    """Each measure's states, oldest first. A state follows its measure where a new version moved the number."""
    current = [_Called(row.number, row.title, row.id) for row in rows if not row.retired]
    retired = [_Called(row.number, row.title, row.id) for row in rows if row.retired]
    exact = {(one.number, one.title): one for one in (*retired, *current)}
    query = select(*MeasureStatusTable.__table__.columns).where(MeasureStatusTable.concept_id == concept_id)
    found: dict[str, list[StatusEntry]] = defaultdict(list)
    for row in connection.execute(query.order_by(MeasureStatusTable.position)):
        measure = exact.get((row.number, row.title)) or follow(current, row.number, row.title) or follow(
            retired, row.number, row.title
        )  # fmt: skip
        if measure is not None:
            found[measure.id].append(_entry(row, documents))
    return {key: tuple(sorted(held, key=lambda one: one.date or "")) for key, held in found.items()}


def _entry(row: Row[Any], documents: dict[str, str]) -> StatusEntry:
    return StatusEntry(
        id=row.id, number=row.number, date=row.date, code=row.code, text=row.text, comment=row.comment,
        source=row.source, invented=row.invented, manner=row.manner, document=documents.get(row.document_sha256),
        sha256=row.document_sha256, places=_places(row.places), recorded_at=row.recorded_at,
    )  # fmt: skip


def _plain(row: MeasureRow) -> Measure:
    return Measure(
        number=row.number, title=row.title, description=row.description,
        goals=tuple(goal.number for goal in row.goals), responsible=row.responsible, topic=row.topic,
        invented=row.invented,
        status=tuple(
            MeasureStatus(
                date=one.date, code=one.code, text=one.text, comment=one.comment, source=one.source,
                invented=one.invented,
            )
            for one in row.status
        ),
    )  # fmt: skip


def _ref(row: Row[Any]) -> ConceptRef:
    return ConceptRef(
        id=row.id, name=row.name, body=row.body, period=Period(start=row.period_start, end=row.period_end),
        paper=row.paper, paper_reference=row.paper_reference, adopted=row.adopted, source=row.source,
    )  # fmt: skip


def _sources(connection: Connection, concept: Row[Any]) -> tuple[SourceRow, ...]:
    query = select(*ConceptSource.__table__.columns).where(ConceptSource.concept_id == concept.id)
    return tuple(
        SourceRow(
            sha256=row.sha256, role=row.role, name=row.name, media_type=row.media_type, bytes=row.bytes,
            pages=row.pages, reader=row.reader, as_of=row.as_of, rows=row.row_count, joined=row.joined,
            findings=tuple(ConceptFinding.model_validate(one) for one in row.findings or ()),
            unjoined=tuple(
                UnjoinedRow(row=StatusRow.model_validate(one["row"]), candidates=one["candidates"])
                for one in row.unjoined or ()
            ),
            imported_at=row.imported_at, current=row.digest == concept.digest,
        )
        for row in connection.execute(query.order_by(ConceptSource.imported_at, ConceptSource.role, ConceptSource.name))
    )  # fmt: skip


def _places(held: Iterable[Any] | None) -> tuple[SourcePlace, ...]:
    return tuple(SourcePlace.model_validate(one) for one in held or ())
