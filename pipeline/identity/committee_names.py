"""What the names of two committees have in common: spelled otherwise, or renamed?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from pipeline.identity.spelling import Likeness, likeness, sound
from pipeline.identity.tables import table
from pipeline.store.identity import organization_key

_WORDS = re.compile(r"[^\W_]+(?:-(?=[^\W_])|\.)?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*$")
_SHORTEST = 5  # letters of a word that may stand for a longer one: umwelt, umweltschutz
_ENOUGH_LETTERS = 92  # of 100: the same name but for slips


@dataclass(frozen=True, slots=True)
class CommitteeName:
    """A name without what is said of one meeting. `kind`: ausschuss, ortsbeirat; `words`: what it is about."""

    bare: str
    kind: str
    words: tuple[str, ...]
    noise: str = ""


@lru_cache(maxsize=4096)
def parse_committee(name: str) -> CommitteeName:
    """`Ausschuss für Klima, Umwelt und Mobilität - Videokonferenz` taken apart."""
    said, noise = _without_noise(organization_key(name))
    whole, short = table("committees")["whole"], table("committees")["abbreviations"]
    bare = whole.get(said) or " ".join(short.get(word, word) for word in said.split())
    kinds = table("committees")["kinds"]["names"]
    kind = next((kind for kind in kinds if kind in bare), "")
    stop = set(table("committees")["words"]["stop"])
    found = []
    for word in _WORDS.findall(bare.replace(kind, f"{kind} ") if kind else bare):
        topic = (
            word.removesuffix(kind).strip("-").removesuffix("s") if word.endswith(kind) and kind else word.strip("-")
        )
        if topic and topic not in stop and topic != kind:
            found.append(topic)
    return CommitteeName(bare, kind, tuple(found), noise)


def spelled_otherwise(one: str, other: str) -> Likeness | None:
    """Whether two names are one name written in two ways; periods say nothing about it."""
    a, b = parse_committee(one), parse_committee(other)
    if a.bare == b.bare:
        extra = a.noise or b.noise
        return Likeness(
            0.95,
            f"the same name but for {extra!r}, which is said of a meeting" if extra else "the same name, abbreviated",
        )
    if a.kind != b.kind or not a.kind:
        return None
    if a.kind in _of_a_town() and (a.words == () or b.words == ()):
        return Likeness(0.8, "the same name with and without the town")
    if _topics(a) == _topics(b) and a.words:
        return Likeness(0.88, "the same words in another form")
    if a.kind in _of_a_place():
        return _same_place(a, b)
    if (
        fuzz.ratio(a.bare, b.bare) >= _ENOUGH_LETTERS
        and len(a.words) == len(b.words)
        and all(x == y or likeness(x, y) for x, y in zip(a.words, b.words, strict=True))
    ):
        return Likeness(0.85, "the same name but for a letter or two")
    return None


def shared_topics(one: str, other: str) -> float:
    """How much of what they are about two committees share, 0 to 1; 0 for different kinds and for bodies of a place."""
    a, b = parse_committee(one), parse_committee(other)
    if a.kind != b.kind or a.kind in _of_a_place() or not a.words or not b.words:
        return 0.0
    left, right = set(_topics(a)), set(_topics(b))
    matched = sum(1 for word in left if any(_one_word(word, other) for other in right))
    back = sum(1 for word in right if any(_one_word(word, other) for other in left))
    union = len(left) + len(right) - (matched + back) / 2
    contained = max(matched / len(left), back / len(right))
    return ((matched + back) / 2 / union + contained) / 2


def is_telling(name: str) -> bool:
    """Whether hardly two councils have a committee of this name: of two topics and more, or of a place."""
    parsed = parse_committee(name)
    return len(parsed.words) >= 2 or bool(parsed.words and parsed.kind in {*_of_a_place(), *_of_a_town()})


def acronym(name: str) -> str:
    """The first letters of what a committee is about: `gsi`."""
    return "".join(word[0] for word in parse_committee(name).words)


def _same_place(a: CommitteeName, b: CommitteeName) -> Likeness | None:
    if len(a.words) == len(b.words) and all(_abbreviates(x, y) for x, y in zip(a.words, b.words, strict=True)):
        return Likeness(0.85, "the same place, abbreviated")
    near = likeness(" ".join(a.words), " ".join(b.words))
    return Likeness(0.8 * near.score, near.reason) if near and near.score >= 0.8 else None


def _abbreviates(one: str, other: str) -> bool:
    """`gr.` and `groß`; a word stands for itself, too."""
    short, long = sorted((one, other), key=len)
    return short == long or (short.endswith(".") and long.startswith(short[:-1]))


def _topics(name: CommitteeName) -> frozenset[str]:
    return frozenset(_stem(word) for word in name.words)


@cache
def _stem(word: str) -> str:
    """Without the ending of its case or number: finanz, finanzen; ländlich, ländlichen."""
    for ending in ("angelegenheiten", "en", "es", "er", "em", "e", "s", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def _one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (
        short == long
        or (len(short) >= _SHORTEST and long.startswith(short))
        or (len(short) >= 6 and sound(short) == sound(long))
    )


def _without_noise(name: str) -> tuple[str, str]:
    """The name, and what was said of the meeting behind it."""
    noise = set(table("committees")["noise"]["words"])
    found = ""
    while True:
        bracket = _BRACKET.search(name)
        if bracket and bracket.group(1).strip() in noise:
            name, found = name[: bracket.start()].strip(), bracket.group(1).strip()
            continue
        front, dash, behind = name.rpartition(" - ")
        if dash and behind.strip() in noise:
            name, found = front.strip(), behind.strip()
            continue
        ending = next((word for word in noise if name.endswith(f" {word}")), None)
        if ending is None:
            return name, found
        name, found = name.removesuffix(ending).strip(" ,-"), ending


@cache
def _of_a_place() -> frozenset[str]:
    return frozenset(table("committees")["kinds"]["of_a_place"])


@cache
def _of_a_town() -> frozenset[str]:
    return frozenset(table("committees")["kinds"]["of_a_town"])
