"""Ballots told in question and answer, as verbatim minutes have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes_helpers import item_of, page, record_and_original


@pytest.mark.parametrize(
    ("said", "counts", "passed"),
    [
        ("Wer ist dafür? – 12. Wer ist dagegen? – 3. Enthaltungen? – 1. Dann ist das so beschlossen.", (12, 3, 1), True),
        ("Wer ist dafür? – 12. Wer ist dagegen? – 14. Damit ist der Antrag abgelehnt.", (12, 14, None), False),
        ("Wer stimmt der Vorlage zu? – Das ist die Mehrheit. Gegenstimmen? – Keine. Enthaltungen? – Zwei. "
         "Damit ist sie angenommen.", (None, 0, 2), True),
        ("Gibt es Gegenstimmen? – Das ist nicht der Fall. Enthaltungen? – Auch nicht. Dann ist das einstimmig so "
         "beschlossen.", (None, 0, 0), True),
        ("Ich frage nach Gegenstimmen. – Keine. Damit ist der Antrag einstimmig beschlossen.", (None, 0, None), True),
        ("Gegenstimmen? – Drei Stimmen. Enthaltungen? – Keine.", (None, 3, 0), None),
    ],
)  # fmt: skip
def test_one_ballot_with_what_was_answered_and_nothing_more(said, counts, passed):
    (vote,) = item_of(page(said)).vote_events
    assert (vote.yes, vote.no, vote.abstain) == counts
    assert vote.passed is passed


def test_what_is_asked_for_by_name_is_what_it_is_about():
    (vote,) = item_of(page("Wer stimmt dem Antrag der SPD zu? – 9. Gegenstimmen? – 4.")).vote_events
    assert vote.about == "dem Antrag der SPD"


def test_two_ballots_one_behind_the_other_stay_two():
    said = "Gegenstimmen? – Keine. Enthaltungen? – Eine. Gegenstimmen? – Keine. Enthaltungen? – Eine."
    votes = item_of(page(said)).vote_events
    assert [(vote.no, vote.abstain) for vote in votes] == [(0, 1), (0, 1)]


def test_the_section_behind_the_debate_tells_the_same_ballot_on_record():
    said = "Gegenstimmen? – Die AfD. Enthaltungen? – Keine. Dann ist das so beschlossen.\n\nAbstimmungsergebnis:\n"
    record, _ = record_and_original(page(said + "Mehrheitlich zugestimmt").encode(), name="a.txt")
    (vote,) = record.agenda_items[0].vote_events
    assert (vote.manner, vote.passed, vote.abstain) == ("majority", True, None)
    assert "vote.dialogue" in [place.rule for place in record.evidence["/agenda_items/0/vote_events/0"]]


@pytest.mark.parametrize(
    "said",
    [
        "Gibt es Gegenstimmen?",
        "Wer ist dagegen? Herr Meier meldet sich zu Wort.",
        "Frau Berg fragt: Gibt es Enthaltungen? – Das ist nicht der Fall. Herr Ott dankt.",
        "Er fragt, wie viele Gegenstimmen? Es waren wohl 3 Ausschüsse.",
    ],
)
def test_a_question_alone_is_no_ballot(said):
    assert item_of(page(said)).vote_events == ()


@given(st.sampled_from(["Keine", "Eine", "3", "Auch nicht"]), st.sampled_from(["\n", " ", "\n\n"]), st.booleans())
def test_the_counts_stand_where_they_say(answer, gap, declared):
    body = f"Gegenstimmen? –{gap}{answer}.{gap}Enthaltungen? – 2."
    body += " Damit ist der Antrag angenommen." if declared else ""
    record, original = record_and_original(page(body).encode(), name="a.txt")
    for pointer, value in record.evidence.items():
        if pointer.endswith("/vote_events/0/no"):
            assert [original[place.start : place.end] for place in value] == [answer]
    assert [vote.abstain for vote in record.agenda_items[0].vote_events] == [2]
