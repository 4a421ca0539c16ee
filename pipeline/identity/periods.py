"""Stretches of time in which something was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """When something was seen, and how often. Undated documents count, and have no part in the dates."""

    count: int
    first: str | None
    last: str | None

    def __add__(self, other: Period) -> Period:
        firsts = [one for one in (self.first, other.first) if one]
        lasts = [one for one in (self.last, other.last) if one]
        return Period(self.count + other.count, min(firsts, default=None), max(lasts, default=None))


NEVER = Period(0, None, None)


def years_between(one: Period, other: Period) -> float:
    """Years between two periods; 0 where they overlap or where either is undated."""
    if not (one.first and one.last and other.first and other.last):
        return 0.0
    earlier, later = sorted(((one.first, one.last), (other.first, other.last)))
    return years_from(earlier[1], later[0])


def years_from(day: str, later: str) -> float:
    """Years from one day to a later one, ISO 8601; 0 where they stand the other way round, or one is no day."""
    try:
        days = (date.fromisoformat(later) - date.fromisoformat(day)).days
    except ValueError:
        return 0.0
    return max(days, 0) / 365.25
