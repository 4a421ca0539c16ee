"""The ledger of verdicts, and what an older database gets on its way to this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select
from store_samples import COMMITTEE, content, integration_item, make_record

from pipeline.model.errors import StoreError
from pipeline.model.record import AgendaItem, Mention, Speaker
from pipeline.store import Store, migrations, open_store
from pipeline.store.schema import MeetingStatement, PersonName
from pipeline.store.verdicts import add_verdict, all_verdicts, standing_verdicts

WHO = {"by": "A. Muster", "why": "gesehen", "at": "2026-01-02T12:00:00Z"}


def test_the_order_of_the_names_is_none(store: Store) -> None:
    with store.writing() as connection:
        add_verdict(connection, "person", "b", "a", "same", **WHO)
        add_verdict(connection, "person", "a", "b", "different", **WHO)
        add_verdict(connection, "party", "a", "b", "same", **WHO)
        (row,) = standing_verdicts(connection, "person")
        assert (row.left, row.right, row.decision) == ("a", "b", "different")
        assert [row.decision for row in all_verdicts(connection, "person")] == ["same", "different"]


def test_a_withdrawn_verdict_stands_no_more_and_is_not_gone(store: Store) -> None:
    with store.writing() as connection:
        add_verdict(connection, "person", "a", "b", "same", **WHO)
        add_verdict(connection, "person", "a", "b", "withdrawn", **WHO)
        assert standing_verdicts(connection, "person") == ()
        assert len(all_verdicts(connection, "person")) == 2


@pytest.mark.parametrize("change", [{"by": " "}, {"why": ""}])
def test_who_and_why_are_needed(store: Store, change: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="who made it and why"), store.writing() as connection:
        add_verdict(connection, "person", "a", "b", "same", **{**WHO, **change})


def test_one_name_is_no_pair(store: Store) -> None:
    with pytest.raises(StoreError, match="two names"), store.writing() as connection:
        add_verdict(connection, "person", "a", "a", "same", **WHO)


def names_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return sorted(connection.scalars(select(PersonName.name)))


def numbering_of(store: Store, name: str) -> str | None:
    with store.reading() as connection:
        found = {row.numbering: row.organization for row in connection.execute(select(MeetingStatement))}
    assert name in found.values()
    return next(numbering for numbering, organization in found.items() if organization == name)


def test_names_come_and_go_with_their_documents(store: Store) -> None:
    first = integration_item(speakers=(Speaker(name="Grasnik"), Speaker(role="Vorsitz")))
    store.load(make_record("a.pdf", first), label="a")
    store.load(make_record("b.pdf", AgendaItem(mentioned_people=(Mention(name="Schubert"),))), label="b")
    assert names_of(store) == ["Grasnik", "Schubert"]
    store.load(make_record("a.pdf", AgendaItem(number="1"), extractor="2"), label="a")
    assert names_of(store) == ["Schubert"]  # the other document still has him
    store.rebuild([make_record("a.pdf", first)])
    assert names_of(store) == ["Grasnik", "Schubert"]


def test_how_a_document_numbers_its_papers_is_kept(store: Store) -> None:
    store.load(make_record("a.pdf", integration_item()), label="a")
    assert numbering_of(store, COMMITTEE) == "y/A/n"
    store.correct(content("a.pdf"), "/agenda_items/0/paper", "2023/1291", by="A", why="b")
    assert numbering_of(store, COMMITTEE) == "Y/n"


def test_a_database_of_the_first_version_gets_names_and_numberings(tmp_path: Path) -> None:
    file = tmp_path / "alt.sqlite"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with sqlite3.connect(file) as old:
        old.executescript(
            """
            INSERT INTO meeting (id) VALUES ('m');
            INSERT INTO document (id, sha256, meeting_id, name, media_type, bytes, pages, extractor, digest, non_public)
            VALUES (1, 'aa', 'm', 'a.pdf', 'application/pdf', 1, 1, '1', 'd', 0);
            INSERT INTO meeting_statement (document_id, organization) VALUES (1, 'Gemeinderat');
            INSERT INTO agenda_item (id, document_id, position, non_public) VALUES (524288, 1, 0, 0), (524289, 1, 1, 0);
            INSERT INTO agenda_item_paper (item_id, relation, position, written)
            VALUES (524288, 'own', 0, '2023/1291'), (524289, 'mentioned', 0, '15/SVV/0743');
            INSERT INTO speaker (item_id, position, name) VALUES (524288, 0, 'Cramer'), (524289, 0, 'Cramer');
            INSERT INTO mention (item_id, position, name) VALUES (524288, 0, 'Heike Zoll');
            """
        )
    with open_store(f"sqlite:///{file}") as store:
        assert names_of(store) == ["Cramer", "Heike Zoll"]
        assert numbering_of(store, "Gemeinderat") == "Y/n"
