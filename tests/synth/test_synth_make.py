"""Synthetic minutes: reproducible, readable in every format, and their gold is what stands in them."""

import ast
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.synth
from pipeline.documents import read
from pipeline.evaluate.gold import GoldDocument
from pipeline.model.errors import ProtokolleError, UsageError
from pipeline.synth.make import make, write
from pipeline.synth.names import FORMATS, LAYOUT_NAMES, Format
from pipeline.synth.page import Sample

WORDS = {
    "keiner": 0, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12, "/": 0,
}  # fmt: skip


def samples(count: int, *, form: Format = "md", seed: int = 3, dirt: float = 0.0) -> list[Sample]:
    if form == "pdf":
        pytest.importorskip("reportlab", reason="PDF samples need the extra 'synth' (reportlab)")
    return list(make(count, seed=seed, form=form, dirt=dirt))


def text_of(sample: Sample, form: Format) -> str:
    with read(sample.data, name=f"{sample.stem}.{form}") as document:
        return " ".join(unicodedata.normalize("NFC", document.text).split())


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_arguments_give_the_same_bytes_and_another_seed_others(form: Format) -> None:
    first = samples(28, form=form, dirt=0.6)
    again = samples(28, form=form, dirt=0.6)
    assert [one.data for one in first] == [one.data for one in again]
    assert [one.gold for one in first] == [one.gold for one in again]
    assert [one.data for one in first] != [one.data for one in samples(28, form=form, seed=4, dirt=0.6)]


def test_a_longer_run_begins_with_the_same_documents() -> None:
    short, longer = samples(15, dirt=0.5), samples(40, dirt=0.5)
    assert [one.data for one in longer[:15]] == [one.data for one in short]


@pytest.mark.parametrize("form", FORMATS)
def test_every_layout_can_be_read_in_every_format(form: Format) -> None:
    made = samples(2 * len(LAYOUT_NAMES), form=form)
    assert {one.layout for one in made} == set(LAYOUT_NAMES)
    for one in made:
        text = text_of(one, form)
        for item in items(one):
            assert one.layout in ("bare", "sessionnet") or bare(item["title"]) in text, one.stem


@pytest.mark.parametrize("form", FORMATS)
def test_gold_of_clean_documents_stands_in_their_text(form: Format) -> None:
    for one in samples(5 * len(LAYOUT_NAMES), form=form, seed=8):
        text = text_of(one, form)
        numbers = {int(found) for found in re.findall(r"\d+", text)}
        numbers |= {WORDS[word] for word in re.findall(r"[\w/]+", text.casefold()) if word in WORDS}
        for item in items(one):
            for speaker in item["speakers"]:
                assert (speaker["name"] or speaker["role"].split()[-1].rstrip("en")) in text, one.stem
            for vote in item["vote_events"]:
                counts = {vote[name] for name in ("yes", "no", "abstain")} - {None}
                assert counts <= numbers, (one.stem, vote)
            for reference in filter(None, [item["paper"], *item["mentioned_papers"]]):
                assert reference in text, one.stem
            for duty in item["duties"]:
                assert duty["text"] in text, one.stem
            for voter in (voter for roll in item["roll_calls"] for voter in roll["votes"]):
                assert voter["name"].split()[-1] in text, (one.stem, voter)
            for part in re.split(r"\s*\.\.\.\s*", item["result"] or ""):
                assert part.casefold() in text.casefold(), one.stem


def test_counts_and_outcome_of_gold_agree() -> None:
    seen = set()
    for one in samples(600, seed=21):
        for item in items(one):
            for vote in item["vote_events"]:
                yes, no, passed = vote["yes"], vote["no"], vote["passed"]
                seen.add(passed)
                if yes is not None and no is not None and passed is not None:
                    assert passed == (yes > no), (one.stem, vote)
    assert seen == {True, False, None}  # a ballot with a third option is neither carried nor lost


def test_a_roll_adds_up_to_the_counts_of_its_ballot() -> None:
    told = 0
    for one in samples(500, seed=9):
        for item in items(one):
            ballots = [vote for vote in item["vote_events"] if vote["manner"] == "roll_call"]
            for roll in item["roll_calls"]:
                options = [voter["option"] for voter in roll["votes"]]
                sums = tuple(options.count(side) for side in ("yes", "no", "abstain"))
                assert sums in [(vote["yes"], vote["no"], vote["abstain"]) for vote in ballots], one.stem
                told += 1
    assert told > 5


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_roll_comes_up(form: Format) -> None:
    if form == "pdf":
        pytest.importorskip("reportlab", reason="PDF samples need the extra 'synth' (reportlab)")
    made = make(140, seed=12, form=form, layouts=["niederschrift"])
    texts = [text_of(one, form) for one in made if any(item["roll_calls"] for item in items(one))]
    assert any(re.search(r"Enth\.|ENTHALTUNG |Nein Enthaltung|dagegen Enthaltung", text) for text in texts)
    assert any(re.search(r"(?:Mit Ja|Für den Antrag) stimmten|JA-Stimmen \(", text) for text in texts)
    assert any(re.search(r"(?::|–) [Nn]ein\b", text) for text in texts)


def test_what_the_bank_promises_is_there() -> None:
    """Every kind of ballot and of speaker that real minutes show comes up in a few hundred documents."""
    votes, speakers, closed = [], [], 0
    for one in samples(700, seed=5):
        for item in items(one):
            votes += item["vote_events"]
            speakers += item["speakers"]
            closed += item["public"] is False
    assert any(vote["procedural"] for vote in votes)
    assert any(vote["manner"] == "roll_call" for vote in votes)
    assert any(vote["manner"] == "secret" for vote in votes)
    assert any(vote.get("other") for vote in votes)
    assert any(vote.get("no_factions") for vote in votes)
    assert any(vote["yes"] == vote["no"] and vote["passed"] is False for vote in votes if vote["yes"])
    assert any(vote["no"] is not None and vote["yes"] is None for vote in votes)
    assert {None, "Herr", "Frau"} == {speaker["salutation"] for speaker in speakers}
    assert any(speaker["name"] is None for speaker in speakers)
    assert closed


def test_dirt_damages_the_text_and_gold_with_it() -> None:
    clean, dirty = samples(400, seed=2), samples(400, seed=2, dirt=1)
    changed = sum(one.data != other.data for one, other in zip(clean, dirty, strict=True))
    assert changed > 300
    cut = [number for number, one in enumerate(dirty) if one.gold["truncated"]]
    assert cut
    assert not any(one.gold["truncated"] for one in clean)
    assert all(facts(dirty[number]) <= facts(clean[number]) for number in cut)
    names = [{speaker["name"] for item in items(one) for speaker in item["speakers"]} for one in clean]
    damaged = [
        speaker["name"]
        for before, one in zip(names, dirty, strict=True)
        for item in items(one)
        for speaker in item["speakers"]
        if speaker["name"] not in before
    ]
    assert damaged  # a name that lost letters stands in gold as the page writes it
    for one in dirty:
        text = text_of(one, "md")
        for item in items(one):
            for speaker in item["speakers"]:
                if speaker["name"] in damaged:
                    assert speaker["name"] in text, one.stem


def test_gold_files_follow_the_schema_of_evaluate(tmp_path: Path) -> None:
    written = list(write(iter(samples(len(LAYOUT_NAMES), dirt=0.5)), tmp_path / "out", form="md"))
    assert len(written) == len(LAYOUT_NAMES)
    for path in written:
        gold = GoldDocument.model_validate(json.loads(path.with_name(path.stem + ".gold.json").read_text("utf-8")))
        assert gold.layout == path.stem.partition("-")[2]
        assert gold.agenda_items


@given(seed=st.integers(), dirt=st.floats(0, 1), layout=st.sampled_from(LAYOUT_NAMES))
@settings(max_examples=150, deadline=None)
def test_any_seed_and_dirt_makes_a_document_without_marks(seed: int, dirt: float, layout: str) -> None:
    (one,) = make(1, seed=seed, form="md", dirt=dirt, layouts=[layout])
    text = one.data.decode() + json.dumps([values(item) for item in items(one)], ensure_ascii=False)
    assert not re.search("[\ue000-\uf8ff{}]", text)


def test_unknown_words_are_refused_with_what_is_valid() -> None:
    with pytest.raises(UsageError, match=r"No layout is called nonsense; there are auszug"):
        make(1, seed=0, form="md", layouts=["nonsense"])
    with pytest.raises(UsageError, match="from 0"):
        make(1, seed=0, form="md", dirt=1.5)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(ProtokolleError, match="file cannot be written"):
        list(write(make(1, seed=0, form="md"), blocked, form="md"))


def test_nothing_of_the_extraction_is_imported() -> None:
    room = Path(pipeline.synth.__file__).parent
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                ours = name.split(".")[:2]
                assert ours[0] != "pipeline" or ours[1] in ("synth", "model"), f"{path.name} imports {name}"
        assert "rules" not in [part.strip("\"'") for part in re.findall(r"joinpath\(([^)]*)\)", path.read_text())]


def items(one: Sample) -> list[dict]:
    return one.gold["agenda_items"]


def bare(title: str) -> str:
    return title.removesuffix("...").replace("  ", " ").split(" ", 1)[0]


def facts(one: Sample) -> int:
    """How many facts gold holds."""
    return sum(
        len(item["speakers"])
        + sum(vote[name] is not None for vote in item["vote_events"] for name in ("yes", "no", "abstain", "passed"))
        for item in items(one)
    )


def values(value: object) -> object:
    """Everything a gold item says, without braces of its own."""
    if isinstance(value, dict):
        return [values(one) for one in value.values()]
    return [values(one) for one in value] if isinstance(value, list) else value
