"""The seam between the store and its databases. What SQLite and PostgreSQL do differently stands in a module each, and
both give the names of `Dialect`; no other module of the store knows which one is behind a connection.

    database = of(connection)              # the dialect of an open connection
    cursor = database.driver(connection)
    cursor.execute(FIND.on(database), (sha256,))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import URL, ClauseElement, Connection, Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from pipeline.model.errors import StoreError
from pipeline.store.schema import Base
from pipeline.store.search_question import Found, Sought
from pipeline.store.search_rows import SearchRow


class Dialect(Protocol):
    """What the store asks of a database. The modules beside this one are its instances."""

    @property
    def NAME(self) -> str:  # noqa: N802 - the names of modules' constants
        """SQLAlchemy's name of it."""

    @property
    def DRIVER_ERROR(self) -> type[Exception]:  # noqa: N802
        """Base of all errors of the driver."""

    @property
    def TOO_LARGE(self) -> type[Exception]:  # noqa: N802
        """What is raised for a number that no column can hold."""

    # --- opening and closing --------------------------------------------------------------------------------------

    def checked(self, url: URL) -> URL:
        """The address, made ready. Raises StoreError (`unknown_url`) where it cannot be one of this database."""

    def where(self, url: URL) -> str:
        """The database's name in messages, without a password."""

    def prepare(self, url: URL, /, *, create: bool) -> bool:
        """Before the first connection: raises StoreError where there is or can be nothing to connect to. Returns
        whether tables may be made where none are found; the user's word on that is `create`."""

    def make_engine(self, url: URL, *, wait: float) -> Engine:
        """`wait`: seconds to wait for another writer before giving up."""

    def reading(self, engine: Engine) -> Engine:
        """The same engine for transactions that see one state of the database, and change nothing."""

    def writing(self, engine: Engine) -> Engine:
        """The same engine for transactions that change something: one at a time, from their beginning."""

    def checkpoint(self, engine: Engine, /) -> None:
        """Before letting go of the database, outside of any transaction."""

    # --- errors ---------------------------------------------------------------------------------------------------

    def is_mistake(self, error: Exception) -> bool:
        """Whether the program asked for something wrong: that is no state of a database, nor to be dressed up as
        one."""

    def explain(self, error: Exception, *, where: str, wait: float) -> StoreError:
        """The database's error as a sentence with what to do."""

    # --- statements -----------------------------------------------------------------------------------------------

    def driver(self, connection: Connection) -> DBAPICursor:
        """The driver's own cursor, in the transaction that is open on `connection`: for statements made by
        `compiled`."""

    def together(self, connection: Connection, /) -> AbstractContextManager[object]:
        """Statements inside may be sent without waiting for one another; none of them is asked for an answer."""

    def compiled(self, statement: ClauseElement) -> str:
        """A statement as text for the driver, its values by position in the order of the columns."""

    def insert_new(self, model: type[Base]) -> ClauseElement:
        """INSERT of whole rows that leaves a row alone where its key is taken."""

    def insert_or_update(
        self, model: type[Base], *, key: str, update: Callable[[Any], dict[str, Any]], columns: Sequence[str] = ()
    ) -> ClauseElement:
        """INSERT of `columns` (default: all), or UPDATE where the row of `key` is there. `update` gets the row that
        was to be inserted (its columns as attributes) and says what becomes of the old one."""

    # --- full text ------------------------------------------------------------------------------------------------

    def search_create(self, connection: Connection) -> None:
        """The index anew and empty."""

    def search_add(self, connection: Connection, rows: Sequence[SearchRow], spellings: set[str]) -> None:
        """Rows by rising key (at least one), and the spellings in them."""

    def search_remove(self, connection: Connection, rows: Sequence[SearchRow]) -> None:
        """Take rows out of the index; they must be those that were added."""

    def search_tidy(self, connection: Connection, /) -> None:
        """After very many rows were added: the quickest form to search."""

    def search_find(self, connection: Connection, sought: Sought) -> Found:
        """A page of what is sought, how much there is, and keys to count facets over."""

    def search_facets(self, connection: Connection, keys: Sequence[int]) -> tuple[list[str], list[str], list[str]]:
        """What is counted of the items with these keys: organizations, results, speakers, as often as they are."""


class Prepared:
    """A statement the store uses for every document: made text once for each kind of database, when it is first
    wanted. Where dialects differ in more than words, the statement is given as a function of the dialect."""

    __slots__ = ("_statement", "_texts")

    def __init__(self, statement: ClauseElement | Callable[[Dialect], ClauseElement | str]) -> None:
        self._statement = statement
        self._texts: dict[str, str] = {}

    def on(self, dialect: Dialect) -> str:
        """The statement as text for this dialect's driver."""
        text = self._texts.get(dialect.NAME)
        if text is None:
            made = self._statement if isinstance(self._statement, ClauseElement) else self._statement(dialect)
            text = self._texts[dialect.NAME] = made if isinstance(made, str) else dialect.compiled(made)
        return text


def for_url(url: URL) -> Dialect:
    """The dialect of an address. Raises StoreError (`unknown_url`, `missing_driver`)."""
    dialect = _load(url)
    return _loaded.setdefault(dialect.NAME, dialect)


def _load(url: URL) -> Dialect:
    kind = url.get_backend_name()
    if kind == "sqlite":
        from pipeline.store.dialects import sqlite

        return sqlite
    if kind not in ("postgresql", "postgres"):
        raise unknown_url(url)
    try:
        import psycopg  # noqa: F401 - an option of the installation
    except ImportError as error:
        raise StoreError(
            "A postgresql:// address needs the driver psycopg, which is not installed. "
            f"Install it with: pip install 'protokolle[postgres]' ({error}).",
            code="missing_driver",
        ) from error
    from pipeline.store.dialects import postgres

    return postgres


_loaded: dict[str, Dialect] = {}


def of(connection: Connection) -> Dialect:
    """The dialect behind a connection of an opened database."""
    return _loaded[connection.dialect.name]


def unknown_url(url: URL, why: str = "it is not a kind of database this version knows") -> StoreError:
    """The error for an address that cannot be used."""
    shown = url.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)
    return StoreError(f"{shown} is no address of a database: {why}. {WRITE}", code="unknown_url")


WRITE = (
    "Write sqlite:///PATH, for example sqlite:///db/protokolle.sqlite (four slashes before an absolute path), "
    "or postgresql://USER:PASSWORD@HOST/DATABASE."
)
"""How a database is named."""
