"""DOCX: text in order, what Word hides, and what is dangerous."""

import pytest
from documents_helpers import emphasised, source_of, word, word_xml
from docx.document import Document as WordDocument

from pipeline.documents import read
from pipeline.model.errors import BadInput


def text_of(data: bytes) -> str:
    with read(data, name="a.docx") as document:
        return document.text


def p(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_tables_bold_and_headings_of_a_word_file() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Kopfzeile"
        document.sections[0].footer.paragraphs[0].text = "Fußzeile"
        document.add_heading("Niederschrift", 1)
        paragraph = document.add_paragraph("Herr ")
        paragraph.add_run("Köster").bold = True
        paragraph.add_run(" fragt\tnach.")
        table = document.add_table(2, 2)
        for row, (label, value) in enumerate([("Zustimmung:", "7"), ("Ablehnung:", "0")]):
            table.cell(row, 0).text, table.cell(row, 1).text = label, value
        document.add_paragraph("Ende")

    with read(word(build), name="a.docx") as document:
        assert document.text == "Niederschrift\nHerr Köster fragt\tnach.\nZustimmung:\t7\nAblehnung:\t0\nEnde\n"
        assert "Köster" in emphasised(document, "bold")
        assert emphasised(document, "heading") == ["Niederschrift"]
        assert source_of(document, "Köster") == "Köster"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = p(
        r("Der Rat ")
        + '<w:del w:id="1"><w:r><w:delText>lehnt ab</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{r("stimmt zu")}</w:ins>'
    )
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('weg'))}</w:tc></w:tr></w:tbl>"
    assert text_of(word_xml(body + row)) == "Der Rat stimmt zu\n"


def test_hyphens_breaks_and_tabs() -> None:
    body = p(
        "<w:r><w:t>Sit</w:t><w:softHyphen/><w:t>zung</w:t><w:br/><w:t>E</w:t><w:noBreakHyphen/><w:t>Mail</w:t><w:tab/><w:t>7</w:t></w:r>"
    )
    with read(word_xml(body), name="a.docx") as document:
        assert document.text == "Sitzung\nE-Mail\t7\n"
        assert document.original == "Sit\u00adzung\nE\u2011Mail\t7\n"


def test_a_text_box_is_read_once_although_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{p(r('Im Kasten'))}</w:txbxContent>"
    body = p(
        r("Davor") + f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(word_xml(body)).split() == ["Davor", "Im", "Kasten"]
    assert text_of(word_xml(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>")) == "Davor Im Kasten\n"


def test_footnotes_stand_at_the_end() -> None:
    footnotes = f'<w:footnote w:type="separator">{p(r("Strich"))}</w:footnote>'
    footnotes += f'<w:footnote w:id="2">{p(r("Siehe Anlage."))}</w:footnote>'
    assert text_of(word_xml(p(r("Beschluss")), footnotes=footnotes)) == "Beschluss\nSiehe Anlage.\n"


def test_content_controls_links_and_nested_tables() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p(r('Im Feld'))}</w:sdtContent></w:sdt>"
        + p(f"<w:hyperlink>{r('Vorlage')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>")
        + f"<w:tbl><w:tr><w:tc>{p(r('Ja'))}<w:tbl><w:tr><w:tc>{p(r('7'))}</w:tc></w:tr></w:tbl>{p('')}</w:tc>"
        + f"<w:tc>{p(r('Nein'))}</w:tc></w:tr></w:tbl>"
    )
    assert text_of(word_xml(body)) == "Im Feld\nVorlage\nJa 7\tNein\n"


def test_bold_switched_off_inside_a_bold_style() -> None:
    body = p(r("fett", "<w:b/>") + r(" nicht", '<w:b w:val="0"/>') + r(" auch nicht", '<w:b w:val="false"/>'))
    with read(word_xml(body), name="a.docx") as document:
        assert emphasised(document, "bold") == ["fett"]


def test_exploding_entities_are_not_resolved() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    data = word_xml(p("<w:r><w:t>Text &e8;</w:t></w:r>"), prolog=f"<!DOCTYPE x [{entities}]>")
    try:
        assert len(text_of(data)) < 100
    except BadInput as refusal:
        assert refusal.code == "damaged"  # noqa: PT017  # either answer is safe


def test_a_part_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    data = word_xml(p(r("a" * 20_000_000)))
    with pytest.raises(BadInput) as caught, read(data, name="a.docx"):
        pass
    assert caught.value.code == "too_large"


def test_a_word_file_without_text_is_empty() -> None:
    with pytest.raises(BadInput) as caught, read(word_xml(p("")), name="a.docx"):
        pass
    assert caught.value.code == "empty"
