"""The tracker's feed: what other programs were told, in the order of the changes

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tracker_feed",
        sa.Column("profile", sa.String(length=12), nullable=False),
        sa.Column("feed", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("profile", name=op.f("pk_tracker_feed")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tracker_run",
        sa.Column("profile", sa.String(length=12), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("profile", "seq", name=op.f("pk_tracker_run")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tracker_queue",
        sa.Column("profile", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("profile", "reference", name=op.f("pk_tracker_queue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tracker_entry",
        sa.Column("profile", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("profile", "id", name=op.f("pk_tracker_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tracker_entry_profile_seq"), "tracker_entry", ["profile", "seq"], unique=True)
    op.create_index(op.f("ix_tracker_entry_profile_reference"), "tracker_entry", ["profile", "reference"])
