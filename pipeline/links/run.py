"""Link motions with measures: those that changed since the last time, or all where a catalogue or the rules changed.

What is to be done is written down first (`link_queue`), and each portion is one transaction: a killed run goes on where
it was. A link depends on its motion, its measure and the rules alone, never on what else is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from pipeline.language import LANGUAGE
from pipeline.links.meaning import need_extra
from pipeline.links.texts import read_motions
from pipeline.links.workers import WORDS, Judge, judging
from pipeline.model.errors import StoreError
from pipeline.motions.relate import relate
from pipeline.store import Store
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.link_queue import lone_items, told_otherwise
from pipeline.store.link_tables import LinkBasis, LinkQueue, LinkText, LinkVerdictTable, MeasureLink
from pipeline.store.portions import portions
from pipeline.store.schema import Motion

_AT_ONCE = 200  # motions in one transaction
_FORM = "2"  # rises when the same rules would link otherwise


@dataclass(frozen=True, slots=True)
class Linked:
    """What one run did: motions compared anew, measures there are, links accepted and suggested now."""

    motions: int
    measures: int
    accepted: int
    suggested: int


def link(
    store: Store,
    *,
    meaning: bool | None = None,
    again: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Linked:
    """Take in what changed. `meaning`: compare meanings as well (needs the extra `semantic`); None: as the last run
    did. `again`: all anew. `progress` is told how many motions are done, and of how many.

    Raises StoreError, code `missing_extra`, and those of `Store`.
    """
    relate(store)
    rows = store.concepts.measures()
    with store.reading() as connection:
        way = _way(connection, meaning)
    if way != WORDS and rows:
        need_extra()  # before anything is written down to be compared so
    with store.writing() as connection:
        if not rows:
            _forget(connection)
        elif _outdated(connection, rows, way) or again:
            _all_anew(connection, rows, way)
        waiting = connection.scalar(select(func.count()).select_from(LinkQueue)) or 0
    done = 0
    if rows and waiting:
        with judging(rows, way, motions=waiting) as judge:
            while took := _portion(store, judge):
                done += took
                if progress is not None:
                    progress(done, max(waiting, done))
    with store.reading() as connection:
        by_state = select(MeasureLink.state, func.count().label("links")).where(MeasureLink.non_public.is_(False))
        counted = {row.state: row.links for row in connection.execute(by_state.group_by(MeasureLink.state))}
    return Linked(done, len(rows), counted.get("accepted", 0), counted.get("suggested", 0))


def bring_up_to_date(store: Store, *, most: int | None = None) -> int:
    """Before a question: take in what waits. Where that cannot be now (another run is writing, the database may only
    be read), the question is answered without; returns how many motions wait still. `most`: take in nothing where more
    than so many wait, for questions that links are only a part of."""
    try:
        with store.reading() as connection:
            never = connection.scalar(select(LinkBasis.concept_id).limit(1)) is None
        if never and not store.concepts.list():
            return 0
        if most is not None and (waiting := _waiting(store)) > most:
            return waiting
        link(store)
    except StoreError as error:
        if error.code not in ("locked", "no_permission", "missing_extra"):
            raise
        return _waiting(store)
    return 0


def _waiting(store: Store) -> int:
    """How many motions are to be linked: those queued, or all where a catalogue or the rules are others."""
    rows = store.concepts.measures()
    with store.reading() as connection:
        model = Motion if rows and _outdated(connection, rows, _way(connection, None)) else LinkQueue
        return connection.scalar(select(func.count()).select_from(model)) or 0


def measure_digest(rows: Sequence[MeasureRow]) -> str:
    """What the measures of a concept say to the linking, as a digest."""
    said = [
        [row.number, row.title, row.description, row.field.number, row.field.name, row.topic,
         [[goal.number, goal.text] for goal in row.goals], row.concept.name, row.concept.paper,
         sorted({one.source for one in row.status if one.source})]
        for row in rows
    ]  # fmt: skip
    return blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=16).hexdigest()


@cache
def linker() -> str:
    """The version of the rules that links are made with."""
    folder = Path(__file__).parent / "rules"
    rules = b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".toml"))
    return f"{_FORM}.{LANGUAGE}.{blake2b(rules, digest_size=6).hexdigest()}"


def _way(connection: Connection, meaning: bool | None) -> str:
    if meaning is None:
        known = connection.scalar(select(LinkBasis.linker).limit(1))
        return str(known).partition("+")[2] or WORDS if known else WORDS
    return "meaning" if meaning else WORDS


def _outdated(connection: Connection, rows: Sequence[MeasureRow], way: str) -> bool:
    known = {
        row.concept_id: (row.digest, row.linker) for row in connection.execute(select(*LinkBasis.__table__.columns))
    }
    return known != _basis(rows, way)


def _basis(rows: Sequence[MeasureRow], way: str) -> dict[str, tuple[str, str]]:
    by_concept: dict[str, list[MeasureRow]] = {}
    for row in rows:
        by_concept.setdefault(row.concept.id, []).append(row)
    return {concept: (measure_digest(some), f"{linker()}+{way}") for concept, some in by_concept.items()}


def _all_anew(connection: Connection, rows: Sequence[MeasureRow], way: str) -> None:
    connection.execute(delete(LinkBasis))
    basis = _basis(rows, way).items()
    connection.execute(
        insert(LinkBasis), [{"concept_id": one, "digest": digest, "linker": made} for one, (digest, made) in basis]
    )
    known = set(connection.scalars(select(Motion.reference)))
    known.update(connection.scalars(select(MeasureLink.reference)), lone_items(connection))
    connection.execute(delete(LinkQueue))
    if known:
        connection.execute(insert(LinkQueue), [{"reference": reference} for reference in sorted(known)])


def _forget(connection: Connection) -> None:
    """There is no concept: no link either."""
    told_otherwise(connection, connection.scalars(select(MeasureLink.reference)).all())
    for model in (MeasureLink, LinkText, LinkBasis, LinkQueue):
        connection.execute(delete(model))


def _portion(store: Store, judge: Judge) -> int:
    with store.writing() as connection:
        references = list(connection.scalars(select(LinkQueue.reference).order_by(LinkQueue.reference).limit(_AT_ONCE)))
        if not references:
            return 0
        motions = list(read_motions(connection, references))
        links = judge(motions)
        texts = [{"reference": motion.reference, "non_public": motion.non_public, "print": motion.print}
                 for motion in motions]  # fmt: skip
        told = {row["reference"] for row in links if row["state"] != "below"}
        for some in portions(references):
            told.update(connection.scalars(
                select(MeasureLink.reference).where(MeasureLink.reference.in_(some), MeasureLink.state != "below")
            ))  # fmt: skip
            told.update(
                connection.scalars(select(LinkVerdictTable.reference).where(LinkVerdictTable.reference.in_(some)))
            )
            for model in (MeasureLink, LinkText, LinkQueue):
                connection.execute(delete(model).where(model.__table__.c.reference.in_(some)))
        for model, rows in ((MeasureLink, links), (LinkText, texts)):
            if rows:
                connection.execute(insert(model), rows)
        told_otherwise(connection, told)
    return len(references)
