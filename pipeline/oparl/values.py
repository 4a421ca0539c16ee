"""The values of OParl's members, in our types. A value of the wrong type is as unknown as a missing one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from pipeline.documents.json_text import JsonValue
from pipeline.oparl.objects import each

Url: TypeAlias = tuple[str, JsonValue]
"""A URL and where it stands."""

_LONGEST_URL = 1000  # characters; an index takes no more than some thousand bytes
_BLANKS = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HALF = re.compile(r"[\ud800-\udfff]")
_MEETING_NUMBER = re.compile(r"(?<![\d.])(\d{1,3})\.\s{1,3}(?:[\w/()-]{2,30}[\s,]{1,2}){0,4}?(?:\w{2,30})?[Ss]itzung\b")


def text_of(value: JsonValue | None) -> str | None:
    """A text without blanks around it; a number as it is printed; None where nothing is said."""
    if value is None or isinstance(value.value, bool | list | dict):
        return None
    if isinstance(value.value, str):
        # half a character ("\ud83d" without its second half) is what a cut in the wrong place leaves
        return _HALF.sub("\ufffd", value.value).strip() or None
    return None if value.value is None else str(value.value)


def line_of(value: JsonValue | None) -> str | None:
    """A text as one line: titles come with the line ends of a form."""
    text = text_of(value)
    return None if text is None else _BLANKS.sub(" ", text)


def flag_of(value: JsonValue | None) -> bool | None:
    """True, false, or not said."""
    return value.value if value is not None and isinstance(value.value, bool) else None


def whole_of(value: JsonValue | None) -> int | None:
    """A whole number that a database can hold."""
    if value is None or isinstance(value.value, bool) or not isinstance(value.value, int):
        return None
    return value.value if abs(value.value) < 1 << 31 else None


def url_of(value: JsonValue | None) -> str | None:
    """A URL, or that of the object that is embedded in its place."""
    return id_of(value.value.get("id") if value is not None and isinstance(value.value, dict) else value)


def id_of(value: JsonValue | None) -> str | None:
    """A URL that is written out."""
    url = text_of(value) if value is not None and isinstance(value.value, str) else None
    return url if url is None or len(url) <= _LONGEST_URL else None


def urls_of(value: JsonValue | None) -> Iterator[Url]:
    """The URLs of a list, each with its place."""
    for entry in each(value):
        url = url_of(entry)
        if url is not None:
            yield url, id_value_of(entry)


def id_value_of(value: JsonValue) -> JsonValue:
    """Where a URL stands that `url_of` gives: the value itself, or the id of the object in its place."""
    return value.value["id"] if isinstance(value.value, dict) else value


def file_name_of(value: JsonValue | None) -> Url | None:
    """The name of an embedded File, and where it stands."""
    if value is None or not isinstance(value.value, dict):
        return None
    for member in ("name", "fileName"):
        name = line_of(value.value.get(member))
        if name is not None:
            return name, value.value[member]
    return None


def day_of(written: str) -> str | None:
    """The local day of a date or a point in time, ISO 8601; None where it is no date.

    `2016-06-14T16:30:00+02:00` is the day that is written. A time in UTC is brought to German time first:
    `2016-06-13T22:00:00Z` is how a program says midnight of 14 June.
    """
    match = _DAY.match(written)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match.end() == len(written):
            return day.isoformat()
        moment = datetime.fromisoformat(written)
        if moment.utcoffset() == timedelta(0):
            moment = moment.replace(tzinfo=UTC) + timedelta(hours=2 if _is_summer(moment) else 1)
        return moment.date().isoformat()
    except (ValueError, OverflowError):
        return None


def meeting_number_of(name: str) -> int | None:
    """12, where a meeting is called "12. öffentliche Sitzung des Hauptausschusses"."""
    match = _MEETING_NUMBER.search(name[:200])
    return int(match[1]) if match else None


def _is_summer(moment: datetime) -> bool:
    """Whether German clocks show summer time at a moment in UTC: from the last Sunday of March to that of October, one
    o'clock UTC (EU directive 2000/84; the rule holds since 1996). No table of time zones is needed, which not every
    system has."""
    naive = moment.replace(tzinfo=None)
    return _last_sunday(naive.year, 3) <= naive < _last_sunday(naive.year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)
