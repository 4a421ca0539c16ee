"""The index follows from the tables: made anew, it is the same; an older database gets it when it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from store_samples import COUNCIL, full_record, integration_item, make_record

from pipeline.model.record import AgendaItem, MinutesRecord, PaperVersion, Result
from pipeline.store import Store, database, indexing, open_store


def records() -> list[MinutesRecord]:
    versions = (PaperVersion(kind="original", text="Ein Spielplatz."), PaperVersion(kind="amendment", text="Zwei."))
    return [
        full_record(),
        make_record("rat.pdf", AgendaItem(number="1", versions=versions), integration_item(public=False, text=None),
                    AgendaItem(number="3", inferred_result=Result(text="vertagt", code="deferred")),
                    organization=COUNCIL, date="2014-01-01"),
        make_record("zu.pdf", integration_item(public=None), public=False, date=None),
    ]  # fmt: skip


def indexed(store: Store) -> list[object]:
    """Every word of the index with its places, and the facets."""
    with store.engine.begin() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, item_search, instance)"))
        found: list[object] = list(connection.execute(text("SELECT * FROM words ORDER BY term, doc, col, offset")))
        found += connection.execute(text("SELECT * FROM item_facet ORDER BY search_key"))
        connection.execute(text("DROP TABLE temp.words"))
    return found


@pytest.fixture
def filled(store: Store) -> Store:
    for record in records():
        store.load(record, label=record.source.name)
    return store


def test_an_index_made_anew_is_the_same(filled: Store) -> None:
    before = indexed(filled)
    with filled._database.write() as connection:
        indexing.refill(connection)
    assert indexed(filled) == before
    assert len(before) > 100


def test_a_rebuild_gives_the_same_index(filled: Store) -> None:
    before = indexed(filled)
    filled.rebuild(reversed(records()))
    assert indexed(filled) == before


def test_replacing_documents_leaves_the_index_of_those_that_are_there(filled: Store, tmp_path: Path) -> None:
    changed = [record.model_copy(update={"extractor": "2", "agenda_items": record.agenda_items[-1:]})
               for record in records()]  # fmt: skip
    for record in changed:
        filled.load(record, label=record.source.name)
    with open_store(f"sqlite:///{tmp_path}/other.sqlite") as other:
        for record in changed:
            other.load(record, label=record.source.name)
        assert indexed(filled) == indexed(other)


def older(url: str) -> None:
    """Takes a database back to what the first migration made of it."""
    with open_store(url) as store, store.engine.begin() as connection:
        for table in ("item_search", "item_search_word", "item_facet", "search_state"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(
            text("CREATE VIRTUAL TABLE item_search USING fts5(title, body, papers, people, "
                 "tokenize='unicode61 remove_diacritics 2')")
        )  # fmt: skip
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def test_an_older_database_is_searched_by_stems_when_it_is_opened(filled: Store, url: str) -> None:
    before = indexed(filled)
    older(url)
    with open_store(url, create=False) as store:
        assert store.search("Lotse").total == 1
        assert store.search("integr*").total == 1
        assert store.search("", committee=COUNCIL, years=(2014, 2014)).total == 2
        assert indexed(store) == before


def test_an_index_of_other_language_rules_is_made_anew(filled: Store, url: str) -> None:
    before = indexed(filled)
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE search_state SET language = '0'"))
        connection.execute(text("INSERT INTO item_search(item_search) VALUES ('delete-all')"))
    with open_store(url) as store:
        assert indexed(store) == before
        assert store.search("Lotse").total == 1


@pytest.mark.usefixtures("filled")
def test_an_index_that_is_current_is_left_alone(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def made_anew(*_: object) -> None:
        raise AssertionError("the index was made anew")

    monkeypatch.setattr(database.indexing, "refill", made_anew)
    with open_store(url) as store:
        assert store.search("Lotse").total == 1
