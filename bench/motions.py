"""What a history costs among many items, and what joining costs when few documents come to many. CPU time.

    python bench/motions.py                                  10,000, 100,000 and 1,000,000 items
    python bench/motions.py --items 100000 [--database big.sqlite] [--check]

The made-up archives are those of `million.py`. Demands: 95 of 100 histories among a million items take at most 20 ms;
joining 200 new documents takes as long among a million items as among ten thousand (at most twice).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import million
from sqlalchemy import select

from pipeline.model.record import AgendaItem, Meeting, MinutesRecord, Result, Source
from pipeline.motions import history, relate
from pipeline.store import Store, open_store
from pipeline.store.identity import content_id
from pipeline.store.schema import Motion

SIZES = (10_000, 100_000, 1_000_000)
HISTORIES = 300
NEW_DOCUMENTS = 200
MOST_MILLISECONDS = 20.0
MOST_GROWTH = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, action="append", help="sizes instead of the three")
    parser.add_argument("--database", type=Path, help="an archive that is there, or is to be kept (one size only)")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a demand is missed")
    options = parser.parse_args()
    sizes = options.items or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        found = [one(size, options.database or Path(folder) / f"{size}.sqlite") for size in sizes]
    rows = [
        (f"{row['items']:,}", f"{row['join_all_s']:.1f}", f"{row['join_new_ms']:.0f}", f"{row['p50_ms']:.1f}",
         f"{row['p95_ms']:.1f}", f"{row['max_ms']:.1f}")
        for row in found
    ]  # fmt: skip
    columns = ("items", "join all, s", f"join {NEW_DOCUMENTS} new, ms", "history p50, ms", "p95", "max")
    measure.show("Histories and joining", columns, rows)
    missed = demands_missed(found)
    measure.show_json("motions", {"sizes": found, "missed": missed})
    if options.check and missed:
        for sentence in missed:
            print(sentence, file=sys.stderr)
        sys.exit(1)


def one(size: int, database: Path) -> dict[str, Any]:
    """The figures of one size. A database that is there already is taken as it is, and joined if it is not."""
    url = f"sqlite:///{database}"
    if not database.exists():
        million.make(url, size)
    with open_store(url) as store:
        begun = time.process_time()
        relate(store)
        joined = time.process_time() - begun
        times = sorted(_histories(store))
        new = _join_new(store)
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


def _histories(store: Store) -> list[float]:
    """CPU seconds of each of some histories, drawn over the whole archive."""
    with store.reading() as connection:
        query = select(Motion.reference).where(Motion.non_public.is_(False), ~Motion.reference.startswith("~"))
        references = list(connection.scalars(query.order_by(Motion.reference)))
    chosen = random.Random(1).sample(references, min(HISTORIES, len(references)))
    history(store, chosen[0])  # statements are made once
    times = []
    for reference in chosen:
        begun = time.process_time()
        history(store, reference)
        times.append(time.process_time() - begun)
    return times


def _join_new(store: Store) -> float:
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
    begun = time.process_time()
    relate(store)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
