"""Links as people and programs ask for them: what the machine found, what people said of it laid over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.links.answers import (
    Link,
    LinkEvidence,
    LinkItem,
    LinkState,
    LinkVerdict,
    MeasurePassage,
    MeasureRef,
    MotionPassage,
    Side,
    Span,
)
from pipeline.links.ledger import Entry, Standing, standing
from pipeline.links.texts import items_alone
from pipeline.model.reference import normalise_reference
from pipeline.store import Store
from pipeline.store.answers import DocumentRef, Place, Station
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.identity import public_id
from pipeline.store.link_queue import LONE
from pipeline.store.link_tables import MeasureLink
from pipeline.store.motions import numbered_stations
from pipeline.store.portions import portions
from pipeline.store.schema import AgendaItem, Document, MeetingStatement, Motion, MotionStation, Organization
from pipeline.store.terms import plain

SHOWN: tuple[LinkState, ...] = ("accepted", "suggested", "confirmed", "rejected")
BELOW: LinkState = "below"
_NO_EVIDENCE = LinkEvidence(motion=(), measure=())


def list_links(
    store: Store,
    *,
    reference: str | None = None,
    references: Collection[str] | None = None,
    measure: str | None = None,
    concept: str | None = None,
    states: Collection[LinkState] | None = None,
    evidence: bool = True,
    include_non_public: bool = False,
) -> tuple[Link, ...]:
    """Links by motion, the best first. `reference`: of one motion, typed in any way; `references`: of these, as they
    are kept. `measure`: a measure's id (CONCEPT/4.2); `concept`: a concept's id. `states`: default all but those below
    the threshold. `evidence=False` leaves out passages and places, which cost most.

    What only non-public items tell is left out unless `include_non_public`, and so is every word of theirs.
    """
    wanted = frozenset(states if states is not None else SHOWN)
    every = store.concepts.measures(concept, retired=True)
    measures = {row.id: row for row in every if measure is None or row.id == measure}
    with store.reading() as connection:
        only = {_kept(reference)} if reference is not None else set(references) if references is not None else None
        # Of all measures, whatever was asked for: which one was meant shows beside the others alone.
        held, _ = standing(connection, every, include_non_public=include_non_public)
        verdicts = {(one.reference, one.measure.id): one for one in held if one.measure.id in measures}
        rows = _machine(connection, measures, only, include_non_public=include_non_public)
        keys = {*rows, *((key[0], key[1]) for key in verdicts if only is None or key[0] in only)}
        visible = _visible(connection, {key[0] for key in keys}, include_non_public=include_non_public)
        keys = {key for key in keys if key[0] in visible and _state(rows.get(key), verdicts.get(key)) in wanted}
        items, seen = _items(connection, {key[0] for key in keys}, include_non_public=include_non_public)
        told = []
        for key in keys:
            row, verdict = rows.get(key), verdicts.get(key)
            if row is not None and not all(passage[0] in seen[key[0]] for passage in row.evidence):
                row = None  # made of minutes that are others by now: linked anew, it will be told again
            state = _state(row, verdict)
            if state in wanted:
                told.append((key, row, verdict, state))
        stations = _stations(connection, [row for _, row, _, _ in told if row is not None]) if evidence else {}
        found = [
            _link(key[0], visible[key[0]], measures[key[1]], row, verdict, state, items.get(key[0], ()), stations)
            for key, row, verdict, state in told
        ]
    return tuple(sorted(found, key=_order))


def lost_verdicts(store: Store, *, include_non_public: bool = False) -> tuple[Entry, ...]:
    """Entries of the ledger whose motion or measure is not in the database (any more). Where the motion is not public,
    it is not there for the public."""
    measures = store.concepts.measures(retired=True)
    with store.reading() as connection:
        _, lost = standing(connection, measures, include_non_public=include_non_public)
        return lost if include_non_public else tuple(entry for entry in lost if not _hidden(connection, entry))


def _kept(reference: str) -> str:
    wanted = plain(reference).strip()
    return wanted if wanted.startswith(("~", LONE)) else normalise_reference(wanted)


def _machine(
    connection: Connection, measures: Mapping[str, MeasureRow], only: set[str] | None, *, include_non_public: bool
) -> dict[tuple[str, str], Row[Any]]:
    """What the machine found, by motion and measure; as the asker may know it."""
    by_number = {(row.concept.id, row.number): row.id for row in measures.values() if not row.retired}
    query = select(*MeasureLink.__table__.columns)
    if len({row.concept.id for row in measures.values()}) == 1:
        query = query.where(MeasureLink.concept_id == next(iter(measures.values())).concept.id)
    if len(measures) == 1:
        query = query.where(MeasureLink.number == next(iter(measures.values())).number)
    if not include_non_public:
        query = query.where(MeasureLink.non_public.is_(False))
    query = query.order_by(MeasureLink.non_public)  # what all tell comes last, and holds
    some_at_a_time = [None] if only is None else portions(sorted(only))
    found = {}
    for some in some_at_a_time:
        for row in connection.execute(query if some is None else query.where(MeasureLink.reference.in_(some))):
            key = by_number.get((row.concept_id, row.number))
            if key is not None:
                found[row.reference, key] = row
    return found


def _state(row: Row[Any] | None, verdict: Standing | None) -> LinkState | None:
    if verdict is not None and verdict.decision is not None:
        return "confirmed" if verdict.decision.decision == "confirmed" else "rejected"
    state: LinkState | None = row.state if row is not None else None
    return state


def _visible(connection: Connection, references: set[str], *, include_non_public: bool) -> dict[str, str | None]:
    """The titles of those motions that the asker may know of."""
    found: dict[str, str | None] = {}
    for some in portions(sorted(one for one in references if not one.startswith(LONE))):
        query = select(Motion.reference, Motion.title).where(Motion.reference.in_(some))
        if not include_non_public:
            query = query.where(Motion.non_public.is_(False))
        found.update((row.reference, row.title) for row in connection.execute(query.order_by(Motion.non_public)))
    alone = items_alone(connection, [one for one in references if one.startswith(LONE)])
    for items in portions(sorted(alone.values())):
        of_items = select(AgendaItem.id, AgendaItem.title, AgendaItem.non_public).where(AgendaItem.id.in_(items))
        rows = {row.id: row for row in connection.execute(of_items)}
        found.update((reference, rows[item].title) for reference, item in alone.items()
                     if item in rows and (include_non_public or not rows[item].non_public))  # fmt: skip
    return found


def _items(
    connection: Connection, references: set[str], *, include_non_public: bool
) -> tuple[dict[str, tuple[LinkItem, ...]], dict[str, set[int]]]:
    """The items of each motion, by date; and their row numbers."""
    columns: tuple[Any, ...] = (
        AgendaItem.id, AgendaItem.position, AgendaItem.number, AgendaItem.non_public, Document.name, Document.sha256,
        MeetingStatement.date, Organization.name.label("committee"),
    )  # fmt: skip
    base = (
        select(*columns)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == Document.id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .order_by(MeetingStatement.date.is_(None), MeetingStatement.date, AgendaItem.id)
    )  # fmt: skip
    found: dict[str, list[LinkItem]] = defaultdict(list)
    numbers: dict[str, set[int]] = defaultdict(set)

    def take(reference: str, row: Row[Any]) -> None:
        if include_non_public or not row.non_public:
            numbers[reference].add(row.id)
            found[reference].append(LinkItem(
                id=public_id(row.sha256, row.position), document=DocumentRef(name=row.name, sha256=row.sha256),
                pointer=f"/agenda_items/{row.position}", number=row.number, committee=row.committee, date=row.date,
            ))  # fmt: skip

    joined = base.add_columns(MotionStation.reference).where(
        MotionStation.item_id == AgendaItem.id, MotionStation.how != "suggested"
    )
    for some in portions(sorted(one for one in references if not one.startswith(LONE))):
        for row in connection.execute(joined.where(MotionStation.reference.in_(some))):
            take(row.reference, row)
    alone = {
        item: one for one, item in items_alone(connection, [one for one in references if one.startswith(LONE)]).items()
    }
    for items in portions(sorted(alone)):
        for row in connection.execute(base.where(AgendaItem.id.in_(items))):
            take(alone[row.id], row)
    return {reference: tuple(items) for reference, items in found.items()}, numbers


def _stations(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, Station]:
    """The items that the passages stand in."""
    return dict(numbered_stations(connection, {passage[0] for row in rows for passage in row.evidence}))


def _link(
    reference: str, title: str | None, measure: MeasureRow, row: Row[Any] | None, verdict: Standing | None,
    state: LinkState | None, items: tuple[LinkItem, ...], stations: Mapping[int, Station],
) -> Link:  # fmt: skip
    decision = verdict.decision if verdict is not None else None
    return Link(
        reference=reference, title=title, measure=_ref(measure),
        score=row.score if row is not None else None, machine=row.state if row is not None else None,
        state=state or BELOW, reasons=tuple(row.reasons) if row is not None else (),
        evidence=_evidence(row, measure, stations) if row is not None else _NO_EVIDENCE,
        rests_on=row.rests_on if row is not None else None, dropped=bool(row is not None and row.dropped),
        verdict=LinkVerdict(decision="confirmed" if decision.decision == "confirmed" else "rejected", by=decision.by,
                            why=decision.why, at=decision.at, changed=verdict.changed)
        if decision is not None and verdict is not None else None,
        notes=tuple(f"{note.why} ({note.by}, {note.at[:10]})" for note in verdict.notes) if verdict is not None else (),
        items=items,
    )  # fmt: skip


def _ref(measure: MeasureRow) -> MeasureRef:
    return MeasureRef(
        id=measure.id, concept=measure.concept.id, concept_name=measure.concept.name, number=measure.number,
        title=measure.title, field=measure.field, retired=measure.retired,
    )  # fmt: skip


def _evidence(row: Row[Any], measure: MeasureRow, stations: Mapping[int, Station]) -> LinkEvidence:
    passages = [_passage(stations[one[0]], *one[1:]) for one in row.evidence if one[0] in stations]
    marks: dict[Side, list[Span]] = {"title": []}
    for value, start, end in row.words:
        marks.setdefault(value, []).append(Span(start=start, end=end))
    texts: dict[Side, str] = {"title": measure.title, "description": measure.description or ""}
    return LinkEvidence(
        motion=tuple(passages),
        measure=tuple(
            MeasurePassage(
                value=value,
                text=texts[value],
                marks=tuple(spans),
                places=measure.places.get(value) or measure.places.get("row", ()),
            )
            for value, spans in marks.items()
        ),
    )


def _passage(station: Station, value: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> MotionPassage:
    text, version = _value(station, value)
    return MotionPassage(
        document=station.document, item=station.item.number, pointer=station.pointer, value=value, version=version,
        date=station.date, start=start, end=end, text=text[start:end],
        marks=tuple(Span(start=first, end=last) for first, last in marks),
        places=_places(station, value, text[start:end]),
    )  # fmt: skip


def _value(station: Station, value: str) -> tuple[str, str | None]:
    """The text a passage is cut from, and which of the motion's versions it is."""
    if value.startswith("/versions/"):
        version = station.item.versions[int(value.rpartition("/")[2])]
        return version.text, version.kind
    return (station.item.title if value == "/title" else station.item.text) or "", None


def _places(station: Station, value: str, passage: str) -> tuple[Place, ...]:
    """Where the passage was read. What was said stands in a turn; where it is no turn, in its item."""
    if value == "/text":
        said = " ".join(passage.split())
        for index, speech in enumerate(station.item.speeches):
            if speech.text and said in " ".join(speech.text.split()):
                return station.places(f"/item/speeches/{index}")
        return station.places("/item/title") or station.places("/item/number")
    return station.places(f"/item{value}")


def _hidden(connection: Connection, entry: Entry) -> bool:
    """Whether a motion that cannot be found any more may not be public: nobody can tell, so it is."""
    query = select(AgendaItem.non_public).join(Document, Document.id == AgendaItem.document_id)
    rows = connection.scalars(query.where(Document.sha256 == (entry.sha256 or ""))).all()
    return not rows or any(rows)


def _order(link: Link) -> tuple[Any, ...]:
    return (link.reference, -(link.score if link.score is not None else 1.0), link.measure.concept, link.measure.number)
