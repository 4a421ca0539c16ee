"""Stations of both sources, made by hand; the town does not exist."""

from __future__ import annotations

from typing import Any

from pipeline.model.oparl import ConsultationRole
from pipeline.model.record import AgendaItem, Meeting, Result, VoteEvent
from pipeline.motions.pairing import Pair
from pipeline.store.answers import DocumentRef, OfficialStation, Place, Station

REFERENCE = "2024/0007"
COUNCIL, MAIN = "Gemeinderat", "Hauptausschuss"


def told(
    date: str | None = "2024-04-23",
    committee: str | None = COUNCIL,
    number: str | None = "4",
    *,
    result: Result | None = None,
    votes: tuple[VoteEvent, ...] = (),
    key: str = "",
    public: bool = True,
    **item: Any,
) -> Station:
    """A station of the minutes."""
    pointers = ("/meeting/date", "/meeting/organization", "/item/number", "/item/result", "/item/role", "/item/public")
    return Station(
        id=key or f"{date}-{committee}-{number}",
        document=DocumentRef(name="minutes.pdf", sha256="0" * 64),
        pointer="/agenda_items/0",
        committee=committee,
        committee_inferred=False,
        public=public,
        meeting=Meeting(date=date, organization=committee),
        item=AgendaItem(number=number, result=result, vote_events=votes, **item),
        sources={
            pointer: (Place(document="minutes.pdf", page=1, start=10 * index, end=10 * index + 5, rule="test.rule"),)
            for index, pointer in enumerate((*pointers, *(f"/item/vote_events/{one}" for one in range(len(votes)))))
        },
    )


def said(
    date: str | None = "2024-04-23",
    committee: str | None = COUNCIL,
    number: str | None = "4",
    *,
    result: Result | None = None,
    role: ConsultationRole | None = None,
    key: str = "",
    public: bool = True,
) -> OfficialStation:
    """A station of the council information system."""
    pointers = ("/id", "/date", "/inferred_organization", "/number", "/result", "/role", "/public")
    return OfficialStation(
        id=key or f"https://rat.bachstadt.example/{date}/{committee}/{number}",
        paper="https://rat.bachstadt.example/paper/7",
        agenda_item=None,
        meeting=None,
        organization_id=None,
        reference=REFERENCE,
        date=date,
        organization=None,
        inferred_organization=committee,
        meeting_name=committee,
        meeting_number=None,
        cancelled=None,
        number=number,
        title=None,
        result=result,
        role=role,
        authoritative=None,
        public=public,
        sources={
            pointer: (Place(document="rat.json", page=1, start=10 * index, end=10 * index + 5, rule="oparl.test"),)
            for index, pointer in enumerate(pointers)
        },
    )


def couple(station: Station, official: OfficialStation) -> Pair:
    return Pair(station, official, ())


def outcome(text: str, code: Any) -> Result:
    return Result(text=text, code=code)
