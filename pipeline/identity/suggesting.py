"""Which pairs of people are worth judging, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.identity.fit import Fit
from pipeline.identity.names import parse_name
from pipeline.identity.people import People, Person
from pipeline.identity.people_pairs import Circumstances, judge
from pipeline.identity.spelling import likeness, skeleton, sound

Judged = tuple[Fit, Person, Person]

_NEAR = 0.5  # share of letters: what is further off is no likeness to anyone
_SHORTEST_BLOCK = 4  # letters that begin or end two surnames worth comparing


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


def similar_names(surnames: Iterable[str], names: Sequence[str]) -> list[str]:
    """Of all written names those whose surname may be one of these (small): equal, near, or part of a double name."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    for written in names:
        by_surname[_last_word(written)].append(written)
    known = list(by_surname)
    double = [name for name in known if "-" in name]
    found: set[str] = set()
    for surname in surnames:
        pieces = set(surname.split("-"))
        near = process.extract(surname, known, scorer=OSA.normalized_similarity, score_cutoff=_NEAR, limit=None)
        found |= {name for name, _, _ in near if name == surname or likeness(surname, name)}
        found |= {name for name in double if pieces & set(name.split("-"))}
        found |= {piece for piece in pieces if piece in by_surname}
    return sorted(written for surname in found for written in by_surname[surname])


def _last_word(written: str) -> str:
    """The surname, quickly: taking tens of thousands of names apart would cost more than all the rest of an answer."""
    if "," in written or written.endswith(".") or "\N{NO-BREAK SPACE}" in written:
        return parse_name(written).surname
    return written[written.rfind(" ") + 1 :].lower()


def _pairs(people: People, of: Sequence[Person] | None) -> Iterator[tuple[Person, Person]]:
    """Each pair once, in an order that follows from the names alone."""
    if of is not None:
        wanted = {person.key for person in of}
        for one in of:
            for other in people.persons:
                if other.key not in wanted or other.key > one.key:
                    yield (one, other) if one.key < other.key else (other, one)
        return
    blocks: dict[str, list[Person]] = defaultdict(list)
    for person in people.persons:
        for block in _blocks(person.name.surname):
            blocks[block].append(person)
    seen: set[tuple[str, str]] = set()
    for block in sorted(blocks):
        members = blocks[block]
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                pair = (one.key, other.key) if one.key < other.key else (other.key, one.key)
                if pair not in seen:
                    seen.add(pair)
                    yield (one, other) if pair[0] == one.key else (other, one)


def _blocks(surname: str) -> set[str]:
    """Two surnames that may be one have one of these in common."""
    found = {f"={surname}", f"~{skeleton(surname)}", f"~{sound(surname)}"}
    found |= {f"={piece}" for piece in surname.split("-")}
    if len(surname) >= _SHORTEST_BLOCK:
        found |= {f"^{surname[:_SHORTEST_BLOCK]}", f"${surname[-_SHORTEST_BLOCK:]}"}
    return found


def _order(judged: Judged) -> tuple[float, str, str]:
    fit, one, other = judged
    return (-fit.score, one.key, other.key)
