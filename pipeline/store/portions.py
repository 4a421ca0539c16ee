"""Many values, some at a time: a question fits the database, and its answer the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

_Value = TypeVar("_Value")


def portions(values: Iterable[_Value], most: int = 400) -> Iterator[list[_Value]]:
    """The values in their order, in lists of `most` and a last one of what is left."""
    whole = list(values)
    return (whole[start : start + most] for start in range(0, len(whole), most))
