"""How values go to PostgreSQL and come back. It happens where they meet the driver, so that no statement needs to know
of it: what is stored, asked, compared and read goes through here alike.

Text: PostgreSQL cannot hold the character U+0000, which damaged documents do hold. It is written as two characters
U+0001, and U+0001 itself as U+0001 U+0002; on the way back they are what they were. The order of texts stays the same.
Whole numbers: always of 64 bits, so that one statement is prepared once and not for every size of number.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.types.numeric import Int8Dumper


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Let this connection's values go through here."""
    connection.adapters.register_dumper(str, _TextDumper)
    connection.adapters.register_loader("text", _TextLoader)
    connection.adapters.register_dumper(int, Int8Dumper)


def written(text: str) -> str:
    """As PostgreSQL holds it."""
    if "\x00" in text or "\x01" in text:
        return text.replace("\x01", "\x01\x02").replace("\x00", "\x01\x01")
    return text


def read(text: str) -> str:
    """As it was."""
    return text.replace("\x01\x01", "\x00").replace("\x01\x02", "\x01") if "\x01" in text else text


class _TextDumper(Dumper):
    """Raises UnicodeEncodeError for what is no character, as SQLite's driver does."""

    def dump(self, obj: str) -> Buffer:
        return written(obj).encode()


class _TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return read(str(data, "utf-8"))
