"""Where the made-up archives of `million.py` are: SQLite files, or databases of a PostgreSQL server of the bench's own,
started as the tests start theirs and stopped in the end. Nothing of a server that may run on the machine is touched."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import measure  # isort: skip # puts the checkout on the path
import million
from sqlalchemy import make_url

from pipeline.store import open_store

SIZES = (10_000, 100_000, 1_000_000)
SETTINGS = {"shared_buffers": "512MB", "work_mem": "64MB", "autovacuum": "on", "max_parallel_workers_per_gather": "0"}
"""A server for a million items, of which one processor works for one question."""


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser with the options that the benches on archives share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, action="append", help="sizes instead of the three")
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite", help="the kind of database")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="take archives from here, and leave them here")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a demand is missed")
    return parser


@contextmanager
def archives(kind: str, keep: Path | None) -> Iterator[Callable[[int], str]]:
    """Gives a function from a number of items to the address of an archive of that size, filled if it was not."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            home = keep or Path(folder)
            home.mkdir(parents=True, exist_ok=True)
            yield lambda items: _filled(f"sqlite:///{home / f'{items}.sqlite'}", items)
            return
        server = _server(keep)
        try:
            yield lambda items: _filled(_database(server, items), items)
        finally:
            server.stop()


def clock(url: str) -> Callable[[], float]:
    """Seconds of CPU that an answer takes, of which a person waits for each: this process's, and with PostgreSQL those
    of the server's process that works for it (where the system tells no such thing, by the clock on the wall)."""
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        return time.process_time
    postmaster = int((Path(str(database.query["host"])) / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children")
    if not children.exists():
        return time.perf_counter
    name = f" {database.database} ".encode()

    def both() -> float:
        backends = [one for one in children.read_text().split() if name in _read(f"/proc/{one}/cmdline")]
        nanoseconds = sum(int((_read(f"/proc/{one}/schedstat").split() or [b"0"])[0]) for one in backends)
        return time.process_time() + nanoseconds / 1e9

    return both


def _read(path: str) -> bytes:
    """What the system tells of a process; nothing of one that has ended meanwhile."""
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _filled(url: str, items: int) -> str:
    """Raises RuntimeError where an archive is there and was not filled to its end."""
    with open_store(url) as store:
        there = store.counts(include_non_public=True).agenda_items
    if not there:
        million.make(url, items)
    elif there < 0.9 * items:
        raise RuntimeError(f"{url} holds {there:,} of {items:,} items: its filling was cut off. Remove it.")
    return url


def _server(keep: Path | None):  # type: ignore[no-untyped-def] # of the tests, which are no package
    sys.path.append(str(measure.ROOT / "tests"))
    from postgres_server import Server

    return Server.start(keep=None if keep is None else keep.resolve() / "postgres", settings=SETTINGS)


def _database(server, items: int) -> str:  # type: ignore[no-untyped-def]
    name = f"items{items}"
    if not server.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        server.sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return str(server.url(name))
