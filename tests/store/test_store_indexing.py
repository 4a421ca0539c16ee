"""The index follows from the tables: made anew, it is the same; an older database gets it when it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import MetaData, Table, insert, make_url, select, text
from store_samples import COUNCIL, full_record, indexed, integration_item, make_record

from pipeline.model.record import AgendaItem, MinutesRecord, PaperVersion, Result
from pipeline.store import Store, database, dialects, indexing, migrations, open_store
from pipeline.store.database import Database
from pipeline.store.schema import Base


def records() -> list[MinutesRecord]:
    versions = (PaperVersion(kind="original", text="Ein Spielplatz."), PaperVersion(kind="amendment", text="Zwei."))
    return [
        full_record(),
        make_record("rat.pdf", AgendaItem(number="1", versions=versions), integration_item(public=False, text=None),
                    AgendaItem(number="3", inferred_result=Result(text="vertagt", code="deferred")),
                    organization=COUNCIL, date="2014-01-01"),
        make_record("zu.pdf", integration_item(public=None), public=False, date=None),
    ]  # fmt: skip


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
    assert len(before) > 5


def test_a_rebuild_gives_the_same_index(filled: Store) -> None:
    before = indexed(filled)
    filled.rebuild(reversed(records()))
    assert indexed(filled) == before


def test_replacing_documents_leaves_the_index_of_those_that_are_there(filled: Store, second_store: Store) -> None:
    changed = [record.model_copy(update={"extractor": "2", "agenda_items": record.agenda_items[-1:]})
               for record in records()]  # fmt: skip
    for record in changed:
        filled.load(record, label=record.source.name)
    for record in changed:
        second_store.load(record, label=record.source.name)
    assert indexed(filled) == indexed(second_store)


def test_an_older_database_is_searched_by_stems_when_it_is_opened(empty_url: str, tmp_path: Path) -> None:
    """Rows as a program of the second version left them."""
    dialect = dialects.for_url(make_url(empty_url))
    url = dialect.checked(make_url(empty_url))
    dialect.prepare(url, create=True)
    with open_store(f"sqlite:///{tmp_path}/newer.sqlite") as newer:
        for record in records():
            newer.load(record, label=record.source.name)
        old = Database(url, wait=1)
        with old.write() as connection, newer.engine.connect() as source:
            migrations.upgrade(connection, to="0002")
            for name in reversed(OLDER):
                table = Table(name, MetaData(), autoload_with=connection)
                rows = source.execute(select(*(Base.metadata.tables[name].c[column.name] for column in table.columns)))
                connection.execute(insert(table), [dict(row._mapping) for row in rows])
        old.close()
    with open_store(empty_url, create=False) as store:
        assert store.search("Lotse").total == 1
        assert store.search("integr*").total == 1
        assert store.search("", committee=COUNCIL, years=(2014, 2014)).total == 2


OLDER = ("agenda_item_paper", "speaker", "mention", "agenda_item", "meeting_statement", "document", "meeting", "paper",
         "organization")  # fmt: skip


def test_an_index_of_other_language_rules_is_made_anew(filled: Store, url: str) -> None:
    before = indexed(filled)
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE search_state SET language = '0'"))
        sqlite = filled.engine.dialect.name == "sqlite"
        connection.execute(text("INSERT INTO item_search(item_search) VALUES ('delete-all')" if sqlite
                                else "DELETE FROM item_search"))  # fmt: skip
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
