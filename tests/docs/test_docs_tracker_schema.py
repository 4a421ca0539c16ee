"""The published JSON Schema of the tracker's lines is the models'. Lines of the samples are held against it in
tests/exports."""

from __future__ import annotations

from docs_files import HOME
from jsonschema import Draft202012Validator

from pipeline.exports.schema import schema, schema_text

PUBLISHED = HOME / "docs" / "tracker-decision.schema.json"


def test_the_published_schema_is_made_from_the_models() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "docs/tracker-decision.schema.json is out of date; run "
        "python -m pipeline.exports.schema > docs/tracker-decision.schema.json"
    )
    assert schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema())


def test_every_field_is_described() -> None:
    for name, part in schema()["$defs"].items():
        assert part["description"], name
        for field, said in part["properties"].items():
            assert said.get("description"), f"{name}.{field}"
