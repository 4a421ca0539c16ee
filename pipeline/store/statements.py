"""Statements compiled once a process: SQLAlchemy keeps them for each engine, and every database has an engine of its
own."""

from __future__ import annotations

from typing import Any


class Statements(dict[tuple[Any, ...], Any]):
    """A `compiled_cache` for databases of one kind: its keys name the dialect where SQLAlchemy's hold the engine's own
    object. It holds one entry for each statement in the code that uses it, and no engine's dialect but the first's."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_for_all(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(_for_all(key), compiled)


def _for_all(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, dialect.driver, *statement)
