"""Committees: what is one by its name, what verdicts join, and what may be one: spelled otherwise, or renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.identity.committee_names import acronym, shared_topics, spelled_otherwise
from pipeline.identity.fit import WEAK, Fit
from pipeline.identity.graph import Verdicts
from pipeline.identity.grouping import Identities
from pipeline.identity.keys import CommitteeKey, committee_key, read_committee_key, town_of
from pipeline.identity.periods import NEVER, Period, years_between
from pipeline.identity.sightings import CommitteeSighting

_SOON = 2.5  # years between two meetings of a renamed committee: summer, an election, an interim
_LATER = 6.0
_ENOUGH_TOPICS = 0.4


@dataclass(frozen=True)
class Committee:
    """One name in one council. `keys[0]` says most, and stands for it in a verdict."""

    number: int  # within its `Committees`
    keys: tuple[CommitteeKey, ...]
    sightings: tuple[CommitteeSighting, ...]

    @property
    def key(self) -> str:
        return self.keys[0].text

    @property
    def name(self) -> str:
        return self.sightings[0].name

    @cached_property
    def organizations(self) -> frozenset[str]:
        return frozenset(seen.organization_id for seen in self.sightings)

    @cached_property
    def numberings(self) -> frozenset[str]:
        return frozenset(key.numbering for key in self.keys if key.numbering)

    @cached_property
    def seen(self) -> Period:
        return sum((Period(seen.meetings, seen.first, seen.last) for seen in self.sightings), NEVER)

    @property
    def lowest(self) -> int | None:
        return min((seen.lowest for seen in self.sightings if seen.lowest is not None), default=None)

    @property
    def highest(self) -> int | None:
        return max((seen.highest for seen in self.sightings if seen.highest is not None), default=None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is asked of the database for a pair, each at most once: people who speak in both (share of the smaller
    number), papers both deal with, whether both ever met on one day."""

    shared_people: Callable[[Committee, Committee], float]
    shared_papers: Callable[[Committee, Committee], int]
    same_day: Callable[[Committee, Committee], bool]


class Committees:
    """Committees and their identities out of sightings and verdicts. Immutable once made."""

    def __init__(self, seen: Iterable[CommitteeSighting], *, verdicts: Verdicts) -> None:
        by_key: dict[CommitteeKey, list[CommitteeSighting]] = defaultdict(list)
        for sighting in seen:
            by_key[committee_key(sighting.name, sighting.numbering)].append(sighting)
        self._identities = Identities(
            by_key, verdicts=verdicts, bucket=lambda key: key.name, read=read_committee_key,
            contradict=lambda one, other: bool(one.numbering and other.numbering) and one.numbering != other.numbering,
        )  # fmt: skip
        self.committees = tuple(
            Committee(number, keys, tuple(sighting for key in keys for sighting in by_key[key]))
            for number, keys in enumerate(self._identities.groups)
        )

    def committee(self, key: str) -> Committee | None:
        """Which committee a key of the ledger means today."""
        number = self._identities.number(key)
        return None if number is None else self.committees[number]

    def identity(self, committee: Committee) -> tuple[Committee, ...]:
        """All that verdicts make one with this one, in order of time."""
        members = [self.committees[number] for number in self._identities.members(committee.number)]
        return tuple(sorted(members, key=lambda one: (one.seen.first or "", one.key)))

    def identities(self) -> Iterator[tuple[Committee, ...]]:
        """All, each once."""
        for numbers in self._identities.each():
            yield self.identity(self.committees[numbers[0]])

    def same(self, one: Committee, other: Committee) -> bool:
        return self._identities.same(one.number, other.number)

    def apart(self, one: Committee, other: Committee) -> bool:
        return self._identities.apart(one.number, other.number)


def committee_suggestions(
    committees: Committees, around: Surroundings, *, least: float, of: Iterable[Committee] | None = None
) -> list[tuple[Fit, Committee, Committee]]:
    """Pairs of different identities with no verdict between them, best first; the earlier one stands left."""
    wanted = None if of is None else {committee.key for committee in of}
    best: dict[frozenset[str], tuple[Fit, Committee, Committee]] = {}
    for index, one in enumerate(committees.committees):
        for other in committees.committees[index + 1 :]:
            if wanted is not None and one.key not in wanted and other.key not in wanted:
                continue
            if committees.same(one, other) or committees.apart(one, other):
                continue
            earlier, later = sorted((one, other), key=lambda side: (side.seen.first or "9", side.key))
            fit = judge_committees(earlier, later, around, least=least)
            if fit is None:
                continue
            pair = frozenset(committees.identity(side)[0].key for side in (one, other))
            if pair not in best or fit.score > best[pair][0].score:
                best[pair] = (fit, earlier, later)
    return sorted(best.values(), key=lambda judged: (-judged[0].score, judged[1].key, judged[2].key))


def judge_committees(earlier: Committee, later: Committee, around: Surroundings, *, least: float = WEAK) -> Fit | None:
    """May these two be one? None where nothing speaks for it, or what does falls below `least`."""
    towns = {town_of(side.name) for side in (earlier, later)} - {""}
    if len(towns) > 1 or _councils_differ(earlier, later):
        return None
    fit = _spelled(earlier, later, around) or _renamed(earlier, later, around)
    if fit is None:
        return None
    if not (earlier.numberings and later.numberings):
        fit.add(-0.08, "nothing says that both are of one council")
    fit.score = round(min(max(fit.score, 0.0), 0.98), 2)
    return fit if fit.score >= least else None


def _spelled(one: Committee, other: Committee, around: Surroundings) -> Fit | None:
    near = spelled_otherwise(one.name, other.name)
    if near is None and not _is_acronym(one.name, other.name):
        return None
    fit = Fit(near.score, [near.reason]) if near else Fit(0.6, ["the first letters of the other one's words"])
    if near is None or near.score < 0.95:
        if around.same_day(one, other):
            fit.add(-0.4, "both met on the same day")
        share = around.shared_people(one, other)
        if share:
            fit.add(0.1 * share, f"{share:.0%} of the people speak in both")
        else:
            fit.add(-0.25, "nobody speaks in both")
    return fit


def _renamed(earlier: Committee, later: Committee, around: Surroundings) -> Fit | None:
    topics = shared_topics(earlier.name, later.name)
    if topics < _ENOUGH_TOPICS:
        return None
    fit = Fit(0.25 + 0.45 * topics, ["the names share what the committees are about"])
    first, last = earlier.seen, later.seen
    if not (first.last and last.first):
        fit.add(-0.2, "one of them is undated")
    elif first.last >= last.first:
        fit.add(-0.4, "both meet in the same time")
    else:
        gap = years_between(first, last)
        begins = f"one ends ({first.last}) before the other begins ({last.first})"
        fit.add(0.15 if gap <= _SOON else 0.05 if gap <= _LATER else -0.1, begins)
        if gap <= _LATER and earlier.highest and later.lowest and later.lowest > earlier.highest:
            fit.add(0.05, "the numbers of the meetings go on")
    share = around.shared_people(earlier, later)
    if share:
        fit.add(0.15 * share, f"{share:.0%} of the people speak in both")
    papers = around.shared_papers(earlier, later)
    if papers:
        fit.add(0.05, f"{papers} paper{'' if papers == 1 else 's'} went through both")
    return fit


def _is_acronym(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    letters = short.replace("-", "").replace(".", "").replace(" ", "")
    return 2 < len(letters) <= 6 and letters.isupper() and acronym(long) == letters.casefold()


def _councils_differ(one: Committee, other: Committee) -> bool:
    return bool(one.numberings) and bool(other.numberings) and not one.numberings & other.numberings
