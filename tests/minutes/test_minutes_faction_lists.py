"""Ballots told by faction: lists with an option in brackets, shares behind a count, factions under an option."""

from __future__ import annotations

from typing import Any

import pytest
from minutes_helpers import item_of, page, record_of

from pipeline.model.record import VoteEvent


def extract_of(body: str) -> str:
    """A page that names its committee and no more, as the office with faction lists prints it."""
    return f"Gremium: Ausschuss für Umwelt\nDatum: 12.03.2019\n\n{body}\n"


def ballots(body: str) -> tuple[VoteEvent, ...]:
    return item_of(extract_of(body)).vote_events


def sides(vote: VoteEvent) -> dict[str, Any]:
    named = {"yes": vote.yes_factions, "no": vote.no_factions, "abstain": vote.abstain_factions, **vote.other_factions}
    return {side: list(names) for side, names in named.items() if names}


@pytest.mark.parametrize(
    ("decision", "line", "expected", "passed"),
    [
        (
            "Der Vorlage NR 7 wird zugestimmt.",
            "CDU, GRÜNE und SPD gegen AfD (= Ablehnung); FDP (= Enthaltung)",
            {"yes": ["CDU", "GRÜNE", "SPD"], "no": ["AfD"], "abstain": ["FDP"]},
            True,
        ),
        (
            "Die Vorlage NR 7 wird abgelehnt.",
            "GRÜNE, CDU gegen DIE LINKE. (= Annahme) sowie BFF (= Enthaltung)",
            {"no": ["GRÜNE", "CDU"], "yes": ["DIE LINKE."], "abstain": ["BFF"]},
            False,
        ),
        (
            "Der Vorlage NR 7 wird zugestimmt.",
            "CDU und SPD gegen AfD (= Ablehnung) sowie LINKE. (= Prüfung und Berichterstattung)",
            {"yes": ["CDU", "SPD"], "no": ["AfD"], "Prüfung und Berichterstattung": ["LINKE."]},
            True,
        ),
        (
            "Die Vorlage wird zurückgestellt.",
            "CDU und SPD gegen GRÜNE (= Annahme)",
            {"yes": ["CDU", "SPD"], "Annahme": ["GRÜNE"]},
            True,
        ),
        ("Die Anregung wird abgelehnt.", "CDU, SPD gegen GRÜNE", {"no": ["CDU", "SPD"], "yes": ["GRÜNE"]}, False),
        (
            "Die Vorlage OF 9 wird beschlossen.",
            "CDU, freie Wähler, farbechte/LINKE und fraktionslos gegen SPD (= Ablehnung)",
            {"yes": ["CDU", "freie Wähler", "farbechte/LINKE", "fraktionslos"], "no": ["SPD"]},
            True,
        ),
        ("", "SPD und CDU gegen FDP (= Annahme)", {"no": ["SPD", "CDU"], "yes": ["FDP"]}, False),
        ("", "SPD und CDU gegen FDP (= Ablehnung)", {"yes": ["SPD", "CDU"], "no": ["FDP"]}, True),
    ],
)
def test_the_first_list_votes_for_what_is_decided(
    decision: str, line: str, expected: dict[str, Any], passed: bool
) -> None:
    (vote,) = ballots(f"Beschluss:\n\n{decision}\n\nAbstimmung:\n\n{line}")
    assert (sides(vote), vote.passed, vote.manner) == (expected, passed, "majority")
    assert (vote.yes, vote.no, vote.abstain) == (None, None, None)


def test_each_point_has_its_own_ballot_and_subject() -> None:
    body = """Beschluss:

1. Die Vorlage NR 13 wird abgelehnt.
2. Der Vorlage A 7 wird zugestimmt.
3. Die Vorlage B 271 dient zur Kenntnis.

Abstimmung:

zu 1.: GRÜNE, CDU und SPD gegen LINKE. (= Annahme)
zu 2.: CDU und GRÜNE gegen AfD (= Ablehnung)
zu 3.: Einstimmige Annahme
"""
    first, second, third = ballots(body)
    assert [vote.about for vote in (first, second, third)] == [
        "Die Vorlage NR 13",
        "Der Vorlage A 7",
        "Die Vorlage B 271",
    ]
    assert [vote.passed for vote in (first, second, third)] == [False, True, True]
    assert (sides(first)["yes"], sides(second)["no"], third.manner) == (["LINKE."], ["AfD"], "unanimous")


def test_all_points_on_one_line() -> None:
    body = "Abstimmung: zu 1: CDU und SPD gegen AfD (= Ablehnung) zu 2: CDU gegen SPD (= Annahme)"
    assert [vote.passed for vote in ballots(body)] == [True, False]


def test_the_label_may_stand_on_the_line_and_the_list_may_wrap() -> None:
    (vote,) = ballots(
        "Der Vorlage wird zugestimmt.\n\nAbstimmung: CDU, GRÜNE,\nSPD und FDP gegen LINKE.\n(= Ablehnung)"
    )
    assert sides(vote) == {"yes": ["CDU", "GRÜNE", "SPD", "FDP"], "no": ["LINKE."]}


@pytest.mark.parametrize(
    ("words", "expected", "manner", "passed"),
    [
        ("Annahme bei Enthaltung FDP", {"abstain": ["FDP"]}, None, True),
        ("Ablehnung gegen GRÜNE und SPD", {"yes": ["GRÜNE", "SPD"]}, "majority", False),
        ("Annahme gegen AfD bei Enthaltung der FDP", {"no": ["AfD"], "abstain": ["FDP"]}, "majority", True),
    ],
)
def test_an_outcome_with_those_who_did_not_join_it(
    words: str, expected: dict[str, Any], manner: str | None, passed: bool
) -> None:
    (vote,) = ballots(f"Abstimmung:\n{words}")
    assert (sides(vote), vote.manner, vote.passed) == (expected, manner, passed)


def test_what_others_wanted_is_not_the_items_result() -> None:
    """ "(= Ablehnung)" behind those who lost was read as the outcome of the item."""
    body = "Beschluss:\n\nDie Vorlage OF 47 wird in der vorgelegten Fassung beschlossen.\n\nAbstimmung:\n\nCDU gegen SPD (= Ablehnung)"
    item = item_of(extract_of(body))
    assert item.result is not None
    assert (item.result.text, item.result.code) == ("beschlossen", "adopted")
    silent = item_of(extract_of("Abstimmung: CDU gegen SPD (= Ablehnung)"))
    assert (silent.result, silent.inferred_result is not None and silent.inferred_result.code) == (None, "adopted")


def test_the_ballot_points_to_its_line() -> None:
    text = extract_of("Der Vorlage wird zugestimmt.\n\nAbstimmung:\nCDU gegen SPD (= Ablehnung)")
    (place,) = record_of(text).evidence["/agenda_items/0/vote_events/0"]
    assert text[place.start : place.end] == "CDU gegen SPD (= Ablehnung)"
    assert place.rule == "vote.faction_list"


@pytest.mark.parametrize(
    "body",
    [
        "Herr Kolbe sagt, CDU und SPD gegen AfD, das werde noch lange so gehen.",
        "Frau Voss erinnert an die letzte Wahlperiode: Für den Antrag stimmten damals CDU und SPD, dagegen die LINKE.",
        "Die Variante B (= Ablehnung der Brücke) ist günstiger.",
        "Abstimmung: Herr Kolbe spricht sich gegen Frau Voss aus.",
        "Die Rechnung lautet: Bedarf gegen Bestand (= Lücke).",
    ],
)
def test_what_only_looks_like_a_faction_list_is_no_ballot(body: str) -> None:
    assert item_of(page(body)).vote_events == ()


# --- factions beside counts, and under an option ----------------------------------------------------------------------


def test_shares_behind_a_count_are_kept_as_factions_and_never_added() -> None:
    body = "Abstimmungsergebnis:\n\nMehrheitlich abgelehnt.\n\n10 Ja-Stimmen (5 CDU, 4 SPD, 1 FDP)\n11 Nein-Stimmen (8 Grüne, 3 Volt)\n2 Enthaltungen (FDP)"
    (vote,) = item_of(page(body)).vote_events
    assert (vote.yes, vote.no, vote.abstain) == (10, 11, 2)
    assert sides(vote) == {"yes": ["CDU", "SPD", "FDP"], "no": ["Grüne", "Volt"], "abstain": ["FDP"]}


def test_a_person_behind_a_count_is_a_person() -> None:
    body = "Abstimmungsergebnis:\n\ndafür: 2 (2 Bürgerliste)\ndagegen: 13 (10 CDU, 3 SPD)\nEnth.: 1 (Herr Lind)"
    item = item_of(page(body))
    (vote,) = item.vote_events
    assert (vote.yes, vote.no, vote.abstain) == (2, 13, 1)
    assert sides(vote) == {"yes": ["Bürgerliste"], "no": ["CDU", "SPD"]}
    assert [(one.name, one.salutation, one.option) for one in vote.votes] == [("Lind", "Herr", "abstain")]
    assert (item.speakers, item.mentioned_people) == ((), ())


@pytest.mark.parametrize(
    "bracket", ["(TOP 3)", "(DS 12)", "(einstimmig)", "(siehe Anlage)", "(SVV)", "(1 Oberbürgermeister)"]
)
def test_what_else_stands_in_brackets_is_no_faction(bracket: str) -> None:
    (vote,) = item_of(page(f"Der Antrag wird mit 5 Ja-Stimmen {bracket} und 2 Nein-Stimmen angenommen.")).vote_events
    assert sides(vote) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Ja: CDU, SPD\nNein: AfD\nEnthaltung: FDP",
        "Zustimmung: CDU, SPD / Ablehnung: AfD / Enthaltung: FDP",
        "Dafür stimmten die Fraktionen CDU und SPD, dagegen die Fraktion der AfD; die Gruppe FDP enthielt sich.",
    ],
)
def test_factions_under_an_option_complete_the_ballot_above(words: str) -> None:
    (vote,) = item_of(page(f"Der Antrag wird mehrheitlich angenommen.\n\n{words}")).vote_events
    assert (vote.manner, vote.passed) == ("majority", True)
    assert sides(vote) == {"yes": ["CDU", "SPD"], "no": ["AfD"], "abstain": ["FDP"]}


def test_a_table_of_factions_gives_its_last_row_as_counts() -> None:
    body = "Abstimmungsergebnis:\n\nFraktion\tJa\tNein\tEnthaltung\nCDU\t5\t0\t0\nSPD\t3\t1\t0\nAfD\t0\t2\t0\nGesamt\t8\t3\t0"
    (vote,) = item_of(page(body)).vote_events
    assert (vote.yes, vote.no, vote.abstain, vote.manner) == (8, 3, 0, "counted")
    assert sides(vote) == {"yes": ["CDU", "SPD"], "no": ["SPD", "AfD"]}


@pytest.mark.parametrize(
    ("verb", "yes", "no"),
    [("angenommen", ["CSU", "FW", "FDP"], ["SPD", "Grünen"]), ("abgelehnt", ["SPD", "Grünen"], ["CSU", "FW", "FDP"])],
)
def test_with_the_votes_of_these_against_those_is_a_ballot(verb: str, yes: list[str], no: list[str]) -> None:
    body = f"Der Antrag wird mit den Stimmen von CSU, FW und FDP gegen die Stimmen von SPD und Grünen {verb}."
    (vote,) = item_of(page(body)).vote_events
    assert sides(vote) == {"yes": yes, "no": no}
    assert (vote.manner, vote.passed) == ("majority", verb == "angenommen")
