"""What changed between two texts of a motion: by sentence, and inside a reworded sentence by word.

`compare(old, new)` gives one `SentenceChange` per sentence in reading order. Sentences are aligned so that the sum of
their likeness is greatest and their order is kept; a sentence that moved is therefore removed here and added there.
Same input, same output: no clock, no hashing order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.language.passages import sentences_of

REWORDED_FROM = 0.5
"""Share of common words (0 to 1) from which two sentences count as one that was reworded, not as one dropped and one
new."""

_MOST_PAIRS = 40_000  # sentences of old times sentences of new; texts longer than that are compared by equal sentences
_BEFORE_MARK = re.compile(r" (?=[.,;:!?)\]“”’%])")
_BEHIND_OPENING = re.compile(r"(?<=[(\[„‚]) ")
_WORD = re.compile(r"\w+(?:[-/.]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words that was kept, removed or added, as it is written: no blank before a comma or a full stop."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence of the comparison.

    `old` is None for an added sentence, `new` for a removed one; a kept sentence has both, equal but for white space.
    `words` is filled for reworded sentences only.
    """

    kind: Literal["kept", "removed", "added", "reworded"]
    old: str | None
    new: str | None
    words: tuple[WordChange, ...] = ()


def compare(old: str, new: str) -> tuple[SentenceChange, ...]:
    """The way from `old` to `new`, sentence by sentence. Two empty texts give an empty tuple."""
    before, after = _sentences(old), _sentences(new)
    changes: list[SentenceChange] = []
    i = j = 0
    for left, right in [*_pairs(before, after), (len(before), len(after))]:
        changes.extend(SentenceChange("removed", sentence, None) for sentence in before[i:left])
        changes.extend(SentenceChange("added", None, sentence) for sentence in after[j:right])
        if left < len(before):
            changes.append(_paired(before[left], after[right]))
        i, j = left + 1, right + 1
    return tuple(changes)


def word_changes(old: str, new: str) -> tuple[WordChange, ...]:
    """Runs of words kept, removed and added between two sentences; what was removed stands before what replaced
    it."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    changes: list[WordChange] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(WordChange("kept", written(before[i:i_end])))
            continue
        if i_end > i:
            changes.append(WordChange("removed", written(before[i:i_end])))
        if j_end > j:
            changes.append(WordChange("added", written(after[j:j_end])))
    return tuple(changes)


def written(words: Sequence[str]) -> str:
    """Words and punctuation marks put together again."""
    return _BEHIND_OPENING.sub("", _BEFORE_MARK.sub("", " ".join(words)))


def likeness(old: str, new: str) -> float:
    """Share of words two sentences have in common, from 0 (none) to 1 (the same words); order does not count."""
    return _dice(Counter(_WORD.findall(old)), Counter(_WORD.findall(new)))


def _sentences(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentences_of(text, 0, len(text))]


def _paired(old: str, new: str) -> SentenceChange:
    if old == new:
        return SentenceChange("kept", old, new)
    return SentenceChange("reworded", old, new, word_changes(old, new))


def _pairs(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Indices of the sentences that belong together, in order."""
    if len(before) * len(after) > _MOST_PAIRS:
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    scores = _scores(before, after)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            together = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs = []
    i = j = 0
    while i < len(before) and j < len(after):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _scores(before: list[str], after: list[str]) -> list[list[float]]:
    """Likeness of each pair, 0 below the threshold; equal sentences weigh most, so that none is paired past its
    twin."""
    old_words = [Counter(_WORD.findall(sentence)) for sentence in before]
    new_words = [Counter(_WORD.findall(sentence)) for sentence in after]
    table = []
    for left, old in zip(before, old_words, strict=True):
        row = []
        for right, new in zip(after, new_words, strict=True):
            score = 2.0 if left == right else _dice(old, new)
            row.append(score if score >= REWORDED_FROM else 0.0)
        table.append(row)
    return table


def _dice(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
