"""A database in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite://", now=lambda: "2026-01-02T12:00:00Z") as opened:
        yield opened
