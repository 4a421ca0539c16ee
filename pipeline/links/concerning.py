"""What was decided about a measure, and what of a concept no decision touches: links joined with the histories of
motions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from pipeline.links.alone import alone
from pipeline.links.answers import LINKED, Link
from pipeline.links.listing import list_links
from pipeline.model.record import Result, VoteEvent
from pipeline.motions.answers import History, OwedDuty, StationRole
from pipeline.motions.history import history
from pipeline.store import Store
from pipeline.store.answers import Answer, Place
from pipeline.store.concept_answers import ConceptView, FieldRef, MeasureRow
from pipeline.store.link_queue import LONE
from pipeline.store.schema import Motion

_DECIDED = ("decided", "reported", "rejected")  # states of a motion that a council has decided on
_CLOSING = frozenset({"adopted", "adopted_amended", "rejected", "noted", "withdrawn", "settled"})
_NAMED = 10  # decisions that touch no measure, the newest


class Decision(Answer):
    """One station of a linked motion that has a result or a vote. `role` null: neither stated nor to be told."""

    date: str | None
    committee: str | None
    role: StationRole | None
    role_inferred: bool
    item: str | None
    document: str
    result: Result | None
    votes: tuple[VoteEvent, ...]
    places: tuple[Place, ...]


class Concern(Answer):
    """A linked motion, what was decided on it, and what it obliges to."""

    link: Link
    state: str | None
    decisions: tuple[Decision, ...]
    duties: tuple[OwedDuty, ...]


class MeasureCover(Answer):
    """How far decisions concern a measure: motions linked (accepted or confirmed), of those decided, and suggested."""

    number: str
    title: str
    linked: int
    decided: int
    suggested: int


class FieldCover(Answer):
    """A field's measures. `without`: measures that no linked motion concerns."""

    field: FieldRef
    measures: tuple[MeasureCover, ...]

    @property
    def without(self) -> tuple[MeasureCover, ...]:
        return tuple(one for one in self.measures if not one.linked)


class TouchingNone(Answer):
    """A decided motion that concerns no measure of the concept."""

    reference: str
    title: str | None
    date: str | None


class Coverage(Answer):
    """A concept beside what was decided. `decided`: motions that a council decided on; `touching`: of those, linked to
    the concept; `touching_none`: the newest of the others."""

    concept: str
    fields: tuple[FieldCover, ...]
    decided: int
    touching: int
    touching_none: tuple[TouchingNone, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Decisions on measures of a field in a year: adopted ones, and the others that end a matter (rejected, noted,
    withdrawn, settled)."""

    field: FieldRef
    year: int
    adopted: int
    other: int


def concerning(
    store: Store, measure: MeasureRow, *, on: str | None = None, include_non_public: bool = False
) -> tuple[Concern, ...]:
    """The motions that concern a measure, linked ones first, then suggested ones, the likeliest first."""
    links = list_links(store, measure=measure.id, include_non_public=include_non_public)
    found = []
    for link in links:
        if link.state == "rejected":
            continue
        told = _history(store, link.reference, on=on, include_non_public=include_non_public)
        found.append(Concern(
            link=link, state=told.state if told else None, decisions=decisions_of(told) if told else (),
            duties=tuple(one for one in told.duties if one.standing == "binding") if told else (),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.link.state not in LINKED, -(one.link.score or 1.0))))


def decisions_of(told: History) -> tuple[Decision, ...]:
    """The stations at which something was decided or recommended."""
    return tuple(
        Decision(
            date=station.date, committee=station.committee, role=station.role, role_inferred=station.role_inferred,
            item=station.item.number, document=station.document.name, result=station.item.result,
            votes=tuple(vote for vote in station.item.vote_events if not vote.procedural),
            places=station.places("/item/result") or station.places("/item/number"),
        )
        for station in told.stations if station.item.result is not None or station.item.vote_events
    )  # fmt: skip


def coverage(store: Store, view: ConceptView, *, include_non_public: bool = False) -> Coverage:
    """Which measures no decision concerns, and which decisions concern no measure."""
    links = list_links(store, concept=view.row.concept.id, evidence=False, include_non_public=include_non_public)
    states = _states(store, {link.reference for link in links}, include_non_public=include_non_public)
    by_measure: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_measure[link.measure.id].append(link)
    touching = {link.reference for link in links if link.state in LINKED}
    decided, others = _decided(store, touching, include_non_public=include_non_public)
    return Coverage(
        concept=view.row.concept.id,
        fields=tuple(
            FieldCover(
                field=FieldRef(number=field.number, name=field.name),
                measures=tuple(_cover(row, by_measure.get(row.id, []), states)
                               for row in view.measures if row.field.number == field.number),
            )
            for field in view.catalogue.action_fields
        ),
        decided=decided, touching=sum(1 for one in touching if states.get(one) in _DECIDED), touching_none=others,
    )  # fmt: skip


def decisions_by_year(store: Store, view: ConceptView) -> tuple[Counted, ...]:
    """How many decisions (not recommendations) on measures of each field were taken in each year. A decision that
    concerns two measures of one field counts once there. Public items only: this goes into a picture."""
    links = [link for link in list_links(store, concept=view.row.concept.id, evidence=False) if link.state in LINKED]
    fields: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if not link.measure.retired:  # its field may be gone with it
            fields[link.reference].add(link.measure.field.number)
    counted: Counter[tuple[str, int, bool]] = Counter()
    for reference, numbers in fields.items():
        told = _history(store, reference, on=None, include_non_public=False)
        for one in decisions_of(told) if told else ():
            if one.role == "recommending" or not one.date or one.result is None or one.result.code not in _CLOSING:
                continue
            adopted = one.result.code in ("adopted", "adopted_amended")
            counted.update((number, int(one.date[:4]), adopted) for number in numbers)
    named = {field.number: FieldRef(number=field.number, name=field.name) for field in view.catalogue.action_fields}
    order = {number: place for place, number in enumerate(named)}
    keys = sorted({(number, year) for number, year, _ in counted}, key=lambda key: (key[1], order[key[0]]))
    return tuple(
        Counted(named[number], year, counted[number, year, True], counted[number, year, False]) for number, year in keys
    )


def _cover(row: MeasureRow, links: Sequence[Link], states: dict[str, str]) -> MeasureCover:
    linked = [link for link in links if link.state in LINKED]
    return MeasureCover(
        number=row.number, title=row.title, linked=len(linked),
        decided=sum(1 for link in linked if states.get(link.reference) in _DECIDED),
        suggested=sum(1 for link in links if link.state == "suggested"),
    )  # fmt: skip


def _history(store: Store, reference: str, *, on: str | None, include_non_public: bool) -> History | None:
    if reference.startswith(LONE):
        day = on or date.today().isoformat()
        with store.reading() as connection:
            return alone(connection, reference, on=day, include_non_public=include_non_public)
    return history(store, reference, on=on, include_non_public=include_non_public)


def _states(store: Store, references: Iterable[str], *, include_non_public: bool) -> dict[str, str]:
    wanted = sorted(references)
    query = select(Motion.reference, Motion.state).order_by(Motion.non_public)
    if not include_non_public:
        query = query.where(Motion.non_public.is_(False))
    with store.reading() as connection:
        return {
            row.reference: row.state
            for first in range(0, len(wanted), 400)
            for row in connection.execute(query.where(Motion.reference.in_(wanted[first : first + 400])))
        }


def _decided(store: Store, touching: set[str], *, include_non_public: bool) -> tuple[int, tuple[TouchingNone, ...]]:
    """How many motions a council decided on, and the newest of those that are not among `touching`."""
    query = select(Motion.reference, Motion.title, Motion.last_date).where(Motion.state.in_(_DECIDED))
    if not include_non_public:
        query = query.where(Motion.non_public.is_(False))
    with store.reading() as connection:
        number = connection.scalar(select(func.count(func.distinct(query.subquery().c.reference)))) or 0
        newest = query.order_by(Motion.last_date.is_(None), Motion.last_date.desc(), Motion.reference)
        others: dict[str, TouchingNone] = {}
        for row in connection.execute(newest.limit(len(touching) * 2 + _NAMED * 2)):
            if row.reference not in touching and len(others) < _NAMED:
                others[row.reference] = TouchingNone(reference=row.reference, title=row.title, date=row.last_date)
    return number, tuple(others.values())
