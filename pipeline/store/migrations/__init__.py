"""The history of the tables, and the way from an older database to today's. Runs inside the program: no command line,
no configuration file, so that an installed copy can upgrade."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0011"
"""The newest migration. Known here so that opening a current database needs no Alembic."""

KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011"})


def current(connection: Connection) -> str | None:
    """The migration a database is at. None: it has none yet.

    Raises LookupError where it has tables, but never was ours.
    """
    names = inspect(connection).get_table_names()
    if "alembic_version" in names and ("input_journal" in names or len(names) == 1):  # others use Alembic, too
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if version is None else str(version)
    if names:
        raise LookupError(", ".join(sorted(names)[:3]))
    return None


def upgrade(connection: Connection, *, to: str = HEAD) -> None:
    """Bring the database from an older migration to `to` in the transaction that is open on `connection`."""
    from alembic import command  # slow to import, and needed once in a database's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
