"""Bring the motions up to date with what documents say: join, judge, keep. The cost follows what changed, not what is
there.

Loading leaves a note for each new or changed document (`relate_queue`). From there the way leads to the papers
touched: those the items name, those their titles may mean, those a relation leads to. Only these are joined and
judged anew, and the result does not depend on the order in which documents came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from pipeline.model.errors import StoreError
from pipeline.motions import gather, keep
from pipeline.motions.gather import ITEM_OWNER, Item
from pipeline.motions.joining import JOINED, Candidate, Join, best_join
from pipeline.motions.official_steps import official_step
from pipeline.motions.steps import Step, council_word, days_between, in_order
from pipeline.motions.titles import TELLING, Owner, asked_by_here, here_mark, marks, read, sitting_mark, whole_mark
from pipeline.store import Store, dialects
from pipeline.store.dialects import Prepared
from pipeline.store.dialects.among import among
from pipeline.store.identity import content_id, item_ids
from pipeline.store.link_queue import to_be_linked
from pipeline.store.official import references_of
from pipeline.store.portions import portions
from pipeline.store.schema import MotionStation, RelateQueue, TitleMark
from pipeline.store.statements import Statements

_DOCUMENTS_AT_ONCE = 200
_SAME_MATTER = 370  # days between two items without a number that are one matter
_NAMELESS = "~"
_OWNERS: tuple[Owner, Owner] = ("paper", "item")


@dataclass(frozen=True, slots=True)
class Related:
    """What one run did: documents taken in, motions judged anew."""

    documents: int
    motions: int


def relate(store: Store) -> Related:
    """Take in what changed since the last time; nothing to do costs one question. Each portion is one transaction: a
    killed run goes on where it was."""
    documents = motions = 0
    more = _waiting(store)
    while more:
        with store.writing() as connection:
            connection = connection.execution_options(compiled_cache=_STATEMENTS)
            took, judged, more = _portion(connection)
        documents += took
        motions += judged
    return Related(documents, motions)


def bring_up_to_date(store: Store) -> int:
    """Before a question: take in what waits. Where that cannot be now (another run is writing, the database may only
    be read), the question is answered without; returns how many documents wait still."""
    try:
        relate(store)
    except StoreError as error:
        if error.code not in ("locked", "no_permission"):
            raise
        with store.reading() as connection:
            return connection.scalar(select(func.count()).where(RelateQueue.kind == "document")) or 0
    return 0


def _waiting(store: Store) -> bool:
    with store.reading() as connection:
        return connection.scalar(select(RelateQueue.key).limit(1)) is not None


_STATEMENTS = Statements()
_ADD_MARK = Prepared(insert(TitleMark))
_REFERENCES = select(MotionStation.reference)
_JOINED = select(MotionStation.item_id).where(MotionStation.how != "number")


def _portion(connection: Connection) -> tuple[int, int, bool]:
    """Documents taken in, motions judged, and whether more may wait."""
    waiting = select(RelateQueue.kind, RelateQueue.key).order_by(RelateQueue.kind, RelateQueue.key)
    queue = connection.execute(waiting.limit(_DOCUMENTS_AT_ONCE)).all()
    documents = [int(row.key) for row in queue if row.kind == "document"]
    touched = {row.key for row in queue if row.kind == "paper"}
    known_to_city = references_of(connection, [int(row.key) for row in queue if row.kind == "oparl"])
    for row in queue:
        if row.kind == "replaced":
            touched |= _forget(connection, int(row.key))
    items = gather.items_of_documents(connection, documents)
    touched = _join(connection, items, touched | known_to_city, _official_steps(connection, known_to_city))
    judged = keep.judge(connection, touched)
    to_be_linked(connection, judged, documents)
    for kind in {row.kind for row in queue}:
        done = among(RelateQueue.key, [row.key for row in queue if row.kind == kind])
        connection.execute(delete(RelateQueue).where(RelateQueue.kind == kind, done))
    return len(documents), len(judged), len(queue) == _DOCUMENTS_AT_ONCE


def _forget(connection: Connection, document: int) -> set[str]:
    """Drop what was joined for a document's former items. Returns the motions they belonged to."""
    first, last = item_ids(document)
    rows = gather.stations_of_items(connection, first, last)
    connection.execute(delete(MotionStation).where(MotionStation.item_id.between(first, last)))
    gather.drop(connection, TitleMark.owner, (f"{ITEM_OWNER}{row.item_id}" for row in rows))
    return {str(row.reference) for row in rows}


def _join(
    connection: Connection, items: list[Item], touched: set[str], official: Mapping[str, Sequence[Step]]
) -> set[str]:
    """Put every item under its motion. Returns all motions that gained, lost or changed a station."""
    numbered = [item for item in items if item.reference]
    touched |= {str(item.reference) for item in numbered}
    _put(connection, [(item, Join(str(item.reference), "number", 1.0, ())) for item in numbered])
    papers = {(item.step, str(item.reference)) for item in numbered}
    papers |= {(step, reference) for reference, steps in official.items() for step in steps}
    asked = _mark_papers(connection, papers)
    fresh = [item for item in items if not item.reference and (_is_name(item.step.title) or item.step.number)]
    _mark_items(connection, fresh)
    waiting = {item.step.item_id: item for item in fresh}
    again = _others_concerned(connection, asked, touched) - waiting.keys()
    for item in gather.items_by_id(connection, again):
        if not item.reference:
            waiting[item.step.item_id] = item
    return touched | _join_nameless(connection, list(waiting.values()))


def _official_steps(connection: Connection, references: set[str]) -> dict[str, list[Step]]:
    """What the city tells of these papers: its steps, and one that has nothing but the paper's name."""
    way = gather.official(connection, references)
    names = gather.official_titles(connection, way)
    steps = {
        reference: [official_step(one) for one in stations if not one.cancelled] for reference, stations in way.items()
    }
    for reference, name in names.items():
        steps[reference].append(Step(0, None, None, None, None, name, None, None, False))
    return steps


def _put(connection: Connection, joins: Iterable[tuple[Item, Join]]) -> None:
    """Keep each item's station, in the place of one it had."""
    rows = [
        {
            "reference": join.reference, "item_id": item.step.item_id, "organization_id": item.step.organization_id,
            "date": item.step.date, "how": join.how, "confidence": join.confidence,
            "reasons": list(join.reasons) or None, "non_public": item.step.non_public,
        }
        for item, join in joins
    ]  # fmt: skip
    gather.drop(connection, MotionStation.item_id, (row["item_id"] for row in rows))
    if rows:
        connection.execute(insert(MotionStation), rows)


def _mark_papers(connection: Connection, papers: Iterable[tuple[Step, str]]) -> set[int]:
    """Remember papers by their steps, given as (step, reference). Returns the marks that items without a number, and
    parts of these papers, bear."""
    wanted: set[tuple[int, str]] = set()
    asked: set[int] = set()
    for step, reference in papers:
        sitting, items = (sitting_mark(step.date, step.number, of=of) for of in _OWNERS)
        if sitting is not None and items is not None:
            wanted.add((sitting, reference))
            asked.add(items)
    for written, reference in {(step.title, reference) for step, reference in papers if step.title}:
        title = read(written)
        asked.update(marks(title, of="item"))
        wanted.update((mark, reference) for mark in marks(title, of="paper"))
        if title.telling >= TELLING:
            asked.add(asked_by_here(title))
        here = here_mark(written)
        if here is not None:
            wanted.add((here, reference))
    _add_marks(connection, wanted)
    return asked


def _mark_items(connection: Connection, items: Iterable[Item]) -> None:
    _add_marks(connection, {(mark, f"{ITEM_OWNER}{item.step.item_id}")
                            for item in items for mark in _marks_of(item.step, of="item")})  # fmt: skip


def _marks_of(step: Step, *, of: Owner) -> set[int]:
    """By its title, and by its sitting and number."""
    sitting = sitting_mark(step.date, step.number, of=of)
    return set(marks(read(step.title or ""), of=of)) | ({sitting} if sitting is not None else set())


def _add_marks(connection: Connection, wanted: set[tuple[int, str]]) -> None:
    """A mark takes `TOO_COMMON` owners and one: then it tells nothing, and would only grow."""
    dialect = dialects.of(connection)
    for some in portions(sorted(wanted)):
        known = gather.owners(connection, {mark for mark, _ in some})
        rows = []
        for mark, owner in some:
            bearing = known[mark]
            if len(bearing) <= gather.TOO_COMMON and owner not in bearing:
                bearing.append(owner)
                rows.append((mark, owner))
        if rows:  # very many and very small: by the driver's own way
            dialect.driver(connection).executemany(_ADD_MARK.on(dialect), rows)


def _others_concerned(connection: Connection, asked: set[int], touched: set[str]) -> set[int]:
    """Items that came before and may now be joined otherwise; papers whose title names one of these are added to
    `touched`."""
    items: set[int] = set()
    for bearing in gather.owners(connection, asked).values():
        for owner in bearing:
            if owner.startswith(ITEM_OWNER):
                items.add(int(owner.removeprefix(ITEM_OWNER)))
            else:
                touched.add(owner)
    return items | {row.item_id for row in gather.rows(connection, _JOINED, MotionStation.reference, touched)}


def _join_nameless(connection: Connection, items: list[Item]) -> set[str]:
    """Items without a number: to a paper where enough speaks for it, else to others of their title."""
    if not items:
        return set()
    items = items + _siblings(connection, items)
    ids = [item.step.item_id for item in items]
    touched = _references_of(connection, ids)
    named = gather.mentions(connection, ids)
    possible = _possible(connection, items, named)
    candidates = _candidates(connection, set().union(*possible.values()))
    joins: list[tuple[Item, Join]] = []
    alone: list[Item] = []
    for item in items:
        papers = [candidates[reference, item.step.non_public] for reference in sorted(possible[item.step.item_id])
                  if (reference, item.step.non_public) in candidates]  # fmt: skip
        best = best_join(item.step, [reference for _, reference in named.get(item.step.item_id, ())], papers)
        if best is not None and best.confidence >= JOINED:
            joins.append((item, best))
        else:
            if _is_name(item.step.title):
                alone.append(item)
            if best is not None:
                joins.append((item, Join(best.reference, "suggested", best.confidence, best.reasons)))
    joins += _by_title_alone(alone)
    _put(connection, joins)
    return touched | {join.reference for _, join in joins}


def _siblings(connection: Connection, items: list[Item]) -> list[Item]:
    """Other items without a number and of the same title."""
    titles = {item.step.title for item in items if item.step.title and _is_name(item.step.title)}
    bearing = gather.owners(connection, {whole_mark(read(title), of="item") for title in titles})
    found = {int(owner.removeprefix(ITEM_OWNER)) for owning in bearing.values() if len(owning) < gather.TOO_COMMON
             for owner in owning}  # fmt: skip
    missing = found - {item.step.item_id for item in items}
    return [item for item in gather.items_by_id(connection, missing) if not item.reference]


def _possible(
    connection: Connection, items: list[Item], named: Mapping[int, Sequence[tuple[str, str]]]
) -> dict[int, set[str]]:
    """The papers each item may belong to: those it names, and those whose titles share a mark with its own."""
    asked = {item.step.item_id: _marks_of(item.step, of="paper") for item in items}
    bearing = gather.owners(connection, {mark for some in asked.values() for mark in some})
    return {
        item: {reference for _, reference in named.get(item, ())}
        | {owner for mark in some if len(bearing[mark]) < gather.TOO_COMMON for owner in bearing[mark]}
        for item, some in asked.items()
    }


def _references_of(connection: Connection, items: Iterable[int]) -> set[str]:
    return {row.reference for row in gather.rows(connection, _REFERENCES, MotionStation.item_id, items)}


def _candidates(connection: Connection, references: set[str]) -> dict[tuple[str, bool], Candidate]:
    """The papers as (reference, for non-public items too). A public item must not be joined by what is secret."""
    return {
        (reference, hidden): candidate
        for reference, known in gather.known_papers(connection, references).items()
        for hidden in (False, True)
        if (candidate := known.candidate(hidden=hidden)) is not None
    }


def _by_title_alone(items: Iterable[Item]) -> list[tuple[Item, Join]]:
    """Matters without any number: items of one title, one council and one time."""
    groups: dict[tuple[str, bool], list[Item]] = {}
    for item in items:
        groups.setdefault((read(item.step.title or "").key, item.step.non_public), []).append(item)
    joins = []
    for (key, _), group in groups.items():
        for matter in _matters(sorted(group, key=lambda item: in_order(item.step))):
            first = matter[0].step
            reference = _NAMELESS + content_id("matter", key, first.date or "", first.organization_id or "")
            for item in matter:
                gap = days_between(first.date, item.step.date)
                why = (
                    ("the same title" + ("" if gap is None else f", {gap} days after the first"),)
                    if item is not matter[0]
                    else ()
                )
                joins.append((item, Join(reference, "title", 0.9 if why else 1.0, why)))
    return joins


def _matters(items: list[Item]) -> list[list[Item]]:
    found: list[list[Item]] = []
    for item in items:
        if found and _goes_on(found[-1], item.step):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _goes_on(matter: list[Item], step: Step) -> bool:
    last = matter[-1].step
    gap = days_between(last.date, step.date)
    councils = {word for item in (*matter,) if (word := council_word(item.step.organization))}
    here = council_word(step.organization)
    closed = last.acts_as != "recommending" and last.result in ("adopted", "adopted_amended", "rejected", "withdrawn")
    same_sitting = gap == 0 and last.organization_id == step.organization_id
    return (
        gap is not None
        and gap <= _SAME_MATTER
        and (same_sitting or not closed)
        and (not here or not councils or here in councils)
    )


def _is_name(title: str | None) -> bool:
    return title is not None and read(title).telling >= TELLING
