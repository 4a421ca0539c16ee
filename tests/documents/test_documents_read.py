"""Kinds by content, encodings, and every bad input with its code and a sentence."""

import hashlib
import json

import pytest
from documents_helpers import emphasised, pdf, source_of, word_xml, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import Limits, detect, read
from pipeline.documents.encoding import decode
from pipeline.model.document import Document
from pipeline.model.errors import BadInput

GERMAN = "Der Bürgermeister begrüßt die Gäste.\nZustimmung:\t7\n"
PAGE = "<!DOCTYPE html><html><body><main><p>Der Ausschuss für Bauen tagt heute.</p></main></body></html>"


def text_of(data: bytes, name: str = "x") -> str:
    with read(data, name=name) as document:
        return document.text


def code_of(data: bytes, **options: object) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught, read(data, name="akte.pdf", **options):  # type: ignore[arg-type]
        pass
    assert "akte.pdf" in str(caught.value)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf(["Hallo"]), "application/pdf"),
        (b"\xef\xbb\xbf\n" + pdf(["Hallo"]), "application/pdf"),
        (PAGE.encode(), "text/html"),
        (b"<?xml version='1.0'?><html><body>x</body></html>", "text/html"),
        (b"<div><p>eins</p><p>zwei</p></div>", "text/html"),
        (GERMAN.encode(), "text/plain"),
        (GERMAN.encode("utf-16"), "text/plain"),
        (b"# Protokoll\n\n**Top 1**", "text/markdown"),
        (zipped({"a.txt": b"x"}), "application/zip"),
        (word_xml(""), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b'{"a": 1}', "application/json"),
        (b'{"a": 1}\n{"a": 2}\n', "application/json"),
        (b"name;ja;nein\na;1;2\nb;3;4\nc;5;6\n", "text/csv"),
        (bytes(range(256)) * 8, "application/octet-stream"),
    ],
)
def test_kind_is_told_from_content(data: bytes, expected: str) -> None:
    assert detect(data) == expected


def test_names_lie() -> None:
    assert text_of(pdf(["Sitzung des Rates"]), "liste.txt") == "Sitzung des Rates"
    assert text_of(PAGE.encode(), "akte.pdf") == "Der Ausschuss für Bauen tagt heute.\n"
    assert text_of(GERMAN.encode(), "seite.html") == GERMAN


def test_minutes_with_commas_or_brackets_are_no_data() -> None:
    assert (
        detect("[Entwurf] Niederschrift\nAnwesend: A, B, C\nEs fehlen: D, E, F\nGäste: G, H, I".encode())
        == "text/plain"
    )
    assert (
        detect(b"Ja: 3, Nein: 2, Enthaltung: 0\nJa: 4, Nein: 1, Enthaltung: 0\nJa: 5, Nein: 0, Enthaltung: 0")
        == "text/plain"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert text_of(GERMAN.encode(encoding)) == GERMAN


def test_utf8_cut_inside_a_character_or_with_a_foreign_byte_stays_utf8() -> None:
    assert decode("Prüfung für die Größe ü".encode()[:-1]).text == "Prüfung für die Größe \ufffd"
    assert decode("Prüfung für ".encode() + b"\x84" + "Bücher".encode() + b"\x93").text == "Prüfung für „Bücher“"


def test_text_keeps_its_characters_and_line_ends() -> None:
    source = "# Auszug\r\n\r\n**Top 3.1  Bücherei  \r\n20/SVV/0001**\r\nVerwal-\r\ntung\r\nJa:\t<b>7</b>"
    with read(source.encode(), name="a.md") as document:
        assert document.original == source
        assert source_of(document, "Bücherei\n20/SVV/0001") == "Bücherei  \r\n20/SVV/0001"
        assert source_of(document, "Verwaltung") == "Verwal-\r\ntung"
        assert source_of(document, "7") == "7"
        assert emphasised(document, "bold") == ["Top 3.1  Bücherei\n20/SVV/0001", "7"]
        assert emphasised(document, "heading") == ["Auszug"]


def test_document_says_what_it_was_made_of() -> None:
    data = GERMAN.encode()
    with read(data, name="a.txt") as document:
        assert (document.name, document.media_type, document.size) == ("a.txt", "text/plain", len(data))
        assert document.sha256 == hashlib.sha256(data).hexdigest()
        assert document.pages == 1


def test_pages_of_text_files() -> None:
    source = "Seite eins\fSeite zwei\f"
    with read(source.encode(), name="a.txt") as document:
        assert document.pages == 2
        assert document.page_of(source.index("zwei")) == 2
    source = "Erste\n-- 1 of 2 --\nZweite\n-- 2 of 2 --\n"
    with read(source.encode(), name="a.txt") as document:
        assert document.pages == 2
        assert document.text == "Erste\nZweite\n"
        assert document.page_of(source.index("Zweite")) == 2


@pytest.mark.parametrize(
    "data",
    [b"", bytes(500), b"  \r\n\t ", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le"), b"<html><body></body></html>"],
)
def test_empty(data: bytes) -> None:
    assert code_of(data)[0] == "empty"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 8, "not_a_document"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "not_a_document"),
        (json.dumps({"agenda_items": []}).encode(), "data_file"),
        (b"a;b;c\n1;2;3\n4;5;6\n", "data_file"),
        (b"<?xml version='1.0'?><daten><a/></daten>", "data_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "unsupported"),
        (zipped({"a.txt": b"x"}), "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported"),
        (b"{\\rtf1 Hallo}", "unsupported"),
        (b"\x1f\x8b\x08" + bytes(50), "unsupported"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (pdf(["Geheim"], password="sesam"), "encrypted"),
        (zipped({"[Content_Types].xml": b"", "word/other.xml": b""}), "damaged"),
        (word_xml("<w:p>"), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    found, sentence = code_of(data)
    assert found == code
    assert sentence.endswith((".", "?"))


def test_limits() -> None:
    assert code_of(GERMAN.encode(), limits=Limits(max_bytes=10))[0] == "too_large"
    assert code_of(pdf(["a"], ["b"], ["c"]), limits=Limits(max_pages=2))[0] == "too_large"


TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "<li>",
    "<ul>",
    "<h1>",
    "</h1>",
    "TOP:",
    "x",
    "</body>",
    "<html>",
    "<br>",
    "Bearbeiter:",
    "<b>",
    "&nbsp;",
    "<dl><dt>",
    "<dd>",
]


@settings(max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda data: b"%PDF-1.4\n" + data),
        st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data),
        st.text(max_size=300).map(lambda text: f"<html><body>{text}</body></html>".encode()),
        st.lists(st.sampled_from(TAGS))
        .map(lambda tags: ("<html><body>" + " ".join(tags)).encode()),
        st.text(max_size=300).map(lambda text: text.encode("utf-16", "surrogatepass")),
    )
)  # fmt: skip
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    try:
        with read(data, name="zufall", ocr="never") as document:
            check_spans(document)
    except BadInput as refusal:
        check_sentence(refusal)


@settings(max_examples=40)
@given(st.data())
def test_no_damaged_file_makes_the_reader_fail(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([DAMAGED_PDF, DAMAGED_WORD]))
    broken = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        broken[place] ^= 0x55
    try:
        with read(bytes(broken[: data.draw(st.integers(1, len(whole)))]), name="kaputt", ocr="never") as document:
            check_spans(document)
    except BadInput as refusal:
        check_sentence(refusal)


DAMAGED_PDF = pdf(["Niederschrift", ("Beschluss", "Helvetica-Bold")], ["Seite zwei"])
DAMAGED_WORD = word_xml("<w:p><w:r><w:t>Der Rat beschließt.</w:t></w:r></w:p>" * 20)


def check_sentence(refusal: BadInput) -> None:
    assert refusal.code
    assert str(refusal).endswith((".", "?"))


def check_spans(document: Document) -> None:
    for start in range(0, len(document.text), 7):
        first, after = document.offsets.span(start, start + 1)
        assert 0 <= first < after <= len(document.original)
    assert list(document.page_starts) == sorted(document.page_starts)
