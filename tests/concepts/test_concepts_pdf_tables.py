"""Tables of PDF files as offices print them: page breaks, merged cells, broken words, level lines alone."""

from __future__ import annotations

import pypdfium2
import pytest
from concept_files import (
    BOLD,
    GRID,
    HEADING,
    NAME,
    SMALL,
    PageBreak,
    Spacer,
    black,
    concept_of,
    cover,
    field,
    pdf,
    read,
    short,
    table,
    text,
)
from reportlab.lib.styles import ParagraphStyle

from pipeline.model.errors import BadInput

LONG = (
    "Die Stadt untersucht alle Wege zur Schule, markiert gefährliche Stellen und baut sie um, und sie fragt jedes Jahr "
    "die Kinder, ob sich etwas gebessert hat. "
)
ROWS = [["Radwege bauen", "Erst hier, dann dort.", "1."], ["Bänke", "Zum Ausruhen.", "2."]]
RAD = field(1, "Rad", ["Mehr Rad", "Weniger Auto"])


def titles(data: bytes) -> list[str]:
    return [one.title for one in concept_of(data).measures]


def codes(data: bytes) -> list[str]:
    return [one.code for one in read(data).findings]


def test_a_measure_keeps_its_page_and_box() -> None:
    data = pdf(*cover(), PageBreak(), *RAD, table(ROWS))
    places = read(data).places
    (row,) = places["/measures/1.1"]
    (title,) = places["/measures/1.1/title"]
    assert row.page == title.page == 2
    assert row.bbox is not None
    assert title.bbox is not None
    assert row.bbox[0] <= title.bbox[0] < title.bbox[2] <= row.bbox[2]
    with pypdfium2.PdfDocument(data) as document:
        page = document[1]
        left, top, right, bottom = title.bbox
        height = page.get_height()
        assert (
            page.get_textpage().get_text_bounded(left, height - bottom, right, height - top).strip() == "Radwege bauen"
        )


def test_characters_count_the_text_that_minutes_count_too() -> None:
    from pipeline.documents import read as read_document

    data = pdf(*cover(), *RAD, table(ROWS))
    (title,) = read(data).places["/measures/1.1/title"]
    with read_document(data, name="konzept.pdf") as document:
        assert document.original[title.start : title.end] == "Radwege bauen" == title.quote


def test_the_cover_names_the_concept_its_period_and_its_adoption() -> None:
    data = pdf(*cover("Stadt Bachstadt", "Vom Rat am 05.03.2020 beschlossen (Vorlage 2020/0017)"), *RAD, table(ROWS))
    concept = concept_of(data)
    assert (concept.name, concept.body, concept.adopted, concept.paper) == (
        NAME, "Stadt Bachstadt", "2020-03-05", "2020/0017",
    )  # fmt: skip
    assert (concept.period.start, concept.period.end) == ("2020", "2025")
    assert read(data).places["/concept/adopted"][0].quote == "Vom Rat am 05.03.2020 beschlossen (Vorlage 2020/0017)"


def test_a_table_of_contents_begins_no_field() -> None:
    contents = [text("Inhalt", HEADING), text("Handlungsfeld 1: Rad ........ 3"), text("Handlungsfeld 2: Fuß 4")]
    data = pdf(
        *cover(), *contents, PageBreak(), *RAD, table(ROWS), *field(2, "Fuß"), table([["Gehwege", "Breiter.", "1"]])
    )
    assert [(one.number, one.name, len(one.measures)) for one in concept_of(data).action_fields] == [
        ("1", "Rad", 2), ("2", "Fuß", 1),
    ]  # fmt: skip


def test_a_sentence_about_a_field_begins_none() -> None:
    data = pdf(*cover(), *RAD, text("Handlungsfeld 2 wird später beschrieben."), table(ROWS))
    assert [one.number for one in concept_of(data).action_fields] == ["1"]


@pytest.mark.parametrize(
    ("heading", "number", "name"),
    [("Handlungsfeld 3: Rad", "3", "Rad"), ("Handlungsfeld IV – Rad und Fuß", "IV", "Rad und Fuß"), ("5.2 Handlungsfeld 3: Rad", "3", "Rad"),
     ("Handlungsfeld B Rad", "B", "Rad"), ("2. Handlungsfeld: Rad", "2", "Rad"), ("Handlungsfeld 2 (nicht genannt)", "2", None),
     ("Handlungsfeld 7", "7", None), ("Handlungsfeld Radverkehr", "1", "Radverkehr")],
)  # fmt: skip
def test_spellings_of_a_field(heading: str, number: str, name: str | None) -> None:
    data = pdf(*cover(), text(heading, HEADING), text("Ziele", SMALL), text("1. Luft"), table(ROWS[:1]))
    assert [(one.number, one.name) for one in concept_of(data).action_fields] == [(number, name)]
    assert ("K107" in codes(data)) is (name is None)


def test_the_name_of_a_field_may_stand_on_the_next_lines() -> None:
    narrow = ParagraphStyle("narrow", parent=HEADING, rightIndent=200)
    data = pdf(*cover(), text("Handlungsfeld 1", HEADING), text("Unterwegs mit dem Rad und zu Fuß in allen Ortsteilen", narrow),
               text("Ziele", SMALL), text("1. Luft"), table(ROWS[:1]))  # fmt: skip
    assert concept_of(data).action_fields[0].name == "Unterwegs mit dem Rad und zu Fuß in allen Ortsteilen"


# --- goals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [("1., 2.", "1 2"), ("1.2.", "1 2"), ("Ziele 1 und 3", "1 3"), ("1-3", "1 2 3"), ("1 bis 3", "1 2 3"), ("alle", "1 2 3"),
     ("Ziel 2", "2"), ("1/2", "1 2"), ("1. 3.", "1 3"), ("3; 1", "3 1")],
)  # fmt: skip
def test_what_a_goal_cell_cites(cell: str, numbers: str) -> None:
    data = pdf(*cover(), *field(1, "Rad", ["A", "B", "C"]), table([["Radwege", "Bauen.", cell]]))
    assert concept_of(data).measures[0].goals == tuple(numbers.split())


def test_a_goal_that_is_not_listed_is_kept_and_told() -> None:
    data = pdf(*cover(), *RAD, table([["Radwege", "Bauen.", "1., 7."]]))
    concept = concept_of(data)
    assert [(goal.number, goal.text) for goal in concept.action_fields[0].goals] == [
        ("1", "Mehr Rad"), ("2", "Weniger Auto"), ("7", None),
    ]  # fmt: skip
    assert codes(data).count("K106") == 1


def test_goals_may_stand_as_words_in_the_table() -> None:
    rows = [["Radwege", "Bauen.", "Sicherheit"], ["Licht", "Heller.", "Sicherheit"], ["Bänke", "Ruhen.", "Ruhe"]]
    concept = concept_of(pdf(*cover(), *field(1, "Rad"), table(rows)))
    assert [goal.text for goal in concept.action_fields[0].goals] == ["Sicherheit", "Ruhe"]
    assert [one.goals for one in concept.measures] == [("1",), ("1",), ("2",)]


def test_a_goal_over_several_lines_is_whole_and_a_year_begins_none() -> None:
    wrapped = "Der Anteil des Rades an allen Wegen steigt bis zum Jahr 2025 auf ein Viertel, und zwar in jedem Ortsteil und zu jeder Jahreszeit gleichermaßen"
    data = pdf(*cover(), *field(1, "Rad", [wrapped, "Luft"]), table(ROWS[:1]))
    assert [goal.text for goal in concept_of(data).action_fields[0].goals] == [wrapped, "Luft"]


def test_a_goal_heading_within_the_table_holds_for_the_rows_below() -> None:
    rows = [["Ziel 1: Mehr Rad", ""], ["Radwege", "Bauen."], ["Ziel 2: Ruhe", ""], ["Bänke", "Ruhen."]]
    style = [GRID, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3))]
    made = table(rows, head=("Maßnahme", "Beschreibung"), widths=(150, 300), style=style)
    concept = concept_of(pdf(*cover(), *field(1, "Rad"), made))
    assert [(one.title, one.goals) for one in concept.measures] == [("Radwege", ("1",)), ("Bänke", ("2",))]
    assert [goal.text for goal in concept.action_fields[0].goals] == ["Mehr Rad", "Ruhe"]


# --- merged cells ----------------------------------------------------------------------------------------------------


def test_measures_that_share_a_goal_cell_serve_the_same_goals() -> None:
    rows = [
        ["A-Weg", "Erster.", "1., 2."],
        ["B-Weg", "Zweiter.", ""],
        ["C-Weg", "Dritter.", ""],
        ["D-Weg", "Vierter.", "2"],
    ]
    made = table(rows, style=[GRID, ("SPAN", (2, 1), (2, 3))])
    assert [one.goals for one in concept_of(pdf(*cover(), *RAD, made)).measures] == [
        ("1", "2"), ("1", "2"), ("1", "2"), ("2",),
    ]  # fmt: skip


def test_an_empty_goal_cell_of_its_own_serves_no_goal() -> None:
    rows = [["A-Weg", "Erster.", "1."], ["B-Weg", "Zweiter.", ""]]
    data = pdf(*cover(), *RAD, table(rows))
    assert [one.goals for one in concept_of(data).measures] == [("1",), ()]
    assert "K105" in codes(data)


def test_a_title_over_several_rows_is_one_measure() -> None:
    rows = [["Radwege", "Erster Schritt.", "1."], ["", "Zweiter Schritt.", "2."], ["Bänke", "Ruhen.", "2."]]
    made = table(rows, style=[GRID, ("SPAN", (0, 1), (0, 2))])
    assert short(concept_of(pdf(*cover(), *RAD, made))) == [
        ("1.1", "Radwege", "Erster Schritt.\nZweiter Schritt.", ("1", "2")), ("1.2", "Bänke", "Ruhen.", ("2",)),
    ]  # fmt: skip


def test_a_heading_over_all_columns_is_no_measure() -> None:
    rows = [["Themenfeld Wege", "", ""], ROWS[0], ["Themenfeld Rast", "", ""], ROWS[1]]
    style = [GRID, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3))]
    concept = concept_of(pdf(*cover(), *RAD, table(rows, style=style)))
    assert [(one.title, one.topic) for one in concept.measures] == [
        ("Radwege bauen", "Themenfeld Wege"), ("Bänke", "Themenfeld Rast"),
    ]  # fmt: skip


def test_fields_may_be_headings_within_one_table() -> None:
    rows = [["Handlungsfeld 1: Rad", "", ""], ROWS[0], ["Handlungsfeld 2: Rast", "", ""], ROWS[1]]
    style = [GRID, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 3), (-1, 3))]
    concept = concept_of(pdf(*cover(), table(rows, style=style), wide=True))
    assert [(one.number, one.name, len(one.measures)) for one in concept.action_fields] == [
        ("1", "Rad", 1), ("2", "Rast", 1),
    ]  # fmt: skip


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_broken_at_a_line_end_are_joined() -> None:
    rows = [["Fahr-<br/>radstraßen", "Haupt- und Neben-<br/>straßen; Nein-<br/>Stimmen bleiben.", "1."]]
    assert short(concept_of(pdf(*cover(), *RAD, table(rows)))) == [
        ("1.1", "Fahrradstraßen", "Haupt- und Nebenstraßen; Nein-Stimmen bleiben.", ("1",))
    ]


def test_a_long_word_that_runs_over_the_next_cell_stays_in_its_own() -> None:
    rows = [
        ["Verkehrsberuhigungsmaßnahmenkatalog", "Sie stehen fest. Der Rat hat sie beraten und wird sie ergänzen.", "1."]
    ]
    made = table(rows, widths=(110, 250, 60))
    assert short(concept_of(pdf(*cover(), *RAD, made)))[0][1:3] == (rows[0][0], rows[0][1])


def test_bullets_stay_on_lines_of_their_own() -> None:
    rows = [["Radwege", "Vorgesehen sind<br/>• Markierung,<br/>• Schilder und Licht.", "1."]]
    assert (
        short(concept_of(pdf(*cover(), *RAD, table(rows))))[0][2]
        == "Vorgesehen sind\n• Markierung,\n• Schilder und Licht."
    )


# --- page breaks -----------------------------------------------------------------------------------------------------

FILL = [Spacer(1, 470)]


@pytest.mark.parametrize("repeat", [True, False], ids=["head again", "no head again"])
@pytest.mark.parametrize("gap", range(380, 500, 12))
def test_a_row_that_runs_over_a_page_is_one_measure(gap: int, repeat: bool) -> None:
    rows = [ROWS[0], ["Schulwege sicher machen und erhalten", LONG * 5, "1., 2."], ROWS[1]]
    data = pdf(*cover(), *RAD, Spacer(1, gap), table(rows, repeat=repeat, splitInRow=1))
    assert short(concept_of(data)) == [
        ("1.1", "Radwege bauen", "Erst hier, dann dort.", ("1",)),
        ("1.2", "Schulwege sicher machen und erhalten", (LONG * 5).strip(), ("1", "2")),
        ("1.3", "Bänke", "Zum Ausruhen.", ("2",)),
    ]


def test_a_row_that_runs_over_a_page_has_a_place_on_both() -> None:
    data = pdf(*cover(), *RAD, Spacer(1, 450), table([["Schulwege", LONG * 5, "1."]], splitInRow=1))
    places = read(data).places
    assert [place.page for place in places["/measures/1.1"]] == [1, 2]
    assert [place.page for place in places["/measures/1.1/description"]] == [1, 2]


def test_a_row_that_begins_a_page_is_a_measure_of_its_own() -> None:
    data = pdf(*cover(), *RAD, table(ROWS[:1]), PageBreak(), table(ROWS[1:]))
    assert titles(data) == ["Radwege bauen", "Bänke"]
    assert "K102" not in codes(data)


def test_a_table_goes_on_without_a_head_on_the_next_page() -> None:
    data = pdf(*cover(), *RAD, table(ROWS[:1]), PageBreak(), table(ROWS[1:], head=None))
    assert titles(data) == ["Radwege bauen", "Bänke"]


def test_the_merged_goals_of_the_page_before_hold_on() -> None:
    first = table([["A-Weg", "Erster.", "1., 2."], ["B-Weg", "Zweiter.", ""]], style=[GRID, ("SPAN", (2, 1), (2, 2))])
    data = pdf(*cover(), *RAD, first, PageBreak(), table([["C-Weg", "Dritter.", ""], ["D-Weg", "Vierter.", "2."]]))
    assert [one.goals for one in concept_of(data).measures] == [("1", "2"), ("1", "2"), ("1", "2"), ("2",)]


def test_what_may_go_on_with_the_row_before_is_told() -> None:
    head, widths = ("Maßnahme", "Beschreibung"), (150, 300)
    above = table([["Kommunale Angebote", "Beratung in allen Ortsteilen"]], head=head, widths=widths)
    below = table([["Integrationsbegleitung", "Sprechstunden"]], head=None, widths=widths)
    data = pdf(*cover(), *RAD, above, PageBreak(), below)
    assert titles(data) == ["Kommunale Angebote", "Integrationsbegleitung"]
    (found,) = [one for one in read(data).findings if one.code == "K102"]
    assert found.places[0].page == 2


def test_a_cell_that_is_filled_on_one_page_only_speaks_for_one_row() -> None:
    above = table([["Kommunale Angebote der", "Beratung in allen Ortsteilen.", "1."]])
    below = table([["Integrationsbegleitung", "", ""]], head=None)
    assert titles(pdf(*cover(), *RAD, above, PageBreak(), below)) == ["Kommunale Angebote der Integrationsbegleitung"]


def test_a_row_without_a_lower_line_at_the_pages_end_is_read() -> None:
    upright = [("LINEBEFORE", (0, 0), (-1, -1), 0.5, black), ("LINEAFTER", (-1, 0), (-1, -1), 0.5, black),
               ("LINEABOVE", (0, 0), (-1, -1), 0.5, black)]  # fmt: skip
    data = pdf(*cover(), *RAD, table(ROWS[:1], style=upright), PageBreak(), table(ROWS[1:], style=upright))
    assert titles(data) == ["Radwege bauen", "Bänke"]


def test_a_new_field_on_the_next_page_is_no_continuation() -> None:
    data = pdf(
        *cover(), *RAD, table(ROWS), PageBreak(), *field(2, "Fuß", ["Ruhe"]), table([["Gehwege", "Breiter.", "1."]])
    )
    assert [one.number for one in concept_of(data).measures] == ["1.1", "1.2", "2.1"]


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_numbers_before_the_titles_are_the_measures_own() -> None:
    rows = [["4.1 Radwege", "Bauen.", "1"], ["4.2 Bänke", "Ruhen.", "1"], ["4.10 Licht", "Heller.", "1"]]
    data = pdf(*cover(), *field(4, "Rad", ["A"]), table(rows))
    assert [(one.number, one.title) for one in concept_of(data).measures] == [
        ("4.1", "Radwege"), ("4.2", "Bänke"), ("4.10", "Licht"),
    ]  # fmt: skip
    assert "K104" not in codes(data)


def test_numbers_that_begin_again_in_each_field_get_the_fields_before_them() -> None:
    head, widths = ("Nr.", "Maßnahme", "Beschreibung"), (40, 130, 250)
    data = pdf(*cover(), *field(1, "Rad"), table([["1", "Radwege", "Bauen."]], head=head, widths=widths),
               *field(2, "Fuß"), table([["1", "Gehwege", "Breiter."], ["2", "Licht", "Heller."]], head=head, widths=widths))  # fmt: skip
    assert [one.number for one in concept_of(data).measures] == ["1.1", "2.1", "2.2"]


def test_a_number_that_stands_twice_is_told_and_both_are_kept() -> None:
    head, widths = ("Nr.", "Maßnahme", "Beschreibung"), (40, 130, 250)
    rows = [["1.1", "Radwege", "Bauen."], ["1.1", "Bänke", "Ruhen."]]
    data = pdf(*cover(), *field(1, "Rad"), table(rows, head=head, widths=widths))
    assert [(one.number, one.title) for one in concept_of(data).measures] == [("1.1", "Radwege"), ("1.1-2", "Bänke")]
    assert "K103" in codes(data)


def test_where_the_source_counts_nothing_the_rule_says_so() -> None:
    places = read(pdf(*cover(), *RAD, table(ROWS))).places
    assert places["/measures/1.1/number"][0].rule == "concept.number.by_order"


def test_a_number_broken_off_by_a_page_is_no_new_measure() -> None:
    head, widths = ("Nr.", "Maßnahme", "Beschreibung", "Ziel"), (40, 110, 230, 60)
    rows = [["1.1", "Schulwege", LONG * 5, "1."], ["1.2", "Bänke", "Ruhen.", "2."]]
    data = pdf(*cover(), *RAD, Spacer(1, 450), table(rows, head=head, widths=widths, splitInRow=1))
    assert [(one.number, one.title) for one in concept_of(data).measures] == [("1.1", "Schulwege"), ("1.2", "Bänke")]


# --- other forms of tables -------------------------------------------------------------------------------------------


def test_a_table_of_level_lines_alone_is_read() -> None:
    level = [("LINEBELOW", (0, 0), (-1, -1), 0.5, black)]
    rows = [ROWS[0], ["Wege", LONG, "1., 2."], ROWS[1]]
    assert short(concept_of(pdf(*cover(), *RAD, table(rows, style=level)))) == [
        ("1.1", "Radwege bauen", "Erst hier, dann dort.", ("1",)), ("1.2", "Wege", LONG.strip(), ("1", "2")),
        ("1.3", "Bänke", "Zum Ausruhen.", ("2",)),
    ]  # fmt: skip


def test_a_table_of_level_lines_goes_on_over_the_page() -> None:
    level = [("LINEBELOW", (0, 0), (-1, -1), 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)]
    data = pdf(
        *cover(),
        *RAD,
        table(ROWS, style=level),
        PageBreak(),
        table([["Licht", "Heller.", "1."]], head=None, style=level),
    )
    assert titles(data) == ["Radwege bauen", "Bänke", "Licht"]


def test_a_table_without_lines_beside_others_is_not_lost_in_silence() -> None:
    data = pdf(
        *cover(),
        *RAD,
        table(ROWS),
        PageBreak(),
        *field(2, "Fuß", ["Ruhe"]),
        table([["Gehwege", "Breiter.", "1."]], style=[]),
    )
    assert titles(data) == ["Radwege bauen", "Bänke"]
    (found,) = [one for one in read(data).findings if one.code == "K101"]
    assert found.places[0].page == 2


def test_columns_that_are_not_read_are_told() -> None:
    rows = [["Radwege", "Bauen.", "1.", "12.000 Euro"]]
    data = pdf(
        *cover(), *RAD, table(rows, head=("Maßnahme", "Beschreibung", "Ziel", "Kosten"), widths=(110, 200, 50, 80))
    )
    assert [one.message for one in read(data).findings if one.code == "K108"] == ["The column “Kosten” is not read."]


def test_a_coloured_cover_is_no_table() -> None:
    made = table([[text(NAME, BOLD)]], head=None, widths=(400,), style=[("BACKGROUND", (0, 0), (-1, -1), "#dddddd")])
    assert concept_of(pdf(made, *cover(), *RAD, table(ROWS))).name == NAME


def test_states_beside_the_measures_begin_their_history() -> None:
    head, widths = ("Maßnahme", "Beschreibung", "Ziel", "Umsetzungsstand"), (110, 190, 50, 100)
    rows = [["Radwege", "Bauen.", "1.", "erfüllt"], ["Bänke", "Ruhen.", "2.", "in Arbeit"]]
    data = pdf(*cover("Stand: 31.12.2023", "Vom Rat am 05.03.2020 beschlossen (Vorlage 2020/0017)"), *RAD,
               table(rows, head=head, widths=widths))  # fmt: skip
    states = [one.status for one in concept_of(data).measures]
    assert [(one[0].code, one[0].text, one[0].date, one[0].source) for one in states] == [
        ("fulfilled", "erfüllt", "2023-12-31", "2020/0017"), (None, "in Arbeit", "2023-12-31", "2020/0017"),
    ]  # fmt: skip
    assert "K202" in codes(data)


def test_a_pdf_without_any_table_of_measures_says_what_is_missing() -> None:
    with pytest.raises(BadInput, match="a head that names Maßnahme"):
        read(pdf(*cover(), text("Hier steht nur Text.")))


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(BadInput, match="it is a scan") as refused:
        read(pdf(Spacer(1, 100)))
    assert refused.value.code == "scan"
