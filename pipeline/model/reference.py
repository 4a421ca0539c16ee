"""Paper references as people type them, brought to one form.

Source: the number formats listed for German councils (Potsdam 15/SVV/0743, Karlsruhe 2023/1291, Lübeck VO/2023/12306
...). Only Potsdam's form is padded: its council counts with four digits since 2002 (01/SVV/059 stays as written).
"""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^\s*(?:DS|Drs|Drucksachen(?:-?nummer|-?nr)?|Drucksache|Drucks|Vorlage(?:n-?nummer|n-?nr)?|Antrag)"
    r"(?:\s*\.?\s*Nr)?(?:\.?:\s*|\.\s*|\s+)",
    re.IGNORECASE,
)
_SVV = re.compile(r"^(\d{2})\s*/\s*(SVV|OBR|HA)\s*/\s*(\d{1,4})((?:[-/]\d{1,3})*)$", re.IGNORECASE)


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
