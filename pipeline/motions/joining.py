"""To which paper an item belongs that prints no number, how sure that is, and why.

A number joins by itself. Without one, title, committee, date and mentions speak for a paper, and each sentence of the
reasons names one of them. What speaks against it weighs more: another figure in the title, another council, a matter
that was closed before, a title that comes up every year. Below `JOINED` a join is only suggested, and counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.motions.pairing import same_organization
from pipeline.motions.steps import Step, council_word, days_between
from pipeline.motions.titles import TELLING, Title, kinship, likeness, read

JOINED = 0.85
"""Confidence (0 to 1) from which an item counts as a station of the paper."""
SUGGESTED = 0.5
"""Confidence from which a join is shown as a suggestion."""

_SHORT_WAY = 370  # days between two stations of most motions
_LONG_WAY = 3 * 365
_KIN = 0.6  # share of a title's words that must be another's, under one number of one sitting
_CLOSED = frozenset({"adopted", "adopted_amended", "rejected", "noted", "settled", "withdrawn"})
_TWICE = 0.1  # lead that the best paper needs over the next


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper an item may belong to: the titles it goes by and its steps."""

    reference: str
    titles: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """`how`: number, meeting, title, mention. `confidence` is 1 for a number."""

    reference: str
    how: str
    confidence: float
    reasons: tuple[str, ...]


def best_join(item: Step, mentioned: Iterable[str], candidates: Sequence[Candidate]) -> Join | None:
    """The paper that `item` belongs to, or may belong to; None where nothing speaks for any.

    Of two papers that are as likely, none is joined: the nearer in time is suggested.
    """
    named = frozenset(mentioned)
    judged = [judge(item, candidate, mentioned=candidate.reference in named) for candidate in candidates]
    found = sorted((join for join in judged if join is not None), key=lambda join: (-join.confidence, join.reference))
    if not found:
        return None
    best = found[0]
    rivals = [join.reference for join in found[1:] if join.confidence > best.confidence - _TWICE]
    if rivals and best.confidence >= SUGGESTED:
        if best.confidence >= JOINED or len(rivals) > 3:
            best = _lowered(best, 0.6, f"{', '.join(rivals[:3])} could be meant as well")
        return best
    return best if best.confidence >= SUGGESTED else None


def judge(item: Step, candidate: Candidate, *, mentioned: bool) -> Join | None:
    """How likely `item` is a station of `candidate`; None where something speaks against it."""
    if _other_council(item, candidate.steps):
        return None
    same = _same_sitting(item, candidate)
    if same is not None:
        return same
    if not item.title:
        return None
    title = read(item.title)
    like = max((likeness(title, read(other)) for other in candidate.titles), default=0.0)
    if like == 0.0 or title.telling < TELLING:
        return None  # another matter; or a routine, which is no name
    reasons = [_title_words(title, like)]
    if mentioned:
        reasons.append(f"the item names {candidate.reference}")
    confidence = _by_title(title, like) + (0.05 if mentioned else 0.0)
    confidence, told = _by_time(item, candidate.steps, confidence, mentioned=mentioned)
    reasons += told
    shared = next((step for step in candidate.steps if item.organization_id
                   and step.organization_id == item.organization_id), None)  # fmt: skip
    if shared is not None:
        confidence += 0.02
        reasons.append(f"{shared.organization} dealt with it before or after")
    how = "mention" if mentioned else "title"
    return Join(candidate.reference, how, round(min(confidence, 0.99), 2), tuple(reasons))


def _by_title(title: Title, like: float) -> float:
    base = 0.93 if title.telling >= 3 else 0.86 if title.telling == 2 else 0.6
    return base if like == 1.0 else base * like


def _title_words(title: Title, like: float) -> str:
    if like == 1.0:
        return "the titles have the same words"
    return (
        "the shown part of the title is the same"
        if title.cut or like in (0.96, 0.9)
        else "the titles differ in spelling only"
    )


def _by_time(item: Step, steps: Sequence[Step], confidence: float, *, mentioned: bool) -> tuple[float, list[str]]:
    gaps = [(abs(gap), step) for step in steps if (gap := days_between(step.date, item.date)) is not None]
    if not gaps:
        return min(confidence, 0.7), ["no dates to compare"]
    nearest, step = min(gaps, key=lambda pair: pair[0])
    said = [f"{nearest} days from its station on {step.date}"]
    if nearest > _LONG_WAY and not mentioned:
        return 0.3, said
    if nearest > _SHORT_WAY and not mentioned:
        return min(confidence, 0.6), said
    closed = [step for step in steps if step.result in _CLOSED and step.acts_as != "recommending" and step.date]
    if closed and item.date:  # one that names it then reports on it, or takes the matter up anew
        end = max(str(step.date) for step in closed)
        over = days_between(end, item.date) or 0
        if over > 0:
            return min(confidence, 0.6), [*said, f"but the matter was closed on {end}"]
    return confidence, said


def _same_sitting(item: Step, candidate: Candidate) -> Join | None:
    """An item of the same day and body, under the same number or the same title. Minutes and agenda word titles
    differently; under one number of one sitting, most of the words are enough."""
    title = read(item.title or "")
    for step in candidate.steps:
        if step.date is None or step.date != item.date:
            continue
        body = one_body(item, step)
        one_number = bool(step.number) and _bare(step.number) == _bare(item.number)
        if body is False or not (one_number or body):
            continue
        kin = max((kinship(title, read(other)) for other in candidate.titles), default=0.0)
        like = max((likeness(title, read(other)) for other in candidate.titles), default=0.0)
        enough = kin >= _KIN if one_number else like >= 0.9 and title.telling >= TELLING
        if not enough or (title.telling < TELLING and not body):
            continue
        told = [f"the sitting of {step.date}" + (f" in {step.organization}" if body else "")]
        told.append(f"item {step.number}" if one_number else "the titles have the same words")
        told.append(f"{kin:.0%} of the title's words are the same" if one_number else "the numbers differ")
        return Join(candidate.reference, "meeting", 0.98 if one_number and body else 0.93, tuple(told))
    return None


def one_body(one: Step, other: Step) -> bool | None:
    """Whether two steps are of one body; None where one does not name it."""
    if one.organization_id and one.organization_id == other.organization_id:
        return True
    return same_organization(one.organization, other.organization)


def _bare(number: str | None) -> str:
    return (number or "").strip().rstrip(".")


def _other_council(item: Step, steps: Sequence[Step]) -> bool:
    """Whether item and paper belong to councils of different kinds: then to different towns."""
    here = council_word(item.organization)
    there = {word for step in steps if (word := council_word(step.organization))}
    return bool(here and there and here not in there)


def _lowered(join: Join, confidence: float, reason: str) -> Join:
    return Join(join.reference, join.how, min(join.confidence, confidence), (*join.reasons, reason))
