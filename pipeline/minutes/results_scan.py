"""Reads an outcome from a wording: the code of the vocabulary, or that no rule knows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from pipeline.minutes.rules_file import load_rules
from pipeline.model.record import Result, ResultCode

_TRIM = " \t\n.;:*_|–-"


@lru_cache(maxsize=4096)
def code_of(wording: str) -> tuple[str, str] | None:
    """(code, rule id) of a whole wording such as "geändert beschlossen"; None when no rule knows it.

    An empty code means: known to say nothing of the outcome ("Mit Debatte").
    """
    bare = re.sub(r"\s+", " ", wording).strip(_TRIM)
    for rule in load_rules("results").rules:
        if rule.pattern.fullmatch(bare):
            return str(rule.values["code"]), rule.id
    return None


def make_result(wording: str, code: str) -> Result:
    """The outcome as written, blanks folded, with its code."""
    return Result(text=re.sub(r"\s+", " ", wording).strip(" .*"), code=cast(ResultCode, code))
