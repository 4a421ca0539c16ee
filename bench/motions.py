"""What a history costs among many items, and what joining costs when few documents come to many.

    python bench/motions.py                                  10,000, 100,000 and 1,000,000 items
    python bench/motions.py --items 100000 [--db postgres] [--keep FOLDER] [--check]

The made-up archives are those of `million.py`. CPU time, with PostgreSQL the server's too. Demands: 95 of 100 histories
among a million items take at most 20 ms; joining 200 new documents takes as long among a million items as among ten
thousand (at most twice).
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import archives
from sqlalchemy import select

from pipeline.model.record import AgendaItem, Meeting, MinutesRecord, Result, Source
from pipeline.motions import history, relate
from pipeline.store import Store, open_store
from pipeline.store.identity import content_id
from pipeline.store.schema import Motion

HISTORIES = 300
NEW_DOCUMENTS = 200
MOST_MILLISECONDS = 20.0
MOST_GROWTH = 2.0


def main() -> None:
    options = archives.arguments(__doc__ or "").parse_args()
    with archives.archives(options.db, options.keep) as archive:
        found = [one(size, archive(size)) for size in options.items or archives.SIZES]
    rows = [
        (f"{row['items']:,}", f"{row['join_all_s']:.1f}", f"{row['join_new_ms']:.0f}", f"{row['p50_ms']:.1f}",
         f"{row['p95_ms']:.1f}", f"{row['max_ms']:.1f}")
        for row in found
    ]  # fmt: skip
    columns = ("items", "join all, s", f"join {NEW_DOCUMENTS} new, ms", "history p50, ms", "p95", "max")
    measure.show(f"Histories and joining, {options.db}", columns, rows)
    missed = demands_missed(found)
    measure.show_json("motions", {"db": options.db, "sizes": found, "missed": missed})
    if options.check and missed:
        for sentence in missed:
            print(sentence, file=sys.stderr)
        sys.exit(1)


def one(size: int, url: str) -> dict[str, Any]:
    """The figures of one size. An archive that is joined already takes no time to join."""
    clock = archives.clock(url)
    with open_store(url) as store:
        begun = clock()
        relate(store)
        joined = clock() - begun
        times = sorted(_histories(store, clock))
        new = _join_new(store, clock)
    return {
        "items": size, "join_all_s": joined, "join_new_ms": new * 1000, "p50_ms": statistics.median(times) * 1000,
        "p95_ms": times[int(len(times) * 0.95)] * 1000, "max_ms": times[-1] * 1000,
    }  # fmt: skip


def demands_missed(found: list[dict[str, Any]]) -> list[str]:
    missed = [
        f"Among {row['items']:,} items, 95 of 100 histories take {row['p95_ms']:.1f} ms; at most "
        f"{MOST_MILLISECONDS:g} are allowed."
        for row in found
        if row["p95_ms"] > MOST_MILLISECONDS
    ]
    growth = found[-1]["join_new_ms"] / found[0]["join_new_ms"]
    if growth > MOST_GROWTH:
        sizes = f"{found[-1]['items']:,} items as among {found[0]['items']:,}"
        missed.append(
            f"Joining {NEW_DOCUMENTS} new documents takes {growth:.1f} times as long among {sizes}; at most "
            f"{MOST_GROWTH:g} times."
        )
    return missed


def _histories(store: Store, clock: Callable[[], float]) -> list[float]:
    """Seconds of each of some histories, drawn over the whole archive."""
    with store.reading() as connection:
        query = select(Motion.reference).where(Motion.non_public.is_(False), ~Motion.reference.startswith("~"))
        references = list(connection.scalars(query.order_by(Motion.reference)))
    chosen = random.Random(1).sample(references, min(HISTORIES, len(references)))
    history(store, chosen[0])  # statements are made once
    times = []
    for reference in chosen:
        begun = clock()
        history(store, reference)
        times.append(clock() - begun)
    return times


def _join_new(store: Store, clock: Callable[[], float]) -> float:
    """CPU seconds of joining new documents: each deals with a paper that is there, one in four by its title alone."""
    rng = random.Random(2)
    with store.reading() as connection:
        query = select(Motion.reference, Motion.title, Motion.last_date).where(
            Motion.non_public.is_(False), Motion.title.is_not(None), ~Motion.reference.startswith("~")
        )
        motions = connection.execute(query.order_by(Motion.reference).limit(20_000)).all()
    for number, row in enumerate(rng.sample(motions, NEW_DOCUMENTS)):
        paper = None if number % 4 == 0 else row.reference
        name = f"new-{store.now()}-{rng.random()}-{number}.txt"
        record = MinutesRecord(
            extractor="bench",
            source=Source(name=name, sha256=content_id(name) * 4, media_type="text/plain", bytes=1, pages=1),
            meeting=Meeting(organization="Ausschuss für Neues", date=row.last_date),
            agenda_items=(AgendaItem(number="3", title=row.title, paper=paper,
                                     result=Result(text="vertagt", code="deferred")),),
        )  # fmt: skip
        store.load(record, label=name)
    begun = clock()
    relate(store)
    return clock() - begun


if __name__ == "__main__":
    main()
