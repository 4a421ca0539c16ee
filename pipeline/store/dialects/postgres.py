"""Everything that is PostgreSQL's own: how a database is reached and locked, and what its columns hold.

An instance of `dialects.Dialect`; what each name is for stands there. Errors are explained in `postgres_errors`, full
text is in `postgres_search`, the way of values in `postgres_values`.

The store behaves as on SQLite: text is compared byte by byte whatever the server's language, a whole number has 64
bits, one run writes at a time while others read, and a reader sees one state of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, ClauseElement, Connection, Engine, bindparam, create_engine, event
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPICursor

from pipeline.store.dialects import postgres_values, unknown_url
from pipeline.store.dialects.postgres_errors import explain as explain
from pipeline.store.dialects.postgres_errors import is_mistake as is_mistake
from pipeline.store.dialects.postgres_errors import must_hold_all_letters
from pipeline.store.dialects.postgres_search import search_add as search_add
from pipeline.store.dialects.postgres_search import search_create as search_create
from pipeline.store.dialects.postgres_search import search_facets as search_facets
from pipeline.store.dialects.postgres_search import search_find as search_find
from pipeline.store.dialects.postgres_search import search_remove as search_remove
from pipeline.store.dialects.postgres_search import search_tidy as search_tidy
from pipeline.store.schema import Base

NAME = "postgresql"
DRIVER_ERROR = psycopg.Error
TOO_LARGE = psycopg.errors.NumericValueOutOfRange

_DRIVERS = ("postgresql", "postgresql+psycopg", "postgres")
_WRITE = "protokolle_write"
# One writer at a time in one schema; readers are not kept waiting. The first number is ours, and means nothing.
_LOCK = "SELECT pg_advisory_xact_lock(1886547828, hashtext(current_schema()))"
_CONNECT = {"connect_timeout": 10, "application_name": "protokolle"}  # seconds; the address may say otherwise


_DIALECT = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]


class _ColumnTypes(PGTypeCompiler):
    """A column of a table that is made (`type_expression`) holds what SQLite's would, whatever a migration calls it:
    text of any length in the order of its bytes, whole numbers of 64 bits."""

    def visit_TEXT(self, type_: Any, **options: Any) -> str:  # noqa: N802 - SQLAlchemy's names
        return _TEXT if "type_expression" in options else str(super().visit_TEXT(type_, **options))

    def visit_VARCHAR(self, type_: Any, **options: Any) -> str:  # noqa: N802
        return _TEXT if "type_expression" in options else str(super().visit_VARCHAR(type_, **options))

    def visit_INTEGER(self, type_: Any, **options: Any) -> str:  # noqa: N802
        return "BIGINT" if "type_expression" in options else str(super().visit_INTEGER(type_, **options))


_TEXT = 'TEXT COLLATE "C"'


def checked(url: URL) -> URL:
    if url.drivername not in _DRIVERS:
        raise unknown_url(url)
    url = url.set(drivername="postgresql+psycopg")
    try:
        make_conninfo(**_DIALECT.create_connect_args(url)[1])  # type: ignore[no-untyped-call]
    except psycopg.ProgrammingError as error:  # an option there is not
        raise unknown_url(url, str(error).strip()) from None
    if "password" in url.query:  # where it would be shown
        url = url.set(password=str(url.query["password"])).difference_update_query(["password"])
    return url


def where(url: URL) -> str:
    host = str(url.host or url.query.get("host") or "")
    place = f"on {host}" if host and not host.startswith("/") else "on this machine"
    port = f", port {url.port}" if url.port else ""
    return f"the database {url.database or url.username or 'of your user name'} {place}{port}"


def prepare(_url: URL, *, create: bool) -> bool:
    """Nothing to prepare: the database is there, or connecting says that it is not."""
    return create


def make_engine(url: URL, *, wait: float) -> Engine:
    """An engine whose connections speak Unicode, wait no longer than `wait` for a lock, and keep every character."""
    given = {name: value for name, value in _CONNECT.items() if name not in url.query}
    engine = create_engine(url, pool_pre_ping=True, connect_args=given | {"client_encoding": "utf8"})
    engine.dialect.type_compiler_instance = _ColumnTypes(engine.dialect)

    @event.listens_for(engine, "connect")
    def _prepare(connection: psycopg.Connection[Any], _record: object) -> None:
        must_hold_all_letters(connection)
        postgres_values.adapt(connection)
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}")  # milliseconds; 0 would wait for ever
        connection.autocommit = False

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITE, False):
            driver(connection).execute(_LOCK)

    @event.listens_for(engine, "rollback")
    def _forget(connection: Connection) -> None:
        connection.info.clear()  # what was remembered of the transaction is not stored

    return engine


def reading(engine: Engine) -> Engine:
    """Each transaction reads one state of the database."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def writing(engine: Engine) -> Engine:
    """Each transaction takes the lock at its beginning, and then sees all that the one before it has written."""
    return engine.execution_options(**{_WRITE: True})


def checkpoint(_engine: Engine) -> None:
    """The server's own affair."""


def driver(connection: Connection) -> DBAPICursor:
    return connection.connection.cursor()


def together(connection: Connection) -> AbstractContextManager[object]:
    """One way to the server and back for all statements inside."""
    raw: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment] # psycopg's own
    return raw.pipeline()


def compiled(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True}))


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
