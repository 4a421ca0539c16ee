"""No text makes the parser fail, and evidence always lies in the text and spells the value."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from minutes_helpers import SHARED, record_and_original, spells

from pipeline.documents import read
from pipeline.minutes import extract
from pipeline.model.document import Document
from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord

# pieces that rules look for, so that random texts hit them in random order
PIECES = st.sampled_from(
    [
        "Protokollauszug", "aus der", "21. öffentliche Sitzung des Ausschusses für Umwelt", "vom 14.06.2016", "öffentlich", "Top 7.1 Titel",
        "15/SVV/0743", "geändert beschlossen", "Frau Schulze", "Herr Dr. X", "bringt", "ein.", "Abstimmungsergebnis:", "Zustimmung:\t7", "Ablehnung:",
        "Enthaltung: /", "7/0/0", "einstimmig", "mehrheitlich", "abgelehnt", "12.03.2019 - 3.4 Titel", "Grunddaten", "- TOP:", "- Ö 5.3", "Reduzieren",
        "Beschluss:", "Niederschrift", "Tagesordnung", "1. Eröffnung", "Punkt 3 der Tagesordnung: T", "Vorlage: 2020/1162", "Auszug - Titel", "TOP: Ö 4",
        "Gremium: Rat", "Ja: 5, Nein: 4", "„", "“", "(", ")", "-", "– 2 –", "\n", "\n\n", "\t", "gez.", "Der Oberbürgermeister", "von Herrn", "13 : 0",
        "Nichtöffentlicher Teil", "mit 4 Ja-Stimmen bei 3 Enthaltungen", "Die Stadtverordnete", "00.00.0000", "99/SVV/", "\x0c", "\u00ad", "a\u0308",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("\n".join),
)


def check_evidence(record: MinutesRecord, original: str) -> int:
    data = record.model_dump(by_alias=True)
    count = 0
    for pointer, places in record.evidence.items():
        value = data
        for part in pointer.strip("/").split("/"):
            value = value[int(part)] if part.isdigit() else value[part]
        if isinstance(value, dict):
            value = value.get("name") or value.get("reference")
        for place in places:
            assert 0 <= place.start <= place.end <= len(original), pointer
            assert place.page >= 1
            leaf = pointer.rsplit("/", 1)[-1]
            if value is not None and leaf in (
                "number",
                "title",
                "paper",
                "date",
                "organization",
                "yes",
                "no",
                "abstain",
            ):
                assert spells(pointer, value, original[place.start : place.end]), (
                    pointer,
                    value,
                    original[place.start : place.end],
                )
                count += 1
    return count


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("")
@example("Zustimmung:")
@example("Top 7.1\n")
def test_no_text_makes_the_parser_fail(text: str) -> None:
    document = Document(
        name="x.txt", sha256="0" * 64, media_type="text/plain", size=len(text), original=text, text=text
    )
    record = extract(document)
    check_evidence(record, text)
    assert MinutesRecord.model_validate_json(record.model_dump_json(by_alias=True)) == record


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_text_makes_reading_and_parsing_fail(text: str) -> None:
    with suppress(BadInput), read(text.encode("utf-8", "replace"), name="x.txt") as document:
        check_evidence(extract(document), document.original)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(1, 60), st.sampled_from(["", "\n", " ", "Zustimmung: 3\n", "\u00ad", "Frau "]))
def test_a_damaged_sample_still_gives_places_in_its_text(start: int, length: int, inserted: str) -> None:
    path = next((Path(__file__).resolve().parents[2] / "corpora" / "protokolle").glob("*.md"))
    text = path.read_text(encoding="utf-8")
    damaged = text[:start] + inserted + text[start + length :]
    if damaged.strip():
        record, original = record_and_original(damaged.encode(), name=path.name)
        check_evidence(record, original)


def test_same_input_same_bytes() -> None:
    path = next((Path(__file__).resolve().parents[2] / "corpora" / "protokolle").glob("*.pdf"))
    first = record_and_original(path.read_bytes(), name=path.name)[0].model_dump_json(by_alias=True)
    assert record_and_original(path.read_bytes(), name=path.name)[0].model_dump_json(by_alias=True) == first


@pytest.mark.skipif(not SHARED.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_every_value_of_the_given_minutes_stands_where_its_evidence_points() -> None:
    count = 0
    for path in sorted(
        [*(SHARED / "minutes").glob("[fp]*/*.txt"), *list((SHARED / "minutes/karlsruhe/text").glob("*.txt"))[:80]]
    ):
        count += check_evidence(*record_and_original(path.read_bytes(), name=path.name))
    assert count > 800


def test_every_value_of_the_samples_stands_where_its_evidence_points() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpora" / "protokolle"
    boxes = 0
    for path in sorted(folder.iterdir()):
        if path.suffix in (".pdf", ".html", ".docx", ".md", ".txt"):
            record, original = record_and_original(path.read_bytes(), name=path.name)
            assert check_evidence(record, original), path.name
            json.loads(record.model_dump_json(by_alias=True))
            if path.suffix == ".pdf":
                for places in record.evidence.values():
                    assert all(place.bbox is not None for place in places), path.name
                    boxes += len(places)
    assert boxes > 100
