"""How much one input may be. Beyond these a file is refused with a sentence rather than filling memory or disk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. The defaults let a year's minutes with annexes through (a 2,000-page PDF is read)."""

    max_bytes: int = 200_000_000  # one document
    max_pages: int = 5_000
    max_archive_bytes: int = 2_000_000_000  # what one ZIP may unpack to, all members together
    max_members: int = 100_000
    max_ratio: int = 100  # unpacked to packed, of one member


DEFAULT = Limits()
