"""Everything that is SQLite's own: how a database is opened and locked, and what its errors mean.

An instance of `dialects.Dialect`; what each name is for stands there. Full text is in `sqlite_search`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ClauseElement,
    Connection,
    Engine,
    StaticPool,
    bindparam,
    create_engine,
    event,
)
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

from pipeline.model.errors import StoreError
from pipeline.store.dialects import unknown_url
from pipeline.store.dialects.sqlite_search import search_add as search_add
from pipeline.store.dialects.sqlite_search import search_create as search_create
from pipeline.store.dialects.sqlite_search import search_facets as search_facets
from pipeline.store.dialects.sqlite_search import search_find as search_find
from pipeline.store.dialects.sqlite_search import search_remove as search_remove
from pipeline.store.dialects.sqlite_search import search_tidy as search_tidy
from pipeline.store.schema import Base

NAME = "sqlite"
DRIVER_ERROR = sqlite3.Error
TOO_LARGE = OverflowError

_WRITE = "protokolle_write"
_DIALECT = SQLiteDialect_pysqlite()


def checked(url: URL) -> URL:
    if url.get_driver_name() != "pysqlite" or url.host:
        raise unknown_url(url)
    return url


def where(url: URL) -> str:
    file = _file(url)
    return str(file) if file else "the database in memory"


def prepare(url: URL, *, create: bool) -> bool:
    """Raises StoreError, codes `not_a_database`, `missing`, `no_permission`."""
    file = _file(url)
    if file is None:
        return True
    try:
        if file.is_dir():
            raise StoreError(
                f"{file} is a folder. Name a file in it, for example {file / 'protokolle.sqlite'}.",
                code="not_a_database",
            )
        if not create and not file.exists():
            raise StoreError(
                f"There is no database at {file} yet. Run `protokolle ingest FOLDER` first, or name another with --db.",
                code="missing",
            )
        file.parent.mkdir(parents=True, exist_ok=True)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise StoreError(
            f"The folder {file.parent} for the database cannot be made or entered ({error.strerror}). "
            "Check its rights, or name another place with --db.",
            code="no_permission",
        ) from error
    return True  # a file that is empty becomes a database


def _file(url: URL) -> Path | None:
    """The file behind a URL; None for a database in memory."""
    return None if url.database in (None, "", ":memory:") else Path(str(url.database))


def make_engine(url: URL, *, wait: float) -> Engine:
    """An engine whose transactions begin where they say (pysqlite alone would begin only at the first change)."""
    engine = create_engine(
        url,
        connect_args={"timeout": wait, "check_same_thread": False},
        **({} if _file(url) else {"poolclass": StaticPool}),
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy says when a transaction begins, below
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: a reader that turns writer halfway can meet a lock nobody will release.
        write = connection.get_execution_options().get(_WRITE, False)
        driver(connection).execute("BEGIN IMMEDIATE" if write else "BEGIN")

    @event.listens_for(engine, "rollback")
    def _forget(connection: Connection) -> None:
        connection.info.clear()  # what was remembered of the transaction is not stored

    return engine


def reading(engine: Engine) -> Engine:
    """As it is: each transaction reads one state of the file."""
    return engine


def writing(engine: Engine) -> Engine:
    """Each transaction takes the lock at its beginning."""
    return engine.execution_options(**{_WRITE: True})


def checkpoint(engine: Engine) -> None:
    """Bring the log back into the database file, as far as others at work allow; the last one to close does the rest.

    Outside of any transaction: within one, SQLite refuses.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def is_mistake(error: Exception) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError))


def explain(error: Exception, *, where: str, wait: float) -> StoreError:
    """The database's error as a sentence with what to do. Codes: locked, disk_full, not_a_database, no_permission,
    damaged, store."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "") or ""
    said = str(cause)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"Another run is writing to {where}, and did not finish within {wait:g} seconds. "
            "Wait for it to end and try again.",
            code="locked",
        )
    if name.startswith("SQLITE_FULL"):
        return StoreError(
            f"The disk is full: {where} could not take what came last, which was left out as a whole. "
            "Make room and run the same command again; it goes on where it stopped.",
            code="disk_full",
        )
    if name.startswith("SQLITE_NOTADB"):
        return StoreError(
            f"{where} is not a database of Protokolle (it is no SQLite file). Name another file with --db.",
            code="not_a_database",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreError(
            f"{where} cannot be opened for writing ({said}). Check the rights of the file and of its folder, "
            "or name another place with --db.",
            code="no_permission",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR")):
        return StoreError(
            f"{where} is damaged or its disk does not answer ({said}). Move the file away and rebuild it from the "
            "extracted records with `protokolle db rebuild`.",
            code="damaged",
        )
    return StoreError(
        f"{where} did not accept a statement ({said}). Please report this with the command you gave.", code="store"
    )


def driver(connection: Connection) -> DBAPICursor:
    """A document needs some twenty statements; going through SQLAlchemy's execution for each would double its cost."""
    return connection.connection.cursor()


def together(_connection: Connection) -> nullcontext[None]:
    """Nothing to gain: there is no way to a server."""
    return _NOTHING


_NOTHING = nullcontext()


def insert_new(model: type[Base]) -> Insert:
    return insert(model).on_conflict_do_nothing()


def insert_or_update(
    model: type[Base],
    *,
    key: str,
    update: Callable[[Any], dict[str, Any]],
    columns: Sequence[str] = (),
) -> Insert:
    statement = insert(model)
    if columns:
        statement = statement.values({name: bindparam(name) for name in columns})
    return statement.on_conflict_do_update(index_elements=[key], set_=update(statement.excluded))


def compiled(statement: ClauseElement) -> str:
    """A statement as text for the driver, its values as `?` in the order of the columns: made once, used for every
    document, without the cost of compiling or of a dictionary for each row."""
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True}))
