"""Minutes and OParl files of one city: the stations of 40 papers find each other. The files are read in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import pipeline
from pipeline.documents import read
from pipeline.minutes import extract
from pipeline.motions import relate
from pipeline.motions.official import Pairing, conflicts, pair
from pipeline.oparl import read_oparl
from pipeline.store import Store, open_store
from pipeline.store.oparl_tables import OParlDocument, OParlPaper

HOME = Path(pipeline.__file__).parents[1]
KARLSRUHE = HOME.parent / "shared" / "minutes" / "karlsruhe"
GOLD = json.loads((HOME / "corpora" / "gold-histories" / "karlsruhe.json").read_text(encoding="utf-8"))["papers"]

pytestmark = pytest.mark.skipif(not KARLSRUHE.is_dir(), reason="the city's files are not beside this checkout")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The minutes of the gold papers, and all OParl files."""
    with open_store("sqlite://") as opened:
        for number, path in enumerate(sorted((KARLSRUHE / "oparl").rglob("*.json"))):
            official = read_oparl(path.read_bytes(), name=path.name, sha256=f"{number:064x}")
            assert official is not None
            opened.load(official, label=path.name)
        for station in stations():
            if station["document"] is not None:
                path = KARLSRUHE / station["document"]
                with read(path.read_bytes(), name=path.name) as document:
                    opened.load(extract(document), label=path.name)
        yield opened


@pytest.fixture(scope="module")
def pairings(store: Store) -> dict[str, Pairing]:
    found = {}
    for paper in GOLD:
        motion = store.motion(paper["reference"])
        official = store.official_stations(paper["reference"])
        found[paper["reference"]] = pair(motion.stations if motion else (), official)
    return found


def stations() -> list[dict[str, Any]]:
    return [station for paper in GOLD for station in paper["stations"]]


def test_the_store_answers_what_the_city_has_recorded(store: Store) -> None:
    def facts(date: object, organization: object, number: object, result: object, role: object) -> str:
        return repr((date, organization, number, result, role))

    for paper in GOLD:
        expected = [
            facts(*(one[key] for key in ("date", "organization", "number", "result", "role")))
            for one in paper["stations"]
        ]
        answered = [
            facts(one.date, one.committee or one.organization_id, one.number, one.result and one.result.text,
                  one.role and one.role.text)
            for one in store.official_stations(paper["reference"])
        ]  # fmt: skip
        assert sorted(answered) == sorted(expected), paper["reference"]


def test_stations_find_each_other(pairings: dict[str, Pairing]) -> None:
    pairs = [one for found in pairings.values() for one in found.pairs]
    # one of the 40 texts prints the reference of another paper, by a slip of the year
    assert len(pairs) == 39 == sum(one["document"] is not None for one in stations()) - 1
    assert {reference for reference, found in pairings.items() if not found.pairs} == {"2024/1087"}
    assert [station for found in pairings.values() for station in found.minutes_only] == []


def test_each_pair_is_the_minutes_of_its_station(pairings: dict[str, Pairing]) -> None:
    documents = {
        (paper["reference"], one["date"], one["number"]): one["document"] for paper in GOLD for one in paper["stations"]
    }
    for reference, found in pairings.items():
        for one in found.pairs:
            expected = documents[reference, one.official.date, one.official.number]
            assert expected == f"text/{one.station.document.name}"


def test_an_oparl_file_makes_the_joining_judge_its_papers_anew(store: Store) -> None:
    relate(store)
    assert relate(store).motions == 0
    paper = GOLD[0]["reference"]
    with store.reading() as connection:
        [file] = connection.scalars(
            select(OParlDocument.name).join(OParlPaper).where(OParlPaper.normalised == paper)
        ).all()
    data = (KARLSRUHE / "oparl" / "papers" / file).read_bytes().replace(b"2025-03-03T", b"2025-04-03T")
    newer = read_oparl(data, name=file, sha256=sha256(data).hexdigest())
    assert newer is not None
    store.load(newer, label="newer")
    judged = relate(store)
    assert judged.documents == 0
    assert judged.motions >= 1


def test_contradictions_are_few_and_each_has_places_on_both_sides(pairings: dict[str, Pairing]) -> None:
    found = [conflict for pairing in pairings.values() for one in pairing.pairs for conflict in conflicts(one)]
    assert Counter(conflict.code for conflict in found) == CONFLICTS_OF_GOLD
    assert all(conflict.minutes and conflict.official for conflict in found)


CONFLICTS_OF_GOLD: dict[str, int] = {"C008": 2}
