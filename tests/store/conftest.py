"""Stores to test with: a clock that stands still, a file in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import NOON

from pipeline.store import Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/db/protokolle.sqlite"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, wait=0.05, now=lambda: NOON) as opened:
        yield opened
