"""What makes two rows the same thing: ids that follow from content, and the key of an organization's name.

Nothing here counts up: the same record gives the same ids in every database and after every rebuild.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

ITEM_BITS = 19
"""An item's id is its document's id, shifted by this, plus its position: half a million items fit in a document."""

_DOCUMENT_BITS = 63 - ITEM_BITS  # ids stay positive 64-bit integers
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[‐‑‒–—−]\s*|\s+-\s+")


def content_id(*parts: str) -> str:
    """16 hexadecimal digits that follow from the parts alone."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def document_number(sha256: str) -> int:
    """The row id a document's content asks for (44 bits; a taken one moves on by one, see `loading`)."""
    return int.from_bytes(blake2b(sha256.encode(), digest_size=8).digest(), "big") >> (64 - _DOCUMENT_BITS)


def item_ids(document_id: int) -> tuple[int, int]:
    """First and last row id that items of this document can have."""
    first = document_id << ITEM_BITS
    return first, first | ((1 << ITEM_BITS) - 1)


def public_id(document_id: int, position: int) -> str:
    """An item's id as people and exports see it; short, and the same after every re-import."""
    return f"{document_id:011x}-{position}"


def organization_key(name: str) -> str:
    """Names that differ in case, blanks or kind of dash are one organization.

    `Ausschuss für Soziales  und Inklusion` and `AUSSCHUSS FÜR SOZIALES UND INKLUSION` give the same key. Renamed
    committees keep different keys: that they follow one another is for a person to say.
    """
    plain = unicodedata.normalize("NFC", name).strip(" \t\n\r.,;:")
    return _BLANKS.sub(" ", _DASHES.sub(" - ", plain)).strip().casefold()


def better_name(names: list[str]) -> str:
    """The spelling to show of several of one name: mixed case before all capitals or all small; then by alphabet."""
    return min(names, key=lambda name: (name.isupper() or name.islower(), name))
