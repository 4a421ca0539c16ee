"""Search understands German spellings and references, and no query can break it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from store_samples import COMMITTEE, COUNCIL, full_record, integration_item, make_record, place

from pipeline.model.record import AgendaItem, PaperVersion, Result, Speaker
from pipeline.store import Store
from pipeline.store.snippets import WIDTH, Marker
from pipeline.store.terms import parse


@pytest.fixture
def filled(store: Store) -> Store:
    store.load(full_record(), label="a")
    council = make_record(
        "rat.pdf",
        AgendaItem(
            number="4.10", title="Haushalt der Landeshauptstadt", paper="17/SVV/0212",
            result=Result(text="abgelehnt", code="rejected"), speakers=(Speaker(name="Dr. Grasnick"),),
            text="Über den Haushalt wird lange beraten. Das Konzept 15/SVV/743 wird dabei erwähnt.",
        ),
        AgendaItem(
            number="5", title="Verkehr", inferred_result=Result(text="vertagt", code="deferred"),
            text="Die Größe des Parkplatzes AND die Straße NOT fertig: (offen) - Haushalt.",
        ),
        organization=COUNCIL, date="2017-03-01", number=30,
    )  # fmt: skip
    store.load(council, label="b")
    return store


def snippet(text: str, query: str, markers: tuple[str, str] = ("[", "]")) -> tuple[str, int]:
    return Marker(parse(query), markers=markers).snippet(text)


def numbers(store: Store, query: str, **filters: object) -> list[str | None]:
    return [hit.number for hit in store.search(query, **filters).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "Flüchtlinge", "Fluechtlinge", "FLUCHTLINGE", "fl\u0075\u0308chtlinge", "FLÜCHTLINGE",
        "Großbeerenstraße", "Grossbeerenstrasse", "GROSSBEERENSTRASSE", "GROẞBEERENSTRAẞE",
        "Integrationslots*", "integrat*", '"Begleitung im Alltag"', "„Begleitung im Alltag“", '"Begleitung im All"*',
        "15/SVV/0743", "15/svv/743", "DS 15/SVV/0743", "Drucksache 15 / svv / 743 Begleitung", "14/svv/12",
        "Schulze", "Müller-Preinesberger", "Mueller-Preinesberger", "Schubert", "Verwaltung erläutert",
    ],
)  # fmt: skip
def test_ways_to_find_the_item(filled: Store, query: str) -> None:
    assert "7.1" in numbers(filled, query)


@pytest.mark.parametrize(
    "query",
    ['"Alltag Begleitung"', "Integrationslots", "Begleitung Haushalt", "Nirgendwort", "15/SVV/0744", "7430"],
)
def test_what_does_not_find_it(filled: Store, query: str) -> None:
    assert "7.1" not in numbers(filled, query)


def test_a_reference_in_the_text_is_found_as_it_stands_there(filled: Store) -> None:
    assert set(numbers(filled, "15/svv/0743")) == {"7.1"}
    assert set(numbers(filled, "15/SVV/743")) == {"7.1", "4.10"}


@pytest.mark.parametrize(
    "query", ["(offen)", "offen AND fertig", "NOT fertig", "- Haushalt Parkplatzes", "title:offen OR"]
)
def test_operators_are_words_and_marks(filled: Store, query: str) -> None:
    page = filled.search(query)
    assert page.total == (0 if "title" in query else 1)


def test_a_hit_in_the_title_comes_first(filled: Store) -> None:
    assert numbers(filled, "Haushalt") == ["4.10", "5"]
    ranks = [hit.rank for hit in filled.search("Haushalt").hits]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)


def test_the_snippet_is_the_real_text_with_the_hit_marked(filled: Store) -> None:
    hit = filled.search("grossbeerenstrasse", markers=("[", "]")).hits[0]
    assert "an der [Großbeerenstraße] arbeiten" in hit.snippet
    assert hit.snippet.replace("[", "").replace("]", "").strip(" …") in (integration_item().text or "")


def test_a_hit_says_where_it_stands(filled: Store) -> None:
    hit = filled.search("Flüchtlinge").hits[0]
    assert (hit.title, hit.committee, hit.date, hit.paper) == (
        "Konzept für Flüchtlinge fortschreiben", COMMITTEE, "2016-06-14", "15/SVV/0743"
    )  # fmt: skip
    assert hit.result == Result(text="geändert beschlossen", code="adopted_amended")
    assert hit.place is not None
    assert (hit.place.document, hit.place.page, hit.place.start, hit.place.end) == ("0743.pdf", 1, 100, 130)


def test_where_no_title_was_placed_the_first_value_of_the_item_is_shown(store: Store) -> None:
    items = [AgendaItem(number=str(n), title=f"Punkt Nummer {n}") for n in range(12)]
    places = {"/agenda_items/1/result": place(70, 80), "/agenda_items/1/paper": place(50, 60),
              "/agenda_items/10/title": place(1, 5), "/agenda_items/11": place(2, 6)}  # fmt: skip
    store.load(make_record("a.pdf", *items, evidence=places), label="a")
    found = {hit.number: hit.place.start if hit.place else None for hit in store.search("Punkt").hits}
    assert (found["1"], found["10"], found["11"], found["2"]) == (50, 1, 2, None)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"committee": "soziales"}, ["7.1"]),
        ({"committee": COUNCIL}, ["4.10", "5"]),
        ({"committee": "Ausschuss für Fische"}, []),
        ({"committee": "?"}, []),
        ({"years": (2016, 2016)}, ["7.1"]),
        ({"years": (2017, None)}, ["4.10", "5"]),
        ({"years": (None, 2016)}, ["7.1"]),
        ({"years": (2018, 2020)}, []),
        ({"result": "rejected"}, ["4.10"]),
        ({"result": "abgelehnt"}, ["4.10"]),
        ({"result": "deferred"}, ["5"]),
        ({"person": "Frau Schulze"}, ["7.1"]),
        ({"person": "dr. grasnick"}, ["4.10"]),
        ({"person": "Herr"}, []),
        ({"person": "Haushalt"}, []),
        ({"paper": "15/svv/743"}, ["7.1"]),
        ({"paper": "14/SVV/0012"}, ["7.1"]),
        ({"committee": COUNCIL, "result": "adopted_amended"}, []),
    ],
)
def test_filters_alone_list_what_they_leave(filled: Store, filters: dict[str, object], expected: list[str]) -> None:
    assert numbers(filled, "", **filters) == expected
    assert numbers(filled, " \n", **filters) == expected


def test_filters_narrow_a_query(filled: Store) -> None:
    assert numbers(filled, "Konzept") == ["7.1", "4.10"]
    assert numbers(filled, "Konzept", result="rejected") == ["4.10"]
    assert numbers(filled, "Konzept", person="Schulze") == ["7.1"]


def test_pages_follow_one_another(store: Store) -> None:
    for number in range(7):
        item = AgendaItem(number=str(number), title=f"Bericht {number}", text="Bericht " * (number + 1))
        store.load(make_record(f"{number}.pdf", item), label=str(number))
    whole = store.search("Bericht", limit=20)
    parts = [store.search("Bericht", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [page.total for page in parts] == [7, 7, 7]
    assert [hit for page in parts for hit in page.hits] == list(whole.hits)


def test_an_item_without_text_is_found_by_its_versions(store: Store) -> None:
    item = AgendaItem(number="1", versions=(PaperVersion(kind="original", text="Ein Spielplatz wird gebaut."),))
    store.load(make_record("a.pdf", item), label="a")
    assert "**Spielplatz**" in store.search("spielplatz").hits[0].snippet


@pytest.mark.parametrize(
    "query", ["", "  ", "😀", "***", '"', '""', "()", "- -", "\x00", "/", "\udcff", "'; DROP TABLE document"]
)
def test_queries_without_a_word_find_nothing_and_harm_nothing(filled: Store, query: str) -> None:
    assert filled.search(query).total == 0
    assert filled.counts().documents == 2


_hostile = st.text(
    st.sampled_from(list("ab ue15/SVV\"*()-:^+{}AND NOT NEAR,.\\';%_\x00\n„“äß😀²½\u0308\ud800")), max_size=40
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("AND")
@example('15/SVV/0743" OR "')
@example("NEAR(a b, 3)")
@example("²")
@given(st.one_of(_hostile, st.text(max_size=30)))
def test_no_query_fails(filled: Store, query: str) -> None:
    page = filled.search(query)
    assert page.total >= len(page.hits)
    filled.search(query, person=query, committee=query, paper=query, result=query, years=(2016, 2017))
    filled.motion(query)
    filled.close_references(query)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(max_size=12))
def test_a_snippet_without_its_marks_is_a_stretch_of_the_text(text: str, query: str) -> None:
    cut, marked = snippet(text, query, ("\ue000", "\ue001"))
    plain = cut.replace("\ue000", "").replace("\ue001", "").removeprefix("… ").removesuffix(" …")
    flat = " ".join(text.split())
    assert " ".join(plain.split()) in flat or "\ue000" in text or "\ue001" in text
    assert cut.count("\ue000") - text.count("\ue000") <= marked


@pytest.mark.parametrize("word", ["Straße", "strasse", "STRASSE", "stra*"])
def test_a_word_far_down_is_shown_with_its_surroundings(word: str) -> None:
    text = "Anfang der Sitzung. " * 200 + "Die Straße wird erneuert. " + "Danach kommt das Ende. " * 200
    cut, marked = snippet(text, word)
    assert "Die [Straße] wird erneuert" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert marked == 1
    assert len(cut) <= WIDTH + 10


def test_a_word_longer_than_a_snippet_is_no_trouble() -> None:
    assert snippet("a" * 5000, "aaa*")[0] != ""


def test_a_lone_hit_far_from_the_best_passage_is_not_pulled_into_it() -> None:
    text = "Haushalt zuerst. " + "Anderes dazwischen. " * 60 + "Der Haushalt und noch ein Haushalt." + " Ende." * 60
    cut, marked = snippet(text, "haushalt")
    assert marked == 2
    assert "Der [Haushalt] und noch ein [Haushalt]." in cut
    assert cut.count("Haushalt") == 2
