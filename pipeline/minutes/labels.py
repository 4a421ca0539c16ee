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
def label_cells() -> re.Pattern[str]:
    """A row of a table with the label in its first cell and no colon: "Gremium<tab>Stadtrat", "| Gremium | Stadtrat |"."""
    names = sorted((name for group in load_rules("labels").lists.values() for name in group), key=len, reverse=True)
    body = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"[|\s]{{0,3}}(?P<label>{body})[ ]{{0,40}}[\t|][\t ]{{0,40}}(?P<value>[^|\t\n]{{1,300}})[|\s]{{0,3}}$"
    )


def label_of(text: str) -> str | None:
    """The label at the front of a row, with a colon or as a cell; None: the row has none."""
    match = label_pattern().match(text) if ":" in text else None
    if match is None and ("\t" in text or text.startswith("|")):
        match = label_cells().match(text)
    return match["label"] if match else None


@cache
def label_kind() -> dict[str, str]:
    """Label as written -> which fact it carries (key of rules/labels.toml)."""
    return {name: kind for kind, names in load_rules("labels").lists.items() for name in names}
