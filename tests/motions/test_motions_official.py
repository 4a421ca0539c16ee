"""Where minutes and council information system contradict each other, and where they only word it differently."""

from __future__ import annotations

import re

import pytest
from motions_samples import MAIN, couple, outcome, said, told

from pipeline.minutes.findings import FINDINGS
from pipeline.model.oparl import ConsultationRole
from pipeline.model.record import Result, VoteEvent
from pipeline.motions.official import CONFLICTS, conflicts
from pipeline.oparl.findings import OPARL_FINDINGS
from pipeline.store.answers import OfficialStation, Station

ADOPTED = outcome("beschlossen", "adopted")
AMENDED = outcome("geändert beschlossen", "adopted_amended")
UNANIMOUS = outcome("einstimmig beschlossen", "adopted")
BY_MAJORITY = outcome("mehrheitlich beschlossen", "adopted")
REJECTED = outcome("mehrheitlich abgelehnt", "rejected")
DEFERRED = outcome("vertagt", "deferred")
REFERRED = outcome("verwiesen in Fachausschuss", "referred")
SETTLED = outcome("erledigt", "settled")
NOTED = outcome("zur Kenntnis genommen", "noted")
UNKNOWN = outcome("teilweise zugestimmt", "unmapped")


def codes(station: Station, official: OfficialStation) -> list[str]:
    return [one.code for one in conflicts(couple(station, official))]


def vote(yes: int | None = None, no: int | None = None, **more: object) -> VoteEvent:
    return VoteEvent(yes=yes, no=no, **more)  # type: ignore[arg-type]


def test_sources_that_agree_have_no_conflict() -> None:
    station = told(result=UNANIMOUS, votes=(vote(42, 0, passed=True),), role="deciding")
    assert codes(station, said(result=UNANIMOUS, role=ConsultationRole(text="Entscheidung", code="deciding"))) == []
    assert codes(told(), said()) == []


@pytest.mark.parametrize(
    ("told_result", "said_result", "expected"),
    [
        (ADOPTED, REJECTED, ["C001"]),
        (REJECTED, ADOPTED, ["C001"]),
        (REJECTED, AMENDED, ["C001"]),
        (ADOPTED, AMENDED, []),
        (ADOPTED, DEFERRED, ["C002"]),
        (REFERRED, SETTLED, ["C002"]),
        (DEFERRED, REJECTED, ["C002"]),
        (DEFERRED, REFERRED, []),
        (SETTLED, ADOPTED, []),
        (NOTED, ADOPTED, []),
        (NOTED, REFERRED, []),
        (UNKNOWN, REJECTED, []),
        (REJECTED, UNKNOWN, []),
        (None, REJECTED, []),
        (REJECTED, None, []),
    ],
)
def test_outcomes(told_result: Result | None, said_result: Result | None, expected: list[str]) -> None:
    assert codes(told(result=told_result), said(result=said_result)) == expected


def test_an_outcome_that_only_follows_counts_where_none_is_stated() -> None:
    assert codes(told(inferred_result=ADOPTED), said(result=REJECTED)) == ["C001"]
    assert codes(told(votes=(vote(3, 39, passed=False, text="3 : 39"),)), said(result=ADOPTED)) == ["C001"]
    assert codes(told(votes=(vote(3, 39, passed=False), vote(42, 0, passed=True))), said(result=ADOPTED)) == []
    assert codes(told(votes=(vote(3, 39, passed=False, procedural=True),)), said(result=ADOPTED)) == []


@pytest.mark.parametrize(
    ("votes", "said_result", "expected"),
    [
        ((vote(30, 12),), UNANIMOUS, ["C003"]),
        ((vote(30, 0),), UNANIMOUS, []),
        ((vote(30, 0, abstain=9),), UNANIMOUS, []),
        ((vote(30, 12),), BY_MAJORITY, []),
        ((vote(42, 0),), BY_MAJORITY, ["C004"]),
        ((vote(42, manner="unanimous"),), BY_MAJORITY, ["C004"]),
        ((vote(manner="majority"),), UNANIMOUS, ["C004"]),
        ((vote(no=3),), UNANIMOUS, ["C004"]),
        ((vote(yes=42),), UNANIMOUS, []),
        ((vote(30, 12), vote(42, 0)), UNANIMOUS, []),
        ((vote(30, 12), vote(40, 2)), UNANIMOUS, ["C003"]),
        ((vote(30, 12, procedural=True),), UNANIMOUS, []),
        ((vote(0, 42),), outcome("einstimmig abgelehnt", "rejected"), []),
        ((vote(30, 12),), ADOPTED, []),
        ((vote(30, 12),), outcome("einstimmig vertagt", "deferred"), []),
    ],
)
def test_unanimous_or_by_majority(votes: tuple[VoteEvent, ...], said_result: Result, expected: list[str]) -> None:
    assert codes(told(votes=votes), said(result=said_result)) == expected


def test_the_wording_stands_in_where_no_ballot_is_told() -> None:
    assert codes(told(result=BY_MAJORITY), said(result=UNANIMOUS)) == ["C004"]
    assert codes(told(result=ADOPTED), said(result=UNANIMOUS)) == []


def test_the_opposite_outcome_is_said_once_and_not_again_by_its_votes() -> None:
    station = told(result=REJECTED, votes=(vote(3, 39, passed=False),))
    assert codes(station, said(result=UNANIMOUS)) == ["C001"]


def test_other_contradictions() -> None:
    assert codes(told("2024-04-23"), said("2024-04-25")) == ["C005"]
    assert codes(told(number="5"), said(number="5.3")) == ["C006"]
    assert codes(told(), said(committee=MAIN)) == ["C007"]
    assert codes(told(role="recommending"), said(role=ConsultationRole(text="Entscheidung", code="deciding"))) == [
        "C008"
    ]
    assert codes(told(role="recommending"), said(role=ConsultationRole(text="federführend", code="lead"))) == []
    assert codes(told(public=False), said()) == ["C009"]
    assert codes(told(None, None, None), said(None, None, None)) == []


def test_a_conflict_shows_both_places_and_says_both_words() -> None:
    (found,) = conflicts(couple(told(result=REJECTED), said(result=ADOPTED)))
    assert (found.code, found.severity) == ("C001", "warning")
    assert found.message == (
        "2024/0007, 2024-04-23, TOP 4: the minutes say “mehrheitlich abgelehnt”, the council information system "
        "“beschlossen”"
    )
    assert [place.document for place in (*found.minutes, *found.official)] == ["minutes.pdf", "rat.json"]
    assert found.official[0].start == 40  # /result


def test_a_conflict_that_touches_something_non_public_says_so() -> None:
    for station, official in ((told(public=False), said()), (told(), said(public=False))):
        assert {one.non_public for one in conflicts(couple(station, official))} == {True}
    (found,) = conflicts(couple(told(number="5"), said(number="6")))
    assert found.non_public is False


def test_no_code_stands_for_two_findings() -> None:
    registries = (FINDINGS, OPARL_FINDINGS, CONFLICTS)
    assert sum(map(len, registries)) == len({code for registry in registries for code in registry})
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for registry in registries for code in registry)
