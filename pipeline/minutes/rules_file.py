"""Reads the rules that stand as TOML beside the code: each has an id, a pattern and the code it stands for.

A rule file is a list of `[[rule]]` tables. `pattern` is a regular expression; `{name}` inside it is replaced by the
fragment of that name from the file's `[fragments]` table. The order of the rules is their priority.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `id` is stable and stands in the evidence, `values` are the file's other keys."""

    id: str
    pattern: re.Pattern[str]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleFile:
    rules: tuple[Rule, ...]
    lists: dict[str, tuple[str, ...]]

    def of(self, field_name: str) -> tuple[Rule, ...]:
        """The rules whose `field` key is this, in order."""
        return tuple(rule for rule in self.rules if rule.values.get("field") == field_name)

    def one(self, rule_id: str) -> Rule:
        """The rule with this id. Raises KeyError."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def _fill(pattern: str, fragments: dict[str, str]) -> str:
    def fragment(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"(?:{_fill(fragments[name], fragments)})" if name in fragments else match.group(0)

    return _FRAGMENT.sub(fragment, pattern)


@cache
def load_rules(name: str) -> RuleFile:
    """The rule file `rules/NAME.toml`. Patterns are compiled verbose, multi-line, case-sensitive unless `(?i:` says so.

    Raises ValueError when an id stands twice.
    """
    text = resources.files("pipeline.minutes").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    fragments = data.get("fragments", {})
    rules = []
    seen: set[str] = set()
    for entry in data.get("rule", []):
        if entry["id"] in seen:
            raise ValueError(f"rules/{name}.toml: the id {entry['id']} stands twice")
        seen.add(entry["id"])
        pattern = re.compile(_fill(entry["pattern"], fragments), re.VERBOSE | re.MULTILINE)
        values = {key: value for key, value in entry.items() if key not in ("id", "pattern")}
        rules.append(Rule(entry["id"], pattern, values))
    lists = {key: tuple(value) for key, value in data.get("lists", {}).items()}
    return RuleFile(tuple(rules), lists)
