"""A rule's id stands in the evidence of every value it read: one id, one rule."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from docs_files import HOME

RULES = sorted((HOME / "pipeline" / "minutes" / "rules").glob("*.toml"))


def ids(path: Path) -> list[str]:
    return [rule["id"] for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])]


def test_there_are_rule_files() -> None:
    assert len(RULES) >= 5
    assert sum(len(ids(path)) for path in RULES) >= 50


def test_no_id_stands_for_two_rules() -> None:
    counted = Counter(rule for path in RULES for rule in ids(path))
    assert [rule for rule, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_an_id_is_one_word_that_can_be_searched_for(path: Path) -> None:
    assert [rule for rule in ids(path) if not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", rule)] == []
