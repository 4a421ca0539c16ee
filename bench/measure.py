"""Fair timing: all candidates in one process, in alternating rounds, by CPU time; the median of the rounds counts."""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # a checkout is measured as it stands, installed or not
    sys.path.insert(0, str(ROOT))


def rounds(candidates: Mapping[str, Callable[[], object]], *, count: int) -> dict[str, list[float]]:
    """CPU seconds of each candidate per round. One round runs all of them; every other round in reverse order.

    One unmeasured round goes first: imports, caches and lazily built tables are not what is compared.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(-1, count):
        names = list(candidates) if number % 2 else list(reversed(candidates))
        for name in names:
            gc.collect()
            started = time.process_time()
            candidates[name]()
            if number >= 0:
                seconds[name].append(time.process_time() - started)
    return seconds


def medians(seconds: Mapping[str, list[float]]) -> dict[str, float]:
    """The median CPU seconds of each candidate."""
    return {name: statistics.median(values) for name, values in seconds.items()}


def arguments(description: str, *, documents: int, count: int) -> argparse.ArgumentParser:
    """A parser with the options all benches share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--documents", type=int, default=documents, help="how many documents are made and measured")
    parser.add_argument("--rounds", type=int, default=count, help="alternating rounds; the median counts")
    return parser


def show(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A table on stdout."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    print(title)
    for row in [header, *rows]:
        first, *others = row
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        print("  " + "  ".join(cells))


def show_json(bench: str, result: Mapping[str, Any]) -> None:
    """The result as one line of JSON, the last line of every bench."""
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    print(json.dumps({"bench": bench, **result, **machine}, ensure_ascii=False))
