"""The stem of a German word: its inflected forms brought together, and no more than these.

`Lotse, Lotsen` give one stem, so do `Haus, Hauses, Häuser, Häusern` and `städtisch, städtische, städtischer`.
Derivation is kept apart (`Sicherheit` is not `sicher`, `Bürger` not `Burg`), so that a found word is one the reader
asked for. A stem is no word of its own; it only has to be the same for all forms. Takes folded words (see `folding`),
where plurals with an umlaut need no rule. Rules and lists are our own, made on the words of municipal minutes.
"""

from __future__ import annotations

_LEAST = 3  # letters that stay

# Nouns with a plural in -er, alone or at the end of a compound (Krankenhäuser).
_ER_PLURALS = tuple(
    "amt bad band bild blatt brett buch dach denkmal dorf fach feld geld glas glied grab gut haus holz kind kleid "
    "kraut land licht loch mann nest rad rand rind schild schloss spital tal tuch volk wald wort".split()
)
_BUT_SINGULAR = tuple("auslander inlander niederlander umlander rheinlander befurworter nacheinander".split())

# Adjectives and participles take -er and -em too: by their ending, behind at least three letters, ...
_ADJECTIVE_ENDINGS = tuple(
    "isch lich ig iv al ar bar sam los frei end ell iert annt egt agt igt etzt uhrt icht ommen ossen hoben geben "
    "ordnet".split()
)
_BUT_NOUNS = tuple(
    "kalender verteidiger prediger beleidiger entschadiger erledigter richter steller hersteller tischler lager "
    "leger trager klager schlager sager jager befreier maler bewahrer zauberer spender blender geber".split()
)
# ... or by being one of the short ones.
_SHORT_ADJECTIVES = frozenset(
    "neu gross klein hoh kurz breit schnell stark schwach offen jung ganz erst zweit dritt viert letzt nachst "
    "best meist all dies jed jen welch solch manch ein kein unser ander eigen deutsch gut lang grun rot schwarz "
    "weiss blau eng weit spat fruh fern nah reich arm rein frei".split()
)
_KEEP_N = tuple("modern intern extern bayern eltern ostern sondern gestern western konzern".split())

# What is left without the ending, and what stands for it: irregular plurals, mostly of foreign words.
_ALIKE = (
    ("niss", "nis"), ("buss", "bus"), ("zentrum", "zentr"), ("ium", "i"), ("eum", "ee"), ("spektrum", "spektr"),
    ("them", "thema"), ("firm", "firma"), ("kont", "konto"), ("risik", "risiko"), ("schem", "schema"),
    ("vill", "villa"), ("sald", "saldo"), ("praxis", "prax"), ("basis", "bas"),
)  # fmt: skip

# What may have been typed of an ending, or is to come; "" stands for the prefix as it is.
_LOST = ("", *"e n en s es er ern em m r rn ens ns nen um se sen ses i ie ien ium a o is".split())


def stem(word: str) -> str:
    """The stem of a folded word. What has a digit in it, and up to three letters, stays as it is."""
    if len(word) <= _LEAST or not word.isalpha():
        return word
    bare = word[: len(word) - _ending(word)]
    for left, instead in _ALIKE:
        if bare.endswith(left):
            return bare[: len(bare) - len(left)] + instead
    return bare


def shorter_stems(prefix: str) -> tuple[str, ...]:
    """Stems of words that begin with `prefix`, but whose stem does not: for `Verwaltunge*` the stem `verwaltung`.

    A search for all words that begin with a prefix must look for stems that do, and for these.
    """
    found = {stem(prefix + lost) for lost in _LOST}
    return tuple(sorted(short for short in found if len(short) >= _LEAST and not short.startswith(prefix)))


def _ending(word: str) -> int:
    """How many letters at the end are inflection."""
    return _ENDINGS.get(word[-1], _none)(word)


def _none(_word: str) -> int:
    return 0


def _e(word: str) -> int:
    return 0 if word.endswith("ee") or len(word) <= _LEAST else 1


def _n(word: str) -> int:
    if word.endswith("innen"):
        return 3 if len(word) > 7 else 0
    if word.endswith(("een", "eln")):
        return 1
    if word.endswith("ern"):
        if word.endswith(_KEEP_N) or len(word) < 6:
            return 0
        return 1 + _er(word[:-1])
    if word.endswith("en") and len(word) - 2 >= _LEAST:
        return 2
    return 0


def _er(word: str) -> int:
    if not word.endswith("er"):
        return 0
    bare = word[:-2]
    if bare.endswith(_ER_PLURALS):
        return 0 if word.endswith(_BUT_SINGULAR) else 2
    return 2 if _is_adjective(bare) and not word.endswith(_BUT_NOUNS) else 0


def _em(word: str) -> int:
    return 2 if word.endswith("em") and _is_adjective(word[:-2]) else 0


def _s(word: str) -> int:
    before = word[-2]
    if word.endswith("ees"):
        return 1
    if word.endswith("es"):
        return 2 if len(word) - 2 >= _LEAST else 0
    if word.endswith("ens") and len(word) >= 7:
        return 3
    if before in "ao":
        return 0 if word.endswith("los") or len(word) < 5 else 1
    if before in "bdfgklmnrtyp" or word.endswith("chs"):
        return 1 if len(word) >= 5 else 0
    return 0


def _is_adjective(bare: str) -> bool:
    if bare in _SHORT_ADJECTIVES:
        return True
    return any(bare.endswith(ending) and len(bare) - len(ending) >= _LEAST for ending in _ADJECTIVE_ENDINGS)


_ENDINGS = {"e": _e, "n": _n, "r": _er, "m": _em, "s": _s}
