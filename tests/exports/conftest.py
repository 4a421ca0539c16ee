"""An empty database of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.store import Store, open_store


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    url = "sqlite://" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
    with open_store(url, now=lambda: "2026-01-02T12:00:00Z") as opened:
        yield opened
