"""More hits than can be ranked, counted or looked through: the answer is still in order, and says what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from store_samples import COUNCIL, make_record

from pipeline.model.record import AgendaItem, Result, Speaker
from pipeline.store import Store, search_phrases
from pipeline.store.dialects import postgres_search
from pipeline.store.search_keys import RESULT, scope

TITLES = {3: "Haushalt", 7: "Haushaltsplan", 11: "Haushalt der Stadt"}


@pytest.fixture
def many(store: Store) -> Store:
    """Twenty documents, one a year, each with an item about the budget; three have it in the title."""
    for number in range(20):
        item = AgendaItem(
            number=str(number), title=TITLES.get(number, "Bericht"), text=f"Zum Haushalt und zur Kita {number}.",
            result=Result(text="vertagt", code="deferred") if number % 2 else None,
            speakers=(Speaker(name="Grasnick"), Speaker(name="Grasnick"), Speaker(name=f"Redner {number % 3}")),
            public=number != 13,
        )  # fmt: skip
        record = make_record(f"{number}.pdf", item, date=f"{2000 + number}-05-01", organization=COUNCIL)
        store.load(record, label=str(number))
    return store


@pytest.fixture(autouse=True, params=["as planned", "by time"])
def looked_through(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL, very many hits are looked for in one stretch of time after the other: here any number of them."""
    if request.param == "by time":
        monkeypatch.setattr(postgres_search, "_MANY", 0)
        monkeypatch.setattr(postgres_search, "_FEW_OF", 0)


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def bound(**limits: int) -> None:
        for name, value in limits.items():
            monkeypatch.setattr(search_phrases, name, value)

    return bound


def numbers(store: Store, query: str, **options: object) -> list[str | None]:
    return [hit.number for hit in store.search(query, **options).hits]  # type: ignore[arg-type]


NEWEST = [str(number) for number in range(19, -1, -1) if number != 13]


def test_few_hits_are_ranked_and_counted(many: Store) -> None:
    page = many.search("Haushalt", facets=True)
    assert (page.order, page.total, page.total_is_exact, page.facets_exact) == ("relevance", 19, True, True)
    assert {hit.number for hit in page.hits[:3]} == {"3", "7", "11"}


def test_hits_too_many_to_rank_come_by_title_and_date(many: Store, bounded: Callable[..., None]) -> None:
    bounded(RANKED=5)
    page = many.search("Haushalt", facets=True)
    assert (page.order, page.total, page.total_is_exact) == ("title_first", 19, True)
    rest = [number for number in NEWEST if int(number) not in TITLES]
    assert [hit.number for hit in page.hits] == ["11", "3", "7", *rest]
    assert all(hit.rank is None for hit in page.hits)
    assert page.facets is not None
    assert (page.facets_exact, page.facets_over) == (False, 5)
    assert sum(one.count for one in page.facets.year) == 5


def test_pages_of_hits_too_many_to_rank_follow_one_another(many: Store, bounded: Callable[..., None]) -> None:
    bounded(RANKED=5)
    whole = numbers(many, "Haushalt", limit=50)
    assert [number for start in range(0, 19, 2) for number in numbers(many, "Haushalt", limit=2, offset=start)] == whole
    assert numbers(many, "Haushalt", offset=40) == []


def test_hits_too_many_to_count_are_at_least_so_many(many: Store, bounded: Callable[..., None]) -> None:
    bounded(RANKED=2, COUNTED=6)
    page = many.search("Haushalt")
    assert (page.total, page.total_is_exact) == (6, False)
    assert len(page.hits) == 19
    assert (many.search("Kita 4").total, many.search("Kita 4").total_is_exact) == (1, True)


def test_a_wide_prefix_takes_the_words_that_came_first_and_says_so(many: Store, bounded: Callable[..., None]) -> None:
    bounded(PREFIX_WORDS=1, PREFIX_ENTRIES=1)
    page = many.search("Haush*")
    assert not page.total_is_exact
    assert not page.facets_exact
    assert page.total >= 18
    assert "**Haushalt**" in page.hits[0].snippet


def test_where_the_index_knows_all_words_of_a_wide_prefix_none_is_left_out(
    many: Store, bounded: Callable[..., None]
) -> None:
    bounded(PREFIX_WORDS=1)
    many.load(make_record("h.pdf", AgendaItem(number="50", title="Bericht", text="Der Hausmeister.")), label="h")
    page = many.search("Haus*", limit=50)
    assert page.total == (20 if page.total_is_exact else 19)
    assert ("50" in [hit.number for hit in page.hits]) == page.total_is_exact


@pytest.mark.parametrize("letters", [1, 2, 3, 8])
def test_no_prefix_finds_what_only_the_index_has(many: Store, letters: int) -> None:
    beginnings = {scope(RESULT, said)[:letters] for said in ("deferred", "vertagt")}
    item = AgendaItem(number="70", title=" ".join(beginnings), text="Dies hat die Buchstaben selbst.")
    many.load(make_record("x.pdf", item), label="x")
    assert [numbers(many, f"{beginning}*") for beginning in beginnings] == [["70"]] * len(beginnings)


def test_the_rare_and_the_equal_have_their_place_among_facets(many: Store) -> None:
    speakers = tuple(Speaker(name=f"Gast {letter}") for letter in "zyxwvutsrqponmlkjihgfedcba")
    many.load(make_record("g.pdf", AgendaItem(number="60", title="Haushalt", speakers=speakers)), label="g")
    facets = many.search("Haushalt", facets=True).facets
    assert facets is not None
    assert [one.value for one in facets.speaker][:4] == ["Grasnick", "Redner 0", "Redner 1", "Redner 2"]
    assert [one.value for one in facets.speaker][4:] == [f"Gast {letter}" for letter in "abcdefghijklmnop"]


def test_what_has_no_date_or_a_strange_one_hides_nothing(store: Store, bounded: Callable[..., None]) -> None:
    """On PostgreSQL, the newest are looked for by what is known of their spread over time."""
    bounded(RANKED=3)
    dates = ["1801-01-01", None, *(f"{2000 + year}-{month:02}-15" for year in range(20) for month in (1, 6))]
    for number, date in enumerate(dates):
        item = AgendaItem(number=str(number), title="Haushalt" if number == 1 else "Bericht", text="Zum Haushalt.")
        store.load(make_record(f"{number}.pdf", item, date=date), label=str(number))
    rest = [str(number) for number in range(len(dates) - 1, 1, -1)]
    assert numbers(store, "Haushalt", limit=50) == ["1", *rest, "0"]
    assert numbers(store, "Haushalt", years=(2018, 2018)) == ["39", "38"]


def test_filters_alone_list_the_newest_first(many: Store, bounded: Callable[..., None]) -> None:
    bounded(RANKED=4)
    assert numbers(many, "", committee=COUNCIL) == NEWEST
    assert numbers(many, "", years=(2004, 2006)) == ["6", "5", "4"]
    assert many.search("", years=(None, None)).total == 19
    assert numbers(many, "Haushalt", years=(2010, 2014), result="deferred") == ["11"]


def test_facets_count_what_was_found(many: Store) -> None:
    facets = many.search("Haushalt", years=(2010, 2015), facets=True).facets
    assert facets is not None
    assert [(one.value, one.count) for one in facets.committee] == [(COUNCIL, 5)]
    assert [(one.value, one.count) for one in facets.year] == [
        (str(year), 1) for year in (2015, 2014, 2012, 2011, 2010)
    ]
    assert [(one.value, one.count) for one in facets.result] == [("deferred", 2)]
    assert [(one.value, one.count) for one in facets.speaker] == [
        ("Grasnick", 5), ("Redner 0", 2), ("Redner 2", 2), ("Redner 1", 1)
    ]  # fmt: skip
    assert many.search("Haushalt").facets is None


@pytest.mark.parametrize("limits", [{}, {"RANKED": 3}, {"RANKED": 3, "COUNTED": 10}])
def test_what_is_not_public_is_in_no_total_facet_or_order(
    many: Store, bounded: Callable[..., None], limits: dict[str, int]
) -> None:
    bounded(**limits)
    for query, filters in (("Kita", {}), ("Kita 13", {}), ("Kit*", {}), ("", {"committee": COUNCIL})):
        page = many.search(query, facets=True, limit=50, **filters)
        assert "13" not in [hit.number for hit in page.hits]
        assert page.total <= 19
        assert page.facets is not None
        assert "2013" not in [one.value for one in page.facets.year]
        told = many.search(query, facets=True, limit=50, include_non_public=True, **filters)
        assert "13" in [hit.number for hit in told.hits]
        assert not next(hit for hit in told.hits if hit.number == "13").public
    order = [number for number in numbers(many, "", committee=COUNCIL, include_non_public=True, limit=50) if number]
    assert order == [str(number) for number in range(19, -1, -1)]


def test_dates_of_all_kinds_keep_their_place(store: Store) -> None:
    dates = ("2016-02-30", None, "1849-03-01", "1750-01-01", "2016-12-31", "2017-01-01", "2300-01-01", "heute", "2016")
    for number, date in enumerate(dates):
        item = AgendaItem(number=str(number), title="Sitzung")
        store.load(make_record(f"{number}.pdf", item, date=date), label=str(number))
    assert set(numbers(store, "Sitzung", years=(2016, 2016))) == {"0", "4", "8"}
    assert set(numbers(store, "Sitzung", years=(None, 1900))) == {"2", "3"}
    assert set(numbers(store, "Sitzung", years=(2017, None))) == {"5", "6"}
    assert numbers(store, "", paper=None, years=(None, None))[:2] == ["6", "5"]
    assert store.search("Sitzung").total == len(dates)


@pytest.mark.parametrize("limits", [{}, {"PREFIX_ENTRIES": 0}])
def test_a_list_of_very_many_words_finds_what_each_of_them_finds(
    many: Store, bounded: Callable[..., None], limits: dict[str, int]
) -> None:
    """More alternatives than are asked as one; the index of PostgreSQL may find them by itself."""
    bounded(**limits)
    words = [f"Sonder{letter}weg" for letter in "abcdefghijklmnop"]
    for number, word in enumerate(words, start=100):
        item = AgendaItem(number=str(number), title=word if number % 2 else "Bericht", text=f"Zum {word} im Ort.")
        many.load(make_record(f"{number}.pdf", item, date=f"{1900 + number}-06-01"), label=str(number))
    assert set(numbers(many, "Sonder*", limit=50)) == {str(number) for number in range(100, 116)}
    assert numbers(many, "Sonder* Kita") == []
    assert set(numbers(many, '"im Ort" Sonder*', years=(2004, 2007))) == {"104", "105", "106", "107"}


def test_some_items_alone_with_words_and_filters_or_without(many: Store) -> None:
    found = {
        hit.number: (hit.document.sha256, 0) for hit in many.search("Kita", limit=50, include_non_public=True).hits
    }
    some = {found[number] for number in ("2", "5", "7", "13")} | {("0" * 64, 0), (found["9"][0], 1)}
    assert numbers(many, "", items=some) == ["7", "5", "2"]
    assert set(numbers(many, "Haushalt", items=some)) == {"2", "5", "7"}
    assert numbers(many, "Haushaltsplan", items=some) == ["7"]
    assert numbers(many, "", items=some, years=(2003, 2006)) == ["5"]
    assert numbers(many, "", items=some, result="deferred", include_non_public=True) == ["13", "7", "5"]
    assert numbers(many, "Kita", items=set()) == []
    page = many.search("Kita", items=some, facets=True)
    assert page.total == 3
    assert page.facets is not None
    assert [one.value for one in page.facets.year] == ["2007", "2005", "2002"]
