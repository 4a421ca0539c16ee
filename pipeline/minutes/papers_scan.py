"""Finds paper references in a stretch of text: the form alone, or the form behind a word such as Drucksache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.minutes.rules_file import Rule, load_rules

_ANCHOR = re.compile(r"[0-9]\s?[/-]\s?[\dA-Z]")  # a set is found a third faster than \d
_REACH = 26  # no reference is longer on either side of its anchor
_RARE = (
    "DHH/",
    "AN ",
    "Vorlage A ",
    "Vorlage B ",
    "Vorlage E ",
    "Vorlage M ",
    "NR ",
    "OA ",
    "OF ",
    "OM ",
    "OIB ",
    "ST ",
    "IX-",
    "V-",
    "X-",
    "I-",
    "DS",
)
_RARE_ANCHOR = re.compile(r"(?<![\w/])(?:DHH/\d|(?:NR|OA|OF|OM|OIB|ST|AN|[ABEM])\s\d|[IVX]{1,4}-\d)")
# how the words end that make a number a paper: a cheap test before the pattern
_WORD_ENDS = (
    "DS",
    "Drs",
    "Drucks",
    "Drucksache",
    "Drucksachen",
    "nummer",
    "drucksache",
    "Vorlage",
    "Vorlagen",
    "vorlage",
    "Nr",
    "Antrag",
    "Anfrage",
    "SP",
)
_LIST_BEFORE = re.compile(r"(?:und|sowie|,|/)\s*$")


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A reference as written, its place, and whether a word such as DS stood before it."""

    reference: str
    start: int
    end: int
    rule: str
    worded: bool


@cache
def _forms() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("papers").rules if "sure" in rule.values)


@cache
def _combined() -> re.Pattern[str]:
    """All forms as one pattern, in their order; the group that matched is the form."""
    forms = "|".join(f"(?P<f{index}>{rule.pattern.pattern})" for index, rule in enumerate(_forms()))
    return re.compile(forms, re.VERBOSE)


def find_papers(text: str, start: int, end: int) -> list[FoundPaper]:
    """The references in text[start:end], in order, none overlapping another."""
    found: list[FoundPaper] = []
    for match in _candidates(text, start, end):
        rule = _forms()[int(str(match.lastgroup)[1:])]
        before = text[max(start, match.start() - 40) : match.start()]
        worded = before.rstrip(" :.-–").endswith(_WORD_ENDS) and bool(_word().search(before))
        if not worded and found and _LIST_BEFORE.search(before):
            worded = found[-1].worded and match.start() - found[-1].end < 8
        if (not rule.values["sure"] and not worded) or _refused().search(before):
            continue
        reference = re.sub(
            r"\s+",
            " "
            if rule.id in ("paper.frankfurt", "paper.muenchen", "paper.short_code", "paper.frankfurt_letter")
            else "",
            match.group(),
        )
        found.append(FoundPaper(reference, match.start(), match.end(), rule.id, worded))
    return found


@cache
def _word() -> re.Pattern[str]:
    return load_rules("papers").one("paper.word").pattern


@cache
def _refused() -> re.Pattern[str]:
    return load_rules("papers").one("paper.no_paper").pattern


def _candidates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches around a slash or dash between figures; the few forms without one only where their letters stand."""
    behind = start
    anchors = [match.span() for match in _ANCHOR.finditer(text, start, end)]
    if any(text.find(rare, start, end) >= 0 for rare in _RARE):
        anchors += [match.span() for match in _RARE_ANCHOR.finditer(text, start, end)]
        anchors.sort()
    for first, last in anchors:
        if first < behind:
            continue
        begin, floor = first, max(behind, first - _REACH)
        while begin > floor and (text[begin - 1].isalnum() or text[begin - 1] in "/-_"):
            begin -= 1
        match = _combined().match(text, begin, end)
        if match is None and (
            text[begin].isdigit() or first != begin
        ):  # glued to a number ("2pl/9/2/21"), or begun too early
            match = _combined().search(text, begin + 1, min(end, last + _REACH))
        if match and match.start() <= last:
            behind = match.end()
            yield match
