"""From a motion compared with all measures to the links worth keeping: score, state, reasons in words, the passages on
both sides, and the text it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.links.answers import MachineState
from pipeline.links.features import Compared, Meaning, compare
from pipeline.links.measures import Measures
from pipeline.links.score import Scorer
from pipeline.links.terms import WORD, stems, terms
from pipeline.links.texts import MotionText, Passage
from pipeline.model.reference import numbering
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.link_queue import LONE

_MOST = 5  # links kept of a motion and a concept, and as many measures more that it names
_PASSAGES = 2  # shown of a link
_WORDS = 3  # named in the reasons
_SAID = 0.6  # what was said, beside what stands in the motion
_OTHER_COUNCIL = 0.05  # what is left of a score where the paper is numbered as another council does
_STILL_THERE = 0.6  # share of what a passage earns that the text in force must earn, too
_WORTH_MARKING = 0.9  # what a shared word must earn to be shown
_ALIKE = 0.35  # likeness of meaning that is worth naming


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link to be kept. `evidence`: passages, the best first; `marks`: the shared words of each; `words`: those of the
    measure, as (value, start, end)."""

    measure: MeasureRow
    score: float
    state: MachineState
    reasons: tuple[str, ...]
    evidence: tuple[tuple[Passage, tuple[tuple[int, int], ...]], ...]
    words: tuple[tuple[str, int, int], ...]
    rests_on: str | None
    dropped: bool


def judge(motion: MotionText, measures: Measures, scorer: Scorer, *, meaning: Meaning | None = None) -> list[Candidate]:
    """The links of a motion, the best first within each concept."""
    if not motion.passages:
        return []
    compared = compare(motion, measures, meaning=meaning)
    scores = scorer.probabilities(compared.features)
    found: list[Candidate] = []
    for place, (_, first, last) in enumerate(measures.concepts):
        others = _of_other_council(motion, measures.rows[first:last])
        here = scores[first:last] * (_OTHER_COUNCIL if others else 1.0)
        ranked = [int(column) for column in np.argsort(-here, kind="stable")]
        # Whoever names a measure by its number means it, whatever the words they share.
        cited = {column - first for column in compared.cited[place].measures} if not others else set()
        best = {column for column in ranked[:_MOST] if here[column] >= scorer.keep}
        best.update([column for column in ranked if column in cited][:_MOST])
        found += [
            _told(motion, measures, compared, place, first + one, float(here[one]), scorer, cited=one in cited)
            for one in ranked if one in best
        ]  # fmt: skip
    return found


def _of_other_council(motion: MotionText, rows: Sequence[MeasureRow]) -> bool:
    """Whether the motion's number has another form than those of the concept's council. What has no number (its id is
    made of a digest) is of any council."""
    if motion.reference.startswith(("~", LONE)):
        return False
    concept = rows[0].concept
    papers = [concept.paper] if concept.paper else [one.source for row in rows for one in row.status if one.source]
    ours, theirs = numbering(papers), numbering([motion.reference])
    return ours is not None and theirs is not None and ours != theirs


def _told(
    motion: MotionText, measures: Measures, compared: Compared, place: int, column: int, score: float, scorer: Scorer,
    *, cited: bool,
) -> Candidate:  # fmt: skip
    row = measures.rows[column]
    best, dropped = _passages(motion, compared, column)
    named = compared.cited[place]
    citing = [one for one in named.passages if column in named.measures | named.of_fields]
    chosen = list(dict.fromkeys([*citing[:1], *best]))[:_PASSAGES]
    shared = _shared(measures, column)
    marks = [_marks(one.text, shared) for one in chosen]
    state = scorer.state(score, may_accept=bool(scorer.accepts(compared.features[column : column + 1])[0]))
    if state == "below" and cited:
        state = "suggested"
    if dropped and state == "accepted":
        state = "suggested"  # what holds today does not say it: that is for a person to judge
    resting = next((one for one in chosen if one.version is not None), None)
    reasons = [
        *_citations(row, column, compared, place),
        *_common(row, chosen, marks, measures, column),
        *_where(motion, chosen),
    ]
    likeness = compared.likeness[column]
    if likeness >= _ALIKE:
        reasons.append(f"alike in meaning ({likeness:.2f})")
    reasons.append(f"field {row.field.number}" + (f" {row.field.name}" if row.field.name else ""))
    if dropped:
        reasons.append("the text in force no longer has this passage")
    version = resting.version if resting is not None else None
    return Candidate(
        row, round(score, 4), state, tuple(reasons), tuple(zip(chosen, marks, strict=True)),
        _words(row, chosen), motion.kinds[version] if version is not None else None, dropped,
    )  # fmt: skip


def _passages(motion: MotionText, compared: Compared, column: int) -> tuple[list[Passage], bool]:
    """The passages that earn most, the best first; and whether they stand only in texts that no longer hold."""
    own = [(float(earned), one) for earned, one in zip(compared.own_earned[:, column], compared.own, strict=True)]
    said = [
        (_SAID * float(earned), one) for earned, one in zip(compared.said_earned[:, column], compared.said, strict=True)
    ]
    texts = [(earned, one) for earned, one in own if one.version is not None]
    dropped = False
    if texts and motion.in_force is not None:
        standing = max((earned for earned, one in own if one.version in (None, motion.in_force)), default=0.0)
        dropped = max(earned for earned, _ in texts) * _STILL_THERE > max(
            standing, *(earned for earned, _ in said), 0.0
        )
    # The same sentence stands in several texts: the one in force is the one to show.
    ranked = sorted([*own, *said], key=lambda pair: (-pair[0], pair[1].version != motion.in_force))
    unlike: dict[str, tuple[float, Passage]] = {}
    for earned, one in ranked:
        unlike.setdefault(" ".join(one.text.split()), (earned, one))
    found = [one for earned, one in unlike.values() if earned > 0][:_PASSAGES]
    return found or [one for _, one in unlike.values()][:1], dropped


def _shared(measures: Measures, column: int) -> frozenset[str]:
    """The stems by which a word of the motion earns something worth marking with this measure."""
    known = measures.title[:, column] + measures.description[:, column]
    return frozenset(measures.names[index] for index in np.flatnonzero(known >= _WORTH_MARKING))


def _marks(text: str, shared: frozenset[str]) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in WORD.finditer(text) if not shared.isdisjoint(stems(match.group())))


def _words(row: MeasureRow, chosen: Sequence[Passage]) -> tuple[tuple[str, int, int], ...]:
    """The measure's words that the passages share."""
    there = {one for passage in chosen for word in WORD.findall(passage.text) for one in stems(word)}
    return tuple(
        (value, *match.span())
        for value, text in (("title", row.title), ("description", row.description or ""))
        for match in WORD.finditer(text)
        if _earns(match.group(), there)
    )


def _earns(word: str, there: set[str]) -> bool:
    return sum(term.weight for term in terms(word) if term.stem in there) >= _WORTH_MARKING


def _common(
    row: MeasureRow, chosen: Sequence[Passage], marks: Sequence[tuple[tuple[int, int], ...]], measures: Measures,
    column: int,
) -> list[str]:  # fmt: skip
    """The words that earn most: `both speak of Integrationslotsen`, or of what is said in other words."""
    earned: dict[str, float] = {}
    weights = measures.title[:, column] + 0.4 * measures.description[:, column]
    for passage, spans in zip(chosen, marks, strict=True):
        for start, end in spans:
            word = passage.text[start:end]
            earned[word] = max(float(weights[measures.stems[one]]) for one in stems(word) if one in measures.stems)
    ranked = sorted(earned, key=lambda word: (-earned[word], word))
    best = list({stems(word)[0]: word for word in reversed(ranked)}.values())[::-1][:_WORDS]  # of its forms one alone
    measure = {one: word for word in WORD.findall(f"{row.description or ''} {row.title}") for one in stems(word)}
    same = [word for word in best if any(one in measure for one in stems(word))]
    other = [word for word in best if word not in same]
    found = [f"both speak of {_listed(list(dict.fromkeys(same)))}"] if same else []
    return [*found, *([f"of one matter with the measure: {_listed(other)}"] if other else [])]


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _where(motion: MotionText, chosen: Sequence[Passage]) -> list[str]:
    if not chosen:
        return []
    best = chosen[0]
    if best.version is not None:
        kind = motion.kinds[best.version].replace("_", " ")
        return [f"in the motion's text ({kind})"]
    return ["in the title"] if best.value == "/title" else ["in what was said"]


def _citations(row: MeasureRow, column: int, compared: Compared, place: int) -> list[str]:
    cited = compared.cited[place]
    if column in cited.measures:
        return [f"the motion names measure {row.number} of the concept"]
    if column in cited.of_goals:
        return [f"the motion names a goal of field {row.field.number} that the measure serves"]
    if column in cited.of_fields:
        return [f"the motion names field {row.field.number} of the concept"]
    return ["the motion names the concept"] if cited.named else []
