"""The words of an item as PostgreSQL keeps them, and what is asked of them as conditions on these.

An item's stems stand in a tsvector made here (the server's own parser would cut references and hyphens in its own way),
labelled by where they stand: title A, papers and parts of its compounds B, people and body C, parts of the body's
compounds D. In it are the scope tokens, too, the words of the title once more with a mark, each two words that stand
side by side as one token, and tokens of the stretches of time that the item's meeting lies in: of 32 days, of 256, of
2048. Beside it stand the texts, the stems in order with a blank around each, for rows of three words.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from pipeline.store.search_keys import IN_TITLE, IN_TITLE_PART, day_of, like_a_scope
from pipeline.store.search_phrases import Phrase
from pipeline.store.search_rows import SearchRow

COLUMNS = ("title", "title_parts", "people", "scopes", "texts")
"""Texts of the table. `texts` holds all columns of `SearchRow` that words are looked for in."""
STRETCH_BITS = 5
"""Bits of a day's number that the shortest stretch of time takes: 32 days."""

_LABELS = {"title": "A", "people": "C", "papers": "B", "title_parts": "B", "scopes": "D", "parts": "D", "body": "C"}
_TEXTS = ("title", "papers", "people", "body", "title_parts", "parts")
_IN_ROWS = ("title", "papers", "people", "body")  # words side by side here are so in the minutes
_BETWEEN = "|"  # texts; no word has it
_PAIR_LETTERS = 7
_MARKS = {"title": IN_TITLE, "title_parts": IN_TITLE_PART}
_IN_STRETCH = ("°", "°°", "°°°")  # of one, of eight, of 64 shortest stretches
_WIDER = 3  # bits by which each is wider than the one before

_WORD = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")  # as FTS5's `ascii` tokenizer sees them
_MOST_BYTES = 1_000_000  # of a tsvector; the server's limit is 2^20
_LONGEST = 2046  # bytes of a word; the server's limit
_LAST_POSITION = 16383
_MOST_POSITIONS = 16  # of one word: more of them hardly change a rank


@dataclass(frozen=True, slots=True)
class SQL:
    """A piece of a statement and the values of its places, in order."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold. `queries` (tsqueries, one of which is enough) leave the items that may meet it; none: nothing
    can. `check` must hold in them too, where the queries do not say all; `plain` says all by itself, slowly. `ranking`
    is what hits are ranked by: the words alone."""

    queries: tuple[str, ...]
    check: SQL | None
    plain: SQL
    ranking: str

    @property
    def query(self) -> str:
        """All queries as one."""
        return either(self.queries)


NOTHING = Condition((), None, SQL("false"), "")


def phrase_in(phrase: Phrase, mark: str = "", columns: Sequence[str] = ("texts",)) -> Condition:
    """In any of the columns; `mark` stands before each word that is in them."""
    row = _words(" ".join(phrase.words))
    if not row:
        return NOTHING
    each = [quoted(mark + word) for word in row]
    if phrase.prefix:
        each[-1] += ":*"
    pairs = list(map(quoted, _pairs(row[:-1] if phrase.prefix else row)))
    told = [] if mark or not pairs else each[:-1] if phrase.prefix else each  # a pair says that both words are there
    sought = [*pairs, *each[len(told) :]]
    sure = not (phrase.prefix and like_a_scope(row[0])) if len(row) == 1 else len(row) == 2 and pairs == sought
    plain = _in([_passage(phrase)], columns)
    return Condition((" & ".join(sought),), None if sure else plain, plain, " & ".join(each))


def titled(phrase: Phrase, columns: Sequence[str]) -> Condition:
    """In the columns `title` or `title_parts`."""
    return any_of(phrase_in(phrase, _MARKS[column], (column,)) for column in columns)


def word_in(word: str, *, column: str) -> Condition:
    """In this column; only a scope token can stand nowhere else."""
    row = _words(word)
    if not row:
        return NOTHING
    plain = _in([f" {' '.join(row)} "], (column,))
    query = " & ".join(quoted(one) for one in row)
    return Condition((query,), None if column == "scopes" else plain, plain, query)


def _passage(phrase: Phrase) -> str:
    """As it stands in a text column."""
    return f" {' '.join(_words(' '.join(phrase.words)))}" + ("" if phrase.prefix else " ")


def _in(passages: Iterable[str], columns: Iterable[str]) -> SQL:
    """Any of the passages in any of the columns."""
    every = [SQL(f"strpos({column}, %s) > 0", (passage,)) for passage in passages for column in columns]
    return _joined(" OR ", every)


def _joined(word: str, every: Sequence[SQL]) -> SQL:
    values = tuple(value for one in every for value in one.values)
    return SQL("(" + word.join([one.text for one in every]) + ")", values)


def all_of(every: Sequence[Condition]) -> Condition | None:
    """None: there is no condition."""
    if not every:
        return None
    if not all(one.queries for one in every):
        return NOTHING
    widest = max(every, key=lambda one: len(one.queries))
    others = "".join(f" & ({one.query})" for one in every if one is not widest)
    checks = [one.check for one in every if one.check is not None]
    return Condition(
        tuple(f"({query}){others}" for query in widest.queries),
        _joined(" AND ", checks) if checks else None,
        _joined(" AND ", [one.plain for one in every]),
        " & ".join(f"({one.ranking})" for one in every),
    )


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One of them is enough."""
    every = [one for one in conditions if one.queries]
    if len(every) < 2:
        return every[0] if every else NOTHING
    plain = _joined(" OR ", [one.plain for one in every])
    sure = all(one.check is None for one in every)
    queries = tuple(query for one in every for query in one.queries)
    return Condition(queries, None if sure else plain, plain, either(one.ranking for one in every))


def either(queries: Iterable[str]) -> str:
    """One query of several, of which one is enough."""
    return " | ".join(f"({query})" for query in queries)


def stored(row: SearchRow) -> tuple[Any, ...]:
    """A row of the table: its key, its texts between blanks, its tsvector or None."""
    words = {name: _words(getattr(row, name)) for name in _LABELS}
    texts = {name: f" {' '.join(words[name])} " if words[name] else "" for name in _TEXTS}
    scopes = [token for token in words["scopes"] if token[0] not in _MARKS.values()]
    return (
        row.key, texts["title"], texts["title_parts"], texts["people"], f" {' '.join(scopes)} " if scopes else "",
        _BETWEEN.join(texts.values()), _tsvector(words, row.key),
    )  # fmt: skip


def stretches(first: int, last: int) -> list[str]:
    """Tokens of stretches of time that together are those of 32 days from `first` to `last`: wide ones where they
    fit, for each is looked up. No word that anybody types is one."""
    tokens = []
    while first <= last:
        wide = max(
            width for width in range(len(_IN_STRETCH))
            if first % (1 << _WIDER * width) == 0 and first + (1 << _WIDER * width) - 1 <= last
        )  # fmt: skip
        tokens.append(_stretch(first, wide))
        first += 1 << _WIDER * wide
    return tokens


def widest_end(number: int) -> int:
    """The last stretch of 32 days in the same stretch of 2048."""
    return number | (1 << _WIDER * (len(_IN_STRETCH) - 1)) - 1


def _stretch(number: int, width: int) -> str:
    return f"{_IN_STRETCH[width]}{number >> _WIDER * width}"


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """A token for each two neighbours; no other word has a blank in it. By 42 bits: of a question about a million long
    items, one in ten thousand meets an item with another pair of the same token."""
    for pair in pairwise(words):
        yield " " + b64encode(blake2b(" ".join(pair).encode(), digest_size=6).digest())[:_PAIR_LETTERS].decode()


def _tsvector(texts: dict[str, list[str]], key: int) -> str | None:
    """The columns' words with their places; None where they are too many. The body comes last: of a word that is
    often there, its places in the other columns are kept."""
    time = day_of(key) >> STRETCH_BITS
    places: dict[str, list[str]] = {_stretch(time, width): ["1D"] for width in range(len(_IN_STRETCH))}
    position = 0
    for name, label in _LABELS.items():
        for word in texts[name]:
            position = min(position + 1, _LAST_POSITION)
            of_word = places.setdefault(word, [])
            if len(of_word) < _MOST_POSITIONS:
                of_word.append(f"{position}{label}")
    pairs = {pair for name in _IN_ROWS for pair in _pairs(texts[name])}
    size = sum(len(word.encode()) + 4 + 2 * len(of_word) for word, of_word in places.items())
    size += sum(len(pair.encode()) + 4 for pair in pairs)
    if size > _MOST_BYTES:
        return None
    placed = (f"{quoted(word)}:{','.join(of_word)}" for word, of_word in places.items())
    return " ".join([*placed, *map(quoted, pairs)])


def _words(text: str) -> list[str]:
    return [cut(word) for word in _WORD.findall(text)]


def cut(word: str) -> str:
    """A word as long as the server may have it."""
    return word if len(word) <= _LONGEST // 4 else word.encode()[:_LONGEST].decode(errors="ignore")


def quoted(word: str) -> str:
    """A word of a tsvector or a tsquery; nothing in it is read as an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
