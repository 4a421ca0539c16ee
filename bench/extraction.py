"""Extraction: facts of text documents (parse and check) beside tokenising the same texts with spaCy alone.

python bench/extraction.py [--documents 200] [--rounds 5]
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import measure  # isort: skip # puts the checkout on the path
import inputs
import spacy

from pipeline import documents
from pipeline.minutes import extract
from pipeline.model.document import Document


def main() -> None:
    options = measure.arguments(__doc__ or "", documents=200, count=5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        read = [read_one(path) for path in inputs.write_texts(Path(folder), options.documents)]
    nlp = spacy.blank("de")
    seconds = measure.rounds(
        {
            "spaCy tokeniser": lambda: [nlp.make_doc(document.text) for document in read],
            "extract": lambda: [extract(document) for document in read],
        },
        count=options.rounds,
    )
    cpu = measure.medians(seconds)
    base = cpu["spaCy tokeniser"]
    rows = [(name, f"{value:.3f}", f"{len(read) / value:.0f}", f"{value / base:.2f}") for name, value in cpu.items()]
    size = sum(len(document.text) for document in read) // len(read)
    measure.show(
        f"Extraction from {len(read)} texts of {size} characters",
        ("candidate", "CPU s", "documents/s", "times tokeniser"),
        rows,
    )
    measure.show_json(
        "extraction",
        {
            "documents": len(read), "characters_each": size, "rounds": options.rounds, "cpu_seconds": cpu,
            "documents_per_second": len(read) / cpu["extract"], "ratio_to_tokeniser": cpu["extract"] / base,
        },
    )  # fmt: skip


def read_one(path: Path) -> Document:
    """A text document, read and closed: extraction alone is measured."""
    with documents.read(path.read_bytes(), name=path.name) as document:
        return document


if __name__ == "__main__":
    main()
