"""Non-public items of OParl files are in no answer unless they are asked for."""

from __future__ import annotations

import pytest
from store_oparl import REFERENCE, consultation, item, meeting, paper, record

from pipeline.store import Store
from pipeline.store.official import official_papers, official_ways
from pipeline.store.oparl_rows import is_hidden

SECRET = "Ankauf Haus am Bach"


def load_way(store: Store, *, public: tuple[bool | None, ...], **members: str) -> None:
    """A paper with one consultation, item and meeting for each entry of `public`."""
    keys = range(1, len(public) + 1)
    store.load(record(paper(*map(consultation, keys), name=SECRET)), label="paper")
    for key, open_ in zip(keys, public, strict=True):
        one = item(key, public=open_, name=SECRET, result="geheim gehalten", **members)
        store.load(record(meeting(key, one, day=f"2024-04-0{key}")), label=str(key))


def test_a_non_public_item_hides_its_station(store: Store) -> None:
    load_way(store, public=(False, True))
    assert [station.date for station in store.official_stations(REFERENCE)] == ["2024-04-02"]
    every = store.official_stations(REFERENCE, include_non_public=True)
    assert [(station.date, station.public) for station in every] == [("2024-04-01", False), ("2024-04-02", True)]


def test_a_paper_all_whose_items_are_non_public_is_secret_as_a_whole(store: Store) -> None:
    load_way(store, public=(False, False))
    store.load(record(consultation(9, on="2024-06-01")), label="a consultation of which nothing is known yet")
    assert store.official_stations(REFERENCE) == ()
    assert store.official_paper(REFERENCE) is None
    with store.reading() as connection:
        assert official_ways(connection, [REFERENCE], include_non_public=False) == {}
        assert official_papers(connection, [REFERENCE], include_non_public=False) == {}
        assert len(official_ways(connection, [REFERENCE], include_non_public=True)[REFERENCE]) == 3
    assert len(store.official_stations(REFERENCE, include_non_public=True)) == 3
    found = store.official_paper(REFERENCE, include_non_public=True)
    assert found is not None
    assert found.name == SECRET


def test_a_finding_on_a_non_public_item_is_hidden(store: Store) -> None:
    load_way(store, public=(False, None))
    assert [row.document.name for row in store.list_findings()] == ["rat.json"]
    assert len(store.list_findings(include_non_public=True)) == 2
    assert (store.counts().findings, store.counts(include_non_public=True).findings) == (1, 2)


@pytest.mark.parametrize(
    ("public", "number", "name", "hidden"),
    [
        (None, None, None, False),
        (None, "4", "Bauausschuss", False),
        (None, "Ö 4", "Bauausschuss", False),
        (None, "N 4", "Bauausschuss", True),
        (None, "NÖ4", None, True),
        (None, "Nachtrag 4", None, False),
        (True, "N 4", "Bauausschuss (nicht öffentlich)", False),
        (False, "Ö 4", "Bauausschuss (öffentlich)", True),
        (None, "4", "Bauausschuss (nicht öffentlich)", True),
        (None, "4", "12. nichtöffentliche Sitzung", True),
        (None, "4", "Nicht-öffentliche Sitzung", True),
        (None, "4", "Bauausschuss (öffentlich/nicht öffentlich)", False),
        (None, "4", "öffentliche und nichtöffentliche Sitzung", False),
    ],
)
def test_what_hides_an_item(public: bool | None, number: str | None, name: str | None, hidden: bool) -> None:
    assert is_hidden(public=public, number=number, meeting=name) is hidden


def test_a_station_without_an_item_follows_its_meeting(store: Store) -> None:
    store.load(record(paper(consultation(1))), label="paper")
    store.load(record(meeting(1, name="Hauptausschuss (nicht öffentlich)")), label="meeting")
    assert store.official_stations(REFERENCE) == ()
    assert len(store.official_stations(REFERENCE, include_non_public=True)) == 1
