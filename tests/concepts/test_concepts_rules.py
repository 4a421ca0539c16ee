"""The rules of this room: one id, one rule; no cell and no file makes the reader fail."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from concept_files import cover, field, pdf, read, table
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.concepts import CONCEPT_FINDINGS
from pipeline.concepts import rules_file as here
from pipeline.concepts.columns import is_head, role_of
from pipeline.concepts.goals import cited
from pipeline.concepts.headings import find_paper, match_field, section
from pipeline.concepts.pdf_page import unwrapped
from pipeline.concepts.sheet_files import csv_layout, write_csv
from pipeline.concepts.statuses import code_of_words
from pipeline.model.errors import BadInput

ROOM = Path(here.__file__).parent
MINUTES = ROOM.parent / "minutes" / "rules"


def ids(folder: Path) -> list[str]:
    return [rule["id"] for path in sorted(folder.glob("*.toml"))
            for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])]  # fmt: skip


def test_no_id_stands_for_two_rules() -> None:
    own = ids(ROOM / "rules")
    assert len(own) >= 10
    assert [rule for rule, count in Counter([*own, *ids(MINUTES)]).items() if count > 1] == []
    assert [rule for rule in own if not re.fullmatch(r"[a-z]+(?:[._][a-z]+)*", rule)] == []


def test_codes_of_findings_are_stable_and_used() -> None:
    assert all(re.fullmatch(r"K\d{3}", code) and entry.help for code, entry in CONCEPT_FINDINGS.items())
    raised = {
        code for path in ROOM.glob("*.py") if path.name != "findings.py"
        for code in re.findall(r"\"(K\d{3})\"", path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert raised == set(CONCEPT_FINDINGS)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Maßnahme", "title"), ("Maßnahmen", "title"), ("MASSNAHME", "title"), ("Maßnahmenvorschlag", "title"), ("Nr.", "number"),
        ("lfd. Nr.", "number"), ("Maßnahmen-Nr.", "number"), ("Beschreibung", "description"), ("Kurzbeschreibung", "description"),
        ("Ziel", "goals"), ("Ziele (Nr.)", "goals"), ("Zielbezug", "goals"), ("Zuständigkeit", "responsible"),
        ("Umsetzungsstand", "status"), ("Stand der Umsetzung", "status"), ("Status 2021", "status"), ("Kommentar", "comment"),
        ("Handlungsfeld", "field"), ("Kosten", None), ("Zielgruppe", None), ("", None), ("erfüllt", "status:fulfilled"),
    ],
)  # fmt: skip
def test_heads_of_columns(head: str, role: str | None) -> None:
    assert role_of(head) == role


def test_a_line_of_heads_and_a_sentence() -> None:
    assert is_head("Maßnahme Beschreibung Ziel")
    assert not is_head("Maßnahme")
    assert not is_head("Die Maßnahme dient dem Ziel")


@given(st.text(max_size=60), st.lists(st.sampled_from(["1", "2", "3", "1.1", "A"]), max_size=4))
def test_any_goal_cell_is_read_or_left(text: str, known: list[str]) -> None:
    found = cited(text, known)
    assert found is None or all(number and number == number.strip() for number in found)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_csv_writes_reads_back(rows: list[list[str]]) -> None:
    plain = [[" ".join(value.split()) for value in row] for row in rows]
    (grid,) = csv_layout(write_csv(["kind", "number"], plain).encode(), sha256="0" * 64).blocks
    read_back = [[cell.text if cell else "" for cell in row] for row in grid.rows[1:]]  # type: ignore[union-attr]
    assert read_back == plain


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_every_text_has_one_answer_of_each_rule(text: str) -> None:
    for rule in (match_field, section, find_paper, role_of, code_of_words, unwrapped):
        assert rule(text) == rule(text)


@pytest.mark.parametrize(
    "text",
    ["Handlungsfeld " * 4000, "nicht " * 8000, "Stadt A" * 8000, "1." * 20000, "Vorlage Nr. " * 5000, "der Stadt " * 6000,
     "(" * 30000, "Ziel " * 8000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_long_lines_are_read_to_their_end(text: str) -> None:
    """A pattern that tries every split of these would not come back from them."""
    for rule in (match_field, section, find_paper, role_of, code_of_words):
        rule(text * 3)
    found = cited(text, ["1"])
    assert found is None or len(found) <= len(text)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_refused_with_a_sentence_or_read(data: st.DataObject) -> None:
    whole = bytearray(pdf(*cover(), *field(1, "Rad", ["Luft"]), table([["Radwege", "Bauen.", "1."]])))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(100, len(whole)))
    with contextlib.suppress(BadInput):  # any other error fails the test
        assert read(bytes(whole[:cut])).concept is not None
