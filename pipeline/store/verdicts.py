"""The ledger of who is who: verdicts on pairs of keys, added and never changed. The last one of a pair holds.

A key says what is written (`pipeline.identity.keys`), never in which row: a verdict outlives every re-import,
replacement and rebuild, also one that brings other rows. What follows from the verdicts is not the store's business.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Select, func, insert, select

from pipeline.model.errors import StoreError
from pipeline.store.answers import Answer
from pipeline.store.schema import Verdict
from pipeline.store.terms import plain

Kind = Literal["person", "organization", "party"]
Decision = Literal["same", "different", "withdrawn"]


class VerdictRow(Answer):
    """One entry. `left` and `right` are keys in the order of their characters: the pair has none."""

    id: int
    kind: Kind
    left: str
    right: str
    decision: Decision
    by: str
    why: str
    at: str


def add_verdict(
    connection: Connection, kind: Kind, one: str, other: str, decision: Decision, *, by: str, why: str, at: str
) -> VerdictRow:
    """Write a verdict down. `at`: UTC, ISO 8601. Raises StoreError, code `bad_verdict`: without who and why, or where
    both keys are one."""
    if not by.strip() or not why.strip():
        raise StoreError("A verdict needs who made it and why.", code="bad_verdict")
    left, right = sorted((plain(one), plain(other)))
    if left == right:
        raise StoreError("A verdict needs two names; both given are one and the same.", code="bad_verdict")
    row = {
        "kind": kind, "left_key": left, "right_key": right, "decision": decision, "author": plain(by),
        "reason": plain(why), "made_at": at,
    }  # fmt: skip
    number = connection.scalars(insert(Verdict).returning(Verdict.id), [row]).one()
    return VerdictRow(
        id=number, kind=kind, left=left, right=right, decision=decision, by=plain(by), why=plain(why), at=at
    )


def standing_verdicts(connection: Connection, kind: Kind) -> tuple[VerdictRow, ...]:
    """What holds today, oldest first: the last entry of every pair, but for those withdrawn."""
    last = (
        select(func.max(Verdict.id).label("id"))
        .where(Verdict.kind == kind)
        .group_by(Verdict.left_key, Verdict.right_key)
        .subquery()
    )
    query = select(Verdict).join(last, last.c.id == Verdict.id).where(Verdict.decision != "withdrawn")
    return _rows(connection, query)


def all_verdicts(connection: Connection, kind: Kind) -> tuple[VerdictRow, ...]:
    """The whole ledger of a kind, oldest first."""
    return _rows(connection, select(Verdict).where(Verdict.kind == kind))


def _rows(connection: Connection, query: Select[Any]) -> tuple[VerdictRow, ...]:
    columns = query.with_only_columns(*Verdict.__table__.columns).order_by(Verdict.id)
    return tuple(
        VerdictRow(id=row.id, kind=row.kind, left=row.left_key, right=row.right_key, decision=row.decision,
                   by=row.author, why=row.reason, at=row.made_at)
        for row in connection.execute(columns)
    )  # fmt: skip
