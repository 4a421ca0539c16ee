"""Full text in SQLite: FTS5 over stems. `postgres_search` is its twin.

What keeps a search quick over a million items:

- filters are ranges of row numbers and scope tokens (see `search_keys`): no row of another table is looked up;
- up to `RANKED` hits are ranked by bm25, for it must look at each of them, and at all items of each word besides (up to
  `LOOKED_AT`); else hits are listed by row number, which is by date, those in the title first; up to `COUNTED` are
  counted;
- a prefix is looked up in a list of words, for FTS5 would merge the hits of all words before it gives the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.engine.interfaces import DBAPICursor

from pipeline.language import stem
from pipeline.store import search_phrases
from pipeline.store.search_keys import IN_TITLE, IN_TITLE_PART, item_of
from pipeline.store.search_phrases import KNOWN_WORDS, KnownWords, Phrase, phrases_of
from pipeline.store.search_question import Found, Order, Sought
from pipeline.store.search_rows import SearchRow

LOOKED_AT = 100_000
_PHRASES_RANKED = 24

_COLUMNS = "title, papers, people, body, title_parts, parts, scopes"
_WEIGHTS = "8.0, 5.0, 3.0, 1.0, 3.0, 0.4, 0.0"
# The words come ready, parted by blanks: the plainest tokenizer leaves them as they are. The index keeps no copy of
# them (it would be two fifths of the file): to take an item out, the words it was added with are given once more.
_TABLE = f"CREATE VIRTUAL TABLE item_search USING fts5({_COLUMNS}, tokenize='ascii', content='')"
# Each transaction makes one segment of the index; merging eight at a time costs a third less than four.
_SETTINGS = "INSERT INTO item_search(item_search, rank) VALUES ('automerge', 8)"
# Every stem that was ever loaded, and an item in which it was: frequent words have small numbers. Words are never taken
# out: one too many does no harm.
_WORDS = (
    "CREATE TABLE IF NOT EXISTS item_search_word (word TEXT PRIMARY KEY NOT NULL, item INTEGER NOT NULL) WITHOUT ROWID"
)

_ADD = f"INSERT INTO item_search(rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_WORD = "INSERT OR IGNORE INTO item_search_word(word, item) VALUES (?, ?)"
_REMOVE = f"INSERT INTO item_search(item_search, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?, ?)"
_NEWEST = (
    "SELECT rowid FROM item_search WHERE item_search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
)
_NEWEST_OF_ALL = "SELECT search_key FROM item_facet WHERE search_key BETWEEN ? AND ? ORDER BY search_key DESC LIMIT ?"
_RANKED = (
    f"SELECT rowid, bm25(item_search, {_WEIGHTS}) FROM item_search WHERE item_search MATCH ? AND rowid BETWEEN ? AND ?"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM item_search WHERE item_search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
_COUNT_WORD = "SELECT count(*) FROM (SELECT 1 FROM item_search WHERE item_search MATCH ? LIMIT ?)"
_COUNT_ALL = "SELECT count(*) FROM (SELECT 1 FROM item_facet WHERE search_key BETWEEN ? AND ? LIMIT ?)"
_FACETS = (
    "SELECT f.organization_id, f.result_code, f.speakers FROM json_each(?) AS wanted "
    "JOIN item_facet AS f ON f.search_key = wanted.value"
)
_STARTING = "SELECT word FROM item_search_word WHERE word >= ? AND word < ? ORDER BY item, word LIMIT ?"


def search_create(connection: Connection) -> None:
    """The index anew and empty, and what it needs beside it."""
    for statement in ("DROP TABLE IF EXISTS item_search", _TABLE, _SETTINGS, _WORDS):
        connection.exec_driver_sql(statement)


def search_add(connection: Connection, rows: Sequence[SearchRow], spellings: set[str]) -> None:
    """Rows by rising key, and the spellings in them."""
    cursor = _driver(connection)
    cursor.executemany(_ADD, rows)
    known: KnownWords = connection.info.setdefault(KNOWN_WORDS, KnownWords())
    if words := known.fresh(spellings):
        item = item_of(rows[-1].key)
        cursor.executemany(_ADD_WORD, [(word, item) for word in words])


def search_remove(connection: Connection, rows: Sequence[SearchRow]) -> None:
    """Take these rows out of the index; they must be those that were added."""
    _driver(connection).executemany(_REMOVE, rows)


def search_tidy(connection: Connection) -> None:
    """After very many rows were added: the quickest form to search."""
    connection.execute(text("INSERT INTO item_search(item_search) VALUES ('optimize')"))


def search_facets(connection: Connection, keys: Sequence[int]) -> tuple[list[str], list[str], list[str]]:
    """What is counted of these items: organizations, results, speakers, as often as they are."""
    rows = _driver(connection).execute(_FACETS, (json.dumps(keys),)).fetchall()
    organizations, results, speakers = ([row[column] for row in rows if row[column]] for column in range(3))
    return organizations, results, "\n".join(speakers).split("\n") if speakers else []


def search_find(connection: Connection, sought: Sought) -> Found:
    """A page of what is sought, how much there is, and keys to count facets over."""
    return _Search(connection, sought).found()


class _Search:
    def __init__(self, connection: Connection, sought: Sought) -> None:
        self._cursor = _driver(connection)
        self._sought = sought
        phrases = phrases_of(sought.terms, self._starting)
        self._terms, self._narrowed = phrases.terms, phrases.narrowed
        scopes = [" OR ".join(_quoted(token) for token in group) for group in sought.scopes]
        self._filters = [f"scopes : ({group})" for group in scopes]
        if sought.people:
            names = [" AND ".join([f"people : {_quoted(stem(word))}" for word in name]) for name in sought.people]
            self._filters.append("(" + " OR ".join([f"({name})" for name in names]) + ")")

    def found(self) -> Found:
        sample = self._newest(self._every(), search_phrases.RANKED + 1)
        if len(sample) <= search_phrases.RANKED and not self._narrowed:
            return self._page_of_few(sample)
        total = max(self._count(self._every(), search_phrases.COUNTED + 1), len(sample))
        return Found(
            page=tuple((key, None) for key in self._page_of_many()),
            order="title_first" if self._terms else "newest",
            total=min(total, search_phrases.COUNTED),
            total_is_exact=total <= search_phrases.COUNTED and not self._narrowed,
            sample=tuple(sample[: search_phrases.RANKED]),
            sample_is_all=len(sample) <= search_phrases.RANKED and not self._narrowed,
        )

    def _page_of_few(self, keys: list[int]) -> Found:
        first, last = self._sought.offset, self._sought.offset + self._sought.limit
        order: Order = "newest"
        page: Iterable[tuple[int, float | None]] = [(key, None) for key in keys[first:last]]
        if self._terms and self._can_be_ranked():
            order, page = "relevance", self._ranked()[first:last]
        elif self._terms:
            order, page = "title_first", [(key, None) for key in self._page_of_many()]
        return Found(page=tuple(page), order=order, total=len(keys), total_is_exact=True, sample=tuple(keys),
                     sample_is_all=True)  # fmt: skip

    def _ranked(self) -> list[tuple[int, float | None]]:
        found = [row for span in self._sought.ranges for row in self._cursor.execute(_RANKED, (self._every(), *span))]
        return sorted(found, key=lambda row: (row[1], -(row[0] & _DATED)))

    def _page_of_many(self) -> list[int]:
        """Hits in the title, then hits in the title's compounds, then the others: each list as long as needed only."""
        wanted = self._sought.offset + self._sought.limit
        every = self._every()
        if not self._terms:
            return self._newest(every, wanted)[self._sought.offset :]
        title, compound = self._every(IN_TITLE), self._every(IN_TITLE, IN_TITLE_PART)
        keys: list[int] = []
        for expression in (title, f"({compound}) NOT ({title})", f"({every}) NOT ({compound})"):
            if len(keys) < wanted:
                keys += self._newest(expression, wanted - len(keys))
        return keys[self._sought.offset :]

    def _can_be_ranked(self) -> bool:
        """Whether bm25 has not too much to look at: all items of each phrase, wherever the question is asked."""
        phrases = [phrase for term in self._terms for phrase in term]
        left = LOOKED_AT
        for phrase in phrases if len(phrases) <= _PHRASES_RANKED else ():
            fewest = left + 1
            for word in sorted(set(phrase.words), key=len, reverse=True):  # the longest are the rarest, mostly
                if fewest > _FEW:
                    counted = self._cursor.execute(_COUNT_WORD, (_written(Phrase((word,))), fewest)).fetchone()
                    fewest = min(fewest, int(counted[0]))
            left -= fewest
            if left < 0:
                return False
        return len(phrases) <= _PHRASES_RANKED

    def _every(self, *marks: str) -> str:
        """The whole question as FTS5 reads it; with `marks`, each term must be there with one of them."""
        terms = [
            " OR ".join([_written(phrase, mark) for mark in marks or ("",) for phrase in term]) for term in self._terms
        ]
        return " AND ".join([*(f"({term})" for term in terms), *self._filters])

    def _newest(self, expression: str, most: int) -> list[int]:
        keys: list[int] = []
        for low, high in self._sought.ranges:
            given = (expression, low, high, most) if expression else (low, high, most)
            keys += [row[0] for row in self._cursor.execute(_NEWEST if expression else _NEWEST_OF_ALL, given)]
        if len(self._sought.ranges) > 1:
            keys.sort(key=lambda key: -(key & _DATED))
        return keys[:most]

    def _count(self, expression: str, most: int) -> int:
        counted = 0
        for low, high in self._sought.ranges:
            given = (expression, low, high, most) if expression else (low, high, most)
            counted += self._cursor.execute(_COUNT if expression else _COUNT_ALL, given).fetchone()[0]
        return counted

    def _starting(self, letters: str, most: int) -> list[str]:
        rows = self._cursor.execute(_STARTING, (letters, letters + "\U0010ffff", most)).fetchall()
        return [row[0] for row in rows]


def _written(phrase: Phrase, mark: str = "") -> str:
    """As FTS5 reads it, `mark` before each word. Parts of compounds stand in no row, and no word among the scopes."""
    row = _quoted(" ".join([mark + word for word in phrase.words])) + (" *" if phrase.prefix else "")
    if mark or (len(phrase.words) < 2 and not phrase.prefix):
        return row
    return f"{{title papers people body{'' if len(phrase.words) > 1 else ' title_parts parts'}}} : {row}"


_DATED = (1 << 63) - 1  # a key without its sign
_FEW = 1000  # items of a word that need no rarer word beside it


def _quoted(words: str) -> str:
    """Words in a row; quoted, so that nothing in them is read as an operator."""
    return '"' + words.replace('"', " ").replace("\x00", " ") + '"'


def _driver(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()
