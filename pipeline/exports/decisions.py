"""A motion's history and its links as the tracker is told them: one decision for each station that has an outcome or a
ballot. Pure: the same values give the same bytes, on every day and whatever the files are called.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from pipeline.exports.decision_ids import Told, decision_ids
from pipeline.exports.lines import (
    SCHEMA_ID,
    DecisionLine,
    Kind,
    OfficialIds,
    SourcePlace,
    TrackedDuty,
    TrackedItem,
    TrackedMeasure,
    TrackedPaper,
    TrackedResult,
    TrackedText,
    TrackedVote,
)
from pipeline.links.answers import Link
from pipeline.model.record import Result, VoteEvent
from pipeline.motions.answers import History, MotionStation, OwedDuty, StationRole, Version
from pipeline.motions.states import State
from pipeline.store.answers import OfficialStation, Place
from pipeline.store.link_queue import LONE

_KINDS: dict[StationRole | None, Kind] = {
    "deciding": "decision", "recommending": "recommendation", "noting": "noting", "hearing": "hearing", None: "unknown",
}  # fmt: skip
_HERE = ("adopted", "recommended")  # the better one first


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to tell. `digest`: of what it says, and of where the minutes say it; without names of files, and
    without the places in the city's own files, which are downloaded anew every night. `body`: the line as JSON,
    without `op` and `seq`."""

    id: str
    reference: str
    digest: str
    body: str


def city_file_names(told: History) -> set[str]:
    """The names of the city's files that a history rests on."""
    return {
        place.document
        for station in told.stations
        if station.official is not None
        for places in station.official.sources.values()
        for place in places
    }


def decisions_of(
    told: History, links: Sequence[Link], *, state: State, city_files: Mapping[str, str | None]
) -> tuple[Decision, ...]:
    """The decisions of one motion, in the order of its stations. `links`: those to tell; without any there is nothing
    to tell. `state`: of the motion, as it does not depend on a day. `city_files`: hashes of the city's files by name.
    """
    if not links:
        return ()
    stations = [station for station in told.stations if station.public and _is_told(station)]
    motion = _Motion(told, sorted(links, key=lambda link: (link.measure.concept, link.measure.number)), state,
                     city_files)  # fmt: skip
    ids = decision_ids(told.reference, [_as_told(station) for station in stations])
    of_item = {item: key for key, station in zip(ids, stations, strict=True) for item in _items(station)}
    return tuple(_decision(motion, station, key, of_item) for key, station in zip(ids, stations, strict=True))


@dataclass(frozen=True, slots=True)
class _Motion:
    told: History
    links: Sequence[Link]
    state: State
    city_files: Mapping[str, str | None]

    def document(self, item: str) -> str | None:
        """The hash of the document that an item stands in."""
        for station in self.told.stations:
            if station.id == item:
                return station.document.sha256
            for telling in station.also:
                if telling.id == item:
                    return telling.document.sha256
        return None

    def places(self, found: Iterable[Place], sha256: str | None) -> tuple[SourcePlace, ...]:
        """Places in a document of minutes, or in a file of the city's own record."""
        made = [
            SourcePlace(document=one.document, sha256=self.city_files.get(one.document) if _is_city(one) else sha256,
                        page=one.page, start=one.start, end=one.end, bbox=one.bbox)
            for one in found
        ]  # fmt: skip
        return tuple(sorted(dict.fromkeys(made), key=lambda one: (one.document, one.page, one.start, one.end)))


def _is_city(place: Place) -> bool:
    return place.rule.startswith("oparl.")


def _is_told(station: MotionStation) -> bool:
    if not station.minutes and station.official is not None and station.official.cancelled:
        return False
    return bool(station.item.vote_events) or _outcome(station) is not None


def _as_told(station: MotionStation) -> Told:
    city = station.official
    origin = (station.document.sha256, station.pointer)
    if not station.minutes and city is not None:
        origin = (city.id, city.agenda_item or "")
    return Told(_body(station), _date(station), _number(station), _title(station), origin)


def _body(station: MotionStation) -> str | None:
    return station.committee or (station.official.committee if station.official else None)


def _body_inferred(station: MotionStation) -> bool:
    if station.committee:
        return station.committee_inferred
    city = station.official
    return city is not None and city.organization is None and city.committee is not None


def _date(station: MotionStation) -> str | None:
    return station.date or (station.official.date if station.official else None)


def _number(station: MotionStation) -> str | None:
    return station.item.number or (station.official.number if station.official else None)


def _title(station: MotionStation) -> str | None:
    return station.item.title or (station.official.title if station.official else None)


def _outcome(station: MotionStation) -> tuple[Result, bool, str] | None:
    """The outcome, whether it is inferred, and where in the station it was read: the minutes' own word, else what
    follows from them, else the city's; a wording that no rule knows gives way to the city's code."""
    item, city = station.item, station.official.result if station.official else None
    if item.result is not None and (item.result.code != "unmapped" or city is None or city.code == "unmapped"):
        return item.result, False, "/item/result"
    if item.result is None and item.inferred_result is not None:
        return item.inferred_result, True, "/item/inferred_result"
    return None if city is None else (city, False, "official")


def _decision(motion: _Motion, station: MotionStation, key: str, of_item: Mapping[str, str]) -> Decision:
    told, city = motion.told, station.official
    outcome, text = _outcome(station), _text(told, station)
    line = DecisionLine(
        op="added", seq=0, schema=SCHEMA_ID, id=key,  # both are told anew in every page
        kind=_kind(station.role, outcome[0] if outcome else None),
        motion=told.reference,
        paper=TrackedPaper(
            reference=None if told.reference.startswith(("~", LONE)) else told.reference,
            title=told.title,
            state=motion.state,
        ),
        item=TrackedItem(number=_number(station), title=_title(station)),
        body=_body(station),
        body_inferred=_body_inferred(station),
        date=_date(station),
        meeting=station.meeting.number if station.meeting.number is not None or city is None else city.meeting_number,
        role=station.role,
        role_inferred=station.role_inferred,
        result=None if outcome is None else TrackedResult(
            text=outcome[0].text, code=outcome[0].code, inferred=outcome[1]
        ),
        votes=tuple(_vote(vote) for vote in station.item.vote_events),
        text=None if text is None else _tracked_text(text, station),
        duties=tuple(_duty(duty, of_item.get(duty.station)) for duty in told.duties),
        measures=tuple(_measure(link) for link in motion.links),
        official=None if city is None else OfficialIds(
            consultation=city.id, agenda_item=city.agenda_item, meeting=city.meeting
        ),
        sources=_sources(motion, station, text, None if outcome is None else outcome[2]),
    )  # fmt: skip
    body = line.model_dump(mode="json", by_alias=True, exclude={"op", "seq"})
    return Decision(key, told.reference, _digest(body, city_files=motion.city_files.keys()),
                    json.dumps(body, ensure_ascii=False, separators=(",", ":")))  # fmt: skip


def _kind(role: StationRole | None, outcome: Result | None) -> Kind:
    """Who only takes note decides nothing, whatever the body may."""
    return "noting" if outcome is not None and outcome.code == "noted" else _KINDS[role]


def _digest(body: Mapping[str, Any], *, city_files: Iterable[str]) -> str:
    city = frozenset(city_files)
    places = {
        pointer: [{**place, "document": None} for place in found if place["document"] not in city]
        for pointer, found in body["sources"].items()
    }
    said = json.dumps({**body, "sources": places}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _vote(vote: VoteEvent) -> TrackedVote:
    return TrackedVote(yes=vote.yes, no=vote.no, abstain=vote.abstain, other=dict(sorted(vote.other.items())),
                       manner=vote.manner, about=vote.about, passed=vote.passed, procedural=vote.procedural,
                       role=vote.role, text=vote.text)  # fmt: skip


def _text(told: History, station: MotionStation) -> Version | None:
    """What was adopted or recommended here, else what lay before the body."""
    here = [version for version in told.versions if version.station == station.id and version.kind in _HERE]
    if here:
        return min(here, key=lambda version: _HERE.index(version.kind))
    return None if station.dealt_with is None else told.versions[station.dealt_with]


def _tracked_text(version: Version, station: MotionStation) -> TrackedText:
    here = version.station == station.id and version.kind in _HERE
    return TrackedText.model_validate({
        "relation": version.kind if here else "dealt_with", "kind": version.kind, "text": version.text,
        "by": version.by, "date": version.date,
    })  # fmt: skip


def _duty(duty: OwedDuty, decision: str | None) -> TrackedDuty:
    return TrackedDuty(text=duty.text, kind=duty.kind, who=duty.who, to=duty.to, due=duty.due, due_from=duty.due_from,
                       due_to=duty.due_to, recurring=duty.recurring, standing=duty.standing, met_by=duty.met_by,
                       met_on=duty.met_on, decision=decision)  # fmt: skip


def _measure(link: Link) -> TrackedMeasure:
    measure = link.measure
    return TrackedMeasure.model_validate({
        "id": measure.id, "concept": measure.concept, "concept_name": measure.concept_name, "number": measure.number,
        "title": measure.title, "field": measure.field.number, "retired": measure.retired, "state": link.state,
        "score": None if link.score is None else round(link.score, 4), "reasons": link.reasons,
        "rests_on": link.rests_on, "dropped": link.dropped,
    })  # fmt: skip


def _sources(
    motion: _Motion, station: MotionStation, text: Version | None, outcome: str | None
) -> dict[str, tuple[SourcePlace, ...]]:
    own = station.document.sha256
    city = station.official
    found = {
        "/paper/reference": motion.places(station.sources.get("/item/paper", ()), own),
        "/item/number": motion.places(
            _of(station, "/item/number") if station.item.number else _city(city, "/number"), own
        ),
        "/item/title": motion.places(_of(station, "/item/title") if station.item.title else _city(city, "/title"), own),
        "/body": motion.places(_body_places(station, city), own),
        "/date": motion.places(_of(station, "/meeting/date") if station.date else _city(city, "/date"), own),
        "/role": motion.places(_role_places(station), own),
    }
    if outcome is not None:
        said = _city(city, "/result") if outcome == "official" else _of(station, outcome)
        found["/result"] = motion.places(said, own)
    for index in range(len(station.item.vote_events)):
        found[f"/votes/{index}"] = motion.places(_of(station, f"/item/vote_events/{index}"), own)
    if text is not None:
        found["/text"] = motion.places(text.places, motion.document(text.station))
    for index, duty in enumerate(motion.told.duties):
        found[f"/duties/{index}"] = motion.places(duty.places, motion.document(duty.station))
    for index, link in enumerate(motion.links):
        passages = [motion.places(one.places, one.document.sha256) for one in link.evidence.motion]
        found[f"/measures/{index}"] = tuple(dict.fromkeys(place for places in passages for place in places))
    return {pointer: places for pointer, places in found.items() if places}


def _of(station: MotionStation, pointer: str) -> tuple[Place, ...]:
    """Where a value was read; where only its parts have places, theirs; else the nearest around it."""
    if pointer in station.sources:
        return station.sources[pointer]
    parts = [place for part, some in station.sources.items() if part.startswith(pointer + "/") for place in some]
    return tuple(parts) or station.places(pointer)


def _body_places(station: MotionStation, city: OfficialStation | None) -> tuple[Place, ...]:
    if _body(station) is None:
        return ()
    if not station.committee:
        return _city(city, "/organization" if city and city.organization else "/inferred_organization")
    return station.sources.get("/meeting/organization", ()) or station.sources.get("/meeting/inferred_organization", ())


def _role_places(station: MotionStation) -> tuple[Place, ...]:
    """A role that is inferred stands nowhere."""
    if station.role is None or station.role_inferred:
        return ()
    return station.sources.get("/item/role") or station.sources.get("/role") or _city(station.official, "/role")


def _city(city: OfficialStation | None, pointer: str) -> tuple[Place, ...]:
    return () if city is None else city.places(pointer)


def _items(station: MotionStation) -> tuple[str, ...]:
    """The items that tell a station, by id."""
    return (station.id, *(one.id for one in station.also))
