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
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from pipeline.language import LANGUAGE
from pipeline.links.features import Meaning
from pipeline.links.judge import Candidate, judge
from pipeline.links.measures import Measures, index_measures
from pipeline.links.score import Scorer, scorer
from pipeline.links.texts import MotionText, read_motions
from pipeline.model.errors import StoreError
from pipeline.motions.relate import relate
from pipeline.store import Store
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.link_queue import lone_items, told_otherwise
from pipeline.store.link_tables import LinkBasis, LinkQueue, LinkText, LinkVerdictTable, MeasureLink
from pipeline.store.schema import Motion

_AT_ONCE = 200  # motions in one transaction
_VALUES = 400  # in one question
_FORM = "1"  # rises when the same rules would link otherwise
WORDS = "words"


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
    encoder = _encoder() if way != WORDS and rows else None  # before anything is written: the extra may be missing
    with store.writing() as connection:
        if not rows:
            _forget(connection)
        elif _outdated(connection, rows, way) or again:
            _all_anew(connection, rows, way)
        waiting = connection.scalar(select(func.count()).select_from(LinkQueue)) or 0
    done = 0
    if rows and waiting:
        measures = index_measures(rows)
        while took := _portion(store, measures, scorer(way), encoder):
            done += took
            if progress is not None:
                progress(done, max(waiting, done))
    with store.reading() as connection:
        by_state = select(MeasureLink.state, func.count().label("links")).where(MeasureLink.non_public.is_(False))
        counted = {row.state: row.links for row in connection.execute(by_state.group_by(MeasureLink.state))}
    return Linked(done, len(rows), counted.get("accepted", 0), counted.get("suggested", 0))


def bring_up_to_date(store: Store) -> int:
    """Before a question: take in what waits. Where that cannot be now (another run is writing, the database may only be
    read), the question is answered without; returns how many motions wait still."""
    try:
        with store.reading() as connection:
            never = connection.scalar(select(LinkBasis.concept_id).limit(1)) is None
        if not (never and not store.concepts.list()):
            link(store)
    except StoreError as error:
        if error.code not in ("locked", "no_permission", "missing_extra"):
            raise
        with store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(LinkQueue)) or 0
    return 0


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


def _encoder() -> Meaning:
    from pipeline.links.meaning import Encoder

    return Encoder()


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


def _portion(store: Store, measures: Measures, scale: Scorer, meaning: Meaning | None) -> int:
    with store.writing() as connection:
        references = list(connection.scalars(select(LinkQueue.reference).order_by(LinkQueue.reference).limit(_AT_ONCE)))
        if not references:
            return 0
        links: list[dict[str, Any]] = []
        texts: list[dict[str, Any]] = []
        for motion in read_motions(connection, references):
            found = judge(motion, measures, scale, meaning=meaning)
            links += [_row(motion, one) for one in found]
            texts.append({"reference": motion.reference, "non_public": motion.non_public, "print": motion.print})
        told = {row["reference"] for row in links if row["state"] != "below"}
        for some in _portions(references):
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


def _row(motion: MotionText, one: Candidate) -> dict[str, Any]:
    return {
        "reference": motion.reference, "concept_id": one.measure.concept.id, "number": one.measure.number,
        "non_public": motion.non_public, "score": one.score, "state": one.state, "reasons": list(one.reasons),
        "evidence": [[passage.item_id, passage.value, passage.start, passage.end, [list(mark) for mark in marks]]
                     for passage, marks in one.evidence],
        "words": [list(word) for word in one.words], "rests_on": one.rests_on, "dropped": one.dropped,
    }  # fmt: skip


def _portions(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[start : start + _VALUES] for start in range(0, len(values), _VALUES)]
