"""Compounds are taken apart as people judged them; a word has the same parts always and everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.language import fold_word, inner, parts, stem

HERE = Path(__file__).parent
JUDGED = [line for line in (HERE / "judged_compounds.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
WHOLLY_RIGHT, PRECISION, RECALL = 0.96, 0.98, 0.96  # floors; they may only rise


def stems(text: str) -> set[str]:
    return {stem(fold_word(word)) for word in text.split()}


def split(word: str) -> set[str]:
    return set(parts(fold_word(word)))


def test_the_judged_words_are_taken_apart_as_judged() -> None:
    right = missing = wrong = whole = 0
    for line in JUDGED:
        word, _, rest = line.partition(":")
        must, may = (stems(side) for side in (*rest.split("|"), "")[:2])
        got = split(word)
        right += len(must & got)
        missing += len(must - got)
        wrong += len(got - must - may)
        whole += must <= got <= must | may
    assert len(JUDGED) >= 150
    assert whole / len(JUDGED) >= WHOLLY_RIGHT
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missing) >= RECALL


@pytest.mark.parametrize("word", [line.rstrip(":") for line in JUDGED if line.endswith(":")])
def test_a_word_without_parts_is_left_whole(word: str) -> None:
    assert split(word) == set()


@pytest.mark.parametrize(
    "word",
    ["politisch", "städtische", "veröffentlicht", "abgeschlossen", "herzustellen", "unterstützen", "wissenschaftlich",
     "Sicherstellung", "Wirtschaft", "Kennzeichnung", "Feuerwehr", "Müller-Preinesberger", "Bergmann", "Sonntag",
     "Bürgermeisterin", "zugrunde", "ebenfalls", "x" * 500, "15", ""],
)  # fmt: skip
def test_traps_are_no_compounds(word: str) -> None:
    assert split(word) == set()


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Verkehrsentwicklungsplan", "Verkehr Entwicklung Plan Verkehrsentwicklung Entwicklungsplan"),
        ("Stadtverordnetenversammlung", "Stadt Verordnete Versammlung Stadtverordneten Verordnetenversammlung"),
        ("Bebauungsplanentwürfen", "Bebauung Plan Entwurf Bebauungsplan Planentwurf"),
        ("Schulhöfe", "Schule Hof"),
        ("Oberbürgermeisters", "Bürgermeister"),
        ("Haushalt", ""),
    ],
)
def test_what_stands_within_a_compound(word: str, wanted: str) -> None:
    assert set(inner(fold_word(word))) == stems(wanted)


def test_all_forms_of_a_compound_have_the_same_parts() -> None:
    forms = ("Integrationslotse", "Integrationslotsen", "INTEGRATIONSLOTSEN")
    assert {parts(fold_word(form)) for form in forms} == {("integration", "lots")}


def test_the_order_in_which_words_come_changes_nothing() -> None:
    words = [line.partition(":")[0] for line in JUDGED]
    code = (
        "import sys\nfrom pipeline.language import fold_word, inner\n"
        "words = sys.stdin.read().split()\nprint({word: inner(fold_word(word)) for word in reversed(words)} "
        "== eval(sys.argv[1]))"
    )
    said = repr({word: inner(fold_word(word)) for word in words})
    environment = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), "PYTHONHASHSEED": "7",
                   "PYTHONUTF8": "1"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, said], input="\n".join(words), env=environment,
                          capture_output=True, encoding="utf-8", check=True)  # fmt: skip
    assert done.stdout.strip() == "True"


@given(st.text(st.sampled_from("abdeghilnorstuz"), max_size=40))
def test_any_word_has_parts_that_are_in_it(word: str) -> None:
    for part in parts(word):
        assert part[:3] in word
