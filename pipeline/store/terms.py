"""What people type into the search, made into words that are safe to ask for.

Words are folded (see `language.folding`) here as they are in what is stored; the index makes stems of both. Snippets
are cut from the real text (see `snippets`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language import words
from pipeline.model.reference import normalise_reference

_QUOTES = str.maketrans({"„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "‟": '"', "″": '"'})
_PART = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
_REFERENCE = re.compile(
    r"(?:\b(?:DS|Drs|Drucksache|Vorlage|Antrag)\.?(?:\s{0,3}Nr\.?)?:?\s{1,3})?"
    r"(?<![\w/])(\d{2}\s{0,3}/\s{0,3}(?:SVV|OBR|HA)\s{0,3}/\s{0,3}\d{1,4}(?:[-/]\d{1,3})*)(?![\w*])",
    re.IGNORECASE,
)
_MOST_TERMS = 32  # a pasted page is no question; more words than these add nothing to the ranking


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be there: any of `variants` (words in a row, folded); `prefix`: the last word may go on."""

    variants: tuple[tuple[str, ...], ...]
    prefix: bool = False


def plain(text: str) -> str:
    """Text as a database can hold it: what is no character (bytes of an odd file name or of a terminal) is written
    out. Real text comes back as it is."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def parse(query: str) -> tuple[Term, ...]:
    """The terms of a query; all of them must be met. Never fails: what holds no letter and no digit is passed over.

    Quotes make a phrase, a star at a word's end a prefix. A paper reference is understood as people type it. `AND`,
    `OR`, brackets, minus and colons are what they are in a text: words and marks.
    """
    plain = query.translate(_QUOTES)
    terms: list[Term] = []

    def take_reference(match: re.Match[str]) -> str:
        written = match.group(1)
        variants = {words(normalise_reference(written)): None, words(written): None}
        terms.append(Term(tuple(variants)))
        return " "

    rest = _REFERENCE.sub(take_reference, plain)
    for quoted, quoted_star, bare in _PART.findall(rest):
        row = words(bare or quoted)
        if row:
            terms.append(Term((row,), prefix=bool(quoted_star) or bare.endswith("*")))
    return tuple(terms[:_MOST_TERMS])
