"""Folding: the spellings of one German word brought together.

`Flüchtlinge`, `Fluechtlinge` and `FLUCHTLINGE` are one word, `Straße` and `Strasse` too. The result need not be pretty,
only the same for what is stored and what is asked. `ue` behind a, e, o or q is no umlaut (`Feuer`, `neue`, `Quelle`).
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_UE = re.compile("(?<![aeoq])ue")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def fold_word(word: str) -> str:
    """One word in its barest form: small letters, umlauts and accents gone, ß as ss. Folding twice is a mistake: what
    `Böen` becomes would be taken for an umlaut written with e."""
    low = word.lower()
    if not low.isascii():
        low = unicodedata.normalize("NFC", low).replace("ß", "ss")
    if "e" in low:
        low = low.replace("ae", "a").replace("oe", "o")
        if "ue" in low:
            low = _UE.sub("u", low)
    if low.isascii():
        return low
    decomposed = unicodedata.normalize("NFKD", low)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
