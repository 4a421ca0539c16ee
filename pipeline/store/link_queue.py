"""What the linking does not know yet: motions, and items that belong to none, that came or changed. Written by those
who change them, in the same transaction; emptied by `pipeline.links.run`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, exists, func, insert, select

from pipeline.store.concept_tables import ConceptTable
from pipeline.store.identity import public_id
from pipeline.store.link_tables import LinkChange, LinkQueue, MeasureLink
from pipeline.store.portions import portions
from pipeline.store.schema import AgendaItem, Document, MotionStation

LONE = "§"
"""Before the id of an item (`identity.public_id`) that belongs to no motion: such an item stands for itself."""

_SAYS_SOMETHING = 120  # characters of an item that is more than a formality


def to_be_linked(connection: Connection, motions: Iterable[str], documents: Iterable[int]) -> None:
    """Write down that these motions, and the items of these documents (by row number) that belong to none, are to be
    linked anew. Without a concept there is nothing to link with, and nothing is written."""
    if connection.scalar(select(ConceptTable.id).limit(1)) is not None:
        numbers = list(documents)
        _add(connection, LinkQueue, [*motions, *lone_items(connection, numbers), *_linked_alone(connection, numbers)])


def told_otherwise(connection: Connection, references: Iterable[str]) -> None:
    """Write down that these motions may be told otherwise than the tracker's feed has them."""
    _add(connection, LinkChange, references)


def lone_items(connection: Connection, documents: Sequence[int] | None = None) -> list[str]:
    """The items (of these documents, or of all) that belong to no motion and say something."""
    joined = exists().where(MotionStation.item_id == AgendaItem.id, MotionStation.how != "suggested")
    query = select(Document.sha256, AgendaItem.position).join(Document, Document.id == AgendaItem.document_id)
    query = query.where(~joined, func.length(AgendaItem.text) >= _SAYS_SOMETHING)
    if documents is None:
        rows = connection.execute(query).all()
    else:
        rows = [row for some in portions(documents)
                for row in connection.execute(query.where(AgendaItem.document_id.in_(some)))]  # fmt: skip
    return [LONE + public_id(row.sha256, row.position) for row in rows]


def _linked_alone(connection: Connection, documents: Sequence[int]) -> list[str]:
    """The items of these documents that stood for themselves when they were linked last."""
    found: list[str] = []
    for some in portions(documents):
        for sha256 in connection.scalars(select(Document.sha256).where(Document.id.in_(some))):
            head = LONE + public_id(sha256, 0).rpartition("-")[0]
            query = select(MeasureLink.reference).where(MeasureLink.reference.between(head + "-", head + "."))
            found += connection.scalars(query)
    return found


def _add(connection: Connection, model: type[LinkQueue] | type[LinkChange], references: Iterable[str]) -> None:
    wanted = sorted(set(references))
    for some in portions(wanted):
        connection.execute(delete(model).where(model.reference.in_(some)))
    if wanted:
        connection.execute(insert(model), [{"reference": reference} for reference in wanted])
