"""What the verdicts say together: who is one, who is two, and by which chain of verdicts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from pipeline.store.verdicts import VerdictRow


class Verdicts:
    """The standing verdicts of a kind as a graph over keys. Immutable once made."""

    def __init__(self, rows: Iterable[VerdictRow]) -> None:
        self.rows = tuple(rows)
        self._same: dict[str, list[VerdictRow]] = {}
        self._of_pair: dict[tuple[str, str], VerdictRow] = {}
        for row in self.rows:
            self._of_pair[row.left, row.right] = row
            if row.decision == "same":
                self._same.setdefault(row.left, []).append(row)
                self._same.setdefault(row.right, []).append(row)
        self._component = self._components()
        self._different: dict[frozenset[str], VerdictRow] = {}
        for row in self.rows:
            if row.decision == "different":
                self._different.setdefault(frozenset((self.component(row.left), self.component(row.right))), row)

    @property
    def keys(self) -> frozenset[str]:
        """Every key a standing verdict speaks of."""
        return frozenset(key for row in self.rows for key in (row.left, row.right))

    def component(self, key: str) -> str:
        """The smallest of the keys that verdicts make one with this one."""
        return self._component.get(key, key)

    def between(self, one: str, other: str) -> VerdictRow | None:
        """The standing verdict of just this pair."""
        left, right = sorted((one, other))
        return self._of_pair.get((left, right))

    def apart(self, one: str, other: str) -> VerdictRow | None:
        """A verdict `different` that, with those that make keys one, holds these two apart."""
        return self._different.get(frozenset((self.component(one), self.component(other))))

    def without(self, one: str, other: str) -> Verdicts:
        """The same, had the pair no verdict."""
        pair = self.between(one, other)
        return Verdicts(row for row in self.rows if row is not pair)

    def chain(self, one: str, other: str) -> tuple[VerdictRow, ...]:
        """The shortest row of verdicts `same` that leads from one key to the other; empty where none does."""
        came: dict[str, VerdictRow] = {}
        seen, queue = {one}, deque([one])
        while queue:
            key = queue.popleft()
            if key == other:
                return self._way(came, one, other)
            for row in self._same.get(key, ()):
                following = row.right if row.left == key else row.left
                if following not in seen:
                    seen.add(following)
                    came[following] = row
                    queue.append(following)
        return ()

    def _way(self, came: dict[str, VerdictRow], one: str, other: str) -> tuple[VerdictRow, ...]:
        way: list[VerdictRow] = []
        while other != one:
            row = came[other]
            way.append(row)
            other = row.left if row.right == other else row.right
        return tuple(reversed(way))

    def _components(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in sorted(self._same):
            if start in found:
                continue
            found[start] = start
            queue = deque([start])
            while queue:
                key = queue.popleft()
                for row in self._same[key]:
                    for following in (row.left, row.right):
                        if following not in found:
                            found[following] = start
                            queue.append(following)
        return found
