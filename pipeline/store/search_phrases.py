"""The terms of a question as rows of stems, the same for every database, and how much work a question may cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.language import shorter_stems, stem
from pipeline.store.search_keys import like_a_scope
from pipeline.store.search_rows import current_spellings
from pipeline.store.terms import Term

RANKED = 2000
"""Hits that are ranked; more of them are listed by title and date."""
COUNTED = 5_000
"""Hits that are counted; of more it is said that there are at least so many."""
PREFIX_WORDS = 80
"""Words that a prefix stands for, the first loaded of them, which are the frequent ones."""
PREFIX_ENTRIES = 1000
"""Words that a prefix may stand for where the index itself finds all that begin with its letters (PostgreSQL)."""
PREFIX_PHRASES = 40
"""The same for a prefix at the end of a phrase."""

Starting = Callable[[str, int], Sequence[str]]
"""Known words that begin with letters (first argument), at most so many (second), the first loaded first."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems in a row; `prefix`: the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """For each term the phrases of which one must be there. `narrowed`: words of a wide prefix were left out."""

    terms: tuple[tuple[Phrase, ...], ...]
    narrowed: bool


def phrases_of(terms: Iterable[Term], starting: Starting, *, whole: bool = False) -> Phrases:
    """What is looked for in an index of stems. `whole`: the index finds all words with a beginning by itself."""
    found: list[tuple[Phrase, ...]] = []
    narrowed = False
    for term in terms:
        phrases: list[Phrase] = []
        for row in term.variants:
            before, last = tuple([stem(word) for word in row[:-1]]), row[-1]
            if not term.prefix:
                phrases.append(Phrase((*before, stem(last))))
                continue
            if last.isalpha():
                most = PREFIX_PHRASES if before else PREFIX_WORDS
                by_itself = whole and not before and not like_a_scope(last)
                words = starting(last, (max(PREFIX_ENTRIES, most) if by_itself else most) + 1)
                if by_itself and len(words) <= PREFIX_ENTRIES:
                    phrases += [*(Phrase((word,)) for word in shorter_stems(last)), Phrase((last,), prefix=True)]
                    continue
                narrowed |= len(words) > most
                phrases += [Phrase((*before, word)) for word in (*shorter_stems(last), *words[:most])]
            if not last.isalpha() or not phrases:
                phrases.append(Phrase((*before, last), prefix=True))
        found.append(tuple(phrases))
    return Phrases(tuple(found), narrowed)


class KnownWords:
    """The spellings that a connection has met already, so that their words are written once."""

    _MOST = 50_000

    def __init__(self) -> None:
        self._known: set[str] = set()

    def fresh(self, spellings: set[str]) -> list[str]:
        """The words of those that are new, for prefixes to be looked up in; from now on these are known."""
        fresh = spellings - self._known
        if not fresh:
            return []
        table = current_spellings()
        words = {word for spelling in fresh for word in table.words(spelling) if word.isalpha()}
        if len(self._known) > self._MOST:
            self._known.clear()
        self._known |= fresh & table.keys()
        return sorted(words)


KNOWN_WORDS = "protokolle_search_words"
"""The key of `KnownWords` in what a connection remembers."""
