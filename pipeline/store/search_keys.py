"""What an item is filed under for searching: a number that sorts by date and knows what is public, and scope tokens.

The number (`search_key`) makes the filters that every search has into a range of numbers, and the newest items the last
ones of a list: no row has to be looked up for either. It is 63 bits: 17 of the meeting's day, then the document, then
the item's position, turned round, so that of one document the first item comes first when the newest do. Non-public
items have negative numbers.

Everything else one filters by is a token in the index, made by `scope`.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from pipeline.store.identity import ITEM_BITS, content_id

Range = tuple[int, int]
"""First and last number, both included."""

COMMITTEE, RESULT, PAPER = "committee", "result", "paper"
IN_TITLE, IN_TITLE_PART = "§", "¤"
"""Stand before a stem among the scope tokens: the title has this word, or it has it within a compound. In an index a
token is found at once, while `the word, but only in the title` means looking at all its places."""

DAY_SHIFT = 46
"""Bits behind the day of a number."""
_ITEM = (1 << DAY_SHIFT) - 1
_POSITION = (1 << ITEM_BITS) - 1
_HIDDEN = -(1 << 63)
_LAST_DAY = (1 << 17) - 1
_DAY_ZERO = datetime.date(1799, 12, 31).toordinal()  # day 1 is New Year 1800, day 0 is for items without a date
_SCOPE = re.compile("x[0-9a-f]*")
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def search_key(item_id: int, *, date: str | None, hidden: bool) -> int:
    """The number of an item (`agenda_item.id`) of a meeting on `date` (ISO 8601)."""
    return (day_number(date) << DAY_SHIFT | item_id ^ _POSITION) + (_HIDDEN if hidden else 0)


def item_of(key: int) -> int:
    """`agenda_item.id` of a number."""
    return (key & _ITEM) ^ _POSITION


def day_of(key: int) -> int:
    """The meeting's day, as `day_number` counts."""
    return key >> DAY_SHIFT & _LAST_DAY


@lru_cache(maxsize=1 << 15)
def year_of(day: int) -> int | None:
    """The year of a day; None for the day that stands for no date."""
    return datetime.date.fromordinal(_DAY_ZERO + day).year if day else None


def search_ranges(years: tuple[int | None, int | None] | None, *, include_non_public: bool) -> tuple[Range, ...]:
    """The numbers a search may look at. With `years` (first, last; None is open) items without a date are left out."""
    low, high = 0, (1 << 63) - 1
    if years is not None:
        first, last = years
        low = (1 if first is None else _first_day(first)) << DAY_SHIFT
        high = high if last is None else (_first_day(last + 1) << DAY_SHIFT) - 1
    public = (low, high)
    return (public, (low + _HIDDEN, high + _HIDDEN)) if include_non_public else (public,)


@lru_cache(maxsize=4096)
def day_number(date: str | None) -> int:
    """Days since New Year 1800, counted from 1; what lies outside the years 1800 to 2158 counts as their first or last
    day; 0 without a date."""
    match = _ISO.match(date) if date else None
    if match is None:
        return 0
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return _within(datetime.date(year, month, day).toordinal())
    except ValueError:  # 2016-02-30: the year is all that can be relied upon
        return _first_day(year)


def _first_day(year: int) -> int:
    return _within(datetime.date(min(max(year, 1), 9999), 1, 1).toordinal())


def _within(ordinal: int) -> int:
    return min(max(ordinal - _DAY_ZERO, 1), _LAST_DAY)


@lru_cache(maxsize=8192)
def scope(kind: str, value: str) -> str:
    """The token that stands in the index for a committee's id, a result's code or wording, a paper's reference. No word
    that anybody types is one."""
    return "x" + content_id(kind, value)


def like_a_scope(beginning: str) -> bool:
    """Whether a scope token may begin with these letters: then a word that does is not the only thing that does."""
    return _SCOPE.fullmatch(beginning) is not None
