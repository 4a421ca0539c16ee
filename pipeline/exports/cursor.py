"""Cursors: how far a reader of the feed has come, as one word that is kept and given back."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from pipeline.model.errors import UsageError

Profile = Literal["linked", "suggested"]
"""Which links a feed takes: accepted and confirmed ones, or suggested ones as well."""

_VERSION = 1
_SUM = 4  # bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """`seq`: the last number that was read. `base`: the last number after which the reader had all there was; smaller
    while it fetches pages. `token`: of the run that gave `seq`."""

    profile: Profile
    seq: int
    base: int
    token: str


def written(cursor: Cursor) -> str:
    """The word."""
    said = json.dumps([_VERSION, cursor.profile, cursor.seq, cursor.base, cursor.token], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(said + _sum(said)).decode().rstrip("=")


def read(word: str) -> Cursor:
    """The cursor of a word. Raises UsageError, code `bad_cursor`, for one that was cut or is none."""
    try:
        whole = base64.b64decode(word.strip() + "=" * (-len(word.strip()) % 4), altchars=b"-_", validate=True)
        said, given = whole[:-_SUM], whole[-_SUM:]
        if _sum(said) != given:
            raise _bad(word)
        version, profile, seq, base, token = json.loads(said)
    except (binascii.Error, ValueError, UnicodeError):
        raise _bad(word) from None
    if version != _VERSION:
        raise UsageError(
            "The cursor was made by a newer version of Protokolle. Update the program, or import anew without --since.",
            code="bad_cursor",
        )
    return Cursor(profile, seq, base, token)


def check(word: str | None, profile: Profile) -> Cursor | None:
    """The cursor of a word, for a feed. Raises UsageError, code `bad_cursor`, also for one of the other feed."""
    if word is None:
        return None
    cursor = read(word)
    if cursor.profile != profile:
        wanted, said = ("with", "add") if cursor.profile == "suggested" else ("without", "leave out")
        raise UsageError(
            f"The cursor comes from an export {wanted} --with-suggested: {said} the option, or import anew without "
            "--since.",
            code="bad_cursor",
        )
    return cursor


def _bad(word: str) -> UsageError:
    shown = word if len(word) <= 40 else word[:40] + "…"
    return UsageError(
        f"{shown!r} is no cursor of this feed; perhaps it was cut. Give the whole cursor of the last page, or import "
        "anew without --since and replace everything.",
        code="bad_cursor",
    )


def _sum(said: bytes) -> bytes:
    return blake2b(said, digest_size=_SUM).digest()
