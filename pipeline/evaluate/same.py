"""When are two values the same? One small function per kind; all take (expected by gold, got by the record)."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from pipeline.model.reference import normalise_reference

_DOUBLE_QUOTES = re.compile(r"[„“”«»″]|''|,,")
_SINGLE_QUOTES = re.compile(r"[‚‘’‹›´`′]")
_ELLIPSIS = re.compile(r"\s*(?:\.{3,}|…)\s*")
_FINAL_DOTS = re.compile(r"\s*(?:\.{2,}|…)$")
_ITEM_LABEL = re.compile(r"^(?:TOP|Tagesordnungspunkt|Punkt|Ö|N)(?![^\W\d])\.?:?\s*", re.IGNORECASE)
_SIMILAR_ENOUGH = 0.93  # one lost umlaut cluster in a committee's name; two committees never come this close

# Words that belong to a surname although they are written small: "de la Motte", "von Rehm".
_PARTICLES = frozenset(
    {"von", "vom", "van", "de", "la", "le", "du", "da", "di", "der", "den", "zu", "zum", "zur", "ter"}
)
_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "des", "der/die", "die/der"})
_DECLENSION = re.compile(r"(?:e?[rnms]|e)+$")


def fold(text: str) -> str:
    """NFC, runs of blanks to one, no blanks at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def item_number(written: str) -> str:
    """`Ö 5.3` and `TOP 5.3.` are `5.3`; `4.10` stays apart from `4.1`."""
    bare = fold(written)
    while (shorter := _ITEM_LABEL.sub("", bare)) != bare:
        bare = shorter
    return bare.rstrip(".").casefold()


def same_title(expected: str, got: str, *, truncated: bool) -> bool:
    """Equal with quotes and blanks folded; a title the page cut may carry its dots or not."""
    first, second = _fold_title(expected), _fold_title(got)
    if truncated:
        return _FINAL_DOTS.sub("", first) == _FINAL_DOTS.sub("", second)
    return first == second


def same_organization(expected: str, got: str) -> bool:
    """Case and blanks folded. Gold holds the undamaged name: letters lost with their umlauts are forgiven."""
    first, second = fold(expected).casefold(), fold(got).casefold()
    if _without_umlauts(first) == _without_umlauts(second):
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SIMILAR_ENOUGH


def same_paper(expected: str, got: str) -> bool:
    """References compare in their normal form."""
    return normalise_reference(expected) == normalise_reference(got)


def same_result(expected: str, got: str) -> bool:
    """Case, blanks and a trailing dot folded. Dots inside gold's text stand for words left out: parts in order."""
    haystack = _fold_result(got)
    if _fold_result(expected) == haystack:
        return True
    parts = [_fold_result(part) for part in _ELLIPSIS.split(expected)]
    if len(parts) < 2:
        return False
    position = 0
    for part in filter(None, parts):
        found = haystack.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return True


def same_person(expected: str, got: str) -> bool:
    """Names as written. Where one side has only the surname, the surname words decide."""
    first, second = fold(expected).casefold(), fold(got).casefold()
    if first == second:
        return True
    given_first, surname_first = _split_name(first)
    given_second, surname_second = _split_name(second)
    return surname_first == surname_second and not (given_first and given_second)


def same_office(expected: str, got: str) -> bool:
    """Offices without article, case and declension: "Der Vorsitzende" is "Vorsitzender"."""
    return _office(expected) == _office(got)


def _fold_title(text: str) -> str:
    return fold(_SINGLE_QUOTES.sub("'", _DOUBLE_QUOTES.sub('"', text)))


def _fold_result(text: str) -> str:
    return fold(text).casefold().rstrip(" .")


def _without_umlauts(text: str) -> str:
    return re.sub(r"[äöü\s]", "", text)


def _split_name(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = name.split()
    start = max(len(words) - 1, 0)
    while start > 0 and words[start - 1] in _PARTICLES:
        start -= 1
    return tuple(words[:start]), tuple(words[start:])


def _office(written: str) -> tuple[str, ...]:
    words = fold(written).casefold().strip(" ,.").split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    # Cutting every ending alike is safe because both sides are cut; "-in" stays, so genders stay apart.
    return tuple(_DECLENSION.sub("", word) if len(word) > 4 else word for word in words)
