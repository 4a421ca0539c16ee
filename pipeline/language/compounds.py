"""The parts of a German compound: `Integrationslotsen` is integration and lotse.

A word is taken apart where all of it is made of known constituents and the joints between them, or where a long known
head stands behind something unknown (`Templinerstraße`) or a long known modifier before it. The constituents are a list
written for municipal German (`constituents.txt`); nothing is learned from what is loaded, so a word has the same parts
always and everywhere. Takes folded words (see `folding`), gives stems (see `stems`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.language.folding import fold_word
from pipeline.language.stems import stem

_SHORTEST_WORD = 6
_LONGEST_WORD = 60  # letters; what is longer is no word
_LONG_HEAD = 5  # letters of a head that may stand behind something unknown
_LONG_MODIFIER = 6
_UNKNOWN = 4  # letters that something unknown must have at least
_ENDINGS_WITH_S = ("ung", "heit", "keit", "schaft", "ion", "tat", "ling", "tum", "um")
_ENDINGS_WITHOUT_N = ("er", "el", "en")
_WITH_FEMALE = ("er", "ent", "ant", "ist", "at")  # Lehrerin, Dezernentin
_JOINTS = ("", "s", "es", "n", "en", "e", "er")
# What is left of an inflected or derived word is no part of a compound.
_NO_HEADS = tuple(
    "schaft chaft lich keit bar itat heit isch tum ling haft ismus ierung ler ner ung chen lein weis mann berg "
    "burg bach hausen inger stein feld".split()
)
# Heads that other words end in by chance (poli-tisch, veröffent-licht): only where all of the word is known.
_UNSURE_HEADS = frozenset(
    "licht fisch schloss stell treff stimm sicht druck stutz wandel beruf gehalt burger bauer etat recht leist "
    "last teich ernt stich mitt rast lager ertrag antrieb eisen".split()
)
_VERBAL = ("ge", "zu", "zube", "zuver", "zuer")  # abge-schlossen, abzu-stimmen
_NO_MODIFIERS = frozenset(
    "aus an auf ab be bei ver er ent ein durch hin her nach uber um unter vor wieder zu zuruck zusammen gegen "
    "mit miss un fort weiter los nieder hinter wider ur ge zer ruck herab heran heraus hinaus hervor voran "
    "voraus vorbei daran dazu wohl inter trans sub super multi auser ausser uberein anein ausein bevor veran "
    "beein beauf beun verein verun beruck unver unge einver mitver".split()
)


@dataclass(slots=True)
class _Lexicon:
    """`modifiers`: each form that may stand before another part, and its stem; `heads`: stems that may stand last;
    the value is empty where a part is not worth finding. `whole`: stems that are never taken apart."""

    modifiers: dict[str, tuple[str, int]] = field(default_factory=dict)  # (stem, letters without the joint)
    heads: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the compound: `bare` without the joint, `stem` as it is found, empty where it is not worth that."""

    start: int
    bare: int
    stem: str


def parts(word: str) -> tuple[str, ...]:
    """The stems of a compound's parts, in order, each once; () for a word that is no compound, or not a known one."""
    return tuple(dict.fromkeys(part.stem for part in _split(word) if part.stem))


def inner(word: str) -> tuple[str, ...]:
    """All stems that stand within a compound: its parts, and compounds of neighbouring parts.

    `Verkehrsentwicklungsplan`: verkehr, entwicklung, plan, verkehrsentwicklung, entwicklungsplan.
    """
    row = _split(word)
    found = dict.fromkeys(part.stem for part in row if part.stem)
    for first in range(len(row)):
        for last in range(first + 1, len(row)):
            if row[last].stem and (first, last) != (0, len(row) - 1):
                joined = word[row[first].start : row[last].start] + word[row[last].start : row[last].bare]
                found[stem(joined)] = None
    return tuple(found)


def _split(word: str) -> list[_Part]:
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or not word.isalpha():
        return []
    lexicon = _lexicon()
    bare = stem(word)
    if bare in lexicon.whole:
        return []
    return _known(bare, lexicon) or _half_known(bare, lexicon)


def _known(bare: str, lexicon: _Lexicon) -> list[_Part]:
    """The fewest known constituents that make up the whole; of equally many, those with the longest first part."""
    best: list[list[_Part] | None] = [None] * (len(bare) + 1)  # what makes up the letters from here to the end
    for start in range(len(bare) - 3, -1, -1):
        head = lexicon.heads.get(bare[start:])
        if head is not None and start:
            best[start] = [_Part(start, len(bare), head)]
        for end in range(len(bare) - 3, start + 1, -1):
            rest = best[end]
            if rest is None or (best[start] is not None and len(rest) + 1 >= len(best[start] or ())):
                continue
            modifier = lexicon.modifiers.get(bare[start:end])
            if modifier is not None:
                best[start] = [_Part(start, start + modifier[1], modifier[0]), *rest]
    row = best[0] or []
    prefixed = len(row) == 2 and bare[: row[1].start] in _NO_MODIFIERS and bare.endswith("ung")
    return [] if prefixed else row  # Unterzeichnung is no kind of Zeichnung, an Unterausschuss is one of Ausschuss


def _half_known(bare: str, lexicon: _Lexicon) -> list[_Part]:
    """A long known head behind something unknown; else a long known modifier before something unknown."""
    for start in range(_UNKNOWN, len(bare) - _LONG_HEAD + 1):
        head = lexicon.heads.get(bare[start:])
        if head and head not in _UNSURE_HEADS:
            derived = bare[:start] in _NO_MODIFIERS or bare[:start].endswith(_VERBAL)
            return [] if derived else [_Part(start, len(bare), head)]
    for end in range(len(bare) - _UNKNOWN, _LONG_MODIFIER - 1, -1):
        modifier = lexicon.modifiers.get(bare[:end])
        if modifier and modifier[0]:
            return [] if bare[end:].startswith(_NO_HEADS) else [_Part(0, modifier[1], modifier[0])]
    return []


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon()
    for line in (Path(__file__).parent / "constituents.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for entry in line.split():
                _enter(lexicon, entry)
    return lexicon


def _enter(lexicon: _Lexicon, entry: str) -> None:
    word = fold_word(entry.strip("=~-"))
    bare = stem(word)
    if entry.startswith("="):
        lexicon.whole.add(bare)
        lexicon.heads.setdefault(bare, "")
        lexicon.modifiers.setdefault(word, ("", len(word)))
    elif entry.startswith("-"):
        lexicon.heads.setdefault(bare, "")
    elif entry.endswith("~"):
        lexicon.modifiers[word] = ("", len(word))
    elif entry.endswith("-"):
        lexicon.modifiers[word] = (bare, len(word))
    else:
        lexicon.whole.add(bare)
        lexicon.heads[bare] = bare
        for form, letters in _forms(word, bare):
            lexicon.modifiers.setdefault(form, (bare, letters))
        if word.endswith(_WITH_FEMALE):
            lexicon.heads[bare + "in"] = bare + "in"
            lexicon.whole.add(bare + "in")


def _forms(word: str, bare: str) -> list[tuple[str, int]]:
    """How a word may stand before another part, and how many letters of that are the word."""
    if word.endswith(_ENDINGS_WITH_S):
        return [(word + "s", len(word)), (word, len(word))]
    if word.endswith(_ENDINGS_WITHOUT_N):
        return [(word, len(word)), (word + "s", len(word))]
    if word.endswith("e"):
        short = word[:-1]
        whole = [(word + joint, len(word)) for joint in ("", "n", "ns")]  # Straße-n-, Name-ns-
        return [*whole, (short, len(short)), (short + "s", len(short))]
    forms = [(word + joint, len(word)) for joint in _JOINTS]
    return forms if bare == word else [*forms, (bare + "s", len(bare))]
