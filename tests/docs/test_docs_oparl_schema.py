"""The published JSON Schema of OParl files' records is the models', and records keep it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from docs_files import HOME
from jsonschema import Draft202012Validator

from pipeline.model.oparl_schema import schema, schema_text
from pipeline.oparl import read_oparl

PUBLISHED = HOME / "docs" / "oparl-record.schema.json"
KARLSRUHE = HOME.parent / "shared" / "minutes" / "karlsruhe" / "oparl"

Json = dict[str, Any]


def record(data: bytes) -> Json:
    made = read_oparl(data, name="rat.json", sha256="0" * 64)
    assert made is not None
    written: Json = json.loads(made.model_dump_json(by_alias=True))
    return written


def mistakes(one: Json) -> list[str]:
    validator = Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))
    return ["/".join(map(str, error.absolute_path)) for error in validator.iter_errors(one)]


@pytest.fixture
def sample() -> Json:
    kind = "https://schema.oparl.org/1.1/"
    item = {"id": "i", "type": kind + "AgendaItem", "number": "4.10", "result": "vertagt", "public": True}
    meeting = {"id": "m", "type": kind + "Meeting", "name": "3. Sitzung", "start": "2024-04-23T17:00:00+02:00"}
    consultation = {"id": "c", "type": kind + "Consultation", "role": "Vorberatung", "agendaItem": item}
    paper = {"id": "p", "type": kind + "Paper", "date": "2024-04-02", "consultation": [consultation]}
    return record(json.dumps([paper, {**meeting, "agendaItem": [item]}]).encode())


def test_the_published_schema_is_made_from_the_models() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "docs/oparl-record.schema.json is out of date; run "
        "python -m pipeline.model.oparl_schema > docs/oparl-record.schema.json"
    )
    Draft202012Validator.check_schema(schema())


def test_a_record_keeps_it(sample: Json) -> None:
    assert mistakes(sample) == []
    assert mistakes({**sample, "later": 1}) == []


@pytest.mark.skipif(not KARLSRUHE.is_dir(), reason="the city's OParl files are not beside this checkout")
def test_the_records_of_a_city_keep_it() -> None:
    files = sorted(KARLSRUHE.rglob("*.json"))
    assert len(files) == 350
    assert [path.name for path in files[::7] if mistakes(record(Path(path).read_bytes()))] == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("papers", 0, "date"), "02.04.2024"),
        (("meetings", 0, "number"), "3"),
        (("agenda_items", 0, "result", "code"), "vertagt"),
        (("consultations", 0, "role", "code"), "Vorberatung"),
        (("evidence", "/papers/0/date", 0, "page"), 0),
    ],
)
def test_a_wrong_value_is_refused(sample: Json, place: tuple[str | int, ...], value: object) -> None:
    wrong: Any = copy.deepcopy(sample)
    part = wrong
    for step in place[:-1]:
        part = part[step]
    assert part[place[-1]] != value
    part[place[-1]] = value
    assert len(mistakes(wrong)) == 1
