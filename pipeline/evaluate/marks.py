"""Where a record's facts stand in the document's own text: spans with a kind, for the page beside the facts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.record import MinutesRecord

KINDS = {
    "meeting": "meeting",
    "item": "number, title",
    "paper": "paper",
    "result": "result",
    "vote": "ballot",
    "speaker": "speaker",
    "turn": "turn of speech",
    "version": "version of the text",
    "duty": "duty",
    "mention": "mention",
}
"""Kinds of marks in the order of the legend."""

_OF_MEETING = ("organization", "inferred_organization", "number", "date", "public", "members", "present", "chair")
_OF_ITEM = {
    "number": "item",
    "title": "item",
    "paper": "paper",
    "result": "result",
    "inferred_result": "result",
    "vote_events": "vote",
    "speakers": "speaker",
    "speeches": "turn",
    "versions": "version",
    "duties": "duty",
    "mentioned_papers": "mention",
    "mentioned_people": "mention",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document's own text that a fact was read from; `label` names a turn's speaker and kind."""

    start: int
    end: int
    kind: str
    label: str | None = None


def marks_of(record: MinutesRecord, *, length: int) -> list[Mark]:
    """All marks within a text of `length` characters, by place; the wider first where two begin together."""
    found: set[tuple[int, int, str, str | None]] = set()
    for pointer, places in record.evidence.items():
        kind, label = _kind(pointer), _label(record, pointer)
        if kind is None:
            continue
        for place in places:
            if 0 <= place.start < place.end <= length:
                found.add((place.start, place.end, kind, label))
    ordered = sorted(found, key=lambda mark: (mark[0], -mark[1], mark[2], mark[3] or ""))
    return [Mark(*mark) for mark in ordered]


def _kind(pointer: str) -> str | None:
    parts = pointer.strip("/").split("/")
    if parts[0] == "meeting":
        return "meeting" if len(parts) > 1 and parts[1] in _OF_MEETING else None
    if parts[0] == "agenda_items" and len(parts) > 2:
        return _OF_ITEM.get(parts[2])
    return None


def _label(record: MinutesRecord, pointer: str) -> str | None:
    parts = pointer.strip("/").split("/")
    if len(parts) != 4 or parts[2] != "speeches":
        return None
    item = record.agenda_items[int(parts[1])]
    speech = item.speeches[int(parts[3])]
    if not 0 <= speech.speaker < len(item.speakers):
        return speech.kind
    speaker = item.speakers[speech.speaker]
    return " · ".join(filter(None, (speaker.name or speaker.role, (speech.kind or "").replace("_", " "))))
