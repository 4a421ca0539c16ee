"""The words of an item as PostgreSQL keeps them, and what is asked of them as conditions on these.

An item's stems stand in a tsvector made here (the server's own parser would cut references and hyphens in its own way),
labelled by where they stand: title A, papers and parts of its compounds B, people and body C, parts of the body's
compounds D. In it are the scope tokens, too, the words of the title once more with a mark, and a token of the stretch
of 32 days that the item's meeting lies in. Beside it stand the texts, the stems in order with a blank around each:
` konzept fluchtling `, for a tsvector forgets positions in long texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.store.search_keys import IN_TITLE, IN_TITLE_PART, day_of
from pipeline.store.search_phrases import Phrase
from pipeline.store.search_rows import SearchRow

COLUMNS = ("title", "title_parts", "people", "scopes", "texts")
"""Texts of the table. `texts` holds all columns of `SearchRow` that words are looked for in."""
STRETCH_BITS = 5
"""Bits of a day's number that a stretch of time takes: 32 days."""

_LABELS = {"title": "A", "people": "C", "papers": "B", "title_parts": "B", "scopes": "D", "parts": "D", "body": "C"}
_TEXTS = ("title", "papers", "people", "body", "title_parts", "parts")
_BETWEEN = "|"  # texts; no word has it
_MARKS = {"title": IN_TITLE, "title_parts": IN_TITLE_PART}
_IN_STRETCH = "°"

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
    can. `check` must hold in them too, where the queries do not say all; `plain` says all by itself, slowly."""

    queries: tuple[str, ...]
    check: SQL | None
    plain: SQL

    @property
    def query(self) -> str:
        """All queries as one."""
        return either(self.queries)


NOTHING = Condition((), None, SQL("false"))


def phrase_in(phrase: Phrase, mark: str = "", columns: Sequence[str] = ("texts",)) -> Condition:
    """In any of the columns; `mark` stands before each word that is in them."""
    row = _words(" ".join(phrase.words))
    if not row:
        return NOTHING
    query = " & ".join(quoted(mark + word) for word in row) + (":*" if phrase.prefix else "")
    plain = _in([_passage(phrase)], columns)
    return Condition((query,), plain if len(row) > 1 else None, plain)


def titled(phrase: Phrase, columns: Sequence[str]) -> Condition:
    """In the columns `title` or `title_parts`."""
    return any_of(phrase_in(phrase, _MARKS[column], (column,)) for column in columns)


def word_in(word: str, *, column: str) -> Condition:
    """In this column; only a scope token can stand nowhere else."""
    row = _words(word)
    if not row:
        return NOTHING
    plain = _in([f" {' '.join(row)} "], (column,))
    return Condition((" & ".join(quoted(one) for one in row),), None if column == "scopes" else plain, plain)


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
    )


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One of them is enough."""
    every = [one for one in conditions if one.queries]
    if len(every) < 2:
        return every[0] if every else NOTHING
    plain = _joined(" OR ", [one.plain for one in every])
    sure = all(one.check is None for one in every)
    return Condition(tuple(query for one in every for query in one.queries), None if sure else plain, plain)


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


def stretch(number: int) -> str:
    """The token of a stretch of time. No word that anybody types is one."""
    return f"{_IN_STRETCH}{number}"


def _tsvector(texts: dict[str, list[str]], key: int) -> str | None:
    """The columns' words with their places; None where they are too many. The body comes last: of a word that is
    often there, its places in the other columns are kept."""
    places: dict[str, list[str]] = {stretch(day_of(key) >> STRETCH_BITS): ["1D"]}
    position = 0
    for name, label in _LABELS.items():
        for word in texts[name]:
            position = min(position + 1, _LAST_POSITION)
            of_word = places.setdefault(word, [])
            if len(of_word) < _MOST_POSITIONS:
                of_word.append(f"{position}{label}")
    size = sum(len(word.encode()) + 4 + 2 * len(of_word) for word, of_word in places.items())
    if size > _MOST_BYTES:
        return None
    return " ".join(f"{quoted(word)}:{','.join(of_word)}" for word, of_word in places.items())


def _words(text: str) -> list[str]:
    return [cut(word) for word in _WORD.findall(text)]


def cut(word: str) -> str:
    """A word as long as the server may have it."""
    return word if len(word) <= _LONGEST // 4 else word.encode()[:_LONGEST].decode(errors="ignore")


def quoted(word: str) -> str:
    """A word of a tsvector or a tsquery; nothing in it is read as an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
