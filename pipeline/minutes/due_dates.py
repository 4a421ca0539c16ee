"""By when: finds the words for a due date in a sentence and turns them into a range of days.

`find_due(sentence, base=...)` reads "bis Ende des II. Quartals 2016", "im November 2016", "bis zum 23.02.2024",
"in der Sitzung im Dezember 2020", "zum Beginn des Schuljahres 2024/2025". The forms stand in rules/duties.toml
(`field = "due"`). Digits are read by us alone; what remains ("in drei Wochen") goes to dateparser.

Conventions, where German leaves it open: "Anfang", "Mitte" and "Ende" are the thirds of a month (to the 10th, to the
20th, from the 21st) and of a year (January to April, May to August, September to December); but "bis Mitte" ends in the
middle, on the 15th or on 30 June. "Ende" of a quarter or half-year is its last month. Seasons are the meteorological ones;
winter lies in two years and stays open. A school year begins on 1 August (Hamburger Abkommen of the Länder, § 1).
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache

from pipeline.minutes.dates import DATE, MONTHS, to_iso
from pipeline.minutes.rules_file import Rule, load_rules

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINALS = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4}
_SEASONS = {"frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "herbst": (9, 11)}
_NUMBERS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12,
}  # fmt: skip
_UNTIL = re.compile(r"\b(?:bis|spätestens|innerhalb|binnen)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\bvor\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:ab|beginnend)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?P<part>Anfang|Mitte|Ende)\b")
_START = re.compile(r"\b(?:Beginn|Anfang|Schul(?:jahres)?beginn|Schuljahresanfang)\b")

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Due:
    """Words for a due date. Offsets count the sentence; `first` and `last` bound the day, both included.

    `until`: only the last day counts ("bis ..."), so `first` is None. Both are None where the words do not fix days
    ("bis zur nächsten Sitzung") or the year is open.
    """

    text: str
    start: int
    end: int
    rule: str
    until: bool
    first: datetime.date | None = None
    last: datetime.date | None = None


def find_due(sentence: str, *, base: datetime.date | None) -> tuple[Due, ...]:
    """All due dates of a sentence, in order, none overlapping; `base` is the meeting's day, None where it is unknown.

    A year that is not written is the next such month, quarter or day after `base`; where the meeting itself lies in
    that stretch, the words do not say which is meant and the range stays open. Never raises.
    """
    found: list[Due] = []
    for rule, anchors, form in _forms():
        for anchor in anchors:  # a loop, not any(): this runs for every promise, and most have no date
            if anchor in sentence:
                break
        else:
            continue
        for match in rule.pattern.finditer(sentence):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            first, last = _bounds(match, form, base)
            text = match.group()
            until = bool(_UNTIL.search(text) or _BEFORE.match(text))
            found.append(Due(" ".join(text.split()), match.start(), match.end(), rule.id, until, first, last))
    return tuple(sorted(found, key=lambda due: due.start))


@cache
def _forms() -> tuple[tuple[Rule, tuple[str, ...], str], ...]:
    return tuple((rule, tuple(rule.values["anchors"]), rule.values["form"]) for rule in load_rules("duties").of("due"))


def _bounds(
    match: re.Match[str], form: str, base: datetime.date | None
) -> tuple[datetime.date | None, datetime.date | None]:
    try:
        span = _READERS[form](match, base) if form in _READERS else None
    except (ValueError, OverflowError):  # no such day: 31.02., or a year beyond the calendar
        return None, None
    if span is None:
        return None, None
    text = match.group()
    if _BEFORE.match(text):
        return None, span[0] - datetime.timedelta(days=1)
    if _UNTIL.search(text):
        return None, span[1]
    if _FROM.match(text):
        return span[0], None
    return span


def _day(match: re.Match[str], base: datetime.date | None) -> Span | None:
    written = DATE.search(match.group())
    if written:
        iso = to_iso(written)
        if iso is None:
            return None
        day = datetime.date.fromisoformat(iso)
        return day, day
    if base is None:
        return None
    number = int(match["day"])
    month = int(match["nth"]) if match["nth"] else MONTHS[match["month"].lower()]
    day = datetime.date(base.year, month, number)
    if day <= base:
        day = datetime.date(base.year + 1, month, number)
    return day, day


def _month(match: re.Match[str], base: datetime.date | None) -> Span | None:
    first, second = MONTHS[match["month"].lower()], MONTHS[(match["second"] or match["month"]).lower()]
    year = _year(match, base)
    part = _part(match)
    if year is None:
        if base is None or (base.month == first and part != "Ende") or _said_of_other_year(match):
            return None
        year = base.year + (first < base.month)
        if base.month == first and base.day > 20:
            return None
    start, end = datetime.date(year, first, 1), _month_end(year + (second < first), second)
    if part == "Anfang":
        return start, start.replace(day=10)
    if part == "Mitte":
        return start.replace(day=11), start.replace(day=15 if _UNTIL.search(match.group()) else 20)
    if part == "Ende":
        return end.replace(day=21), end
    return start, end


def _quarter(match: re.Match[str], base: datetime.date | None) -> Span | None:
    return _stretch(match, base, months=3)


def _half(match: re.Match[str], base: datetime.date | None) -> Span | None:
    return _stretch(match, base, months=6)


def _stretch(match: re.Match[str], base: datetime.date | None, *, months: int) -> Span | None:
    """The n-th quarter or half of a year. "Ende" of it is its last month."""
    number = _ordinal(match["n"])
    if number is None or number * months > 12:
        return None
    last = number * months
    year = _year(match, base)
    part = _part(match)
    if year is None:
        if base is None or _said_of_other_year(match):
            return None
        inside = last - months < base.month <= last
        if inside and (part != "Ende" or base.month == last):
            return None
        year = base.year + (last < base.month)
    start, end = datetime.date(year, last - months + 1, 1), _month_end(year, last)
    if part == "Anfang":
        return start, _month_end(year, start.month)
    if part == "Mitte":
        return start, _month_end(year, start.month + months // 2 - (months == 6))
    if part == "Ende":
        return end.replace(day=1), end
    return start, end


def _whole_year(match: re.Match[str], base: datetime.date | None) -> Span | None:
    year = _year(match, base)
    if year is None:
        if base is None:
            return None
        year = base.year  # "bis Jahresende", "bis Ende des Jahres": the year the meeting is held in
    part = "Ende" if re.search(r"[Ee]nde\b", match.group()) else "Mitte" if "itte" in match.group() else _part(match)
    if part == "Anfang":
        return datetime.date(year, 1, 1), datetime.date(year, 4, 30)
    if part == "Mitte":
        until = _UNTIL.search(match.group())
        return datetime.date(year, 5, 1), datetime.date(year, 6, 30) if until else datetime.date(year, 8, 31)
    if part == "Ende":
        return datetime.date(year, 9, 1), datetime.date(year, 12, 31)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _season(match: re.Match[str], base: datetime.date | None) -> Span | None:
    year = _year(match, base)
    months = _SEASONS.get(match["season"].lower())
    if year is None or months is None:
        return None
    return datetime.date(year, months[0], 1), _month_end(year, months[1])


def _school_year(match: re.Match[str], base: datetime.date | None) -> Span | None:
    """The day a school year begins; "zum Schuljahr 2024/2025" means the same. "Ende des Schuljahres" is 31 July."""
    text = match.group()
    ends = bool(re.search(r"\bEnde\b|Schuljahresende", text))
    if match["y"]:
        year = _century(match["y"]) + (ends and match["y2"] is not None)
    elif base is not None and not re.search(r"\b(?:diese[sn]|laufenden)\b", text):
        year = base.year + ((base.month, base.day) >= ((7, 31) if ends else (8, 1)))
    else:
        return None
    day = datetime.date(year, 7, 31) if ends else datetime.date(year, 8, 1)
    if not ends and not _START.search(text) and re.match(r"(?i)im\b|während", text):
        return day, datetime.date(year + 1, 7, 31)
    return day, day


def _within(match: re.Match[str], base: datetime.date | None) -> Span | None:
    """ "innerhalb von drei Monaten", "binnen 6 Wochen", "in zwei Wochen": counted from the meeting."""
    if base is None or match["event"]:
        return None  # "innerhalb von drei Monaten nach Inbetriebnahme": counted from a day nobody knows
    unit = match["unit"].lower()
    number = 6 if match["half"] else int(match["n"]) if match["n"].isdigit() else _NUMBERS.get(_bare(match["n"]))
    if number is not None and match["half"]:
        unit = "monat"
    if number is None:
        day = _by_dateparser(f"in {match['n']} {match['unit']}", base)
    elif unit.startswith(("tag", "woche")):
        day = base + datetime.timedelta(days=number * (7 if unit.startswith("w") else 1))
    else:
        day = _months_later(base, number * (12 if unit.startswith("jahr") else 1))
    return None if day is None else (base, day) if _UNTIL.search(match.group()) else (day, day)


def _words(match: re.Match[str], base: datetime.date | None) -> Span | None:
    """Words our own forms do not know: "nächste Woche", "übermorgen"."""
    if base is None:
        return None
    words = match["words"]
    day = _by_dateparser(re.sub(r"(?i)^((?:nächste|kommende))[nrms]\b", r"\1", words), base)
    if day is None:
        return None
    if "Woche" in words:
        first = day - datetime.timedelta(days=day.weekday())
        return first, first + datetime.timedelta(days=6)
    if "Monat" in words:
        return day.replace(day=1), _month_end(day.year, day.month)
    return day, day


_READERS = {
    "day": _day, "month": _month, "quarter": _quarter, "half": _half, "year": _whole_year, "season": _season,
    "school_year": _school_year, "within": _within, "words": _words,
}  # fmt: skip


def _by_dateparser(words: str, base: datetime.date) -> datetime.date | None:
    """What dateparser makes of words. Never given digits: it reads 05.06.2016 as the 6th of May and "7" as a date."""
    if any(character.isdigit() for character in words):
        return None
    # 0.1 s to import, and needed by one document in thousands; it has no type information of its own
    import dateparser  # type: ignore[import-untyped]

    found = dateparser.parse(
        words,
        languages=["de"],
        settings={
            "RELATIVE_BASE": datetime.datetime.combine(base, datetime.time()),
            "PREFER_DATES_FROM": "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None


def _year(match: re.Match[str], base: datetime.date | None) -> int | None:
    """The year as written, or the one that "dieses Jahres", "des nächsten Jahres" means."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(str(groups["y"]).replace(" ", ""))
    said = groups.get("said")
    if said and base is not None:
        if re.search(r"diese|laufend|l\.\s?J|d\.\s?J", said):
            return base.year
        if re.search(r"nächst|kommend|folgend|Folge", said):
            return base.year + 1
    return None


def _said_of_other_year(match: re.Match[str]) -> bool:
    """The year is said in words we do not follow ("des Vorjahres"): then it is not taken from the meeting."""
    return bool(match.groupdict().get("said"))


def _part(match: re.Match[str]) -> str | None:
    found = _PART.search(match.group())
    return found["part"] if found else None


def _ordinal(written: str) -> int | None:
    bare = written.lower().rstrip(". ")
    if bare.isdigit():
        return int(bare)
    return _ROMAN.get(bare) or _ORDINALS.get(bare.rstrip("nmrs"))


def _bare(number: str) -> str:
    word = number.lower()
    return "ein" if word in ("einem", "einer", "eines", "einen", "eine") else word


def _century(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
