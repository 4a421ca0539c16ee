"""Labels of header rows ("Gremium:", "Datum:") and which fact each carries; the names stand in rules/labels.toml."""

from __future__ import annotations

import re
from functools import cache

from pipeline.minutes.rules_file import load_rules


@cache
def label_pattern() -> re.Pattern[str]:
    """A label with its colon, at the front of a line or behind a blank."""
    names = sorted((name for group in load_rules("labels").lists.values() for name in group), key=len, reverse=True)
    body = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?:(?<=^)|(?<=[ \t])|(?<=^-\s))(?P<label>{body})[ \t]*:[ \t]*")


@cache
def label_kind() -> dict[str, str]:
    """Label as written -> which fact it carries (key of rules/labels.toml)."""
    return {name: kind for kind, names in load_rules("labels").lists.items() for name in names}
