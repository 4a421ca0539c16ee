"""SQLite and PostgreSQL, filled with the same records, hold the same rows and give the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_samples import COUNCIL, NOON, content, full_record, integration_item, make_record

from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, MinutesRecord, Result, Speaker
from pipeline.store import Store, open_store
from pipeline.store.schema import FACTS, Base, Motion, MotionStation

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def twins(sqlite_url: str, postgres_url: str) -> Iterator[tuple[Store, Store]]:
    with open_store(sqlite_url, now=lambda: NOON) as one, open_store(postgres_url, now=lambda: NOON) as other:
        yield one, other


def load(twins: tuple[Store, Store], *records: MinutesRecord) -> None:
    for store in twins:
        for record in records:
            store.load(record, label=record.source.name)


def rows(store: Store, model: type[Base]) -> list[tuple[object, ...]]:
    """All rows of a table, in the order of its key: the database's own order of text."""
    columns = model.__table__.columns
    with store.engine.connect() as connection:
        found = connection.execute(select(*columns).order_by(*model.__table__.primary_key.columns))
        return [tuple(row) for row in found]


def alike(twins: tuple[Store, Store], model: type[Base]) -> int:
    """How many rows there are in either."""
    one, other = (rows(store, model) for store in twins)
    assert one == other, model.__tablename__
    return len(one)


def test_all_sample_minutes_give_the_same_rows_of_the_same_types(twins: tuple[Store, Store]) -> None:
    from pipeline import documents
    from pipeline.minutes import extract
    from pipeline.motions import relate

    paths = [path for path in documents.inputs([HERE / "corpora" / "protokolle"]) if path.error is None]
    for path in paths:
        try:
            with documents.read(path.load(), name=path.name, ocr="never") as document:
                record = extract(document)
        except BadInput:
            continue
        load(twins, record)
    for store in twins:
        relate(store)
    counted = {mapper.class_.__tablename__: alike(twins, mapper.class_) for mapper in Base.registry.mappers}
    assert counted["document"] > 20
    assert all(counted[model.__tablename__] for model in (*FACTS, Motion, MotionStation)), counted
    one, other = ([[type(value) for value in row] for row in rows(store, FACTS[0])] for store in twins)
    assert one == other


def test_the_same_life_leaves_the_same_rows(twins: tuple[Store, Store]) -> None:
    poor = make_record("0743.pdf", integration_item(title="Konzeptt", paper="15/SVV/9999"), organization="Ausschus")
    for store in twins:
        store.load(poor, label="a")
        store.load(full_record(), label="a")
        store.load(make_record("b.pdf", public=True, number=None), label="b")
        store.load(make_record("c.pdf", public=False, number=12), label="c")
        store.load(make_record("c.pdf", public=None, number=30, extractor="2"), label="c")
        store.correct(content("0743.pdf"), "/agenda_items/0/vote_events/0/yes", 6, by="Archiv", why="Original")
        store.load(full_record(extractor="3"), label="a")
        store.rebuild([full_record(extractor="4"), make_record("neu.pdf"), make_record("c.pdf")])
    for mapper in Base.registry.mappers:
        alike(twins, mapper.class_)
    one, other = twins
    assert one.corrections() == other.corrections()
    assert one.counts() == other.counts()
    assert one.journal.balance() == other.journal.balance()


TEXTS = [
    "Der Ausschuss berät über das Konzept für Flüchtlinge an der Großbeerenstraße.",
    "FLÜCHTLINGE und Fluechtlinge, ein Wort: Integrationslotsen-Konzept (2. Fassung).",
    "Straße, Strasse, STRASSE; Fuß- und Radweg, 3,5 m breit, 12.000 EUR, § 4 Abs. 2 BauGB.",
    "Der Antrag 15/SVV/0743 und die DS 14/SVV/12 werden überwiesen. E-Mail: amt@stadt.example.org",
    "neue Bauern bauen aus; Israel, Boeing, Aal, Queue, Aerosol, naïve Fiancée, Łódź, Çelik, Ångström",
    "Abstimmung: 7/0/0. Der Ausschuss der Ausschüsse. Konzept-Konzept_Konzept. x²y 1e5 0x1F -5 a'b \\c",
    "",
]
QUESTIONS = [
    "Flüchtlinge", "fluechtlinge", "FLUCHTLINGE", "Großbeerenstraße", "grossbeerenstrasse", "Straße", "strasse*",
    "integrationslots*", '"Konzept für Flüchtlinge"', '"konzept für flücht"*', '"Flüchtlinge für Konzept"', "konzept",
    '"Konzept Konzept"', '"der Ausschuss der"', '"Ausschuss der Ausschüsse"', "15/SVV/0743", "15/svv/743",
    "DS 14/SVV/0012", "14/SVV/12 überwiesen", "svv", "0743", "743", "baugb", "§ 4", "4 Abs", '"abs 2"', "12 000",
    "12.000", "3,5", "amt@stadt", "stadt.example.org", "neue bauern", "boeing", "bong*", "aal", "al", "queue",
    "aerosol", "naive", "fiancee", "lodz", "łódź", "celik", "angstrom", "e", "e*", "der die", "1e5", "0x1f", "5",
    "a'b", "\\c", "c", "7/0/0", "x", "fuß radweg", '"Fuß- und Radweg"', "Schulze", "Haushalt", "Ausschuss Ausschuss",
    "zu" * 2000, "zu*",
]  # fmt: skip


@pytest.fixture
def library(twins: tuple[Store, Store]) -> tuple[Store, Store]:
    items = [
        AgendaItem(number=str(number), title=title, text=body, paper="15/SVV/0743" if number % 3 else None,
                   speakers=(Speaker(name=("Schulze", "Müller-Groß", "Haushalt")[number % 3]),),
                   result=Result(text="vertagt", code="deferred") if number % 2 else None)
        for number, (title, body) in enumerate(zip(TEXTS, TEXTS[3:] + TEXTS[:3], strict=True))
    ]  # fmt: skip
    load(twins, make_record("a.pdf", *items), make_record("b.pdf", *items[::-1], organization=COUNCIL, date=None),
         make_record("c.pdf", *items[2:4], public=False), full_record())  # fmt: skip
    return twins


def hits(store: Store, question: str, **filters: object) -> set[tuple[str, str, str | None]]:
    page = store.search(question, limit=1000, **filters)  # type: ignore[arg-type]
    assert page.total == len(page.hits)
    return {(hit.id, hit.snippet, hit.date) for hit in page.hits}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[:30])
def test_the_same_question_finds_the_same_items(library: tuple[Store, Store], question: str) -> None:
    one, other = library
    for filters in (
        {},
        {"include_non_public": True},
        {"person": "schulze"},
        {"person": "Mueller-Gross", "years": (2016, 2016)},
    ):
        assert hits(one, question, **filters) == hits(other, question, **filters)  # type: ignore[arg-type]


def test_the_questions_are_worth_asking(library: tuple[Store, Store]) -> None:
    found = [len(hits(library[0], question)) for question in QUESTIONS]
    assert sum(count > 0 for count in found) > len(QUESTIONS) / 2
    assert 0 in found


def test_filters_alone_list_the_same_items_in_the_same_order(library: tuple[Store, Store]) -> None:
    one, other = library
    for filters in ({"person": "Schulze"}, {"result": "deferred"}, {"paper": "15/SVV/743"}, {"committee": COUNCIL}):
        page, same = (store.search("", limit=50, **filters) for store in (one, other))  # type: ignore[arg-type]
        assert [hit.date for hit in page.hits] == [hit.date for hit in same.hits]  # undated ones last
        if "person" not in filters:  # asked of the full text, which ranks in its own way
            assert page == same


def test_a_title_counts_more_than_a_text_in_both(library: tuple[Store, Store]) -> None:
    for store in library:
        assert store.search("Flüchtlinge").hits[0].title in (TEXTS[0], TEXTS[1], integration_item().title)


_words = st.sampled_from(["der", "Ausschuss", "Straße", "strasse", "15/SVV/0743", "Konzept", "neue", "Bauern", "2", "§",
                          "flücht", "FÜR", "Aal", "a"])  # fmt: skip
_asked = st.lists(st.tuples(_words, st.sampled_from(["", "*", " ", '"', "-"])), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_asked)
def test_whatever_is_asked_the_answers_are_the_same(library: tuple[Store, Store], asked: list[tuple[str, str]]) -> None:
    question = " ".join(f"{mark}{word}{mark}" if mark == '"' else f"{word}{mark}" for word, mark in asked)
    assert hits(library[0], question) == hits(library[1], question)


def test_close_and_related_references_are_the_same(twins: tuple[Store, Store]) -> None:
    papers = ("vo/2020/7", "VO/2020/7-1", "Vo/2020/7/2", "VO/2020/17", "15/SVV/0743", "15/SVV/0743-01")
    load(twins, make_record("a.pdf", *(AgendaItem(paper=paper) for paper in papers)))
    one, other = twins
    for paper in (*papers, "VO/2020/71", "vo/2020", "15/SVV/0734"):
        assert one.motion(paper) == other.motion(paper)
        assert one.close_references(paper) == other.close_references(paper)


def test_a_text_of_a_thousand_pages_is_searched_to_its_last_word(twins: tuple[Store, Store]) -> None:
    """A tsvector forgets where the words of a long text stand, and holds a megabyte at most."""
    frequent = "Der Haushalt steigt. " * 20_000 + "Ganz am Ende steht der Schlusssatz."
    different = " ".join(f"wort{number}" for number in range(150_000)) + " Noch ein Schlusssatz danach."
    load(twins, make_record("a.pdf", AgendaItem(number="1", title="Viel", text=frequent),
                            AgendaItem(number="2", title="Vielerlei", text=different)))  # fmt: skip
    for question, found in {
        "Schlusssatz": {"1", "2"}, '"steht der Schlusssatz"': {"1"}, '"ein Schlusssatz danach"': {"2"},
        '"Schlusssatz Ende"': set(), "wort149999": {"2"}, "wort14999*": {"2"}, "ort14999*": set(), "vielerlei": {"2"},
        '"wort7 wort8"': {"2"}, "wort7 haushalt": set(), "viel*": {"1", "2"},
    }.items():  # fmt: skip
        for store in twins:
            assert {hit.number for hit in store.search(question).hits} == found, question
