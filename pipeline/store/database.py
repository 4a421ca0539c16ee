"""A connection to the database, opened and brought up to date; its errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from pipeline.model.errors import StoreError
from pipeline.store import indexing, migrations, sqlite

WAIT = 5.0
"""Seconds to wait for another run that is writing."""


class Database:
    """Transactions on one database. `where` is its name in messages."""

    def __init__(self, url: URL, *, wait: float) -> None:
        file = sqlite.database_file(url)
        self.where = str(file) if file else "the database in memory"
        self.wait = wait
        self.engine = sqlite.make_engine(url, wait=wait)
        self._writer = sqlite.writing(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with self._explained(), self.engine.begin() as connection:
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
                sqlite.checkpoint(self.engine)
        except StoreError as error:
            if error.code not in ("locked", "no_permission"):  # then the log stays; the next to open it reads it
                raise
        finally:
            self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite.DRIVER_ERROR) as error:
            if sqlite.is_mistake(error):
                raise
            raise sqlite.explain(error, where=self.where, wait=self.wait) from error


def open_database(url: str, *, create: bool, wait: float) -> Database:
    """Open, create or upgrade. Raises StoreError: see `pipeline.store.open_store`."""
    parsed = _parse(url)
    _prepare_folder(sqlite.database_file(parsed), create=create)
    database = Database(parsed, wait=wait)
    try:
        _bring_up_to_date(database)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(
            f"{url!r} is no database address. Write sqlite:///PATH, for example sqlite:///db/protokolle.sqlite "
            "(four slashes before an absolute path).",
            code="unknown_url",
        ) from None
    if parsed.get_backend_name() != "sqlite" or parsed.get_driver_name() != "pysqlite" or parsed.host:
        raise StoreError(
            f"{parsed.render_as_string(hide_password=True)} is not a kind of database this version knows. "
            "Write sqlite:///PATH, for example sqlite:///db/protokolle.sqlite (four slashes before an absolute path).",
            code="unknown_url",
        )
    return parsed


def _prepare_folder(file: Path | None, *, create: bool) -> None:
    if file is None:
        return
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


def _bring_up_to_date(database: Database) -> None:
    with database.read() as connection:
        if _version(database, connection) == migrations.HEAD and indexing.is_current(connection):
            return
    with database.write() as connection:
        # Asked again under the lock: another process may have upgraded meanwhile.
        if _version(database, connection) != migrations.HEAD:
            migrations.upgrade(connection)
        if not indexing.is_current(connection):
            indexing.refill(connection)


def _version(database: Database, connection: Connection) -> str | None:
    try:
        version = migrations.current(connection)
    except LookupError as error:
        raise StoreError(
            f"{database.where} is a database of another program (it holds {error.args[0]}). "
            "Nothing was changed. Name another file with --db.",
            code="not_a_database",
        ) from None
    if version is not None and version not in migrations.KNOWN:
        raise StoreError(
            f"{database.where} was written by a newer version of Protokolle (database version {version}; this program "
            f"knows versions up to {migrations.HEAD}). Update the program, or name another database with --db.",
            code="newer_version",
        )
    return version
