"""Search by stems: the facets' table, and which language rules the index was made with

The index itself is left out here: it follows from the other tables, and is made when the database is opened, because no
row says that it was made with today's rules.

Revision: 0003, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "item_facet",
        sa.Column("search_key", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("organization_id", sa.String(length=16), nullable=True),
        sa.Column("result_code", sa.String(length=20), nullable=True),
        sa.Column("speakers", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("search_key", name=op.f("pk_item_facet")),
    )
    op.create_table(
        "search_state",
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_search_state")),
    )
