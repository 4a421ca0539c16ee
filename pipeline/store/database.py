"""A connection to the database, opened and brought up to date; its errors as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from pipeline.model.errors import StoreError
from pipeline.store import dialects, indexing, migrations

WAIT = 5.0
"""Seconds to wait for another run that is writing."""

_SECRET = re.compile(r"(?<=://).*@")  # name and password, also in an address that cannot be taken apart


class Database:
    """Transactions on one database. `where` is its name in messages."""

    def __init__(self, url: URL, *, wait: float) -> None:
        self.dialect = dialects.for_url(url)
        self.where = self.dialect.where(url)
        self.wait = wait
        self.engine = self.dialect.make_engine(url, wait=wait)
        self._reader = self.dialect.reading(self.engine)
        self._writer = self.dialect.writing(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or after an error nothing."""
        with self._explained(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Leave one file behind and let go of it."""
        try:
            with self._explained():
                self.dialect.checkpoint(self.engine)
        except StoreError as error:
            if error.code not in ("locked", "no_permission"):  # then the log stays; the next to open it reads it
                raise
        finally:
            self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self.dialect.DRIVER_ERROR) as error:
            if self.dialect.is_mistake(error):
                raise
            raise self.dialect.explain(error, where=self.where, wait=self.wait) from error


def open_database(url: str, *, create: bool, wait: float) -> Database:
    """Open, create or upgrade. Raises StoreError: see `pipeline.store.open_store`."""
    parsed = _parse(url)
    dialect = dialects.for_url(parsed)
    parsed = dialect.checked(parsed)
    create = dialect.prepare(parsed, create=create)
    database = Database(parsed, wait=wait)
    try:
        _bring_up_to_date(database, create=create)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        shown = _SECRET.sub("***@", url)
        raise StoreError(f"{shown!r} is no database address. {dialects.WRITE}", code="unknown_url") from None


def _bring_up_to_date(database: Database, *, create: bool) -> None:
    with database.read() as connection:
        version = _version(database, connection)
        if version == migrations.HEAD and indexing.is_current(connection):
            return
    if version is None and not create:
        raise StoreError(
            f"There are no tables in {database.where} yet. Run `protokolle ingest FOLDER` first, "
            "or name another with --db.",
            code="missing",
        )
    with database.write() as connection:
        # Asked again under the lock: another process may have upgraded meanwhile.
        if _version(database, connection) != migrations.HEAD:
            migrations.upgrade(connection)
        if not indexing.is_current(connection):
            indexing.refill(connection)
    database.dialect.checkpoint(database.engine)


def _version(database: Database, connection: Connection) -> str | None:
    try:
        version = migrations.current(connection)
    except LookupError as error:
        raise StoreError(
            f"{database.where} is a database of another program (it holds {error.args[0]}). "
            "Nothing was changed. Name another one with --db.",
            code="not_a_database",
        ) from None
    if version is not None and version not in migrations.KNOWN:
        raise StoreError(
            f"{database.where} was written by a newer version of Protokolle (database version {version}; this program "
            f"knows versions up to {migrations.HEAD}). Update the program, or name another database with --db.",
            code="newer_version",
        )
    return version
