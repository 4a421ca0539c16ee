"""Verdicts on who is who; how a document numbers its papers; people found by name

Revision: 0006, after 0005.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from pipeline.model.reference import numbering
from pipeline.store.identity import last_word

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 1000


def upgrade() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("left_key", sa.Text(), nullable=False),
        sa.Column("right_key", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    op.create_index(op.f("ix_verdict_kind_left_key_right_key"), "verdict", ["kind", "left_key", "right_key"])
    op.create_index(op.f("ix_speaker_name_role"), "speaker", ["name", "role"])
    op.create_index(op.f("ix_mention_name"), "mention", ["name"])
    op.create_table(
        "person_name",
        sa.Column("last_word", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("last_word", "name", name=op.f("pk_person_name")),
        sqlite_with_rowid=False,
    )
    _name_who_is_there()
    op.add_column("meeting_statement", sa.Column("numbering", sa.String(length=20), nullable=True))
    _number_what_is_there()
    op.create_index(op.f("ix_meeting_statement_numbering"), "meeting_statement", ["numbering"])


def _name_who_is_there() -> None:
    """The names of documents that are loaded already."""
    connection = op.get_bind()
    known = connection.execute(
        sa.text("SELECT name FROM speaker WHERE name IS NOT NULL UNION SELECT name FROM mention")
    ).scalars()
    rows = [{"last_word": last_word(name), "name": name} for name in known if name]
    if rows:
        connection.execute(sa.text("INSERT INTO person_name (last_word, name) VALUES (:last_word, :name)"), rows)


def _number_what_is_there() -> None:
    """The new column for documents that are loaded already."""
    connection = op.get_bind()
    set_it = sa.text("UPDATE meeting_statement SET numbering = :numbering WHERE document_id = :document")
    batch: list[dict[str, object]] = []
    for document, references in _own_papers(connection):
        found = numbering(references)
        if found is not None:
            batch.append({"numbering": found, "document": document})
        if len(batch) >= _AT_ONCE:
            connection.execute(set_it, batch)
            batch.clear()
    if batch:
        connection.execute(set_it, batch)


def _own_papers(connection: sa.Connection) -> Iterator[tuple[int, list[str]]]:
    rows = connection.execute(
        sa.text(
            "SELECT i.document_id AS document, p.written AS written FROM agenda_item i "
            "JOIN agenda_item_paper p ON p.item_id = i.id AND p.relation = 'own' ORDER BY i.document_id"
        )
    ).all()
    for document, found in groupby(rows, key=lambda row: row.document):
        yield document, [row.written for row in found]
