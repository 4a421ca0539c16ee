"""The made-up archive is one that real minutes could give: papers with several stations, tables that agree."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipeline.model.reference import normalise_reference
from pipeline.store import open_store

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture(scope="module")
def million() -> Any:
    sys.path.insert(0, str(BENCH))
    try:
        import million
    finally:
        sys.path.remove(str(BENCH))
    return million


def asked(url: str, query: str) -> list[Any]:
    with open_store(url, create=False) as store, store.engine.connect() as connection:
        return list(connection.execute(text(query)).all())


def test_papers_pass_through_several_stations(million: Any, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/big.sqlite"
    items = million.make(url, 3000)
    assert items == asked(url, "SELECT count(*) FROM agenda_item")[0][0]
    assert 2700 < items < 3300
    stations = defaultdict(list)
    for reference, title, day in asked(
        url,
        "SELECT reference, title, date FROM agenda_item_paper p JOIN agenda_item i ON i.id = p.item_id "
        "JOIN meeting_statement m ON m.document_id = i.document_id WHERE relation = 'own' ORDER BY date",
    ):
        assert normalise_reference(reference) == reference
        assert reference[:2] <= day[2:4]
        stations[reference].append((title, day))
    assert 2.6 < sum(map(len, stations.values())) / len(stations) < 3.4
    for way in stations.values():
        assert len({title for title, _ in way}) == 1
        assert len({day for _, day in way}) == len(way)
    bare = asked(url, "SELECT title FROM agenda_item WHERE paper IS NULL")
    titles = {way[0][0] for way in stations.values()}
    assert 0.02 < len(bare) / items < 0.08
    assert all(title in titles for (title,) in bare)


def test_the_same_seed_makes_the_same_archive(million: Any) -> None:
    first, again, other = (list(million.Archive(300, seed=seed).records()) for seed in (4, 4, 5))
    assert first == again
    assert first != other


def test_a_filled_database_is_left_alone(million: Any, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/big.sqlite"
    million.make(url, 100)
    with pytest.raises(RuntimeError, match="holds documents already"):
        million.make(url, 100)
