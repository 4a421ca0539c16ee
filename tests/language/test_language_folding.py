"""Spellings of one word are one; different words stay different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import fold_word, words


@pytest.mark.parametrize(
    "spellings",
    [
        ("Flüchtlinge", "Fluechtlinge", "FLÜCHTLINGE", "Flu\u0308chtlinge", "Fluchtlinge"),
        ("Großbeerenstraße", "GROSSBEERENSTRASSE", "GROẞBEERENSTRAẞE"),
        ("Böen", "Boeen"),
        ("Café", "cafe", "CAFÉ"),
        ("Bauüberwachung", "Bauueberwachung"),
    ],
)
def test_spellings_are_one(spellings: tuple[str, ...]) -> None:
    assert len({fold_word(word) for word in spellings}) == 1


@pytest.mark.parametrize("word", ["feuerwehr", "neue", "frauen", "quelle", "bauer", "steuer"])
def test_ue_that_is_no_umlaut_stays(word: str) -> None:
    assert fold_word(word.title()) == word


def test_the_words_of_a_text() -> None:
    assert words("Kita-Neubau, „Am Stern“ (2. Stufe): 15/SVV/0743_a") == (
        "kita", "neubau", "am", "stern", "2", "stufe", "15", "svv", "0743", "a"
    )  # fmt: skip


@given(st.text(max_size=30))
def test_any_text_has_words_that_are_bare(text: str) -> None:
    for word in words(text):
        assert word == word.casefold()
        assert " " not in word
