"""Reads this room's rules, which stand as TOML beside the code: each has an id, a pattern and what it stands for.

The same form as that of `pipeline.minutes`; read here, because that room brings the language tools with it, which no
command on concepts needs.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """`values`: the file's other keys."""

    id: str
    pattern: re.Pattern[str]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """Rules in the order of their priority, and plain lists of words."""

    rules: tuple[Rule, ...]
    lists: dict[str, tuple[str, ...]]


@cache
def load_rules(name: str) -> RuleFile:
    """The file `rules/NAME.toml`. Patterns are verbose; `{name}` in one is replaced by that fragment of the file."""
    text = resources.files("pipeline.concepts").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    fragments: dict[str, str] = data.get("fragments", {})
    rules = []
    for entry in data.get("rule", []):
        pattern = _FRAGMENT.sub(
            lambda match: f"(?:{fragments[match[1]]})" if match[1] in fragments else match[0], entry["pattern"]
        )
        values = {key: value for key, value in entry.items() if key not in ("id", "pattern")}
        rules.append(Rule(entry["id"], re.compile(pattern, re.VERBOSE), values))
    return RuleFile(tuple(rules), {key: tuple(value) for key, value in data.get("lists", {}).items()})
