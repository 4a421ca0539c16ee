"""Search by stems: the facets' table, and which language rules the index was made with

The index is not filled here: it follows from the other tables, and is made when the database is opened, because no row
says that it was made with today's rules. On SQLite its table is made then, too; on PostgreSQL here.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
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
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TABLE item_search")
        op.execute(
            "CREATE TABLE item_search (search_key BIGINT PRIMARY KEY, title TEXT NOT NULL, papers TEXT NOT NULL, "
            "people TEXT NOT NULL, body TEXT NOT NULL, title_parts TEXT NOT NULL, parts TEXT NOT NULL, "
            "scopes TEXT NOT NULL, words TSVECTOR)"
        )
        op.execute("CREATE INDEX ix_item_search_words ON item_search USING gin (words)")
        op.execute("CREATE INDEX ix_item_search_no_words ON item_search (search_key) WHERE words IS NULL")
        op.execute('CREATE TABLE item_search_word (word TEXT COLLATE "C" PRIMARY KEY, item BIGINT NOT NULL)')
