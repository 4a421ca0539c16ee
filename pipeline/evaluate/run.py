"""Drives an evaluation: finds the gold, calls the extractor once per document, adds up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.evaluate.city import INDEX_NAME, read_index, score_city
from pipeline.evaluate.duties import score_duties, score_findings
from pipeline.evaluate.extractor import read_passages
from pipeline.evaluate.gold import LATER_FIELDS, GoldDocument
from pipeline.evaluate.gold_files import document_of, gold_files, read_gold
from pipeline.evaluate.items import score_record
from pipeline.evaluate.lines import finder, source_text
from pipeline.evaluate.passages import Passages
from pipeline.evaluate.report import ALL, Miss, Page, Report, Score
from pipeline.evaluate.rolls import score_rolls
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.turns import score_turns
from pipeline.evaluate.versions import score_versions
from pipeline.model.errors import BadInput, ProtokolleError, UsageError
from pipeline.model.record import MinutesRecord

Extract = Callable[[Path], MinutesRecord]


def evaluate(
    folders: Sequence[Path],
    *,
    extract: Extract,
    texts: Sequence[Path] = (),
    otherwise: Mapping[str, str] | None = None,
    pages: bool = False,
) -> Report:
    """Scores `extract` on every document with gold in the folders and in the folders below them.

    A folder holds `NAME.gold.json` beside `NAME.txt|md|html|pdf|docx` (or the document it names lies in one of
    `texts`), or an `index.jsonl` of a city. `otherwise` (file name to the minutes' words): documents of an index whose
    minutes say otherwise than the city; see `recorded.py`. `pages`: keep each document's text and record for the HTML
    report. A document that `extract` refuses with a ProtokolleError misses everything gold has, and is listed with the
    reason; any other exception is a bug of the extractor and is not hidden. Raises UsageError when a folder is missing
    or holds no gold, BadInput when gold is broken.
    """
    sums = _Sums(extract=extract, texts=texts, otherwise=otherwise or {}, pages=pages)
    for folder in folders:
        found = _with_gold(folder)
        if not found:
            raise UsageError(f"{folder}: no gold here; expected NAME.gold.json beside documents, or {INDEX_NAME}.")
        for one in found:
            _gold_folder(one, sums)
            _city_folder(one, sums)
    return sums.report()


class _Sums:
    """What an evaluation was called with, and the sum of its tallies; groups keep the order in which they were met."""

    def __init__(self, *, extract: Extract, texts: Sequence[Path], otherwise: Mapping[str, str], pages: bool) -> None:
        self.texts = texts
        self.otherwise = otherwise
        self.keep_pages = pages
        self.scores: dict[str, dict[str, Score]] = {}
        self.cities: dict[str, dict[str, Score]] = {}
        self.documents: dict[str, int] = {}
        self.misses: list[Miss] = []
        self.invented: list[Miss] = []
        self.disagreements: list[Miss] = []
        self.left_out: list[Miss] = []
        self.unreadable: list[tuple[str, str]] = []
        self.pages: list[Page] = []
        self._extract = extract

    def extract(self, document: Path) -> MinutesRecord | None:
        """The record, or None for a document that was refused; the reason is kept."""
        try:
            return self._extract(document)
        except ProtokolleError as error:
            self.unreadable.append((document.name, str(error)))
            return None

    def add(self, tally: Tally, groups: Sequence[str], *, city: str) -> None:
        for group in groups:
            self.documents[group] = self.documents.get(group, 0) + 1
            _add(self.scores.setdefault(group, {}), tally.scores)
        _add(self.cities.setdefault(city.casefold(), {}), tally.scores)
        self.misses.extend(tally.misses)
        self.invented.extend(tally.invented)

    def keep(self, tally: Tally, document: Path, record: MinutesRecord | None, *, layout: str | None) -> None:
        """The document beside its facts, where that was asked for."""
        if self.keep_pages:
            text = read_passages(document).original if record is not None else source_text(document) or ""
            misses, scores = (*tally.misses, *tally.invented), dict(tally.scores)
            self.pages.append(Page(tally.folder, document.name, layout, text, record, misses, scores))

    def report(self) -> Report:
        return Report(
            scores=self.scores,
            documents=self.documents,
            misses=tuple(self.misses),
            invented=tuple(self.invented),
            disagreements=tuple(self.disagreements),
            left_out=tuple(self.left_out),
            unreadable=tuple(self.unreadable),
            cities=self.cities,
            pages=tuple(self.pages),
        )


def _add(sums: dict[str, Score], more: Mapping[str, Score]) -> None:
    for name, score in more.items():
        sums[name] = sums.get(name, Score()) + score


def _with_gold(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: not a folder; name a folder that holds gold files.")
    return [
        one
        for one in [folder, *sorted(path for path in folder.rglob("*") if path.is_dir())]
        if (one / INDEX_NAME).is_file() or any(one.glob("*.gold.json"))
    ]


def _gold_folder(folder: Path, sums: _Sums) -> None:
    name = folder.resolve().name
    for gold_path in gold_files(folder):
        gold = read_gold(gold_path)
        document = document_of(gold_path, gold, texts=sums.texts)
        record = sums.extract(document)
        # A text file's characters are at hand; other kinds are read once more where gold speaks of stretches.
        later = bool(gold.fields & LATER_FIELDS)
        passages = read_passages(document) if later else Passages()
        find = finder(passages.original if later else source_text(document), record)
        tally = Tally(folder=name, document=document.name, find=find, only=gold.fields)
        score_record(tally, gold, record)
        if later:
            _score_later(tally, gold, record, passages, gold_path)
        city = gold.city or (gold.more.city if gold.more is not None else None) or name
        sums.add(tally, [ALL, name, *([f"{name}/{gold.layout}"] if gold.layout else [])], city=city)
        sums.keep(tally, document, record, layout=gold.layout)


def _score_later(
    tally: Tally, gold: GoldDocument, record: MinutesRecord | None, passages: Passages, gold_path: Path
) -> None:
    """Roll calls, speeches, versions, duties and findings: looked for in the whole document."""
    score_rolls(tally, gold.roll_calls, record)
    try:
        score_turns(tally, gold.speeches, record, passages)
        score_versions(tally, gold.versions, record, passages)
        score_duties(tally, gold.duties, record, passages)
    except BadInput as error:
        raise BadInput(f"{gold_path}: {error}", code="gold") from error
    score_findings(tally, gold.expected_findings, record)


def _city_folder(folder: Path, sums: _Sums) -> None:
    index = folder / INDEX_NAME
    if not index.is_file():
        return
    name = folder.resolve().name
    for line in read_index(index):
        document = folder / line.file
        if not document.is_file():
            raise BadInput(f"{index}: names {line.file}, which is not there.", code="gold")
        record = sums.extract(document)
        text = source_text(document)
        tally = Tally(folder=name, document=document.name, find=finder(text, record))
        otherwise = sums.otherwise.get(document.name)
        disagreement = score_city(tally, line, record, text=text or "", otherwise=otherwise)
        sums.add(tally, [name], city=name)
        sums.keep(tally, document, record, layout=None)
        if disagreement is not None:
            sums.disagreements.append(disagreement)
        if otherwise is not None:
            sums.left_out.append(Miss(name, document.name, "recorded_result", line.result, None, None, otherwise))
