"""How long it takes to compare motions with measures: all of them, and those that came since.

    python bench/linking.py [--motions 10000] [--semantic]

10,000 motions (33,000 made-up items of `million.py`, every tenth paper with sentences from the measures of its time
spoken in other order, so that there is something to find) against 300 measures: the two catalogues of corpora/konzepte
and a third made of their words. One process. The demand: all of it in 60 seconds of a machine with two cores, without
comparing meanings; after an import of 100 new documents, in proportion to these.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import million

from pipeline.concepts import bring_in, read_file
from pipeline.concepts.yaml_form import write_yaml
from pipeline.links import link
from pipeline.model.concept import ActionField, Concept, Measure
from pipeline.model.record import AgendaItem, Meeting, MinutesRecord, PaperVersion, Result, Source
from pipeline.motions import relate
from pipeline.store import Store, loading, open_store

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ("integrationskonzept-potsdam-2016-2020.yaml", "klimaplan-neustetten-2030.yaml")
MEASURES = 300
MOST_SECONDS = 60.0
STATIONS = 3.3  # of a motion in `million.py`


def main() -> None:
    """Fills a database, links all, adds documents, links again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--motions", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=100, help="documents that come afterwards")
    parser.add_argument("--semantic", action="store_true", help="compare meanings as well")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/linking.sqlite"
        million.make(url, round(options.motions * STATIONS * 0.9), seed=1)
        with open_store(url) as store:
            catalogues(store, Path(name))
            texts = [f"{row.title}. {row.description or ''}" for row in store.concepts.measures()]
            add(store, list(speaking(texts, options.motions // 10, seed=2)))
            relate(store)
            rows.append(timed("all", store, semantic=options.semantic))
            add(store, list(speaking(texts, options.new, seed=3)))
            relate(store)
            rows.append(timed(f"{options.new} new documents", store, semantic=None))
    table = [(row["what"], str(row["motions"]), f"{row['seconds']:.1f}", f"{row['each'] * 1000:.2f}",
              str(row["accepted"]), str(row["suggested"])) for row in rows]  # fmt: skip
    measure.show(f"Comparing motions with {MEASURES} measures", ("what", "motions", "seconds", "ms each", "accepted",
                                                                 "suggested"), table)  # fmt: skip
    missed = [] if rows[0]["seconds"] <= MOST_SECONDS or options.semantic else [f"{rows[0]['seconds']:.0f} seconds"]
    print(json.dumps({"bench": "linking", "rows": rows, "semantic": options.semantic, "missed": missed}))


def timed(what: str, store: Store, *, semantic: bool | None) -> dict[str, Any]:
    """Links what waits; seconds of the clock."""
    start = time.perf_counter()
    done = link(store, meaning=semantic)
    seconds = time.perf_counter() - start
    return {"what": what, "motions": done.motions, "seconds": seconds, "each": seconds / max(done.motions, 1),
            "accepted": done.accepted, "suggested": done.suggested}  # fmt: skip


def catalogues(store: Store, folder: Path) -> None:
    """The two catalogues, and a third made of their words that brings the number to `MEASURES`."""
    known = []
    for name in CATALOGUES:
        bring_in(store, read_file(ROOT / "corpora" / "konzepte" / name))
    known = list(store.concepts.measures())
    random_ = random.Random(7)
    made = []
    for number in range(MEASURES - len(known)):
        one, other, third = random_.sample(known, 3)
        title = f"{one.title} und {other.title}"
        made.append(Measure(number=f"1.{number + 1}", title=title, description=third.description, invented=True))
    concept = Concept(name="Leitbild Musterstadt 2030", action_fields=(ActionField(number="1", measures=tuple(made)),))
    path = folder / "leitbild.yaml"
    path.write_text(write_yaml(concept), encoding="utf-8")
    bring_in(store, read_file(path))


def speaking(texts: list[str], number: int, *, seed: int) -> Iterator[MinutesRecord]:
    """Records whose resolution speaks of a measure: its words in another order among others, four kilobytes each."""
    random_ = random.Random(seed)
    filler = [word for text in texts for word in text.split()]
    for index in range(number):
        words = random_.choice(texts).split()
        random_.shuffle(words)
        debate = ". ".join(" ".join(random_.choices(filler, k=14)) for _ in range(35)) + "."
        title = " ".join(random_.choices(filler, k=5))
        resolution = f"Der Oberbürgermeister wird beauftragt: {' '.join(words)}."
        digest = sha256(f"{seed}/{index}".encode()).hexdigest()
        yield MinutesRecord(
            extractor="bench",
            source=Source(name=f"{digest[:12]}.txt", sha256=digest, media_type="text/plain", bytes=4096, pages=1),
            meeting=Meeting(organization="Stadtrat", date=f"{2010 + seed}-{1 + index % 12:02d}-{1 + index % 28:02d}"),
            agenda_items=(AgendaItem(
                number=str(index + 1), title=title, paper=f"{10 + seed}/SVX/{index + 1:04d}", public=True,
                result=Result(text="beschlossen", code="adopted"), text=f"{debate}\n{resolution}",
                versions=(PaperVersion(kind="adopted", text=resolution),),
            ),),
        )  # fmt: skip


def add(store: Store, records: list[MinutesRecord]) -> None:
    """Loads the records in one transaction."""
    with store.writing() as connection:
        for record in records:
            loading.load(connection, record)


if __name__ == "__main__":
    main()
