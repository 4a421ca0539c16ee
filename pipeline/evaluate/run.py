"""Drives an evaluation: finds the gold, calls the extractor once per document, adds up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.evaluate.city import INDEX_NAME, read_index, score_city
from pipeline.evaluate.gold import gold_pairs, read_gold
from pipeline.evaluate.items import score_record
from pipeline.evaluate.lines import finder, source_text
from pipeline.evaluate.report import ALL, Miss, Report, Score
from pipeline.evaluate.tally import Tally
from pipeline.model.errors import BadInput, ProtokolleError, UsageError
from pipeline.model.record import MinutesRecord

Extract = Callable[[Path], MinutesRecord]


def evaluate(folders: Sequence[Path], *, extract: Extract) -> Report:
    """Scores `extract` on every document with gold in the folders and in the folders below them.

    A folder holds `NAME.gold.json` beside `NAME.txt|md|html|pdf|docx`, or an `index.jsonl` of a city. A document that
    `extract` refuses with a ProtokolleError misses everything gold has, and is listed with the reason; any other
    exception is a bug of the extractor and is not hidden. Raises UsageError when a folder is missing or holds no gold,
    BadInput when gold is broken.
    """
    sums = _Sums()
    for folder in folders:
        found = _with_gold(folder)
        if not found:
            raise UsageError(f"{folder}: no gold here; expected NAME.gold.json beside documents, or {INDEX_NAME}.")
        for one in found:
            _gold_folder(one, extract, sums)
            _city_folder(one, extract, sums)
    return sums.report()


class _Sums:
    """Adds up the tallies; groups keep the order in which they were met, `all` first."""

    def __init__(self) -> None:
        self.scores: dict[str, dict[str, Score]] = {}
        self.documents: dict[str, int] = {}
        self.misses: list[Miss] = []
        self.invented: list[Miss] = []
        self.disagreements: list[Miss] = []
        self.unreadable: list[tuple[str, str]] = []

    def add(self, tally: Tally, groups: Sequence[str]) -> None:
        for group in groups:
            self.documents[group] = self.documents.get(group, 0) + 1
            fields = self.scores.setdefault(group, {})
            for name, score in tally.scores.items():
                fields[name] = fields.get(name, Score()) + score
        self.misses.extend(tally.misses)
        self.invented.extend(tally.invented)

    def report(self) -> Report:
        return Report(
            scores=self.scores,
            documents=self.documents,
            misses=tuple(self.misses),
            invented=tuple(self.invented),
            disagreements=tuple(self.disagreements),
            unreadable=tuple(self.unreadable),
        )


def _with_gold(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: not a folder; name a folder that holds gold files.")
    return [
        one
        for one in [folder, *sorted(path for path in folder.rglob("*") if path.is_dir())]
        if (one / INDEX_NAME).is_file() or any(one.glob("*.gold.json"))
    ]


def _gold_folder(folder: Path, extract: Extract, sums: _Sums) -> None:
    name = folder.resolve().name
    for gold_path, document in gold_pairs(folder):
        gold = read_gold(gold_path)
        record = _extract(document, extract, sums)
        tally = Tally(folder=name, document=document.name, find=finder(source_text(document), record))
        score_record(tally, gold, record)
        sums.add(tally, [ALL, name, *([f"{name}/{gold.layout}"] if gold.layout else [])])


def _city_folder(folder: Path, extract: Extract, sums: _Sums) -> None:
    index = folder / INDEX_NAME
    if not index.is_file():
        return
    name = folder.resolve().name
    for line in read_index(index):
        document = folder / line.file
        if not document.is_file():
            raise BadInput(f"{index}: names {line.file}, which is not there.", code="gold")
        record = _extract(document, extract, sums)
        text = source_text(document)
        tally = Tally(folder=name, document=document.name, find=finder(text, record))
        disagreement = score_city(tally, line, record, text=text or "")
        sums.add(tally, [name])
        if disagreement is not None:
            sums.disagreements.append(disagreement)


def _extract(document: Path, extract: Extract, sums: _Sums) -> MinutesRecord | None:
    try:
        return extract(document)
    except ProtokolleError as error:
        sums.unreadable.append((document.name, str(error)))
        return None
