"""From what a person types to a motion: a reference, a title, or a question in words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.language import words
from pipeline.model.reference import normalise_reference
from pipeline.motions.answers import MotionRow
from pipeline.motions.gather import rows
from pipeline.motions.listing import rows_of
from pipeline.motions.titles import ASKING, likeness, read
from pipeline.store import Store
from pipeline.store.official import official_paper
from pipeline.store.schema import AgendaItem, AgendaItemPaper, Motion, MotionStation
from pipeline.store.searching import item_ids_matching
from pipeline.store.terms import plain

_LIKE_A_REFERENCE = re.compile(
    r"~|(?:[A-Za-z.]{1,20} ?)?(?:Nr\. ?)?[\w-]{0,12}\d[\w -]{0,12}[/-][\w /-]{0,20}\d[\w()-]{0,6}$"
)
_ITEMS = 300  # items looked at for a question
_SHOWN = 10
_MEANT = 3.0  # by how much the best must lead the next to be meant alone


@dataclass(frozen=True, slots=True)
class Found:
    """`meant`: the motion that the words name beyond doubt, else None; `near`: those they may mean, the best
    first."""

    meant: str | None
    near: tuple[MotionRow, ...]


def find(store: Store, asked: str, *, include_non_public: bool = False) -> Found:
    """What motion a person means by a reference, a title or a question. Relates nothing and guesses nothing: where
    several may be meant, all are named."""
    text = plain(asked).strip()
    with store.reading() as connection:
        reference = text if text.startswith("~") else normalise_reference(text)
        if _is_known(connection, reference, include_non_public=include_non_public):
            return Found(reference, ())
        if _LIKE_A_REFERENCE.match(text):
            return Found(None, ())  # a number mistyped is no question: its words would find any year's papers
        scores, whole = _scores(connection, text, include_non_public=include_non_public)
        ranked = sorted(scores, key=lambda one: (-scores[one], one))
        near = rows_of(connection, ranked[:_SHOWN], include_non_public=include_non_public)
    alike = [row.reference for row in near if row.title and likeness(read(row.title), read(text)) >= 0.9]
    if len(alike) == 1:
        return Found(alike[0], near)
    first, second = (scores[one] if one else 0.0 for one in (*ranked, None, None)[:2])
    sure = bool(ranked) and not alike and ranked[0] in whole and first >= _MEANT * second
    return Found(ranked[0] if sure else None, near)


def _is_known(connection: Connection, reference: str, *, include_non_public: bool) -> bool:
    motion = select(Motion.reference).where(Motion.reference == reference)
    named = select(AgendaItemPaper.reference).where(AgendaItemPaper.reference == reference)
    if not include_non_public:
        motion = motion.where(Motion.non_public.is_(False))
        named = named.where(AgendaItemPaper.item_id == AgendaItem.id, AgendaItem.non_public.is_(False))
    if connection.scalar(motion.union_all(named).limit(1)) is not None:
        return True
    return official_paper(connection, reference, include_non_public=include_non_public) is not None


def _scores(connection: Connection, text: str, *, include_non_public: bool) -> tuple[dict[str, float], set[str]]:
    """Motions by how well their items fit: the best hit counts most, and a hit of all words more than one of some.
    And those of which one item has all words."""
    telling = [word for word in words(text) if word not in ASKING]
    scores: dict[str, float] = defaultdict(float)
    whole: set[str] = set()
    if not telling:
        return scores, whole
    tries = [(3.0, " ".join(telling))]
    if len(telling) > 1:
        tries += [(1.0, word) for word in telling]
    for weight, query in tries:
        items = item_ids_matching(connection, query, limit=_ITEMS, include_non_public=include_non_public)
        best: dict[str, float] = {}
        for reference, item in _motions_of(connection, items, include_non_public=include_non_public):
            best[reference] = max(best.get(reference, 0.0), weight / (1 + items.index(item) / 5))
        rarity = 1.0 / (1 + len(items) / 50)
        for reference, score in best.items():
            scores[reference] += score * rarity
        if query == " ".join(telling):
            whole |= best.keys()
    return scores, whole


def _motions_of(connection: Connection, items: list[int], *, include_non_public: bool) -> list[tuple[str, int]]:
    query = select(MotionStation.reference, MotionStation.item_id).where(MotionStation.how != "suggested")
    if not include_non_public:
        query = query.where(MotionStation.non_public.is_(False))
    return [(row.reference, row.item_id) for row in rows(connection, query, MotionStation.item_id, items)]
