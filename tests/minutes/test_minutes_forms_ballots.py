"""Forms in which offices tell ballots and outcomes, each one office's habit. All sentences are ours."""

from __future__ import annotations

import pytest
from minutes_helpers import item_of, page

PLENARY = "Niederschrift 12. Plenarsitzung des Gemeinderates\n14. Juni 2022, 15:30 Uhr\nöffentlich\n\n\n"
POINT = "Punkt 4 der Tagesordnung: Radweg am Kanal\nVorlage: 2022/0417\n\n"


def counts(text: str) -> list[tuple[int | None, int | None, int | None, bool | None]]:
    return [(vote.yes, vote.no, vote.abstain, vote.passed) for vote in item_of(text).vote_events]


# --- tables of Markdown -----------------------------------------------------------------------------------------------


def test_a_lying_table_between_bars():
    body = "| Zustimmung | Ablehnung | Stimmenthaltung |\n|---|---|---|\n| 5 | 1 | 2 |"
    assert counts(page(body)) == [(5, 1, 2, True)]


def test_the_rule_below_the_first_row_does_not_tear_a_table():
    body = "| Zustimmung | 11 |\n|---|---|\n| Ablehnung | 1 |\n| Stimmenthaltung | 0 |"
    assert counts(page(body)) == [(11, 1, 0, True)]


def test_each_row_of_a_table_of_points_is_a_ballot():
    table = (
        "| Ziffer | Ja | Nein | Enth. | Ergebnis |\n|---|---|---|---|---|\n"
        "| 1 | 24 | 14 | 1 | angenommen |\n| 2 | 17 | 21 | 1 | abgelehnt |\n"
    )
    item = item_of(f"{PLENARY}{POINT}{table}\n**Stadträtin Kranz:** Der Weg ist gut.\n")
    assert [(vote.about, vote.yes, vote.no, vote.abstain, vote.passed) for vote in item.vote_events] == [
        ("Ziffer 1", 24, 14, 1, True),
        ("Ziffer 2", 17, 21, 1, False),
    ]
    assert item.result is None  # one point passed, the other not: no outcome of the whole
    assert item.inferred_result is None


def test_a_table_of_costs_is_no_ballot():
    assert counts(page("| Jahr | Kosten | Zuschuss |\n|---|---|---|\n| 2022 | 5 | 1 |")) == []


# --- sentences --------------------------------------------------------------------------------------------------------


def test_a_number_of_something_else_behind_dafuer_is_no_count():
    assert counts(page("Wer mithilft, führt die Gruppe und bekommt dafür 20 Euro im Monat.")) == []
    assert counts(page("Abstimmung: dafür 20, dagegen 3.")) == [(20, 3, None, True)]


def test_a_triple_with_its_paper_behind_it():
    assert counts(page("Abstimmungsergebnis:\n8/0/1   zur DS 18/SVV/0801")) == [(8, 0, 1, True)]


def test_two_points_told_in_one_sentence_are_two_ballots():
    item = item_of(page("Abstimmung: Ziffern 1 und 2 einstimmig; Ziffer 3 bei 9 Ja, 4 Nein, 1 Enthaltung angenommen"))
    assert [(vote.about, vote.manner, vote.yes, vote.no) for vote in item.vote_events] == [
        ("Ziffern 1 und 2", "unanimous", None, None),
        ("Ziffer 3", "counted", 9, 4),
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Der Ortschaftsrat empfiehlt die Änderung mit 6 zu 3 Stimmen.", (6, 3, None, True)),
        ("Beschluss: wie vorgeschlagen, 8 Ja, 1 Nein.", (8, 1, None, True)),
        ("Beschluss: Der Weg wird gebaut. Einstimmig.", (None, None, None, True)),
        ("Abstimmung: 13 : 1", (13, 1, None, True)),
    ],
)
def test_whole_minutes_with_punkt_tell_ballots_without_a_section(told: str, expected: tuple[object, ...]):
    text = f"{PLENARY}{POINT}Herr Weiß berichtet vom Bau.\n\n{told}\n\n\nPunkt 5 der Tagesordnung: Verschiedenes\n\nKurz.\n"
    assert counts(text) == [expected]


def test_in_verbatim_minutes_without_a_section_only_a_label_tells_a_ballot():
    debate = "Stadträtin Kranz: Den Steg haben wir einstimmig angenommen. Der Weg fand 20 Ja-Stimmen.\n\n"
    assert counts(f"{PLENARY}{POINT}{debate}Bürgermeister Weiß: Danke.\n") == []
    assert counts(f"{PLENARY}{POINT}{debate}**Ergebnis:** einstimmig angenommen bei 1 Enthaltung\n") == [
        (None, None, 1, True)
    ]


def test_the_label_rows_outcome_and_the_ballot_below_are_one():
    text = (
        "Gremium:\nBauausschuss\n\nTermin:\n14.06.2022\n\nTOP:\n7\n\nBetreff:\nRadweg am Kanal\n\nErgebnis:\n"
        "mehrheitlich beschlossen\n\nFrau Kranz berichtet vom Bau.\n\nJa 8   Nein 5   Enthaltung 1\n"
    )
    assert counts(text) == [(8, 5, 1, True)]


# --- outcomes ---------------------------------------------------------------------------------------------------------


def test_the_outcome_behind_the_reference_on_its_line():
    text = "Protokollauszug\naus der\n9. Sitzung des Bauausschusses\nvom 14.06.2022\n\nTop 3.2 Radweg am Kanal\n"
    item = item_of(f"{text}18/SVV/0644 – ungeändert beschlossen\n\nKurz.\n")
    assert (item.paper, item.result.text) == ("18/SVV/0644", "ungeändert beschlossen")


@pytest.mark.parametrize(
    ("told", "text", "code"),
    [
        ("mehrheitlich empfohlen (9 Ja, 4 Nein)", "mehrheitlich empfohlen", "adopted"),
        (
            "Bei 34 Ja-Stimmen und 3 Nein-Stimmen in geänderter Fassung zugestimmt",
            "in geänderter Fassung zugestimmt",
            "adopted_amended",
        ),
        ("mit Änderungen einstimmig beschlossen", "mit Änderungen einstimmig beschlossen", "adopted_amended"),
    ],
)
def test_the_whole_wording_of_an_outcome_is_kept(told: str, text: str, code: str):
    result = item_of(f"{PLENARY}{POINT}Beschluss:\nDer Weg wird gebaut.\n\nAbstimmungsergebnis:\n{told}\n").result
    assert (result.text, result.code) == (text, code)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("Beschlussart: zur Kenntnis genommen", "zur Kenntnis genommen"),
        ("Ergebnis: Kenntnisnahme. Keine Abstimmung.", "Kenntnisnahme. Keine Abstimmung"),
    ],
)
def test_a_label_row_that_notes(row: str, text: str):
    item = item_of(f"Bauausschuss\n\nTOP 2 Bericht vom Radweg\nVorlage Nr. 2022/0417\n{row}\n\nFrau Kranz berichtet.\n")
    assert (item.result.text, item.result.code) == (text, "noted")
