"""Who chairs the meeting: told by the header, or inferred from acts that only the chair does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.minutes.draft import Draft, Fact, Place
from pipeline.minutes.rules_file import load_rules
from pipeline.minutes.turn_kinds import is_female
from pipeline.model.record import Speaker

_MAX_PLACES = 6  # of evidence: enough to check it, whole minutes tell a hundred
_HEADER_LINE = re.compile(
    r"(?:Sitzungsleitung|Sitzungsleiter(?:in)?|Leitung|Vorsitz(?:ende(?:r|/r|\(r\))?)?)\s*:\s*(?P<value>\S[^\n]{2,80})"
)
_CHAIRS = re.compile(r"(?:^|, )(?:Ausschuss)?(?:[Vv]orsitz(?:ende[r]?)?$|Vorsitz(?:ende[r]?)?,|Sitzungsleit)")
_PERSON = re.compile(
    r"(?P<role>(?:Ober|Bezirks|Orts|Erste[rn]?\s+)?[Bb]ürgermeister(?:in)?|Ortsvorsteher(?:in)?|Stadtr(?:at|ätin)|Landr(?:at|ätin)|"
    r"Stadtverordnetenvorsteher(?:in)?|Stadtpräsident(?:in)?|Beigeordnete[r]?)?\s*(?P<salutation>Herr|Frau)?\s*"
    r"(?P<title>(?:(?:Prof|Dr)\.\s*)+)?(?P<name>[A-ZÄÖÜ][\w'’-]+(?:\s+(?:von|van|de|zu|der|[A-ZÄÖÜ][\w'’.-]*)){0,3})\s*(?:$|[,(;])"
)


@dataclass(slots=True)
class Act:
    """An act that only the chair does: the sentence, the rule that read it, its weight."""

    speaker: Speaker
    start: int
    end: int
    rule: str
    weight: int


@dataclass(slots=True)
class _Candidate:
    speaker: Speaker
    weight: int = 0
    places: list[Place] = field(default_factory=list)


def choose_chair(draft: Draft, acts: list[Act]) -> Fact[Speaker] | None:
    """The chair with the places that tell it; None when nobody or two people do it equally."""
    named: dict[str, _Candidate] = {}
    offices = _Candidate(Speaker())
    for act in acts:
        place = Place(act.start, act.end, act.rule.replace("speech.", "chair."))
        speaker = act.speaker
        if speaker.name is None:
            offices.speaker = offices.speaker if offices.weight else Speaker(role=speaker.role)
            candidate = offices
        else:
            candidate = named.setdefault(speaker.name.split()[-1].casefold(), _Candidate(speaker))
        candidate.weight += act.weight
        candidate.places.append(place)
    told = _told(draft)
    if told is not None:
        return _with_acts(told, named, offices)
    ranked = sorted(named.values(), key=lambda candidate: -candidate.weight)
    if len(ranked) > 1 and ranked[0].weight == ranked[1].weight:
        ranked = []
        if not offices.weight:
            return None
    if ranked and ranked[0].weight >= offices.weight:
        return Fact(ranked[0].speaker, ranked[0].places[:_MAX_PLACES])
    if offices.weight:
        return Fact(offices.speaker, offices.places[:_MAX_PLACES])
    return None


def _with_acts(told: Fact[Speaker], named: dict[str, _Candidate], offices: _Candidate) -> Fact[Speaker]:
    """The chair that the header names, with what that person did as further evidence."""
    key = (told.value.name or "").split()[-1].casefold() if told.value.name else ""
    own = named.get(key)
    by_office = offices.places
    if None not in (is_female(told.value), is_female(offices.speaker)) and is_female(told.value) != is_female(
        offices.speaker
    ):
        by_office = []  # "Die Vorsitzende" under a header with a man: a deputy took the chair
    return Fact(told.value, [*told.places, *(own.places if own else []), *by_office][:_MAX_PLACES])


def _told(draft: Draft) -> Fact[Speaker] | None:
    """The attendance list's row with the chair, or the header's line "Vorsitzender: Oberbürgermeister Dr. X"."""
    for row in draft.attendance:
        attendee = row.value
        if attendee.status == "present" and _CHAIRS.search(attendee.role or ""):
            speaker = Speaker(
                name=attendee.name, salutation=attendee.salutation, honorific=attendee.honorific,
                role=attendee.role, party=attendee.party,
            )  # fmt: skip
            return Fact(speaker, [Place(place.start, place.end, "chair.attendance") for place in row.places])
    for label, value, start, _ in draft.labels:
        if label in _labels():
            told = _person(value, start)
            if told is not None:
                return told
    for line in draft.lines[:30]:
        if "itz" not in line.text[:20] and "Leit" not in line.text[:20]:
            continue
        match = _HEADER_LINE.match(line.text)
        if match is not None and line.start <= max(draft.body, 400):
            return _person(match["value"], line.start + match.start("value"))
    return None


def _person(value: str, start: int) -> Fact[Speaker] | None:
    match = _PERSON.match(value)
    if match is None:
        return None
    title = match["title"]
    speaker = Speaker(
        name=match["name"], salutation=match["salutation"], honorific=" ".join(title.split()) if title else None,
        role=match["role"],
    )  # fmt: skip
    return Fact.at(speaker, start + match.start(), start + match.end("name"), "chair.header")


@cache
def _labels() -> frozenset[str]:
    return frozenset(load_rules("speeches").lists["chair_labels"])
