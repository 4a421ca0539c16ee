"""Stretches of gold found in a document, and how far two stretches agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import read
from pipeline.evaluate.gold import GoldStretch
from pipeline.evaluate.passages import Passages, overlap, plain, similarity
from pipeline.model.errors import BadInput

SPANS = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def passages(text: str) -> Passages:
    with read(text.encode(), name="x.txt") as document:
        return Passages(original=document.original, text=document.text, offsets=document.offsets)


def stretch(**values: Any) -> GoldStretch:
    return GoldStretch.model_validate(values)


def test_quotes_are_found_across_lines_and_hyphens() -> None:
    text = passages("Kopf\nFrau Behm dankt der Verwal-\ntung für   den Bericht.\nEnde\n")
    start, end = text.resolve(stretch(first="Frau Behm dankt", last="der Verwaltung für den Bericht."))
    assert text.original[start:end] == "Frau Behm dankt der Verwal-\ntung für   den Bericht."
    assert text.plain((start, end)) == "Frau Behm dankt der Verwaltung für den Bericht."


def test_a_quote_is_looked_for_behind_other_words() -> None:
    text = passages("Neue Fassung:\nEs wird geprüft.\nEmpfehlung:\nEs wird geprüft.\n")
    first = text.resolve(stretch(first="Es wird", last="geprüft."))
    second = text.resolve(stretch(first="Es wird", last="geprüft.", after="Empfehlung:"))
    assert (text.original.index("Es wird"), text.original.rindex("Es wird")) == (first[0], second[0])


@pytest.mark.parametrize("values", [{}, {"start": 3}, {"start": 3, "end": 3}, {"start": 0, "end": 99}])
def test_a_stretch_that_says_nothing_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(BadInput):
        passages("Kurzer Text.").resolve(stretch(**values))


@pytest.mark.parametrize(
    ("text", "first", "second", "same"),
    [
        ("Stadtrat Dr. Nolte (CDU): Wir sind dafür.", "Stadtrat", "Wir", True),
        ("Er fragt. Sie antwortet.", "Er", "Sie", False),
        ("Das kostet ca. 5.000 Euro im Jahr.", "Das", "Euro", True),
        ("Der Vorsitzende ruft auf:\n\nWünschen Sie das Wort?", "Der", "Wünschen", True),
        ("Der Antrag\n\nFrau Behm fragt nach", "Der", "Frau", False),
        ("Ist das so? Nein", "Ist", "Nein", False),
    ],
)
def test_sentences(text: str, first: str, second: str, same: bool) -> None:
    document = Passages(original=text)
    assert document.same_sentence(text.index(first), text.index(second)) is same
    assert document.same_sentence(text.index(second), text.index(first)) is same


def test_page_marks_are_no_words_of_a_version() -> None:
    assert plain("Der Weg wird\n\n– 2 –\ngebaut, und zwar Haupt-\nund Nebenweg.\n-- 1 of 2 --\n") == (
        "Der Weg wird gebaut, und zwar Hauptund Nebenweg."
    )


@given(SPANS, SPANS)
def test_overlap_is_a_share_and_the_same_from_both_sides(first: tuple[int, int], second: tuple[int, int]) -> None:
    share = overlap(first, second)
    assert 0 <= share <= 1
    assert share == overlap(second, first)
    assert (share == 1) == (first == second)
    assert (share > 0) == (max(first[0], second[0]) < min(first[1], second[1]))


@given(st.lists(st.sampled_from(["ein", "zwei", "drei", "vier", "fünf"]), max_size=12))
def test_a_text_is_wholly_like_itself(words: list[str]) -> None:
    assert similarity(" ".join(words), "  ".join(words)) == 1
