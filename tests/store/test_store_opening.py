"""A database is made, brought up to date, or refused with a sentence that says what to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import TEXT, String, func, inspect, make_url, select, text
from store_samples import content, full_record, make_record, refusal

from pipeline.model.errors import StoreError
from pipeline.store import Store, dialects, migrations, open_store
from pipeline.store.database import Database
from pipeline.store.schema import Base, Document

HERE = Path(migrations.__file__).parent


def test_the_migrated_database_is_the_one_the_models_describe(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: not (kind == "table" and name.startswith("item_search")),
                "compare_type": differs,
            },
        )
        assert compare_metadata(context, Base.metadata) == []


def differs(context: MigrationContext, _column: object, _model: object, found: object, wanted: object) -> bool | None:
    """On PostgreSQL all text is of any length and in the order of its bytes; None: Alembic's own comparison."""
    if context.dialect.name == "postgresql" and isinstance(wanted, String):
        return not isinstance(found, TEXT) or found.collation != "C"
    return None


@pytest.mark.parametrize("version", sorted(migrations.KNOWN))
def test_a_database_of_any_version_is_brought_up_to_date(empty_url: str, version: str) -> None:
    dialect = dialects.for_url(make_url(empty_url))
    url = dialect.checked(make_url(empty_url))
    dialect.prepare(url, create=True)
    database = Database(url, wait=1)
    with database.write() as connection:
        migrations.upgrade(connection, to=version)
        assert migrations.current(connection) == version
    database.close()
    with open_store(empty_url) as store:
        assert store.load(full_record(), label="a") == "imported"
        assert store.search("Flüchtlinge").total == 1
    with open_store(empty_url, create=False) as store:
        assert store.record(content("0743.pdf")) == full_record()


def test_two_that_make_a_database_at_once_make_one(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [empty_url] * 4))
    assert stores[0].load(full_record(), label="a") == "imported"
    assert [store.counts().documents for store in stores] == [1] * 4
    for store in stores:
        store.close()


def test_another_programs_tables_are_left_alone(empty_url: str) -> None:
    url = make_url(empty_url)
    dialect = dialects.for_url(url)
    dialect.prepare(url, create=True)
    engine = dialect.make_engine(dialect.checked(url), wait=1)
    for statement in ("CREATE TABLE kassenbuch (betrag int)", "CREATE TABLE alembic_version (version_num text)"):
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
        error = refusal(empty_url)
        assert error.code == "not_a_database"
        assert "kassenbuch" in str(error)
    with engine.connect() as connection:
        assert sorted(inspect(connection).get_table_names()) == ["alembic_version", "kassenbuch"]
    engine.dispose()


def test_writers_take_turns_and_lose_nothing(url: str) -> None:
    with open_store(url, wait=30) as store, ThreadPoolExecutor(4) as pool:
        names = [f"{number}.pdf" for number in range(12)]
        assert set(pool.map(lambda name: store.load(make_record(name), label=name), names)) == {"imported"}
        assert [row.name for row in store.documents()] == sorted(names)
        assert store.journal.balance().imported == len(names)


def test_a_reader_sees_one_state_of_the_database(store: Store) -> None:
    with store._database.read() as connection:
        before = connection.scalar(select(func.count()).select_from(Document))
        store.load(full_record(), label="a")
        assert connection.scalar(select(func.count()).select_from(Document)) == before == 0
    assert store.counts().documents == 1


def test_the_program_knows_all_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == migrations.HEAD
    assert {revision.revision for revision in script.walk_revisions()} == migrations.KNOWN


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    with open_store(url) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    error = refusal(url)
    assert error.code == "newer_version"
    assert "0999" in str(error)
    assert migrations.HEAD in str(error)
    assert "Update the program" in str(error)


def test_a_locked_database_says_that_another_run_is_writing(store: Store, url: str) -> None:
    store.load(full_record(), label="a")
    with open_store(url, wait=0.01) as other, store._database.write():
        assert other.search("Flüchtlinge").total == 1  # readers are not kept waiting
        with pytest.raises(StoreError, match="Another run is writing") as refused:
            other.load(make_record("b.pdf"), label="b")
    assert refused.value.code == "locked"
    assert [document.name for document in store.documents()] == ["0743.pdf"]


@pytest.mark.parametrize(
    "url",
    [
        "db/protokolle.sqlite",
        "",
        "mysql://anna:geheim@x/y",
        "sqlite://host/x",
        "postgresql+other://anna:geheim@x/y",
        "mysql://anna@x/y?password=geheim",
        "postgresql://anna:geheim@host/db?nonsense=1",
        "postgresql://anna:geheim@host:port/db",
    ],
)
def test_an_address_of_another_kind(url: str) -> None:
    error = refusal(url)
    assert error.code == "unknown_url"
    assert "sqlite:///" in str(error)
    assert "postgresql://" in str(error)
    assert "geheim" not in str(error)


def test_dialects_are_known_in_their_own_room_alone() -> None:
    room = Path(dialects.__file__).parent
    knowing = [file for file in room.parent.rglob("*.py") if "sqlalchemy.dialects" in file.read_text()]
    assert knowing
    assert {file.parent for file in knowing} == {room}
