"""How far someone may look into a database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class View:
    """A connection, and whether what is not public is in sight."""

    connection: Connection
    include_non_public: bool = False
