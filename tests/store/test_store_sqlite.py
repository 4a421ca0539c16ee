"""A SQLite file is made, shared, closed and refused as a file is."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from store_samples import content, full_record, integration_item, make_record, refusal

from pipeline.model.errors import StoreError
from pipeline.store import Store, dialects, open_store


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Only this kind here."""
    return sqlite_url


def test_facts_outlive_closing_and_one_file_is_left(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        store.load(full_record(), label="a")
    assert [file.name for file in (tmp_path / "db").iterdir()] == ["protokolle.sqlite"]
    with open_store(url, create=False) as store:
        assert store.record(content("0743.pdf")) == full_record()


def test_closing_brings_the_log_into_the_file_while_others_read_on(url: str, tmp_path: Path) -> None:
    with open_store(url) as reader:
        with open_store(url) as writer:
            writer.load(full_record(), label="a")
            assert (tmp_path / "db" / "protokolle.sqlite-wal").stat().st_size > 0
        assert (tmp_path / "db" / "protokolle.sqlite-wal").stat().st_size == 0
        assert reader.counts().documents == 1


def test_the_pragmas_hold(store: Store) -> None:
    with store.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                 for name in ("journal_mode", "synchronous", "foreign_keys")]  # fmt: skip
    assert found == ["wal", 1, 1]


def test_a_database_in_memory_does_all_of_it() -> None:
    with open_store("sqlite://") as store:
        store.load(full_record(), label="a")
        assert store.search("Integrationslots*").total == 1


def test_an_empty_database_file_is_filled(url: str, tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "protokolle.sqlite").touch()
    with open_store(url) as store:
        assert store.counts().documents == 0


def test_making_a_database_waits_for_the_one_who_is_at_it(url: str, tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    holder = sqlite3.connect(tmp_path / "db" / "protokolle.sqlite", isolation_level=None)
    holder.execute("PRAGMA journal_mode = WAL")
    holder.execute("BEGIN IMMEDIATE")
    assert refusal(url, wait=0.01).code == "locked"
    holder.execute("ROLLBACK")
    holder.close()
    open_store(url).close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notizen.txt"
    file.write_text("Das ist keine Datenbank, sondern eine Notiz. " * 40)
    assert refusal(f"sqlite:///{file}").code == "not_a_database"
    assert file.read_text().startswith("Das ist")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}").code == "not_a_database"


def test_a_missing_database_is_not_made_when_asked_not_to(url: str, tmp_path: Path) -> None:
    assert refusal(url, create=False).code == "missing"
    assert not (tmp_path / "db").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "db").write_text("a file stands where the folder should be")
    assert refusal(f"sqlite:///{tmp_path}/db/protokolle.sqlite").code == "no_permission"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    locked = tmp_path / "zu"
    locked.mkdir(mode=0o500)
    assert refusal(f"sqlite:///{locked}/protokolle.sqlite").code == "no_permission"


def test_a_read_only_database_says_so(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as refused:
        store.load(full_record(), label="a")
    assert refused.value.code == "no_permission"


def test_a_full_disk_costs_one_document_and_no_other(store: Store) -> None:
    store.load(full_record(), label="a")
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    big = make_record("b.pdf", integration_item(text="Ein langer Wortlaut. " * 20_000))
    with pytest.raises(StoreError, match="The disk is full") as refused:
        store.load(big, label="b")
    assert refused.value.code == "disk_full"
    assert [document.name for document in store.documents()] == ["0743.pdf"]
    assert [entry.label for entry in store.journal.entries()] == ["a"]
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.load(big, label="b") == "imported"


def test_a_damaged_database_says_how_to_rebuild(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        for number in range(20):
            store.load(full_record(f"{number}.pdf"), label=str(number))
    file = tmp_path / "db" / "protokolle.sqlite"
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(StoreError, match="db rebuild") as refused, open_store(url) as store:
        store.documents()
    assert refused.value.code == "damaged"


def test_a_mistake_of_the_program_is_not_dressed_up_as_trouble_with_the_file(store: Store) -> None:
    with pytest.raises(sqlite3.ProgrammingError), store._database.read() as connection:
        dialects.of(connection).driver(connection).execute("SELECT ?", ())


def test_a_rebuild_searches_with_the_table_the_migration_made(store: Store) -> None:
    made = "SELECT sql FROM sqlite_master WHERE name = 'item_search'"
    settings = "SELECT k, v FROM item_search_config ORDER BY k"

    def state() -> list[object]:
        with store.engine.connect() as connection:
            return [connection.scalar(text(made)), *connection.execute(text(settings)).all()]

    before = state()
    store.rebuild([full_record()])
    assert state() == before
