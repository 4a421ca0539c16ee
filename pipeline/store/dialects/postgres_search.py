"""Full text on PostgreSQL: the twin of FTS5, with the same hits for the same question.

The words of an item stand in `item_search` twice. Its four text columns hold them folded, in order, a blank around
each: ` konzept fur fluchtlinge `. The column `words` holds them as a tsvector made here (the server's own parser would
cut references and hyphens in its own way), labelled by where they stand: title A, papers B, people C, body D. An index
finds words and beginnings of words; a phrase is looked up in the text of the items it leaves, because a tsvector
forgets positions in long texts. An item with too many different words for a tsvector (a megabyte) has none, and is
looked up in its text alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    cast,
    false,
    func,
    literal,
    literal_column,
    or_,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

SEARCH_INSERT = (
    "INSERT INTO item_search (item_id, title, body, papers, people, words) VALUES (%s, %s, %s, %s, %s, %s::tsvector)"
)
SEARCH_DELETE = "DELETE FROM item_search WHERE item_id BETWEEN %s AND %s"

_WORDS: ColumnElement[Any] = literal_column("item_search.words")
_COLUMNS = {"title": "A", "papers": "B", "people": "C", "body": "D"}
_WEIGHTS = "'{0.2, 0.4, 0.6, 1.0}'"  # of D, C, B, A: what bm25 weighs on SQLite
_BY_LENGTH = 1  # ts_rank: a short item with the word comes before a long one

_WORD = re.compile(r"[^\W_]+")
_MOST_BYTES = 1_000_000  # of a tsvector; the server's limit is 2^20
_LONGEST = 2046  # bytes of a word; the server's limit
_LAST_POSITION = 16383
_MOST_POSITIONS = 16  # of one word: more of them hardly change a rank


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `query` (a tsquery) leaves the items that may have it; None: there is nothing to find.
    `check` must hold in them too, where the query does not say all; `text` says all by itself, slowly."""

    query: str | None
    check: ColumnElement[bool] | None
    text: ColumnElement[bool]


_NOTHING = Sought(None, None, false())


def search_rows(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """(item's row id, title, body, papers, people as words between blanks, tsvector or None)."""
    return [_search_row(*row) for row in rows]


def empty_search(connection: Connection) -> None:
    """Row by row: to drop or cut the table would keep readers waiting."""
    connection.exec_driver_sql("DELETE FROM item_search")


def search_source() -> tuple[FromClause, ColumnElement[int]]:
    return table("item_search"), literal_column("item_search.item_id")


def search_matches(expression: Sought) -> ColumnElement[bool]:
    if expression.query is None:
        return false()
    found: ColumnElement[bool] = _WORDS.op("@@", is_comparison=True)(_tsquery(expression.query))
    if expression.check is not None:
        found = and_(found, expression.check)
    return or_(found, and_(_WORDS.is_(None), expression.text))


def search_rank(expression: Sought, /) -> ColumnElement[float]:
    weights: ColumnElement[Any] = literal_column(f"{_WEIGHTS}::real[]")
    rank = func.ts_rank(weights, _WORDS, _tsquery(expression.query or ""), literal_column(str(_BY_LENGTH)))
    return -func.coalesce(rank, literal_column("0"))


def phrase(words: str, *, prefix: bool = False, column: str | None = None) -> Sought:
    row = _words(words)
    if not row:
        return _NOTHING
    label = _COLUMNS[column] if column else ""
    marks = [""] * (len(row) - 1) + ["*" if prefix else ""]
    query = " & ".join(
        _quoted(word) + (f":{mark}{label}" if mark or label else "") for word, mark in zip(row, marks, strict=True)
    )
    passage = literal(f" {' '.join(row)}" + ("" if prefix else " "))
    text = or_(*(func.strpos(literal_column(f"item_search.{name}"), passage) > 0
                 for name in ([column] if column else _COLUMNS)))  # fmt: skip
    return Sought(query, text if len(row) > 1 else None, text)


def search_all(expressions: Iterable[Sought]) -> Sought:
    every = list(expressions)
    queries = [f"({one.query})" for one in every if one.query is not None]
    if len(queries) < len(every):
        return _NOTHING
    checks = [one.check for one in every if one.check is not None]
    return Sought(" & ".join(queries), and_(*checks) if checks else None, and_(*(one.text for one in every)))


def search_any(expressions: Iterable[Sought]) -> Sought:
    every = [one for one in expressions if one.query is not None]
    if len(every) < 2:
        return every[0] if every else _NOTHING
    text = or_(*(one.text for one in every))
    sure = all(one.check is None for one in every)
    return Sought(" | ".join(f"({one.query})" for one in every), None if sure else text, text)


def _search_row(item: int, title: str, body: str, papers: str, people: str) -> tuple[Any, ...]:
    rows = {"title": _words(title), "people": _words(people), "papers": _words(papers), "body": _words(body)}
    texts = (f" {' '.join(rows[name])} " if rows[name] else "" for name in ("title", "body", "papers", "people"))
    return (item, *texts, _tsvector(rows))


def _tsvector(rows: dict[str, list[str]]) -> str | None:
    """The columns' words with their places; None where they are too many. The body comes last: of a word that is
    often there, its places in the other columns are kept."""
    places: dict[str, list[str]] = {}
    position = 0
    for name, row in rows.items():
        label = _COLUMNS[name]
        for word in row:
            position = min(position + 1, _LAST_POSITION)
            of_word = places.setdefault(word, [])
            if len(of_word) < _MOST_POSITIONS:
                of_word.append(f"{position}{label}")
    size = sum(len(word.encode()) + 4 + 2 * len(of_word) for word, of_word in places.items())
    if size > _MOST_BYTES:
        return None
    return " ".join(f"{_quoted(word)}:{','.join(of_word)}" for word, of_word in places.items())


def _words(text: str) -> list[str]:
    """The words of a text that is folded already (`terms.fold`), as FTS5's tokenizer sees them."""
    return [word for written in _WORD.findall(unicodedata.normalize("NFC", text)) for word in _bare(written)]


@lru_cache(maxsize=1 << 16)
def _bare(written: str) -> tuple[str, ...]:
    """Small, without accents. Mostly one word; a fraction in one character gives two."""
    decomposed = unicodedata.normalize("NFKD", written)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return tuple(_cut(word) for word in _WORD.findall(bare))


def _cut(word: str) -> str:
    return word if len(word) <= _LONGEST // 4 else word.encode()[:_LONGEST].decode(errors="ignore")


def _quoted(word: str) -> str:
    """A word of a tsvector or a tsquery; nothing in it is read as an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _tsquery(query: str) -> ColumnElement[Any]:
    return cast(literal(query), TSQUERY)
