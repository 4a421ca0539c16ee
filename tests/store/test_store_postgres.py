"""PostgreSQL by address: what keeps it from being used is a sentence, and what differs from SQLite does not show."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postgres_server import GUEST, PASSWORD, Server
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import IntegrityError
from store_samples import content, full_record, integration_item, make_record, refusal

from pipeline.model.errors import StoreError
from pipeline.model.record import AgendaItem, VoteEvent
from pipeline.store import Input, Store, loading, open_store
from pipeline.store.rows import Rows

NewDatabase = Callable[..., str]


@pytest.fixture
def url(postgres_url: str) -> str:
    """Only this kind here."""
    return postgres_url


def with_options(url: str, options: str) -> str:
    return make_url(url).update_query_dict({"options": options}).render_as_string(hide_password=False)


# --- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["postgresql", "postgresql+psycopg", "postgres"])
def test_all_ways_to_write_the_address(url: str, kind: str) -> None:
    with open_store(url.replace("postgresql", kind, 1)) as store:
        assert store.counts().documents == 0


def test_without_the_driver_a_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = refusal("postgresql://anna:geheim@host/db")
    assert error.code == "missing_driver"
    assert "pip install 'protokolle[postgres]'" in str(error)
    assert "geheim" not in str(error)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("postgresql://anna:geheim@127.0.0.1:9/minutes", "database minutes on 127.0.0.1, port 9"),
        ("postgresql://anna@nirgends.invalid/minutes?password=geheim", "database minutes on nirgends.invalid"),
        ("postgresql://anna:geheim@/minutes?host=/nirgends", "database minutes on this machine"),
    ],
)
def test_a_server_that_does_not_answer(address: str, place: str) -> None:
    pytest.importorskip("psycopg")
    error = refusal(address)
    assert error.code == "unreachable"
    assert place in str(error)
    assert "Check that the server runs" in str(error)
    assert "geheim" not in str(error)


def test_a_database_that_is_not_there(postgres: Server) -> None:
    error = refusal(postgres.url("nirgends"))
    assert error.code == "missing"
    assert "nirgends" in str(error)
    assert "createdb" in str(error)


@pytest.mark.parametrize("user", ["niemand", GUEST, f"{GUEST}:falsch"])
def test_a_user_the_server_does_not_let_in(postgres: Server, user: str) -> None:
    error = refusal(postgres.url("postgres", user=user))
    assert error.code == "no_permission"
    assert "falsch" not in str(error)


def test_a_user_who_may_make_no_tables(postgres: Server, new_postgres: NewDatabase) -> None:
    database = make_url(new_postgres()).database or ""
    postgres.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database=database)  # the default before PostgreSQL 15
    error = refusal(postgres.url(database, user=f"{GUEST}:{PASSWORD}"))
    assert error.code == "no_permission"
    assert PASSWORD not in str(error)


def test_a_database_without_tables_is_not_filled_by_a_question(new_postgres: NewDatabase) -> None:
    address = new_postgres()
    error = refusal(address, create=False)
    assert error.code == "missing"
    assert "protokolle ingest" in str(error)
    open_store(address).close()
    open_store(address, create=False).close()


def test_a_database_that_cannot_hold_every_letter(new_postgres: NewDatabase) -> None:
    error = refusal(new_postgres(options="ENCODING 'LATIN1' LOCALE 'C'"))
    assert error.code == "bad_encoding"
    assert "LATIN1" in str(error)


def test_a_schema_of_its_own_is_a_database_of_its_own(postgres: Server, new_postgres: NewDatabase) -> None:
    address = new_postgres()
    postgres.sql("CREATE SCHEMA archiv", database=make_url(address).database or "")
    with open_store(address) as first, open_store(with_options(address, "-c search_path=archiv"), wait=0.01) as second:
        with first._database.write():
            assert second.load(full_record(), label="a") == "imported"
        assert (first.counts().documents, second.counts().documents) == (0, 1)
    assert refusal(with_options(address, "-c search_path=nirgends")).code == "missing"


# --- what may happen on the way ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [("53100", "disk_full", "The disk of the server is full"), ("XX001", "damaged", "db rebuild"),
     ("58030", "damaged", "db rebuild"), ("40P01", "locked", "Another run"), ("53200", "unreachable", "server"),
     ("22000", "store", "report this")],
)  # fmt: skip
def test_trouble_costs_one_document_and_no_other(new_postgres: NewDatabase, state: str, code: str, said: str) -> None:
    with open_store(new_postgres()) as store:
        store.load(full_record(), label="a")
        with store.engine.begin() as connection:
            connection.execute(text(
                f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{state}'; END $$"))  # fmt: skip
            connection.execute(text("CREATE TRIGGER fail BEFORE INSERT ON evidence EXECUTE FUNCTION fail()"))
        with pytest.raises(StoreError, match=said) as refused:
            store.load(full_record("b.pdf"), label="b")
        assert refused.value.code == code
        assert [document.name for document in store.documents()] == ["0743.pdf"]
        assert [entry.label for entry in store.journal.entries()] == ["a"]
        with store.engine.begin() as connection:
            connection.execute(text("DROP TRIGGER fail ON evidence"))
        assert store.load(full_record("b.pdf"), label="b") == "imported"


def test_a_database_that_may_only_be_read(url: str) -> None:
    with open_store(with_options(url, "-c default_transaction_read_only=on")) as store:
        assert store.search("Flüchtlinge").total == 0
        with pytest.raises(StoreError) as refused:
            store.load(full_record(), label="a")
    assert refused.value.code == "no_permission"


def test_a_user_who_may_only_read_can_ask(store: Store, postgres: Server) -> None:
    store.load(full_record(), label="a")
    database = store.engine.url.database or ""
    postgres.sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUEST}", database=database)
    with open_store(postgres.url(database, user=f"{GUEST}:{PASSWORD}"), create=False) as guest:
        assert guest.search("Flüchtlinge") == store.search("Flüchtlinge")
        assert guest.motion("15/SVV/0743") == store.motion("15/SVV/0743")
        with pytest.raises(StoreError) as refused:
            guest.load(make_record("b.pdf"), label="b")
    assert refused.value.code == "no_permission"
    postgres.sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {GUEST}", database=database)


def test_a_connection_that_is_cut_stops_one_document_and_the_next_goes_on(
    store: Store, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = loading._insert

    def cut(connection: Connection, rows: Rows) -> None:
        postgres.sql(f"SELECT pg_terminate_backend({connection.scalar(text('SELECT pg_backend_pid()'))}, 5000)")
        whole(connection, rows)

    with monkeypatch.context() as patched:
        patched.setattr(loading, "_insert", cut)
        with pytest.raises(StoreError) as refused:
            store.load(full_record(), label="a")
    assert refused.value.code == "unreachable"
    assert store.counts().documents == 0
    assert store.load(full_record(), label="a") == "imported"


def test_a_table_somebody_holds_is_waited_for_and_no_longer(store: Store, postgres: Server) -> None:
    with postgres.connect(store.engine.url.database or "") as holder, holder.transaction():
        holder.execute("LOCK TABLE document IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreError) as refused:
            store.documents()
    assert refused.value.code == "locked"


def test_a_mistake_of_the_program_is_not_dressed_up_as_trouble_with_the_server(store: Store) -> None:
    import psycopg

    with pytest.raises(psycopg.ProgrammingError), store._database.read() as connection:
        store._database.dialect.driver(connection).execute("SELECT %s", ())
    with pytest.raises(IntegrityError), store._database.write() as connection:
        connection.execute(text("INSERT INTO paper (reference) VALUES (NULL)"))


# --- what SQLite holds, PostgreSQL holds ---------------------------------------------------------------------------


def test_damaged_text_is_kept_to_the_last_character_and_found(store: Store) -> None:
    item = AgendaItem(number="\x00\x01", title="Vor\x00lage", text="Anfang \x00 Mitte \x01\x02 Ende\x01",
                      paper="X\x00/1", vote_events=(VoteEvent(other={"a\x00b": 1}),))  # fmt: skip
    record = make_record("a.pdf", item, organization="Rat\x01")
    store.load(record, label="lab\x00el")
    assert store.record(content("a.pdf")) == record
    assert [entry.label for entry in store.journal.entries()] == ["lab\x00el"]
    assert store.search("Mitte").hits[0].title == "Vor\x00lage"
    assert store.search("", committee="Rat\x01").total == 1
    assert store.motion("X\x00/1") is not None


@given(st.lists(st.text(st.sampled_from("\x00\x01\x02a"), max_size=8), min_size=2, max_size=2))
def test_no_two_texts_become_one_and_their_order_stays(texts: list[str]) -> None:
    pytest.importorskip("psycopg")
    from pipeline.store.dialects.postgres_values import read, written

    first, second = texts
    assert read(written(first)) == first
    assert (written(first) < written(second)) == (first < second)
    assert "\x00" not in written(first)


def test_counts_beyond_thirty_two_bits_are_counts_and_beyond_sixty_four_are_refused(store: Store) -> None:
    record = make_record("a.pdf", AgendaItem(vote_events=(VoteEvent(yes=10**12),)), number=10**12)
    store.load(record, label="a")
    assert store.record(content("a.pdf")) == record


def test_text_longer_than_a_column_was_meant_for(store: Store) -> None:
    record = make_record("a.pdf", integration_item(), date="im Sommer des Jahres 2016")
    store.load(record, label="a")
    assert store.record(content("a.pdf")) == record


def test_order_is_that_of_bytes_whatever_the_servers_language(store: Store) -> None:
    labels = ["b", "B", "ä", "a", "Z", "_", "a b", "ab", "\x00", "\x01", "€", "\U0001f600", "ﬁ"]
    store.journal.mark_started(Input(label) for label in labels)
    assert [entry.label for entry in store.journal.entries()] == sorted(labels)
