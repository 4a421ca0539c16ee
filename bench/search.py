"""How long a search takes among many items: `Store.search` with facets, snippets and places.

    python bench/search.py                                  10,000, 100,000 and 1,000,000 items
    python bench/search.py --items 100000 [--db postgres] [--keep FOLDER] [--check]

The made-up archives (see `million.py`) are made in a temporary folder unless `--keep` names one. CPU time, with
PostgreSQL the server's too: with the data in memory a person waits just that long. Demand: 95 of 100 searches among a
million items take at most 50 ms.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import archives
import million
import million_words

from pipeline.store import Store, open_store

MOST_MILLISECONDS = 50.0
OF_EACH_KIND = 18
ROUNDS = 3  # each question is asked so often; the median counts


@dataclass(frozen=True)
class Question:
    kind: str
    words: str
    filters: dict[str, Any] = field(default_factory=dict)


def questions(seed: int = 1) -> list[Question]:
    """About 200 questions of all kinds; the same for every size."""
    rng = random.Random(f"questions {seed}")
    archive = million.Archive(1000, seed=seed)
    common = [word for word in million_words.vocabulary()[90:500] if word[0].isupper()]
    compounds = million_words.compounds()[:3000]
    rare = [*million_words.streets(9000)[8000:], *million_words.surnames(5000)]
    told = [sentence.rstrip(".").replace(",", "").split() for sentence in archive.sentences[:4000]]
    pick = rng.choice

    def filters() -> dict[str, Any]:
        first = rng.randint(2004, 2020)
        chosen = {
            "committee": pick(archive.committees), "years": (first, first + rng.randint(0, 4)),
            "result": pick(["rejected", "deferred", "adopted"]), "person": archive.names[int(200 * rng.random())],
        }  # fmt: skip
        return {name: chosen[name] for name in rng.sample(sorted(chosen), rng.choice((1, 1, 2)))}

    def phrase() -> str:
        row = pick(told)
        start = rng.randrange(max(len(row) - 3, 1))
        return " ".join(row[start : start + rng.randint(2, 3)])

    def kinds() -> Iterator[Question]:
        yield Question("a rare word", pick(rare))
        yield Question("a common word", pick(common))
        yield Question("a compound", pick(compounds))
        yield Question("a small word", pick(million_words.SMALL_WORDS))
        yield Question("two words", f"{pick(common)} {pick(compounds)}")
        yield Question("three words", f"{pick(common)} {pick(common)} {pick(million_words.SMALL_WORDS)}")
        yield Question("a phrase", f'"{phrase()}"')
        yield Question("a prefix", pick(compounds)[: rng.randint(5, 9)] + "*")
        yield Question("a reference", archive.reference(rng.randrange(archive.papers)))
        yield Question("a word, filtered", pick(common), filters())
        yield Question("words, filtered", f"{pick(common)} {pick(compounds)}", filters())
        yield Question("filters alone", "", filters())

    return [question for _ in range(OF_EACH_KIND) for question in kinds()]


def ask(store: Store, asked: list[Question], clock: Callable[[], float]) -> dict[str, list[float]]:
    """Milliseconds of each question by kind, and what was found, as a check that it is not nothing."""
    taken: dict[str, list[float]] = defaultdict(list)
    hits = 0
    for question in asked:
        seconds = []
        for _ in range(ROUNDS):
            started = clock()
            page = store.search(question.words, facets=True, **question.filters)
            seconds.append(clock() - started)
        hits += bool(page.hits)
        taken[question.kind].append(1000 * statistics.median(seconds))
    if hits < len(asked) // 2:
        raise RuntimeError(f"Only {hits} of {len(asked)} questions found something; the figures would flatter.")
    return taken


def figures(taken: list[float]) -> dict[str, float]:
    ordered = sorted(taken)
    return {"p50": statistics.median(ordered), "p95": ordered[int(0.95 * (len(ordered) - 1))], "max": ordered[-1]}


def measured(url: str) -> dict[str, Any]:
    """Figures over all questions and by kind."""
    with open_store(url) as store:
        there = store.counts(include_non_public=True).agenda_items
        taken = ask(store, questions(), archives.clock(url))
    by_kind = {kind: figures(values) for kind, values in taken.items()}
    every = figures([value for values in taken.values() for value in values])
    return {"items": there, "questions": sum(map(len, taken.values())), **every, "kinds": by_kind}


def main() -> None:
    options = archives.arguments(__doc__ or "").parse_args()
    results = []
    with archives.archives(options.db, options.keep) as archive:
        for items in options.items or archives.SIZES:
            results.append(measured(archive(items)))
            show(results[-1])
    missed = [result["items"] for result in results if result["p95"] > MOST_MILLISECONDS]
    measure.show_json("search", {"db": options.db, "sizes": results, "missed": missed})
    if options.check and missed:
        sys.exit(f"Among {missed} items more than 5 of 100 searches take over {MOST_MILLISECONDS:g} ms.")


def show(result: dict[str, Any]) -> None:
    rows = [*result["kinds"].items(), ("all", result)]
    cells = [(kind, *(f"{found[name]:.1f}" for name in ("p50", "p95", "max"))) for kind, found in rows]
    measure.show(f"{result['questions']} searches among {result['items']:,} items, milliseconds",
                 ("question", "p50", "p95", "max"), cells)  # fmt: skip


if __name__ == "__main__":
    main()
