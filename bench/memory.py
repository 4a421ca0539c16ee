"""Memory: the peak of one process that ingests N documents, in a fresh process per N. It must not grow with N.

python bench/memory.py [--small 500] [--large 5000]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import measure  # isort: skip # puts the checkout on the path
import inputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=500)
    parser.add_argument("--large", type=int, default=5000)
    parser.add_argument("--child", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(ingest_folder(Path(options.child))))
        return
    result = growth(small=options.small, large=options.large)
    show(result)
    measure.show_json("memory", result)


def growth(*, small: int, large: int) -> dict[str, Any]:
    """Peaks in MiB after `small` and after `large` documents, and the ratio of the two."""
    peaks = {count: peak(count) for count in (small, large)}
    return {
        "documents": [small, large],
        "peak_mib": [round(peaks[small], 1), round(peaks[large], 1)],
        "memory_growth": peaks[large] / peaks[small],
    }


def peak(count: int) -> float:
    """Peak resident memory (MiB) of a fresh process that ingests `count` different documents.

    The documents are made here, outside the measured process. Raises RuntimeError when not all were imported: a run
    that refuses documents needs little memory and proves nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        inputs.write_mixed(Path(folder) / "minutes", count)
        command = [sys.executable, str(Path(__file__).resolve()), "--child", folder]
        child = subprocess.run(command, check=True, capture_output=True, text=True)
    result = json.loads(child.stdout.splitlines()[-1])
    if result["imported"] != count:
        raise RuntimeError(
            f"{result['imported']} of {count} documents were imported; the memory of the rest is unknown."
        )
    return float(result["peak_mib"])


def ingest_folder(folder: Path) -> dict[str, Any]:
    """Ingests FOLDER/minutes in this process and tells its own peak."""
    from pipeline.batch import ingest
    from pipeline.store import open_store

    with contextlib.closing(open_store(f"sqlite:///{folder / 'bench.sqlite'}")) as store:
        balance = ingest([folder / "minutes"], store=store, extracted=folder / "extracted", jobs=1)
    return {"imported": balance.imported, "peak_mib": own_peak()}


def own_peak() -> float:
    """Peak resident memory of this process in MiB.

    On Linux the kernel's high-water mark of the address space is read: `ru_maxrss` of a child starts at the memory of
    the parent that started it, so a large parent would hide all growth.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(marks[0].split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)  # macOS counts bytes, others kilobytes


def show(result: dict[str, Any]) -> None:
    """The table of one measurement."""
    rows = [(f"{n}", f"{mib:.1f}") for n, mib in zip(result["documents"], result["peak_mib"], strict=True)]
    measure.show(f"Memory of ingest: growth {result['memory_growth']:.3f}", ("documents", "peak MiB"), rows)


if __name__ == "__main__":
    main()
