"""On PostgreSQL, the index of words anew: small rows, all texts of an item as one, pairs of words, stretches of time

It is filled when the database is opened.

Revision: 0011, after 0010.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE item_search")
        op.execute(
            "CREATE TABLE item_search (search_key BIGINT PRIMARY KEY, title TEXT NOT NULL, title_parts TEXT NOT NULL, "
            "people TEXT NOT NULL, scopes TEXT NOT NULL, texts TEXT NOT NULL, words TSVECTOR) "
            "WITH (toast_tuple_target = 128)"
        )
        op.execute("CREATE INDEX ix_item_search_words ON item_search USING gin (words)")
        op.execute("CREATE INDEX ix_item_search_no_words ON item_search (search_key) WHERE words IS NULL")
        op.execute("DELETE FROM search_state")
