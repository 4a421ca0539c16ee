"""The tables beside this code (`rules/*.toml`), read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent / "rules"


@cache
def table(name: str) -> dict[str, Any]:
    """`rules/NAME.toml` as it stands there."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, section: str, entry: str) -> frozenset[str]:
    """A list of words."""
    return frozenset(table(name)[section][entry])


@cache
def rows(name: str, section: str, entry: str) -> dict[str, frozenset[int]]:
    """A list of rows of words that belong together: word -> numbers of its rows."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table(name)[section][entry]):
        for word in row:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
