"""Finds paper references in a stretch of text: the form alone, or the form behind a word such as Drucksache."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.minutes.rules_file import Rule, load_rules

_MAY_HOLD = re.compile(r"\d[\d ]?/|/\d|\d-\d|\d-[A-Z]|[IVX]-\d|\b(?:NR|OA|OF|OM|OIB|ST) \d")
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


def find_papers(text: str, start: int, end: int) -> list[FoundPaper]:
    """The references in text[start:end], in order, none overlapping another; the longer form wins."""
    if not _MAY_HOLD.search(text, start, end):
        return []
    word = load_rules("papers").one("paper.word").pattern
    refused = load_rules("papers").one("paper.no_paper").pattern
    found: list[FoundPaper] = []
    for rule in _forms():
        for match in rule.pattern.finditer(text, start, end):
            before = text[max(start, match.start() - 40) : match.start()]
            worded = bool(word.search(before))
            if not worded and found and _LIST_BEFORE.search(before):
                previous = max((f for f in found if f.end <= match.start()), key=lambda f: f.end, default=None)
                worded = previous is not None and previous.worded and match.start() - previous.end < 8
            if (not rule.values["sure"] and not worded) or refused.search(before):
                continue
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            reference = re.sub(r"\s+", " " if rule.id in ("paper.frankfurt", "paper.muenchen") else "", match.group())
            found.append(FoundPaper(reference, match.start(), match.end(), rule.id, worded))
    found.sort(key=lambda paper: paper.start)
    return found
