"""How one paper stands to another: amends, replaces, carries out, reports on, answers, belongs to.

Read from the sentence in which an item about one paper names the other, from the titles, and from the number's
suffix. A paper that is only named is related in no way: it stays a mention. Every relation says why and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.motions.titles import before_here, likeness, read

Kind = Literal["amends", "replaces", "carries_out", "reports_on", "answers", "belongs_to"]

_SUFFIX = re.compile(r"^(\d{2}/[A-Z]+/\d{3,4}|\d{4}/\d{4,5}|[A-Z]{2}\d{4}/\d{2}|[A-Z]+/\d{4}/\d{4,5})[-/]\d{1,2}$")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„])|\n\s*\n")
_REACH = 300  # characters of a sentence on either side of the number

# The wording, in the order in which it decides: the first that fits names the relation. A pattern is only tried where
# one of the words before it stands: most sentences that name a paper say nothing of how it stands to this one.
_WORDINGS: tuple[tuple[Kind, str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "amends", "an amendment to it", ("antrag", "ändert"),
        re.compile(r"(?:änderungs|ergänzungs|zusatz)antrag\w*\s[^.]{0,40}\bzu[mr]?\b|\bändert\b"),
    ),
    (
        "replaces", "takes its place", ("ersetzt", "an die stelle", "neufassung", "abgelöst", "hinfällig"),
        re.compile(r"\bersetzt\b|an die stelle|\bneufassung\b|\babgelöst\b|hinfällig"),
    ),
    (
        "answers", "an answer to it", ("antwort", "anfrage"),
        re.compile(r"beantwort\w*|\bantwort\w*\s+(?:auf|zu)\b|auf die (?:\w+ )?anfrage"),
    ),
    (
        "reports_on", "a report on it",
        ("bericht", "auskunft", "informiert", "stand", "mitteilung", "kommt", "termin"),
        re.compile(
            r"\bbericht\w*|auskunft|informiert|\bstand\b|sachstand|mitteilung|\bkommt\b[^.]{0,60}\bnach\b|\btermin\b"
        ),
    ),
    (
        "carries_out", "carries it out",
        ("umsetz", "umgesetzt", "ausführung", "gemäß", "auf grund", "aufgrund", "in erfüllung", "beschlus"),
        re.compile(
            r"\bumsetz\w*|\bumgesetzt|\bausführung|\bgemäß\b|\bauf grund(?:lage)?\b|\baufgrund\b|\bin erfüllung"
            r"|\bbeschlus\w*"
        ),
    ),
)  # fmt: skip
_AMENDMENT_TITLE = re.compile(r"^(?:änderungs|ergänzungs|zusatz)antrag", re.I)
_REPORT_TITLE = re.compile(r"bericht|sachstand|mitteilung|information|bestandsaufnahme|umsetzung", re.I)
_ANSWER_TITLE = re.compile(r"^(?:beantwortung|antwort)", re.I)
_REPORT = frozenset({"noted"})


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` stands in `kind` to `target`. `item_id`: the item where it is read (0: the numbers alone say it)."""

    source: str
    target: str
    kind: Kind
    item_id: int
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Speaking:
    """An item about `reference` that names other papers (as written, with their normalised form)."""

    item_id: int
    reference: str
    title: str | None
    result: str | None
    text: str
    named: tuple[tuple[str, str], ...]  # (written, normalised)


def relations(items: Iterable[Speaking]) -> tuple[Relation, ...]:
    """All relations that the items state, each pair of papers once: the surest, then the first."""
    best: dict[tuple[str, str], Relation] = {}
    for item in items:
        for written, target in item.named:
            if target == item.reference:
                continue
            found = _of_sentence(item, written, target)
            if found is None:
                continue
            known = best.get((found.source, found.target))
            if known is None or found.confidence > known.confidence:
                best[found.source, found.target] = found
    return tuple(best[pair] for pair in sorted(best))


def by_number(reference: str) -> Relation | None:
    """`23/SVV/0630-01` belongs to `23/SVV/0630`: suffixes are amendments, supplements and annexes of that paper."""
    match = _SUFFIX.match(reference)
    if not match:
        return None
    return Relation(reference, match[1], "belongs_to", 0, "its number is that paper's with a suffix", 0.95)


def by_title(
    reference: str, titles: Sequence[str], result: str | None, item_id: int, others: Mapping[str, Sequence[str]]
) -> Relation | None:
    """A report whose title is another paper's, with `hier:` behind it. None where more than one paper has that
    title."""
    found = set()
    for title in titles:
        before = before_here(title)
        if before is None or read(before).telling < 2:
            continue
        for other, names in others.items():
            if other != reference and any(likeness(read(before), read(name)) >= 0.9 for name in names):
                found.add(other)
    if len(found) != 1:
        return None
    kind: Kind = "reports_on" if result in _REPORT else "belongs_to"
    return Relation(reference, found.pop(), kind, item_id, "its title is that paper's with `hier:` behind it", 0.8)


def _of_sentence(item: Speaking, written: str, target: str) -> Relation | None:
    sentence = _sentence(item.text, written)
    title = item.title or ""
    if _amendment_of(target) == item.reference:  # the other is an amendment of this one: its own number says so
        words = _quoted("its number and the sentence say so", sentence)
        amends = "antrag" in sentence.lower()
        return Relation(target, item.reference, "amends" if amends else "belongs_to", item.item_id, words, 0.95)
    if _AMENDMENT_TITLE.search(title):
        return Relation(item.reference, target, "amends", item.item_id, "its title says so", 0.9)
    if _ANSWER_TITLE.search(title):
        return Relation(item.reference, target, "answers", item.item_id, "its title says so", 0.9)
    report = item.result in _REPORT or bool(_REPORT_TITLE.search(title))
    lowered = sentence.lower()
    for kind, words, hints, pattern in _WORDINGS:
        if kind == "reports_on" and not report:
            continue
        if not any(hint in lowered for hint in hints) or not pattern.search(lowered):
            continue
        if kind == "carries_out" and report:
            kind, words = "reports_on", "a report on it"  # what tells how a decision was carried out reports on it
        if kind == "carries_out" and "beschl" not in lowered:
            continue
        sure = 0.9 if "beschlu" in lowered or kind in ("replaces", "amends") else 0.75
        return Relation(item.reference, target, kind, item.item_id, _quoted(words, sentence), sure)
    return None


def _amendment_of(reference: str) -> str | None:
    match = _SUFFIX.match(reference)
    return match[1] if match else None


def _sentence(text: str, written: str) -> str:
    """The sentence around a number in an item's text, in one line; empty where the number is not in the text."""
    at = text.find(written)
    if at < 0:
        return ""
    before, behind = text[max(0, at - _REACH) : at], text[at : at + _REACH]
    begin = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    end = _SENTENCE_END.search(behind)
    return " ".join((before[begin:] + behind[: end.start() if end else None]).split())


def _quoted(words: str, sentence: str) -> str:
    short = sentence if len(sentence) <= 200 else sentence[:199] + "…"
    return f"{words}: „{short}“" if short else words
