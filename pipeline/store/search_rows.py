"""What search reads of an item: its words as stems, the parts of its compounds, its scope tokens, its facets. Pure.

The texts are words parted by blanks, ready for any index that splits at blanks. The stem of a word is looked up in a
table that fills itself: a document costs a look-up for each word, and the rules run for new words only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.language import fold_word, inner, stem
from pipeline.model.reference import normalise_reference as _normalise_reference
from pipeline.store.search_keys import COMMITTEE, IN_TITLE, IN_TITLE_PART, PAPER, RESULT, scope, search_key

normalise_reference = lru_cache(maxsize=4096)(_normalise_reference)  # the same few papers come again and again

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_MOST_WORDS = 50_000  # spellings kept; real minutes need some ten thousand at a time
_MOST_NUMBERS = 2_000  # "3", "12.", "2016" come again and again, most dates and numbers do not


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is searched of one item; `papers` as written, the own one first; `people` by name and by office."""

    item_id: int
    hidden: bool
    date: str | None
    organization_id: str | None
    title: str | None
    body: str
    papers: tuple[str, ...]
    people: tuple[str, ...]
    speakers: tuple[str, ...]
    result_text: str | None
    result_code: str | None


class SearchRow(NamedTuple):
    """In the order of the index's columns. `title_parts` and `parts` are what stands within compounds, each once."""

    key: int
    title: str
    papers: str
    people: str
    body: str
    title_parts: str
    parts: str
    scopes: str


class FacetRow(NamedTuple):
    """What is counted beside a list of hits; `speakers` are names parted by line ends."""

    search_key: int
    organization_id: str | None
    result_code: str | None
    speakers: str | None


class _Spellings(dict[str, str]):
    """Each spelling as it stands between blanks (`Kita-Neubau,`) and the stems it gives (`kita neubau`). Dates and
    numbers are kept apart and soon let go: they would otherwise be nearly all there is."""

    def __init__(self) -> None:
        super().__init__()
        self.parted: dict[str, str] = {}  # those with a compound in them, and what is within it
        self._numbers: dict[str, str] = {}

    def __missing__(self, spelling: str) -> str:
        known = self._numbers.get(spelling)
        if known is not None:
            return known
        folded = [fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", spelling))]
        stems = " ".join([stem(word) for word in folded])
        within = " ".join([part for word in folded for part in inner(word)])
        if within:
            self.parted[spelling] = within
        elif _DIGIT.search(spelling):
            if len(self._numbers) >= _MOST_NUMBERS:
                self._numbers.clear()
            self._numbers[spelling] = stems
            return stems
        self[spelling] = stems
        return stems

    def words(self, spelling: str) -> list[str]:
        """All stems of a spelling and of what is within it."""
        return [*self[spelling].split(), *self.parted.get(spelling, "").split()]


_spellings = _Spellings()


def current_spellings() -> _Spellings:
    """The table; a new one where it has grown too large, so that memory stays flat over any number of documents."""
    global _spellings
    if len(_spellings) > _MOST_WORDS:
        _spellings = _Spellings()
    return _spellings


def search_rows(items: Iterable[Searchable]) -> tuple[list[SearchRow], list[FacetRow], set[str]]:
    """Rows of the index and of the facets by rising key, and all spellings in the texts."""
    found: list[SearchRow] = []
    facets: list[FacetRow] = []
    seen: set[str] = set()
    for item in items:
        spellings = current_spellings()
        stems, parted = spellings.__getitem__, spellings.parted
        title, body = (item.title or "").split(), item.body.split()
        people = " . ".join(item.people).split()
        rows = [" ".join(map(stems, text)) for text in (title, people, body)]
        in_title, in_body = set(title), set(body)
        seen |= in_title
        seen |= in_body
        seen.update(people)
        key = search_key(item.item_id, date=item.date, hidden=item.hidden)
        title_parts, parts = (
            " ".join(sorted(set(" ".join([parted[one] for one in parted.keys() & spelled]).split())))
            for spelled in (in_title, in_body)
        )
        papers = " ".join([stems(part) for written in item.papers
                           for part in (*normalise_reference(written).split(), *written.split())])  # fmt: skip
        marks = [IN_TITLE + word for word in rows[0].split()]
        marks += [IN_TITLE_PART + word for word in title_parts.split()]
        tokens = " ".join([scopes(item), *marks])
        found.append(SearchRow(key, rows[0], papers, rows[1], rows[2], title_parts, parts, tokens))
        speakers = "\n".join(dict.fromkeys(item.speakers)) or None
        facets.append(FacetRow(key, item.organization_id, item.result_code, speakers))
    found.sort()
    return found, facets, seen


def scopes(item: Searchable) -> str:
    """The scope tokens of an item."""
    tokens = [scope(PAPER, normalise_reference(written)) for written in item.papers]
    if item.organization_id:
        tokens.append(scope(COMMITTEE, item.organization_id))
    if item.result_code:
        tokens.append(scope(RESULT, item.result_code))
    if item.result_text:
        tokens.append(scope(RESULT, item.result_text))
    return " ".join(dict.fromkeys(tokens))
