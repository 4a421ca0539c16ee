"""Where a station sends a motion: to which bodies, and which station follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.motions.answers import MotionStation, NextStep

_SENDS = re.compile(r"überw(?:ies|eis|ei[sß])\w*|verw(?:ies|eis)\w*|zurückverw\w+", re.IGNORECASE)
# A body's name after "in den", "an den": the head word, then capital words and what binds them.
_BODY = re.compile(
    r"\b(?:in|an|dem|den|der|die|das|im) ((?:[A-ZÄÖÜ][\wäöüß-]*ausschuss|Ausschuss|Ortsbeirat|Ortschaftsrat|"
    r"[A-ZÄÖÜ][\wäöüß-]*beirat|Gemeinderat|Stadtverordnetenversammlung|Bezirksvertretung)"
    r"(?:,? (?:(?:für|zur|zum|und|der|des|die|von) ){0,3}[A-ZÄÖÜ][\wäöüß-]*){0,8})"
)
_LEADS = re.compile(r"\s*\(?\s*(?:ff\.?|federführend)\s*\)?", re.IGNORECASE)
_TAIL = re.compile(r"(?:,? (?:und|sowie) (?:in|an) .*| (?:Fraktion|Herr|Frau|Antrag|Vorlage|Drucksache)\b.*)$")
_KINDS: dict[str, Literal["referred", "deferred"]] = {"referred": "referred", "deferred": "deferred"}
_REACH = 250


def onward(station: MotionStation, later: Sequence[MotionStation]) -> NextStep | None:
    """The next step after `station`; `later` are the stations behind it, by date. None where the station ends the
    matter."""
    result = station.item.result or station.item.inferred_result
    code = result.code if result else None
    following = next((one for one in later if one.date is not None and one.date > (station.date or "")), None)
    if code in _KINDS:
        named = bodies_named(station.item.text or "") if code == "referred" else ()
        lead = lead_named(station.item.text or "", named)
        return NextStep(kind=_KINDS[code], to=named, lead=lead, station=following.id if following else None)
    if station.role == "recommending" and code in ("adopted", "adopted_amended", "rejected"):
        return NextStep(kind="recommended", to=(), station=following.id if following else None)
    return None


def bodies_named(text: str) -> tuple[str, ...]:
    """The bodies that a text refers a matter to, each once, as written."""
    found: dict[str, None] = {}
    for verb in _SENDS.finditer(text):
        begin = max(text.rfind(".", 0, verb.start()), text.rfind("\n\n", 0, verb.start())) + 1
        window = " ".join(text[max(begin, verb.start() - _REACH) : verb.end() + _REACH].split())
        window = window.split(". ")[0]
        for match in _BODY.finditer(window):
            found[_TAIL.sub("", match.group(1)).strip()] = None
    return tuple(name for name in found if len(name) > 4)


def lead_named(text: str, bodies: Sequence[str]) -> str | None:
    """The body that `(ff)` or `federführend` stands behind."""
    plain = " ".join(text.split())
    for body in bodies:
        at = plain.find(body)
        if at >= 0 and _LEADS.match(plain, at + len(body)):
            return body
    return None
