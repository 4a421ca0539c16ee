"""Days, numbers of meetings, and the words of council information systems."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.oparl import changed_at
from pipeline.oparl.values import day_of, meeting_number_of
from pipeline.oparl.words import result_of, role_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-06-14", "2016-06-14"),
        ("2016-06-14T16:30:00+02:00", "2016-06-14"),
        ("2016-06-14T00:30:00+02:00", "2016-06-14"),
        ("2016-06-14T23:59:00", "2016-06-14"),
        ("2016-06-13T22:00:00Z", "2016-06-14"),
        ("2016-12-13T22:30:00Z", "2016-12-13"),
        ("2016-12-13T23:00:00Z", "2016-12-14"),
        ("2016-12-13T23:00:00+00:00", "2016-12-14"),
        ("2024-03-31T00:59:00Z", "2024-03-31"),
        ("2024-10-27T22:30:00Z", "2024-10-27"),
        ("2024-10-26T22:30:00Z", "2024-10-27"),
        ("2016-02-30", None),
        ("14.06.2016", None),
        ("2016-06-14T25:00:00Z", None),
        ("9999-12-31T23:30:00Z", None),
        ("bald", None),
        ("", None),
    ],
)
def test_the_day_is_the_local_one(written: str, day: str | None) -> None:
    assert day_of(written) == day


@given(st.text())
def test_what_is_read_of_any_text_is_a_day_a_time_a_number_a_word_or_nothing(text: str) -> None:
    day = day_of(text)
    assert day is None or date.fromisoformat(day).isoformat() == day
    number = meeting_number_of(text)
    assert number is None or str(number) in "".join(str(int(sign)) for sign in text if sign.isdecimal())
    assert len(changed_at(text)) == len(changed_at(None))
    assert role_of(text).text == text
    for rule in (changed_at, meeting_number_of, role_of, result_of):
        assert rule(text) == rule(text)


def test_times_of_change_sort_by_time_and_not_by_letters() -> None:
    later, earlier = "2024-05-01T08:00:00+00:00", "2024-05-01T09:30:00+02:00"
    assert (
        changed_at(later) > changed_at(earlier) > changed_at("2024-04-30") > changed_at(None) == changed_at("neulich")
    )


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("12. Sitzung", 12),
        ("21. öffentliche Sitzung des Ausschusses für Gesundheit", 21),
        ("3. (außerordentliche) öffentliche Ratssitzung", 3),
        ("Sitzung am 14. Juni 2016", None),
        ("Gemeinderat (öffentlich/nicht öffentlich)", None),
        ("14.06.2016 Sitzung", None),
        ("Ortsbeirat 2020", None),
    ],
)
def test_the_number_of_a_meeting_is_read_where_its_name_says_it(name: str, number: int | None) -> None:
    assert meeting_number_of(name) == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Entscheidung", "deciding"), ("Beschlussfassung", "deciding"), ("beschließend", "deciding"),
        ("Vorberatung", "recommending"), ("Beratung", "recommending"), ("Beschlussempfehlung", "recommending"),
        ("Empfehlung", "recommending"), ("Vorberatung/Entscheidung", "recommending"),
        ("federführend", "lead"), ("Federführende Beratung", "lead"), ("Federfuehrung", "lead"),
        ("Anhörung", "hearing"), ("Stellungnahme", "hearing"), ("Kenntnisnahme", "noting"), ("Information", "noting"),
        ("Behandlung", "unmapped"), ("Erste Lesung", "unmapped"),
    ],
)  # fmt: skip
def test_roles(written: str, code: str) -> None:
    assert (role_of(written).text, role_of(written).code) == (written, code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ungeändert beschlossen", "adopted"), ("geändert beschlossen", "adopted_amended"),
        ("mehrheitlich abgelehnt", "rejected"), ("vertagt", "deferred"), ("verwiesen in Fachausschuss", "referred"),
        ("mehrheitlich zugestimmt zu geändertem Beschlusstext", "adopted_amended"),
        ("Beschlossen mit geändertem Beschlusstext", "adopted_amended"), ("Antrag ist erledigt", "settled"),
        ("Antrag zurückgezogen", "withdrawn"), ("Stellungnahme zur Kenntnis genommen", "noted"),
        ("teilweise zugestimmt", "unmapped"), ("nicht zugestimmt zu geändertem Antrag ", "unmapped"),
    ],
)  # fmt: skip
def test_outcomes_have_the_codes_of_the_minutes(written: str, code: str) -> None:
    result = result_of(written)
    assert result is not None
    assert (result.text, result.code) == (written, code)


def test_words_that_say_nothing_of_an_outcome_are_none() -> None:
    assert result_of("siehe Anlage 2") is None
