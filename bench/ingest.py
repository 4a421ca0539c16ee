"""The whole ingest (read, parse, check, record, SQL) beside bare text extraction by pypdfium2 and by pdfplumber.

    python bench/ingest.py [--documents 40] [--rounds 5]
    python bench/ingest.py --check      also measures memory; exit code 1 when a demand is missed
    python bench/ingest.py --check --slack 1.25     the same for a machine that is not ours alone

Demands on the ingest without the joining of motions: at most 4 times the CPU of bare pypdfium2, at least 10 times
faster than bare pdfplumber, and a peak of memory after 5,000 documents at most 10 % above that after 500.

The same code has given ratios a sixth apart on machines of one kind, right behind the tests. With `--slack` a ratio
that misses its demand by less than that factor is said, but does not fail: a test run must find slower code, not a
busy neighbour. Memory has no slack.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import inputs
import memory
import pdf_text
import reading

from pipeline import documents
from pipeline.batch import ingest
from pipeline.minutes import extract
from pipeline.store import open_store

MOST_TIMES_PYPDFIUM2 = 4.0
LEAST_TIMES_FASTER_THAN_PDFPLUMBER = 10.0
MOST_MEMORY_GROWTH = 1.10


def main() -> None:
    parser = measure.arguments(__doc__ or "", documents=40, count=5)
    parser.add_argument("--check", action="store_true", help="measure memory too; exit 1 when a demand is missed")
    parser.add_argument("--slack", type=float, default=1.0, help="with --check: the factor by which ratios may miss")
    parser.add_argument("--memory", type=int, nargs=2, metavar=("SMALL", "LARGE"), help="measure memory at these sizes")
    options = parser.parse_args()
    result = speed(options.documents, count=options.rounds)
    sizes = options.memory or ((500, 5000) if options.check else None)
    if sizes:
        grown = memory.growth(small=sizes[0], large=sizes[1])
        memory.show(grown)
        result |= {"memory": grown, "memory_growth": grown["memory_growth"]}
    missed = demands_missed(result)
    measure.show_json("ingest", result | {"missed": missed})
    for sentence in missed:
        print(sentence, file=sys.stderr)
    if options.check and demands_missed(result, slack=options.slack):
        sys.exit(1)


def speed(number: int, *, count: int) -> dict[str, Any]:
    """CPU seconds and ratios over `number` PDFs; the stages before the whole ingest are shown for orientation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = inputs.write_pdfs(folder / "minutes", number)
        pages = pdf_text.count_pages(paths)
        run = Ingests(folder, expected=number, rounds=count + 1, join=False)
        joined = Ingests(folder, expected=number, rounds=count + 1, join=True)
        cpu = measure.medians(
            measure.rounds(
                {
                    "pypdfium2": lambda: pdf_text.pypdfium2_text(paths),
                    "read": lambda: reading.read_all(paths),
                    "read and extract": lambda: extract_all(paths),
                    "ingest": run.once,
                    "ingest and join": joined.once,
                    "pdfplumber": lambda: pdf_text.pdfplumber_text(paths),
                },
                count=count,
            )
        )
    base = cpu["pypdfium2"]
    rows = [(name, f"{value:.3f}", f"{pages / value:.0f}", f"{value / base:.2f}") for name, value in cpu.items()]
    measure.show(f"Ingesting {number} PDFs, {pages} pages", ("candidate", "CPU s", "pages/s", "times pypdfium2"), rows)
    return {
        "documents": number, "pages": pages, "rounds": count, "cpu_seconds": cpu,
        "ratio_to_pypdfium2": cpu["ingest"] / base, "faster_than_pdfplumber": cpu["pdfplumber"] / cpu["ingest"],
    }  # fmt: skip


def extract_all(paths: Sequence[Path]) -> int:
    """Reads and extracts every file, stores nothing: shows which stage of the ingest costs what."""
    items = 0
    for path in paths:
        with documents.read(path.read_bytes(), name=path.name) as document:
            items += len(extract(document).agenda_items)
    return items


class Ingests:
    """Runs of the ingest, each into a new database. The empty databases are made beforehand: a database is made once
    in its life, and its migrations are not part of taking in a document."""

    def __init__(self, folder: Path, *, expected: int, rounds: int, join: bool) -> None:
        self._folder = folder
        self._expected = expected
        self._join = join
        self._numbers = itertools.count()
        self._stores = [open_store(f"sqlite:///{folder / f'bench-{join}-{n}.sqlite'}") for n in range(rounds)]

    def once(self) -> None:
        """One whole ingest in this process. Raises RuntimeError when not every document was imported."""
        number = next(self._numbers)
        with contextlib.closing(self._stores[number]) as store:
            extracted = self._folder / f"extracted-{self._join}-{number}"
            balance = ingest([self._folder / "minutes"], store=store, extracted=extracted, jobs=1, join=self._join)
        if balance.imported != self._expected:
            raise RuntimeError(
                f"{balance.imported} of {self._expected} documents were imported; there is nothing to compare."
            )


def demands_missed(result: dict[str, Any], *, slack: float = 1.0) -> list[str]:
    """A sentence for every demand that the figures miss, the ratios by more than the factor `slack`."""
    missed = []
    if result["ratio_to_pypdfium2"] > MOST_TIMES_PYPDFIUM2 * slack:
        missed.append(
            f"The ingest takes {result['ratio_to_pypdfium2']:.2f} times the CPU of bare pypdfium2; "
            f"at most {MOST_TIMES_PYPDFIUM2:g} are allowed."
        )
    if result["faster_than_pdfplumber"] * slack < LEAST_TIMES_FASTER_THAN_PDFPLUMBER:
        missed.append(
            f"The ingest is {result['faster_than_pdfplumber']:.1f} times faster than bare pdfplumber; "
            f"at least {LEAST_TIMES_FASTER_THAN_PDFPLUMBER:g} are demanded."
        )
    if result.get("memory_growth", 1.0) > MOST_MEMORY_GROWTH:
        missed.append(
            f"Memory grows by the factor {result['memory_growth']:.3f} over the documents; "
            f"at most {MOST_MEMORY_GROWTH:g} is allowed."
        )
    return missed


if __name__ == "__main__":
    main()
