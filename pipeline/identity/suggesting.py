"""Which pairs of people are worth judging, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.identity.fit import Fit
from pipeline.identity.names import parse_name
from pipeline.identity.people import People, Person
from pipeline.identity.people_pairs import Circumstances, judge
from pipeline.identity.spelling import likeness, plain_letters, scanned, skeleton, sound, without_umlauts
from pipeline.identity.tables import table

Judged = tuple[Fit, Person, Person]

_FAR = 0.5  # share of letters: what is further off is like nobody
_NEAR = 0.6  # likeness from which someone is looked at
_MOST_NEAR = 50  # surnames


def suggestions(around: Circumstances, *, least: float, of: Iterable[Person] | None = None) -> list[Judged]:
    """Pairs of different identities with no verdict between them, best first; one pair for two identities. `of`: only
    pairs in which one of these is."""
    people = around.people
    best: dict[frozenset[int], Judged] = {}
    for one, other in _pairs(people, None if of is None else tuple(of)):
        if people.same(one, other) or people.apart(one, other):
            continue
        fit = judge(one, other, around, least=least)
        if fit is None:
            continue
        pair = frozenset(people.identity(person)[0].number for person in (one, other))
        if pair not in best or _order((fit, one, other)) < _order(best[pair]):
            best[pair] = (fit, one, other)
    return sorted(best.values(), key=_order)


def similar_names(surnames: Iterable[str], names: Mapping[str, Sequence[str]]) -> list[str]:
    """Of all written names (by last word) those whose surname may be one of these (small): equal, near, or part of a
    double name."""
    known = dict(names)
    suffixes = table("names")["parts"]["suffixes"]
    for last_word in [word for word in known if word.strip(".") in suffixes or word in ("ä.", "j.")]:
        for written in known.pop(last_word):  # Meier sen.
            surname = parse_name(written).surname
            known[surname] = [*known.get(surname, ()), written]
    found: set[str] = set()
    for surname in surnames:
        pieces = set(surname.split("-"))
        near = process.extract(surname, list(known), scorer=OSA.normalized_similarity, score_cutoff=_FAR, limit=None)
        scored = [(like.score, name) for name, _, _ in near if (like := likeness(surname, name))]
        nearest = sorted((-score, name) for score, name in scored if score >= _NEAR)[:_MOST_NEAR]
        found |= {name for _, name in nearest}
        found |= {name for name in known if name in pieces or ("-" in name and pieces & set(name.split("-")))}
    return sorted(written for surname in found for written in known[surname])


def _pairs(people: People, of: Sequence[Person] | None) -> Iterator[tuple[Person, Person]]:
    """Each pair whose surnames may be one, once, in an order that follows from the names alone."""
    if of is not None:
        wanted = {person.key for person in of}
        for one in of:
            for other in people.persons:
                if other.key not in wanted or other.key > one.key:
                    yield (one, other) if one.key < other.key else (other, one)
        return
    for left, right in _near_surnames(people.surnames):
        for one in people.with_surname(left):
            for other in people.with_surname(right):
                if left != right or one.key < other.key:
                    yield (one, other) if one.key < other.key else (other, one)


def _near_surnames(surnames: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of surnames (small) that may be one, each with itself first. Compared are only those that come to the same
    when a letter is left out, sound alike, lost an umlaut, or share a part of a double name."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for surname in surnames:
        for block in _blocks(surname):
            blocks[block].append(surname)
    pairs = {(name, name) for name in surnames}
    for members in blocks.values():
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if pair not in pairs and (set(one.split("-")) & set(other.split("-")) or likeness(*pair)):
                    pairs.add(pair)
    yield from sorted(pairs)


def _blocks(surname: str) -> set[str]:
    found = {f"={piece}" for piece in surname.split("-")} | {f"°{plain}" for plain in plain_letters(surname)}
    found |= {"~" + skeleton(surname), "~" + sound(surname), "#" + scanned(surname)}
    found |= {surname, *(surname[:at] + surname[at + 1 :] for at in range(len(surname)))}
    return found | set(without_umlauts(surname))


def _order(judged: Judged) -> tuple[float, str, str]:
    fit, one, other = judged
    return (-fit.score, one.key, other.key)
