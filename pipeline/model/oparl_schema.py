"""The JSON Schema of an OParl file's record: `python -m pipeline.model.oparl_schema > docs/oparl-record.schema.json`.

Made from the models as that of the minutes (`schema.py`); a test compares the file with `schema_text()`.
"""

from __future__ import annotations

import sys

from pipeline.model.oparl import OPARL_SCHEMA_ID, OParlRecord
from pipeline.model.schema import Fields, Json, schema_of, shared, text_of

_DATE = {"pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SHARED_PARTS, _SHARED_FIELDS = shared("Evidence", "Finding", "Result", "Source")

_PARTS = {
    **_SHARED_PARTS,
    "ConsultationRole": "Why a committee takes a paper up: raw wording beside the code.",
    "OParlAgendaItem": "An item of a meeting's agenda (OParl AgendaItem).",
    "OParlConsultation": "A station of a paper: a committee takes it up (OParl Consultation).",
    "OParlMeeting": "A meeting (OParl Meeting).",
    "OParlOrganization": "A committee, council or board (OParl Organization).",
    "OParlPaper": "A paper (OParl Paper).",
}

_OBJECT: dict[str, tuple[str, Json]] = {
    "id": ("the object's URL", {}),
    "modified": (
        "when it was last changed, as written; an embedded object without one takes that of its container",
        {},
    ),
    "deleted": ("the city has deleted the object; all else is then unknown", {}),
}

_FIELDS: Fields = {
    **_SHARED_FIELDS,
    "OParlRecord": {
        "schema": ("id of this schema; changes only when a field changes its meaning", {}),
        "extractor": ("name and version of the reader that made the record", {}),
        "source": ("the file", {}),
        "papers": ("the papers, in the order of the file", {}),
        "consultations": ("the consultations, in the order of the file", {}),
        "meetings": ("the meetings, in the order of the file", {}),
        "agenda_items": ("the agenda items, in the order of the file", {}),
        "organizations": ("the organizations, in the order of the file", {}),
        "findings": ("what does not add up", {}),
        "evidence": (
            "for a JSON pointer into this record (/papers/0/reference, /agenda_items/3/result) the places its value "
            "was read from",
            {},
        ),
    },
    "OParlPaper": {
        **_OBJECT,
        "reference": ("the paper's reference, as written", {}),
        "name": ("its title", {}),
        "paper_type": ("kind of paper, as written", {}),
        "date": ("date of the paper, ISO 8601", _DATE),
        "body": ("URL of the municipality", {}),
        "main_file": ("name of the paper's main file", {}),
        "auxiliary_files": ("names of its other files", {}),
        "superordinated": ("URLs of the papers it belongs to", {}),
        "subordinated": ("URLs of the papers that belong to it", {}),
        "related": ("URLs of related papers", {}),
        "consultations": ("URLs of the consultations it lists; null where it has no list", {}),
    },
    "OParlConsultation": {
        **_OBJECT,
        "paper": ("URL of the paper", {}),
        "agenda_item": ("URL of the agenda item", {}),
        "meeting": ("URL of the meeting", {}),
        "organizations": ("URLs of the organizations that take it up", {}),
        "role": ("why they take it up", {}),
        "authoritative": ("whether this consultation decides, as the city says", {}),
    },
    "ConsultationRole": {
        "text": ("wording of the city", {}),
        "code": ("the role's code; unmapped: a wording that no rule knows", {}),
    },
    "OParlMeeting": {
        **_OBJECT,
        "name": ("name of the meeting", {}),
        "number": ("number of the meeting, where its name says it", {"minimum": 0}),
        "date": ("day of the meeting in local time, ISO 8601", _DATE),
        "start": ("begin of the meeting, as written", {}),
        "cancelled": ("whether it was called off", {}),
        "organizations": ("URLs of the organizations that meet", {}),
        "agenda_items": ("URLs of the items it lists; null where it has no list", {}),
    },
    "OParlAgendaItem": {
        **_OBJECT,
        "meeting": ("URL of the meeting", {}),
        "number": ("number of the item as text: 4.10 is not 4.1", {}),
        "order": ("position on the agenda", {}),
        "name": ("title", {}),
        "public": ("whether the item is public", {}),
        "result": ("the outcome, as the city records it", {}),
        "resolution_text": ("text of the resolution", {}),
        "consultation": ("URL of the consultation", {}),
    },
    "OParlOrganization": {
        **_OBJECT,
        "name": ("name", {}),
        "short_name": ("short name", {}),
        "classification": ("kind of organization, as written", {}),
        "start_date": ("first day of its existence, ISO 8601", _DATE),
        "end_date": ("last day of its existence, ISO 8601", _DATE),
    },
}  # fmt: skip


def schema() -> Json:
    """The JSON Schema as an object."""
    return schema_of(
        OParlRecord,
        schema_id=OPARL_SCHEMA_ID,
        title="OParl record",
        description="What one file of OParl objects says of the papers' ways, every value with its source. A field is "
        "null when the file does not say. Offsets count Unicode characters of the file's own text.",
        parts=_PARTS,
        fields=_FIELDS,
    )


def schema_text() -> str:
    """The published file."""
    return text_of(schema())


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode())
