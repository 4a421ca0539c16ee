"""All measures of the concepts at hand, as what their words earn: three tables of stem by measure (title, description,
what stands around it), so that a passage is compared with all measures at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pipeline.links.letters import Letters
from pipeline.links.terms import ROOT, WORD, root_rarity, stems, terms
from pipeline.store.concept_answers import MeasureRow

Table: TypeAlias = npt.NDArray[np.float32]

_FEW = 5  # stems that tell the matter
_OFTEN = 3  # measures that must have a stem before it is of the concept's matter


@dataclass(frozen=True, slots=True)
class Measures:
    """`rows`: the measures, one a column of each table. `stems`: the row of each stem, `names` the stem of each row.
    `whole`: what all words of a measure's title earn. `theme`: what each stem says for being of a concept's matter at
    all, one column a concept, so that an average measure has 1. `concepts`: (id, first column, column behind the last)
    of each concept."""

    rows: tuple[MeasureRow, ...]
    stems: dict[str, int]
    names: tuple[str, ...]
    title: Table
    description: Table
    around: Table
    whole: Table
    theme: Table
    letters: Letters
    concepts: tuple[tuple[str, int, int], ...]

    def known(self, text: str) -> list[int]:
        """The table rows of all stems of a passage that some measure has, each once."""
        rows = self.stems
        return list({rows[one] for word in WORD.findall(text) for one in stems(word) if one in rows})


def index_measures(measures: Sequence[MeasureRow]) -> Measures:
    """The index of these measures; those of one concept must stand together."""
    columns = [
        (_weights([row.title]), _weights([row.description]),
         _weights([row.field.name, row.topic, *(goal.text for goal in row.goals)]))
        for row in measures
    ]  # fmt: skip
    known = {
        stem: number for number, stem in enumerate(sorted({stem for three in columns for one in three for stem in one}))
    }
    tables = [np.zeros((len(known), len(measures)), dtype=np.float32) for _ in range(3)]
    for column, (title, description, around) in enumerate(columns):
        beside = {stem: weight for stem, weight in description.items() if stem not in title}
        further = {stem: weight for stem, weight in around.items() if stem not in title and stem not in beside}
        for table, earned in zip(tables, (title, beside, further), strict=True):
            for stem, weight in earned.items():
                table[known[stem], column] = weight
    title_table, description_table, around_table = tables
    concepts = _concepts(measures)
    return Measures(
        tuple(measures), known, tuple(known), title_table, description_table, around_table,
        np.maximum(title_table.sum(axis=0), 1e-6), _theme(known, tables, concepts),
        Letters([row.title for row in measures], [row.description for row in measures]), concepts,
    )  # fmt: skip


def theme_of(rows: Iterable[int], theme: Table) -> Table:
    """How far stems are of each concept's matter: the few that say most, together."""
    found = theme[sorted(set(rows))]
    strongest: Table = -np.sort(-found, axis=0)[:_FEW].sum(axis=0)
    return strongest


def _theme(known: dict[str, int], tables: Sequence[Table], concepts: Sequence[tuple[str, int, int]]) -> Table:
    """Stems that stand in many measures of a concept, and in few minutes."""
    has = (tables[0] > 0) | (tables[1] > 0)
    theme = np.zeros((len(known), len(concepts)), dtype=np.float32)
    for place, (_, first, last) in enumerate(concepts):
        shares = has[:, first:last].mean(axis=1)
        for stem, row in known.items():
            if stem.startswith(ROOT) and shares[row] * (last - first) >= _OFTEN:
                theme[row, place] = max(0.0, float(np.log(shares[row])) + root_rarity(stem[1:]))
        usual = [theme_of(np.flatnonzero(has[:, column]), theme)[place] for column in range(first, last)]
        theme[:, place] /= max(float(np.mean(usual)), 1e-6)
    return theme


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


def _concepts(measures: Sequence[MeasureRow]) -> tuple[tuple[str, int, int], ...]:
    found: list[tuple[str, int, int]] = []
    for column, row in enumerate(measures):
        if found and found[-1][0] == row.concept.id:
            found[-1] = (row.concept.id, found[-1][1], column + 1)
        else:
            found.append((row.concept.id, column, column + 1))
    return tuple(found)
