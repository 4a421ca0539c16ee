"""The working text and the way back: one test per rule, and the traps that look like it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.normalise import normalise


def work(original: str, *, markup: bool = False) -> str:
    return normalise(original, markup=markup)[0]


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("die jüdi-\nscher Kultur", "die jüdischer Kultur"),
        ("sieben Nein-\r\nStimmen", "sieben Nein-Stimmen"),
        ("der Haupt-\nund Finanzausschuss", "der Haupt- und Finanzausschuss"),
        ("Schul-\nbzw. Sportamt", "Schul- bzw. Sportamt"),
        ("Planungs- o-\nder Baukosten", "Planungs- oder Baukosten"),
        ("seit 20-\njähriger Pause", "seit 20-jähriger Pause"),
        ("einge-\n   rückt", "eingerückt"),
        ("Satzungsbe-  \nschluss", "Satzungsbeschluss"),
        ("Kreis\u00ad\ntag und Kreis\u00adtag", "Kreistag und Kreistag"),
        (
            "Nein\ufffeStimmen, Beschluss\x02fassung, Bau\ufffeund Wegeamt",
            "Nein-Stimmen, Beschlussfassung, Bau- und Wegeamt",
        ),
        ("Vertre-\n\n– 2 –\n \ntung", "Vertretung"),
        ("Vertre-\fter", "Vertreter"),
    ],
)
def test_broken_words_are_joined(original: str, expected: str) -> None:
    assert work(original) == expected


@pytest.mark.parametrize(
    "original",
    [
        "Haushalt 2019/-\n2020",
        "-\nPunkt eins",
        "Hauptamt -\nRatsangelegenheiten",
        "Abteilung Zentrales-\n5. Dezember",
        "Das gilt –\nauch heute",
        "Ende-\n\nNeuer Absatz",
    ],
)
def test_dashes_that_break_no_word_stay(original: str) -> None:
    assert work(original) == original


@pytest.mark.parametrize(
    "mark", ["- 2 -", "– 12 –", " - 3 - ", "-- 1 of 4 --", "Seite 2 von 3", "Seite 7", "2/8 ö NS", "3/8 nö", "-2-"]
)
def test_page_marks_on_their_own_line_are_gone(mark: str) -> None:
    assert work(f"Erster Satz.\n{mark}\nZweiter Satz.") == "Erster Satz.\nZweiter Satz."
    assert work(f"{mark}\nZweiter Satz.") == "Zweiter Satz."
    assert work(f"Erster Satz.\n{mark}") == "Erster Satz."


def test_page_mark_before_text_on_its_line() -> None:
    assert work("- 2 - 2. Haushalt\nText") == "2. Haushalt\nText"
    assert work("Oben\n– 3 – Frau Albers fragt.") == "Oben\nFrau Albers fragt."


def test_sentence_over_a_page_break_is_not_parted() -> None:
    assert work("Die Halle wird \n \n– 2 –\n \nim Mai geöffnet.") == "Die Halle wird\nim Mai geöffnet."


@pytest.mark.parametrize("line", ["1", "2", "13 : 0", "3/6/1", "- 4", "2/4/1", "- 7 Stimmen", "30 - 40", "________"])
def test_lines_of_vote_tables_are_no_page_marks(line: str) -> None:
    assert work(f"Zustimmung:\n{line}\nAblehnung:") == f"Zustimmung:\n{line}\nAblehnung:"


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("N i e d e r s c h r i f t\nüber", "Niederschrift\nüber"),
        ("I. Ö F F E N T L I C H E R T E I L", "I. ÖFFENTLICHER TEIL"),
        (" S a t z u n g ", " Satzung"),
        ("x x x x x", "x x x x x"),
        ("A B C D E", "A B C D E"),
        ("z. B. a b c", "z. B. a b c"),
    ],
)
def test_spaced_words(original: str, expected: str) -> None:
    assert work(original) == expected


def test_characters_of_one_kind() -> None:
    assert (
        work("Bu\u0308rger\u00a0o\ufb03ziell\u200b\ufeff an\u2011drucken\r\nEnde \t\r")
        == "Bürger offiziell an-drucken\nEnde\n"
    )
    assert work("Spalte  zwei\tdrei") == "Spalte  zwei\tdrei"


def test_cyrillic_look_alikes_in_latin_words_only() -> None:
    assert work("Аbstimmung im Rаt") == "Abstimmung im Rat"
    assert work("Москва") == "Москва"


def test_clerk_in_charge_is_not_in_the_working_text() -> None:
    assert "Otte" not in work("Federführend: 5.610 Bearbeiter/-in: Otte, Ina\nText")
    assert work("Bearbeiter:\tOtte, Ina\nText").strip() == "Text"
    assert work("Die Bearbeiter der Anträge sind da.") == "Die Bearbeiter der Anträge sind da."


MARKDOWN = (
    "## Auszug\n\n**Top 3.1 Bücherei  \n20/SVV/0001**\nJa:\t<b>7</b>\\\n"
    "Nein: \\*0 & <https://stadt.example/a>\n2 ** 3 __x__"
)


def test_markdown_and_html_marks_are_gone_and_kept_as_emphasis() -> None:
    text, _, emphasis = normalise(MARKDOWN, markup=True)
    assert text == ("Auszug\n\nTop 3.1 Bücherei\n20/SVV/0001\nJa:\t7\nNein: *0 & https://stadt.example/a\n2 ** 3 x")
    assert [(text[one.start : one.end], one.kind) for one in emphasis] == [
        ("Auszug", "heading"),
        ("Top 3.1 Bücherei\n20/SVV/0001", "bold"),
        ("7", "bold"),
        ("x", "bold"),
    ]


def test_markdown_marks_are_text_where_no_markdown_is_expected() -> None:
    assert work("# 5 **neu**") == "# 5 **neu**"


def test_a_forgotten_mark_does_not_turn_the_rest_bold() -> None:
    text, _, emphasis = normalise("**offen\n\nText **fett** Text", markup=True)
    assert text == "offen\n\nText fett Text"
    assert [text[one.start : one.end] for one in emphasis] == ["fett"]


def test_blanks_to_fill_in_stay() -> None:
    assert work("Name: ____________ Datum: ____", markup=True) == "Name: ____________ Datum: ____"


def test_dropped_spans_are_gone_and_the_map_skips_them() -> None:
    original = "Kopf 1\nText eins\nKopf 2\nText zwei"
    text, offsets, _ = normalise(original, drop=[(17, 24)])
    assert text == "Kopf 1\nText eins\nText zwei"
    place = text.index("zwei")
    assert original[slice(*offsets.span(place, place + 4))] == "zwei"


def test_emphasis_moves_with_the_text() -> None:
    original = "Be-\nschluss: Haupt-\nund Bauamt"
    text, _, emphasis = normalise(original, emphasis=[(0, 12, "bold"), (13, 19, "bold"), (24, 30, "bold")])
    assert [text[one.start : one.end] for one in emphasis] == ["Beschluss: Haupt-", "Bauamt"]


PIECES = ["u\u0308", "\u00ad", "\x02", "\ufffe", "\ufb01", "\u00a0", "\u200b", "о", "und", "<b>", "</b>", "**", "-\n"]
ALPHABET = st.sampled_from(
    [*"aäAÜß19 .:/-–\n\r\t\f*_#<>b\\&;|„“", *PIECES, "- 2 -", "Seite 2", "Bearbeiter: ", "&amp;"]
)
TEXTS = st.one_of(st.text(), st.lists(ALPHABET).map("".join))


@given(TEXTS, st.booleans())
def test_every_span_leads_into_the_original_and_in_order(original: str, markup: bool) -> None:
    text, offsets, emphasis = normalise(original, markup=markup)
    ends = [offsets.span(position, position + 1) for position in range(len(text))]
    assert all(0 <= first < after <= len(original) for first, after in ends)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ends))
    assert all(0 <= one.start < one.end <= len(text) for one in emphasis)


@given(TEXTS, st.booleans())
def test_what_was_copied_spells_the_same(original: str, markup: bool) -> None:
    text, offsets, _ = normalise(original, markup=markup)
    edges = [*offsets.work, len(text)]
    for index, (begin, source, replaced) in enumerate(zip(offsets.work, offsets.orig, offsets.replaced, strict=True)):
        if not replaced:
            assert text[begin : edges[index + 1]] == original[source : source + edges[index + 1] - begin]
    assert offsets.work or not text or text == original


@given(TEXTS)
def test_working_text_has_no_trace_of_what_the_rules_take_away(original: str) -> None:
    text = work(original)
    assert not set(text) & set("\r\f\u00ad\ufffe\x02\u00a0\u200b\ufb01\x00")
    assert not any(line != line.rstrip(" \t") for line in text.split("\n"))


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["bold", "heading"]))))
def test_any_emphasis_of_the_reader_lands_inside_the_text(original: str, marks: list[tuple[int, int, str]]) -> None:
    text, _, emphasis = normalise(original, emphasis=[(min(a, b), max(a, b), kind) for a, b, kind in marks])
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in emphasis)
