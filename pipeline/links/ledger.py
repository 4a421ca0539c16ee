"""What people said of links: an append-only ledger keyed by what is written (the motion's reference, the concept, the
measure's number and title), so that it outlives every import, every linking and a new version of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, insert, select

from pipeline.links.measures import measure_print
from pipeline.links.texts import items_alone
from pipeline.model.errors import StoreError
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.concept_follow import Known, follow
from pipeline.store.link_queue import LONE, told_otherwise
from pipeline.store.link_tables import LinkText, LinkVerdictTable
from pipeline.store.portions import portions
from pipeline.store.schema import AgendaItem, Document, Motion, MotionStation
from pipeline.store.terms import plain

Decision = Literal["confirmed", "rejected", "withdrawn", "note"]
_COLUMNS = tuple(LinkVerdictTable.__table__.columns)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `title`: the measure's when it was judged; `item`: number and title of an item of the motion, `sha256`
    its document. `non_public`: said in the knowledge of non-public items, and kept from the public."""

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
    non_public: bool


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
    knowing: bool = False, as_of: Entry | None = None,
) -> Entry:  # fmt: skip
    """Write down what somebody says of a motion (its reference as it is kept) and a measure. `at`: UTC, ISO 8601.

    `knowing`: it is said by somebody who is shown non-public items; where the motion has any, the public is not told.
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
        "non_public": knowing and _has_secrets(connection, reference),
    }  # fmt: skip
    number = connection.scalars(insert(LinkVerdictTable).returning(LinkVerdictTable.id), [row]).one()
    told_otherwise(connection, [reference])
    (entry,) = _entries(connection, select(*_COLUMNS).where(LinkVerdictTable.id == number))
    return entry


def entries(connection: Connection, *, include_non_public: bool = True) -> tuple[Entry, ...]:
    """The ledger, oldest first: all, or what the public may know."""
    query = select(*_COLUMNS).order_by(LinkVerdictTable.id)
    return _entries(connection, query if include_non_public else query.where(LinkVerdictTable.non_public.is_(False)))


def _entries(connection: Connection, query: Select[Any]) -> tuple[Entry, ...]:
    return tuple(
        Entry(row.id, row.reference, row.concept_id, row.number, row.title, row.decision, row.author, row.reason,
              row.made_at, row.sha256, (row.item[0], row.item[1]) if row.item else None, row.motion_print,
              row.measure_print, row.non_public)
        for row in connection.execute(query)
    )  # fmt: skip


def standing(
    connection: Connection, measures: Sequence[MeasureRow], *, include_non_public: bool
) -> tuple[tuple[Standing, ...], tuple[Entry, ...]]:
    """What holds today, by motion and measure; and the entries whose motion or measure is not there any more. For the
    public, what was said in the knowledge of non-public items was never said."""
    by_concept: dict[str, list[MeasureRow]] = {}
    for row in measures:
        by_concept.setdefault(row.concept.id, []).append(row)
    ledger = entries(connection, include_non_public=include_non_public)
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
    prints = _motion_prints(connection, {reference for reference, _ in found})
    return tuple(
        _standing(reference, rows[measure], some, prints.get(reference)) for (reference, measure), some in found.items()
    ), tuple(lost)


def motion_print(connection: Connection, reference: str) -> str | None:
    """The digest of what a motion says to the public, as of the last linking; where it says nothing to the public, of
    what it says."""
    return _motion_prints(connection, {reference}).get(reference)


def _motion_prints(connection: Connection, references: set[str]) -> dict[str, str]:
    query = select(LinkText.reference, LinkText.print).order_by(
        LinkText.non_public.desc()
    )  # the public one comes last, and holds
    return {row.reference: row.print for some in portions(sorted(references))
            for row in connection.execute(query.where(LinkText.reference.in_(some)))}  # fmt: skip


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
    there = _there(connection, {entry.reference for entry in ledger})
    found = {}
    for entry in ledger:
        if entry.reference in there:
            found[entry.id] = entry.reference
        elif entry.sha256 is not None and entry.item is not None:
            moved = _moved(connection, entry.sha256, entry.item)
            if moved is not None:
                found[entry.id] = moved
    return found


def _there(connection: Connection, references: set[str]) -> set[str]:
    """Those of the motions, and items without one, that are in the database."""
    alone = {reference for reference in references if reference.startswith(LONE)}
    found = set(items_alone(connection, alone))
    for some in portions(sorted(references - alone)):
        found.update(connection.scalars(select(Motion.reference).where(Motion.reference.in_(some))))
    return found


def _has_secrets(connection: Connection, reference: str) -> bool:
    """Whether non-public items tell of the motion, or it is one."""
    if reference.startswith(LONE):
        item = items_alone(connection, [reference]).get(reference)
        return bool(connection.scalar(select(AgendaItem.non_public).where(AgendaItem.id == item)))
    known = select(Motion.reference).where(Motion.reference == reference, Motion.non_public.is_(True))
    return connection.scalar(known.limit(1)) is not None


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
