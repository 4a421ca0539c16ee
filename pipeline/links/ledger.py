"""What people said of links: an append-only ledger keyed by what is written (the motion's reference, the concept, the
measure's number and title), so that it outlives every import, every linking and a new version of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, insert, select

from pipeline.links.measures import measure_print
from pipeline.links.texts import items_alone
from pipeline.model.errors import StoreError
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.concept_follow import Known, follow
from pipeline.store.link_queue import LONE, told_otherwise
from pipeline.store.link_tables import LinkText, LinkVerdictTable
from pipeline.store.schema import AgendaItem, Document, Motion, MotionStation
from pipeline.store.terms import plain

Decision = Literal["confirmed", "rejected", "withdrawn", "note"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `title`: the measure's when it was judged; `item`: number and title of an item of the motion, `sha256`
    its document."""

    id: int
    reference: str
    concept_id: str
    number: str
    title: str
    decision: Decision
    by: str
    why: str
    at: str
    sha256: str | None
    item: tuple[str | None, str | None] | None
    motion_print: str | None
    measure_print: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a motion and a measure as they are today: the last decision, None where it was withdrawn or never
    given; all that were given, oldest first; all notes. `changed`: one of the texts is another since the decision."""

    reference: str
    measure: MeasureRow
    decision: Entry | None
    decisions: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    changed: bool


def add_entry(
    connection: Connection, reference: str, measure: MeasureRow, decision: Decision, *, by: str, why: str, at: str,
    as_of: Entry | None = None,
) -> Entry:  # fmt: skip
    """Write down what somebody says of a motion (its reference as it is kept) and a measure. `at`: UTC, ISO 8601.

    `as_of`: an earlier entry whose texts it was judged by, where it is to hold again; default the texts of today.

    Raises StoreError, code `bad_verdict`: without who or why; `unknown_motion`.
    """
    if not by.strip() or not why.strip():
        raise StoreError("A verdict on a link needs who made it and why.", code="bad_verdict")
    item = _item_of(connection, reference)
    if item is None:
        raise StoreError(f"Nothing in this database is called {reference}.", code="unknown_motion")
    prints = (
        (as_of.motion_print, as_of.measure_print) if as_of is not None
        else (motion_print(connection, reference), measure_print(measure.title, measure.description))
    )  # fmt: skip
    row = {
        "reference": reference, "concept_id": measure.concept.id, "number": measure.number, "title": measure.title,
        "decision": decision, "author": plain(by), "reason": plain(why), "made_at": at, "sha256": item.sha256,
        "item": [item.number, item.title], "motion_print": prints[0], "measure_print": prints[1],
    }  # fmt: skip
    number = connection.scalars(insert(LinkVerdictTable).returning(LinkVerdictTable.id), [row]).one()
    told_otherwise(connection, [reference])
    return next(entry for entry in entries(connection) if entry.id == number)


def entries(connection: Connection) -> tuple[Entry, ...]:
    """The whole ledger, oldest first."""
    rows = connection.execute(select(*LinkVerdictTable.__table__.columns).order_by(LinkVerdictTable.id))
    return tuple(
        Entry(row.id, row.reference, row.concept_id, row.number, row.title, row.decision, row.author, row.reason,
              row.made_at, row.sha256, (row.item[0], row.item[1]) if row.item else None, row.motion_print,
              row.measure_print)
        for row in rows
    )  # fmt: skip


def standing(
    connection: Connection, measures: Sequence[MeasureRow], *, told: Sequence[Entry] | None = None
) -> tuple[tuple[Standing, ...], tuple[Entry, ...]]:
    """What holds today, by motion and measure; and the entries whose motion or measure is not there any more."""
    by_concept: dict[str, list[MeasureRow]] = {}
    for row in measures:
        by_concept.setdefault(row.concept.id, []).append(row)
    ledger = entries(connection) if told is None else told
    references = _today(connection, ledger)
    found: dict[tuple[str, str], list[Entry]] = {}
    rows: dict[str, MeasureRow] = {}
    lost: list[Entry] = []
    for entry in ledger:
        reference = references.get(entry.id)
        measure = _measure(by_concept.get(entry.concept_id, ()), entry)
        if reference is None or measure is None:
            lost.append(entry)
            continue
        rows[measure.id] = measure
        found.setdefault((reference, measure.id), []).append(entry)
    prints = {key[0]: motion_print(connection, key[0]) for key in found}
    return tuple(
        _standing(reference, rows[measure], some, prints[reference]) for (reference, measure), some in found.items()
    ), tuple(lost)


def motion_print(connection: Connection, reference: str) -> str | None:
    """The digest of what a motion says, as of the last linking; where all is told, of all."""
    query = select(LinkText.print).where(LinkText.reference == reference).order_by(LinkText.non_public)
    return connection.scalars(query.limit(1)).first()


def _standing(reference: str, measure: MeasureRow, some: Sequence[Entry], said: str | None) -> Standing:
    decisions = [entry for entry in some if entry.decision != "note"]
    last = decisions[-1] if decisions and decisions[-1].decision != "withdrawn" else None
    changed = last is not None and (
        (last.motion_print is not None and said is not None and last.motion_print != said)
        or last.measure_print != measure_print(measure.title, measure.description)
    )
    return Standing(
        reference, measure, last, tuple(decisions), tuple(entry for entry in some if entry.decision == "note"), changed
    )


def _measure(rows: Sequence[MeasureRow], entry: Entry) -> MeasureRow | None:
    """The measure that was meant, whatever the catalogue counts now."""
    by_key = {(row.number, row.title): row for row in rows}
    known = follow([Known(*key) for key in by_key], entry.number, entry.title)
    return by_key[known.number, known.title] if known else None


def _today(connection: Connection, ledger: Sequence[Entry]) -> dict[int, str]:
    """The reference of each entry's motion as it is today: its own, or that of the motion its item belongs to now."""
    found = {}
    for entry in ledger:
        if _item_of(connection, entry.reference) is not None:
            found[entry.id] = entry.reference
        elif entry.sha256 is not None and entry.item is not None:
            moved = _moved(connection, entry.sha256, entry.item)
            if moved is not None:
                found[entry.id] = moved
    return found


def _moved(connection: Connection, sha256: str, item: tuple[str | None, str | None]) -> str | None:
    number, title = item
    query = (
        select(MotionStation.reference)
        .join(AgendaItem, AgendaItem.id == MotionStation.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .where(Document.sha256 == sha256, AgendaItem.number.is_not_distinct_from(number),
               AgendaItem.title.is_not_distinct_from(title), MotionStation.how != "suggested")
    )  # fmt: skip
    return connection.scalars(query.limit(1)).first()


@dataclass(frozen=True, slots=True)
class _First:
    """The first item of a motion; all null where the city's record alone knows the motion."""

    sha256: str | None
    number: str | None
    title: str | None


def _item_of(connection: Connection, reference: str) -> _First | None:
    """The first item of a motion; None where there is no such motion."""
    query = select(Document.sha256, AgendaItem.number, AgendaItem.title).join(
        Document, Document.id == AgendaItem.document_id
    )
    if reference.startswith(LONE):
        item = items_alone(connection, [reference]).get(reference)
        row = connection.execute(query.where(AgendaItem.id == item)).one_or_none() if item is not None else None
        return _First(row.sha256, row.number, row.title) if row else None
    if connection.scalar(select(Motion.reference).where(Motion.reference == reference).limit(1)) is None:
        return None
    of_motion = query.join(MotionStation, MotionStation.item_id == AgendaItem.id).where(
        MotionStation.reference == reference, MotionStation.how != "suggested"
    )
    row = connection.execute(of_motion.order_by(MotionStation.date, AgendaItem.id).limit(1)).one_or_none()
    return _First(row.sha256, row.number, row.title) if row else _First(None, None, None)
