"""PostgreSQL's errors as sentences with what to do.

An error of a statement carries a code (SQLSTATE), which is the same in every language. One of connecting carries none:
its words are looked at, in English and German; where they say nothing known, the server counts as out of reach.
"""

from __future__ import annotations

import re
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError

from pipeline.model.errors import StoreError

_ENCODING = "UTF8"

# The beginning of an SQLSTATE, and our code for it; the first that fits.
_STATES = (
    ("55P03", "locked"), ("40", "locked"),  # a lock not given in time; two transactions in each other's way
    ("53100", "disk_full"), ("53", "unreachable"),  # no room on the disk; no memory, too many connections
    ("42501", "no_permission"), ("25006", "no_permission"), ("28", "no_permission"),
    ("3D", "missing"), ("3F", "missing"),
    ("XX001", "damaged"), ("XX002", "damaged"), ("58", "damaged"),
    ("08", "unreachable"), ("57P", "unreachable"),
)  # fmt: skip

# What a server (or the library on its behalf) says when it lets nobody in.
_WORDS = (
    (re.compile(r"database .{1,80} does not exist|Datenbank .{1,80} existiert nicht"), "missing"),
    (
        re.compile(
            r"authentication failed|no password supplied|pg_hba\.conf|permission denied|role .{1,80} does not exist"
            r"|certificate|-Authentifizierung|kein Passwort|keine Berechtigung|Rolle .{1,80} existiert nicht|Zertifikat"
        ),
        "no_permission",
    ),
)

_SAYS = {
    "locked": (
        "Another run is writing to {where}, and did not finish within {wait:g} seconds. "
        "Wait for it to end and try again."
    ),
    "disk_full": (
        "The disk of the server is full: {where} could not take what came last, which was left out as a whole. "
        "Make room and run the same command again; it goes on where it stopped."
    ),
    "no_permission": (
        "{where} does not let this user in or change it ({said}). Check name and password in the address, and the "
        "user's rights: it must be allowed to create tables in its schema."
    ),
    "missing": (
        "There is no such place: {where} ({said}). Make it, for example with `createdb --encoding=UTF8 "
        "--template=template0 NAME`, or name another with --db."
    ),
    "damaged": (
        "{where} is damaged or its disk does not answer ({said}). Once the server is well again, rebuild the tables "
        "from the extracted records with `protokolle db rebuild`."
    ),
    "unreachable": (
        "{where} cannot be reached ({said}). Check that the server runs, that host and port in the address are right, "
        "and that nothing on the way refuses the connection."
    ),
    "store": "{where} did not accept a statement ({said}). Please report this with the command you gave.",
}


def is_mistake(error: Exception) -> bool:
    """What the driver itself refuses to send, and what the tables refuse to hold."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, psycopg.IntegrityError):
        return True
    sent = isinstance(cause, psycopg.Error) and cause.sqlstate is not None
    return isinstance(cause, (psycopg.ProgrammingError, psycopg.InterfaceError)) and not sent


def explain(error: Exception, *, where: str, wait: float) -> StoreError:
    """Codes: locked, disk_full, no_permission, missing, damaged, unreachable, store."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = _first_line(str(cause))
    code = _code(cause, said)
    sentence = _SAYS[code].format(where=where, wait=wait, said=said)
    return StoreError(sentence[0].upper() + sentence[1:], code=code)


def must_hold_all_letters(connection: psycopg.Connection[Any]) -> None:
    """Raises StoreError (`bad_encoding`) where the database is not in Unicode: it could not take every document."""
    info = connection.info
    encoding = info.parameter_status("server_encoding")
    if encoding != _ENCODING:
        raise StoreError(
            f"The database {info.dbname} cannot hold every letter: its encoding is {encoding}. "
            f"Make one in {_ENCODING}, for example with `createdb --encoding=UTF8 --template=template0 NAME`, "
            "and name it with --db.",
            code="bad_encoding",
        )


def _code(cause: BaseException | None, said: str) -> str:
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return next((code for start, code in _STATES if state.startswith(start)), "store")
    if not isinstance(cause, psycopg.OperationalError):
        return "store"
    return next((code for words, code in _WORDS if words.search(said.rpartition(" failed: ")[2])), "unreachable")


def _first_line(said: str) -> str:
    """Without the hints and the repetition that follow; without a full stop, for it goes into brackets."""
    lines = [line.strip(" \t-") for line in said.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].endswith("All failures were:"):
        lines = lines[1:]
    return lines[0].rstrip(".") if lines else "no reason given"
