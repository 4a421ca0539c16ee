"""Stores to test with: a clock that stands still, a database of the test's own. What asks for `url` or `store` is run
on every kind of database; what is about one kind alone asks for that one's address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import NOON

from pipeline.store import Store, open_store


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/db/protokolle.sqlite"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """The address of a database that has no tables yet."""
    return sqlite_url if request.param == "sqlite" else str(request.getfixturevalue("new_postgres")())


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, wait=0.05, now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def second_store(store: Store, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Another empty database of the same kind."""
    kind = store.engine.dialect.name
    other = "sqlite://" if kind == "sqlite" else str(request.getfixturevalue("second_postgres_url"))
    with open_store(other, now=lambda: NOON) as opened:
        yield opened
