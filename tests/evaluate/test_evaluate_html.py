"""The HTML report: one file, the text whole, every miss found again."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from evaluate_records import record, write_gold
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import Miss, Page, evaluate, html_report
from pipeline.evaluate.html_page import marked_text
from pipeline.evaluate.marks import KINDS

TEXT = "TOP 4 <Radweg> & Steg\nFrau Behm fragt nach den Kosten.\nDer Antrag wird mit 7 Stimmen angenommen.\n"


def evidence(words: str) -> list[dict[str, object]]:
    start = TEXT.index(words)
    return [{"page": 1, "start": start, "end": start + len(words), "rule": "r"}]


MADE = record(
    {
        "number": "4",
        "title": "<Radweg> & Steg",
        "vote_events": [{"yes": 7, "passed": True}],
        "speakers": [{"name": "Behm"}],
        "speeches": [{"speaker": 0, "start": 22, "end": 53, "kind": "asks"}],
    },
    evidence={
        "/agenda_items/0/title": evidence("<Radweg> & Steg"),
        "/agenda_items/0/speakers/0": evidence("Frau Behm"),
        "/agenda_items/0/speeches/0": evidence("Frau Behm fragt nach den Kosten."),
        "/agenda_items/0/vote_events/0": evidence("mit 7 Stimmen angenommen"),
    },
)


def report(tmp_path: Path) -> str:
    gold = {"number": "4", "title": "<Radweg> & Steg", "result": "angenommen", "speakers": [{"name": "Behm"}]}
    write_gold(tmp_path / "set", "001", gold, text=TEXT)
    write_gold(tmp_path / "other", "002", {}, text="Nichts.")
    return html_report(evaluate([tmp_path], extract=lambda _path: MADE, pages=True))


def test_the_file_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    page = report(tmp_path)
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert not re.search(r"url\(|@import|https?:", page)
    assert "@media print" in page


def test_facts_are_marked_and_the_text_is_escaped(tmp_path: Path) -> None:
    page = report(tmp_path)
    assert '<span class="k k-item">&lt;Radweg&gt; &amp; Steg</span>' in page
    assert '<span class="turn">Behm · asks</span><span class="k k-speaker">Frau Behm</span>' in page
    assert "<Radweg>" not in page


def test_every_kind_of_mark_has_its_colour_and_its_place_in_the_legend(tmp_path: Path) -> None:
    page = report(tmp_path)
    for kind, name in KINDS.items():
        assert name in page
        if kind != "turn":
            assert f".k-{kind}" in page


def test_misses_stand_beside_the_text_and_lead_to_it(tmp_path: Path) -> None:
    page = report(tmp_path)
    assert 'expected <span class="e">angenommen</span><br>got nothing' in page
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))


def test_documents_with_most_misses_come_first(tmp_path: Path) -> None:
    page = report(tmp_path)
    gold_says_nothing_here = page.index("<h2>002.txt</h2>")
    assert gold_says_nothing_here < page.index("<h2>001.txt</h2>")


def test_without_pages_the_misses_are_a_table(tmp_path: Path) -> None:
    write_gold(tmp_path, "001", {"result": "vertagt"}, text=TEXT)
    page = html_report(evaluate([tmp_path], extract=lambda _path: record({})))
    assert "<td>vertagt</td>" in page
    assert "<article" not in page


@given(
    st.text(st.characters(exclude_characters="\r\n\f\x02\ufffe\x00", exclude_categories=["Cs"]), max_size=60),
    st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=6),
)
def test_no_character_of_the_text_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    misses = tuple(Miss("f", "d", "title", None, "x", None, None, start, end) for start, end in spans)
    places = {
        f"/agenda_items/0/{name}": [{"page": 1, "start": start, "end": end, "rule": "r"}]
        for name, (start, end) in zip(("title", "paper", "result", "versions/0", "duties/0"), spans, strict=False)
    }
    marked = marked_text(Page("f", "d", None, text, record({}, evidence=places), misses), 0)
    bare = re.sub(r'<a class="tag".*?</a>', "", marked)
    assert unescape(re.sub(r"</?span[^>]*>", "", bare)) == unescape(unescape_once(text))


def unescape_once(text: str) -> str:
    """The text as it reads when shown: `&amp;` typed in the minutes stays `&amp;` in the page's source."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
