"""Gold whose documents lie elsewhere: found by name, held to by hash; ours holds facts and no sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from evaluate_records import record

from pipeline.evaluate import evaluate
from pipeline.evaluate.extractor import read_passages
from pipeline.evaluate.gold_files import gold_files, read_gold
from pipeline.model.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "corpora" / "gold-karlsruhe"
TEXTS = ROOT.parent / "shared" / "minutes" / "karlsruhe" / "text"
LONGEST = 8  # words; a name with its office or the words of a result are shorter


def write(folder: Path, content: bytes) -> None:
    folder.mkdir()
    gold = {
        "schema": "minutes-gold/1",
        "document": {"name": "x.txt", "sha256": hashlib.sha256(content).hexdigest()},
        "scored": ["title"],
        "agenda_items": [{"title": "A"}],
    }
    (folder / "1.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def test_a_document_is_found_in_the_folder_of_texts(tmp_path: Path) -> None:
    write(tmp_path / "gold", b"Text")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "x.txt").write_bytes(b"Text")
    report = evaluate([tmp_path / "gold"], extract=lambda _path: record({"title": "A"}), texts=[tmp_path / "texts"])
    assert report.score("gold", "title").tp == 1


def test_another_text_of_the_same_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "gold", b"Text")
    (tmp_path / "gold" / "x.txt").write_bytes(b"Anderer Text")
    with pytest.raises(BadInput, match=r"not the document 1\.gold\.json was read from"):
        evaluate([tmp_path / "gold"], extract=lambda _path: record({}))


def test_without_the_folder_the_option_is_named(tmp_path: Path) -> None:
    write(tmp_path / "gold", b"Text")
    with pytest.raises(BadInput, match="name its folder with --texts"):
        evaluate([tmp_path / "gold"], extract=lambda _path: record({}))


def test_our_gold_is_forty_documents_as_its_index_says() -> None:
    index = json.loads((OURS / "index.json").read_text(encoding="utf-8"))["documents"]
    files = gold_files(OURS)
    assert len(files) == 40
    assert sorted(one["gold"] for one in index) == [path.name for path in files]
    for one, path in zip(sorted(index, key=lambda one: one["gold"]), files, strict=True):
        gold = read_gold(path)
        assert gold.document is not None
        assert gold.document.name == one["document"]
        assert gold.speeches


def test_our_gold_holds_no_sentences_of_the_minutes() -> None:
    for path in gold_files(OURS):
        content = json.loads(path.read_text(encoding="utf-8"))
        content.pop("note", None)
        assert [text for text in strings(content) if len(text.split()) > LONGEST] == []


def test_our_gold_speaks_of_places_in_its_texts() -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts (../shared/minutes/karlsruhe/text) are not beside this checkout")
    for path in gold_files(OURS):
        gold = read_gold(path)
        assert gold.document is not None
        text = read_passages(TEXTS / gold.document.name)
        for speech in gold.speeches:
            start, end = text.resolve(speech)
            names = [speech.speaker] if isinstance(speech.speaker, str) else speech.speaker
            assert any(name in text.original[start:end] for name in names), (path.name, speech)
        for stretch in (*gold.versions, *gold.duties):
            start, end = text.resolve(stretch)
            assert text.original[start:end] == text.original[start:end].strip()


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
