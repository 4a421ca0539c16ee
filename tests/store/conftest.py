"""Stores to test with: a clock that stands still, a file in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Store, open_store

NOON = "2026-01-02T12:00:00Z"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/db/protokolle.sqlite"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, wait=0.05, now=lambda: NOON) as opened:
        yield opened
