"""What is asked of a full text index, and what it answers, whatever database it lives in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.store.search_keys import Range
from pipeline.store.terms import Term

Order = Literal["relevance", "title_first", "newest"]
"""`relevance`: by what bm25 gives; `title_first`: hits in the title, then those within a compound of it, then the
others, each the newest first."""


@dataclass(frozen=True, slots=True)
class Sought:
    """`terms` are all to be met. `scopes`: of each group at least one token must be there (see `search_keys.scope`).
    `people`: names, each its words; of one name all words must be there. `ranges`: the keys that may be looked at."""

    terms: tuple[Term, ...]
    scopes: tuple[tuple[str, ...], ...]
    people: tuple[tuple[str, ...], ...]
    ranges: tuple[Range, ...]
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of keys with their ranks (smaller is better; None where nothing was ranked). `total` is exact or what
    there is at least; `sample` are the keys to count facets over: all of them, or the newest."""

    page: tuple[tuple[int, float | None], ...]
    order: Order
    total: int
    total_is_exact: bool
    sample: tuple[int, ...]
    sample_is_all: bool
