"""Inflected forms have one stem; words that only look alike have two."""

from __future__ import annotations

import pytest

from pipeline.language import fold_word, shorter_stems, stem

TOGETHER = """
Lotse Lotsen
Haus Hauses Hause Häuser Häusern
Krankenhaus Krankenhäuser
Flüchtling Flüchtlings Flüchtlinge Flüchtlingen
Bürger Bürgers Bürgern
Bürgerin Bürgerinnen
Kind Kindes Kinder Kindern
städtisch städtische städtischen städtischer städtisches städtischem
neu neue neuen neuer neues neuem
öffentlich öffentliche öffentlicher öffentlichem öffentliches
barrierefrei barrierefreie barrierefreier barrierefreien
Straße Straßen
Maßnahme Maßnahmen
Ausschuss Ausschusses Ausschüsse Ausschüssen
Ergebnis Ergebnisse Ergebnisses Ergebnissen
Gremium Gremien Gremiums
Museum Museen Museums
Zentrum Zentren Zentrums
Thema Themen Themas
Risiko Risiken Risikos
Firma Firmen
Idee Ideen
See Seen Sees
Kita Kitas
Büro Büros
Bus Busse Bussen
Amt Amtes Ämter Ämtern
Haushalt Haushalts Haushaltes Haushalte
Rat Rates Räte Räten
Mitglied Mitglieds Mitglieder Mitgliedern
Vorhaben Vorhabens
Garten Gartens Gärten
Antragsteller Antragstellers Antragstellern
Beigeordnete Beigeordneten Beigeordneter
Gebäude Gebäudes Gebäuden
Mittel Mittels Mitteln
Problem Problems Probleme Problemen
System Systems Systeme Systemen
Zins Zinsen
Denkmal Denkmals Denkmäler
Frau Frauen
Partei Parteien
""".strip().splitlines()

APART = [
    ("Bürger", "Burg"), ("Sicherheit", "sicher"), ("Sicherheit", "sich"), ("Planung", "Plan"), ("Haus", "Hase"),
    ("Ausländer", "Ausland"), ("Lager", "Lage"), ("Gesellschafter", "Gesellschaft"), ("Steuer", "Stur"),
    ("neun", "neu"), ("Leiter", "Leitung"), ("Minister", "Ministerium"), ("Beschluss", "beschließen"),
    ("Schüler", "Schule"), ("Bauer", "Bau"), ("Sieger", "Sieg"), ("Theater", "Thea"), ("Wasser", "was"),
]  # fmt: skip


@pytest.mark.parametrize("forms", TOGETHER)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(fold_word(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem(fold_word(one)) != stem(fold_word(other))


@pytest.mark.parametrize("word", ["15", "svv", "0743", "2016a", "b96a", "ad", "e", ""])
def test_numbers_and_short_words_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize("word", sorted({form for forms in TOGETHER for form in forms.split()}))
def test_every_beginning_of_a_word_leads_to_its_stem(word: str) -> None:
    folded = fold_word(word)
    for letters in range(3, len(folded) + 1):
        prefix = folded[:letters]
        assert stem(folded).startswith(prefix) or stem(folded) in shorter_stems(prefix), prefix


def test_a_prefix_of_a_stem_needs_no_shorter_one() -> None:
    assert shorter_stems("integra") == ()
    assert shorter_stems("verwaltunge") == ("verwaltung",)
