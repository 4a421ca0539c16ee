"""Likeness by letters: what three to five neighbouring letters of words two texts share. It finds what no stem does
(Telefondolmetschen and Dolmetscherhotline, a misspelt word), and is wrong more often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.language import fold_word, stem
from pipeline.links.terms import WORD, rarity

_SHORTEST, _LONGEST = 3, 5
_TITLE = 2  # a word of the title counts as often
_MOST_WORDS = 100_000  # remembered

Rows = npt.NDArray[np.intp]


class Letters:
    """All measures of one or more concepts, as the letters of their words; cosines of tf-idf vectors."""

    def __init__(self, titles: Sequence[str], descriptions: Sequence[str | None]) -> None:
        counted = [_count([title] * _TITLE + [text or ""]) for title, text in zip(titles, descriptions, strict=True)]
        having = Counter(gram for one in counted for gram in one)
        self._rows = {gram: row for row, gram in enumerate(sorted(having))}
        self._telling = np.array(
            [np.log((1 + len(counted)) / (1 + having[gram])) + 1 for gram in self._rows], dtype=np.float32
        )
        self._table = np.zeros((len(self._rows), len(counted)), dtype=np.float32)
        for column, one in enumerate(counted):
            for gram, times in one.items():
                row = self._rows[gram]
                self._table[row, column] = (1 + np.log(times)) * self._telling[row]
        self._table /= np.maximum(np.linalg.norm(self._table, axis=0, keepdims=True), 1e-6)
        self._of_words: dict[str, Rows] = {}

    def likeness(self, texts: Iterable[str], columns: Rows | None = None) -> npt.NDArray[np.float32]:
        """The cosine of all these texts together with each measure (or those in `columns`), 0 to 1."""
        grams = [self._grams_of(word) for text in texts for word in WORD.findall(text)]
        number = self._table.shape[1] if columns is None else len(columns)
        every = np.concatenate(grams) if grams else np.zeros(0, dtype=np.intp)
        if not len(every):
            return np.zeros(number, dtype=np.float32)
        if columns is None:  # many: counted in a table of all
            times = np.bincount(every, minlength=len(self._rows))
            rows = np.flatnonzero(times)
            times = times[rows]
            table = self._table[rows]
        else:
            rows, times = np.unique(every, return_counts=True)
            table = self._table[rows[:, None], columns]
        vector = (1 + np.log(times.astype(np.float32))) * self._telling[rows]
        found: npt.NDArray[np.float32] = (vector / np.linalg.norm(vector)) @ table
        return found

    def _grams_of(self, word: str) -> Rows:
        """The rows of a word's letters that some measure has."""
        known = self._of_words.get(word)
        if known is None:
            rows = self._rows
            known = np.array([rows[gram] for gram in _grams(word) if gram in rows], dtype=np.intp)
            if len(self._of_words) < _MOST_WORDS:
                self._of_words[word] = known
        return known


def _count(texts: Iterable[str]) -> Counter[str]:
    words = Counter(word for text in texts for word in WORD.findall(text))
    counted: Counter[str] = Counter()
    for word, times in words.items():
        for gram in _grams(word):
            counted[gram] += times
    return counted


def _grams(word: str) -> list[str]:
    """None for a word that every other item has."""
    folded = fold_word(word)
    if not rarity(stem(folded)):
        return []
    whole = f" {folded} "
    return list({
        whole[start : start + size]: None
        for size in range(_SHORTEST, _LONGEST + 1) for start in range(len(whole) - size + 1)
    })  # fmt: skip
