"""The benchmarks run and give their ratios. No time is asserted here: that is `bench/ingest.py --check`."""

from __future__ import annotations

import importlib.util
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from postgres_server import NoServerError, Server

BENCH = Path(__file__).resolve().parents[2] / "bench"


def run(script: str, *arguments: str) -> dict[str, Any]:
    """The last line of a bench's output, after making sure that a table stands before it."""
    done = subprocess.run(
        [sys.executable, str(BENCH / script), *arguments], capture_output=True, text=True, cwd=BENCH.parent
    )
    assert done.returncode == 0, done.stderr
    *table, last = done.stdout.splitlines()
    assert len(table) >= 3
    result: dict[str, Any] = json.loads(last)
    return result


def load(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCH))
    return module


@pytest.mark.parametrize(
    ("script", "arguments", "ratios"),
    [
        ("reading.py", ("--documents", "2", "--rounds", "1"), ("ratio_to_pypdfium2", "faster_than_pdfplumber")),
        ("extraction.py", ("--documents", "2", "--rounds", "1"), ("ratio_to_tokeniser", "documents_per_second")),
        ("memory.py", ("--small", "3", "--large", "6"), ("memory_growth",)),
        ("search.py", ("--items", "2000"), ("items", "questions", "p50", "p95", "max")),
        ("motions.py", ("--items", "3000"), ("items", "join_all_s", "join_new_ms", "p50_ms", "p95_ms")),
        (
            "ingest.py",
            ("--documents", "2", "--rounds", "1", "--memory", "3", "6"),
            ("ratio_to_pypdfium2", "faster_than_pdfplumber", "memory_growth"),
        ),
    ],
)
def test_a_bench_gives_its_ratios(script: str, arguments: tuple[str, ...], ratios: tuple[str, ...]) -> None:
    result = run(script, *arguments)
    assert result["bench"] == script.removesuffix(".py")
    figures = result["sizes"][0] if "sizes" in result else result
    for name in ratios:
        assert figures[name] > 0
        assert math.isfinite(figures[name])


@pytest.mark.parametrize("script", ["search.py", "motions.py"])
def test_a_bench_of_archives_starts_a_server_of_its_own_and_keeps_the_archive(script: str) -> None:
    try:
        Server.start().stop()
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL server can be started: {error}")
    keep = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    try:
        keep.chmod(0o755)
        results = [run(script, "--items", "2000", "--db", "postgres", "--keep", str(keep)) for _ in range(2)]
        assert not (keep / "postgres" / "data" / "postmaster.pid").exists()
    finally:
        shutil.rmtree(keep)
    assert [result["db"] for result in results] == ["postgres", "postgres"]
    assert all(size["items"] > 1500 for result in results for size in result["sizes"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"ratio_to_pypdfium2": 4.01}, "4.01 times the CPU"),
        ({"faster_than_pdfplumber": 9.9}, "9.9 times faster"),
        ({"memory_growth": 1.2}, "factor 1.200"),
    ],
)
def test_a_missed_demand_is_a_sentence(change: dict[str, float], said: str | None) -> None:
    figures = {"ratio_to_pypdfium2": 4.0, "faster_than_pdfplumber": 10.0, "memory_growth": 1.1} | change
    missed = load("ingest").demands_missed(figures)
    assert [said in sentence for sentence in missed] == ([] if said is None else [True])


def test_slack_forgives_a_ratio_and_not_the_memory() -> None:
    figures = {"ratio_to_pypdfium2": 4.9, "faster_than_pdfplumber": 8.1, "memory_growth": 1.11}
    assert len(load("ingest").demands_missed(figures)) == 3
    assert len(load("ingest").demands_missed(figures, slack=1.25)) == 1
    assert len(load("ingest").demands_missed(figures | {"ratio_to_pypdfium2": 5.1}, slack=1.25)) == 2


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    inputs = load("inputs")
    assert inputs.as_pdf(inputs.minutes(7)) == inputs.as_pdf(inputs.minutes(7))
    assert len({inputs.as_text(inputs.minutes(seed)) for seed in range(200)}) == 200


def test_every_stretch_of_the_mixed_documents_has_the_same_mix(tmp_path: Path) -> None:
    paths = load("inputs").write_mixed(tmp_path, 20)
    kinds = [path.suffix for path in paths]
    assert kinds[:10] == kinds[10:]
    assert kinds.count(".pdf") == 4


def test_pdfs_have_two_to_four_pages(tmp_path: Path) -> None:
    pdf_text = load("pdf_text")
    for path in load("inputs").write_pdfs(tmp_path, 12):
        assert 2 <= pdf_text.count_pages([path]) <= 4


def test_a_large_parent_does_not_hide_the_memory_of_the_measured_process() -> None:
    ballast = 400
    code = f"b = bytearray({ballast} << 20); b[::4096] = b'x' * len(b[::4096]); import memory; print(memory.peak(1))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=BENCH, check=True)
    assert 0 < float(done.stdout) < ballast


def test_rounds_alternate_and_the_first_is_not_counted() -> None:
    order: list[str] = []
    measured = load("measure").rounds({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, count=2)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert {name: len(seconds) for name, seconds in measured.items()} == {"a": 2, "b": 2}
