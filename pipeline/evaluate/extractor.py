"""The product's own extractor and reader in the shapes `evaluate` takes: a path in, a record or the text out."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate.passages import Passages
from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord


def extract_file(path: Path) -> MinutesRecord:
    """Reads and extracts one file; nothing is stored. Raises BadInput when it cannot be read."""
    # Imported here: scoring records made by other means needs neither the readers nor spaCy.
    from pipeline import documents, minutes

    with documents.read(_bytes(path), name=path.name) as document:
        return minutes.extract(document)


def read_passages(path: Path) -> Passages:
    """Both texts of one file, for gold that speaks of stretches. Raises BadInput when it cannot be read."""
    from pipeline import documents

    with documents.read(_bytes(path), name=path.name) as document:
        return Passages(original=document.original, text=document.text, offsets=document.offsets)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.", code="unreadable") from error
