"""Facets: how the items found fall into committees, years, results and speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from pipeline.store import dialects
from pipeline.store.answers import FacetCount, Facets
from pipeline.store.schema import Organization
from pipeline.store.search_keys import day_of, year_of

MOST_VALUES = 20
"""Committees and speakers that are named; years and results are all named."""


def facets_of(connection: Connection, keys: Sequence[int]) -> Facets:
    """The facets of the items with these keys; what an item does not say is not counted."""
    committees, results, speakers = map(Counter, dialects.of(connection).search_facets(connection, keys))
    years: Counter[int] = Counter()
    for day, count in Counter(map(day_of, keys)).items():
        if (year := year_of(day)) is not None:
            years[year] += count
    often = _counts(committees, most=MOST_VALUES)
    query = select(Organization.id, Organization.name).where(Organization.id.in_([one.value for one in often]))
    names_of: Mapping[str, str] = {row.id: row.name for row in connection.execute(query)} if often else {}
    return Facets(
        committee=_counts({names_of[one.value]: one.count for one in often}),
        year=tuple(FacetCount(value=str(year), count=years[year]) for year in sorted(years, reverse=True)),
        result=_counts(results),
        speaker=_counts(speakers, most=MOST_VALUES),
    )


def _counts(counter: Mapping[str, int], *, most: int | None = None) -> tuple[FacetCount, ...]:
    """The most frequent values; of equals the first by alphabet."""
    often: Iterable[tuple[str, int]] = counter.items()
    if most is not None and len(counter) > most:  # the many that are rare need no order
        least = sorted(counter.values(), reverse=True)[most - 1]
        often = [pair for pair in often if pair[1] >= least]
    ordered = sorted(often, key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(value=value, count=count) for value, count in ordered[:most])
