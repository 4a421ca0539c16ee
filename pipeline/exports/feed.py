"""The feed: what was told of each decision, and what to tell now.

    link_change ──▶ tracker_queue ──history, links──▶ decisions ──compare──▶ tracker_entry ──▶ page of lines

A reference leaves `link_change` in the transaction that queues it for every feed there is, and leaves a queue in the
transaction that keeps its decisions. The cost follows what changed. A killed run goes on where it was.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pipeline.exports import cursor as cursors
from pipeline.exports.cursor import Cursor, Profile
from pipeline.exports.decisions import Decision, city_file_names, decisions_of
from pipeline.exports.lines import FORM
from pipeline.links.alone import alone
from pipeline.links.answers import LINKED, Link, LinkState
from pipeline.model.errors import StoreError
from pipeline.motions.answers import History
from pipeline.motions.history import history
from pipeline.store import Store
from pipeline.store.concept_tables import ConceptTable
from pipeline.store.feed_tables import TrackerEntry, TrackerFeed, TrackerQueue, TrackerRun
from pipeline.store.link_queue import LONE
from pipeline.store.link_tables import LinkBasis, LinkChange, LinkQueue, LinkVerdictTable
from pipeline.store.oparl_tables import OParlDocument
from pipeline.store.portions import portions
from pipeline.store.schema import AgendaItem, Document, Motion, MotionStation, RelateQueue

Json = dict[str, Any]
Progress = Callable[[int, int], None]

STATES: Mapping[Profile, frozenset[LinkState]] = {"linked": LINKED, "suggested": LINKED | {"suggested"}}
"""The states of the links that each feed tells."""

_MOTIONS_AT_ONCE = 100
_LAST_DAY = "9999-12-31"  # so that nothing told depends on the day of asking
_ANEW = "Import anew without --since and replace everything that was imported."


class LinksOf(Protocol):
    """`pipeline.links.list_links`, as far as the feed asks: public links alone, of some motions or of all."""

    def __call__(
        self,
        store: Store,
        /,
        *,
        references: Collection[str] | None = None,
        states: Collection[LinkState],
        evidence: bool = True,
    ) -> Sequence[Link]: ...


def bring_up_to_date(store: Store, profile: Profile, *, links: LinksOf, progress: Progress | None = None) -> None:
    """Take in what changed since the last time; the first time, all motions with links. `progress` is told how many
    motions are done, and of how many.

    Raises StoreError, code `waiting`, where documents wait to be joined or linked: what was told before may rest on an
    item that is not public any more, and what would be told now be half of the old and half of the new.
    """
    with store.reading() as connection:
        _must_be_settled(connection)
        form = _form(connection, profile)
    if form != FORM:
        _begin(store, profile, links)
    done = 0
    while True:
        _distribute(store)
        waiting, total = _waiting(store, profile)
        if not waiting:
            return
        if progress is not None:
            progress(done, done + total)
        made = _made(store, profile, list(waiting), links)
        with store.writing() as connection:
            _must_be_settled(connection)
            _keep(connection, profile, waiting, made)
        done += len(waiting)


def page(
    store: Store, profile: Profile, *, since: str | None = None, limit: int | None = None, size: int = 500
) -> Iterator[Json]:
    """The lines after a cursor (default: from the beginning), at most `limit` changes, then the page's cursor. Each
    decision comes once, as it is now. `size`: rows read at once.

    Raises before the first line: UsageError, code `bad_cursor`, for a cursor that is none or is of the other feed;
    StoreError, code `foreign_cursor`, for one of another database or of a state this one was put back from.
    """
    with store.reading() as connection:
        feed = connection.scalar(select(TrackerFeed.feed).where(TrackerFeed.profile == profile)) or ""
        start = _start(connection, profile, since)
        at, left, more = start.seq, limit, True
        while more and left != 0:
            rows = _rows(connection, profile, after=at, limit=size if left is None else min(size, left))
            more = bool(rows)
            for row in rows:
                line = _line(row, start)
                if line is not None:
                    yield line
            at = rows[-1].seq if rows else at
            left = None if left is None else left - len(rows)
        more = more and bool(_rows(connection, profile, after=at, limit=1))
        end = Cursor(profile, at, start.base if more else at, _token(connection, profile, at) or "")
        yield {"op": "cursor", "cursor": cursors.written(end), "feed": feed, "since": start.seq, "seq": at,
               "more": more}  # fmt: skip


# --- taking in ---------------------------------------------------------------------------------------------------


def _must_be_settled(connection: Connection) -> None:
    """Nothing waits to be joined or linked; after a rebuild, all is linked anew."""
    queues = (RelateQueue.key, LinkQueue.reference)
    waits = any(connection.scalar(select(queue).limit(1)) is not None for queue in queues)
    linked = connection.scalar(select(LinkBasis.concept_id).limit(1)) is not None
    if waits or not (linked or connection.scalar(select(ConceptTable.id).limit(1)) is None):
        raise StoreError(
            "Documents or links are not taken in yet, so nothing can be handed over: another run is at work, or the "
            "database may only be read. Try again when it is done; `protokolle link run` says what is in the way.",
            code="waiting",
        )


def _form(connection: Connection, profile: Profile) -> str | None:
    return connection.scalar(select(TrackerFeed.form).where(TrackerFeed.profile == profile))


def _begin(store: Store, profile: Profile, links: LinksOf) -> None:
    """Make the feed, then queue all motions that have or had something to tell. In this order, no change in between is
    lost: from the first step on the feed takes part in `_distribute`."""
    with store.writing() as connection:
        if _form(connection, profile) is None:
            connection.execute(insert(TrackerFeed), [{"profile": profile, "feed": secrets.token_hex(8), "form": ""}])
            connection.execute(insert(TrackerRun), [{"profile": profile, "seq": 0, "token": secrets.token_hex(8)}])
    linked = {link.reference for link in links(store, states=STATES[profile], evidence=False)}
    with store.writing() as connection:
        told = connection.scalars(select(TrackerEntry.reference).where(TrackerEntry.profile == profile).distinct())
        _queue(connection, profile, linked.union(told))
        connection.execute(update(TrackerFeed).where(TrackerFeed.profile == profile).values(form=FORM))


def _distribute(store: Store) -> None:
    """Queue the motions that changed for every feed there is."""
    with store.reading() as connection:
        if connection.scalar(select(LinkChange.reference).limit(1)) is None:
            return
    with store.writing() as connection:
        changed = set(connection.scalars(select(LinkChange.reference)))
        changed |= _renamed(connection, changed)
        for profile in connection.scalars(select(TrackerFeed.profile)).all():
            _queue(connection, profile, changed)
        connection.execute(delete(LinkChange))


def _renamed(connection: Connection, references: set[str]) -> set[str]:
    """Where the items are today that people judged under these references: a motion without a number is called
    otherwise when an earlier station of it is found, and takes along what was said of it."""
    found: set[str] = set()
    item = (LinkVerdictTable.item, AgendaItem.number, AgendaItem.title, MotionStation.reference)
    query = (
        select(*item)
        .join(Document, Document.sha256 == LinkVerdictTable.sha256)
        .join(AgendaItem, AgendaItem.document_id == Document.id)
        .join(MotionStation, MotionStation.item_id == AgendaItem.id)
    )
    for some in portions(sorted(references)):
        for row in connection.execute(query.where(LinkVerdictTable.reference.in_(some))):
            if row.item == [row.number, row.title]:
                found.add(row.reference)
    return found


def _queue(connection: Connection, profile: str, references: Iterable[str]) -> None:
    stamp = secrets.token_hex(8)
    for some in portions(sorted(references)):
        connection.execute(
            delete(TrackerQueue).where(TrackerQueue.profile == profile, TrackerQueue.reference.in_(some))
        )
        connection.execute(
            insert(TrackerQueue), [{"profile": profile, "reference": one, "stamp": stamp} for one in some]
        )


def _waiting(store: Store, profile: Profile) -> tuple[dict[str, str], int]:
    """The next motions in the queue, with their stamps; and how many there are."""
    of_profile = TrackerQueue.profile == profile
    query = select(TrackerQueue.reference, TrackerQueue.stamp).where(of_profile)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(TrackerQueue.reference).limit(_MOTIONS_AT_ONCE)).all()
        total = connection.scalar(select(func.count()).select_from(TrackerQueue).where(of_profile)) or 0
    return {row.reference: row.stamp for row in rows}, total


def _made(store: Store, profile: Profile, references: Sequence[str], links: LinksOf) -> dict[str, tuple[Decision, ...]]:
    """The decisions of these motions as they are today. Nothing that is not public is asked for."""
    linked: dict[str, list[Link]] = {}
    for link in links(store, references=references, states=STATES[profile]):
        linked.setdefault(link.reference, []).append(link)
    found: dict[str, tuple[Decision, ...]] = dict.fromkeys(references, ())
    for reference, some in linked.items():
        if reference.startswith(LONE):
            with store.reading() as connection:
                told = alone(connection, reference, on=_LAST_DAY)
        else:
            told = history(store, reference, on=_LAST_DAY)
        if told is not None:
            with store.reading() as connection:
                state = _state(connection, told)
                city_files = _city_files(connection, city_file_names(told))
            found[reference] = decisions_of(told, some, state=state, city_files=city_files)
    return found


def _state(connection: Connection, told: History) -> Any:
    """What became of a motion, whether or not something is overdue on some day."""
    if told.state != "overdue":
        return told.state
    kept = select(Motion.state).where(Motion.reference == told.reference, Motion.non_public.is_(False))
    return connection.scalar(kept)


def _city_files(connection: Connection, names: set[str]) -> dict[str, str | None]:
    """The hashes of the city's files by name; None where several bear one name."""
    found: dict[str, str | None] = dict.fromkeys(names)
    for some in portions(sorted(names)):
        rows = connection.execute(select(OParlDocument.name, OParlDocument.sha256).where(OParlDocument.name.in_(some)))
        hashes: dict[str, set[str]] = {}
        for row in rows:
            hashes.setdefault(row.name, set()).add(row.sha256)
        found |= {name: next(iter(some)) if len(some) == 1 else None for name, some in hashes.items()}
    return found


def _keep(
    connection: Connection, profile: Profile, stamps: Mapping[str, str], made: Mapping[str, tuple[Decision, ...]]
) -> None:
    """Compare with what was told, and number what is otherwise. Motions that changed or were queued again meanwhile
    stay in the queue: what was made of them may be older than what another run has kept."""
    queue = select(TrackerQueue.reference, TrackerQueue.stamp).where(
        TrackerQueue.profile == profile, TrackerQueue.reference.in_(list(stamps))
    )
    again = set(connection.scalars(select(LinkChange.reference).where(LinkChange.reference.in_(list(stamps)))))
    fresh = [row.reference for row in connection.execute(queue)
             if row.stamp == stamps[row.reference] and row.reference not in again]  # fmt: skip
    decisions = {decision.id: decision for reference in sorted(fresh) for decision in made[reference]}
    known = _known(connection, profile, fresh, decisions)
    seq = connection.scalar(select(func.max(TrackerRun.seq)).where(TrackerRun.profile == profile)) or 0
    rows: list[Json] = []
    for decision in decisions.values():
        old = known.get(decision.id)
        if old is None or old.digest != decision.digest:
            seq += 1
            spans = [] if old is None else list(old.spans)
            if old is None or old.body is None:
                spans.append([seq, None])
            rows.append({"profile": profile, "id": decision.id, "reference": decision.reference, "seq": seq,
                         "spans": spans, "digest": decision.digest, "body": decision.body})  # fmt: skip
    for old in known.values():
        if old.id not in decisions and old.body is not None:
            seq += 1
            spans = [*old.spans[:-1], [old.spans[-1][0], seq]]
            rows.append({"profile": profile, "id": old.id, "reference": old.reference, "seq": seq, "spans": spans,
                         "digest": "", "body": None})  # fmt: skip
    for some in portions([row["id"] for row in rows]):
        connection.execute(delete(TrackerEntry).where(TrackerEntry.profile == profile, TrackerEntry.id.in_(some)))
    if rows:
        connection.execute(insert(TrackerEntry), rows)
        connection.execute(insert(TrackerRun), [{"profile": profile, "seq": seq, "token": secrets.token_hex(8)}])
    connection.execute(delete(TrackerQueue).where(TrackerQueue.profile == profile, TrackerQueue.reference.in_(fresh)))


def _known(
    connection: Connection, profile: Profile, references: Sequence[str], ids: Iterable[str]
) -> dict[str, Row[Any]]:
    """What was told of these motions, and under these ids."""
    query = select(*TrackerEntry.__table__.columns).where(TrackerEntry.profile == profile)
    found = {row.id: row for row in connection.execute(query.where(TrackerEntry.reference.in_(references)))}
    for some in portions(ids):
        found |= {row.id: row for row in connection.execute(query.where(TrackerEntry.id.in_(some)))}
    return found


# --- telling -----------------------------------------------------------------------------------------------------


def _start(connection: Connection, profile: Profile, since: str | None) -> Cursor:
    start = cursors.check(since, profile)
    if start is None:
        return Cursor(profile, 0, 0, "")
    if _token(connection, profile, start.seq) != start.token:
        raise StoreError(
            "The cursor comes from another database, or from a later state that this one was put back from. " + _ANEW,
            code="foreign_cursor",
        )
    return start


def _token(connection: Connection, profile: Profile, seq: int) -> str | None:
    """The token of the run that gave a number."""
    runs = select(TrackerRun.token).where(TrackerRun.profile == profile, TrackerRun.seq >= seq)
    return connection.scalar(runs.order_by(TrackerRun.seq).limit(1))


def _rows(connection: Connection, profile: Profile, *, after: int, limit: int) -> Sequence[Row[Any]]:
    query = select(*TrackerEntry.__table__.columns).where(TrackerEntry.profile == profile, TrackerEntry.seq > after)
    return connection.execute(query.order_by(TrackerEntry.seq).limit(limit)).all()


def _line(row: Row[Any], start: Cursor) -> Json | None:
    """What a reader at `start` is told of an entry; None where it never had what is removed.

    Between pages a reader may have got what came after `base`: it is told of a removal even where it had not.
    """
    had = any(first <= start.base and (end is None or end > start.base) for first, end in row.spans)
    if row.body is None:
        may_have = had or (start.base < start.seq and row.spans[0][0] <= start.seq)
        return {"op": "removed", "seq": row.seq, "id": row.id} if may_have else None
    return {"op": "changed" if had else "added", "seq": row.seq, **json.loads(row.body)}
