"""German dates as they stand in headers, strictly: 14.12.2021, 14.12.21, 8. März 2010, 2021-12-14, "20 20".

No language parser here: measured, they read 05.06.2016 as the 6th of May and "7" as a date.
"""

from __future__ import annotations

import datetime
import re

MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "maerz": 3, "mrz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12, "rz": 3,
}  # fmt: skip

DATE = re.compile(
    r"(?<![\d.])(?:(?P<y0>(?:19|20)\d\d)-(?P<m0>\d\d)-(?P<d0>\d\d)"
    r"|(?P<d>\d{1,2})\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<y>(?:19|20)\s?\d\s?\d|\d\d)(?!\d|\.\d)"
    r"|(?P<d2>\d{1,2})\s?\.\s?(?P<month>Januar|Jänner|Februar|März|Maerz|rz|April|Mai|Juni|Juli|August|September|Oktober|"
    r"November|Dezember)\s+(?P<y2>(?:19|20)\s?\d\s?\d))"
)


def to_iso(match: re.Match[str]) -> str | None:
    """ISO 8601 of a match of DATE, or None when there is no such day (31.02.2020)."""
    if match["y0"]:
        day, month, year = match["d0"], match["m0"], match["y0"]
    elif match["d"]:
        day, month, year = match["d"], match["m"], match["y"].replace(" ", "")
        if len(year) == 2:
            year = ("19" if int(year) > 80 else "20") + year
    else:
        day, month, year = match["d2"], str(MONTHS[match["month"].lower()]), match["y2"].replace(" ", "")
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
