"""One test per trap of real minutes; each name tells the incident. All sentences are ours."""

from __future__ import annotations

import pytest
from minutes_helpers import item_of, page, record_of


def counts(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(vote.yes, vote.no, vote.abstain) for vote in item_of(text).vote_events]


def outcomes(text: str) -> list[tuple[str | None, bool | None]]:
    return [(vote.manner, vote.passed) for vote in item_of(text).vote_events]


def speakers(body: str) -> list[str | None]:
    return [speaker.name or speaker.role for speaker in item_of(page(body)).speakers]


# --- outcomes ---------------------------------------------------------------------------------------------------------


def test_geaendert_stands_inside_ungeaendert():
    assert item_of(page("Kurz.", result="ungeändert beschlossen")).result.code == "adopted"
    assert item_of(page("Kurz.", result="geändert beschlossen")).result.code == "adopted_amended"


def test_a_wording_that_no_rule_knows_stays_raw_and_becomes_a_finding():
    record = record_of(page("Kurz.", result="in den Ältestenrat gegeben"))
    result = record.agenda_items[0].result
    assert (result.text, result.code) == ("in den Ältestenrat gegeben", "unmapped")
    assert [finding.code for finding in record.findings] == ["R001"]


def test_a_resolution_below_beschluss_is_no_outcome():
    text = "Beschluss:\n\nDie Verwaltung legt dem Ausschuss bis zum Sommer einen Bericht über die Spielplätze vor.\n"
    assert item_of(text).result is None


def test_what_became_of_another_paper_is_not_this_items_outcome():
    assert (
        item_of(page("Der Antrag 17/SVV/0059 bleibt zurückgestellt.", title="2 Feststellung der Tagesordnung")).result
        is None
    )


# --- votes ------------------------------------------------------------------------------------------------------------


def test_a_figure_lost_at_the_cut_is_unknown_and_not_zero():
    assert counts(page("Abstimmungsergebnis:\n\nZustimmung:\n\n8\n\nAblehnung:\n\n0\n\nStimmenthaltung:\n")) == [
        (8, 0, None)
    ]


def test_vague_counts_stay_unknown():
    body = "Der Antrag wird\n\n \n\nmit Stimmenmehrheit angenommen,\n\nbei 4 Gegenstimmen und\n\neinigen Stimmenthaltungen."
    assert counts(page(body)) == [(None, 4, None)]
    assert outcomes(page(body)) == [("majority", True)]


def test_two_ballots_with_equal_counts_stay_two():
    body = (
        "Herr Alt lässt über das Rederecht abstimmen.\n\nAbstimmungsergebnis:\n\nZustimmung:  9\n\n"
        "Herr Alt lässt über die Tagesordnung abstimmen.\n\nAbstimmungsergebnis:\n\nZustimmung:  9\n"
    )
    assert counts(page(body)) == [(9, None, None), (9, None, None)]


def test_a_ballot_told_in_prose_and_again_as_a_table_is_one():
    body = (
        "Der Antrag wird mit 5 Ja-Stimmen, 2 Nein-Stimmen und 1 Enthaltung angenommen.\n\nReduzieren\n\n"
        "Abstimmungsergebnis:\n\nZustimmung: 5\n\nAblehnung: 2\n\nStimmenthaltung: 1\n"
    )
    item = item_of(page(body))
    assert counts(page(body)) == [(5, 2, 1)]
    assert len(record_of(page(body)).evidence["/agenda_items/0/vote_events/0"]) == 2
    assert item.vote_events[0].passed


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("mit 3 Nein-Stimmen, 9 Ja-Stimmen und 2 Enthaltungen angenommen", (9, 3, 2)),
        ("mit 9 Ja-Stimmen bei 2 Enthaltungen und 3 Gegenstimmen angenommen", (9, 3, 2)),
        ("mit vier Ja-Stimmen, keiner Nein-Stimme und 3 Enthaltungen angenommen", (4, 0, 3)),
        ("mit 6:0:1 Stimmen angenommen", (6, 0, 1)),
        ("mit 7/0/0 bestätigt", (7, 0, 0)),
        ("abgelehnt, bei 9 Ja-Stimmen", (9, None, None)),
    ],
)
def test_counts_in_any_order(told: str, expected: tuple[int | None, ...]):
    assert counts(page(f"Der Antrag wird {told}.")) == [expected]


def test_bracketed_counts_of_factions_are_not_added():
    text = "Abstimmungsergebnis:\n\nMehrheitlich abgelehnt.\n\n7 Ja-Stimmen (4 Grüne, 3 Volt)\n9 Nein-Stimmen (6 CDU, 3 SPD)\n1 Enthaltung (FDP)\n"
    assert counts(text) == [(7, 9, 1)]
    assert outcomes(text) == [("majority", False)]


def test_a_third_option_that_wins_is_neither_yes_nor_no():
    body = "Abstimmungsergebnis:\n\nZustimmung:1\n\nAblehnung:2\n\nPrüfauftrag: 9\n"
    vote = item_of(page(body)).vote_events[0]
    assert (vote.yes, vote.no, vote.abstain, vote.passed) == (1, 2, None, None)
    assert vote.other == {"Prüfauftrag": 9}


def test_split_verb_rejects():
    assert outcomes(
        page("Der Ausschuss lehnt den Antrag mit 6 Nein-Stimmen, 2 Ja-Stimmen und 1 Enthaltung mehrheitlich ab.")
    ) == [("majority", False)]


def test_nicht_empfohlen_is_no_approval():
    assert item_of("Beschluss: nicht empfohlen\n\nAbstimmung: Ja: 2, Nein: 7\n").result.code == "rejected"


def test_consent_without_a_ballot_is_no_vote():
    assert counts(page("Dagegen erhebt sich kein Widerspruch.", result="vertagt")) == []


def test_attendance_is_no_vote():
    body = "Frau Roth stellt fest: 6 von 7 stimmberechtigten Mitgliedern sind da."
    assert counts(page(body)) == []
    meeting = record_of(page(body)).meeting
    assert (meeting.present, meeting.members) == (6, 7)


@pytest.mark.parametrize(
    "body",
    [
        "Frau Roth sieht dafür keine Rechtsgrundlage.",
        "Bei einer Annahme müsste beanstandet werden.",
        "Für das Schuljahr 2024/2025 und das Flurstück 243/3 liegen Zahlen vor, die Fläche misst 12/5/3.",
        "Der Ausschuss für Finanzen hat den Antrag mit 5/1/0 empfohlen.",
        "Die Jury hat zugestimmt, einer Unterkunft wird zugestimmt.",
        "Herr Alt bittet darum, einstimmig zu beschließen.",
        "Um 18:15 Uhr kamen 95 % der Gäste, bei 30 km/h dauert es 1:60 Minuten.",
    ],
)
def test_what_looks_like_a_ballot_and_is_none(body: str):
    assert counts(page(body)) == []


def test_keine_abstimmung_is_no_vote():
    text = (
        "Niederschrift 3. Plenarsitzung des Gemeinderates\n17. November 2020, 15:30 Uhr\nöffentlich\n"
        "Punkt 4 der Tagesordnung: Lärm am Markt\nAnfrage: SPD\nVorlage: 2020/0815\nBeschluss:\nKenntnisnahme\n"
        "Abstimmungsergebnis:\nKeine Abstimmung\n"
    )
    item = item_of(text)
    assert item.vote_events == ()
    assert (item.result.text, item.result.code) == ("Kenntnisnahme", "noted")


def test_form_with_all_choices_left_says_nothing():
    text = "Auszug - Bänke\n\nTOP: Ö 5\nGremium: Rat Beschlussart: ungeändert beschlossen\nAbstimmungsergebnis\n\neinstimmige Annahme\t\neinstimmige Ablehnung\t\nJa-Stimmen\t11\nNein-Stimmen\t2\nEnthaltungen\t1\n"
    assert counts(text) == [(11, 2, 1)]
    assert item_of(text).vote_events[0].passed


def test_a_vote_on_the_agenda_is_procedural_and_not_the_items():
    votes = item_of(page("Der Geschäftsordnungsantrag auf Vertagung wird mehrheitlich abgelehnt.")).vote_events
    assert [vote.procedural for vote in votes] == [True]


# --- papers -----------------------------------------------------------------------------------------------------------


def test_an_amendments_suffix_is_another_paper():
    item = item_of(page("Frau Roth stellt den Antrag 24/SVV/0679 und Herr Alt den Änderungsantrag 24/SVV/0679-01 vor."))
    assert (item.paper, item.mentioned_papers) == ("24/SVV/0679", ("24/SVV/0679-01",))


def test_earlier_decisions_are_mentions():
    item = item_of(page("Es gibt keinen Grund, frühere Beschlüsse (DS 04/SVV/0010 und 07/SVV/0057) zu ändern."))
    assert (item.paper, item.mentioned_papers) == (None, ("04/SVV/0010", "07/SVV/0057"))


def test_a_glued_title_does_not_hide_the_reference():
    assert item_of(
        page("Die Drucksache 17/SVV/0042Einführung ruht.", title="2 Feststellung der Tagesordnung")
    ).mentioned_papers == ("17/SVV/0042",)


@pytest.mark.parametrize(
    "look_alike",
    ["Flurstück 8545/37", "im Schuljahr 2016/17", "Haushalt 2019/20", "nach § 34 Abs. 2", "2/4/1 gestimmt"],
)
def test_look_alikes_are_no_papers(look_alike: str):
    item = item_of(page(f"Besprochen wird {look_alike}."))
    assert (item.paper, item.mentioned_papers) == (None, ())


# --- speakers ---------------------------------------------------------------------------------------------------------


def test_people_only_named_are_no_speakers():
    item = item_of(page("Frau Roth stimmt dem Vorschlag von Herrn Alt zu und dankt Frau Neu für die Mühe."))
    assert [speaker.name for speaker in item.speakers] == ["Roth"]
    assert [person.name for person in item.mentioned_people] == ["Alt", "Neu"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Dies wird von Frau Roth verneint.", ["Roth"]),
        ("Auf Nachfrage von Herrn Alt erklärt Frau Dr. Neu den Stand.", ["Alt", "Neu"]),
        ("Eingebracht wird die Vorlage durch den Stadtverordneten Kranz für die Fraktion CDU.", ["Kranz"]),
        ("Der Ausschussvorsitzende lässt abstimmen.", ["Der Ausschussvorsitzende"]),
        ("r Herrn Alt bleiben Fragen offen.", ["Alt"]),
        ("Herr Alt und Herr Neu äußern sich zu Punkt 1.", ["Alt", "Neu"]),
        ("Laut Frau Roth reicht das Geld.", ["Roth"]),
        ("Herr de la Motte (Sprecherrat) berichtet.", ["de la Motte"]),
        (
            "Die Stadtverordnete neke verlangt namens der Fraktion ndnis 90/Die Grünen die namentliche Abstimmung.",
            ["neke"],
        ),
    ],
)
def test_who_acts_speaks(body: str, expected: list[str]):
    assert speakers(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Rederecht haben beantragt:\n\n-          Herr Alt (Ruderverein) zum TOP 4.8\n-          Frau Roth zum TOP 4.7\n",
        "Die Dr.-Kurt-Fischer-Straße wird umbenannt.",
        "„Frau Roth widerspricht ihm.“",
        "Der Oberbürgermeister wird beauftragt, zu berichten.",
        "gez.\n\nP. Alt  R. Neu\n",
        "Herr Alt nimmt stellvertretend für Frau Roth teil.",
    ],
)
def test_who_is_only_named_does_not_speak(body: str):
    assert speakers(body) == []


def test_a_pronoun_makes_no_new_speaker():
    assert speakers("Frau Roth fragt nach. Sie bittet um Zahlen. Ihr wird geantwortet.") == ["Roth"]


def test_a_name_cut_by_the_pages_end_is_none():
    assert speakers("Frau Roth fragt nach dem Stand der Dinge.\n\nHerr W") == ["Roth"]


def test_a_verb_glued_to_a_name_is_cut_off():
    assert speakers("Herr Dr. Scharfenberglt ein Gespräch für richtig. Herr Scharfenberg dankt.") == ["Scharfenberg"]


# --- meeting ----------------------------------------------------------------------------------------------------------


def test_dates_of_the_text_are_not_the_meetings():
    text = (
        "15. öffentliche Sitzung des Ausschusses für Umwelt\nMit Schreiben vom 22.10.2020 bat Herr Alt um Aufschub.\n"
    )
    meeting = record_of(text).meeting
    assert (meeting.date, meeting.number, meeting.organization) == (None, 15, "Ausschuss für Umwelt")


def test_the_previous_minutes_number_is_not_this_meetings():
    assert (
        record_of(
            page("Die Niederschrift der 34. Sitzung wird bestätigt.", title="2 Feststellung der Tagesordnung")
        ).meeting.number
        is None
    )


def test_an_earlier_committee_is_not_the_meetings_body():
    body = "Der Ausschuss für Finanzen empfiehlt die Ablehnung.\n\nDie Stadtverordnetenversammlung beschließt:\n\nEs wird gebaut."
    assert record_of(page(body)).meeting.organization == "Stadtverordnetenversammlung"


def test_zero_at_the_end_of_a_number_matters():
    assert item_of("12.03.2019 - 4.10 Radweg am Kanal\n\nReduzieren\n").number == "4.10"


def test_items_of_the_non_public_part_are_not_public():
    text = (
        "Niederschrift\nder 4. Sitzung des Hauptausschusses\nvom 12.03.2019\n\nTagesordnung\n1 Eröffnung\n2 Verkauf\n\nProtokoll\n\n"
        "Öffentlicher Teil\n\n1 Eröffnung\n\nFrau Roth eröffnet.\n\nNichtöffentlicher Teil\n\n2 Verkauf\n\nHerr Alt berichtet.\n"
    )
    assert [(item.number, item.public) for item in record_of(text).agenda_items] == [("1", True), ("2", False)]


def test_a_meeting_behind_closed_doors_has_no_public_item():
    text = "Niederschrift über die nichtöffentliche Sitzung des Hauptausschusses vom 12.03.2019\n\nTOP 1 Personal\n\nHerr Alt berichtet.\n"
    record = record_of(text)
    assert record.meeting.public is False
    assert [item.public for item in record.agenda_items] == [False]


# --- findings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "result", "code"),
    [
        ("Der Antrag wird mit 5 Ja-Stimmen und 2 Nein-Stimmen einstimmig angenommen.", None, "V001"),
        ("Der Antrag wird mit 2 Ja-Stimmen und 5 Nein-Stimmen angenommen.", None, "V002"),
        ("Der Antrag wird mit 2 Ja-Stimmen und 5 Nein-Stimmen abgelehnt.", "ungeändert beschlossen", "V003"),
        (
            "Es sind 5 von 6 Mitgliedern da.\n\nDer Antrag wird mit 6 Ja-Stimmen und 3 Nein-Stimmen angenommen.",
            None,
            "V004",
        ),
        ("Abstimmungsergebnis:\n\nZustimmung: 4\n\nAblehnung:\n", None, "V005"),
        ("Der Antrag wird mit 5/0/0 mehrheitlich angenommen.", None, "V006"),
    ],
)
def test_arithmetic_between_counts_wording_result_and_members(body: str, result: str | None, code: str):
    findings = record_of(page(body, result=result)).findings
    assert code in {finding.code for finding in findings}
    assert all(finding.evidence for finding in findings if finding.code == code)


def test_two_dates_that_compete_are_told():
    text = "Niederschrift der 4. Sitzung des Hauptausschusses vom 12.03.2019\nSitzungsdatum: 13.03.2019\nTOP 1 Eröffnung\n\nFrau Roth eröffnet.\n"
    assert "D001" in {finding.code for finding in record_of(text).findings}
