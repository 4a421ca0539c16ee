"""From a compared motion to a link: its reasons, the passages on both sides, the text it rests on."""

from __future__ import annotations

import pytest
from link_samples import (
    GUIDES,
    PLAN,
    READING,
    STREET,
    SWIMMING,
    index,
    item,
    linked,
    load,
    measure,
    minutes,
    motion,
    put_plan,
)

from pipeline.concepts import read_concept_file
from pipeline.links.judge import Candidate, judge
from pipeline.links.measures import Measures, index_measures
from pipeline.links.score import scorer
from pipeline.links.texts import MotionText
from pipeline.store import Store, open_store


@pytest.fixture(scope="module")
def measures() -> Measures:
    with open_store("sqlite://") as store:
        put_plan(store)
        return index_measures(store.concepts.measures())


def best(one: MotionText, measures: Measures) -> Candidate:
    return judge(one, measures, scorer())[0]


def test_a_link_says_why_and_where(store: Store) -> None:
    put_plan(store)
    said = "Frau Beispiel begrüßt das.\n\nDie Integrationslotsen seien den Zugewanderten eine Hilfe, sagt sie."
    load(store, minutes("a.txt", item("Lotsen für Bachstadt", GUIDES, paper="21/SVV/0101", said=said)))
    link = linked(store)["21/SVV/0101", "2.1"]
    assert link.state == link.machine == "accepted"
    assert link.reasons[0] == "both speak of Integrationslotsen, Zugewanderte and ehrenamtliche"
    assert "in the motion's text (adopted)" in link.reasons
    assert "field 2 Beratung und Begegnung" in link.reasons
    assert link.rests_on == "adopted"
    first, second = link.evidence.motion
    assert (first.value, first.version, first.date) == ("/versions/0", "adopted", "2021-05-05")
    assert GUIDES[first.start : first.end] == first.text
    assert "Integrationslotsen" in {first.text[one.start : one.end] for one in first.marks}
    assert first.places[0].document == "a.txt"
    assert (second.value, second.version) == ("/text", None)
    assert said[second.start : second.end] == second.text
    assert "Integrationslotsen" in second.text
    sides = {one.value: one for one in link.evidence.measure}
    assert sides["title"].text == "Integrationslotsen einsetzen"
    assert [sides["title"].text[one.start : one.end] for one in sides["title"].marks] == ["Integrationslotsen"]
    marked = {sides["description"].text[one.start : one.end] for one in sides["description"].marks}
    assert {"Ehrenamtliche", "Integrationslotsen", "Zugewanderte"} <= marked
    assert {"und", "in", "den"}.isdisjoint(marked)
    for side in sides.values():
        (place,) = side.places
        assert PLAN.replace("\n", " ").count(side.text) == 1
        assert place.quote == side.text
        assert PLAN[place.start : place.end].split() == side.text.split()


def test_a_title_alone_is_enough_to_say_so(measures: Measures) -> None:
    found = best(motion(STREET, title="Integrationslotsen einsetzen"), measures)
    assert found.measure.number == "2.1"
    assert "in the title" in found.reasons
    assert found.rests_on is None or found.evidence[0][0].version is None


def test_the_text_in_force_is_the_one_it_rests_on(measures: Measures) -> None:
    found = best(motion(GUIDES, GUIDES + " Dies gilt ab Mai.", kinds=["original", "adopted"]), measures)
    assert found.rests_on == "adopted"
    assert not found.dropped
    assert found.reasons.count("in the motion's text (adopted)") == 1
    same = best(motion(GUIDES, GUIDES, kinds=["original", "adopted"]), measures)
    assert same.rests_on == "adopted"
    assert len({" ".join(passage.text.split()) for passage, _ in same.evidence}) == len(same.evidence)
    amended = best(motion(GUIDES, STREET, kinds=["adopted", "amendment"]), measures)
    assert (amended.rests_on, amended.dropped) == ("adopted", False)


def test_a_passage_that_was_dropped_is_not_accepted_and_says_so(measures: Measures) -> None:
    found = best(motion(GUIDES, STREET, kinds=["original", "adopted"]), measures)
    assert found.measure.number == "2.1"
    assert found.score > scorer().accept
    assert (found.state, found.dropped) == ("suggested", True)
    assert "the text in force no longer has this passage" in found.reasons
    assert found.rests_on == "original"


def test_another_councils_numbers_lower_the_score(measures: Measures) -> None:
    ours = best(motion(GUIDES, reference="21/SVV/0101"), measures)
    theirs = best(motion(GUIDES, reference="2021/0101"), measures)
    assert ours.state == "accepted"
    assert theirs.state == "below"
    assert theirs.score == pytest.approx(ours.score * 0.05, abs=1e-4)


@pytest.mark.parametrize("reference", ["§2021c60c4aa2c5e3-0", "§ec16c60c4aa2c5e3-0", "~lotsen 2021", "Antrag"])
def test_what_has_no_number_is_of_any_council(measures: Measures, reference: str) -> None:
    ours = best(motion(GUIDES), measures)
    assert best(motion(GUIDES, reference=reference), measures).score == ours.score


def test_nothing_is_accepted_that_is_not_of_the_concepts_matter(measures: Measures) -> None:
    """The words are those of the measure, but nothing else in the motion is of the concept's matter."""
    found = best(motion(SWIMMING, title="Schwimmkurse für geflüchtete Frauen"), measures)
    assert found.measure.number == "2.4"
    assert found.score > scorer().accept
    assert found.state == "suggested"
    naming = best(motion(SWIMMING + " Das ist Maßnahme 2.4 des Integrationskonzepts."), measures)
    assert naming.state == "accepted"
    assert naming.reasons[0] == "the motion names measure 2.4 of the concept"


def test_what_cites_the_measure_is_shown_and_named(measures: Measures) -> None:
    cites = "Damit beginnt Maßnahme 1.3 des Integrationskonzepts."
    found = next(one for one in judge(motion(STREET, cites), measures, scorer()) if one.measure.number == "1.3")
    assert found.score < scorer().suggest
    assert found.state == "suggested"  # whoever names it by number means it
    assert found.reasons[0] == "the motion names measure 1.3 of the concept"
    assert found.evidence[0][0].text == cites
    field = judge(motion(READING, "Das Integrationskonzept nennt es im Handlungsfeld 1 unter Ziel 2."), measures,
                  scorer())  # fmt: skip
    assert next(one for one in field if one.measure.number == "1.2").reasons[0] == (
        "the motion names a goal of field 1 that the measure serves"
    )
    by_field = best(motion("Ein Dolmetscherpool hilft Zugewanderten, wie im Handlungsfeld 1 des Integrationskonzepts."),
                    measures)  # fmt: skip
    assert (by_field.measure.number, by_field.reasons[0]) == ("1.3", "the motion names field 1 of the concept")


def test_few_links_of_a_motion_and_a_concept_are_kept_the_best_first(measures: Measures) -> None:
    found = judge(motion(GUIDES, READING, SWIMMING), measures, scorer())
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert 3 <= len(found) <= 5
    assert min(scores) >= scorer().keep


def test_a_motion_that_names_all_measures_is_not_linked_with_all() -> None:
    many = index(*(measure(f"4.{at}", f"Werkstatt {at}") for at in range(1, 60)))
    found = judge(motion("Alle Maßnahmen 4.1 bis 4.59 des Integrationskonzepts werden geprüft."), many, scorer())
    assert 3 <= len(found) <= 16


def test_one_word_in_several_forms_is_named_once(measures: Measures) -> None:
    forms = "Die Lotsin begleitet Zugewanderte; allen Zugewanderten hilft sie, und jede Zugewanderte kennt sie."
    (reason,) = [one for one in best(motion(GUIDES, forms), measures).reasons if one.startswith("both speak of")]
    assert reason.count("Zugewandert") == 1


def test_a_motion_that_says_nothing_is_linked_with_nothing(measures: Measures) -> None:
    assert judge(motion(), measures, scorer()) == []


def test_the_plan_of_these_tests_is_one() -> None:
    made = read_concept_file(PLAN.encode(), name="plan.yaml").concept
    assert made is not None
    assert len(made.measures) == 7
