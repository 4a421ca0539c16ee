"""Concepts: catalogues, their fields, goals and measures, the states of measures, and what minutes say of them

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "concept",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("period_start", sa.String(length=10), nullable=True),
        sa.Column("period_end", sa.String(length=10), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("paper_reference", sa.Text(), nullable=True),
        sa.Column("adopted", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_concept_paper_reference"), "concept", ["paper_reference"])

    op.create_table(
        "concept_source",
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("joined", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=True),
        sa.Column("unjoined", sa.JSON(), nullable=True),
        sa.Column("imported_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_concept_source_concept_id")),
        sa.PrimaryKeyConstraint("concept_id", "sha256", name=op.f("pk_concept_source")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "action_field",
        sa.Column("id", sa.String(length=240), nullable=False),
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_action_field_concept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_field")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_action_field_concept_id"), "action_field", ["concept_id"])

    op.create_table(
        "goal",
        sa.Column("field_id", sa.String(length=240), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["field_id"], ["action_field.id"], name=op.f("fk_goal_field_id")),
        sa.PrimaryKeyConstraint("field_id", "number", name=op.f("pk_goal")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "measure",
        sa.Column("id", sa.String(length=260), nullable=False),
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("field_id", sa.String(length=240), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_measure_concept_id")),
        sa.ForeignKeyConstraint(["field_id"], ["action_field.id"], name=op.f("fk_measure_field_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_measure_concept_id"), "measure", ["concept_id"])

    op.create_table(
        "measure_goal",
        sa.Column("measure_id", sa.String(length=260), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_goal_measure_id")),
        sa.PrimaryKeyConstraint("measure_id", "position", name=op.f("pk_measure_goal")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "measure_status",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", ROW_ID, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=10), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.Column("recorded_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_measure_status_concept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_status")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_measure_status_concept_id"), "measure_status", ["concept_id"])

    op.create_table(
        "concept_statement",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("share_of", sa.JSON(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=21), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("concept", sa.Text(), nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("attachment", sa.Integer(), nullable=True),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_concept_statement_document_id")),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_concept_statement")),
    )
