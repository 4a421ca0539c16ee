"""What can go wrong, in one screen. `code` is for machines and never changes; the message is a sentence for people."""

from __future__ import annotations


class ProtokolleError(Exception):
    """Base of all errors a user may see. `str(error)` says what is wrong, where, and what to do."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class BadInput(ProtokolleError):  # noqa: N818 - it names what the user gave, and reads so in every raise
    """One input cannot be used; the others are untouched. It goes to quarantine with `code` as its reason."""

    code = "bad_input"


class StoreError(ProtokolleError):
    """The database cannot be used: locked, from a newer version, unreachable, disk full."""

    code = "store"


class UsageError(ProtokolleError):
    """The call's words are off; the message lists what is valid."""

    code = "usage"
