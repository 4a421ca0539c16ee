"""Parties and factions as the minutes print them, with their periods, and what may be one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from pipeline.identity.fit import Fit
from pipeline.identity.graph import Verdicts
from pipeline.identity.grouping import Identities
from pipeline.identity.keys import PartyKey, party_key
from pipeline.identity.names import name_key
from pipeline.identity.party_names import same_spelling, share_a_part
from pipeline.identity.periods import NEVER, Period
from pipeline.identity.sightings import PartySighting
from pipeline.identity.spelling import umlaut_lost
from pipeline.identity.tables import table

_PART = 0.5  # of the people of a faction that must go on in the next one


@dataclass(frozen=True)
class Party:
    """One party by its key."""

    number: int  # within its `Parties`
    key: str
    sightings: tuple[PartySighting, ...]

    @cached_property
    def spellings(self) -> dict[str, Period]:
        found: dict[str, Period] = {}
        for seen in self.sightings:
            found[seen.party] = found.get(seen.party, NEVER) + Period(seen.count, seen.first, seen.last)
        return found

    @cached_property
    def label(self) -> str:
        return min(self.spellings, key=lambda party: (-self.spellings[party].count, party))

    @cached_property
    def seen(self) -> Period:
        return sum(self.spellings.values(), NEVER)

    @cached_property
    def people(self) -> frozenset[str]:
        return frozenset(name_key(seen.name) for seen in self.sightings if seen.name)


class Parties:
    """Parties and their identities out of sightings and verdicts. Immutable once made."""

    def __init__(self, seen: Iterable[PartySighting], *, verdicts: Verdicts) -> None:
        by_key: dict[str, list[PartySighting]] = defaultdict(list)
        for sighting in seen:
            if key := party_key(sighting.party):
                by_key[key].append(sighting)
        self._identities = Identities(
            [PartyKey(key) for key in by_key], verdicts=verdicts, bucket=lambda key: key.text, read=PartyKey,
            contradict=lambda *_: False,
        )  # fmt: skip
        self.parties = tuple(
            Party(number, group[0].text, tuple(by_key[group[0].text]))
            for number, group in enumerate(self._identities.groups)
        )

    def party(self, key: str) -> Party | None:
        """The party of a key of the ledger; None where no minutes print it today."""
        number = self._identities.number(key)
        return None if number is None else self.parties[number]

    def identity(self, party: Party) -> tuple[Party, ...]:
        """All that verdicts make one with this one, in order of time."""
        members = [self.parties[number] for number in self._identities.members(party.number)]
        return tuple(sorted(members, key=lambda one: (one.seen.first or "", one.key)))

    def identities(self) -> Iterator[tuple[Party, ...]]:
        """All, each once."""
        for numbers in self._identities.each():
            yield self.identity(self.parties[numbers[0]])

    def suggestions(self, *, least: float) -> list[tuple[Fit, Party, Party]]:
        """Pairs of different identities with no verdict between them, best first; the earlier one stands left."""
        best: dict[frozenset[str], tuple[Fit, Party, Party]] = {}
        for index, one in enumerate(self.parties):
            for other in self.parties[index + 1 :]:
                if self._identities.same(one.number, other.number) or self._identities.apart(one.number, other.number):
                    continue
                earlier, later = sorted((one, other), key=lambda side: (side.seen.first or "9", side.key))
                fit = judge_parties(earlier, later)
                if fit is None or fit.score < least:
                    continue
                pair = frozenset(self.identity(side)[0].key for side in (one, other))
                if pair not in best or fit.score > best[pair][0].score:
                    best[pair] = (fit, earlier, later)
        return sorted(best.values(), key=lambda judged: (-judged[0].score, judged[1].key, judged[2].key))


def judge_parties(earlier: Party, later: Party) -> Fit | None:
    """May these two be one? None where nothing speaks for it."""
    one, other = earlier.key, later.key
    if same_spelling(one, other):
        return Fit(0.92, ["both are written for one party"])
    if _damaged(one, other) or _damaged(other, one):
        return Fit(0.85, ["the same name but for letters that were lost or slipped"])
    disjoint = bool(earlier.seen.last and later.seen.first and earlier.seen.last < later.seen.first)
    if [one, other] in table("parties")["successors"] or [other, one] in table("parties")["successors"]:
        fit = Fit(0.6, ["one became the other"])
        if disjoint:
            fit.add(0.1, f"one ends ({earlier.seen.last}) before the other begins ({later.seen.first})")
        return fit
    shared = earlier.people & later.people
    if disjoint and earlier.people and len(shared) / len(earlier.people) >= _PART:
        share = len(shared) / len(earlier.people)
        fit = Fit(
            0.3 + 0.3 * share, [f"{len(shared)} of the {len(earlier.people)} who spoke for one go on in the other"]
        )
        if len(earlier.people) == 1:
            fit.add(-0.1, "that is one name alone")
            fit.score = round(fit.score, 2)
        return fit
    if share_a_part(one, other):
        return Fit(0.35, ["one is named as a part of the other, as in a joint faction"])
    return None


def _damaged(written: str, fuller: str) -> bool:
    if len(fuller) < 6:
        return False
    return umlaut_lost(written, fuller) or int(OSA.distance(written, fuller, score_cutoff=2)) == 1
