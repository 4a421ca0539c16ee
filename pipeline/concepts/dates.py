"""Dates as concepts and reports write them, as exact as they are: 12.07.2022, 12. Juli 2022, Juli 2017, 2021."""

from __future__ import annotations

import datetime
import re

_MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember")  # fmt: skip
_NAME = "|".join(_MONTHS)
_DAY = re.compile(
    rf"(?<!\d)(?:(?P<y0>(?:19|20)\d\d)-(?P<m0>\d\d)(?:-(?P<d0>\d\d))?"
    rf"|(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.\s?(?P<y1>(?:19|20)\d\d)"
    rf"|(?:(?P<d2>\d{{1,2}})\.\s?)?(?P<m2>{_NAME})\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>\d{{1,2}})/(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<y4>(?:19|20)\d\d))(?![\d/])",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/]|bis)\s*((?:19|20)\d\d)(?!\d)")


def find_day(text: str) -> tuple[str, int, int] | None:
    """The first date of a text in ISO 8601 with its characters; a day that does not exist is none."""
    for match in _DAY.finditer(text):
        day = _iso(match)
        if day is not None:
            return day, match.start(), match.end()
    return None


def find_span(text: str) -> tuple[str, str, int, int] | None:
    """The first span of years: "2016-2020" gives ("2016", "2020") with its characters."""
    match = _SPAN.search(text)
    return None if match is None or match[1] > match[2] else (match[1], match[2], match.start(), match.end())


def _iso(match: re.Match[str]) -> str | None:
    for number in range(5):
        year = match[f"y{number}"]
        if year is None:
            continue
        month = match.groupdict().get(f"m{number}")
        day = match.groupdict().get(f"d{number}")
        if month is None:
            return year
        count = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
        try:
            whole = datetime.date(int(year), count, int(day or 1))
        except ValueError:
            return None
        return whole.isoformat() if day else whole.isoformat()[:7]
    return None
