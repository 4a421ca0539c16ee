"""How near two spellings are: near where people slip, far where two people differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.spelling import given_agree, likeness
from pipeline.identity.suggesting import similar_names

NEAR = 0.7


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("grasnik", "grasnick", "sound alike"), ("grasnik", "grasnack", "same consonants"),
        ("woessner", "wössner", "umlaut"), ("müller", "muller", "dots"), ("neke", "hüneke", "lost"),
        ("mller", "müller", "lost"), ("böringer", "böhringer", "sound alike"), ("thürmer", "thürrner", "scanning"),
        ("kellermann", "kellernann", "keys"), ("meyerlöwe", "meyer-löwe", "hyphen"), ("gelfand", "gelfant", "sound"),
    ],
)  # fmt: skip
def test_slips_are_near_and_say_why(one: str, other: str, why: str) -> None:
    found = likeness(one, other)
    assert found is not None
    assert found.score >= NEAR
    assert why in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meier", "mayer"), ("menzel", "wenzel"), ("mertin", "martin"), ("schulz", "schulze"), ("hofmann", "hoffmann"),
        ("petersen", "petersdotter"), ("binder", "bindheim"), ("heuer", "bauer"), ("ott", "otto"), ("kurz", "kunz"),
        ("rohde", "bohde"), ("albers", "alberts"), ("müller", "möller"),
    ],
)  # fmt: skip
def test_names_of_their_own_are_far(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found is None or found.score < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("b.", "birgit"), ("chr.", "christine"), ("h.-p.", "hans-peter"), ("edeltraut", "edeltraud"),
     ("jochen", "joachim"), ("stefan", "stephan"), ("thorsten", "torsten")],
)  # fmt: skip
def test_given_names_that_fit(one: str, other: str) -> None:
    assert given_agree((one,), (other,)) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("e.", "birgit"), ("b.", "e."), ("peter", "paul"), ("anna", "anne"), ("andrea", "andreas"), ("jan", "jana"),
     ("birgit", "brigitte"), ("stefan", "stefanie"), ("steffen", "stefan"), ("martina", "martin")],
)  # fmt: skip
def test_given_names_that_tell_two_people_apart(one: str, other: str) -> None:
    assert given_agree((one,), (other,)) is None


_NAMES = st.text(alphabet="abcdefghiklmnoprstuwzäöüß-", min_size=1, max_size=14)


@given(_NAMES, _NAMES)
def test_nearness_does_not_depend_on_the_order(one: str, other: str) -> None:
    left, right = likeness(one, other), likeness(other, one)
    assert (left is None) == (right is None)
    if left is not None and right is not None:
        assert left.score == right.score
        assert 0 < left.score <= 1
        assert left.reason


@given(_NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    found = likeness(name, name)
    assert found is not None
    assert found.score == 1.0


def test_the_right_names_are_looked_at() -> None:
    known = {"grasnik": ["Grasnik"], "grasnack": ["Magdolna Grasnack"], "müller": ["B. Müller"], "neke": ["neke"],
             "müller-preinesberger": ["Müller-Preinesberger"], "sen.": ["Meier sen."], "zabel": ["Zabel"]}  # fmt: skip
    assert similar_names(["grasnick"], known) == ["Grasnik", "Magdolna Grasnack"]
    assert similar_names(["müller"], known) == ["B. Müller", "Müller-Preinesberger"]
    assert similar_names(["hüneke"], known) == ["neke"]
    assert similar_names(["meier"], known) == ["Meier sen."]
