"""The published JSON Schema is the models', and records keep it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import pipeline
from pipeline.cli.main import main
from pipeline.model.schema import schema, schema_text

HOME = Path(pipeline.__file__).parents[1]
SEEDS = HOME.parent / "shared" / "seeds"
PUBLISHED = HOME / "docs" / "minutes-record.schema.json"
SAMPLES = HOME / "corpora" / "protokolle"

Json = dict[str, Any]


def records(*paths: Path) -> list[Json]:
    out = CliRunner().invoke(main, ["extract", *map(str, paths)])
    assert out.exit_code == 0, out.output
    return [json.loads(line) for line in out.stdout.splitlines()]


def mistakes(record: Json) -> list[str]:
    """The places of a record that the published schema refuses."""
    validator = Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))
    return ["/".join(map(str, error.absolute_path)) for error in validator.iter_errors(record)]


@pytest.fixture(scope="module")
def sample() -> Json:
    """A record with a ballot, speakers and evidence."""
    return records(SAMPLES / "potsdam-2016-06-14-gesundheit-soziales-15-SVV-0743.pdf")[0]


def test_the_published_schema_is_made_from_the_models() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "docs/minutes-record.schema.json is out of date; run "
        "python -m pipeline.model.schema > docs/minutes-record.schema.json"
    )


def test_it_is_a_schema_of_draft_2020_12() -> None:
    assert schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema())


def test_every_record_of_the_samples_keeps_it() -> None:
    found = records(SAMPLES)
    assert len(found) >= 24
    assert {record["source"]["name"]: places for record in found if (places := mistakes(record))} == {}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout (../shared/seeds)")
def test_the_records_of_the_seeds_keep_it() -> None:
    found = records(SEEDS)
    assert len(found) == 2
    assert [mistakes(record) for record in found] == [[], []]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("meeting", "date"), "14.06.2016"),
        (("meeting", "number"), "21"),
        (("source", "sha256"), "abc"),
        (("agenda_items", 0, "result", "code"), "angenommen"),
        (("agenda_items", 0, "vote_events", 0, "yes"), -1),
        (("agenda_items", 0, "vote_events", 0, "passed"), "ja"),
        (("evidence", "/meeting/date", 0, "page"), 0),
        (("evidence", "/meeting/date", 0, "bbox"), [1.0, 2.0, 3.0]),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(sample: Json, place: tuple[str | int, ...], value: object) -> None:
    record: Any = copy.deepcopy(sample)
    part = record
    for step in place[:-1]:
        part = part[step]
    assert part[place[-1]] != value
    part[place[-1]] = value
    (found,) = mistakes(record)
    assert "/".join(map(str, place)).startswith(found)  # the place itself, or the part that may also be null
    assert found


def test_a_field_that_is_left_out_is_refused_for_unknown_is_written_as_null(sample: Json) -> None:
    record = copy.deepcopy(sample)
    del record["agenda_items"][0]["vote_events"][0]["abstain"]
    assert mistakes(record) == ["agenda_items/0/vote_events/0"]


def test_fields_of_later_versions_are_no_mistake(sample: Json) -> None:
    assert mistakes({**sample, "later": 1}) == []
