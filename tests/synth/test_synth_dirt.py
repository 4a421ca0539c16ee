"""Damage to the text: what is lost in it is lost in gold, and nothing else is."""

from random import Random

from pipeline.synth.dirt import cut, glue_cells, lose_umlauts, space_title
from pipeline.synth.marks import Marks, plain
from pipeline.synth.page import Block
from pipeline.synth.print_marks import Typography, break_at, paged, wrapped


def test_an_umlaut_goes_with_the_letter_before_it_and_a_name_everywhere_alike() -> None:
    marks = Marks()
    name = marks.mark(("speaker", 0, 1), "Hüneke")
    blocks = [Block("para", f"Frau {name} spricht für den Antrag."), Block("para", f"Danach fragt Frau {name}.")]
    lose_umlauts(blocks, marks, Random(1), rate=1)
    assert [plain(block.text) for block in blocks][1] == "Danach fragt Frau neke."
    assert "Frau neke spricht" in plain(blocks[0].text)
    assert "für" not in plain(blocks[0].text)
    assert marks.written([block.text for block in blocks])[("speaker", 0, 1)] == ["neke", "neke"]


def test_headings_keep_their_umlauts() -> None:
    marks = Marks()
    blocks = [Block("label", "Für alle"), Block("para", marks.mark(("head",), "Beschluss: ungeändert beschlossen"))]
    lose_umlauts(blocks, marks, Random(1), rate=1)
    assert [plain(block.text) for block in blocks] == ["Für alle", "Beschluss: ungeändert beschlossen"]


def test_a_cut_never_opens_a_fact() -> None:
    marks = Marks()
    told = marks.mark(("vote", 0, "told"), f"Mit {marks.mark(('vote', 0, 'yes'), '7')} Ja-Stimmen angenommen.")
    for limit in range(1, 90):
        blocks = [Block("para", f"Frau {marks.mark(('speaker', 0, 0), 'Lindner')} fragt. {told}")]
        cut(blocks, marks, limit=limit)
        left = plain("".join(block.text for block in blocks))
        assert "Mit 7 Ja-Stimmen angenommen." in left or "Mit" not in left
        assert "Lindner" in left or "Lind" not in left


def test_the_speaker_of_a_cut_sentence_counts_neither_way() -> None:
    marks = Marks()
    one, two = marks.mark(("speaker", 0, 0), "Lindner"), marks.mark(("speaker", 0, 1), "Ackermann")
    blocks = [Block("para", f"Frau {one} fragt nach den Kosten. Herr {two} antwortet, dass sie noch nicht feststehen.")]
    assert cut(blocks, marks, limit=62) == (True, {("speaker", 0, 1)})


def test_a_vote_form_is_cut_before_its_last_figure() -> None:
    marks = Marks()
    rows = [
        f"{label}\t{marks.mark(('vote', 0, name), '3')}"
        for label, name in (("Ja", "yes"), ("Nein", "no"), ("E", "abstain"))
    ]
    blocks = [Block("para", "x" * 100), Block("table", "\n".join(["Abstimmungsergebnis:", *rows]))]
    assert cut(blocks, marks, limit=110) == (True, set())
    assert set(marks.written([block.text for block in blocks])) == {("vote", 0, "yes"), ("vote", 0, "no")}


def test_titles_are_spaced_and_labels_glued() -> None:
    blocks = [Block("title", "Niederschrift"), Block("rows", "\n".join(["Datum:\t01.02.2020"] * 20))]
    space_title(blocks)
    glue_cells(blocks, Random(3))
    assert blocks[0].text == "N i e d e r s c h r i f t"
    assert "Datum:01.02.2020" in blocks[1].text.split("\n")
    assert "Datum:\t01.02.2020" in blocks[1].text.split("\n")


def test_words_break_between_syllables_and_at_their_own_hyphen() -> None:
    assert break_at("Nein-Stimmen", 8) == 5
    assert break_at("Verwaltung", 7) in (3, 6, 7)
    assert break_at("kurz", 3) == 0
    text = "Die Verwaltung wird beauftragt, der Stadtverordnetenversammlung über die Vorbereitungen zu berichten."
    lines = wrapped(text, Typography(hyphens=True, width=30))
    assert all(len(line) <= 31 for line in lines)
    assert any(line.endswith("-") for line in lines)
    joined = "".join(line[:-1] if line.endswith("-") else line + " " for line in lines).strip()
    assert joined == text


def test_page_marks_stand_between_pages() -> None:
    text = paged([f"Zeile {number}" for number in range(100)], "Seite {} von {}", "Niederschrift")
    assert [line for line in text if not line.startswith("Zeile")] == [
        "Seite 2 von 3", "Niederschrift", "Seite 3 von 3", "Niederschrift",
    ]  # fmt: skip
