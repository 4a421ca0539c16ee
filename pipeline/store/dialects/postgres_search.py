"""Full text on PostgreSQL: the twin of `sqlite_search`, with the same hits for the same question.

An index of tsvectors (see `postgres_words`) finds words, their beginnings, pairs of neighbours and scopes; a row of
three words is looked up in the text of the items it leaves. An item with too many different words for a tsvector (a
megabyte) has none, and is looked up in its text alone.

Up to `RANKED` hits are ranked; more are listed by title and date, each list as long as it is shown: the words of titles
are in the tsvector once more, with a mark. Up to `COUNTED` are counted. The index alone says what is a hit, and never
a look at row after row: the planner does not know what it costs to fetch a tsvector. It gives all hits or none; so
where there are very many, it is asked for those of the last months first, by tokens of stretches of time. Rows are
kept small, their texts beside the table, so that many hits are on few pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from pipeline.language import stem
from pipeline.store import search_phrases
from pipeline.store.dialects.postgres_words import (
    COLUMNS,
    SQL,
    STRETCH_BITS,
    Condition,
    all_of,
    any_of,
    cut,
    phrase_in,
    quoted,
    stored,
    stretches,
    titled,
    widest_end,
    word_in,
)
from pipeline.store.search_keys import DAY_SHIFT, day_of, item_of
from pipeline.store.search_phrases import KNOWN_WORDS, KnownWords, phrases_of
from pipeline.store.search_question import Found, Sought
from pipeline.store.search_rows import SearchRow

_MANY = 1000  # hits, from which on they are looked for by stretches of time, the newest first
_FEW_OF = 4  # or more times as many as are wanted, so that it pays: each stretch costs something with each hit
_SURELY = 1.3  # times the share of time in which there should be enough
_WIDER_BY = 30  # times at most, where less was found
_SORTED = 5  # times as many as are counted are sorted by date at once, too
_MANY_QUERIES = 8  # of which one is enough: more are asked one by one, for as one they are tried on each item in turn
_WEIGHTS = "'{0.05, 0.2, 0.6, 1.0}'::real[]"  # of D, C, B, A: about what bm25 weighs on SQLite
_BY_LENGTH = 1  # ts_rank: a short item with the word comes before a long one

_ADD = (
    f"INSERT INTO item_search (search_key, {', '.join(COLUMNS)}, words) VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)"
)
_ADD_WORD = "INSERT INTO item_search_word (word, item) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM item_search WHERE search_key = %s"
_STARTING = "SELECT word FROM item_search_word WHERE word >= %s AND word < %s ORDER BY item, word LIMIT %s"
_ENDS = (
    "SELECT (SELECT max(search_key) FROM item_search WHERE search_key BETWEEN %s AND %s), "
    "(SELECT min(search_key) FROM item_search WHERE search_key BETWEEN %s AND %s)"
)
_FACETS = (  # thousands of small values cost more to fetch than one large
    "SELECT string_agg(organization_id, %s), string_agg(result_code, %s), string_agg(speakers, %s) FROM item_facet "
    "WHERE search_key = ANY(%s::bigint[]) AND search_key BETWEEN %s AND %s"  # mostly the newest: not all the others
)
_SPREAD = (
    "SELECT histogram_bounds::text::bigint[] FROM pg_stats "
    "WHERE schemaname = current_schema() AND tablename = 'item_search' AND attname = 'search_key'"
)
_UNSIGNED = (1 << 63) - 1
_DATED = f"(search_key & {_UNSIGNED})"  # a key without its sign


def search_create(connection: Connection) -> None:
    """Row by row: to drop or cut the table would keep readers waiting."""
    connection.exec_driver_sql("DELETE FROM item_search")


def search_add(connection: Connection, rows: Sequence[SearchRow], spellings: set[str]) -> None:
    cursor = _driver(connection)
    cursor.executemany(_ADD, [stored(row) for row in rows])
    known: KnownWords = connection.info.setdefault(KNOWN_WORDS, KnownWords())
    if words := known.fresh(spellings):
        item = item_of(rows[-1].key)
        cursor.executemany(_ADD_WORD, [(cut(word), item) for word in words])


def search_remove(connection: Connection, rows: Sequence[SearchRow]) -> None:
    _driver(connection).executemany(_REMOVE, [(row.key,) for row in rows])


def search_tidy(connection: Connection) -> None:
    """What the planner ought to know of the new rows."""
    connection.exec_driver_sql("ANALYZE item_search, item_search_word")


def search_facets(connection: Connection, keys: Sequence[int]) -> tuple[list[str], list[str], list[str]]:
    if not keys:
        return [], [], []
    given = ["\n", "\n", "\n", _array(keys), min(keys), max(keys)]
    ((organizations, results, speakers),) = _rows(_driver(connection), _FACETS, given)
    return _parted(organizations), _parted(results), _parted(speakers)


def _parted(lines: str | None) -> list[str]:
    return lines.split("\n") if lines else []


def search_find(connection: Connection, sought: Sought) -> Found:
    asked = _Asked(connection, sought)
    phrases = phrases_of(
        sought.terms, lambda letters, most: [row[0] for row in asked.rows(_STARTING, [
            cut(letters), cut(letters) + "\U0010ffff", most])], whole=True
    )  # fmt: skip
    terms = [any_of(phrase_in(phrase) for phrase in term) for term in phrases.terms]
    scopes = [any_of(word_in(token, column="scopes") for token in group) for group in sought.scopes]
    names = [all_of([word_in(stem(word), column="people") for word in name]) for name in sought.people]
    people = [any_of(name for name in names if name is not None)] if names else []
    filters = [*scopes, *people]
    every = all_of([*terms, *filters])
    total, sample = asked.counted(every)
    few = total <= search_phrases.RANKED and not phrases.narrowed
    page: Sequence[tuple[int, float | None]]
    if terms and few:
        page = asked.ranked(all_of(terms), sample)
    else:
        title = [any_of(titled(phrase, ("title",)) for phrase in term) for term in phrases.terms]
        # Of one term, those with the word itself in the title are there already.
        within = ("title_parts",) if len(phrases.terms) == 1 else ("title", "title_parts")
        compound = [any_of(titled(phrase, within) for phrase in term) for term in phrases.terms]
        keys, wanted = list[int](), sought.offset + sought.limit
        for marked in (title, compound) if terms else ():
            if len(keys) < wanted:
                keys += asked.newest(all_of([*marked, *filters]), wanted - len(keys), but=keys)
        others = set(sample).difference(keys)
        keys += [key for key in sample if key in others]
        if len(keys) < wanted and total > len(sample):
            keys += asked.newest(every, wanted - len(keys), but=keys)
        page = [(key, None) for key in keys[sought.offset : wanted]]
    return Found(
        page=tuple(page),
        order="newest" if not terms else "relevance" if few else "title_first",
        total=min(total, search_phrases.COUNTED),
        total_is_exact=total <= search_phrases.COUNTED and not phrases.narrowed,
        sample=tuple(sample[: search_phrases.RANKED]),
        sample_is_all=few,
    )


class _Asked:
    """The questions to the server."""

    def __init__(self, connection: Connection, sought: Sought) -> None:
        self._cursor = _driver(connection)
        self._sought = sought
        self._newest_first = f"{_DATED} DESC" if len(sought.ranges) > 1 else "search_key DESC"

    def rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        return _rows(self._cursor, statement, values)

    def counted(self, condition: Condition | None) -> tuple[int, list[int]]:
        """How many hits there are, at most `COUNTED` and one, and the newest of them, at most `RANKED` and one."""
        most, enough = search_phrases.RANKED + 1, search_phrases.COUNTED + 1
        counts, keys = list[int](), list[int]()
        for hits, is_all in self._by_time(condition, enough, lambda: sum(counts)):
            cut = f" LIMIT {_SORTED * enough}" if is_all else ""
            with self._by_words_alone(condition):
                ((found, newest),) = self.rows(
                    f"WITH found AS MATERIALIZED ({hits.text}{cut}) SELECT (SELECT count(*) FROM found), "
                    f"ARRAY(SELECT search_key FROM found ORDER BY {self._newest_first} LIMIT %s)",
                    [*hits.values, most],
                )
            if is_all and found == _SORTED * enough:
                return enough, self.newest(condition, most)
            counts.append(found)
            keys.extend(newest)
            if sum(counts) >= enough:
                break
        return min(sum(counts), enough), keys[:most]

    def newest(self, condition: Condition | None, most: int, *, but: Sequence[int] = ()) -> list[int]:
        """Keys of the newest hits, without some."""
        keys: list[int] = []
        for hits, _ in self._by_time(condition, most, lambda: len(keys)):
            with self._by_words_alone(condition):
                found = self.rows(
                    f"SELECT search_key FROM ({hits.text}) AS found WHERE search_key <> ALL(%s::bigint[]) "
                    f"ORDER BY {self._newest_first} LIMIT %s",
                    [*hits.values, _array(but), most - len(keys)],
                )
            keys.extend(row[0] for row in found)
            if len(keys) >= most:
                break
        return keys

    def ranked(self, terms: Condition | None, keys: Sequence[int]) -> list[tuple[int, float | None]]:
        """A page of these, by their rank, then the newest."""
        rank = _rank(terms)
        return self.rows(
            f"SELECT search_key, {rank.text} AS rank FROM item_search WHERE search_key = ANY(%s::bigint[]) "
            f"ORDER BY rank, {self._newest_first} LIMIT %s OFFSET %s",
            [*rank.values, _array(keys), self._sought.limit, self._sought.offset],
        )

    def _by_time(
        self, condition: Condition | None, enough: int, found: Callable[[], int]
    ) -> Iterator[tuple[SQL, bool]]:
        """The hits, as statements that give their keys, and whether it is one for all. Where there seem to be very
        many there are several, the newest stretches of time first, as long as somebody asks for more; `found`: how
        many came of those before."""
        if all(first == last for first, last in self._sought.ranges):
            yield _among(condition, [key for key, _ in self._sought.ranges]), True
            return
        likely = self._likely(condition.query) if condition is not None and condition.queries else 0
        if likely <= _MANY or enough * _FEW_OF > likely:
            yield _hits(condition, self._sought), True
            return
        share, newest = _SURELY * enough / likely, self._calendar.newest
        while newest >= self._calendar.oldest:
            first = min(self._calendar.since(share), newest)
            yield _hits(condition, self._sought, (first, newest)), False
            newest = first - 1
            share *= min(_SURELY * enough / max(found(), 1), _WIDER_BY)

    def _likely(self, query: str) -> int:
        """How many hits the server thinks there are, from what it knows of frequent words."""
        ((plan,),) = self.rows("EXPLAIN (FORMAT JSON) SELECT FROM item_search WHERE words @@ %s::tsquery", [query])
        return int(plan[0]["Plan"]["Plan Rows"])

    @cached_property
    def _calendar(self) -> _Calendar:
        """How the items that may be found are spread over time, by what the server knows of it."""
        found = [self.rows(_ENDS, [*span, *span])[0] for span in self._sought.ranges]
        ends = sorted(key & _UNSIGNED for keys in found for key in keys if key is not None) or [0]
        ((known,),) = self.rows(_SPREAD, []) or [(None,)]
        bounds = sorted(key & _UNSIGNED for key in known or ())
        within = [key for key in bounds[1:-1] if ends[0] < key < ends[-1]]
        stretches = [day_of(key) >> STRETCH_BITS for key in (ends[0], *within, ends[-1])]
        newest = stretches[-1]
        if any(last == _UNSIGNED for _, last in self._sought.ranges):
            newest = widest_end(newest)  # nothing is behind it, and fewer stretches are asked for
        return _Calendar(stretches, newest, slices=max(len(bounds) - 1, len(within) + 1))

    @contextmanager
    def _by_words_alone(self, condition: Condition | None) -> Iterator[None]:
        """While entered, the planner takes the index of words whatever it thinks. An error ends the transaction, and
        that with it."""
        if condition is None:
            yield
            return
        self._cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        yield
        self._cursor.execute("RESET enable_seqscan; RESET enable_indexscan")


class _Calendar:
    """Stretches of time between which there are about as many items each, from the oldest to the newest that may be
    found; `slices` of them are all items there are. Minutes are not spread evenly, and some have no date (day 0)."""

    def __init__(self, bounds: list[int], newest: int, *, slices: int) -> None:
        self.oldest, self.newest = bounds[0], newest
        self._bounds = bounds
        self._slices = slices

    def since(self, share: float) -> int:
        """The stretch with which the newest items begin that are this share of all."""
        position = len(self._bounds) - 1 - share * self._slices
        if position <= 0:
            return self.oldest
        before = min(int(position), len(self._bounds) - 2)
        start, end = self._bounds[before : before + 2]
        return start + round((end - start) * (position - before))


def _rows(cursor: DBAPICursor, statement: str, values: Sequence[Any]) -> list[Any]:
    # Never prepared: a plan for any words at all looks through the whole table, be the words ever so rare.
    cursor.execute(statement, tuple(values), prepare=False)  # type: ignore[call-arg] # psycopg's own
    return list(cursor.fetchall())


def _array(keys: Iterable[int]) -> str:
    """Whole numbers as the server writes an array; the driver would ask of each whether it needs quotes."""
    return "{" + ",".join(map(str, keys)) + "}"


def _hits(condition: Condition | None, sought: Sought, within: tuple[int, int] | None = None) -> SQL:
    """A statement that gives the keys of the hits; within these stretches alone, the first and the last."""
    wanted = "(" + " OR ".join(["search_key BETWEEN %s AND %s"] * len(sought.ranges)) + ")"
    given: tuple[Any, ...] = tuple(bound for span in sought.ranges for bound in span)
    if condition is None:
        return SQL(f"SELECT search_key FROM item_search WHERE {wanted}", given)
    queries = condition.queries if len(condition.queries) > _MANY_QUERIES else (condition.query,)
    if within is not None:
        wanted += f" AND {_DATED} >> {DAY_SHIFT + STRETCH_BITS} BETWEEN %s AND %s"
        given += within
        tokens = " | ".join(map(quoted, stretches(*within)))
        queries = tuple(f"({query}) & ({tokens})" for query in queries)
    found = " OR ".join(["words @@ %s::tsquery"] * len(queries))
    check, plain = condition.check or SQL("true"), condition.plain
    # Two statements: of items with a tsvector the index says all, and no tsvector has to be fetched. With OFFSET 0 the
    # planner cannot go by the keys and try the words on each of them.
    return SQL(
        "SELECT search_key FROM ("
        f"SELECT search_key FROM item_search WHERE ({found}) AND {check.text} OFFSET 0) AS found WHERE {wanted} "
        f"UNION ALL SELECT search_key FROM item_search WHERE {wanted} AND words IS NULL AND {plain.text}",
        (*queries, *check.values, *given, *given, *plain.values),
    )


def _among(condition: Condition | None, keys: Sequence[int]) -> SQL:
    """The same, where single items are asked about: they are looked at one by one, for a word may have very many."""
    if condition is None:
        return SQL("SELECT search_key FROM item_search WHERE search_key = ANY(%s::bigint[])", (_array(keys),))
    check, plain = condition.check or SQL("true"), condition.plain
    return SQL(
        "SELECT search_key FROM item_search WHERE search_key = ANY(%s::bigint[]) "
        f"AND ((words @@ %s::tsquery AND {check.text}) OR (words IS NULL AND {plain.text}))",
        (_array(keys), condition.query, *check.values, *plain.values),
    )


def _rank(condition: Condition | None) -> SQL:
    """Smaller is better."""
    query = condition.ranking if condition is not None else ""
    return SQL(f"-coalesce(ts_rank({_WEIGHTS}, words, %s::tsquery, {_BY_LENGTH}), 0)", (query,))


def _driver(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()
