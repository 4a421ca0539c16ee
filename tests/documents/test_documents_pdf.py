"""PDF: words, bold, boxes, broken words, running heads, scans, damage."""

import io

import pdfplumber
import pypdfium2
import pytest
from documents_helpers import Line, emphasised, pdf, source_of
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents import pdf_boxes, read
from pipeline.documents.ocr import repair_figure, repair_reference, tesseract
from pipeline.model.document import Document
from pipeline.model.errors import BadInput

BOLD = "Helvetica-Bold"


def notes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def test_words_broken_over_lines_in_a_real_pdf() -> None:
    data = pdf(
        [
            "Der Rat hat die jüdi-",
            "sche Gemeinde mit drei Nein-",
            "Stimmen an den Haupt-",
            "und Bauausschuss gehört.",
        ],
        ["Hauptamt - Ratsangelegenheiten -", "3. November 2014", "seit 20-", "jähriger Pause, Sat-"],
        ["zung 2019/-", "2020"],
    )
    with read(data, name="a.pdf") as document:
        assert document.text == (
            "Der Rat hat die jüdische Gemeinde mit drei Nein-Stimmen an den Haupt- und Bauausschuss gehört.\n"
            "Hauptamt - Ratsangelegenheiten -\n3. November 2014\nseit 20-jähriger Pause, Satzung 2019/-\n2020"
        )
        assert document.pages == 3
        assert document.page_of(document.original.index("Hauptamt")) == 2
        assert source_of(document, "Satzung") == "Sat-\fzung"


def test_bold_is_found_by_words_and_over_lines() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    text = canvas.beginText(72, 700)
    for font, part, ends in [
        (BOLD, "Top 3.1 Neubau der", True),
        (BOLD, "Bücherei", True),
        ("Helvetica", "Zustimmung: ", False),
        (BOLD, "7", False),
        ("Helvetica", " von neun", True),
        ("Times-Italic", "kursiv", True),
    ]:
        text.setFont(font, 11)
        (text.textLine if ends else text.textOut)(part)
    canvas.drawText(text)
    canvas.save()
    with read(buffer.getvalue(), name="a.pdf") as document:
        assert document.text == "Top 3.1 Neubau der\nBücherei\nZustimmung: 7 von neun\nkursiv"
        assert emphasised(document, "bold") == ["Top 3.1 Neubau der\nBücherei", "7"]


def test_letters_drawn_bold_without_a_bold_font() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(2)
    text.textLine("Beschluss:")
    text.setTextRenderMode(0)
    text.textLine("angenommen")
    canvas.drawText(text)
    canvas.save()
    with read(buffer.getvalue(), name="a.pdf") as document:
        assert emphasised(document, "bold") == ["Beschluss:"]


def test_boxes_are_where_another_library_sees_the_letters() -> None:
    data = pdf(["Erste Zeile"], ["Protokollauszug", ("Top 7.1 Satzung der Bücherei", BOLD), "Zustimmung: 7 Stimmen"])
    with pdfplumber.open(io.BytesIO(data)) as other:
        chars = other.pages[1].chars
    drawn = "".join(char["text"] for char in chars)
    with read(data, name="a.pdf") as document:
        for passage in ("7.1 Satzung", "Zustimmung", "P", "Stimmen"):
            start = document.text.index(passage)
            assert document.box_source is not None
            ((page, box),) = document.box_source.boxes(*document.offsets.span(start, start + len(passage)))
            place = drawn.index(passage)
            seen = chars[place : place + len(passage)]
            expected = seen[0]["x0"], seen[0]["top"], seen[-1]["x1"], seen[0]["bottom"]
            assert page == 2
            assert box == pytest.approx(expected, abs=2)


def test_a_span_over_lines_and_pages_has_a_box_for_each_line() -> None:
    data = pdf(["Die Stadtverord-", "neten sind", "da"], ["und", "stimmen"])
    with read(data, name="a.pdf") as document:
        assert document.box_source is not None
        found = document.box_source.boxes(0, len(document.original))
        assert [page for page, _ in found] == [1, 1, 1, 2, 2]
        assert [box[1] for _, box in found[:3]] == sorted(box[1] for _, box in found[:3])
        start = document.text.index("Stadtverordneten")
        assert len(document.box_source.boxes(*document.offsets.span(start, start + 16))) == 2
        assert document.box_source.boxes(5, 5) == []


def turned(data: bytes, rotation: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(rotation)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("rotation", "corner"),
    [(0, (72, 72)), (90, (770, 72)), (180, (595.3 - 72, 770)), (270, (72, 595.3 - 72))],
)
def test_boxes_on_rotated_pages(rotation: int, corner: tuple[float, float]) -> None:
    """The baseline's left end, (72, 770) on the unturned sheet, must lie on the box's edge on the page as displayed."""
    with read(turned(pdf(["Beschluss"]), rotation), name="a.pdf") as document:
        assert document.box_source is not None
        ((_, (left, top, right, bottom)),) = document.box_source.boxes(0, 9)
        assert left - 14 <= corner[0] <= right + 14
        assert top - 14 <= corner[1] <= bottom + 14
        wide = right - left > bottom - top
        assert wide == (rotation in (0, 180))
        assert 0 <= left < right <= (595.3 if wide else 841.9)


def test_pages_stay_few_while_boxes_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_boxes, "KEPT", 3)
    with read(pdf(*[[f"Seite Nummer {number} hier"] for number in range(9)]), name="a.pdf") as document:
        pages = document.box_source.pages  # type: ignore[union-attr]
        assert len(pages._open) == 3
        for number in (0, 8, 4, 1):
            start = document.original.index(f"Nummer {number}")
            assert [page for page, _ in document.box_source.boxes(start, start + 8)] == [number + 1]  # type: ignore[union-attr]
            assert len(pages._open) == 3
    assert len(pages._open) == 0


def running(number: int, *body: str) -> list[Line]:
    return ["Niederschrift der 21. Sitzung vom 14.06.2016", *body, f"Blatt {number}", str(number)]


def test_running_heads_and_page_numbers_are_out_but_the_first_stays() -> None:
    data = pdf(
        running(1, "Frau Albers eröffnet die Sit-"),  # and goes on
        running(2, "zung.", "Zustimmung:", "7"),
        running(3, "Ablehnung:", "3"),
        running(4, "Ende."),
    )
    with read(data, name="a.pdf") as document:
        assert document.text.split("\n") == [
            "Niederschrift der 21. Sitzung vom 14.06.2016",
            "Frau Albers eröffnet die Sitzung.",
            "Zustimmung:",
            "7",
            "Ablehnung:",
            "3",
            "Ende.",
        ]
        assert document.original.count("Niederschrift der 21. Sitzung") == 4


def test_outcomes_at_the_foot_of_every_page_are_no_running_heads() -> None:
    pages = [[f"Punkt {number}", "Text dazu", "einstimmig angenommen", "Ja: 7"] for number in (3, 7, 9, 12)]
    with read(pdf(*pages), name="a.pdf") as document:
        assert document.text.count("einstimmig angenommen") == 4
        assert document.text.count("Ja: 7") == 4
        assert document.text.count("Punkt") == 4


def test_figures_at_the_edge_that_do_not_count_pages_stay() -> None:
    with read(
        pdf(*[[f"Stimmen {name}", figure] for name, figure in zip("ABCD", "7072", strict=True)]), name="a.pdf"
    ) as document:
        assert document.text == "Stimmen A\n7\nStimmen B\n0\nStimmen C\n7\nStimmen D\n2"


def test_a_pdf_cut_off_is_read_as_far_as_it_goes_or_refused() -> None:
    data = pdf(["Erste Seite mit Text"], ["Zweite Seite mit Text"])
    with read(data[:-8], name="a.pdf") as document:
        assert notes(document) == ["cut_document"]
        assert document.text == "Erste Seite mit Text\nZweite Seite mit Text"
    with pytest.raises(BadInput) as caught, read(data[: len(data) // 2], name="a.pdf"):
        pass
    assert caught.value.code == "damaged"


def test_a_whole_pdf_has_no_notes() -> None:
    with read(pdf(["Niederschrift"]), name="a.pdf") as document:
        assert document.notes == ()


def scan(*lines: str) -> bytes:
    """A PDF whose only page is a picture of the lines."""
    document = pypdfium2.PdfDocument(pdf(list(lines), size=13))
    picture = document[0].render(scale=3).to_pil()
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "PDF", resolution=216)
    return buffer.getvalue()


def test_a_scan_is_recognised() -> None:
    with read(scan("Niederschrift"), name="a.pdf", ocr="never") as document:
        assert notes(document) == ["scan_without_text"]
        assert document.text == ""
        assert document.pages == 1


def test_a_scan_without_ocr_programs_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.documents.ocr.tesseract", lambda: None)
    with read(scan("Niederschrift"), name="a.pdf", ocr="auto") as document:
        assert notes(document) == ["scan_without_text"]
        assert "tesseract" in document.notes[0].message


@pytest.mark.skipif(tesseract() is None, reason="tesseract with German data (tesseract-ocr-deu) is not installed")
def test_a_scan_is_read_by_ocr_with_boxes() -> None:
    data = scan("Protokollauszug aus der 21. Sitzung", "vom 14.06.2016", "15/SVV/0743", "Zustimmung: 7 Stimmen")
    with read(data, name="a.pdf", ocr="auto") as document:
        assert notes(document) == ["read_by_ocr"]
        assert "vom 14.06.2016" in document.text
        assert "15/SVV/0743" in document.text
        start = document.text.index("Zustimmung")
        assert document.box_source is not None
        ((page, box),) = document.box_source.boxes(*document.offsets.span(start, start + 10))
        assert page == 1
        assert box[0] == pytest.approx(72, abs=3)
        assert box[3] == pytest.approx(842 - 770 + 3 * 1.3 * 13, abs=6)


@pytest.mark.parametrize(
    "word", ["15/SVV/0743", "15ISVV/0743", "157SVV70743", "15/SVVI0743", "15|SVV|0743", "15/SWV/0743"]
)
def test_paper_numbers_with_misread_slashes(word: str) -> None:
    assert repair_reference(f"({word})") == "(15/SVV/0743)"


@pytest.mark.parametrize("word", ["1575", "15/SPD/0743", "2015/0743", "A157SVV", "15:07"])
def test_other_words_are_not_repaired(word: str) -> None:
    assert repair_reference(word) == word


def test_letters_read_for_vote_figures() -> None:
    assert [repair_figure("Ablehnung:", word) for word in ("O", "I", "7", "Otto")] == ["0", "1", None, None]
    assert repair_figure("Punkt", "O") is None


def test_an_annex_of_pictures_is_noted_and_the_minutes_are_read() -> None:
    picture = scan("Anlage")
    whole = pypdfium2.PdfDocument.new()
    for part in (pdf(["Niederschrift über die Sitzung des Rates"]), picture):
        whole.import_pages(pypdfium2.PdfDocument(part))
    buffer = io.BytesIO()
    whole.save(buffer)
    with read(buffer.getvalue(), name="a.pdf") as document:
        assert document.text.strip() == "Niederschrift über die Sitzung des Rates"
        assert notes(document) == ["pages_without_text"]
        assert "page 2" in document.notes[0].message


def test_a_pdf_of_blank_pages_is_empty() -> None:
    with pytest.raises(BadInput) as caught, read(pdf([], []), name="leer.pdf"):
        pass
    assert caught.value.code == "empty"
