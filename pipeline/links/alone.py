"""An item that belongs to no motion, told as a motion of one station: minutes that print neither number nor title
decide, too."""

from __future__ import annotations

from sqlalchemy import Connection

from pipeline.links.texts import items_alone
from pipeline.motions.answers import History, MotionStation, OwedDuty
from pipeline.motions.duties import Obligation, Told, obligations
from pipeline.motions.history import station_role
from pipeline.motions.states import standing
from pipeline.motions.steps import Step
from pipeline.motions.versions import dealt_with, versions_of
from pipeline.store.answers import Station
from pipeline.store.motions import numbered_stations


def alone(connection: Connection, reference: str, *, on: str, include_non_public: bool = False) -> History | None:
    """The history of such an item (`link_queue.LONE` and its id), as of `on`; None where there is no such item, or it
    is not public (unless `include_non_public`)."""
    item = items_alone(connection, [reference]).get(reference)
    if item is None:
        return None
    station = dict(numbered_stations(connection, [item]))[item]
    if not station.public and not include_non_public:
        return None
    said = station.item
    role, inferred = station_role(said.role, None, said.result, station.committee)
    texts = versions_of([station])
    told = MotionStation(**dict(station), role=role, role_inferred=inferred, joined=None,
                         dealt_with=dealt_with(station.id, texts, [station]))  # fmt: skip
    outcome = said.result or said.inferred_result
    step = Step(item, station.date, None, station.committee, said.number, said.title,
                outcome.code if outcome else None, said.role, not station.public)  # fmt: skip
    now = standing([step])
    duties = [Told(item, position, station.date, duty, not station.public) for position, duty in enumerate(said.duties)]
    return History(
        reference=reference, title=said.title, titles=(said.title,) if said.title else (), state=now.state,
        reason=now.reason, on=on, paper=None, stations=(told,), suggested=(), mentions=(), relations=(), versions=texts,
        duties=tuple(_owed(reference, one, station, on) for one in obligations(reference, duties, now, [step], ())),
        findings=(),
    )  # fmt: skip


def _owed(reference: str, one: Obligation, station: Station, on: str) -> OwedDuty:
    duty = one.told.duty
    return OwedDuty(
        reference=reference, title=station.item.title, station=station.id, date=station.date,
        committee=station.committee, text=duty.text, kind=duty.kind, who=duty.who, to=duty.to, due=duty.due,
        due_from=duty.due_from, due_to=duty.due_to, recurring=duty.recurring, standing=one.standing, met_by=None,
        met_on=None, days_late=None, months_late=None,
        overdue=one.standing == "binding" and duty.due_to is not None and duty.due_to < on,
        places=station.places(f"/item/duties/{one.told.position}"),
    )  # fmt: skip
