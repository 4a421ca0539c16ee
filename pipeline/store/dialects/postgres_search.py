"""Full text on PostgreSQL: the twin of `sqlite_search`, with the same hits for the same question.

The words of an item stand in `item_search` twice. Its text columns hold its stems in order, a blank around each:
` konzept fluchtling `. The column `words` holds them as a tsvector made here (the server's own parser would cut
references and hyphens in its own way), labelled by where they stand: title A, papers and parts of its compounds
B, people and body C, parts of the body's compounds D; the scope tokens are in it, too. An index finds words,
their beginnings and scopes; a phrase is looked up in the text of the items it leaves, because a tsvector forgets
positions in long texts. An item with too many different words for a tsvector (a megabyte) has none, and is looked up
in its text alone.

Up to `RANKED` hits are ranked; more are listed by title and date, which here looks at each of them. Up to `COUNTED` are
counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from pipeline.language import stem
from pipeline.store import search_phrases
from pipeline.store.search_keys import IN_TITLE, IN_TITLE_PART, item_of
from pipeline.store.search_phrases import KNOWN_WORDS, KnownWords, Phrase, phrases_of
from pipeline.store.search_question import Found, Sought
from pipeline.store.search_rows import SearchRow

_LABELS = {"title": "A", "people": "C", "papers": "B", "title_parts": "B", "scopes": "D", "parts": "D", "body": "C"}
_COLUMNS = ("title", "papers", "people", "body", "title_parts", "parts", "scopes")
_TEXTS = ("title", "papers", "people", "body", "title_parts", "parts")  # where words are looked for
_WEIGHTS = "'{0.05, 0.2, 0.6, 1.0}'::real[]"  # of D, C, B, A: about what bm25 weighs on SQLite
_BY_LENGTH = 1  # ts_rank: a short item with the word comes before a long one

_ADD = (
    f"INSERT INTO item_search (search_key, {', '.join(_COLUMNS)}, words) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)"
)
_ADD_WORD = "INSERT INTO item_search_word (word, item) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM item_search WHERE search_key = %s"
_STARTING = "SELECT word FROM item_search_word WHERE word >= %s AND word < %s ORDER BY item, word LIMIT %s"
_FACETS = "SELECT search_key, organization_id, result_code, speakers FROM item_facet WHERE search_key = ANY(%s)"
_DATED = f"(search_key & {(1 << 63) - 1})"  # a key without its sign

_WORD = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")  # as FTS5's `ascii` tokenizer sees them
_MOST_BYTES = 1_000_000  # of a tsvector; the server's limit is 2^20
_LONGEST = 2046  # bytes of a word; the server's limit
_LAST_POSITION = 16383
_MOST_POSITIONS = 16  # of one word: more of them hardly change a rank


def search_create(connection: Connection) -> None:
    """Row by row: to drop or cut the table would keep readers waiting."""
    connection.exec_driver_sql("DELETE FROM item_search")


def search_add(connection: Connection, rows: Sequence[SearchRow], spellings: set[str]) -> None:
    cursor = _driver(connection)
    cursor.executemany(_ADD, [_stored(row) for row in rows])
    known: KnownWords = connection.info.setdefault(KNOWN_WORDS, KnownWords())
    if words := known.fresh(spellings):
        item = item_of(rows[-1].key)
        cursor.executemany(_ADD_WORD, [(_cut(word), item) for word in words])


def search_remove(connection: Connection, rows: Sequence[SearchRow]) -> None:
    _driver(connection).executemany(_REMOVE, [(row.key,) for row in rows])


def search_tidy(connection: Connection) -> None:
    """What the planner ought to know of the new rows."""
    connection.exec_driver_sql("ANALYZE item_search, item_search_word")


def search_facets(connection: Connection, keys: Sequence[int]) -> list[tuple[int, str | None, str | None, str | None]]:
    return _Asked(connection).rows(_FACETS, [list(keys)]) if keys else []


def search_find(connection: Connection, sought: Sought) -> Found:
    asked = _Asked(connection)
    phrases = phrases_of(
        sought.terms, lambda letters, most: [row[0] for row in asked.rows(_STARTING, [
            _cut(letters), _cut(letters) + "\U0010ffff", most])]
    )  # fmt: skip
    terms = [_any(_phrase(phrase) for phrase in term) for term in phrases.terms]
    scopes = [_any(_word(token, column="scopes") for token in group) for group in sought.scopes]
    names = [_all([_word(stem(word), column="people") for word in name]) for name in sought.people]
    people = [_any(name for name in names if name is not None)] if names else []
    where = _within(_all([*terms, *scopes, *people]), sought)
    most = search_phrases.RANKED
    newest = _SQL(f"SELECT search_key FROM item_search WHERE {where.text} ORDER BY {_newest(sought)} LIMIT %s",
                  (*where.values, most + 1))  # fmt: skip
    sample = [row[0] for row in asked.rows(newest.text, newest.values)]
    few = len(sample) <= most and not phrases.narrowed
    total = len(sample)
    if not few:
        counted = f"SELECT count(*) FROM (SELECT 1 FROM item_search WHERE {where.text} LIMIT %s) AS found"
        total = asked.rows(counted, [*where.values, search_phrases.COUNTED + 1])[0][0]
    page: list[tuple[int, float | None]]
    if not terms:
        page = [(row[0], None) for row in asked.page(_SQL("0"), where, sought)]
    elif few:
        page = asked.page(_rank(_all(terms)), where, sought)
    else:
        page = [(row[0], None) for row in asked.page(_tier(phrases.terms), where, sought)]
    return Found(
        page=tuple(page),
        order="newest" if not terms else "relevance" if few else "title_first",
        total=min(total, search_phrases.COUNTED) if not few else total,
        total_is_exact=few or (total <= search_phrases.COUNTED and not phrases.narrowed),
        sample=tuple(sample[:most]),
        sample_is_all=few,
    )


@dataclass(frozen=True, slots=True)
class _SQL:
    """A piece of a statement and the values of its places, in order."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class _Condition:
    """What must hold. `query` (a tsquery) leaves the items that may meet it; None: nothing can. `check` must hold in
    them too, where the query does not say all; `plain` says all by itself, slowly."""

    query: str | None
    check: _SQL | None
    plain: _SQL


_NOTHING = _Condition(None, None, _SQL("false"))


class _Asked:
    def __init__(self, connection: Connection) -> None:
        self._cursor = _driver(connection)

    def rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        # Never prepared: a plan for any words at all looks through the whole table, be the words ever so rare.
        self._cursor.execute(statement, tuple(values), prepare=False)  # type: ignore[call-arg] # psycopg's own
        return list(self._cursor.fetchall())

    def page(self, first_by: _SQL, where: _SQL, sought: Sought) -> list[Any]:
        """Keys by `first_by`, then the newest; beside them what they were ordered by."""
        statement = (
            f"SELECT search_key, {first_by.text} AS first_by FROM item_search WHERE {where.text} "
            f"ORDER BY first_by, {_newest(sought)} LIMIT %s OFFSET %s"
        )
        return self.rows(statement, [*first_by.values, *where.values, sought.limit, sought.offset])


def _newest(sought: Sought) -> str:
    return f"{_DATED} DESC" if len(sought.ranges) > 1 else "search_key DESC"


def _within(condition: _Condition | None, sought: Sought) -> _SQL:
    ranges = " OR ".join(["search_key BETWEEN %s AND %s"] * len(sought.ranges))
    bounds = tuple(bound for span in sought.ranges for bound in span)
    if condition is None:
        return _SQL(f"({ranges})", bounds)
    if condition.query is None:
        return _SQL("false")
    found, values = "words @@ %s::tsquery", [condition.query]
    if condition.check is not None:
        found, values = f"{found} AND {condition.check.text}", [*values, *condition.check.values]
    return _SQL(
        f"({ranges}) AND (({found}) OR (words IS NULL AND {condition.plain.text}))",
        (*bounds, *values, *condition.plain.values),
    )


def _rank(condition: _Condition | None) -> _SQL:
    """Smaller is better."""
    query = (condition.query if condition else None) or ""
    return _SQL(f"-coalesce(ts_rank({_WEIGHTS}, words, %s::tsquery, {_BY_LENGTH}), 0)", (query,))


def _tier(terms: Iterable[Sequence[Phrase]]) -> _SQL:
    """0: the title has it all; 1: the title with the parts of its compounds; 2: else."""
    groups = [[_passage(phrase) for phrase in term] for term in terms]
    title = _joined(" AND ", [_in(group, ("title",)) for group in groups])
    compound = _joined(" AND ", [_in(group, ("title", "title_parts")) for group in groups])
    text = f"CASE WHEN {title.text} THEN 0 WHEN {compound.text} THEN 1 ELSE 2 END"
    return _SQL(text, (*title.values, *compound.values))


def _phrase(phrase: Phrase) -> _Condition:
    row = _words(" ".join(phrase.words))
    if not row:
        return _NOTHING
    query = " & ".join(_quoted(word) for word in row) + (":*" if phrase.prefix else "")
    plain = _in([_passage(phrase)], _TEXTS)
    return _Condition(query, plain if len(row) > 1 else None, plain)


def _word(word: str, *, column: str) -> _Condition:
    """In this column; only a scope token can stand nowhere else."""
    row = _words(word)
    if not row:
        return _NOTHING
    plain = _in([f" {' '.join(row)} "], (column,))
    return _Condition(" & ".join(_quoted(one) for one in row), None if column == "scopes" else plain, plain)


def _passage(phrase: Phrase) -> str:
    """As it stands in a text column."""
    return f" {' '.join(_words(' '.join(phrase.words)))}" + ("" if phrase.prefix else " ")


def _in(passages: Iterable[str], columns: Iterable[str]) -> _SQL:
    """Any of the passages in any of the columns."""
    every = [_SQL(f"strpos({column}, %s) > 0", (passage,)) for passage in passages for column in columns]
    return _joined(" OR ", every)


def _joined(word: str, every: Sequence[_SQL]) -> _SQL:
    values = tuple(value for one in every for value in one.values)
    return _SQL("(" + word.join([one.text for one in every]) + ")", values)


def _all(every: Sequence[_Condition]) -> _Condition | None:
    """None: there is no condition."""
    if not every:
        return None
    queries = [f"({one.query})" for one in every if one.query is not None]
    if len(queries) < len(every):
        return _NOTHING
    checks = [one.check for one in every if one.check is not None]
    return _Condition(
        " & ".join(queries),
        _joined(" AND ", checks) if checks else None,
        _joined(" AND ", [one.plain for one in every]),
    )


def _any(conditions: Iterable[_Condition]) -> _Condition:
    every = [one for one in conditions if one.query is not None]
    if len(every) < 2:
        return every[0] if every else _NOTHING
    plain = _joined(" OR ", [one.plain for one in every])
    sure = all(one.check is None for one in every)
    return _Condition(" | ".join(f"({one.query})" for one in every), None if sure else plain, plain)


def _stored(row: SearchRow) -> tuple[Any, ...]:
    """A row of the table: its key, its texts between blanks, its tsvector or None."""
    texts = {name: _words(getattr(row, name)) for name in _COLUMNS}
    texts["scopes"] = [token for token in texts["scopes"] if token[0] not in (IN_TITLE, IN_TITLE_PART)]
    return (row.key, *(f" {' '.join(texts[name])} " if texts[name] else "" for name in _COLUMNS), _tsvector(texts))


def _tsvector(texts: dict[str, list[str]]) -> str | None:
    """The columns' words with their places; None where they are too many. The body comes last: of a word that is
    often there, its places in the other columns are kept."""
    places: dict[str, list[str]] = {}
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
    return " ".join(f"{_quoted(word)}:{','.join(of_word)}" for word, of_word in places.items())


def _words(text: str) -> list[str]:
    return [_cut(word) for word in _WORD.findall(text)]


def _cut(word: str) -> str:
    return word if len(word) <= _LONGEST // 4 else word.encode()[:_LONGEST].decode(errors="ignore")


def _quoted(word: str) -> str:
    """A word of a tsvector or a tsquery; nothing in it is read as an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _driver(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()
