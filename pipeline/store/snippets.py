"""The passage around a hit, cut from the real text with its umlauts, the words that were found marked: those asked for,
their inflected forms, and the compounds they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language import fold_word, inner, shorter_stems, stem
from pipeline.store.terms import Term

WIDTH = 180  # characters, without the marks

_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s+")
_CLUE = 4  # letters at the beginning of a stem, which all its forms share
_MOST = 400_000  # characters looked through; a hit behind that gives the text's beginning


class Marker:
    """Knows which words of a text meet a question. Made once, used for all hits of a page."""

    def __init__(self, terms: tuple[Term, ...], *, markers: tuple[str, str]) -> None:
        rows = [_row(row, prefix=term.prefix) for term in terms for row in term.variants]
        self._singles = [row[0] for row in rows if len(row) == 1]
        self._phrases = [row for row in rows if len(row) > 1]
        self._markers = markers
        self._clues = {clue for row in rows for clue in row[0].clues()}
        self._known: dict[str, bool] = {}  # whether a written word meets a term of one word
        self._starts: dict[str, bool] = {}  # whether it can begin a phrase

    def snippet(self, text: str) -> tuple[str, int]:
        """The best stretch of about `WIDTH` characters, and how many places in it are marked.

        Line ends become blanks; an ellipsis says that the text goes on.
        """
        spans = self._hits(text[:_MOST])
        start = _best_start(spans)
        begin, end = _widen(text, start)
        inside = [(left, right) for left, right in spans if left >= begin and right <= end]
        pieces, position = [], begin
        for left, right in inside:
            pieces += [text[position:left], self._markers[0], text[left:right], self._markers[1]]
            position = right
        pieces.append(text[position:end])
        cut = _BLANKS.sub(" ", "".join(pieces)).strip()
        return ("… " if begin else "") + cut + (" …" if end < len(text) else ""), len(inside)

    def _hits(self, text: str) -> list[tuple[int, int]]:
        """Spans of `text` that meet a term, in order and without overlap."""
        if not self._singles and not self._phrases:
            return []
        spans: list[tuple[int, int]] = []
        after = 0
        for match in _WORD.finditer(text):
            written = match.group()
            known = self._known.get(written)
            if known is None:
                known = self._learn(written)
            if match.start() < after:
                continue
            end = self._phrase_end(text, match) if self._starts.get(written) else 0
            if end or known:
                after = end or match.end()
                spans.append((match.start(), after))
        return spans

    def _learn(self, written: str) -> bool:
        folded = _folded(written)
        if not any(clue in folded for clue in self._clues):  # most words: their stems need not be known
            self._known[written] = self._starts[written] = False
            return False
        word = _word(written)
        known = self._known[written] = any(wanted.met_by(word) for wanted in self._singles)
        self._starts[written] = any(phrase[0].met_by(word) for phrase in self._phrases)
        return known

    def _phrase_end(self, text: str, first: re.Match[str]) -> int:
        """Where the longest phrase that begins with this word ends; 0 where none does."""
        longest = max(len(phrase) for phrase in self._phrases)
        row = [first]
        for match in _WORD.finditer(text, first.end()):
            if len(row) == longest:
                break
            row.append(match)
        words = [_word(match.group()) for match in row]
        ends = [
            row[len(phrase) - 1].end()
            for phrase in self._phrases
            if len(phrase) <= len(row) and all(wanted.met_by(word) for wanted, word in zip(phrase, words, strict=False))
        ]
        return max(ends, default=0)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One word that is asked for. `within`: it may also stand within a compound, as a term of one word may."""

    stem: str
    within: bool
    prefix: str = ""
    shorter: tuple[str, ...] = ()

    def clues(self) -> list[str]:
        """Letters of which some are in every word that meets it."""
        if self.prefix:
            return [stem[:_CLUE] for stem in (self.prefix, *self.shorter)]
        return [self.stem[:_CLUE]]

    def met_by(self, word: _Word) -> bool:
        if self.prefix:
            inside = word.inner if self.within else ()
            return (
                word.folded.startswith(self.prefix)
                or word.stem in self.shorter
                or any(part.startswith(self.prefix) or part in self.shorter for part in inside)
            )
        return word.stem == self.stem or (self.within and self.stem in word.inner)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    stem: str
    inner: tuple[str, ...]


_folded = lru_cache(maxsize=1 << 15)(fold_word)  # the same words stand in the next text, too


@lru_cache(maxsize=1 << 15)
def _word(written: str) -> _Word:
    folded = _folded(written)
    return _Word(folded, stem(folded), inner(folded))


def _row(row: tuple[str, ...], *, prefix: bool) -> list[_Wanted]:
    last = len(row) - 1
    return [
        _Wanted(stem(word), within=last == 0, prefix=word, shorter=shorter_stems(word))
        if prefix and index == last
        else _Wanted(stem(word), within=last == 0)
        for index, word in enumerate(row)
    ]


def _best_start(spans: list[tuple[int, int]]) -> int:
    """Where the stretch with the most hits begins; the first of equals."""
    best, most, right = 0, 0, 0
    for left, (start, _) in enumerate(spans):
        right = max(right, left)
        while right < len(spans) and spans[right][1] <= start + WIDTH:
            right += 1
        if right - left > most:
            best, most = start, right - left
    return best


def _widen(text: str, start: int) -> tuple[int, int]:
    """A stretch around `start` that begins and ends at words."""
    begin = max(min(start - WIDTH // 4, len(text) - WIDTH), 0)  # near the end, more of what comes before
    if begin:
        blank = text.find(" ", begin, start)
        begin = blank + 1 if blank >= 0 else start
    end = min(max(begin + WIDTH, start + 1), len(text))
    if end < len(text):
        blank = text.rfind(" ", start + 1, end)
        end = blank if blank > start + WIDTH // 3 else end
    return begin, end
