"""YAML, CSV and XLSX: what is written reads back the same, and 4.10 stays 4.10 whatever Excel makes of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from concept_files import concept_of, read, xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.concepts.exporting import FORMS, written
from pipeline.concepts.notation import notation, successor
from pipeline.concepts.sheet_form import COLUMNS
from pipeline.model.concept import ActionField, Concept, Goal, Measure, MeasureStatus, Period
from pipeline.model.errors import BadInput

EXAMPLE = Concept(
    name="Klimaplan Grünau",
    body="Stadt Grünau",
    period=Period(start="2020", end="2030"),
    paper="2021/044",
    adopted="2021-10",
    source="Amtsblatt 12/2021",
    action_fields=(
        ActionField(
            number="4",
            name=None,
            goals=(Goal(number="1", text="weniger: CO₂"), Goal(number="2", invented=True)),
            measures=(
                Measure(
                    number="4.1", title="= 12 Bäume; „mehr“", description="Erster Absatz.\n\nZweiter, mit \"Zeichen\".",
                    goals=("1", "2"), responsible="Gartenamt", topic="Grün", invented=True,
                    status=(
                        MeasureStatus(date="2022-12-31", code="fulfilled", text="erfüllt", source="2023/001"),
                        MeasureStatus(text="in Umsetzung", comment="läuft noch"),
                    ),
                ),
                Measure(number="4.10", title="Nein"),
                Measure(number="4.2", title="2021-10-31"),
            ),
        ),
        ActionField(number="IV", name="Ohne Maßnahmen"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_round_trip_loses_nothing(form: str) -> None:
    assert concept_of(written(EXAMPLE, form=form), name=f"x.{form}") == EXAMPLE


@pytest.mark.parametrize("form", FORMS)
def test_the_same_concept_gives_the_same_bytes(form: str) -> None:
    assert written(EXAMPLE, form=form) == written(EXAMPLE, form=form)


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")) | st.sampled_from("\n;,\"'=:#|-"), max_size=40
)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.sampled_from(["2021", "2021-10", "2021-10-31"])
STATUSES = st.builds(
    MeasureStatus, date=DAYS, text=MAYBE, comment=MAYBE, source=MAYBE, invented=st.booleans(),
    code=st.none() | st.sampled_from(["fulfilled", "partly_fulfilled", "not_fulfilled", "not_assessable"]),
)  # fmt: skip


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    fields = []
    for at in range(draw(st.integers(0, 3))):
        goals = [Goal(number=str(one + 1), text=draw(MAYBE)) for one in range(draw(st.integers(0, 3)))]
        measures = [
            Measure(
                number=f"{at}.{one + 1}", title="T" + draw(WORDS), description=draw(MAYBE), topic=draw(MAYBE),
                responsible=draw(MAYBE), goals=tuple(goal.number for goal in goals[: draw(st.integers(0, 3))]),
                status=tuple(draw(st.lists(STATUSES, max_size=2))), invented=draw(st.booleans()),
            )
            for one in range(draw(st.integers(0, 12)))
        ]  # fmt: skip
        fields.append(ActionField(number=str(at), name=draw(MAYBE), goals=tuple(goals), measures=tuple(measures)))
    return Concept(name="N" + draw(WORDS), body=draw(MAYBE), paper=draw(MAYBE), adopted=draw(DAYS),
                   period=Period(start=draw(DAYS)), action_fields=tuple(fields))  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(concepts(), st.sampled_from(FORMS))
def test_no_words_are_lost_in_any_form(concept: Concept, form: str) -> None:
    assert concept_of(written(concept, form=form), name=f"x.{form}") == concept


# --- YAML ------------------------------------------------------------------------------------------------------------

YAML = """\
# made for this test
concept: {name: Klimaplan Grünau, adopted: 2021-10-31, paper: 2021/044}
action_fields:
  - number: 1
    name: null
    goals: [{number: 1, text: Luft}]
    measures:
      - {number: 4.10, title: Öfen tauschen, goals: [1]}
      - {number: 4.1, title: Bäume}
"""


def test_yaml_numbers_are_text_and_days_are_days() -> None:
    concept = concept_of(YAML.encode(), name="plan.yaml")
    assert [measure.number for measure in concept.measures] == ["4.10", "4.1"]
    assert (concept.adopted, concept.action_fields[0].name) == ("2021-10-31", None)


def test_a_value_of_a_yaml_file_knows_its_line_and_characters() -> None:
    file = read(YAML.encode(), name="plan.yaml")
    (place,) = file.places["/measures/4.10/title"]
    assert place.line == 8
    assert YAML[place.start : place.end] == "Öfen tauschen" == place.quote
    assert place.source == file.source.sha256


def test_yaml_is_known_by_its_content_and_json_is_yaml() -> None:
    assert concept_of(YAML.encode(), name="plan.txt").name == "Klimaplan Grünau"
    assert concept_of(b'{"concept": {"name": "Plan"}, "action_fields": []}', name="plan").name == "Plan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("concept: {nam: x}", "line 1: concept has no 'nam'"),
        ("concept: {name: x}\naction_fields:\n - {number: 1, measures: [{number: 1.1}]}", "line 3: title: nothing"),
        ("concept: {name: x, adopted: gestern}", "a date is written"),
        ("concept: {name: x}\naction_fields:\n - {number: 1}\n - {number: 1}", "the number 1 is given to more than one"),
        ("concept: {name: x, body: [a]}", "here one value is expected"),
        ("concept: {name: x}\naction_fields: {number: 1}", "here a list is expected"),
        ("concept: {name: x}\naction_fields: [{number: 1, measures: [{number: a, title: t, status: [{code: done}]}]}]",
         "'done' is none of"),
        ("concept: [", "is no YAML in line"),
        ("concept: {}", "name: nothing stands there"),
    ],
)  # fmt: skip
def test_a_mistake_in_yaml_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=r"plan\.yaml") as refused:
        read(text.encode(), name="plan.yaml")
    assert said in str(refused.value)
    assert refused.value.code == "bad_concept"


def test_a_yaml_file_that_grows_without_end_is_refused() -> None:
    goals = ", ".join(f"{{number: {at}}}" for at in range(700))
    bomb = f"concept: {{name: x}}\naction_fields: [&a {{number: 1, goals: [{goals}]}}{', *a' * 700}]"
    with pytest.raises(BadInput, match="more than 400,000 values"):
        read(bomb.encode(), name="plan.yaml")


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_a_csv_file_of_a_german_excel_reads_too() -> None:
    comma = written(EXAMPLE, form="csv").decode()
    rows = [line for line in comma.splitlines() if line.startswith(("kind", "concept", "field", "measure"))]
    german = "\ufeff" + "\r\n".join(row.replace(",", ";") for row in rows if '"' not in row)
    concept = concept_of(german.encode(), name="plan.csv")
    assert [measure.number for measure in concept.measures] == ["4.10", "4.2"]


def test_a_cell_of_a_csv_file_knows_its_line_and_characters() -> None:
    data = written(EXAMPLE, form="csv")
    (place,) = read(data, name="plan.csv").places["/measures/4.10/title"]
    assert data.decode()[place.start : place.end] == "Nein"
    assert place.line == data.decode()[: place.start].count("\n") + 1


def test_a_cell_of_an_excel_file_knows_its_sheet_and_cell() -> None:
    file = read(written(EXAMPLE, form="xlsx"), name="plan.xlsx")
    assert [place.cell for place in file.places["/measures/4.1/title"]] == ["Konzept!D6"]
    assert [place.cell for place in file.places["/measures/4.1"]] == ["Konzept!A6:S6"]


HEAD = ["kind", "field", "number", "title"]


def test_figures_and_days_that_excel_made_of_numbers_are_put_right() -> None:
    rows: list[list[object]] = [HEAD, ["concept", None, None, "Plan"]]
    rows += [["measure", "4", f"4.{at}", f"M{at}"] for at in range(1, 10)]
    rows[2][2] = 4.1  # a figure
    rows[3][2] = datetime(2026, 2, 4)  # 4.2 typed into a German Excel
    rows += [["measure", "4", 4.1, "M10"], ["measure", "4", "4.11", "M11"]]
    rows += [["measure", "4", f"4.{at}", f"M{at}"] for at in range(12, 20)]
    rows += [["measure", "4", datetime(2020, 4, 1), "M20"]]  # 4.20: April 2020
    data = xlsx(rows, formats={"C4": "d. mmm", "C22": "mmm yy"})
    file = read(data, name="plan.xlsx")
    assert file.concept is not None
    assert [one.number for one in file.concept.measures] == [f"4.{at}" for at in range(1, 21)]
    assert [one.title for one in file.concept.measures] == [f"M{at}" for at in range(1, 21)]
    repaired = [one for one in file.findings if one.code == "K109"]
    assert [one.places[0].cell for one in repaired] == ["Sheet!C4", "Sheet!C12", "Sheet!C22"]


def test_a_figure_that_is_shown_with_two_decimals_keeps_them() -> None:
    data = xlsx([HEAD, ["concept", None, None, "Plan"], ["measure", "4", 4.1, "A"], ["measure", "4", 4.1, "B"]],
                formats={"C3": "0.0", "C4": "0.00"})  # fmt: skip
    assert [one.number for one in concept_of(data, name="plan.xlsx").measures] == ["4.1", "4.10"]


@pytest.mark.parametrize(
    ("written_so", "meant"),
    [("04. Feb", "4.2"), ("4. Okt", "4.10"), ("04.02.2026", "4.2"), ("2026-10-04", "4.10"), ("Apr 20", "4.20"),
     ("4.10", "4.10"), ("IV.2", "IV.2"), ("Mai", "Mai"), ("31. Dezember", "31.12")],
)  # fmt: skip
def test_a_day_in_the_place_of_a_number(written_so: str, meant: str) -> None:
    assert notation(written_so).text == meant
    assert notation(written_so).repaired is (written_so != meant)


def test_the_number_behind_another() -> None:
    assert [successor(one) for one in ("4.9", "4.1.9", "9", "IV", "A3")] == ["4.10", "4.1.10", "10", None, None]
    assert notation("4.1", typed="number", before="4.9").text == "4.10"
    assert notation("4.1", typed=None, before="4.9").text == "4.1"  # text means what it says
    assert notation("4.1", typed="number", before="4.3").text == "4.1"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["kind", "number", "titel"], ["concept", "", "x"]], "there is no column 'titel'"),
        ([HEAD, ["concept", "", "", "x"], ["massnahme", "1", "1.1", "y"]], "row 3: 'massnahme' is no kind of row"),
        ([HEAD, ["concept", "", "", "x"], ["measure", "1", "", "y"]], "row 3: the number is missing"),
        ([HEAD, ["concept", "", "", "x"], ["measure", "1", "1.1", ""]], "row 3: title: nothing stands there"),
        ([HEAD, ["concept", "", "", "x"], ["status", "1", "9.9", ""]], "measure 9.9, which no row above names"),
        ([HEAD, ["concept", "", "", "x"], ["concept", "", "", "y"]], "a second row of kind 'concept'"),
        ([HEAD, ["measure", "1", "1.1", "y"]], "no row of kind 'concept'"),
    ],
)
def test_a_mistake_in_a_sheet_is_named_with_its_row(rows: list[list[str]], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(xlsx(rows), name="plan.xlsx")
    assert said in str(refused.value)


def test_a_table_that_people_made_needs_only_its_heads() -> None:
    rows = [
        ["Mobilitätskonzept der Stadt Bachstadt 2020-2025", None, None, None],
        ["Handlungsfeld", "Maßnahme", "Beschreibung", "Ziele"],
        ["1 Rad", "Radwege bauen", "Erst hier, dann dort.", "1, 2"],
        ["1 Rad", "Bänke", None, 1.2],  # 1,2 typed into a German Excel
        ["2 Fuß", "Gehwege", "Breiter.", "1"],
    ]
    concept = concept_of(xlsx(rows), name="plan.xlsx")
    assert concept.name == "Mobilitätskonzept der Stadt Bachstadt 2020-2025"
    assert [(one.number, one.name) for one in concept.action_fields] == [("1", "Rad"), ("2", "Fuß")]
    assert [(one.number, one.title, one.goals) for one in concept.measures] == [
        ("1.1", "Radwege bauen", ("1", "2")), ("1.2", "Bänke", ("1", "2")), ("2.1", "Gehwege", ("1",)),
    ]  # fmt: skip


def test_the_columns_are_the_ones_that_are_documented() -> None:
    assert COLUMNS[:5] == ("kind", "field", "number", "title", "description")
    assert len(set(COLUMNS)) == len(COLUMNS)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [(b"", "leer.yaml", "empty"), (b"Nur ein Satz.", "brief.txt", "unsupported"), (b"PK\x03\x04kaputt", "x.xlsx", "unsupported"),
     (b"%PDF-1.4 kaputt", "x.pdf", "damaged"), (b"<html><body><p>a</p><p>b</p></body></html>", "x.html", "unsupported")],
)  # fmt: skip
def test_what_is_no_concept_is_refused_with_a_sentence(data: bytes, name: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(data, name=name)
    assert refused.value.code == code
    assert str(refused.value).startswith(name)
