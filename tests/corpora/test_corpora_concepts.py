"""The sample concepts: made by the script to the byte, and listed in the README."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
from corpora_reading import ROOT

KONZEPTE = ROOT / "corpora" / "konzepte"
README = ROOT / "corpora" / "README.md"
BY_HAND = {"integrationskonzept-potsdam-2016-2020.yaml", "klimaplan-neustetten-2030.yaml",
           "bestandsaufnahme-integrationskonzept-potsdam-2021.csv"}  # fmt: skip


def test_the_script_reproduces_the_concepts_byte_for_byte(tmp_path: Path) -> None:
    script = ROOT / "corpora" / "make_concepts.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in KONZEPTE.iterdir() if path.name not in BY_HAND}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_readme_lists_every_concept_file() -> None:
    listed = re.findall(r"^\| `konzepte/([^`]+)` \|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in KONZEPTE.iterdir())


def test_the_pdf_has_the_traps_that_it_promises() -> None:
    with pypdfium2.PdfDocument(KONZEPTE / "integrationskonzept-potsdam-2016-2020.pdf") as pdf:
        pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    heads = [page for page in pages if "Maßnahme Beschreibung Ziel" in page]
    assert len(heads) >= 13  # the head comes again on every page of a table
    assert sum("\ufffe" in page or "\x02" in page for page in pages) >= 10  # words broken at line ends
    assert any(re.search(r"Handlungsleit[\ufffe\x02-]", page) for page in pages)  # one of them by the page's end
    assert "(nicht genannt)" in pages[1]


def test_word_files_carry_no_time_of_the_day_they_were_made() -> None:
    for path in KONZEPTE.glob("*.docx"):
        with zipfile.ZipFile(path) as packed:
            assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
