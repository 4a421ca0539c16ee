"""PostgreSQL for every room's tests: one server for each process of tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from postgres_server import NoServerError, Server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server; started when the first test asks for it."""
    try:
        server = Server.start()
    except NoServerError as error:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL must be tested here, and cannot be: {error}")
        pytest.skip(f"no PostgreSQL server can be started: {error}")
    yield server
    server.stop()


@pytest.fixture
def new_postgres(postgres: Server) -> Iterator[Callable[..., str]]:
    """Makes an empty database and gives its address; options as of `Server.new`."""
    made: list[str] = []

    def make(**options: str) -> str:
        made.append(postgres.new(**options))
        return postgres.url(made[-1])

    yield make
    for name in made:
        postgres.drop(name)


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of a database with the store's tables in it, empty; for tests that leave the tables themselves
    alone."""
    yield from _lent(postgres)


@pytest.fixture
def second_postgres_url(postgres: Server) -> Iterator[str]:
    """Another one."""
    yield from _lent(postgres)


def _lent(server: Server) -> Iterator[str]:
    name = server.filled()
    yield server.url(name)
    server.give_back(name)
