"""A PostgreSQL server of the tests' own: made, started and stopped by them, reached by a socket in a folder that goes
with it. Nothing of a server that may run on the machine is touched."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ADMIN = "tester"
GUEST = "gast"  # may look in, with a password, and make nothing
PASSWORD = "geheim"

_PLACES = ("/usr/lib/postgresql", "/usr/local/opt/postgresql", "/opt/homebrew/opt/postgresql", "/usr/local/pgsql")
# A default order of text that is not the one of bytes, where this server can have one.
_LOCALES = (["--locale=C", "--locale-provider=icu", "--icu-locale=de"], ["--locale=C"])
# Reads until the process that started it is gone, however it went, or says that it is done; then clears up.
_WATCH = 'cat >/dev/null; "$1" -D "$2/data" stop -m "$3" -w >/dev/null 2>&1; test "$3" = fast || rm -rf "$2"'
_SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
             "autovacuum": "off", "max_connections": "40", "shared_buffers": "16MB"}  # fmt: skip


class NoServerError(Exception):
    """What keeps a server from being started here."""


class Server:
    """A running server. `start` makes one; raises NoServerError."""

    def __init__(self, tools: Path, folder: Path, owner: dict[str, Any], *, keep: bool = False) -> None:
        self._tools = tools
        self._owner = owner
        self.folder = folder
        self._numbers = itertools.count()
        self._watch = subprocess.Popen(["sh", "-c", _WATCH, "sh", tools / "pg_ctl", folder,
                                        "fast" if keep else "immediate"], stdin=subprocess.PIPE,
                                       start_new_session=True, **owner)  # fmt: skip
        self._free: list[str] = []

    @classmethod
    def start(cls, *, keep: Path | None = None, settings: Mapping[str, str] | None = None) -> Server:
        """`keep`: a folder (of a short name, for the socket) that is left as it is in the end, and taken up again;
        by default one that goes with the server. `settings`: of the server, beside or instead of the tests' own."""
        tools = _tools()
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise NoServerError(f"psycopg is not installed ({error})") from None
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
        folder = keep or Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path may have 103 letters
        server = cls(tools, folder, _owner(folder), keep=keep is not None)
        new = not (folder / "data" / "PG_VERSION").exists()
        try:
            if new:
                server._make()
            given = " ".join(f"-c {name}='{value}'" for name, value in {**_SETTINGS, **(settings or {})}.items())
            server._run("pg_ctl", "start", "-w", "-l", folder / "log", "-o", f"-k {folder} {given}")
            if new:
                server.sql(f"CREATE ROLE {GUEST} LOGIN PASSWORD '{PASSWORD}'")
        except BaseException:
            server.stop()
            raise
        return server

    def stop(self) -> None:
        self._watch.communicate()

    def url(self, database: str, *, user: str = ADMIN) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new(self, *, template: str = "template0", options: str = "ENCODING 'UTF8'") -> str:
        """A new database; its name."""
        name = f"test{next(self._numbers)}"
        copied = f"{options} STRATEGY file_copy" if self.version >= 150000 else options
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} {copied}")
        return name

    def filled(self) -> str:
        """A database with the store's tables in it, empty; its name. `give_back` takes it when the test is done."""
        if self._free:
            return self._free.pop()
        from pipeline.store import open_store

        name = self.new()
        open_store(self.url(name)).close()
        return name

    def give_back(self, database: str) -> None:
        """Empty it for the next test, which is quicker than a new one; not if the test has changed its version."""
        from pipeline.store.migrations import HEAD

        with self.connect(database) as connection:
            tables = [name for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")]  # fmt: skip
            known = connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
            facts = ", ".join(f'"{name}"' for name in tables if name not in ("alembic_version", "search_state"))
            connection.execute(f"TRUNCATE {facts} RESTART IDENTITY")
        if known:
            self._free.append(database)
        else:
            self.drop(database)

    def drop(self, database: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def sql(self, statement: str, *, database: str = "postgres") -> list[tuple[Any, ...]]:
        """One statement in a transaction of its own; its rows."""
        with self.connect(database) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type] # text of the tests' own
            return cursor.fetchall() if cursor.description else []

    def connect(self, database: str = "postgres") -> Any:
        import psycopg

        return psycopg.connect(self.url(database), autocommit=True)

    @property
    def version(self) -> int:
        return int(self.sql("SHOW server_version_num")[0][0])

    def _make(self) -> None:
        for number, locale in enumerate(_LOCALES, start=1):
            try:
                self._run("initdb", "-U", ADMIN, "--auth=trust", "--no-sync", "--encoding=UTF8", *locale)
            except NoServerError:
                if number == len(_LOCALES):
                    raise
            else:
                break
        rights = self.folder / "data" / "pg_hba.conf"
        rights.write_text(f"local all {GUEST} scram-sha-256\n{rights.read_text()}")

    def _run(self, tool: str, *words: str | Path) -> None:
        done = subprocess.run(self._command(tool, *words), **self._owner, check=False)
        if done.returncode:
            said = self.folder / "said"
            raise NoServerError(f"{tool} failed: {said.read_text()[-800:] if said.exists() else 'without a word'}")

    def _command(self, tool: str, *words: str | Path) -> list[str]:
        """What a tool says goes to a file: a server that was started would keep a pipe open."""
        line = [str(self._tools / tool), "-D", str(self.folder / "data"), *map(str, words)]
        return ["sh", "-c", 'said="$1"; shift; exec "$@" >"$said" 2>&1', "sh", str(self.folder / "said"), *line]


def _tools() -> Path:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    for place in _PLACES:
        for tool in sorted(Path(place).glob("**/bin/initdb"), reverse=True):
            return tool.parent
    raise NoServerError("no initdb in PATH or where PostgreSQL is usually installed (Debian: apt install postgresql)")


def _owner(folder: Path) -> dict[str, Any]:
    """Whom the server runs as: it refuses to be run by the administrator."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"cwd": folder, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoServerError("the tests run as root, and there is no user postgres or nobody to run a server")
