"""Names of files as people see them, and what the operating system refuses as a sentence."""

from __future__ import annotations

import unicodedata

from pipeline.model.errors import BadInput

_GOLD = (".gold.json", ".more.json")
_LITTER = frozenset(
    {"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "$recycle.bin", "system volume information"}
)


def nfc(text: str) -> str:
    """Composed, and without the halves of characters that broken file names have (they cannot be stored)."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def is_litter(name: str) -> bool:
    """Files that are no inputs: `.DS_Store` and other dot files, `Thumbs.db`, Word's lock files `~$minutes.docx`, and
    the gold that `protokolle evaluate` reads beside the documents (`NAME.gold.json`, `NAME.more.json`)."""
    lowered = name.lower()
    return name.startswith((".", "~$")) or lowered in _LITTER or lowered.endswith(_GOLD)


def explain(error: OSError, label: str) -> BadInput:
    """The operating system's refusal. Codes: no_permission, missing, unreadable."""
    label = nfc(label)
    if isinstance(error, PermissionError):
        return BadInput(f"{label} may not be read by you. Ask for permission, or copy it.", code="no_permission")
    if isinstance(error, FileNotFoundError):
        return BadInput(f"{label} does not exist. Check the path.", code="missing")
    return BadInput(f"{label} cannot be opened: {error.strerror or error}.", code="unreadable")
