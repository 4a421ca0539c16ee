"""Links between motions and measures, and the ledger of what people said of them

Revision: 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "link_queue",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_link_queue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_change",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_link_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_basis",
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("linker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("concept_id", name=op.f("pk_link_basis")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "measure_link",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("rests_on", sa.String(length=12), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "concept_id", "number", "non_public", name=op.f("pk_measure_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_measure_link_concept_id_number"), "measure_link", ["concept_id", "number"])
    op.create_index(op.f("ix_measure_link_state"), "measure_link", ["state"])
    op.create_table(
        "link_text",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("print", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("reference", "non_public", name=op.f("pk_link_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link_verdict",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("concept_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("item", sa.JSON(), nullable=True),
        sa.Column("motion_print", sa.String(length=16), nullable=True),
        sa.Column("measure_print", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_verdict")),
    )
    op.create_index(op.f("ix_link_verdict_reference"), "link_verdict", ["reference"])
