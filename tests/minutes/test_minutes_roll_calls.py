"""Roll calls: who voted how, in the forms that minutes print, and what looks like a roll and is none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_helpers import item_of, page, record_and_original, record_of

from pipeline.model.record import AgendaItem, VoteEvent


def the_roll(text: str, *, name: str = "minutes.txt") -> VoteEvent:
    """The only ballot of the only item."""
    (item,) = record_of(text, name=name).agenda_items
    (vote,) = item.vote_events
    return vote


def options(vote: VoteEvent) -> dict[str, str | None]:
    return {one.name: one.option for one in vote.votes}


def counts(vote: VoteEvent) -> tuple[int | None, int | None, int | None]:
    return vote.yes, vote.no, vote.abstain


def people(item: AgendaItem) -> list[str | None]:
    return [*(one.name or one.role for one in item.speakers), *(one.name for one in item.mentioned_people)]


VOTED = {"Anna Kolbe": "yes", "Karl Bieber-Voss": "no", "Jens Ahrend": "abstain"}
NAMED = {"Kolbe": "yes", "Bieber-Voss": "no", "Ahrend": "abstain"}

# --- the forms --------------------------------------------------------------------------------------------------------

FULL = {
    "columns of blanks": """Namentliche Abstimmung:

Name                    Fraktion   Ja   Nein   Enthaltung
Kolbe, Anna             CDU        x
Bieber-Voss, Karl       SPD             X
Dr. Ahrend, Jens        FDP                    x
""",
    "tabs": "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe, Anna\t✓\nBieber-Voss, Karl\t\t✓\nAhrend, Dr. Jens\t\t\t✓\n",
    "bars": """Namentliche Abstimmung

| Nr. | Name | JA | NEIN | ENTHALTUNG |
|---|---|---|---|---|
| 1 | Kolbe, Anna | x | | |
| 2 | Bieber-Voss, Karl | | x | |
| 3 | Ahrend, Jens | | | x |
""",
    "first name in a column of its own": "Namentliche Abstimmung\n\nName\tVorname\tdafür\tdagegen\tEnthaltung\nKolbe\tAnna\tx\nBieber-Voss\tKarl\t\tx\nAhrend\tJens\t\t\tx\n",
    "boxes to tick": "Namentliche Abstimmung\n\nMitglied\tJa\tNein\tEnth.\nKolbe, Anna\t☒\t☐\t☐\nBieber-Voss, Karl\t☐\t☒\t☐\nAhrend, Jens\t☐\t☐\t☒\n",
    "one a line": "Namentliche Abstimmung\n\nKolbe, Anna – Ja\nBieber-Voss, Karl: nein\nDr. Ahrend, Jens (FDP) ..... Enthaltung\n",
    "numbered": "Namentliche Abstimmung\n\n1. Anna Kolbe: Ja\n2. Karl Bieber-Voss: Nein\n3. Jens Ahrend: Enthaltung\n",
    "cells in words": "Namentliche Abstimmung\n\nName\tFraktion\tVotum\nKolbe, Anna\tCDU\tJa\nBieber-Voss, Karl\tSPD\tNein\nAhrend, Jens\tFDP\tEnthaltung\n",
    "a legend of signs": "Namentliche Abstimmung (J = Ja, N = Nein, E = Enthaltung)\n\nKolbe, Anna; CDU; J\nBieber-Voss, Karl; SPD; N\nAhrend, Jens; FDP; E\n",
    "signs": "Namentliche Abstimmung (+ Ja, – Nein, o Enthaltung)\n\nKolbe, Anna (CDU)     +\nBieber-Voss, Karl (SPD)   –\nAhrend, Jens      o\n",
    "two on a line": "Ergebnis der namentlichen Abstimmung\n\nKolbe, Anna      ja        Ahrend, Jens     Enthaltung\nBieber-Voss, Karl    nein\n",
    "heads of one letter": "Namentliche Abstimmung\n\nNr.\tName\tJ\tN\tE\n1\tKolbe, Anna\tX\n2\tBieber-Voss, Karl\t\tX\n3\tAhrend, Jens\t\t\tX\n",
    "any head over the names": "Die Abstimmung erfolgt namentlich.\n\nBürgerschaft\tJa\tNein\tEnth.\tabw.\nAnna Kolbe\tX\nKarl Bieber-Voss\t\tX\nJens Ahrend\t\t\tX\n",
    "party before its people": "Namentliche Abstimmung\n\nCDU-Fraktion: Anna Kolbe (Ja), Karl Bieber-Voss (Nein)\nSPD-Fraktion: Jens Ahrend (Enthaltung)\n",
    "lists of full names": "Es wird namentlich abgestimmt.\n\nJa: Anna Kolbe; Nein: Karl Bieber-Voss; Enthaltung: Jens Ahrend.\n",
    "lists with semicolons": "Namentliche Abstimmung\n\nJA-Stimmen (1): Kolbe, Anna;\nNEIN-Stimmen (1): Bieber-Voss, Karl;\nEnthaltungen (1): Ahrend, Jens;\n",
    "headings over lists": "Die Abstimmung erfolgt namentlich.\n\nJa-Stimmen\n- Anna Kolbe (CDU)\n\nNein-Stimmen\n- Karl Bieber-Voss (SPD)\n\nEnthaltungen\n- Jens Ahrend\n",
}  # fmt: skip
SHORT = {
    "verb before": "In namentlicher Abstimmung stimmten mit folgendem Ergebnis ab: Mit Ja stimmte Herr Kolbe. Mit Nein stimmte Frau Bieber-Voss. Der Stimme enthielt sich Herr Dr. Ahrend.\n",
    "verb behind": "Es wird namentlich abgestimmt. Frau Kolbe stimmte mit Ja, Herr Bieber-Voss mit Nein; Herr Ahrend enthielt sich.\n",
    "in brackets": "Namentliche Abstimmung: Frau Kolbe (ja), Herr Bieber-Voss (nein), Herr Ahrend (Enthaltung).\n",
    "figures and brackets": "Namentliche Abstimmung: Mit JA stimmte 1 Verordnete (BV Kolbe), mit NEIN 1 (BV Bieber-Voss), enthalten hat sich 1 (BV Ahrend).\n",
    "figures before the colon": "Abstimmung (namentlich): dafür 1: Kolbe | dagegen 1: Bieber-Voss | Stimmenthaltung 1: Ahrend\n",
    "called by their names": "Abstimmung mit Namensaufruf:\n\ndafür: Kolbe\ndagegen: Bieber-Voss\nenthalten: Ahrend\n",
    "bars behind the option": "Ergebnis der namentlichen Abstimmung:\nJa 1 | Nein 1 | Enthaltung 1\n\nJa | Kolbe\nNein | Bieber-Voss\nEnthaltung | Ahrend\n",
    "under party names": "Namentliche Abstimmung\n\nMit Ja stimmten:\nCDU: Kolbe\n\nMit Nein stimmten:\nSPD: Bieber-Voss\n\nEnthaltung:\nFDP: Ahrend\n",
}  # fmt: skip


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in FULL.items()])
def test_a_roll_tells_each_persons_option(body: str) -> None:
    vote = the_roll(page(body))
    assert options(vote) == VOTED
    assert vote.manner == "roll_call"


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in SHORT.items()])
def test_surnames_alone_are_kept_as_written(body: str) -> None:
    vote = the_roll(page(body))
    assert options(vote) == NAMED
    assert vote.manner == "roll_call"


def test_salutation_title_and_party_are_told_apart_from_the_name() -> None:
    body = "Namentliche Abstimmung\n\nFrau Dr. von der Heide (SPD): ja\nRatsherr McAllister, CDU: nein\nHerr O'Hara-Lünz: ja\n"
    told = [(one.name, one.salutation, one.honorific, one.party) for one in the_roll(page(body)).votes]
    assert told == [
        ("von der Heide", "Frau", "Dr.", "SPD"), ("McAllister", None, None, "CDU"), ("O'Hara-Lünz", "Herr", None, None),
    ]  # fmt: skip


def test_a_party_alone_on_its_line_is_that_of_the_people_below() -> None:
    body = "Namentliche Abstimmung\n\nCDU\nKolbe, Anna: Ja\nVoss, Karl: Nein\n\nSPD\nLind, Ole: Ja\n"
    assert [one.party for one in the_roll(page(body)).votes] == ["CDU", "CDU", "SPD"]


def test_a_party_for_several_in_one_bracket() -> None:
    body = "Namentliche Abstimmung: Ja: Kolbe, Voss (beide CDU), Lind (SPD). Nein: Ahrend.\n"
    assert [one.party for one in the_roll(page(body)).votes] == ["CDU", "CDU", "SPD", None]


def test_who_did_not_vote_is_absent_and_an_unmarked_row_unknown() -> None:
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe, Anna\tx\nVoss, Karl\tentschuldigt\nLind, Ole\t\t\t\nBär, Ute\t\tx\n"
    assert options(the_roll(page(body))) == {
        "Anna Kolbe": "yes",
        "Karl Voss": "absent",
        "Ole Lind": None,
        "Ute Bär": "no",
    }


def test_two_crosses_in_one_row_are_unknown() -> None:
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe, Anna\tx\tx\nVoss, Karl\t\tx\nLind, Ole\tx\n"
    assert options(the_roll(page(body)))["Anna Kolbe"] is None


def test_names_that_take_two_cells_do_not_shift_the_crosses() -> None:
    """The head's first cell spans two columns: by number alone every yes would be a no."""
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe\tAnna\tx\nVoss\tKarl\t\tx\nLind\tOle\t\t\tx\n"
    assert options(the_roll(page(body))) == {"Kolbe": "yes", "Voss": "no", "Lind": "abstain"}


def test_crosses_whose_columns_contradict_each_other_stay_unknown() -> None:
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe\tAnna\tx\nVoss\tx\nLind\tOle\tx\n"
    assert all(option is None for option in options_of_all(page(body)).values())


def options_of_all(text: str) -> dict[str, str | None]:
    return {one.name: one.option for vote in item_of(text).vote_events for one in vote.votes}


def test_a_list_runs_on_over_lines_hyphens_and_page_marks() -> None:
    body = """In namentlicher Abstimmung wird der Antrag mit 4 Ja-Stimmen und 2 Nein-Stimmen angenommen.

Mit Ja stimmten: Herr Kolbe, Frau Bieber-
Voss, Frau Dr. Ahrend, Herr

- 2 -

Lind.
Mit Nein stimmten die Stadtverordneten Ohm
und Bär.
"""
    vote = the_roll(page(body))
    assert options(vote) == {
        "Kolbe": "yes", "Bieber-Voss": "yes", "Ahrend": "yes", "Lind": "yes", "Ohm": "no", "Bär": "no",
    }  # fmt: skip
    assert counts(vote) == (4, 2, None)


def test_a_roll_goes_on_behind_a_running_head() -> None:
    rows = [f"Name{chr(97 + index)}, Karl: {'ja' if index % 2 else 'nein'}" for index in range(12)]
    body = "Namentliche Abstimmung\n\n" + "\n".join([*rows[:6], "Niederschrift des Rates Moosmarkt", *rows[6:]])
    assert len(the_roll(page(body)).votes) == 12


def test_lists_parted_by_a_running_head_are_one_roll() -> None:
    body = """In namentlicher Abstimmung wird der Antrag mit 2 Ja-Stimmen und 2 Nein-Stimmen abgelehnt.

Mit Ja stimmten Herr Kolbe und Frau Voss.

Niederschrift des Rates Moosmarkt
Mit Nein stimmten Herr Lind und Frau Ohm.
Es enthielt sich Frau Bär.
"""
    vote = the_roll(page(body))
    assert options(vote) == {"Kolbe": "yes", "Voss": "yes", "Lind": "no", "Ohm": "no", "Bär": "abstain"}


def test_a_name_that_lost_its_front_does_not_end_the_list() -> None:
    body = "Namentliche Abstimmung: Mit Ja stimmten: Frau Kolbe, Frau gele und Herr Lind. Mit Nein stimmte: Herr ge.\n"
    assert options(the_roll(page(body))) == {"Kolbe": "yes", "gele": "yes", "Lind": "yes", "ge": "no"}


def test_question_and_answer_of_verbatim_minutes() -> None:
    body = """Der Vorsitzende: Wir kommen zur namentlichen Abstimmung.

Schriftführerin Lau: Frau Kolbe?

Frau Kolbe: Ja.

Schriftführerin Lau: Herr Voss?

Herr Voss: Nein.

Der Vorsitzende: Damit ist der Antrag mit einer Ja-Stimme und einer Nein-Stimme abgelehnt.
"""
    item = item_of(page(body))
    (vote,) = item.vote_events
    assert options(vote) == {"Kolbe": "yes", "Voss": "no"}
    assert (counts(vote), vote.passed) == ((1, 1, None), False)
    assert people(item) == ["Der Vorsitzende"]


# --- counts, outcome, the ballot it belongs to ------------------------------------------------------------------------


def test_counts_that_are_not_printed_stay_unknown_and_the_outcome_follows() -> None:
    body = "Namentliche Abstimmung\n\nHerr Kolbe: ja\nFrau Voss: nein\nHerr Lind: ja\n"
    vote = the_roll(page(body))
    assert (counts(vote), vote.passed) == ((None, None, None), True)


def test_the_outcome_of_a_roll_with_gaps_is_not_guessed() -> None:
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe, Anna\tx\nVoss, Karl\t\t\t\nLind, Ole\tx\n"
    assert the_roll(page(body)).passed is None


def test_a_roll_of_which_only_a_part_was_read_says_nothing_of_the_outcome() -> None:
    body = "Namentliche Abstimmung\n\nHerr Kolbe: ja\nHerr Lind: ja\nFrau Voss: nein\n§ 12 Ohm ./. nein\n§ 13 Bär ./. nein\n"
    assert the_roll(page(body)).passed is None


def test_the_words_beside_the_roll_say_what_came_of_it() -> None:
    body = (
        "Namentliche Abstimmung\n\nHerr Kolbe: ja\nFrau Voss: nein\nHerr Lind: ja\n\nDer Antrag ist damit abgelehnt.\n"
    )
    assert the_roll(page(body)).passed is False  # it needed two thirds


def test_the_last_row_gives_the_printed_counts() -> None:
    body = "Namentliche Abstimmung\n\nName\tJa\tNein\tEnthaltung\nKolbe, Anna\tx\nVoss, Karl\t\tx\nLind, Ole\tx\nGesamt\t2\t1\t0\n"
    record = record_of(page(body))
    (vote,) = record.agenda_items[0].vote_events
    assert counts(vote) == (2, 1, 0)
    assert record.evidence["/agenda_items/0/vote_events/0/no"][0].rule == "roll.total"


def test_printed_counts_and_names_that_disagree_are_a_finding() -> None:
    body = "In namentlicher Abstimmung wird der Antrag mit 3 Ja-Stimmen und 2 Nein-Stimmen angenommen.\n\nJa: Kolbe, Voss\nNein: Lind, Ohm\n"
    record = record_of(page(body))
    assert [finding.code for finding in record.findings if finding.severity == "warning"] == ["V007"]
    (vote,) = record.agenda_items[0].vote_events
    assert counts(vote) == (3, 2, None)


def test_a_side_that_the_roll_does_not_list_is_no_contradiction() -> None:
    body = "In namentlicher Abstimmung wird der Antrag mit 3 Ja-Stimmen und 2 Nein-Stimmen angenommen.\n\nMit Nein stimmten Herr Lind und Frau Ohm.\n"
    record = record_of(page(body))
    assert not [finding for finding in record.findings if finding.code == "V007"]
    assert options(record.agenda_items[0].vote_events[0]) == {"Lind": "no", "Ohm": "no"}


def test_the_ballot_on_having_a_roll_call_does_not_get_the_roll() -> None:
    body = """Herr Kolbe verlangt namentliche Abstimmung.

Dem Verlangen wird mit Stimmenmehrheit zugestimmt.

Name\tJa\tNein\tEnthaltung
Kolbe, Anna\tx
Voss, Karl\t\tx
Lind, Ole\t\tx

Der Antrag ist damit abgelehnt.
"""
    motion, ballot = item_of(page(body)).vote_events
    assert (motion.procedural, len(motion.votes)) == (True, 0)
    assert (ballot.procedural, ballot.passed, len(ballot.votes)) == (False, False, 3)


def test_the_ballot_behind_a_roll_with_another_subject_stays_its_own() -> None:
    body = """In namentlicher Abstimmung wird der Ergänzungsantrag mit 2 Ja-Stimmen und 1 Nein-Stimme angenommen.

Herr Kolbe: ja
Frau Voss: nein
Herr Lind: ja

Der geänderten Vorlage wird mehrheitlich zugestimmt.
"""
    first, second = item_of(page(body)).vote_events
    assert (counts(first), len(first.votes)) == ((2, 1, None), 3)
    assert (second.manner, second.votes) == ("majority", ())


def test_two_rolls_of_one_item_stay_two() -> None:
    body = """Über den Änderungsantrag wird namentlich abgestimmt:

Herr Kolbe: ja
Frau Voss: nein

Der Änderungsantrag ist damit abgelehnt.

Über den Antrag wird namentlich abgestimmt:

Herr Kolbe: nein
Frau Voss: ja
Herr Lind: ja

Der Antrag ist damit angenommen.
"""
    first, second = item_of(page(body)).vote_events
    assert (options(first), first.passed) == ({"Kolbe": "yes", "Voss": "no"}, False)
    assert (options(second), second.passed) == ({"Kolbe": "no", "Voss": "yes", "Lind": "yes"}, True)


PLENARY = """Niederschrift 5. Plenarsitzung des Gemeinderates
24. Mai 2022, 15:30 Uhr
öffentlich
Vorsitzender: Oberbürgermeister Dr. Frank Muster

4.

Punkt 4 der Tagesordnung: Markthalle
Vorlage: 2022/0412

Beschluss:
Der Gemeinderat stimmt der Sanierung zu.

Abstimmungsergebnis:
{section}

Der Vorsitzende: Wir stimmen namentlich ab.

Stadtrat Kolbe (CDU): Ja
Stadträtin Voss (SPD): Ja
Stadtrat Lind (FDP): Nein
"""


def test_a_roll_of_the_debate_belongs_to_the_ballot_of_the_section() -> None:
    item = item_of(PLENARY.format(section="Bei 2 Ja-Stimmen und 1 Nein-Stimme mehrheitlich zugestimmt"))
    (vote,) = item.vote_events
    assert (counts(vote), options(vote)) == ((2, 1, None), {"Kolbe": "yes", "Voss": "yes", "Lind": "no"})
    assert [speaker.role for speaker in item.speakers] == ["Der Vorsitzende"]


def test_a_roll_that_fits_no_ballot_of_the_section_begins_none() -> None:
    section = "Änderungsantrag: Bei 9 Ja-Stimmen und 30 Nein-Stimmen mehrheitlich abgelehnt"
    assert [vote.votes for vote in item_of(PLENARY.format(section=section)).vote_events] == [()]


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        (
            "In namentlicher Abstimmung wird der Antrag der SPD mit 3 Ja-Stimmen und 2 Nein-Stimmen angenommen.",
            "der Antrag der SPD",
        ),
        ("Bei Stimmengleichheit (5 Ja, 5 Nein) ist der Antrag abgelehnt.", "der Antrag"),
        ("Mit 5 Ja-Stimmen bei 3 Nein-Stimmen wird die Vorlage angenommen.", "die Vorlage"),
    ],
)
def test_what_stands_before_the_verb_is_not_always_the_subject(sentence: str, about: str) -> None:
    (vote,) = item_of(page(sentence)).vote_events
    assert vote.about == about


@pytest.mark.parametrize(
    ("head", "option"),
    [
        ("Für die Ablehnung stimmten", "no"),
        ("Gegen die Ablehnung stimmten", "yes"),
        ("Für den Antrag stimmten", "yes"),
        ("Gegen den Antrag stimmten", "no"),
        ("Dagegen stimmten", "no"),
    ],
)
def test_what_is_voted_for_decides_the_side(head: str, option: str) -> None:
    body = f"Namentliche Abstimmung über den Antrag: {head} Herr Kolbe und Frau Voss. Es enthielten sich Herr Lind und Frau Ohm.\n"
    told = options(the_roll(page(body)))
    assert told == {"Kolbe": option, "Voss": option, "Lind": "abstain", "Ohm": "abstain"}


# --- people who only vote ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Frau Lau beantragt namentliche Abstimmung.\n\nHerr Kolbe: ja\nFrau Voss: nein\nHerr Lind: ja\n",
        "Frau Lau beantragt namentliche Abstimmung. Für den Antrag stimmten die Stadtverordneten Kolbe und Lind, gegen den Antrag stimmte Herr Voss.\n",
    ],
)
def test_who_only_votes_neither_speaks_nor_is_mentioned(body: str) -> None:
    assert people(item_of(page(body))) == ["Lau"]


def test_who_speaks_and_votes_is_a_speaker_once() -> None:
    body = (
        "Herr Kolbe begründet den Antrag.\n\nNamentliche Abstimmung\n\nHerr Kolbe: ja\nFrau Voss: nein\nHerr Lind: ja\n"
    )
    item = item_of(page(body))
    assert [speaker.name for speaker in item.speakers] == ["Kolbe"]
    assert len(item.speeches) == 1
    assert item.speeches[0].text == "Herr Kolbe begründet den Antrag."


def test_every_vote_has_its_place_and_the_word_that_tells_the_side() -> None:
    text = page("Namentliche Abstimmung: Mit Ja stimmten Herr Kolbe und Frau Voss. Mit Nein stimmte Herr Lind.")
    record = record_of(text)
    told = {}
    for index, vote in enumerate(record.agenda_items[0].vote_events[0].votes):
        places = record.evidence[f"/agenda_items/0/vote_events/0/votes/{index}"]
        told[vote.name] = [text[place.start : place.end] for place in places]
    assert told == {
        "Kolbe": ["Herr Kolbe", "Mit Ja stimmten"],
        "Voss": ["Frau Voss", "Mit Ja stimmten"],
        "Lind": ["Herr Lind", "Mit Nein stimmte"],
    }


# --- what is no roll --------------------------------------------------------------------------------------------------

NO_ROLL = {
    "an attendance list with columns": "Anwesenheitsliste\n\nName\tJa\tNein\nKolbe, Anna\tx\nVoss, Karl\t\tx\n",
    "attendance taken by name": "Die Anwesenheit wird namentlich festgestellt.\n\nName\tJa\tNein\nKolbe, Anna\tx\nVoss, Karl\t\tx\n",
    "attendance below a ballot's heading": "Abstimmungsunterlagen lagen aus.\n\nTeilnehmer am Ortstermin:\n\nName\tJa\tNein\nKolbe, Anna\tx\nVoss, Karl\t\tx\n",
    "motions with their counts": "Übersicht\n\nMaßnahme\tJa\tNein\tEnthaltung\nRadweg Nord\t5\t3\t1\nSteg Mitte\t7\t1\t1\n",
    "people who accept an election": "Die Gewählten werden gefragt. Herr Kolbe: Ja. Frau Voss: Ja. Herr Lind: Nein.\n",
    "answers in a debate": "Frau Voss fragt, ob der Weg beleuchtet werde.\n\nHerr Kolbe: Ja.\n\nFrau Voss: Nein, das reicht nicht.\n",
    "a look back in a speech": "Frau Lau erinnert an die letzte Wahlperiode: Für den Antrag stimmten damals Herr Kolbe und Frau Voss, dagegen Herr Lind.\n",
    "a quotation": "Herr Kolbe liest vor: „Mit Ja stimmten: Frau Voss, Herr Lind. Mit Nein stimmte: Herr Ohm.“\n",
    "figures and signatures": "Namentliche Abstimmung wurde nicht verlangt.\n\nEnthaltung: 1\n\nAnna Kolbe\nVorsitzende\n",
    "a list of those excused": "Entschuldigt: Herr Kolbe, Frau Voss\n\nAbwesend: Herr Lind\n",
}  # fmt: skip


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in NO_ROLL.items()])
def test_what_looks_like_a_roll_and_is_none(body: str) -> None:
    assert [vote.votes for vote in item_of(page(body)).vote_events if vote.votes] == []


@pytest.mark.parametrize(
    "name", ["an attendance list with columns", "a look back in a speech", "people who accept an election"]
)
def test_no_ballot_is_invented_for_it(name: str) -> None:
    assert item_of(page(NO_ROLL[name])).vote_events == ()


def test_numbered_voters_are_no_agenda_items() -> None:
    text = """Niederschrift der 3. Sitzung des Rates am 04.05.2021

Tagesordnung
1. Eröffnung
2. Markthalle
3. Anfragen

1. Eröffnung
Der Vorsitzende eröffnet die Sitzung.

2. Markthalle
Es wird namentlich abgestimmt.
1. Kolbe, Anna – Ja
2. Voss, Karl – Nein
3. Lind, Ole – Ja
Damit ist die Vorlage angenommen.

3. Anfragen
keine
"""
    items = record_of(text).agenda_items
    assert [item.number for item in items] == ["1", "2", "3"]
    assert [len(vote.votes) for vote in items[1].vote_events] == [3]


def test_a_wrapped_figure_with_its_noun_is_no_heading() -> None:
    """The line "3 Enthaltungen angenommen." began item 3 of the agenda."""
    text = """Niederschrift der 3. Sitzung des Rates am 04.05.2021

Tagesordnung
1. Eröffnung
2. Markthalle
3. Anfragen

2. Markthalle
In namentlicher Abstimmung wird die geänderte Vorlage mit 12 Ja-Stimmen, 6 Nein-Stimmen und
3 Enthaltungen angenommen.

3. Anfragen
Es liegen keine Anfragen vor.
"""
    items = {item.number: item for item in record_of(text).agenda_items}
    assert items["3"].title == "Anfragen"
    assert [counts(vote) for vote in items["2"].vote_events] == [(12, 6, 3)]


def test_a_roll_call_and_an_equal_ballot_on_another_motion_stay_two() -> None:
    body = """Die namentliche Abstimmung ergibt 2 Ja-Stimmen, 6 Nein-Stimmen und 1 Enthaltung; der Ergänzungsantrag ist abgelehnt.

Der Antrag wird abgelehnt.

Abstimmungsergebnis:
Zustimmung:	2
Ablehnung:	6
Stimmenthaltung:	1
"""
    assert [counts(vote) for vote in item_of(page(body)).vote_events] == [(2, 6, 1), (2, 6, 1)]


def test_a_page_that_ends_with_a_roll_is_not_cut() -> None:
    body = "Namentliche Abstimmung\n\n" + "\n".join(f"Kolbe{chr(97 + index)}, Anna: dafür" for index in range(40))
    assert not [finding for finding in record_of(page(body)).findings if finding.code == "T001"]


# --- other formats ----------------------------------------------------------------------------------------------------

TABLE = [
    ("Name", "Ja", "Nein", "Enthaltung"), ("Kolbe, Anna", "x", "", ""), ("Bieber-Voss, Karl", "", "x", ""),
    ("Ahrend, Jens", "", "", "x"),
]  # fmt: skip


def test_a_table_of_a_web_page() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TABLE
    )  # fmt: skip
    html = f"<html><head><title>Auszug</title></head><body><h1>12.03.2019 - 3.4 Radweg</h1><p>Namentliche Abstimmung</p><table>{rows}</table></body></html>"
    assert options(the_roll(html, name="auszug.html")) == VOTED


def test_a_table_of_a_word_file() -> None:
    docx = pytest.importorskip("docx", reason="python-docx writes the Word file of this test")
    document = docx.Document()
    document.add_paragraph("12.03.2019 - 3.4 Radweg")
    document.add_paragraph("Namentliche Abstimmung")
    table = document.add_table(rows=0, cols=4)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    record, _ = record_and_original(target.getvalue(), name="auszug.docx")
    assert options(record.agenda_items[0].vote_events[0]) == VOTED


def test_crosses_of_a_pdf_are_told_by_their_place_on_the_page() -> None:
    """pdfium gives a cross without its column: only its place tells it."""
    canvas_module: Any = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab draws the PDF of this test")
    target = io.BytesIO()
    canvas = canvas_module.Canvas(target)
    canvas.drawString(70, 780, "Namentliche Abstimmung")
    names = [("Kolbe, Anna", 1), ("Bieber-Voss, Karl", 2), ("Ahrend, Jens", 3), ("Lind, Ole", 2)]
    for index, cell in enumerate(TABLE[0]):
        canvas.drawString((70, 270, 330, 390)[index], 760, cell)
    for row, (name, column) in enumerate(names):
        canvas.drawString(70, 740 - 18 * row, name)
        canvas.drawCentredString((0, 276, 341, 418)[column], 740 - 18 * row, "x")
    canvas.showPage()
    canvas.drawString(70, 780, "Ohm, Ute")  # the roll goes on without its head
    canvas.drawCentredString(276, 780, "x")
    canvas.save()
    record, _ = record_and_original(target.getvalue(), name="auszug.pdf")
    vote = record.agenda_items[0].vote_events[0]
    assert options(vote) == {**VOTED, "Ole Lind": "no", "Ute Ohm": "yes"}
    place = record.evidence["/agenda_items/0/vote_events/0/votes/4"][0]
    assert (place.page, place.bbox is not None) == (2, True)


# --- whatever is printed ----------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "Namentliche Abstimmung", "Mit Ja stimmten", "Nein", "Ja", "Enthaltung", "stimmten dagegen", "enthielt sich", "Herr Kolbe",
        "Voss, Karl", "CDU", "(SPD)", "(= Ablehnung)", "gegen", "x", "\t", "   ", "\n", "\n\n", ":", ", ", "; ", " – ", "|", "Name", "3",
        "(2)", "J = Ja", "Gesamt", "Abstimmung:", "zu 1: ", ".", "und",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60))
def test_any_mixture_of_the_words_is_read_without_failing(pieces: list[str]) -> None:
    text = page("Namentliche Abstimmung " + "".join(pieces))
    record = record_of(text)
    for pointer, places in record.evidence.items():
        assert all(0 <= place.start <= place.end <= len(text) for place in places), pointer
