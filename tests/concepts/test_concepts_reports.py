"""Reports: states as words, symbols, colours and ticks; legends; rows joined to measures or told as not joined."""

from __future__ import annotations

from typing import Any

import pytest
from concept_files import GRID, PageBreak, Spacer, docx, field, ground, pdf, read, table, text, xlsx

from pipeline.concepts.blocks import Cell
from pipeline.concepts.joining import Target, alike, join
from pipeline.concepts.statuses import Legend, code_of_words, colour_name, state_of
from pipeline.model.concept import ConceptFile, MeasureStatus, StatusRow

HEAD = ("Maßnahme", "Umsetzungsstand", "Kommentar")
TITLE = "Bestandsaufnahme zum Mobilitätskonzept der Stadt Bachstadt 2020-2025"


def states(file: ConceptFile) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.title, row.status.code, row.manner) for row in file.rows]


def report(*parts: Any, **options: Any) -> ConceptFile:
    return read(docx(TITLE, "Stand: 31.12.2023", *parts), name="bericht.docx", **options)


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("erfüllt", "fulfilled"), ("Erfüllt.", "fulfilled"), ("vollständig umgesetzt", "fulfilled"),
        ("Die Maßnahme ist umgesetzt", "fulfilled"), ("abgeschlossen", "fulfilled"),
        ("mit Einschränkungen erfüllt", "partly_fulfilled"), ("umgesetzt mit Einschränkungen", "partly_fulfilled"),
        ("teilweise umgesetzt", "partly_fulfilled"), ("zum Teil erfüllt", "partly_fulfilled"),
        ("nicht erfüllt", "not_fulfilled"), ("noch nicht begonnen", "not_fulfilled"), ("bisher nicht umgesetzt", "not_fulfilled"),
        ("nicht einschätzbar", "not_assessable"), ("nicht bewertbar", "not_assessable"), ("keine Angabe", "not_assessable"),
        ("Umsetzungsstand nicht einschätzbar oder nicht bekannt", "not_assessable"),
        ("in Umsetzung", None), ("Daueraufgabe", None), ("erfüllt, weil der Rat es so will", None), ("unerfüllbar", None), ("", None),
    ],
)  # fmt: skip
def test_wordings_of_a_state(words: str, code: str | None) -> None:
    assert code_of_words(words) == code


def test_nicht_erfuellt_is_not_erfuellt() -> None:
    assert code_of_words("nicht erfüllt") == "not_fulfilled"


def test_a_wording_nobody_knows_stays_raw_and_is_told() -> None:
    file = report([HEAD, ("Radwege", "in Umsetzung", "läuft")])
    assert file.rows[0].status == MeasureStatus(
        date="2023-12-31", code=None, text="in Umsetzung", comment="läuft", source="bericht.docx"
    )
    assert [one.code for one in file.findings] == ["K202"]


def test_a_row_without_a_state_is_kept_and_told() -> None:
    file = report([HEAD, ("Radwege", "erfüllt", ""), ("Bänke", "", "unklar, wer zuständig ist")])
    assert states(file) == [("Radwege", "fulfilled", "words"), ("Bänke", None, None)]
    assert [one.code for one in file.findings] == ["K205"]


# --- symbols and legends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "code"),
    [("✓", "fulfilled"), ("●", "fulfilled"), ("+", "fulfilled"), ("◐", "partly_fulfilled"), ("o", "partly_fulfilled"),
     ("○", "not_fulfilled"), ("✗", "not_fulfilled"), ("-", "not_fulfilled"), ("–", "not_fulfilled"), ("?", "not_assessable")],
)  # fmt: skip
def test_symbols_without_a_legend_are_read_by_convention_and_told(symbol: str, code: str) -> None:
    file = report([HEAD, ("Radwege", symbol, "")])
    assert states(file) == [("Radwege", code, "symbol")]
    assert [one.code for one in file.findings] == ["K203"]


def test_a_legend_decides_against_the_convention() -> None:
    file = report("Legende", "● nicht erfüllt", "○ erfüllt", [HEAD, ("Radwege", "●", ""), ("Bänke", "○", "")])
    assert [code for _, code, _ in states(file)] == ["not_fulfilled", "fulfilled"]
    assert file.findings == ()


@pytest.mark.parametrize("entry", ["◆ = erfüllt", "◆: erfüllt", "erfüllt ◆", "erfüllt: ◆"])
def test_spellings_of_a_legend(entry: str) -> None:
    assert states(report(entry, [HEAD, ("Radwege", "◆", "")])) == [("Radwege", "fulfilled", "symbol")]


def test_one_symbol_for_two_states_tells_nothing() -> None:
    file = report("☺ erfüllt", "☺ mit Einschränkungen erfüllt", [HEAD, ("Radwege", "☺", "")])
    assert states(file) == [("Radwege", None, "words")]
    assert [one.code for one in file.findings] == ["K202"]


def test_a_symbol_beside_words_is_read_as_the_words() -> None:
    assert states(report([HEAD, ("Radwege", "✗ mit Einschränkungen erfüllt", "")])) == [
        ("Radwege", "partly_fulfilled", "words")
    ]


# --- colours ---------------------------------------------------------------------------------------------------------

LEGEND = [(("", "00B050"), "erfüllt"), (("", "FFC000"), "teilweise erfüllt"), (("", "FF0000"), "nicht erfüllt")]


def test_colours_of_a_word_file_by_its_legend() -> None:
    file = report(
        LEGEND, [HEAD, ("Radwege", ("", "00B050"), ""), ("Bänke", ("", "FF0000"), ""), ("Licht", ("", "FEBF02"), "")]
    )
    assert states(file) == [
        ("Radwege", "fulfilled", "colour"), ("Bänke", "not_fulfilled", "colour"), ("Licht", "partly_fulfilled", "colour"),
    ]  # fmt: skip
    assert file.rows[0].status.text == "grün"
    assert file.findings == ()


def test_a_legend_may_give_green_another_meaning() -> None:
    turned = [(("", "00B050"), "nicht erfüllt"), (("", "FF0000"), "erfüllt")]
    assert [code for _, code, _ in states(report(turned, [HEAD, ("Radwege", ("", "00B050"), "")]))] == ["not_fulfilled"]


def test_a_legend_in_words_names_the_colours() -> None:
    file = report(
        "grün: erfüllt",
        "rot: nicht einschätzbar",
        [HEAD, ("Radwege", ("", "92D050"), ""), ("Bänke", ("", "C00000"), "")],
    )
    assert [code for _, code, _ in states(file)] == ["fulfilled", "not_assessable"]


def test_without_a_legend_the_traffic_light_holds_and_is_told() -> None:
    fills = {"B2": "FF92D050", "B3": "FFFFFF00", "B4": "FFC00000", "B5": "FFA6A6A6"}
    rows = [["Maßnahme", "Status"], ["Radwege", None], ["Bänke", None], ["Licht", None], ["Wege", None]]
    file = read(xlsx(rows, fills=fills), name="stand.xlsx")
    assert [code for _, code, _ in states(file)] == ["fulfilled", "partly_fulfilled", "not_fulfilled", "not_assessable"]
    assert [one.code for one in file.findings] == ["K203", "K207"]
    assert file.rows[0].places[1].cell == "Sheet!B2"


def test_colours_of_a_pdf_and_discs_in_its_cells() -> None:
    rows = [["Radwege", "", "Gut."], ["Bänke", "", "Schlecht."]]
    made = table(
        rows, head=HEAD, widths=(150, 120, 180), style=[GRID, *ground("#00b050", (1, 1)), *ground("#ff0000", (1, 2))]
    )
    file = read(pdf(text(TITLE), *field(1, "Rad"), made))
    assert states(file) == [("Radwege", "fulfilled", "colour"), ("Bänke", "not_fulfilled", "colour")]
    assert file.rows[0].field == "1"


def test_a_row_that_is_grey_as_a_whole_says_nothing() -> None:
    grey = "D9D9D9"
    file = report([HEAD, (("Radwege", grey), ("", grey), ("", grey)), ("Bänke", "erfüllt", "")])
    assert states(file)[0] == ("Radwege", None, None)


def test_words_on_the_wrong_colour_hold_and_are_told() -> None:
    file = report(LEGEND, [HEAD, ("Radwege", ("erfüllt", "FF0000"), "")])
    assert states(file) == [("Radwege", "fulfilled", "words")]
    assert [one.code for one in file.findings] == ["K204"]


@pytest.mark.parametrize(
    ("colour", "name"),
    [("00b050", "grün"), ("c6efce", "grün"), ("ffc000", "gelb"), ("ffeb9c", "gelb"), ("ff0000", "rot"), ("ffc7ce", "rot"),
     ("a6a6a6", "grau"), ("1f3a5f", "#1f3a5f")],
)  # fmt: skip
def test_names_of_colours(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_the_colour_of_a_head_is_no_state() -> None:
    legend = Legend()
    assert legend.learn("erfüllt", fill="00b050")
    assert state_of(Cell("", fill="1f3a5f"), legend) is None


# --- ticks -----------------------------------------------------------------------------------------------------------


def test_a_cross_in_one_of_four_columns() -> None:
    head = ("Maßnahme", "erfüllt", "mit Einschränkungen erfüllt", "nicht erfüllt", "nicht einschätzbar", "Bemerkung")
    file = report(
        [head, ("Radwege", "x", "", "", "", "fertig"), ("Bänke", "", "", "X", "", ""), ("Licht", "x", "x", "", "", "")]
    )
    assert states(file)[:2] == [("Radwege", "fulfilled", "symbol"), ("Bänke", "not_fulfilled", "symbol")]
    assert file.rows[0].status.comment == "fertig"
    assert file.rows[2].status.code is None  # two crosses: nobody knows
    assert "K202" in [one.code for one in file.findings]


# --- date and source -------------------------------------------------------------------------------------------------


def test_date_and_paper_come_from_the_report() -> None:
    file = read(docx(TITLE, "Mitteilungsvorlage 23/SVV/0042", "Stand: Dezember 2023", [HEAD, ("Radwege", "erfüllt", "")]),
                name="b.docx")  # fmt: skip
    assert (file.rows[0].status.date, file.rows[0].status.source) == ("2023-12", "23/SVV/0042")


def test_a_report_without_a_date_says_so() -> None:
    file = read(docx(TITLE, [HEAD, ("Radwege", "erfüllt", "")]), name="b.docx")
    assert file.rows[0].status.date is None
    assert [one.code for one in file.findings] == ["K207"]


def test_rows_of_a_report_over_a_page_break_are_whole() -> None:
    head, widths = HEAD, (150, 120, 180)
    above = table([["Fahrradstraßen in der", "+", "Die Straßen sind ausgewiesen und"]], head=head, widths=widths)
    below = table([["Innenstadt", "", "beschildert."], ["Bänke", "-", ""]], head=head, widths=widths)
    file = read(pdf(text(TITLE), *field(1, "Rad"), Spacer(1, 10), above, PageBreak(), below))
    assert [(row.title, row.status.code, row.status.comment) for row in file.rows] == [
        ("Fahrradstraßen in der Innenstadt", "fulfilled", "Die Straßen sind ausgewiesen und beschildert."),
        ("Bänke", "not_fulfilled", None),
    ]


# --- joining ---------------------------------------------------------------------------------------------------------

TARGETS = [
    Target("1.1", "Radwege bauen", "1"), Target("1.2", "Radwege erhalten", "1"), Target("1.10", "Bänke aufstellen", "1"),
    Target("2.1", "Beleuchtung erneuern", "2"), Target("2.2", "Monitoring", "2"),
]  # fmt: skip


def row(title: str | None = None, *, number: str | None = None, field: str | None = None) -> StatusRow:
    return StatusRow(number=number, title=title, field=field, status=MeasureStatus(code="fulfilled", text="erfüllt"))


@pytest.mark.parametrize(
    ("asked", "number", "how"),
    [
        (row(number="1.10"), "1.10", "number"),  # not 1.1
        (row("Radwege bauen", number="1.1."), "1.1", "number"),
        (row("RADWEGE  bauen"), "1.1", "title"),
        (row("Bau von Radwegen"), None, None),
        (row("Neue Bänke aufstellen"), "1.10", "similar"),
        (row("Erneuerung der Beleuchtung"), "2.1", "similar"),
        (row("Radwege"), None, None),  # two could be meant
        (row("Monitoring und Steuerung"), "2.2", "similar"),
        (row("Bänke aufstellen", number="2.1"), None, None),  # number and title contradict each other
        (row("Beleuchtung", field="2"), "2.1", "similar"),
        (row(), None, None),
    ],
)
def test_which_measure_a_row_joins(asked: StatusRow, number: str | None, how: str | None) -> None:
    (joined,) = join([asked], TARGETS)
    assert (joined.number, joined.how) == (number, how)


def test_a_row_that_joins_nothing_names_the_nearest() -> None:
    (joined,) = join([row("Radwege")], TARGETS)
    assert {one.number for one in joined.candidates} >= {"1.1", "1.2"}
    assert all(0 <= one.score <= 100 for one in joined.candidates)


def test_two_rows_that_claim_one_measure_join_neither() -> None:
    joined = join([row("Neue Bänke aufstellen"), row("Bänke bald aufstellen")], TARGETS)
    assert [one.number for one in joined] == [None, None]


def test_no_row_is_ever_dropped() -> None:
    rows = [row("Radwege bauen"), row("Ganz anderes"), row(number="9.9"), row()]
    assert len(join(rows, TARGETS)) == len(rows)
    assert len(join(rows, [])) == len(rows)


def test_a_part_of_a_title_is_alike_but_a_short_word_is_not() -> None:
    assert alike("Rückkehrberatung", "Rückkehrberatung ohne Druck") > 85
    assert alike("Bus", "Bus und Bahn fahren öfter") < 60
    assert alike("", "Bus") == 0
