"""Who was there: the attendance list of whole minutes, the strength of the body, and the hours of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import Line
from pipeline.minutes.attendance_scan import Row, clock, party_alone, rows_of
from pipeline.minutes.draft import Draft, Fact, Place
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.model.record import Attendee

_ANCHORS = ("nwesen", "ntschuldigt", "eilnehm", "Es fehl", "itglieder")
_ENDS = re.compile(
    r"(?i:T\s?a\s?g\s?e\s?s\s?o\s?r\s?d\s?n\s?u\s?n\s?g|Verhandelt|Protokoll\s*:?\s*$|(?:I+\.\s*)?(?:Nicht\s?-?)?öffentlicher\s+Teil|TOP\s+\d|(?:Die|Der)\s+(?:Ladung|Einladung|Vorsitzende)|Zur\s+Beurkundung|Beschluss)"
)
_HOUR_LABELS = ("Zeit", "Uhrzeit", "Sitzungsdauer", "Dauer", "Beginn", "Ende", "Sitzungsbeginn", "Sitzungsende")
_WITH_DATE = re.compile(r"[,\s]+(?:um\s+)?(\d{1,2})[.:](\d{2})\s*Uhr\b")


@dataclass(slots=True)
class _Section:
    """The rows under one heading; party lines between them stand before or after their people."""

    status: str
    function: str | None
    party_column: bool = False
    events: list[Row | str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)


@Language.component("protokolle_attendance")
def attendance(doc: Doc) -> Doc:
    """Fills attendance, begins, ends and, where `meeting` left them open, members and present."""
    draft: Draft = doc._.draft
    end = _front(draft)
    _hours(draft, end)
    if draft.members is None:
        _strength(draft)
    if draft.layout in ("minutes", "extract") and end:
        draft.attendance = _list(draft, 0, end)
        if not draft.attendance and draft.layout == "minutes":
            _inside(draft)
    return doc


def _front(draft: Draft) -> int:
    """Where the head of whole minutes ends: at the agenda or the first item."""
    starts = [item.start for item in draft.items]
    if draft.agenda:
        starts.append(draft.agenda[0].first.start)
    return min(starts, default=0)


def _list(draft: Draft, start: int, end: int) -> list[Fact[Attendee]]:
    """The people of the lines in [start, end)."""
    if not any(draft.flow.find(anchor, start, end) >= 0 for anchor in _ANCHORS):
        return []
    return _facts(_sections(draft, draft.lines_in(start, end)))


def _inside(draft: Draft) -> None:
    """The list stands in the first item ("1. Eröffnung"): its people are not that item's speakers or mentions."""
    item = next((item for item in draft.items if not item.from_agenda), None)
    if item is None or draft.flow.find("nwesen", item.body, item.end) < 0:
        return
    draft.attendance = _list(draft, item.body, item.end)
    if not draft.attendance:
        return
    first = min(fact.places[0].start for fact in draft.attendance)
    last = max(fact.places[0].end for fact in draft.attendance)
    item.speakers = [fact for fact in item.speakers if not _within(fact.places, first, last)]
    item.mentioned_people = [fact for fact in item.mentioned_people if not _within(fact.places, first, last)]


def _within(places: list[Place], first: int, last: int) -> bool:
    return all(first <= place.start < last for place in places)


def _sections(draft: Draft, lines: list[Line]) -> list[_Section]:
    """The list cut at its headings. Nothing counts before a heading that says who follows."""
    sections: list[_Section] = []
    status = "present"
    for line in lines:
        if sections and _ENDS.match(line.text):
            break
        found = _heading(line.text)
        if found is None:
            if sections:
                _row(draft, sections[-1], line.start, line.end, listed=False)
            continue
        rule, rest_start = found
        if rule.values.get("status") or rule.values.get("present_again"):
            status = str(rule.values.get("status", "present"))
        section = _Section(status, rule.values.get("function"))
        sections.append(section)
        rest = line.text[rest_start:]
        if re.match(r"(?:Fraktion|Partei)\s*:?\s*$", rest):
            section.party_column = True
        elif rest:
            _row(draft, section, line.start + rest_start, line.end, listed=True)
    return sections


def _heading(text: str) -> tuple[Rule, int] | None:
    """The heading rule that the line begins with, and where its rest starts."""
    if not _front_words().match(text):
        return None
    for rule in load_rules("attendance").of("heading"):
        match = rule.pattern.match(text)
        if match:
            return rule, match.start("rest")
    return None


def _row(draft: Draft, section: _Section, start: int, end: int, *, listed: bool) -> None:
    text = draft.text[start:end]
    party = party_alone(text)
    if party:
        section.events.append(party)
        section.places.append((start, end))
        return
    if len(text) > 160 and not listed:
        return  # a sentence, no row
    for row in rows_of(draft.text, start, end, listed=listed, party_column=section.party_column):
        section.events.append(row)
        section.places.append((row.start, row.end))


def _facts(sections: list[_Section]) -> list[Fact[Attendee]]:
    """The people, each once: told as member and again as clerk, or as the one stood in for and again as excused."""
    found: list[Fact[Attendee]] = []
    known: dict[tuple[str, str | None], int] = {}
    represented: set[int] = set()
    for section in sections:
        for (start, end), row, party in _with_party(section):
            attendee = Attendee.model_validate(_values(row, section, party))
            place = Place(start, end, f"attendance.{attendee.status}_row")
            index = known.setdefault((attendee.name, attendee.salutation), len(found))
            if index == len(found):
                found.append(Fact(attendee, [place]))
                if row.represented:
                    represented.add(index)
                continue
            found[index].places.append(place)
            first = found[index].value
            more = {name: getattr(first, name) or getattr(attendee, name) for name in ("role", "party", "honorific")}
            if index in represented:
                more["status"] = attendee.status
            found[index].value = first.model_copy(update=more)
    return found


def _with_party(section: _Section) -> Iterator[tuple[tuple[int, int], Row, str | None]]:
    """The rows with the party of their line: a heading before them, or a column that slipped below each."""
    events = section.events
    below = bool(events) and isinstance(events[-1], str) and isinstance(events[0], Row)
    heading: str | None = None
    for index, event in enumerate(events):
        if isinstance(event, str):
            heading = event
            continue
        following = events[index + 1] if below and index + 1 < len(events) else None
        yield section.places[index], event, (following if isinstance(following, str) else None) if below else heading


def _values(row: Row, section: _Section, party: str | None) -> dict[str, Any]:
    return {
        "name": row.name, "salutation": row.salutation, "honorific": row.honorific,
        "role": row.role or section.function, "party": row.party or party, "status": row.status or section.status,
        "arrives": row.arrives, "leaves": row.leaves, "stands_in_for": row.stands_in_for,
    }  # fmt: skip


def _strength(draft: Draft) -> None:
    """Members and present, from the sentence round the word "anwesend"."""
    flow = draft.flow
    at = flow.find("nwesend", 0, draft.end)
    for _ in range(8):
        if at < 0:
            return
        first = max(flow.rfind("\n", 0, at) + 1, at - 120)
        line_end = flow.find("\n", at)
        last = min(line_end if line_end >= 0 else draft.end, at + 120)
        for rule in load_rules("attendance").of("strength"):
            match = rule.pattern.search(flow, first, last)
            if match is None:
                continue
            groups = match.groupdict()
            one = "present2" if groups.get("present2") else "present"
            other = "members2" if groups.get("members2") else "members"
            if int(match[one]) <= int(match[other]):
                draft.present = Fact.at(int(match[one]), match.start(one), match.end(one), rule.id)
                draft.members = Fact.at(int(match[other]), match.start(other), match.end(other), rule.id)
                return
        at = flow.find("nwesend", at + 1, draft.end)


def _hours(draft: Draft, front: int) -> None:
    """When the meeting begins and ends: from the header's rows and lines, or the sentence that closes it."""
    for label, value, start, _ in draft.labels:
        if label in _HOUR_LABELS and value[:1].isalnum():
            _set_hours(draft, f"{label}: {value}", start - len(label) - 2)
    limit = max(front, min(draft.body, 3000), 500)
    flow = draft.flow
    if draft.begins is None or draft.ends is None:
        for line in draft.lines[:80]:
            if line.start > limit:
                break
            text = line.text
            if "eginn" in text or "nde" in text or "auer" in text or "eit" in text or "itzung, " in text:
                _set_hours(draft, text, line.start)
    if draft.begins is None and draft.date is not None:
        place = draft.date.places[0]
        match = _WITH_DATE.match(flow, place.end, place.end + 40)
        hour = clock(match.group(1), match.group(2)) if match else None
        if match and hour:
            draft.begins = Fact.at(hour, match.start(1), match.end(2), "meeting.begins_with_date")
    if draft.ends is None and draft.layout == "minutes":
        _closing(draft)


def _set_hours(draft: Draft, text: str, start: int) -> None:
    """Reads one line; a time that is known already stays."""
    for rule in load_rules("attendance").of("hours"):
        for match in rule.pattern.finditer(text):
            groups = match.groupdict()
            for name in ("begins", "ends"):
                hour = _hour(groups.get(name))
                if hour and getattr(draft, name) is None:
                    setattr(draft, name, Fact.at(hour, start + match.start(name), start + match.end(name), rule.id))


def _hour(written: str | None) -> str | None:
    """ "20.10" -> "20:10". A slip such as "16:055" is no time."""
    match = re.fullmatch(r"(\d{1,2})(?:\s?[.:]\s?(\d{2}))?", written or "")
    return clock(match.group(1), match.group(2)) if match else None


def _closing(draft: Draft) -> None:
    rule = load_rules("attendance").one("meeting.closed_at")
    for word in ("schließt", "schloss", "beendet"):
        at = draft.flow.rfind(word, 0, draft.end)
        match = rule.pattern.match(draft.flow, at, draft.end) if at >= 0 else None
        if match is None:
            continue
        name = "ends" if match["ends"] else "ends2"
        hour = _hour(match[name])
        if hour:
            draft.ends = Fact.at(hour, match.start(name), match.end(name), rule.id)
            return


@cache
def _front_words() -> re.Pattern[str]:
    """What every heading begins with: most rows are refused by their first letters."""
    return re.compile(
        r"(?:[a-zA-Z]\)|\d{1,2}[.)]|[IVX]+\.|[-•*▪–])?\s*(?i:es\s|abw|nicht|entsch|verhind|anwes|unentsch|teiln|sitzungst|sitzungsl|"
        r"ausschuss|vorsitz|stellv|stimmb|ordentl|gewählt|berat|weiter|sachk|mitgl|rats|stadt|gemeinde|amts|orts|fraktionsm|einw|bürger|die\s|der\s|"
        r"abgeord|bezirks|schrift|protok|von\s|aus\s|für\s|vertreter|mitarb|verwalt|als\s|gast|gäste|sachv|zuhör|presse|mit\s|ohne\s)"
    )
