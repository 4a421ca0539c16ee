"""The passage around a hit, cut from the real text with its umlauts, the words that were asked for marked."""

from __future__ import annotations

import re

from pipeline.store.terms import Term, fold_word

WIDTH = 180  # characters, without the marks

_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s+")
_MOST = 400_000  # characters looked through; a hit behind that gives the text's beginning


def snippet(text: str, terms: tuple[Term, ...], *, markers: tuple[str, str]) -> tuple[str, int]:
    """The best stretch of about `WIDTH` characters, and how many places in it are marked.

    Line ends become blanks; an ellipsis says that the text goes on.
    """
    spans = _hits(text[:_MOST], terms)
    start = _best_start(spans)
    begin, end = _widen(text, start)
    inside = [(left, right) for left, right in spans if left >= begin and right <= end]
    pieces, position = [], begin
    for left, right in inside:
        pieces += [text[position:left], markers[0], text[left:right], markers[1]]
        position = right
    pieces.append(text[position:end])
    cut = _BLANKS.sub(" ", "".join(pieces)).strip()
    return ("… " if begin else "") + cut + (" …" if end < len(text) else ""), len(inside)


def _hits(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Spans of `text` that meet a term, in order and without overlap."""
    rows = [(row, term.prefix) for term in terms for row in term.variants]
    if not rows:
        return []
    tokens: list[tuple[str, int, int]] = []
    folded: dict[str, str] = {}
    for match in _WORD.finditer(text):
        written = match.group()
        if written not in folded:
            folded[written] = fold_word(written)
        tokens.append((folded[written], match.start(), match.end()))
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        length = max((len(row) for row, prefix in rows if _meets(tokens, index, row, prefix=prefix)), default=0)
        if length:
            spans.append((tokens[index][1], tokens[index + length - 1][2]))
        index += max(length, 1)
    return spans


def _meets(tokens: list[tuple[str, int, int]], index: int, row: tuple[str, ...], *, prefix: bool) -> bool:
    if index + len(row) > len(tokens):
        return False
    last = len(row) - 1
    for offset, word in enumerate(row):
        token = tokens[index + offset][0]
        if token != word and not (prefix and offset == last and token.startswith(word)):
            return False
    return True


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
