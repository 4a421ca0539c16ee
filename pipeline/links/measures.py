"""All measures of the concepts at hand, as what their words earn: three tables of stem by measure (title, description,
what stands around it), so that a passage is compared with all measures at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.language import fold_word, stem
from pipeline.links.letters import Letters
from pipeline.links.terms import ROOT, WORD, kin, root, root_rarity, stems, terms
from pipeline.store.concept_answers import MeasureRow

Table: TypeAlias = npt.NDArray[np.float32]
Concept: TypeAlias = tuple[str, int, int]

_MOST_WORDS = 200_000  # remembered
_FEW = 5  # stems that tell the matter
CONCEPT_KINDS = ("konzept", "plan", "programm", "strategie", "leitbild", "agenda")
"""What a concept's name says it is."""
_SHORT = 4  # letters of a word that may tell no matter: Nach, Wer
_OFTEN = 3  # measures that must have a stem before it is of the concept's matter


@dataclass(frozen=True, slots=True)
class Measures:
    """`rows`: the measures, one a column of each table. `stems`: the row of each stem, `names` the stem of each row.
    `whole`: what all words of a measure's title earn, `all`: those of its description, too. `theme`: what each stem
    says for being of a concept's matter at all, one column a concept, so that an average measure has 1.
    `concepts`: (id, first column, column behind the last) of each concept. `words`: what was asked already."""

    rows: tuple[MeasureRow, ...]
    stems: dict[str, int]
    names: tuple[str, ...]
    title: Table
    description: Table
    around: Table
    whole: Table
    all: Table
    theme: Table
    letters: Letters
    concepts: tuple[Concept, ...]
    words: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def known(self, text: str) -> list[int]:
        """The table rows of all stems of a passage that some measure has, each once."""
        found: set[int] = set()
        for word in WORD.findall(text):
            rows = self.words.get(word)
            if rows is None:
                rows = self._rows_of(word)
            if rows:
                found.update(rows)
        return list(found)

    def _rows_of(self, word: str) -> tuple[int, ...]:
        rows = tuple(self.stems[one] for one in stems(word) if one in self.stems)
        if len(self.words) < _MOST_WORDS:
            self.words[word] = rows
        return rows


def index_measures(measures: Sequence[MeasureRow]) -> Measures:
    """The index of these measures; those of one concept must stand together."""
    columns = [
        (_weights([row.title]), _weights([row.description]),
         _weights([row.field.name, row.topic, *(goal.text for goal in row.goals)]))
        for row in measures
    ]  # fmt: skip
    known = {
        one: number for number, one in enumerate(sorted({one for three in columns for some in three for one in some}))
    }
    tables = [np.zeros((len(known), len(measures)), dtype=np.float32) for _ in range(3)]
    for column, (title, description, around) in enumerate(columns):
        beside = {one: weight for one, weight in description.items() if one not in title}
        further = {one: weight for one, weight in around.items() if one not in title and one not in beside}
        for table, earned in zip(tables, (title, beside, further), strict=True):
            for one, weight in earned.items():
                table[known[one], column] = weight
    title_table, description_table, around_table = tables
    concepts = _concepts(measures)
    return Measures(
        tuple(measures), known, tuple(known), title_table, description_table, around_table,
        np.maximum(title_table.sum(axis=0), 1e-6), np.maximum((title_table + description_table).sum(axis=0), 1e-6),
        _theme(known, measures, concepts),
        Letters([row.title for row in measures], [row.description for row in measures]), concepts,
    )  # fmt: skip


def theme_of(rows: Iterable[int], theme: Table) -> Table:
    """How far stems are of each concept's matter: the few that say most, together."""
    found = theme[sorted(set(rows))]
    strongest: Table = -np.sort(-found, axis=0)[:_FEW].sum(axis=0)
    return strongest


def _theme(known: dict[str, int], measures: Sequence[MeasureRow], concepts: Sequence[Concept]) -> Table:
    """Roots that stand in many measures of a concept and in few minutes, and those of its own name; words of the same
    matter say the same."""
    theme = np.zeros((len(known), len(concepts)), dtype=np.float32)
    for place, (_, first, last) in enumerate(concepts):
        rows = measures[first:last]
        having = Counter(one for row in rows for one in _roots([row.title, row.description]))
        told = {one: count / len(rows) * _odds(one, count / len(rows)) for one, count in having.items()
                if count >= _OFTEN}  # fmt: skip
        told |= dict.fromkeys(_of_name(rows[0].concept.name), max(told.values(), default=1.0))
        for one, value in told.items():
            for other in (one, *kin(one)):
                if (row_of := known.get(ROOT + other)) is not None:
                    theme[row_of, place] = max(theme[row_of, place], value)
        usual = [theme_of([known[ROOT + one] for one in _roots([row.title, row.description]) if ROOT + one in known],
                          theme)[place] for row in rows]  # fmt: skip
        theme[:, place] /= max(float(np.mean(usual)), 1e-6)
    return theme


def _of_name(name: str) -> set[str]:
    """What a concept's name says it is about: `integration` of Integrationskonzept."""
    kinds = {root(stem(kind)) for kind in CONCEPT_KINDS}
    found = [_roots([word]) for word in WORD.findall(name) if fold_word(word).endswith(CONCEPT_KINDS)]
    return {one for some in found for one in some if not one.endswith(tuple(kinds))}


def _odds(of: str, share: float) -> float:
    """How much more often a root stands in the measures than in minutes, as a logarithm."""
    return max(0.0, float(np.log(share)) + root_rarity(of))


def _roots(texts: Sequence[str | None]) -> set[str]:
    return {
        one.removeprefix(ROOT)
        for text in texts for word in WORD.findall(text or "") if word[0].isupper() and len(word) > _SHORT
        for one in stems(word) if one.startswith(ROOT)
    }  # fmt: skip


def measure_print(title: str, description: str | None) -> str:
    """A digest of what a measure says, to tell whether it has changed since somebody judged it."""
    said = " ".join(f"{title}\n{description or ''}".split())
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _weights(texts: Sequence[str | None]) -> dict[str, float]:
    """What each stem of these texts earns: a word that stands there twice earns once, the more where two words share a
    part."""
    found: dict[str, float] = {}
    for text in texts:
        for word in WORD.findall(text or ""):
            for term in terms(word):
                if term.weight > 0:
                    found[term.stem] = max(found.get(term.stem, 0.0), term.weight)
    return found


def _concepts(measures: Sequence[MeasureRow]) -> tuple[Concept, ...]:
    found: list[Concept] = []
    for column, row in enumerate(measures):
        if found and found[-1][0] == row.concept.id:
            found[-1] = (row.concept.id, found[-1][1], column + 1)
        else:
            found.append((row.concept.id, column, column + 1))
    return tuple(found)
