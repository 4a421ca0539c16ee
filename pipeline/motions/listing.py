"""Many motions: by state, committee, party, year and words; and what was promised, by due date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, or_, select

from pipeline.identity import spellings
from pipeline.model.record import Duty
from pipeline.motions.answers import CrossFinding, MotionPage, MotionRow, OwedDuty, shown_state
from pipeline.motions.duties import Obligation, Told, lateness
from pipeline.store import Store
from pipeline.store.answers import Place, Station
from pipeline.store.motions import numbered_stations
from pipeline.store.schema import Motion, MotionDuty, MotionFinding, MotionStation, Speaker
from pipeline.store.searching import Years, item_ids_matching, organizations_named
from pipeline.store.terms import plain

_MOST_ITEMS = 5000  # items that a filter by words looks at, the best first
_OPEN = ("decided", "reported")


def list_motions(
    store: Store,
    *,
    state: str | None = None,
    committee: str | None = None,
    party: str | None = None,
    years: Years | None = None,
    text: str | None = None,
    among: Collection[str] | None = None,
    on: str | None = None,
    limit: int = 50,
    offset: int = 0,
    include_non_public: bool = False,
) -> MotionPage:
    """Motions, the latest first. `state`: one of `ShownState`, as of `on` (default today). `committee`: one of the
    bodies that dealt with it. `party`: of someone who spoke on it. `years`: first and last of its stations. `text`:
    words, as the search takes them. `among`: only of these, by reference."""
    day = on or date.today().isoformat()
    with store.reading() as connection:
        wanted = _wanted(connection, committee=committee, party=party, years=years, text=text,
                         include_non_public=include_non_public)  # fmt: skip
        if wanted is None:
            return MotionPage(total=0, offset=offset, motions=())
        query = _motions(include_non_public=include_non_public).where(*wanted)
        if state is not None:
            query = query.where(_in_state(state, day))
        if among is not None:
            query = query.where(Motion.reference.in_(among))
        total = connection.scalar(query.with_only_columns(func.count()).order_by(None)) or 0
        query = query.order_by(Motion.last_date.is_(None), Motion.last_date.desc(), Motion.reference)
        rows = connection.execute(query.limit(limit).offset(offset)).all()
    return MotionPage(total=total, offset=offset, motions=tuple(_motion(row, day) for row in rows))


def list_duties(
    store: Store,
    *,
    overdue: bool = False,
    years: Years | None = None,
    on: str | None = None,
    include_non_public: bool = False,
) -> tuple[OwedDuty, ...]:
    """Binding duties by due date, those without one last. `overdue`: only those due before `on` (default today) and
    not met by then. `years`: of the due date."""
    day = on or date.today().isoformat()
    with store.reading() as connection:
        rows = duty_rows(connection, before=day if overdue else None, years=years,
                         include_non_public=include_non_public)  # fmt: skip
        told = duties_of(connection, rows, on=day)
    return tuple(one for one in told if one.standing == "binding" and (one.overdue or not overdue))


def list_cross_findings(
    store: Store, *, severity: str | None = None, include_non_public: bool = False
) -> tuple[CrossFinding, ...]:
    """What does not add up between documents, by motion."""
    with store.reading() as connection:
        return cross_findings(connection, severity=severity, include_non_public=include_non_public)


def cross_findings(
    connection: Connection, *, reference: str | None = None, severity: str | None = None, include_non_public: bool
) -> tuple[CrossFinding, ...]:
    """The same on an open connection, of one motion or of all."""
    query: Select[Any] = select(*MotionFinding.__table__.columns)
    if reference is not None:
        query = query.where(MotionFinding.reference == reference)
    if severity is not None:
        query = query.where(MotionFinding.severity == plain(severity))
    if not include_non_public:
        query = query.where(MotionFinding.non_public.is_(False))
    return tuple(
        CrossFinding(reference=row.reference, code=row.code, severity=row.severity, message=row.message,
                     places=tuple(Place.model_validate(place) for place in row.places or ()))
        for row in connection.execute(query.order_by(MotionFinding.reference, MotionFinding.position))
    )  # fmt: skip


def motion_row(connection: Connection, reference: str, *, include_non_public: bool) -> Row[Any] | None:
    """What is kept of one motion, as far as the asker may know."""
    query = _motions(include_non_public=include_non_public).where(Motion.reference == reference)
    return connection.execute(query).one_or_none()


def rows_of(connection: Connection, references: Sequence[str], *, include_non_public: bool) -> tuple[MotionRow, ...]:
    """These motions in this order, as of today; those unknown or out of sight are left out."""
    query = _motions(include_non_public=include_non_public).where(Motion.reference.in_(references))
    today = date.today().isoformat()
    known = {row.reference: _motion(row, today) for row in connection.execute(query)}
    return tuple(known[reference] for reference in references if reference in known)


def duty_rows(
    connection: Connection,
    *,
    reference: str | None = None,
    before: str | None = None,
    years: Years | None = None,
    include_non_public: bool,
) -> Sequence[Row[Any]]:
    """Duties as they are kept, by due date."""
    columns: tuple[Any, ...] = (*MotionDuty.__table__.columns, Motion.title)
    query: Select[Any] = select(*columns).join(
        Motion, (Motion.reference == MotionDuty.reference) & (Motion.non_public == MotionDuty.non_public)
    )
    query = query.where(_view(include_non_public=include_non_public))
    if reference is not None:
        query = query.where(MotionDuty.reference == reference)
    if before is not None:
        query = query.where(MotionDuty.due_to < before, or_(MotionDuty.met_on.is_(None), MotionDuty.met_on > before))
    first, last = years or (None, None)
    if first is not None:
        query = query.where(MotionDuty.due_to >= f"{first:04d}")
    if last is not None:
        query = query.where(MotionDuty.due_to < f"{last + 1:04d}")
    order = (MotionDuty.due_to.is_(None), MotionDuty.due_to, MotionDuty.reference, MotionDuty.position)
    return connection.execute(query.order_by(*order)).all()


def duties_of(connection: Connection, rows: Iterable[Row[Any]], *, on: str) -> tuple[OwedDuty, ...]:
    """Kept duties with their words and places, read from the items that tell them."""
    kept = list(rows)
    stations = dict(numbered_stations(connection, {row.item_id for row in kept}))
    return tuple(_owed(row, stations[row.item_id], on) for row in kept if row.item_id in stations)


def _owed(row: Row[Any], station: Station, on: str) -> OwedDuty:
    duty: Duty = station.item.duties[row.duty]
    met = row.met_on if row.met_on is not None and row.met_on <= on else None
    late = lateness(
        Obligation(Told(row.item_id, row.duty, station.date, duty, False), (), row.standing, row.met_by, met)
    )
    return OwedDuty(
        reference=row.reference, title=row.title, station=station.id, date=station.date, committee=station.committee,
        text=duty.text, kind=duty.kind, who=duty.who, to=duty.to, due=duty.due, due_from=duty.due_from,
        due_to=duty.due_to, recurring=duty.recurring, standing=row.standing, met_by=row.met_by if met else None,
        met_on=met, days_late=late[0] if late else None, months_late=late[1] if late else None,
        overdue=row.standing == "binding" and met is None and duty.due_to is not None and duty.due_to < on,
        places=_places(station, row.duty),
    )  # fmt: skip


def _places(station: Station, position: int) -> tuple[Place, ...]:
    return station.places(f"/item/duties/{position}")


def _motions(*, include_non_public: bool) -> Select[Any]:
    return select(*Motion.__table__.columns).where(_view(include_non_public=include_non_public))


def _view(*, include_non_public: bool) -> ColumnElement[bool]:
    """The row an asker sees: the public one; who may see all, the whole one where there is one."""
    if not include_non_public:
        return Motion.non_public.is_(False)
    other = Motion.__table__.alias("whole")
    whole = exists().where(other.c.reference == Motion.reference, other.c.non_public.is_(True))
    return or_(Motion.non_public.is_(True), ~whole)


def _motion(row: Row[Any], on: str) -> MotionRow:
    return MotionRow(
        reference=row.reference, title=row.title, state=shown_state(row.state, row.open_due, on=on), reason=row.reason,
        first_date=row.first_date, last_date=row.last_date, stations=row.stations, open_due=row.open_due,
    )  # fmt: skip


def _in_state(state: str, on: str) -> ColumnElement[bool]:
    overdue = Motion.state.in_(_OPEN) & (Motion.open_due < on)
    if state == "overdue":
        return overdue
    return (Motion.state == plain(state)) & or_(Motion.open_due.is_(None), ~overdue)


def _wanted(
    connection: Connection,
    *,
    committee: str | None,
    party: str | None,
    years: Years | None,
    text: str | None,
    include_non_public: bool,
) -> list[ColumnElement[bool]] | None:
    """The filters as SQL over `motion`; None where one cannot be met at all."""
    conditions: list[ColumnElement[bool]] = []
    if committee is not None:
        names = spellings(connection, "organization", committee, include_non_public=include_non_public)
        bodies = {body for name in names for body in organizations_named(connection, name)}
        if not bodies:
            return None
        conditions.append(_of_station(MotionStation.organization_id.in_(bodies), include_non_public=include_non_public))
    if party is not None:
        typed, *others = spellings(connection, "party", plain(party), include_non_public=include_non_public)
        of_party = select(Speaker.item_id).where(
            or_(func.lower(Speaker.party).contains(typed.lower(), autoescape=True), Speaker.party.in_(others))
        )
        conditions.append(_of_station(MotionStation.item_id.in_(of_party), include_non_public=include_non_public))
    first, last = years or (None, None)
    if first is not None:
        conditions.append(Motion.last_date >= f"{first:04d}")
    if last is not None:
        conditions.append(Motion.first_date < f"{last + 1:04d}")
    if text is not None:
        items = item_ids_matching(connection, text, limit=_MOST_ITEMS, include_non_public=include_non_public)
        if not items:
            return None
        conditions.append(_of_station(MotionStation.item_id.in_(items), include_non_public=include_non_public))
    return conditions


def _of_station(condition: ColumnElement[bool], *, include_non_public: bool) -> ColumnElement[bool]:
    query = select(MotionStation.reference).where(condition, MotionStation.how != "suggested")
    if not include_non_public:
        query = query.where(MotionStation.non_public.is_(False))
    return Motion.reference.in_(query)
