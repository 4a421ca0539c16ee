"""Which station of the minutes and which of the city's council information system are one. Pure functions.

All stations given are of one paper. The same day is the strongest sign; the committee and the item's number help, and
stand in where a day is missing or misread. Numbers alone prove nothing: the printed agenda and the city's own differ
where an umbrella item holds several papers (in 753 of 6,342 items of one city).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.store.answers import OfficialStation, Station

MOST_DAYS = 7
"""Further apart, two days are two meetings, even of one committee with one number."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_FORM = frozenset({"ausschuss", "stadt", "gemeinde", "sitzung", "fachausschuss", "öffentlich", "nicht"})
_LEADING = re.compile(r"^(?:TOP|Top|Ö|N|NÖ)\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One station as both sources tell it. `reasons`: what agrees, of date, organization and number."""

    station: Station
    official: OfficialStation
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """`pairs` in the order of the minutes' stations; an official station may be in two, where two documents tell of
    one meeting. The others are what only one source knows."""

    pairs: tuple[Pair, ...]
    minutes_only: tuple[Station, ...]
    official_only: tuple[OfficialStation, ...]


def pair(stations: Sequence[Station], official: Sequence[OfficialStation]) -> Pairing:
    """The stations of one paper, matched. The same stations give the same pairs, whatever their order."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for *_, left, right in sorted(_candidates(stations, official)):
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    for left, station in enumerate(stations):  # a second document on a meeting that is paired already
        if left not in chosen:
            told = [right for right in taken if _same_meeting(station, official[right])]
            if told:
                chosen[left] = min(told, key=lambda right: official[right].id)
    pairs = tuple(
        Pair(stations[left], official[right], _reasons(stations[left], official[right]))
        for left, right in sorted(chosen.items())
    )
    return Pairing(
        pairs=pairs,
        minutes_only=tuple(station for left, station in enumerate(stations) if left not in chosen),
        official_only=tuple(one for right, one in enumerate(official) if right not in taken),
    )


def same_organization(name: str | None, other: str | None) -> bool | None:
    """Whether two names mean one committee; None where one is missing or they agree only in part.

    "Gemeinderat" is in "Gemeinderat der Stadt X"; "Bauausschuss" and "Ausschuss für Bauen" share a stem and may be
    one; "Hauptausschuss" and "Gemeinderat" share nothing.
    """
    if name is None or other is None:
        return None
    ours, theirs = _words(name), _words(other)
    if not ours or not theirs or ours <= theirs or theirs <= ours:
        return True if ours and theirs else None
    related = any(_stem(one) in two or _stem(two) in one for one in ours for two in theirs)
    return None if related else False


def same_number(number: str | None, other: str | None) -> bool | None:
    """Whether two item numbers are one, "TOP 5" and "5" too; None where one is missing."""
    if not number or not other:
        return None
    return bare_number(number) == bare_number(other)


def days_between(day: str | None, other: str | None) -> int | None:
    """Days from one ISO date to another, never negative; None where one is missing."""
    if day is None or other is None:
        return None
    return abs((date.fromisoformat(day) - date.fromisoformat(other)).days)


def _candidates(
    stations: Sequence[Station], official: Sequence[OfficialStation]
) -> list[tuple[int, str, tuple[str, str], int, int]]:
    """(minus score, both ids, index of the station, index of the official one) of all that may be one: the best sort
    first, and of equals always the same."""
    found = []
    for left, station in enumerate(stations):
        for right, one in enumerate(official):
            score = _score(station, one)
            if score is not None:
                found.append((-score, station.id, (one.id, one.agenda_item or ""), left, right))
    return found


def _score(station: Station, official: OfficialStation) -> int | None:
    """How plainly two stations are one; None where they are not."""
    days = days_between(station.date, official.date)
    organization = same_organization(station.committee, official.committee)
    number = same_number(station.item.number, official.number)
    score = {True: 3, None: 0, False: -3}[organization] + (2 if number else 0)
    if days == 0:
        # a paper may pass two committees on one day
        return 8 + score if organization is not False or number else None
    if days is None:
        return score if organization is not False and number else None
    return score if days <= MOST_DAYS and organization and number else None


def _same_meeting(station: Station, official: OfficialStation) -> bool:
    organization = same_organization(station.committee, official.committee)
    return days_between(station.date, official.date) == 0 and organization is not False


def _reasons(station: Station, official: OfficialStation) -> tuple[str, ...]:
    agree = {
        "date": days_between(station.date, official.date) == 0,
        "organization": same_organization(station.committee, official.committee),
        "number": same_number(station.item.number, official.number),
    }
    return tuple(name for name, holds in agree.items() if holds)


def _words(name: str) -> frozenset[str]:
    words = frozenset(word.casefold() for word in _WORD.findall(name))
    return words - _FORM or words


def _stem(word: str) -> str:
    """The word without its ending: bauen, bau; verkehrs, verkehr."""
    return word[: max(3, len(word) - 2)]


def bare_number(number: str) -> str:
    """The number alone: "TOP 5." is "5"."""
    return _LEADING.sub("", number.strip()).rstrip(".").casefold()
