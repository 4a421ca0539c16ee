"""The JSON Schema (draft 2020-12) of the tracker's lines: `python -m pipeline.exports.schema >
docs/tracker-decision.schema.json`.

It is made from the models, so it cannot differ from them; a test compares the file with `schema_text()` and holds every
line of an export of the samples against it. No field is ever left out; fields it does not know are allowed, because
later versions of the same schema id may add some.
"""

from __future__ import annotations

import sys
from typing import Any

from pydantic import BaseModel, TypeAdapter

from pipeline.exports.lines import SCHEMA_ID, CursorLine, DecisionLine, Line, RemovedLine
from pipeline.model.schema import DIALECT, Json, text_of

_LINES: tuple[type[BaseModel], ...] = (DecisionLine, RemovedLine, CursorLine)


def schema() -> Json:
    """The schema of one line: a decision, a removal, or the cursor at the end of a page."""
    made = TypeAdapter(Line).json_schema(mode="serialization", by_alias=True)
    return {
        "$schema": DIALECT,
        "$id": "urn:" + SCHEMA_ID.replace("/", ":"),
        "title": f"Line of the tracker's feed ({SCHEMA_ID})",
        "description": "One line of `protokolle export tracker` (JSON Lines): a decision that was added or changed, "
        "one that was removed, or, as the last line of a page, its cursor. A field is null where no source says "
        "anything. Offsets count Unicode characters of the document's own text.",
        "oneOf": [{"$ref": f"#/$defs/{line.__name__}"} for line in _LINES],
        "$defs": {name: _part(part) for name, part in sorted(made["$defs"].items())},
    }


def schema_text() -> str:
    """The published file."""
    return text_of(schema())


def _part(part: Json) -> Json:
    fields = {name: _short(field) for name, field in part["properties"].items()}
    described = " ".join(part["description"].split())
    return {"type": "object", "description": described, "properties": fields, "required": list(fields)}


def _short(field: Json) -> Json:
    """Without titles and defaults; `anyOf` of one plain type and null as one type."""
    kept: Json = {key: value for key, value in field.items() if key not in ("title", "default")}
    options: list[Any] = kept.get("anyOf", [])
    if len(options) == 2 and options[1] == {"type": "null"} and isinstance(options[0].get("type"), str):
        del kept["anyOf"]
        kept = {**options[0], **kept, "type": [options[0]["type"], "null"]}
        if "enum" in kept:
            kept["enum"] = [*kept["enum"], None]
    return kept


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode())
