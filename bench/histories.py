"""Histories and joins against gold.

    python bench/histories.py [--misses]

Samples: all motions of corpora/protokolle. Hidden numbers: of every second item that prints its paper's number, the
number is hidden, and the item must find its paper by title, date and body; a join to another paper is a namesake
error.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path

import measure  # isort: skip # puts the checkout on the path

from pipeline.batch import ingest
from pipeline.documents import inputs, read
from pipeline.evaluate.histories import HistoryScore, JoinScore, score_histories, score_joins
from pipeline.minutes import extract
from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord
from pipeline.oparl import read_oparl
from pipeline.store import open_store

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "corpora" / "gold-histories"
SHARED = ROOT.parent / "shared" / "minutes"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print what was missed or wrong")
    options = parser.parse_args()
    samples = histories([ROOT / "corpora" / "protokolle"], GOLD / "samples.json")
    show("Samples", samples, misses=options.misses)
    rows = {"samples": hidden([ROOT / "corpora" / "protokolle"])}
    if SHARED.is_dir():
        city = SHARED / "karlsruhe"
        show(
            "40 papers of Karlsruhe, minutes and OParl files",
            histories([city], GOLD / "karlsruhe.json"),
            misses=options.misses,
        )
        rows["given minutes"] = hidden([SHARED])
        rows["Karlsruhe, with its OParl files"] = hidden_in_the_city()
    show_joins(rows, misses=options.misses)


def histories(paths: list[Path], gold: Path) -> HistoryScore:
    """The figures of one gold file on these inputs."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, open_store("sqlite://") as store:
        ingest(paths, store=store, extracted=Path(folder))
        return score_histories(store, json.loads(gold.read_text(encoding="utf-8")))


def hidden(
    paths: list[Path], *, official: list[Path] | None = None, parts: int = 2, recorded: dict[str, str] | None = None
) -> JoinScore:
    """The figures of joins without a number on these inputs, with the city's own OParl files where they are given."""
    others = [
        record
        for one in inputs(official or [])
        for data in [one.load()]
        if (record := read_oparl(data, name=one.name, sha256=sha256(data).hexdigest())) is not None
    ]
    return score_joins(records(paths), others=others, parts=parts, recorded=recorded)


def hidden_in_the_city() -> JoinScore:
    """Every item of Karlsruhe's minutes; the truth is the reference that the city records for each file."""
    city = SHARED / "karlsruhe"
    index = [json.loads(line) for line in (city / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    recorded = {Path(entry["file"]).name: entry["reference"] for entry in index}
    return hidden([city / "text"], official=[city / "oparl"], parts=1, recorded=recorded)


def records(paths: list[Path]) -> list[MinutesRecord]:
    """The records of all minutes below these paths; what is no minutes is passed over."""
    found = []
    seen = set()
    for one in inputs(paths):
        try:
            with read(one.load(), name=one.name) as document:
                record = extract(document)
        except BadInput:
            continue
        if record.source.sha256 not in seen:
            seen.add(record.source.sha256)
            found.append(record)
    return found


def show(name: str, score: HistoryScore, *, misses: bool) -> None:
    parts = {"stations": score.stations, "states": score.states, "relations": score.relations, "duties": score.duties}
    rows = [(part, str(share.hit), str(share.extra), str(share.missed), f"{share.precision:.3f}", f"{share.recall:.3f}")
            for part, share in parts.items()]  # fmt: skip
    measure.show(f"{name}: {score.papers} motions", ("", "hit", "extra", "missed", "precision", "recall"), rows)
    if misses:
        for part, share in parts.items():
            for line in share.wrong:
                print(f"  {part}: {line}")


def show_joins(scores: dict[str, JoinScore], *, misses: bool) -> None:
    rows = [
        (name, *(str(number) for number in (score.hidden, score.right, score.wrong, score.apart, score.alone)),
         f"{score.precision:.3f}", f"{score.recall:.3f}")
        for name, score in scores.items()
    ]  # fmt: skip
    columns = ("", "hidden", "right", "wrong", "left apart", "rightly alone", "precision", "recall")
    measure.show("Joins of items whose number was hidden", columns, rows)
    if misses:
        for score in scores.values():
            for line in score.errors:
                print(f"  {line}")


if __name__ == "__main__":
    main()
