"""Names taken apart, and the keys that come from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.keys import (
    OfficeKey,
    party_key,
    person_key,
    read_office_key,
    read_person_key,
    town_of,
)
from pipeline.identity.names import Name, gender_of, is_doctor, name_key, parse_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Grasnik", Name((), "grasnik")),
        ("Birgit Müller", Name(("birgit",), "müller")),
        ("B.Müller", Name(("b.",), "müller")),
        ("Müller, B.", Name(("b.",), "müller")),
        ("Dr. Hans-Jürgen von Rehm sen.", Name(("hans-jürgen",), "rehm", "von", "sen", doctor=True)),
        ("Meier d. Ä.", Name((), "meier", suffix="sen")),
        ("de la Motte", Name((), "motte", "de la")),
        ("Stadträtin Uysal", Name((), "uysal", office="stadträtin")),
        ("Müller - Preinesberger", Name((), "müller-preinesberger")),
        ("Weiß", Name((), "weiß")),
    ],
)
def test_the_parts_of_a_name(written: str, name: Name) -> None:
    assert parse_name(written) == name


@pytest.mark.parametrize(
    ("salutation", "role", "gender"),
    [
        ("Frau", None, "f"), ("Herrn", None, "m"), (None, "Stadträtin", "f"), (None, "Stadtverordneter", "m"),
        (None, "Stadtverordnete", "f"), (None, "Bürgermeister", None), (None, "Bürgermeisterin", "f"),
        (None, "Beigeordnete für Soziales", None), (None, None, None), ("Frau", "Stadtrat", "f"),
    ],
)  # fmt: skip
def test_who_is_called_frau_or_holds_an_office_that_says_it(
    salutation: str | None, role: str | None, gender: str | None
) -> None:
    assert gender_of(salutation, role) == gender


def test_professor_alone_is_no_doctor() -> None:
    assert is_doctor("Prof. Dr.")
    assert is_doctor("Dr.-Ing.")
    assert not is_doctor("Prof.")
    assert not is_doctor(None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Karmann–Woessner", "Karmann-Woessner"), ("B.Müller", "B. Müller"), ("HØyem", "Høyem"),
     ("Müller", "Mu\u0308ller"), (" Müller ", "Müller"), ("Böhme -  Czerny", "Böhme-Czerny")],
)  # fmt: skip
def test_what_means_nothing_is_no_difference(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("written", "key"),
    [("DIE LINKE.", "die linke"), ("Die Linke", "die linke"), ("FW|FÜR", "fw/für"), ("SPD-Fraktion", "spd"),
     ("Fraktion der CDU", "cdu"), ("Bündnis 90/Die Grünen", "bündnis 90/die grünen"), (None, ""), ("", "")],
)  # fmt: skip
def test_a_party_has_one_key_whatever_its_points_and_capitals(written: str | None, key: str) -> None:
    assert party_key(written) == key


@pytest.mark.parametrize(
    ("organization", "town"),
    [("Stadtverordnetenversammlung der Landeshauptstadt Potsdam", "potsdam"), ("Gemeinderat Talheim", "talheim"),
     ("Rat der Stadt Bellstedt", "bellstedt"), ("Gemeindevertretung Sandow am See", "sandow am see"),
     ("Gemeinderat", ""), ("Ortsbeirat Golm", ""), ("Ausschuss für Kultur", ""), (None, "")],
)  # fmt: skip
def test_a_councils_name_may_hold_its_town(organization: str | None, town: str) -> None:
    assert town_of(organization) == town


_PIECES = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=25)


@given(_PIECES, st.sampled_from([None, "Frau", "Herr"]), st.sampled_from([None, "Dr."]), st.one_of(st.none(), _PIECES))
def test_every_key_comes_back_out_of_the_ledger(
    name: str, salutation: str | None, honorific: str | None, party: str | None
) -> None:
    key = person_key(name=name, salutation=salutation, honorific=honorific, party=party, numbering="y/A/n")
    assert read_person_key(key.text) == key
    assert read_office_key(key.text) is None


def test_an_office_is_no_person() -> None:
    key = OfficeKey("oberbürgermeister", "", "potsdam", "y/A/n", "2016")
    assert read_office_key(key.text) == key
    assert read_person_key(key.text) is None


@given(st.text(max_size=60))
def test_no_name_fails_and_its_key_is_stable(written: str) -> None:
    parse_name(written)
    assert name_key(name_key(written)) == name_key(written)
