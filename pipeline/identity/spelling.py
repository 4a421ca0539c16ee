"""How near two spellings are, and why: what happens to names when people write, hear, scan and convert them.

Scores lie in [0, 1]; each comes with its reason in words. Distances are rapidfuzz's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.identity.tables import rows

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss"})
_LOSABLE = "äöüß"
_MOST_LOST = 3  # an umlaut takes up to one neighbour on each side with it
_SHORTEST = 5  # letters: below, two people differ by one letter too often
_LONG = 7  # letters from which two slips may be one name
# Letters that sound alike; what is left compares how a name sounds to the one who keeps the minutes. Order matters.
_SOUNDS = (
    ("tsch", "c"), ("sch", "c"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("tz", "z"), ("ts", "z"), ("cz", "c"),
    ("ck", "k"), ("qu", "kw"), ("chs", "x"), ("ks", "x"), ("ai", "ei"), ("ay", "ei"), ("ey", "ei"), ("äu", "eu"),
    ("oi", "eu"), ("ie", "i"), ("y", "i"), ("j", "i"), ("ä", "e"), ("ss", "s"), ("v", "f"), ("c", "k"), ("q", "k"),
)  # fmt: skip
_SILENT_H = re.compile(r"(?<=[aeiouäöü])h(?=[^aeiouäöü]|$)")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"(?<!^)[aeiouäöüy]+")
# Neighbours on a German keyboard, and letters that scanning takes for one another.
_NEIGHBOURS = (
    "qw", "we", "er", "rt", "tz", "zu", "ui", "io", "op", "pü", "as", "sd", "df", "fg", "gh", "hj", "jk", "kl", "lö",
    "öä", "yx", "xc", "cv", "vb", "bn", "nm",
)  # fmt: skip
_SCANNED = (("rn", "m"), ("cl", "d"), ("li", "h"), ("ii", "ü"), ("ij", "ü"), ("vv", "w"), ("in", "m"), ("fi", "h"))
_LOOK_ALIKE = ("li", "ce", "un", "fl", "ft", "sf", "gq", "hb", "bh", "ao", "ou")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near, and why."""

    score: float
    reason: str


@lru_cache(maxsize=131072)
def likeness(one: str, other: str) -> Likeness | None:
    """How near two surnames (small) are; None where nothing suggests that one was meant by the other."""
    if one == other:
        return Likeness(1.0, "the surname is written alike")
    if _bare(one) == _bare(other):
        return Likeness(0.97, "hyphen or blank set otherwise")
    if one.translate(_UMLAUTS) == other.translate(_UMLAUTS):
        return Likeness(0.97, "umlaut written otherwise")
    if common_variants(one, other):
        return Likeness(0.3, "alike, but both are surnames of their own")
    if _letters(one) == _letters(other):
        return Likeness(0.85, "dots or accents of a letter are missing")
    if umlaut_lost(one, other) or umlaut_lost(other, one):
        return Likeness(0.9, "an umlaut was lost with its neighbours, as in converted pages")
    shorter, longer = sorted((one, other), key=len)
    if longer == f"{shorter}s" and len(shorter) >= _SHORTEST:
        return Likeness(0.6, "the same but for an s, as in the genitive")
    if sound(one) == sound(other):
        return Likeness(0.85, "they sound alike")
    return _slips(one, other)


def _slips(one: str, other: str) -> Likeness | None:
    """A letter or two off."""
    length = max(len(one), len(other))
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 2:
        return None
    distance = int(OSA.distance(one, other, score_cutoff=3))
    if distance > 2:
        return None
    first = 1.0 if one[0] == other[0] else 0.6  # whoever slips, seldom slips on the first letter
    if scanned_alike(one, other):
        return Likeness(0.85 * first, "letters that scanning takes for one another")
    if distance == 1:
        if len(one) == len(other):
            at = next(index for index in range(len(one)) if one[index] != other[index : index + 1])
            pair = "".join(sorted(one[at : at + 1] + other[at : at + 1]))
            if pair in {"".join(sorted(near)) for near in _NEIGHBOURS}:
                return Likeness((0.82 if length >= _LONG else 0.74) * first, "neighbouring keys were struck")
        return Likeness((0.8 if length >= _LONG else 0.68) * first, "one letter off")
    if length < _LONG:
        return None
    if skeleton(one) == skeleton(other):
        return Likeness(0.74 * first, "the same consonants, another vowel")
    return Likeness((0.62 if length >= 9 else 0.5) * first, "two letters off")


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """How a name sounds, roughly: `grasnick` and `grasnik` are one."""
    said = unicodedata.normalize("NFC", name)
    for written, heard in _SOUNDS:
        said = said.replace(written, heard)
    said = _SILENT_H.sub("", said)
    if said.endswith("d"):
        said = said[:-1] + "t"
    return _DOUBLED.sub(r"\1", said.replace("-", ""))


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants as they sound, with the first letter: `grasnack` and `grasnick` are one."""
    return _VOWELS.sub("", sound(name))


def common_variants(one: str, other: str) -> bool:
    """Whether both stand in one row of names that are names of their own (Meier, Mayer)."""
    known = rows("names", "surnames", "alike")
    return bool(known.get(one, frozenset()) & known.get(other, frozenset()))


def umlaut_lost(written: str, fuller: str) -> bool:
    """Whether `written` lacks an umlaut of `fuller` with at most one neighbour on each side (neke for Hüneke)."""
    return 1 <= len(fuller) - len(written) <= _MOST_LOST and written in without_umlauts(fuller)


@lru_cache(maxsize=65536)
def without_umlauts(name: str) -> frozenset[str]:
    """What a name can become when an umlaut is lost with its neighbours; three letters must remain."""
    found = set()
    for at, letter in enumerate(name):
        if letter in _LOSABLE:
            for start in range(max(at - 1, 0), at + 1):
                found |= {name[:start] + name[end:] for end in range(at + 1, min(at + 2, len(name)) + 1)}
    return frozenset(rest for rest in found if len(rest) >= 3)


@lru_cache(maxsize=65536)
def scanned(name: str) -> str:
    """Letters that scanning takes for one, as that one: `thürrner` and `thürmer` are one."""
    for pair, single in _SCANNED:
        name = name.replace(pair, single)
    return name


def scanned_alike(one: str, other: str) -> bool:
    """Whether one place differs, by letters that look alike."""
    for left, right in ((one, other), (other, one)):
        for pair, single in _SCANNED:
            at = left.find(pair)
            while at >= 0:
                if left[:at] + single + left[at + len(pair) :] == right:
                    return True
                at = left.find(pair, at + 1)
    if len(one) != len(other):
        return False
    off = [a + b for a, b in zip(one, other, strict=True) if a != b]
    return len(off) == 1 and (off[0] in _LOOK_ALIKE or off[0][::-1] in _LOOK_ALIKE)


def given_agree(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """How well two rows of given names fit one person; None where they tell two apart (B. and E., Peter and Paul)."""
    if not one or not other:
        return None
    if one == other:
        return Likeness(1.0, "the given name is the same")
    if _joined(one) == _joined(other):
        return Likeness(0.97, "the given name with and without hyphen")
    left, right = one[0], other[0]
    if _short(left) or _short(right):
        return Likeness(0.85, "the initial fits the given name") if _initials_fit(one, other) else None
    if left == right or set(one) <= set(other) or set(other) <= set(one):
        return Likeness(0.8, "one of the given names is left out")
    if left.split("-")[0] == right.split("-")[0] or left in right.split("-") or right in left.split("-"):
        return Likeness(0.55, "one part of a double given name is left out")
    short = rows("names", "given", "short")
    if short.get(left, frozenset()) & short.get(right, frozenset()):
        return Likeness(0.75, "given names that stand for one another")
    return _given_slip(left, right)


def _given_slip(left: str, right: str) -> Likeness | None:
    """Spelled otherwise; never by the last vowel, which tells Anna from Anne and Andrea from Andreas."""
    if sound(left) == sound(right):
        return Likeness(0.85, "the given names sound alike")
    if min(len(left), len(right)) < 5 or left[0] != right[0] or int(OSA.distance(left, right, score_cutoff=2)) > 1:
        return None
    front = next((index for index in range(min(len(left), len(right))) if left[index] != right[index]), -1)
    if front < 0 or front >= min(len(left), len(right)) - 1:
        return None
    return Likeness(0.7, "the given names are one letter off")


def _short(part: str) -> bool:
    return part.endswith(".") or len(part) == 1


def _initials_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`b.` fits birgit, `chr.` christine, `h.-p.` hans-peter; neither fits with another letter."""
    left, right = _apart(one), _apart(other)
    return all((a.startswith(b) if len(b) <= len(a) else b.startswith(a)) for a, b in zip(left, right, strict=False))


def _apart(given: tuple[str, ...]) -> list[str]:
    return [bare for part in given for piece in part.split("-") if (bare := piece.strip("."))]


def _joined(given: tuple[str, ...]) -> str:
    return "".join(given).replace("-", "")


def _bare(name: str) -> str:
    return name.replace("-", "").replace(" ", "").replace("'", "")


def plain_letters(name: str) -> set[str]:
    """Without umlauts, in both ways: oeztuerk and ozturk."""
    return {name.translate(_UMLAUTS), _letters(name)}


def _letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.replace("ø", "o"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
