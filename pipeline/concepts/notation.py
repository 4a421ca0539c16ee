"""Numbers of measures and fields as a sheet holds them: text, but Excel may have made a figure or a day of them.

`4.2` typed into a German Excel is the 4th of February, `4.20` is April 2020, and `4.10` in an English one is the figure
4.1. What was meant is put right where only one reading is possible, and told as a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_SPELLINGS = {"mär": "mrz", "mar": "mrz", "may": "mai", "oct": "okt", "dec": "dez"}
_DAY_MONTH = re.compile(r"^(?P<day>\d{1,2})\.?[ -]?(?P<month>[A-Za-zä]{3})[a-zä]*\.?$")
_MONTH_YEAR = re.compile(r"^(?P<month>[A-Za-zä]{3})[a-zä]*\.?[ -](?P<year>\d{2}|\d{4})$")
_WHOLE_DAY = re.compile(r"^(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?:19|20)\d\d$")
_ISO = re.compile(r"^(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T]00:00(?::00)?)?$")
_TAIL = re.compile(r"^(?P<head>.*\.)(?P<last>\d+)$")


@dataclass(frozen=True, slots=True)
class Notation:
    """`text`: the number; `repaired`: it stood there otherwise."""

    text: str
    repaired: bool = False


def notation(written: str, *, typed: str | None = None, before: str | None = None) -> Notation:
    """The number a cell means. `typed`: "number" or "date" where the sheet holds no text; `before`: the number in the
    row above, by which 4.1 behind 4.9 is 4.10."""
    text = written.strip()
    day = _from_day(text)
    if day is not None:
        return Notation(day, repaired=True)
    if typed == "number" and before is not None:
        following = successor(before)
        if following is not None and following != text and _same_figure(following, text):
            return Notation(following, repaired=True)
    return Notation(text)


def successor(number: str) -> str | None:
    """The number that follows: 4.10 behind 4.9; None where the last part is no figure."""
    match = _TAIL.match(number)
    if match:
        return f"{match['head']}{int(match['last']) + 1}"
    return str(int(number) + 1) if number.isdecimal() else None


def _from_day(text: str) -> str | None:
    match = _DAY_MONTH.match(text)
    if match and (month := _month(match["month"])):
        return f"{int(match['day'])}.{month}"
    match = _MONTH_YEAR.match(text)
    if match and (month := _month(match["month"])):
        return f"{month}.{match['year'][-2:]}"
    match = _WHOLE_DAY.match(text)
    if match:
        return f"{int(match['day'])}.{int(match['month'])}"
    match = _ISO.match(text)
    return f"{int(match['day'])}.{int(match['month'])}" if match else None


def _month(word: str) -> int | None:
    short = word.lower()
    short = _SPELLINGS.get(short, short)
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _same_figure(number: str, figure: str) -> bool:
    try:
        return float(number) == float(figure)
    except ValueError:
        return False
