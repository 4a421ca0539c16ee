"""Stations of one paper in two sources: which are one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions_samples import COUNCIL, MAIN, said, told

from pipeline.motions.pairing import pair, same_number, same_organization
from pipeline.store.answers import OfficialStation, Station

Told = tuple[str | None, str | None, str | None]


def matched(stations: Sequence[Station], official: Sequence[OfficialStation]) -> list[tuple[str | None, str | None]]:
    """The dates of each pair."""
    return [(one.station.date, one.official.date) for one in pair(stations, official).pairs]


def test_the_same_day_makes_a_pair_and_the_others_stay_alone() -> None:
    stations = [told("2024-04-23"), told("2024-05-14", MAIN)]
    official = [said("2024-06-04"), said("2024-04-23", number="5"), said(None, None, None)]
    found = pair(stations, official)
    assert [(one.station.date, one.official.date, one.reasons) for one in found.pairs] == [
        ("2024-04-23", "2024-04-23", ("date", "organization"))
    ]
    assert [station.date for station in found.minutes_only] == ["2024-05-14"]
    assert [one.date for one in found.official_only] == ["2024-06-04", None]


def test_two_committees_on_one_day_are_told_apart_by_name() -> None:
    stations = [told(committee=MAIN, number="3"), told(committee=COUNCIL, number="12")]
    official = [said(committee=COUNCIL, number="3"), said(committee=MAIN, number="12")]
    found = pair(stations, official)
    assert [(one.station.committee, one.official.committee) for one in found.pairs] == [
        (MAIN, MAIN),
        (COUNCIL, COUNCIL),
    ]


def test_another_committee_on_the_same_day_is_another_station() -> None:
    found = pair([told(committee=MAIN, number="3")], [said(committee=COUNCIL, number="12")])
    assert found.pairs == ()
    assert (len(found.minutes_only), len(found.official_only)) == (1, 1)


def test_two_items_of_one_meeting_are_told_apart_by_number() -> None:
    stations = [told(number="5.2"), told(number="5.1")]
    official = [said(number="5.1"), said(number="5.2")]
    assert [(one.station.item.number, one.official.number) for one in pair(stations, official).pairs] == [
        ("5.2", "5.2"), ("5.1", "5.1"),
    ]  # fmt: skip


def test_an_umbrella_item_has_another_number_and_is_the_same_station() -> None:
    (found,) = pair([told(number="5")], [said(number="5.3")]).pairs
    assert found.reasons == ("date", "organization")


@pytest.mark.parametrize(
    ("station", "official", "paired"),
    [
        (told("2024-04-23"), said("2024-04-24"), True),
        (told("2024-04-23"), said("2024-04-30"), True),
        (told("2024-04-23"), said("2024-05-01"), False),
        (told("2024-04-23"), said("2024-04-24", number="9"), False),
        (told("2024-04-23"), said("2024-04-24", committee=MAIN), False),
        (told("2024-04-23"), said("2024-04-24", committee=None), False),
        (told(None), said("2024-04-24"), True),
        (told(None), said("2024-04-24", committee=None), True),
        (told(None), said("2024-04-24", number=None), False),
        (told(None, None, None), said(None, None, None), False),
        (told("2024-04-23", None, None), said("2024-04-23", None, None), True),
    ],
)
def test_days_apart_or_unknown_need_committee_and_number(
    station: Station, official: OfficialStation, paired: bool
) -> None:
    assert bool(pair([station], [official]).pairs) is paired


def test_the_same_day_goes_before_a_day_that_is_near() -> None:
    stations = [told("2024-04-23"), told("2024-04-30")]
    official = [said("2024-04-30"), said("2024-04-23")]
    assert matched(stations, official) == [("2024-04-23", "2024-04-23"), ("2024-04-30", "2024-04-30")]


def test_two_documents_on_one_meeting_are_paired_with_it_both() -> None:
    found = pair([told(key="extract"), told(number="9", key="whole")], [said()])
    assert [(one.station.id, one.official.date) for one in found.pairs] == [
        ("extract", "2024-04-23"), ("whole", "2024-04-23"),
    ]  # fmt: skip
    assert (found.minutes_only, found.official_only) == ((), ())


DAYS = st.sampled_from([None, "2024-04-23", "2024-04-24", "2024-05-14"])
SIDES = st.lists(
    st.tuples(DAYS, st.sampled_from([None, COUNCIL, MAIN]), st.sampled_from([None, "1", "2"])), unique=True, max_size=6
)


@given(SIDES, SIDES, st.randoms(use_true_random=False))
def test_the_order_of_stations_changes_nothing(left: list[Told], right: list[Told], random: object) -> None:
    stations, official = [told(*one) for one in left], [said(*one) for one in right]
    expected = {(one.station.id, one.official.id) for one in pair(stations, official).pairs}
    random.shuffle(stations)  # type: ignore[attr-defined]
    random.shuffle(official)  # type: ignore[attr-defined]
    assert {(one.station.id, one.official.id) for one in pair(stations, official).pairs} == expected


@given(SIDES, SIDES)
def test_every_station_is_accounted_for(left: list[Told], right: list[Told]) -> None:
    stations, official = [told(*one) for one in left], [said(*one) for one in right]
    found = pair(stations, official)
    assert sorted([one.station.id for one in found.pairs] + [one.id for one in found.minutes_only]) == sorted(
        one.id for one in stations
    )
    assert {one.official.id for one in found.pairs} | {one.id for one in found.official_only} == {
        one.id for one in official
    }
    assert not {one.official.id for one in found.pairs} & {one.id for one in found.official_only}


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Gemeinderat", "GEMEINDERAT", True),
        ("Gemeinderat", "Gemeinderat der Stadt Bachstadt", True),
        ("Ausschuss für Bauen und Verkehr", "Bauen und Verkehr", True),
        ("Bauausschuss", "Ausschuss für Bauen", None),
        ("Haupt- und Finanzausschuss", "Hauptausschuss", None),
        ("Gemeinderat", "Hauptausschuss", False),
        ("Ausschuss für Umwelt", "Ausschuss für Soziales", False),
        ("Rat", "Hauptausschuss", None),
        (None, "Hauptausschuss", None),
    ],
)
def test_names_of_committees(name: str | None, other: str | None, same: bool | None) -> None:
    assert same_organization(name, other) is same
    assert same_organization(other, name) is same


@pytest.mark.parametrize(
    ("number", "other", "same"),
    [("4.10", "4.1", False), ("TOP 5", "5", True), ("Ö 9", "9.", True), ("", "5", None), (None, None, None)],
)
def test_numbers_of_items(number: str | None, other: str | None, same: bool | None) -> None:
    assert same_number(number, other) is same
