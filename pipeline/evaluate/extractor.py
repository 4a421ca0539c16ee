"""The product's own extractor in the shape `evaluate` takes: a path in, a record out."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord


def extract_file(path: Path) -> MinutesRecord:
    """Reads and extracts one file; nothing is stored. Raises BadInput when it cannot be read."""
    # Imported here: scoring records made by other means needs neither the readers nor spaCy.
    from pipeline import documents, minutes

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.", code="unreadable") from error
    with documents.read(data, name=path.name) as document:
        return minutes.extract(document)
