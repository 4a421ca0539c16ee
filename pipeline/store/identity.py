"""What makes two rows the same thing: ids that follow from content, and the key of an organization's name.

All ids that anyone sees follow from content alone. Only a document's row number counts up (documents that came
together then lie together, which a large database needs); it is kept by re-imports and rebuilds, and shown to nobody.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

ITEM_BITS = 19
"""An item's row number is its document's, shifted by this, plus its position: room for half a million items."""
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r" ?[‐‑‒–—−] ?| - ")  # after blanks are single


def content_id(*parts: str) -> str:
    """16 hexadecimal digits that follow from the parts alone."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def item_ids(document_id: int) -> tuple[int, int]:
    """First and last row id that items of this document can have."""
    first = document_id << ITEM_BITS
    return first, first | ((1 << ITEM_BITS) - 1)


def public_id(sha256: str, position: int) -> str:
    """An item's id as people and exports see it: the same in every database and after every re-import."""
    return f"{sha256[:16]}-{position}"


def organization_key(name: str) -> str:
    """Names that differ in case, blanks or kind of dash are one organization.

    `Ausschuss für Soziales  und Inklusion` and `AUSSCHUSS FÜR SOZIALES UND INKLUSION` give the same key. Renamed
    committees keep different keys: that they follow one another is for a person to say.
    """
    plain = unicodedata.normalize("NFC", name).strip(" \t\n\r.,;:")
    return _DASHES.sub(" - ", _BLANKS.sub(" ", plain)).strip().casefold()


def last_word(name: str) -> str:
    """A name's last word before any comma, small: mostly the surname, and always the same for the same name."""
    words = name.partition(",")[0].split()
    return words[-1].lower() if words else ""


def better_name(names: list[str]) -> str:
    """The spelling to show of several of one name: mixed case before all capitals or all small; then by alphabet."""
    return min(names, key=lambda name: (name.isupper() or name.islower(), name))
