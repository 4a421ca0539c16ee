"""Forms in which heads of items come: each test is one office's habit. All sentences are ours."""

from __future__ import annotations

import pytest
from minutes_helpers import item_of, page, record_of

# --- the paper at the foot of the item --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foot",
    ["DS 18/SVV/0321", "(DS 18/SVV/0321)", "18/SVV/0321", "Drucksache: 18/SVV/0321", "7/0/1   zur DS 18/SVV/0321"],
)
def test_a_reference_alone_at_the_end_is_the_items_paper(foot: str):
    body = f"Frau Kranz stellt den Antrag vor.\n\nAbstimmungsergebnis:\nZustimmung: 7\nAblehnung: 0\n\n{foot}"
    assert item_of(page(body)).paper == "18/SVV/0321"


@pytest.mark.parametrize(
    "end",
    [
        "Frau Kranz erinnert an die frühere DS 18/SVV/0321",
        "DS 18/SVV/0321\n\nHerr Weiß bittet um eine Aufstellung der Kosten.",
    ],
)
def test_a_reference_that_a_sentence_mentions_last_is_none_of_the_items(end: str):
    assert item_of(page(f"Herr Weiß berichtet vom Baubeginn.\n\n{end}")).paper is None


def test_words_of_capitals_have_one_reading_and_hang_nothing():
    capitals = "STADTVERORDNETENVERSAMMLUNGSBESCHLUSSVORLAGENVERZEICHNIS"
    record = record_of(f"Niederschrift\nvom 12.03.2020\n\n1. {capitals}\n\nDie {capitals} liegt aus.\n")
    assert [item.title for item in record.agenda_items] == [capitals]


# --- heads of ALLRIS 4 pages whose rows no "Grunddaten" announces -----------------------------------------------------


def test_label_rows_below_the_heading_are_the_head():
    text = (
        "# 14.06.2022 - 5.2 Sanierung der Turnhalle am Anger\n\n- TOP: Ö 5.2\n- Gremium: Kreistag der Landeshauptstadt Auen\n"
        "- Sitzung: 8. öffentliche Sitzung\n- Vorlage: 22/SVV/0417, Kostenplan\n- Beschluss: ungeändert beschlossen\n\n"
        "Frau Kranz stellt den Kostenplan vor.\n"
    )
    record = record_of(text, name="auszug.md")
    item = record.agenda_items[0]
    assert (record.meeting.organization, record.meeting.number) == ("Kreistag der Landeshauptstadt Auen", 8)
    assert (item.number, item.paper, item.public) == ("5.2", "22/SVV/0417", True)
    assert (item.result.text, item.result.code) == ("ungeändert beschlossen", "adopted")


def test_rows_without_labels_below_the_heading_are_the_head_too():
    text = (
        "14.06.2022 - 5.2 Sanierung der Turnhalle\n\nAusschuss für Schule und Sport, 12. öffentliche Sitzung\n"
        "DS 22/SVV/0417\nErgebnis: vertagt\n\nHerr Weiß bittet um Geduld.\n"
    )
    record = record_of(text)
    item = record.agenda_items[0]
    assert (record.meeting.organization, record.meeting.number) == ("Ausschuss für Schule und Sport", 12)
    assert (item.paper, item.result.code) == ("22/SVV/0417", "deferred")


def test_a_body_that_begins_with_a_labels_word_is_no_head():
    item = item_of(page("Thema: Herr Weiß fragt nach der DS 22/SVV/0417 und deren Kosten.", title="6 Anfragen"))
    assert item.paper is None


# --- the meeting named in other ways ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "organization", "number"),
    [
        ("25.03.2021, Ausschuss für Bauen und Wohnen, 15. öffentliche Sitzung", "Ausschuss für Bauen und Wohnen", 15),
        ("Auszug – Seniorenbeirat und Kulturausschuss, gemeinsame 3. Sitzung", "Seniorenbeirat und Kulturausschuss", 3),
        ("# Bauausschuss – Niederschrift (Auszug)\n\n9. Sitzung am 04.07.2024", "Bauausschuss", 9),
        ("# Stadt Auen · Gemeinderat\n\n**10. Plenarsitzung, 20. Mai 2025**", "Gemeinderat", 10),
        ("# Gemeinderat der Stadt Auen\n\nNiederschrift der 47. Plenarsitzung am 28. März 2023", "Gemeinderat", 47),
        ("**Ausschuss für Bauen und Wohnen, öffentlich**\n\n2. Sitzung", "Ausschuss für Bauen und Wohnen", 2),
        (
            "Protokollauszug\naus der\n39. öffentlichen Sitzung des Seniorenbeirates und des Ausschusses für Soziales",
            "Seniorenbeirat und Ausschuss für Soziales",
            39,
        ),
    ],
)
def test_who_met_is_read_wherever_the_head_names_it(head: str, organization: str, number: int):
    record = record_of(f"{head}\n\nTOP 4: Radweg am Kanal\n\nFrau Kranz berichtet.\n", name="auszug.md")
    assert (record.meeting.organization, record.meeting.number) == (organization, number)


def test_a_sentence_that_names_another_body_is_no_head():
    record = record_of("TOP 4: Radweg am Kanal\n\nKulturausschuss, 36. Sitzung: Frau Kranz berichtet von dort.\n")
    assert record.meeting.organization is None


@pytest.mark.parametrize(
    ("second", "date"), [("vom 24.10.2017", "2017-10-24"), ("seit dem 24.10.2017 unverändert", None)]
)
def test_the_line_below_a_bare_head_is_the_date_where_it_is_nothing_else(second: str, date: str | None):
    record = record_of(
        f"33. öffentliche Sitzung des Bauausschusses\n{second}\n\nTOP 4: Radweg\n\nFrau Kranz berichtet.\n"
    )
    assert record.meeting.date == date


# --- headings ---------------------------------------------------------------------------------------------------------

SITTING = "12. öffentliche Sitzung des Bauausschusses\nvom 14.06.2022\n\n"


def heads(text: str, *, name: str = "minutes.txt") -> list[tuple[str | None, str | None, str | None]]:
    return [(item.number, item.title, item.paper) for item in record_of(text, name=name).agenda_items]


@pytest.mark.parametrize(
    "head",
    [
        "8.9   Radweg am Kanal\nVorlage: 22/SVV/0417",
        "8.9 Radweg am Kanal\nDrucksache 22/SVV/0417 (Fraktion Freie Liste)",
        "TOP 8.9\nTitel: Radweg am Kanal\nDrucksachennummer: 22/SVV/0417",
        "TOP 8.9, Fraktion Freie Liste\nRadweg am Kanal\n22/SVV/0417",
        "Tagesordnungspunkt 8.9, betr.: Radweg am Kanal\nDS 22/SVV/0417",
        "14.06.2022, TOP 8.9\n\nRadweg am Kanal\nVorlage 22/SVV/0417",
    ],
)
def test_a_head_is_read_in_the_form_of_each_office(head: str):
    assert heads(f"{SITTING}{head}\n\nFrau Kranz berichtet vom Bau.\n") == [
        ("8.9", "Radweg am Kanal", "22/SVV/0417"),
    ]


def test_a_heading_of_markdown_with_the_paper_below():
    text = "**Stadtrat**\n**9. Sitzung, 14.06.2022**\n\n# 8.9 Radweg am Kanal\nDrucksache 22/SVV/0417 (Freie Liste)\n\nKurz.\n"
    assert heads(text, name="auszug.md") == [("8.9", "Radweg am Kanal", "22/SVV/0417")]


def test_a_numbered_line_without_a_paper_below_is_no_heading():
    assert heads(f"{SITTING}1. Frau Kranz berichtet vom Bau\nHerr Weiß fragt nach.\n") == [(None, None, None)]


def test_number_paper_and_outcome_between_the_marks_of_one_line():
    text = (
        "## Protokollauszug\n\n**12. öffentliche Sitzung des Bauausschusses**\n"
        "**14.06.2022 · TOP 8.9 · 22/SVV/0417 · zur Kenntnis genommen**\n\n### Radweg am Kanal\n\nFrau Kranz berichtet.\n"
    )
    assert heads(text, name="auszug.md") == [("8.9", "Radweg am Kanal", "22/SVV/0417")]
    assert record_of(text, name="auszug.md").agenda_items[0].result.code == "noted"


def test_an_extract_that_names_its_sitting_in_the_first_line_has_no_title_there():
    text = "Auszug - 10. Sitzung des Bauausschusses, 14.06.2022\nTOP 8.9\nRadweg am Kanal\n22/SVV/0417\n\nKurz.\n"
    record = record_of(text)
    assert (record.meeting.organization, record.meeting.date) == ("Bauausschuss", "2022-06-14")
    assert heads(text) == [("8.9", "Radweg am Kanal", "22/SVV/0417")]


def test_public_alone_on_a_line_is_no_title():
    text = (
        "Auszug aus der Niederschrift über die Sitzung\ndes Bauausschusses\nam 14. Juni 2022\n\n"
        "TOP 7\nÖffentlich\n\n\nRadweg am Kanal\nVorlage Nr.: 2022/0417\n\nFrau Kranz berichtet.\n"
    )
    assert heads(text) == [("7", "Radweg am Kanal", "2022/0417")]
    assert item_of(text).public is True


def test_labels_with_colons_each_above_its_value():
    text = (
        "Gremium:\nBauausschuss\n\nSitzung:\n45. Sitzung\n\nTermin:\n14.06.2022, 16:30 Uhr\n\nVorlage Nr.:\n2022/0417\n\n"
        "TOP:\n7\n\nBetreff:\nRadweg am Kanal\n\nErgebnis:\neinstimmig beschlossen\n\n\nFrau Kranz berichtet.\n"
    )
    record = record_of(text)
    meeting = record.meeting
    assert (meeting.organization, meeting.number, meeting.date) == ("Bauausschuss", 45, "2022-06-14")
    assert heads(text) == [("7", "Radweg am Kanal", "2022/0417")]
    assert record.agenda_items[0].result.text == "einstimmig beschlossen"


def test_minutes_whose_items_begin_with_zu_and_a_colon():
    text = (
        f"Niederschrift\n{SITTING}Zu 1: Eröffnung\nDie Vorsitzende begrüßt die Gäste.\n\n"
        "Zu 3.1: Radweg am Kanal\nDS 22/SVV/0417\nFrau Kranz berichtet.\nAbstimmung: 6/0/0\n"
    )
    assert heads(text) == [("1", "Eröffnung", None), ("3.1", "Radweg am Kanal", "22/SVV/0417")]


def test_answers_numbered_with_zu_are_no_items():
    text = (
        f"Niederschrift\n{SITTING}TOP 1 Eröffnung\nDie Vorsitzende begrüßt die Gäste.\n\nTOP 2 Anfragen\n"
        "Zu 1: Der Radweg ist im Bau\nZu 2: Im Herbst\n"
    )
    assert [number for number, _, _ in heads(text)] == ["1", "2"]


def test_a_sentence_that_begins_with_an_items_number_is_no_heading():
    text = (
        f"Niederschrift\n{SITTING}TOP 1 Feststellung der Tagesordnung\n"
        "TOP 3 wird vorgezogen. So geändert wird die Tagesordnung einstimmig bestätigt.\n\n"
        "TOP 3 Radweg am Kanal\nDrucksache 22/SVV/0417\nFrau Kranz berichtet.\n"
    )
    assert heads(text) == [("1", "Feststellung der Tagesordnung", None), ("3", "Radweg am Kanal", "22/SVV/0417")]


# --- "Punkt 3 der Tagesordnung" in whole minutes ----------------------------------------------------------------------

PLENARY = "Niederschrift 12. Plenarsitzung des Gemeinderates\n14. Juni 2022, 15:30 Uhr\nöffentlich\n\n\n"


def test_items_without_a_paper_are_items_where_something_is_said_of_them():
    text = (
        f"{PLENARY}1.\nPunkt 1 der Tagesordnung: Eröffnung und Protokoll\n\n"
        "Der Vorsitzende begrüßt die Gäste. Das Protokoll ist\nohne Einwände genehmigt.\n\n\n"
        "2.\nPunkt 2 der Tagesordnung: Radweg am Kanal\nVorlage: 2022/0417\n\n"
        "Frau Kranz berichtet vom Bau.\n\nBeschluss:\nDer Radweg wird gebaut.\n\nAbstimmungsergebnis: einstimmig\n"
    )
    assert heads(text) == [("1", "Eröffnung und Protokoll", None), ("2", "Radweg am Kanal", "2022/0417")]


def test_an_umbrella_above_its_parts_is_no_item():
    text = (
        f"{PLENARY}Punkt 21 der Tagesordnung: Wege am Wasser:\n\nPunkt 21.1: Radweg am Kanal\nVorlage: 2022/0417\n\n"
        "Punkt 21.2: Steg am Hafen\nVorlage: 2022/0418\n\nBeschluss:\nBeides wird gebaut.\n\n"
        "Abstimmungsergebnis:\neinstimmig zugestimmt\n"
    )
    assert heads(text) == [("21.1", "Radweg am Kanal", "2022/0417"), ("21.2", "Steg am Hafen", "2022/0418")]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Punkt 4 der Tagesordnung: Radweg am Kanal:\nAntrag der Freien Liste",
            "Radweg am Kanal: Antrag der Freien Liste",
        ),
        ("Punkt 4 der Tagesordnung: Radweg am Kanal\nAntrag: Freie Liste", "Radweg am Kanal"),
        ("Punkt 4 der Tagesordnung\n\nRadweg am Kanal", "Radweg am Kanal"),
        (
            "Punkt 4 der Tagesordnung: Radweg am Kanal\n\nFrau Kranz berichtet vom Bau der letzten Strecke",
            "Radweg am Kanal",
        ),
    ],
)
def test_where_a_title_ends(head: str, title: str):
    assert item_of(f"{PLENARY}{head}\nVorlage: 2022/0417\n\nHerr Weiß fragt nach.\n").title == title


# --- more heads: one city's extract, another's table ------------------------------------------------------------------

EXTRACT = "Protokollauszug\naus der 9. öffentlichen Sitzung des Bauausschusses vom 14.06.2022\n\n"


@pytest.mark.parametrize(
    "head",
    [
        "Beschlussauszug\nBauausschuss vom 14.06.2022\nÖffentlicher Teil\n\nTOP Ö 7: Radweg am Kanal\nVorlage: BV/2022/0417",
        "Bauausschuss am 14.06.2022, TOP 7: Radweg am Kanal\nVorlage BV/2022/0417",
        "Bauausschuss – 14.06.2022 – TOP 7 – Radweg am Kanal\nVorlage BV/2022/0417",
        "Bauausschuss\n14.06.2022\n\n7. Radweg am Kanal (BV/2022/0417)",
        "Bauausschuss\n14.06.2022\n\nTOP 7 | Radweg am Kanal | BV/2022/0417 | vertagt",
        "# Bauausschuss, 14.06.2022\n\n## 7. Radweg am Kanal\n*Vorlage BV/2022/0417*",
        "# Bauausschuss, 14.06.2022\n\n### Ö 7 — Radweg am Kanal\nVorlage BV/2022/0417",
        "# Bauausschuss, Dienstag, den 14.06.2022\n\n**7.** Radweg am Kanal\nVorlage BV/2022/0417",
        "| Gremium | Bauausschuss |\n|---|---|\n| Datum | 14.06.2022 |\n| TOP | Ö 7 |\n| Betreff | Radweg am Kanal |\n| Vorlage | BV/2022/0417 |",
        "Gremium\tBauausschuss\nDatum\t14.06.2022\nTOP\t7\nBetreff\tRadweg am Kanal\nVorlage\tBV/2022/0417",
        f"{EXTRACT}TOP 7 — Radweg am Kanal\nVorlage BV/2022/0417",
        f"{EXTRACT}TOP 7 - Radweg am Kanal (Vorlage BV/2022/0417)",
        f"{EXTRACT}Pkt. 7 Radweg am Kanal\nVorlage BV/2022/0417",
        f"{EXTRACT}TO-Punkt 7: Radweg am Kanal\nVorlage BV/2022/0417",
        f"{EXTRACT}TOP 7\nBeratungsgegenstand: Radweg am Kanal\nVorlage BV/2022/0417",
        "Auszug aus der Niederschrift der 9. Sitzung des Bauausschusses vom 14.06.2022\n"
        "Zu Punkt 7 der Tagesordnung – Radweg am Kanal –\nVorlage BV/2022/0417",
        "Niederschrift über die Sitzung des Bauausschusses\nam 14.06.2022\n\nTOP 7\n==========\nRadweg am Kanal\nVorlage BV/2022/0417",
    ],
)
def test_meeting_number_title_and_paper_are_read_from_the_head(head: str):
    text = f"{head}\n\nFrau Kranz berichtet vom Bau und den Kosten.\n\nBeschluss:\nDer Weg wird gebaut.\n"
    meeting = record_of(text, name="auszug.md").meeting
    assert (meeting.organization, meeting.date) == ("Bauausschuss", "2022-06-14")
    assert heads(text, name="auszug.md") == [("7", "Radweg am Kanal", "BV/2022/0417")]


def test_a_place_and_date_name_no_body():
    record = record_of("Auen, 14.06.2022\n\nTOP 7: Radweg am Kanal\n\nFrau Kranz berichtet.\n")
    assert record.meeting.organization is None
