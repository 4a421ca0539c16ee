"""Paper references as people type them, brought to one form.

Source: the number formats listed for German councils (Potsdam 15/SVV/0743, Karlsruhe 2023/1291, Lübeck VO/2023/12306
...). Only Potsdam's form is padded: its council counts with four digits since 2002 (01/SVV/059 stays as written).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_LABEL = re.compile(
    r"^\s*(?:DS|Drs|Drucksachen(?:-?nummer|-?nr)?|Drucksache|Drucks|Vorlage(?:n-?nummer|n-?nr)?|Antrag)"
    r"(?:\s*\.?\s*Nr)?(?:\.?:\s*|\.\s*|\s+)",
    re.IGNORECASE,
)
_SVV = re.compile(r"^(\d{2})\s*/\s*(SVV|OBR|HA)\s*/\s*(\d{1,4})((?:[-/]\d{1,3})*)$", re.IGNORECASE)

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 4  # parts of a numbering


def normalise_reference(written: str) -> str:
    """`15/svv/743`, `DS 15/SVV/0743` and `Drucksache 15 / SVV / 0743` all give `15/SVV/0743`.

    An unknown form keeps its characters, upper-cased and without blanks, so that it still compares equal to itself.
    """
    bare = _LABEL.sub("", written.strip()).strip(" .,;:()[]")
    match = _SVV.match(bare)
    if match:
        year, body, number, suffix = match.groups()
        return f"{year}/{body.upper()}/{number.zfill(4)}{suffix}"
    return re.sub(r"\s+", "", bare).upper()


def numbering(references: Sequence[str]) -> str | None:
    """How a document numbers its own papers: `y/A/n` for 15/SVV/0743, `Y/n` for 2023/1291, `A/Y/n` for VO/2023/12306.

    `Y` is a year of four digits, `y` one of two, `n` a number, `A` letters; suffixes are left out. Two councils may
    number alike, but one council hardly numbers in two ways at a time. None where no reference says it, or where they
    say different things equally often.
    """
    counted: dict[str, int] = {}
    for reference in references:
        form = _form(reference)
        if form is not None:
            counted[form] = counted.get(form, 0) + 1
    if not counted:
        return None
    most = max(counted.values())
    first, *others = [form for form, count in counted.items() if count == most]
    return None if others else first


@lru_cache(maxsize=4096)
def _form(reference: str) -> str | None:
    parts = _PARTS.findall(normalise_reference(reference))
    form: list[str] = []
    for index, part in enumerate(parts):
        if part.isalpha():
            form.append("A")
        elif "Y" not in form and len(part) == 4 and part[:2] in ("19", "20"):
            form.append("Y")
        elif "y" not in form and "Y" not in form and len(part) == 2 and index == 0:
            form.append("y")
        else:
            form.append("n")
        if "n" in form and ("y" in form or "Y" in form):
            break  # what follows tells amendments apart, not councils
    return "/".join(form[:_LONGEST]) if "n" in form and len(form) > 1 else None
