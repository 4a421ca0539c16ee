"""Alembic's entry: runs the migrations on the connection that `upgrade` (or a developer's script) hands over."""

from __future__ import annotations

from alembic import context

from pipeline.store import feed_tables, link_tables, oparl_tables  # noqa: F401 - their tables belong to the metadata
from pipeline.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
