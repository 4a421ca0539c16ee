"""Stores to test with: in memory, a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from identity_samples import NOON, Desk

from pipeline.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("sqlite://", now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)
