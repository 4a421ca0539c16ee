"""On PostgreSQL, the index of words anew: pairs of neighbouring words, and longer stretches of time

It is filled when the database is opened.

Revision: 0012, after 0011.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("TRUNCATE item_search")
        op.execute("DELETE FROM search_state")
