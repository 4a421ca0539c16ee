"""Words that both sides of a link share: compounds, roots, words of one matter; nothing that minutes always say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_samples import GUIDES, STREET, index, measure, motion

from pipeline.links.features import compare
from pipeline.links.judge import judge
from pipeline.links.letters import Letters
from pipeline.links.measures import measure_print
from pipeline.links.score import scorer
from pipeline.links.terms import kin, rarity, root, stems, terms

MEASURES = index(
    measure("2.1", "Integrationslotsen einsetzen", "Ehrenamtliche begleiten Zugewanderte in den Stadtteilen."),
    measure("2.2", "Beratungsstelle gegen Diskriminierung", "Eine Stelle hilft Migrantinnen bei Diskriminierung."),
    measure("1.3", "Dolmetscherpool für Ämter", None, field_name="Sprache und Bildung"),
    measure("3.9", "24/7"),
)
COLUMNS = {row.number: column for column, row in enumerate(MEASURES.rows)}


def shared(one: str, other: str) -> float:
    """What a word of a motion earns with a word of a measure."""
    there = set(stems(one))
    return sum(term.weight for term in terms(other) if term.stem in there)


@pytest.mark.parametrize(
    ("said", "catalogue"),
    [
        ("Lotse", "Integrationslotsen"),  # a part of a compound
        ("Integrationslotsen", "Lotsen"),
        ("Berater", "Beratung"),  # one root
        ("beraten", "Beratungsstelle"),
        ("Antidiskriminierungsberatung", "Diskriminierung"),  # what stands before the known part
        ("Flüchtlinge", "Geflüchtete"),  # words of one matter
        ("Dolmetscher", "Sprachmittlung"),
    ],
)
def test_words_that_mean_one_thing_earn_something(said: str, catalogue: str) -> None:
    assert shared(said, catalogue) > 0.5


def test_the_same_word_earns_more_than_a_relative_of_it() -> None:
    whole = shared("Integrationslotsen", "Integrationslotsen")
    assert whole > shared("Lotsen", "Integrationslotsen") > 0
    assert shared("Beratung", "Beratung") > shared("Berater", "Beratung") > 0
    assert shared("Geflüchtete", "Geflüchtete") > shared("Flüchtlinge", "Geflüchtete")


@pytest.mark.parametrize(("said", "catalogue"), [("Fahrbahn", "Lotsen"), ("Gehweg", "Beratung"), ("Rat", "Verrat")])
def test_words_of_other_matters_earn_nothing(said: str, catalogue: str) -> None:
    assert shared(said, catalogue) == 0


def test_what_every_item_says_tells_nothing_and_what_is_rare_tells_much() -> None:
    assert rarity("beschluss") == 0
    assert sum(term.weight for term in terms("Abstimmung")) == 0
    assert rarity("dolmetsch") > rarity("integrationslots") > 0
    assert rarity("xyzzy") == max(rarity(one) for one in ("xyzzy", "dolmetsch", "integrationslots"))


def test_a_noun_tells_more_than_what_is_none() -> None:
    assert sum(term.weight for term in terms("Sanierung")) > sum(term.weight for term in terms("sanierung"))


def test_roots_keep_four_letters_and_kin_go_both_ways() -> None:
    assert root("beratung") == root("berater") == "berat"
    assert root("rung") == "rung"
    for one in ("dolmetsch", "migr"):
        for other in kin(one):
            assert one in kin(other)


def test_letters_find_what_no_stem_does() -> None:
    letters = Letters(["Telefondolmetschen", "Baumpflanzungen"], [None, "Linden an der Straße"])
    misspelt, trees = letters.likeness(["Die Telefondolmetcherin hilft."])
    assert misspelt > 0.3 > trees
    assert list(letters.likeness([""])) == [0, 0]
    assert letters.likeness(["Telefondolmetschen"], np.array([1]))[0] < 0.1


def test_what_a_measure_says_has_one_print_however_it_is_broken() -> None:
    assert measure_print("Lotsen", "in den\nStadtteilen") == measure_print("Lotsen", "in  den Stadtteilen")
    assert measure_print("Lotsen", None) != measure_print("Lotsen", "in den Stadtteilen")


def test_a_motion_of_no_measure_is_not_of_the_concept() -> None:
    assert all(one.state == "below" for one in judge(motion(STREET), MEASURES, scorer()))
    assert judge(motion(GUIDES), MEASURES, scorer())[0].measure.number == "2.1"


ANY = st.text(max_size=80) | st.lists(
    st.sampled_from(["Integrationslotsen", "Maßnahme 2.1", "des Integrationskonzepts", "Handlungsfeld", "bis", "IV",
                     "20/SVV/0400", "Beratung", "\n", "\udcff", "ß", "𝔏", "2.1 bis 2.9999999", "Ziel 1"]), max_size=12,
).map(" ".join)  # fmt: skip


@given(texts=st.lists(ANY, max_size=3), title=st.none() | ANY, said=st.lists(ANY, max_size=2))
@settings(max_examples=60, deadline=None)
def test_no_text_fails_and_every_score_is_a_probability(texts: list[str], title: str | None, said: list[str]) -> None:
    made = motion(*texts, title=title, said=said)
    compared = compare(made, MEASURES)
    assert np.isfinite(compared.features).all()
    scores = scorer().probabilities(compared.features)
    assert ((scores >= 0) & (scores <= 1)).all()
    for one in judge(made, MEASURES, scorer()):
        assert 0 <= one.score <= 1
        assert one.evidence
        for passage, marks in one.evidence:
            assert all(0 <= start < end <= len(passage.text) for start, end in marks)
        for value, start, end in one.words:
            text = one.measure.title if value == "title" else one.measure.description or ""
            assert text[start:end].isalpha()


@given(title=st.text(max_size=40), description=st.none() | st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_no_catalogue_fails(title: str, description: str | None) -> None:
    measures = index(measure("1.1", title, description), measure("1.2", "Lotsen"))
    for one in judge(motion(GUIDES, title=title), measures, scorer()):
        assert 0 <= one.score <= 1
