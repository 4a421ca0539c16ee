"""What the minutes and the city's council information system say of one station, and where they contradict each
other.

Both are sources: neither corrects the other. Each conflict has a stable code and the places on both sides, so that a
person can look. Words that no rule knows contradict nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model.codes import Code
from pipeline.model.record import Result, Severity, VoteEvent
from pipeline.motions.pairing import Pair, Pairing, days_between, pair, same_number, same_organization
from pipeline.store.answers import OfficialStation, Place, Station

__all__ = ["CONFLICTS", "Conflict", "Pair", "Pairing", "conflicts", "pair"]

CONFLICTS: dict[str, Code] = {
    "C001": Code("warning", "carried in one source, failed in the other: minutes and council information system"),
    "C002": Code(
        "warning", "decided or settled in one source, put off in the other: minutes and council information system"
    ),
    "C003": Code("warning", "the council information system says unanimous, the minutes count votes on both sides"),
    "C004": Code("info", "unanimous in one source, by majority in the other: minutes and council information system"),
    "C005": Code("warning", "minutes and council information system date one station some days apart"),
    "C006": Code("info", "minutes and council information system number the item differently"),
    "C007": Code("warning", "minutes and council information system name different committees for one station"),
    "C008": Code("info", "recommending in one source, deciding in the other: minutes and council information system"),
    "C009": Code("warning", "public in one source, non-public in the other: minutes and council information system"),
}
"""Codes of conflicts. A code is never reused for something else."""

Unanimity = Literal["unanimous", "by majority"]

_CARRIED = {"adopted": True, "adopted_amended": True, "rejected": False}
_ENDED = frozenset({*_CARRIED, "settled"})
_PUT_OFF = frozenset({"deferred", "referred", "withdrawn"})
_UNANIMOUS = re.compile(r"\beinstimmig|\beinmütig|\bohne Gegenstimme", re.IGNORECASE)
_MAJORITY = re.compile(r"\bmehrheitlich|\bmit (?:Stimmen)?mehrheit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction. `non_public`: it may speak of what only one source holds for public."""

    code: str
    severity: Severity
    message: str
    minutes: tuple[Place, ...]
    official: tuple[Place, ...]
    non_public: bool


def conflicts(one: Pair) -> tuple[Conflict, ...]:
    """All contradictions of a pair, by code."""
    station, official = one.station, one.official
    opposite = tuple(_results(station, official))
    found = [
        *opposite,
        *(() if opposite else _unanimity(station, official)),  # how it was voted says nothing beside what was voted
        *_dates(station, official),
        *_numbers(station, official),
        *_organizations(station, official),
        *_roles(station, official),
        *_openness(station, official),
    ]
    return tuple(sorted(found, key=lambda conflict: conflict.code))


def _results(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    told, pointer = _told(station)
    if told is None or official.result is None:
        return
    ours, theirs = _CARRIED.get(told.code), _CARRIED.get(official.result.code)
    codes = told.code, official.result.code
    words = f"the minutes say “{told.text}”, the council information system “{official.result.text}”"
    if ours is not None and theirs is not None:
        if ours != theirs:
            yield _conflict("C001", words, station, pointer, official, "/result")
    elif any(one in _ENDED and other in _PUT_OFF for one, other in (codes, codes[::-1])):
        yield _conflict("C002", words, station, pointer, official, "/result")


def _told(station: Station) -> tuple[Result | None, str]:
    """The outcome in the minutes: what is stated, else what follows; else what the only ballot on the matter says."""
    if station.item.result is not None:
        return station.item.result, "/item/result"
    if station.item.inferred_result is not None:
        return station.item.inferred_result, "/item/inferred_result"
    ballots = _ballots(station)
    if len(ballots) == 1 and ballots[0][1].passed is not None:
        index, ballot = ballots[0]
        text = ballot.text or ("carried" if ballot.passed else "failed")
        return Result(text=text, code="adopted" if ballot.passed else "rejected"), f"/item/vote_events/{index}"
    return None, ""


def _ballots(station: Station) -> list[tuple[int, VoteEvent]]:
    """The ballots on the matter, each with its index."""
    return [(index, vote) for index, vote in enumerate(station.item.vote_events) if not vote.procedural]


def _unanimity(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    """The city's word beside the ballots. An item may have several: only what contradicts all of them is a
    conflict."""
    said = _said(official.result)
    if said is None or official.result is None:
        return
    told = [(index, vote, _manner(vote)) for index, vote in _ballots(station)]
    manners = {manner for _, _, manner in told if manner is not None}
    pointer = f"/item/vote_events/{told[-1][0]}" if told else "/item/result"
    if not manners and (worded := _said(station.item.result)) is not None:
        manners = {worded}
        pointer = "/item/result"
    if len(manners) != 1 or said in manners:
        return
    counted = [vote for _, vote, _ in told if vote.yes and vote.no]
    if said == "unanimous" and counted:
        counts = f"{counted[-1].yes} : {counted[-1].no}"
        words = f"the council information system says “{official.result.text}”, the minutes count {counts}"
        yield _conflict("C003", words, station, pointer, official, "/result")
        return
    words = f"the council information system says “{official.result.text}”, the minutes tell {manners.pop()}"
    yield _conflict("C004", words, station, pointer, official, "/result")


def _said(result: Result | None) -> Unanimity | None:
    """What the wording of an outcome says of unanimity."""
    if result is None or _CARRIED.get(result.code) is None:
        return None
    if _UNANIMOUS.search(result.text):
        return "unanimous"
    return "by majority" if _MAJORITY.search(result.text) else None


def _manner(vote: VoteEvent) -> Unanimity | None:
    """Unanimous: nobody voted otherwise (abstentions aside). Counts before words."""
    if vote.yes is not None and vote.no is not None and (vote.yes or vote.no):
        return "by majority" if vote.yes and vote.no else "unanimous"
    if vote.manner == "unanimous":
        return "unanimous"
    return "by majority" if vote.manner == "majority" or vote.no else None


def _dates(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    if days_between(station.date, official.date):
        words = f"the minutes are of {station.date}, the council information system has {official.date}"
        yield _conflict("C005", words, station, "/meeting/date", official, "/date")


def _numbers(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    if same_number(station.item.number, official.number) is False:
        words = f"the minutes number the item {station.item.number}, the council information system {official.number}"
        yield _conflict("C006", words, station, "/item/number", official, "/number")


def _organizations(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    if same_organization(station.committee, official.committee) is False:
        words = f"the minutes are of “{station.committee}”, the council information system names “{official.committee}”"
        pointer = "/organization" if official.organization else "/inferred_organization"
        yield _conflict("C007", words, station, "/meeting/organization", official, pointer)


def _roles(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    told, said = station.item.role, official.role
    if told is not None and said is not None and {told, said.code} == {"recommending", "deciding"}:
        words = f"the committee is {told} in the minutes, the council information system says “{said.text}”"
        yield _conflict("C008", words, station, "/item/role", official, "/role")


def _openness(station: Station, official: OfficialStation) -> Iterator[Conflict]:
    if station.public != official.public:
        told, said = ("public" if one else "non-public" for one in (station.public, official.public))
        words = f"the item is {told} in the minutes, {said} in the council information system"
        yield _conflict("C009", words, station, "/item/public", official, "/public")


def _conflict(
    code: str, words: str, station: Station, pointer: str, official: OfficialStation, official_pointer: str
) -> Conflict:
    number = station.item.number or official.number
    name = f"{official.reference}, {station.date or official.date or 'undated'}{f', TOP {number}' if number else ''}"
    return Conflict(
        code=code,
        severity=CONFLICTS[code].severity,
        message=f"{name}: {words}",
        minutes=station.places(pointer),
        official=official.places(official_pointer),
        non_public=not (station.public and official.public),
    )
