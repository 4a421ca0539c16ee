"""What was said of a link by somebody who saw non-public items is kept from the public

Revision: 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link_verdict", sa.Column("non_public", sa.Boolean(), nullable=False, server_default=sa.false()))
