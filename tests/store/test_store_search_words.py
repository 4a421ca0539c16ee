"""A word finds its forms and the compounds it stands in; what is found is marked."""

from __future__ import annotations

import pytest
from store_samples import make_record

from pipeline.model.record import AgendaItem
from pipeline.store import Store

ITEMS = (
    AgendaItem(number="1", title="Soziale Arbeit", text="Zwei Integrationslotsen haben ihre Arbeit aufgenommen."),
    AgendaItem(number="2", title="Bericht der Flüchtlingsinitiativen", text="Der Verein stellt sich vor."),
    AgendaItem(number="3", title="Stadtverordnetenversammlung", text="Die Lotsen der Häfen tagen im Rathaus."),
    AgendaItem(number="4", title="Lotse für das Quartier", text="Ein Verkehrsentwicklungsplan liegt vor, 1 Konzept."),
    AgendaItem(number="5", title="Neue Häuser am Neuen Markt", text="Die städtischen Gebäude werden verkauft."),
)


@pytest.fixture
def filled(store: Store) -> Store:
    store.load(make_record("a.pdf", *ITEMS), label="a")
    return store


def numbers(store: Store, query: str) -> list[str | None]:
    return [hit.number for hit in store.search(query).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Lotse", {"1", "3", "4"}),
        ("Integration", {"1"}),
        ("Flüchtling", {"2"}),
        ("fluechtlinge", {"2"}),
        ("Initiative", {"2"}),
        ("Initiativen Flüchtling", {"2"}),
        ("Versammlung", {"3"}),
        ("Entwicklungsplan", {"4"}),
        ("Verkehrsentwicklung", {"4"}),
        ("Plan Verkehr", {"4"}),
        ("Haus", {"5"}),
        ("Hafen", {"3"}),
        ("städtisches", {"5"}),
        ('"Lotse des Hafens"', set()),
        ('"Lotsen der Hafen"', {"3"}),
        ('"neuer Markt"', {"5"}),
        ("Integrationslots*", {"1"}),
        ("Lots*", {"1", "3", "4"}),
        ("Lotsen*", {"1", "3", "4"}),
        ("Gebäudes*", {"5"}),
        ("Entwicklungspl*", {"4"}),
        ('"Verkehrsentwicklungsplan liegt v"*', {"4"}),
        ("1*", {"4"}),
        ("zwang*", set()),
        ("Rat", set()),
        ("Bürger", set()),
    ],
)
def test_what_a_word_finds(filled: Store, query: str, found: set[str]) -> None:
    assert set(numbers(filled, query)) == found


def test_a_whole_word_comes_before_a_part_of_one_and_the_title_before_the_text(filled: Store) -> None:
    assert numbers(filled, "Lotse") == ["4", "3", "1"]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("Lotse", "Zwei [Integrationslotsen] haben"),
        ("Integrationslotse", "Zwei [Integrationslotsen] haben"),
        ("Integr*", "Zwei [Integrationslotsen] haben"),
        ("Flüchtling", "Bericht der [Flüchtlingsinitiativen]"),
        ("Entwicklungsplan", "Ein [Verkehrsentwicklungsplan] liegt"),
        ("Hafen", "Die Lotsen der [Häfen] tagen"),
        ('"Lotse der Hafen"', "Die [Lotsen der Häfen] tagen"),
        ("städtisch", "Die [städtischen] Gebäude"),
        ("Gebäudes*", "städtischen [Gebäude] werden"),
        ("Gebäude verkauft", "[Gebäude] werden [verkauft]"),
    ],
)
def test_the_whole_word_found_is_marked(filled: Store, query: str, marked: str) -> None:
    assert any(marked in hit.snippet for hit in filled.search(query, markers=("[", "]")).hits)


def test_a_document_read_anew_leaves_nothing_of_the_old_one(filled: Store) -> None:
    changed = make_record("a.pdf", AgendaItem(number="1", title="Bürgerhaushalt"), date="2019-03-01", extractor="2")
    filled.load(changed, label="a")
    for query in ("Lotse", "Integration", "Flüchtling*", "Markt"):
        assert filled.search(query).total == 0
    assert numbers(filled, "Haushalt") == ["1"]
    assert filled.search("", years=(2016, 2016)).total == 0


def test_words_of_a_load_that_failed_are_found_by_their_beginning_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.store import journal

    def fail(*_: object) -> None:
        raise OSError("the cable was pulled")

    with monkeypatch.context() as broken:
        broken.setattr(journal.Journal, "finish_in", fail)
        with pytest.raises(OSError, match="cable"):
            store.load(make_record("a.pdf", *ITEMS), label="a")
    assert store.search("Integr*").total == 0
    store.load(make_record("a.pdf", *ITEMS), label="a")
    assert numbers(store, "Integr*") == ["1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"der Verein"', {"1", "4"}),
        ('"der Verein berichtet"', {"1"}),
        ('"Verein der"', {"1", "2"}),
        ('"der Verein" bericht*', {"1", "4"}),
        ('"der Verein bericht"*', {"1"}),
        ('"der Ver"*', {"1", "3", "4"}),
        ('"Lotse Verkehr"', set()),  # parts of compounds stand side by side in the index, not in the minutes
        ('"Fuß Rad"', set()),
        ('"Bericht Zuerst"', set()),  # a title's end and a text's beginning
    ],
)
def test_a_phrase_is_words_side_by_side_in_the_minutes(store: Store, query: str, found: set[str]) -> None:
    texts = (
        "Zuerst spricht der Verein: Der Verein berichtet.", "Im Verein, der hier tagt, und der andere Verein.",
        "Der Vertreter des Vereins und der Verband.", "Ein Bericht liegt vor, der Verein fehlt.",
        "Radweg, Fußweg, Verkehrslotse.",
    )  # fmt: skip
    items = [AgendaItem(number=str(number), title="Bericht", text=text) for number, text in enumerate(texts, start=1)]
    store.load(make_record("p.pdf", *items), label="p")
    assert set(numbers(store, query)) == found
