"""Reading: `pipeline.documents.read` (text, offsets, boxes on demand, bold, clean-up) beside bare text extraction.

python bench/reading.py [--documents 40] [--rounds 5]
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import measure  # isort: skip # puts the checkout on the path
import inputs
import pdf_text

from pipeline import documents


def main() -> None:
    options = measure.arguments(__doc__ or "", documents=40, count=5).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = inputs.write_pdfs(Path(folder), options.documents)
        pages = pdf_text.count_pages(paths)
        seconds = measure.rounds(
            {
                "pypdfium2": lambda: pdf_text.pypdfium2_text(paths),
                "read": lambda: read_all(paths),
                "pdfplumber": lambda: pdf_text.pdfplumber_text(paths),
            },
            count=options.rounds,
        )
    cpu = measure.medians(seconds)
    rows = [
        (name, f"{value:.3f}", f"{pages / value:.0f}", f"{value / cpu['pypdfium2']:.2f}") for name, value in cpu.items()
    ]
    measure.show(
        f"Reading {len(paths)} PDFs, {pages} pages", ("candidate", "CPU s", "pages/s", "times pypdfium2"), rows
    )
    measure.show_json(
        "reading",
        {
            "documents": len(paths), "pages": pages, "rounds": options.rounds, "cpu_seconds": cpu,
            "ratio_to_pypdfium2": cpu["read"] / cpu["pypdfium2"],
            "faster_than_pdfplumber": cpu["pdfplumber"] / cpu["read"],
        },
    )  # fmt: skip


def read_all(paths: list[Path]) -> int:
    """Reads every file by our reader; returns the number of characters of working text."""
    characters = 0
    for path in paths:
        with documents.read(path.read_bytes(), name=path.name) as document:
            characters += len(document.text)
    return characters


if __name__ == "__main__":
    main()
