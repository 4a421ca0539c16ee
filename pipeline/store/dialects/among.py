"""`column IN (...)` of as many values as one likes, handed over as one: the statement is the same for any number of
them, so it is made and planned once, and no list has to be cut into pieces."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator, bindparam, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import Boolean, TypeEngine


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether `column` is one of `values`, all of its type. For queries and deletions of many rows by key."""
    wanted = list(values)
    odd = [value for value in wanted if isinstance(value, str) and "\x00" in value]  # SQLite's JSON would end there
    if not odd:
        return _Among(column, wanted)
    return or_(_Among(column, [value for value in wanted if value not in odd]), column.in_(odd))


class _Values(TypeDecorator[Collection[Any]]):
    """Many values of one column's type as one: an array on PostgreSQL, else JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class _Among(ColumnElement[bool]):
    __visit_name__ = "among"
    inherit_cache = True
    type = Boolean()
    _traverse_internals = [  # noqa: RUF012 - SQLAlchemy's name for what makes two of these the same statement
        ("column", InternalTraversal.dp_clauseelement),
        ("values", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Any, values: list[Any]) -> None:
        self.column = column.__clause_element__() if hasattr(column, "__clause_element__") else column
        self.values = bindparam(None, values, type_=_Values(self.column.type), unique=True)

    def self_group(self, against: Any = None) -> _Among:  # noqa: ARG002 - the signature is SQLAlchemy's
        """As it is: SQLAlchemy would make `... = 1` of it on SQLite, and no index is used for that."""
        return self

    @property
    def _from_objects(self) -> Any:  # the table that the column is of
        return self.column._from_objects


@compiles(_Among, "postgresql")
def _array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} = ANY({compiler.process(element.values, **options)})"


@compiles(_Among)
def _json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = compiler.process(element.column, **options), compiler.process(element.values, **options)
    return f"{column} IN (SELECT value FROM json_each({values}))"
