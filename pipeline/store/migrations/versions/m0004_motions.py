"""Motions: which items belong together, what became of them, their relations and duties

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relate_queue",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_relate_queue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "motion",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state_item", sa.BigInteger(), nullable=True),
        sa.Column("first_date", sa.String(length=10), nullable=True),
        sa.Column("last_date", sa.String(length=10), nullable=True),
        sa.Column("stations", sa.Integer(), nullable=False),
        sa.Column("open_due", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("reference", "non_public", name=op.f("pk_motion")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_motion_last_date"), "motion", ["last_date"])
    op.create_table(
        "motion_station",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organization_id", sa.String(length=16), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "item_id", name=op.f("pk_motion_station")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_motion_station_item_id"), "motion_station", ["item_id"])
    op.create_index(op.f("ix_motion_station_organization_id"), "motion_station", ["organization_id"])
    op.create_table(
        "title_mark",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", "owner", name=op.f("pk_title_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_title_mark_owner"), "title_mark", ["owner"])
    op.create_table(
        "paper_relation",
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("told_by", "source", "target", "non_public", name=op.f("pk_paper_relation")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paper_relation_source"), "paper_relation", ["source"])
    op.create_index(op.f("ix_paper_relation_target"), "paper_relation", ["target"])
    op.create_table(
        "motion_duty",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=False),
        sa.Column("also", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.Column("due_to", sa.String(length=10), nullable=True),
        sa.Column("met_by", sa.Text(), nullable=True),
        sa.Column("met_on", sa.String(length=10), nullable=True),
        sa.Column("met_item", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("reference", "non_public", "position", name=op.f("pk_motion_duty")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_motion_duty_due_to"), "motion_duty", ["due_to"])
    op.create_table(
        "motion_finding",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("non_public", sa.Boolean(), nullable=False),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("reference", "position", name=op.f("pk_motion_finding")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_motion_finding_code"), "motion_finding", ["code"])
    # what was loaded before is joined when someone asks next
    op.execute("INSERT INTO relate_queue (kind, key) SELECT 'document', CAST(id AS VARCHAR(20)) FROM document")
