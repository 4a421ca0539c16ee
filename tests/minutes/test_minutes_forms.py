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
