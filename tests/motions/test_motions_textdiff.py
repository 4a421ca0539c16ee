"""The comparison of two texts by sentence and word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import read
from pipeline.minutes import extract
from pipeline.motions.textdiff import compare, likeness, word_changes

SHARED = Path(__file__).resolve().parents[3] / "shared"

SENTENCE = st.lists(st.sampled_from(["Der", "Weg", "wird", "gebaut", "neu", "im", "Park"]), min_size=1, max_size=6).map(
    lambda words: " ".join(words) + "."
)
TEXT = st.lists(SENTENCE, max_size=6).map(" ".join)


def test_equal_texts_keep_every_sentence():
    changes = compare("Der Weg wird gebaut. Die Stadt zahlt.", "Der Weg wird gebaut. Die Stadt zahlt.")
    assert [(change.kind, change.old) for change in changes] == [
        ("kept", "Der Weg wird gebaut."), ("kept", "Die Stadt zahlt."),
    ]  # fmt: skip


def test_line_breaks_and_blanks_are_no_change():
    changes = compare("Der Weg\nwird  gebaut und die Stadt zahlt dafür.", "Der Weg wird gebaut.")
    assert len(changes) >= 1
    assert [change.kind for change in compare("Der  Weg wird gebaut.", "Der Weg  wird gebaut.")] == ["kept"]


def test_a_dropped_sentence_stands_between_the_kept_ones():
    changes = compare(
        "Der Weg wird gebaut. Ein Zaun kommt dazu. Die Stadt zahlt.", "Der Weg wird gebaut. Die Stadt zahlt."
    )
    assert [change.kind for change in changes] == ["kept", "removed", "kept"]
    assert (changes[1].old, changes[1].new) == ("Ein Zaun kommt dazu.", None)


def test_an_added_sentence_has_no_old_one():
    changes = compare("Der Weg wird gebaut.", "Der Weg wird gebaut. Ein Zaun kommt dazu.")
    assert [(change.kind, change.old, change.new) for change in changes][1] == ("added", None, "Ein Zaun kommt dazu.")


def test_a_reworded_sentence_tells_its_words():
    changes = compare("Der Weg am Kanal wird bis Mai gebaut.", "Der Weg am Kanal wird bis Juni 2020 gebaut.")
    assert [change.kind for change in changes] == ["reworded"]
    assert [(word.kind, word.text) for word in changes[0].words] == [
        ("kept", "Der Weg am Kanal wird bis"), ("removed", "Mai"), ("added", "Juni 2020"), ("kept", "gebaut."),
    ]  # fmt: skip


def test_another_sentence_is_not_called_reworded():
    changes = compare("Die Bibliothek öffnet sonntags.", "Der Radweg erhält eine Beleuchtung.")
    assert [change.kind for change in changes] == ["removed", "added"]


def test_an_equal_sentence_is_not_paired_with_a_like_one():
    changes = compare("Der Weg wird gebaut.", "Der Weg wird nun gebaut. Der Weg wird gebaut.")
    assert [change.kind for change in changes] == ["added", "kept"]


def test_nothing_against_nothing():
    assert compare("", "") == ()
    assert likeness("", "") == 1.0


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_both_texts_can_be_read_off_the_comparison(old, new):
    changes = compare(old, new)
    assert " ".join(change.old for change in changes if change.old is not None) == old
    assert " ".join(change.new for change in changes if change.new is not None) == new
    assert changes == compare(old, new)
    for change in changes:
        if change.kind == "reworded":
            assert change.old != change.new
            kept_or_removed = [word.text for word in change.words if word.kind != "added"]
            assert "".join(kept_or_removed).replace(" ", "") == change.old.replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(SENTENCE, SENTENCE)
def test_words_of_both_sentences_are_told(old, new):
    runs = word_changes(old, new)
    assert "".join(run.text for run in runs if run.kind != "removed").replace(" ", "") == new.replace(" ", "")


def test_long_texts_are_compared_by_equal_sentences():
    old = " ".join(f"Punkt {number} der Liste wird ausgeführt." for number in range(300))
    new = old.replace("Punkt 150 der Liste wird ausgeführt.", "Diese Zeile entfällt hier ganz.")
    kinds = [change.kind for change in compare(old, new)]
    assert (kinds.count("kept"), kinds.count("removed"), kinds.count("added")) == (299, 1, 1)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seeds stand beside the project, not in it")
def test_the_seed_drops_its_second_paragraph_and_rewords_the_first_sentence():
    path = next((SHARED / "seeds").glob("003_*.txt"))
    with read(path.read_bytes(), name=path.name) as document:
        record = extract(document)
    new, _, recommended = record.agenda_items[0].versions
    changes = compare(new.text, recommended.text)
    assert [change.kind for change in changes] == ["reworded", "removed", "kept"]
    assert changes[1].old.startswith("Dabei sollen")
    assert "Integrationslotsen" in changes[1].old
    removed = [word.text for word in changes[0].words if word.kind == "removed"]
    added = " ".join(word.text for word in changes[0].words if word.kind == "added")
    assert any("beauftragt" in text for text in removed)
    assert "unterstützt" in added
    assert "November 2016" in changes[2].new
