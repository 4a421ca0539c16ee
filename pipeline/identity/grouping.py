"""From keys to identities: what nothing tells apart is one by itself, the rest only by a verdict.

The first step is trivial on purpose: the same name, and no contradiction in what else is printed. `Frau Müller` joins
`Müller (SPD)` as long as there is no Herr Müller and no Müller of the CDU; with them, what could be either belongs to
neither. A verdict goes before it in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from pipeline.identity.graph import Verdicts


class Key(Protocol):
    """What grouping asks of a key: its text in the ledger, and how much it says beside the name."""

    @property
    def text(self) -> str: ...

    @property
    def said(self) -> int: ...


K = TypeVar("K", bound=Key)


class Identities(Generic[K]):
    """Groups of keys by number (`groups`), joined by verdicts. Immutable once made.

    `bucket`: only keys of one bucket can be one by themselves. `contradict`: what tells two of them apart; verdicts
    `different` do so anyway. `read`: a key out of the ledger, None for what is no key of this kind.
    """

    def __init__(
        self, keys: Iterable[K], *, verdicts: Verdicts, bucket: Callable[[K], Hashable],
        contradict: Callable[[K, K], bool], read: Callable[[str], K | None],
    ) -> None:  # fmt: skip
        self._verdicts = verdicts
        self._contradict = contradict
        self.groups = sorted(self._grouped(keys, bucket), key=lambda group: [key.text for key in group])
        self._at = {key.text: number for number, group in enumerate(self.groups) for key in group}
        self._find_absent_keys(bucket, read)
        self._root, self._members = self._joined()
        self._apart = {
            self._pair(self._at[row.left], self._at[row.right])
            for row in verdicts.rows
            if row.decision == "different" and row.left in self._at and row.right in self._at
        }

    def number(self, key: str) -> int | None:
        """The group a key of the ledger means today; None where nobody is printed so, or several might be meant."""
        return self._at.get(key)

    def members(self, number: int) -> list[int]:
        """The groups that verdicts make one with this one, itself among them."""
        return self._members[self._root[number]]

    def each(self) -> Iterator[list[int]]:
        """Every identity once: the numbers of its groups."""
        yield from self._members.values()

    def same(self, one: int, other: int) -> bool:
        return self._root[one] == self._root[other]

    def apart(self, one: int, other: int) -> bool:
        """Whether a verdict, with those that join, says that these are two."""
        return self._pair(one, other) in self._apart

    def _differ(self, one: K, other: K) -> bool:
        return self._contradict(one, other) or self._verdicts.apart(one.text, other.text) is not None

    def _grouped(self, keys: Iterable[K], bucket: Callable[[K], Hashable]) -> Iterator[tuple[K, ...]]:
        buckets: dict[Hashable, list[K]] = defaultdict(list)
        for key in keys:
            buckets[bucket(key)].append(key)
        for alike in buckets.values():
            yield from self._clusters(alike)

    def _clusters(self, keys: list[K]) -> Iterator[tuple[K, ...]]:
        """No two of a cluster contradict; a key that fits several stands alone; those that say most come first."""
        clusters: list[list[K]] = []
        alone: list[K] = []
        for key in sorted(keys, key=lambda key: (-key.said, key.text)):
            fitting = [cluster for cluster in clusters if not any(self._differ(key, other) for other in cluster)]
            if len(fitting) == 1:
                fitting[0].append(key)
            elif fitting:
                alone.append(key)
            else:
                clusters.append([key])
        yield from (tuple(cluster) for cluster in clusters)
        yield from ((key,) for key in alone)

    def _find_absent_keys(self, bucket: Callable[[K], Hashable], read: Callable[[str], K | None]) -> None:
        """A better reading may print a party where none was read before: the verdict of then still means the one group
        that fits."""
        buckets: dict[Hashable, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            buckets[bucket(group[0])].append(number)
        for text in sorted(self._verdicts.keys - self._at.keys()):
            key = read(text)
            if key is None:
                continue
            fitting = [
                number
                for number in buckets[bucket(key)]
                if not any(self._differ(key, own) for own in self.groups[number])
            ]
            if len(fitting) == 1:
                self._at[text] = fitting[0]

    def _joined(self) -> tuple[list[int], dict[int, list[int]]]:
        """Verdicts `same`, oldest first. One that would bring two keys together which another holds apart is left out:
        that the keys of a group are one was a guess, the verdict is none."""
        keys: dict[int, set[str]] = defaultdict(set)
        for text, number in self._at.items():
            keys[number].add(text)
        root = list(range(len(self.groups)))
        members = {number: [number] for number in root}
        for row in self._verdicts.rows:
            if row.decision != "same" or row.left not in self._at or row.right not in self._at:
                continue
            left, right = root[self._at[row.left]], root[self._at[row.right]]
            if left == right or any(self._verdicts.apart(a, b) for a in keys[left] for b in keys[right]):
                continue
            keys[left] |= keys.pop(right)
            for number in members[right]:
                root[number] = left
            members[left] += members.pop(right)
        return root, members

    def _pair(self, one: int, other: int) -> frozenset[int]:
        return frozenset((self._root[one], self._root[other]))
