"""A judged pair as an answer: both sides with their places."""

from __future__ import annotations

from pipeline.identity import answers
from pipeline.identity.committees import Committee
from pipeline.identity.fit import Fit
from pipeline.identity.offices import Office
from pipeline.identity.parties import Party
from pipeline.identity.people import Person
from pipeline.identity.sides import SAMPLES, side_of_committees, side_of_office, side_of_parties, side_of_people
from pipeline.identity.view import View
from pipeline.store.verdicts import Kind


def suggestion_of_people(
    view: View, judged: tuple[Fit, Person, Person], *, samples: int = SAMPLES
) -> answers.Suggestion:
    fit, one, other = judged
    left, right = (side_of_people(view, [side], samples=samples) for side in (one, other))
    return make_suggestion("person", fit, left, right)


def suggestion_of_office(
    view: View, judged: tuple[Fit, Office, Person], *, samples: int = SAMPLES
) -> answers.Suggestion:
    fit, office, person = judged
    left = side_of_office(view, office, samples=samples)
    right = side_of_people(view, [person], samples=samples)
    return make_suggestion("person", fit, left, right)


def suggestion_of_committees(view: View, judged: tuple[Fit, Committee, Committee]) -> answers.Suggestion:
    fit, *pair = judged
    left, right = (side_of_committees(view, [one]) for one in pair)
    return make_suggestion("organization", fit, left, right)


def suggestion_of_parties(view: View, judged: tuple[Fit, Party, Party]) -> answers.Suggestion:
    fit, *pair = judged
    left, right = (side_of_parties(view, [one]) for one in pair)
    return make_suggestion("party", fit, left, right)


def make_suggestion(kind: Kind, fit: Fit, left: answers.Side, right: answers.Side) -> answers.Suggestion:
    return answers.Suggestion(
        kind=kind, score=fit.score, left=left, right=right, reasons=tuple(fit.reasons), doubts=tuple(fit.doubts)
    )
