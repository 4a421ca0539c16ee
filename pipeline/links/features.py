"""What speaks for a link, as figures: one row of features for each measure, of a motion compared with all of them.

Everything is computed for all measures at once; the names in `FEATURES` are those of `rules/score.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipeline.links.citing import Cited, cite
from pipeline.links.measures import Measures, Table
from pipeline.links.texts import MotionText, Passage

FEATURES = (
    "passage",  # the best passage of the motion's own text or title: what its words earn, title above all
    "covered",  # share of the measure's title that this passage has
    "named",  # the same share, of the motion's title alone
    "said",  # the best passage of what was said
    "text",  # all of the motion's texts and titles together: share of the measure's title
    "described",  # and what they earn in its description
    "around",  # and in what stands around it: field, topic, goals
    "whole",  # everything together: share of the measure's title
    "ahead",  # how far the best passage earns more than with any other measure of the concept
    "cited",  # its number is cited
    "field_cited", "goal_cited", "concept_named",
    "theme",  # whether the motion is of the concept's matter at all
    "passage_in_theme",
    "letters",  # likeness by letters, of all that is said and written
    "letters_said",  # of the best passage of what was said, for the measures nearest so far
    "letters_ahead",
    "meaning", "meaning_ahead",  # likeness of meaning, where it is asked for
)  # fmt: skip

_DESCRIPTION = 0.4  # what a word of the description earns beside one of the title
_AROUND = 0.15
_SAID = 0.6  # what was said, beside what stands in the motion
_NEAREST = 24  # measures whose passages are compared letter by letter,
_NEAREST_SAID = 8  # and how many passages
_FEW = 5  # stems that tell the matter
_OF_THE_MATTER = 3.0  # how often what an average measure says of the matter a motion says that is wholly of it
_FULL = 12.0  # what two or three rare words earn: features are about 0 to 1


class Meaning(Protocol):
    """Likeness of meaning, -1 to 1, of texts and all measures: (texts, measures)."""

    name: str

    def likeness(self, texts: Sequence[str], measures: Measures) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Compared:
    """A motion beside all measures. `features`: (measures, features). `own`, `said`: the passages of its titles and
    texts, and of what was said; `own_earned`, `said_earned`: (passages, measures), what each earns.
    `likeness`: of meaning, all 0 where it was not asked for."""

    features: npt.NDArray[np.float64]
    own: tuple[Passage, ...]
    said: tuple[Passage, ...]
    own_earned: Table
    said_earned: Table
    cited: tuple[Cited, ...]
    likeness: npt.NDArray[np.float32]


def compare(motion: MotionText, measures: Measures, *, meaning: Meaning | None = None) -> Compared:
    """What speaks for a link of this motion with each measure."""
    own = tuple(one for one in motion.passages if one.version is not None or one.value == "/title")
    said = tuple(one for one in motion.passages if one.version is None and one.value != "/title")
    number = len(measures.rows)
    own_rows = [measures.known(one.text) for one in own]
    said_rows = [measures.known(one.text) for one in said]
    own_title, own_earned = _earned(own_rows, measures)
    _, said_earned = _earned(said_rows, measures)
    best = own_earned.argmax(axis=0) if own else np.zeros(number, dtype=int)
    columns = np.arange(number)
    titles = [index for index, one in enumerate(own) if one.value == "/title"]
    text = sorted({row for rows in own_rows for row in rows})
    everything = sorted({row for rows in (*own_rows, *said_rows) for row in rows})
    passage = own_earned[best, columns] if own else np.zeros(number, dtype=np.float32)
    heard = said_earned.max(axis=0) if said else np.zeros(number, dtype=np.float32)
    cited = tuple(cite(motion, measures))
    theme = _theme(everything, measures)
    like = _likeness(motion, measures, meaning)
    letters = measures.letters.likeness(one.text for one in (*own, *said))
    nearest = np.argsort(-(passage / _FULL + heard / _FULL + letters), kind="stable")[:_NEAREST]
    best_said = _best_letters(said, said_earned, measures, nearest)
    features = np.stack(
        [
            np.minimum(passage / _FULL, 1.5),
            (own_title[best, columns] if own else passage) / measures.whole,
            (own_title[titles].max(axis=0) if titles else np.zeros(number)) / measures.whole,
            np.minimum(heard / _FULL, 1.5),
            measures.title[text].sum(axis=0) / measures.whole,
            np.minimum(measures.description[text].sum(axis=0) / (2 * _FULL), 1.5),
            np.minimum(measures.around[text].sum(axis=0) / (2 * _FULL), 1.5),
            measures.title[everything].sum(axis=0) / measures.whole,
            _ahead(np.maximum(passage, _SAID * heard), measures) / _FULL,
            _flags(number, [one.measures for one in cited]),
            _flags(number, [one.of_fields for one in cited]),
            _flags(number, [one.of_goals for one in cited]),
            _named(measures, cited),
            theme,
            theme * np.minimum(passage / _FULL, 1.5),
            4 * letters,
            4 * best_said,
            4 * _ahead(letters, measures),
            like,
            _ahead(like, measures),
        ],
        axis=1,
    ).astype(np.float64)
    return Compared(features, own, said, own_earned, said_earned, cited, like)


def _earned(rows: Sequence[Sequence[int]], measures: Measures) -> tuple[Table, Table]:
    """What each passage earns in the titles alone, and in all: (passages, measures)."""
    title = np.zeros((len(rows), len(measures.rows)), dtype=np.float32)
    whole = np.zeros_like(title)
    filled = [index for index, some in enumerate(rows) if some]
    if filled:
        flat = np.fromiter((row for index in filled for row in rows[index]), dtype=np.intp)
        starts = np.cumsum([0, *(len(rows[index]) for index in filled[:-1])])
        title[filled] = np.add.reduceat(measures.title[flat], starts, axis=0)
        whole[filled] = title[filled] + _DESCRIPTION * np.add.reduceat(measures.description[flat], starts, axis=0)
        whole[filled] += _AROUND * np.add.reduceat(measures.around[flat], starts, axis=0)
    return title, whole


def _best_letters(
    passages: Sequence[Passage], earned: Table, measures: Measures, columns: npt.NDArray[np.intp]
) -> npt.NDArray[np.float32]:
    """Of the few passages that earn most with the measures in `columns`."""
    found = np.zeros(len(measures.rows), dtype=np.float32)
    best = np.argsort(-earned[:, columns].max(axis=1), kind="stable")[:_NEAREST_SAID] if passages else ()
    for place in best:
        found[columns] = np.maximum(found[columns], measures.letters.likeness([passages[place].text], columns))
    return found


def _ahead(values: npt.NDArray[np.float32], measures: Measures) -> npt.NDArray[np.float32]:
    """Each value less the best of the other measures of its concept."""
    found = np.zeros_like(values)
    for _, first, last in measures.concepts:
        part = values[first:last]
        if len(part) > 1:
            second, top = np.partition(part, -2)[-2:]
            found[first:last] = part - np.where(part >= top, second, top)
    return found


def _flags(number: int, columns: Sequence[frozenset[int]]) -> npt.NDArray[np.float64]:
    flags = np.zeros(number)
    flags[[column for some in columns for column in some]] = 1.0
    return flags


def _theme(rows: Sequence[int], measures: Measures) -> npt.NDArray[np.float64]:
    """How far the motion is of each measure's concept, by words other than those of the measure's own title: a dog
    licence (Hundeführerschein) is not of housing because a measure is called Wohnungsführerschein. What the concept's
    own name says counts always."""
    found = np.zeros(len(measures.rows))
    for place, (_, first, last) in enumerate(measures.concepts):
        told = [row for row in rows if measures.theme[row, place] > 0]
        weights = measures.theme[told, place, None]
        others = weights * ((measures.title[told, first:last] == 0) | (weights >= measures.theme[:, place].max()))
        strongest = -np.sort(-others, axis=0)[:_FEW].sum(axis=0)
        found[first:last] = np.minimum(strongest / _OF_THE_MATTER, 1.0)
    return found


def _named(measures: Measures, cited: Sequence[Cited]) -> npt.NDArray[np.float64]:
    flags = np.zeros(len(measures.rows))
    for (_, first, last), one in zip(measures.concepts, cited, strict=True):
        flags[first:last] = one.named
    return flags


def _likeness(motion: MotionText, measures: Measures, meaning: Meaning | None) -> npt.NDArray[np.float32]:
    if meaning is None or not motion.passages:
        return np.zeros(len(measures.rows), dtype=np.float32)
    found: npt.NDArray[np.float32] = meaning.likeness(gist(motion), measures).max(axis=0)
    return found


def gist(motion: MotionText) -> list[str]:
    """The motion in a few texts: its title with the beginning of its text in force."""
    titles = list(dict.fromkeys(one.text for one in motion.passages if one.value == "/title"))[:2]
    force = [one.text for one in motion.passages if one.version is not None and one.version == motion.in_force]
    text = force or [one.text for one in motion.passages if one.value == "/text"]
    return [*titles, *([" ".join([*titles[:1], *text])[:_GIST]] if text else [])] or [""]


_GIST = 600  # characters
