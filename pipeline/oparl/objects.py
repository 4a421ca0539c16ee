"""The OParl objects of a file, wherever they stand in it: alone, in a list, on a list page, inside one another.

OParl 1.0 and 1.1 name an object's kind by `type`; embedded ones may leave it out, for their place says what they are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from pipeline.documents.json_text import JsonValue

Kind: TypeAlias = Literal["Paper", "Consultation", "Meeting", "AgendaItem", "Organization"]
Fields: TypeAlias = dict[str, JsonValue]

KEPT: frozenset[str] = frozenset(get_args(Kind))
_TYPE = re.compile(r"https?://schema\.oparl\.org/1\.\d+/(\w+)/?")

_INSIDE: dict[str, tuple[tuple[str, Kind], ...]] = {
    "Paper": (("consultation", "Consultation"), ("superordinatedPaper", "Paper"), ("subordinatedPaper", "Paper"),
              ("relatedPaper", "Paper")),
    "Consultation": (("paper", "Paper"), ("meeting", "Meeting"), ("agendaItem", "AgendaItem"),
                     ("organization", "Organization")),
    "Meeting": (("agendaItem", "AgendaItem"), ("organization", "Organization")),
    "AgendaItem": (("consultation", "Consultation"), ("meeting", "Meeting")),
    "Body": (("organization", "Organization"), ("meeting", "Meeting"), ("paper", "Paper")),
}  # fmt: skip
"""Where objects stand within one another: the member of a kind, and the kind that stands there."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object; `inside` is the one it is embedded in."""

    kind: Kind
    fields: Fields
    start: int
    end: int
    inside: Found | None = None


@dataclass(frozen=True, slots=True)
class Objects:
    """`kept` in the order of the file; `kinds`: every kind named at the file's surface, those passed over too."""

    kept: tuple[Found, ...]
    kinds: frozenset[str]


def objects_of(root: JsonValue) -> Objects:
    """All objects of the kinds we keep. A file without any OParl `type` at its surface has no `kinds`."""
    kept: list[Found] = []
    kinds: set[str] = set()
    waiting: deque[tuple[str, JsonValue, Found | None]] = deque()
    for value in _surface(root):
        kind = _kind(value)
        if kind is not None:
            kinds.add(kind)
            waiting.append((kind, value, None))
    while waiting:  # a queue, for objects can stand in one another to any depth
        kind, value, inside = waiting.popleft()
        fields = cast("Fields", value.value)
        outer = inside
        if kind in KEPT:
            outer = Found(cast("Kind", kind), fields, value.start, value.end, inside)
            kept.append(outer)
        for member, expected in _INSIDE.get(kind, ()):
            for inner in each(fields.get(member)):
                if isinstance(inner.value, dict) and _kind(inner) in (None, expected):
                    waiting.append((expected, inner, outer))
    kept.sort(key=lambda found: found.start)
    return Objects(tuple(kept), frozenset(kinds))


def each(value: JsonValue | None) -> Iterator[JsonValue]:
    """The entries of a list; a single value where a file forgot the list; nothing for null."""
    if value is None:
        return
    if isinstance(value.value, list):
        yield from value.value
    elif value.value is not None:
        yield value


def _surface(root: JsonValue) -> Iterator[JsonValue]:
    """The object itself, the entries of a list, or those of a list page (`data` beside `links` and `pagination`)."""
    for value in each(root):
        page = value.value.get("data") if isinstance(value.value, dict) and _kind(value) is None else None
        yield from each(page) if page is not None else (value,)


def _kind(value: JsonValue) -> str | None:
    if not isinstance(value.value, dict):
        return None
    named = value.value.get("type")
    match = _TYPE.fullmatch(named.value) if named is not None and isinstance(named.value, str) else None
    return match.group(1) if match else None
