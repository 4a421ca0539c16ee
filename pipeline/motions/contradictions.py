"""What two minutes tell differently of one item, and what one tells of the wrong paper. Codes are stable and never
reused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.model.codes import Code
from pipeline.model.record import Severity
from pipeline.store.answers import Place, Station

CONTRADICTIONS: dict[str, Code] = {
    "M001": Code("warning", "two minutes of one sitting tell opposite results of one item"),
    "M002": Code("warning", "two minutes of one sitting count one ballot differently"),
    "M003": Code("warning", "the paper's number seems misprinted: sitting and title are those of one of a near number"),
}

_CARRIED = {"adopted": True, "adopted_amended": True, "rejected": False}

Counts = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction with the places on both sides. `non_public`: it may speak of what is not public."""

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    non_public: bool


def contradictions(reference: str, stations: Iterable[Station]) -> tuple[Contradiction, ...]:
    """Contradictions among the documents of each sitting that deal with one motion."""
    sittings: dict[tuple[str, str, str], list[Station]] = defaultdict(list)
    for station in stations:
        if station.date and station.committee:
            sittings[station.date, station.committee, station.item.number or ""].append(station)
    found: list[Contradiction] = []
    for tellings in sittings.values():
        for one, other in combinations(sorted(tellings, key=lambda station: station.document.name), 2):
            found += _results(reference, one, other)
            found += _counts(reference, one, other)
    return tuple(found)


def misprint(station: Station, printed: str, other: str, reasons: Sequence[str], places: Sequence[Place], *,
             non_public: bool) -> Contradiction:  # fmt: skip
    """An item that prints `printed` and seems to be of the paper `other`, which is told at `places`."""
    where = ", ".join(part for part in (station.date, station.committee) if part) or "undated"
    return Contradiction(
        code="M003",
        severity=CONTRADICTIONS["M003"].severity,
        message=f"{printed}, {where}: {station.document.name} prints {printed}, but the item looks like one of {other} "
        f"({'; '.join(reasons)}); one of the two numbers may be misprinted",
        places=(*station.places("/item/paper"), *places),
        non_public=non_public,
    )


def _results(reference: str, one: Station, other: Station) -> list[Contradiction]:
    told = [(station, station.item.result) for station in (one, other) if station.item.result is not None]
    if len(told) < 2:
        return []
    outcomes = {_CARRIED[result.code] for _, result in told if result is not None and result.code in _CARRIED}
    if len(outcomes) < 2:
        return []
    words = " and ".join(
        f"{station.document.name} says “{result.text}”" for station, result in told if result is not None
    )
    return [_made("M001", reference, one, other, words, "/item/result", "/item/result")]


def _counts(reference: str, one: Station, other: Station) -> list[Contradiction]:
    here, there = _ballots(one), _ballots(other)
    if not here or len(here) != len(there):
        return []
    found = []
    for (index, left), (twin, right) in zip(here, there, strict=True):
        if left != right:
            words = f"{one.document.name} counts {_shown(left)}, {other.document.name} {_shown(right)}"
            pointers = f"/item/vote_events/{index}", f"/item/vote_events/{twin}"
            found.append(_made("M002", reference, one, other, words, *pointers))
    return found


def _ballots(station: Station) -> Sequence[tuple[int, Counts]]:
    """The ballots on the matter whose three counts are all told."""
    return [
        (index, (vote.yes, vote.no, vote.abstain))
        for index, vote in enumerate(station.item.vote_events)
        if not vote.procedural and None not in (vote.yes, vote.no, vote.abstain)
    ]


def _shown(counts: Counts) -> str:
    return " : ".join(str(count) for count in counts)


def _made(code: str, reference: str, one: Station, other: Station, words: str, here: str, there: str) -> Contradiction:
    return Contradiction(
        code=code,
        severity=CONTRADICTIONS[code].severity,
        message=f"{reference}, {one.date}, {one.committee}: {words}",
        places=(*one.places(here), *other.places(there)),
        non_public=not (one.public and other.public),
    )
