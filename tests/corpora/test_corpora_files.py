"""The sample files: made by the script to the byte, of all kinds, and in the forms they promise."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from corpora_reading import ROOT, SAMPLES, documents, gold_of

README = ROOT / "corpora" / "README.md"


def test_the_script_reproduces_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "corpora" / "make_samples.py"), "--out", str(tmp_path)],
        check=True,
        capture_output=True,
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in SAMPLES.iterdir() if not path.name.endswith(".more.json")}
    assert sorted(made) == sorted(kept)
    differing = [name for name in made if made[name] != kept[name]]
    assert differing == []


def test_there_are_at_least_24_documents_of_every_kind_each_with_gold() -> None:
    found = documents()
    assert len(found) >= 24
    assert {path.suffix for path in found} == {".pdf", ".html", ".docx", ".md", ".txt"}
    assert [path.name for path in found if not gold_of(path).is_file()] == []


def test_the_readme_lists_every_document_and_no_other() -> None:
    listed = re.findall(r"^\| `([^`/]+)` \|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == [path.name for path in documents()]


def _pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]


def test_pdfs_break_words_at_line_ends() -> None:
    # pdfium marks such a hyphen with U+0002.
    broken = [path.name for path in SAMPLES.glob("*.pdf") if any("\x02" in page for page in _pdf_pages(path))]
    assert len(broken) >= 6


def test_the_protokollauszug_sets_its_title_in_bold_and_its_body_not() -> None:
    data = (SAMPLES / "potsdam-2016-06-14-gesundheit-soziales-15-SVV-0743.pdf").read_bytes()
    assert re.search(rb"/BaseFont /\w+\+BitstreamVeraSans-Roman", data)
    assert re.search(rb"/BaseFont /\w+\+BitstreamVeraSans-Bold", data)


def test_a_running_head_stands_inside_a_sentence_of_the_whole_niederschrift() -> None:
    pages = _pdf_pages(SAMPLES / "potsdam-2018-11-07-svv-niederschrift.pdf")
    assert len(pages) >= 3
    assert all(f"Seite {number} von {len(pages)}" in page for number, page in enumerate(pages[1:], 2))
    assert any(re.search(r"[a-zäöüß,\x02]\s*$", page) for page in pages[:-1])


def test_verbatim_minutes_carry_page_marks() -> None:
    pages = _pdf_pages(SAMPLES / "neustetten-2024-02-27-gemeinderat-2023-0964.pdf")
    assert "– 2 –" in pages[1]


def test_slides_stand_on_pages_behind_the_minutes() -> None:
    pages = _pdf_pages(SAMPLES / "potsdam-2021-12-14-gesundheit-soziales-wohnen-21-SVV-1188.pdf")
    assert "Protokollauszug" in pages[0]
    assert "Handlungsfeld 3" not in pages[0]
    assert "Handlungsfeld 3" in "".join(pages[1:])
    assert "Handlungsfeld 2" not in "".join(pages)


def test_allris_classic_nests_whole_html_documents() -> None:
    page = (SAMPLES / "hafenstadt-2023-09-18-bauausschuss-VO-2023-12901.html").read_text("windows-1252")
    assert page.lower().count("</html>") == 4
    assert page.index("</html>") < page.index("Ja-Stimmen")


def test_one_text_is_windows_1252_with_crlf() -> None:
    data = (SAMPLES / "potsdam-2018-09-20-klima-ordnung-18-SVV-0391.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.count(b"\r\n") == data.count(b"\n") > 10


def test_word_files_are_whole_and_carry_no_time_of_the_day_they_were_made() -> None:
    for path in SAMPLES.glob("*.docx"):
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
            assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            kept = set(packed.namelist())
            links = packed.read("word/_rels/document.xml.rels").decode()
        targets = re.findall(r'Target="(?!http|\.\./)([^"]+)"', links)
        assert {f"word/{target}" for target in targets} <= kept
