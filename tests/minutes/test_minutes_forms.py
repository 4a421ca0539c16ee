"""Forms in which heads of items come: each test is one office's habit. All sentences are ours."""

from __future__ import annotations

import pytest
from minutes_helpers import item_of, page, record_of

# --- the paper at the foot of the item --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foot",
    ["DS 18/SVV/0321", "(DS 18/SVV/0321)", "18/SVV/0321", "Drucksache: 18/SVV/0321", "7/0/1   zur DS 18/SVV/0321"],
)
def test_a_reference_alone_at_the_end_is_the_items_paper(foot: str):
    body = f"Frau Kranz stellt den Antrag vor.\n\nAbstimmungsergebnis:\nZustimmung: 7\nAblehnung: 0\n\n{foot}"
    assert item_of(page(body)).paper == "18/SVV/0321"


@pytest.mark.parametrize(
    "end",
    [
        "Frau Kranz erinnert an die frühere DS 18/SVV/0321",
        "DS 18/SVV/0321\n\nHerr Weiß bittet um eine Aufstellung der Kosten.",
    ],
)
def test_a_reference_that_a_sentence_mentions_last_is_none_of_the_items(end: str):
    assert item_of(page(f"Herr Weiß berichtet vom Baubeginn.\n\n{end}")).paper is None


def test_words_of_capitals_have_one_reading_and_hang_nothing():
    capitals = "STADTVERORDNETENVERSAMMLUNGSBESCHLUSSVORLAGENVERZEICHNIS"
    record = record_of(f"Niederschrift\nvom 12.03.2020\n\n1. {capitals}\n\nDie {capitals} liegt aus.\n")
    assert [item.title for item in record.agenda_items] == [capitals]
