"""Facts marked in a text: nested, overlapping, beyond the end; in brackets and in colours."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline.cli.explain import Mark, bracketed, coloured, legend, marks, show
from pipeline.model.document import Document
from pipeline.model.record import Evidence, Finding, Meeting, MinutesRecord, Source

TEXT = "TOP 3 Radweg an der Lindenallee\nDafür: 5, dagegen: 2\n"


def record(**pointers: tuple[int, int]) -> MinutesRecord:
    return MinutesRecord(
        extractor="t",
        source=Source(name="a.txt", sha256="0" * 64, media_type="text/plain", bytes=1, pages=1),
        meeting=Meeting(),
        findings=(Finding(code="V001", severity="warning", message="Zahlen fehlen."),),
        evidence={
            "/" + pointer.replace("__", "/"): (Evidence(page=1, start=start, end=end, rule="r1"),)
            for pointer, (start, end) in pointers.items()
        },
    )


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def explained(made: MinutesRecord, *, terminal: bool = False, verbose: bool = False, text: str = TEXT) -> str:
    document = Document(name="a.txt", sha256="0" * 64, media_type="text/plain", size=1, original=text, text=text)
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        width=80,
        highlight=False,
        _environ={},
    )
    show(document, made, console=console, verbose=verbose)
    return out.getvalue()


def test_facts_stand_in_brackets_with_their_kind() -> None:
    made = record(agenda_items__0__number=at("3"), agenda_items__0__title=at("Radweg an der Lindenallee"))
    out = explained(made)
    assert "TOP [item: 3] [title: Radweg an der Lindenallee]\n" in out
    assert "Marked: item (1), title (1)" in out
    assert "warning V001: Zahlen fehlen." in out
    assert "\x1b" not in out


def test_a_span_inside_another_is_nested() -> None:
    made = record(agenda_items__0__title=at("Radweg an der Lindenallee"), agenda_items__0__paper=at("Lindenallee"))
    assert "[title: Radweg an der [paper: Lindenallee]]" in explained(made)


def test_spans_that_cross_are_closed_and_opened_again() -> None:
    made = record(agenda_items__0__title=at("Radweg an der"), agenda_items__0__speakers__0=at("der Lindenallee"))
    assert "[title: Radweg an [speaker: der]][speaker:  Lindenallee]" in explained(made)


def test_one_place_for_three_counts_is_marked_once() -> None:
    line = at("Dafür: 5, dagegen: 2")
    made = record(agenda_items__0__vote_events__0__yes=line, agenda_items__0__vote_events__0__no=line)
    assert explained(made).count("[vote: ") == 1


def test_rules_are_named_when_asked_for() -> None:
    assert "[item r1: 3]" in explained(record(agenda_items__0__number=at("3")), verbose=True)


def test_speeches_drown_the_rest_and_come_only_when_asked_for() -> None:
    made = record(agenda_items__0__speeches__0=(0, len(TEXT)))
    assert "[speech" not in explained(made)
    assert "[speech r1: TOP 3" in explained(made, verbose=True)


def test_a_terminal_gets_colours_and_no_brackets() -> None:
    out = explained(record(agenda_items__0__number=at("3")), terminal=True)
    assert "\x1b[1;33m3\x1b[0m" in out
    assert "[item" not in out


def test_a_document_cannot_steer_the_terminal() -> None:
    out = explained(record(), text="a\x1b]0;pwned\x07b\x9b2Jc")
    assert "\x1b" not in out
    assert "\x9b" not in out


def test_a_place_outside_the_text_is_cut_to_it() -> None:
    made = record(meeting__date=(len(TEXT) - 2, len(TEXT) + 50), meeting__number=(900, 901))
    assert [(mark.start, mark.end) for mark in marks(made, length=len(TEXT))] == [(len(TEXT) - 2, len(TEXT))]


def test_nothing_found_is_said() -> None:
    assert legend([], colour=False).plain == "Marked: nothing was found."


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(["vote", "title", "paper"])))


@given(text=st.text(alphabet="abc \n", min_size=1, max_size=40), spans=SPANS)
def test_marking_loses_no_character_and_nests(text: str, spans: list[tuple[int, int, str]]) -> None:
    found = {(start, min(start + length, len(text)), kind) for start, length, kind in spans if start < len(text)}
    ordered = [Mark(*one, "bold", ("r",)) for one in sorted(found, key=lambda one: (one[0], -one[1], one[2]))]
    out = bracketed(text, ordered)
    depth = 0
    for character in out:
        depth += (character == "[") - (character == "]")
        assert depth >= 0
    assert depth == 0
    bare = out
    for kind in ("vote", "title", "paper"):
        bare = bare.replace(f"[{kind}: ", "")
    assert bare.replace("]", "") == text
    assert coloured(text, ordered).plain == text


def test_a_word_broken_over_two_lines_is_shown_as_on_the_page() -> None:
    assert "bearbeitet wer-\nden" in explained(record(), text="bearbeitet wer\ufffeden")
    assert "bearbeitet wer-\nden" in explained(record(), text="bearbeitet wer\x02den")
