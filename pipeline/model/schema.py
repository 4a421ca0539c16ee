"""The record's JSON Schema (draft 2020-12): `python -m pipeline.model.schema > docs/minutes-record.schema.json`.
(`oparl_schema.py` makes that of the other kind of record.)

It is made from the models, so it cannot differ from them; a test compares the file with `schema_text()` and holds every
record of the samples against it. It describes what is *written*: every field of this version is there, null where the
document does not say. Fields it does not know are allowed, because later versions of the same schema id may add some.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic import BaseModel

from pipeline.model.record import SCHEMA_ID, MinutesRecord

Json = dict[str, Any]
Fields = dict[str, dict[str, tuple[str, Json]]]
"""Per model and field: what it says, and rules beyond its type."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = {"pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TIME = {"pattern": r"^\d{1,2}:\d{2}$"}
_COUNT = {"minimum": 0}
_PAGE = {"minimum": 1}

_PARTS = {
    "AgendaItem": "One item of the agenda (OParl AgendaItem), in the document's order.",
    "Attachment": "Text behind the minutes, such as slides: kept, never read as agenda items.",
    "Attendee": "One row of the attendance list.",
    "ConceptStatement": "What the minutes or slides say about a concept (a catalogue of measures).",
    "Duty": "Who must do or report what by when.",
    "Evidence": "One place a value was read from.",
    "Finding": "Something that does not add up or that the reader should know. Nothing is blocked by it.",
    "Meeting": "The meeting the minutes are of (OParl Meeting).",
    "Mention": "A person who is only spoken of.",
    "PaperVersion": "A text of the motion as it stands in this item.",
    "Result": "The outcome: raw wording beside the code.",
    "Source": "The file the record was made from.",
    "Speaker": "A person who speaks or acts, each once; name null: known by office only.",
    "Speech": "A turn: what one speaker says until the next begins (Popolo Speech).",
    "Vote": "How one person voted in a roll call (Popolo Vote).",
    "VoteEvent": "One ballot (Popolo VoteEvent). Counts the minutes do not give are null, never zero.",
}

_PERSON: dict[str, tuple[str, Json]] = {
    "name": ("as written, without salutation and honorific", {}),
    "salutation": ("Herr, Frau", {}),
    "honorific": ("Dr., Prof. Dr.", {}),
    "role": ("office or function as written", {}),
    "party": ("party or faction as written", {}),
}

_FIELDS: Fields = {
    "MinutesRecord": {
        "schema": ("id of this schema; changes only when a field changes its meaning", {}),
        "extractor": ("name and version of the rules that made the record", {}),
        "source": ("the file", {}),
        "meeting": ("the meeting", {}),
        "agenda_items": ("the items, in the document's order", {}),
        "attachments": ("text behind the minutes", {}),
        "concept_statements": ("what is said about concepts: counts, shares, names, dates", {}),
        "findings": ("what does not add up", {}),
        "evidence": (
            "for a JSON pointer into this record (/meeting/date, /agenda_items/0/vote_events/1/yes) the places its "
            "value was read from",
            {},
        ),
    },
    "Source": {
        "name": ("file name", {}),
        "sha256": ("hash of the file's bytes, hexadecimal", {"pattern": "^[0-9a-f]{64}$"}),
        "media_type": ("kind of file, decided from its content", {}),
        "bytes": ("size of the file", _COUNT),
        "pages": ("number of pages; 1 where the format has none", _PAGE),
    },
    "Meeting": {
        "organization": ("the committee as the document names it", {}),
        "inferred_organization": ("a committee that only follows from the context", {}),
        "number": ("number of the meeting; restarts with each electoral term", _COUNT),
        "date": ("day of the meeting, ISO 8601", _DATE),
        "public": ("whether the meeting is public; null also where it has both parts", {}),
        "members": ("voting members of the body", _COUNT),
        "present": ("voting members present", _COUNT),
        "begins": ("time the meeting begins, 15:00", _TIME),
        "ends": ("time the meeting ends", _TIME),
        "attendance": ("the attendance list", {}),
        "chair": ("who presides, inferred from what is done", {}),
    },
    "AgendaItem": {
        "number": ("number of the item as text: 4.10 is not 4.1", {}),
        "title": ("title; a title that the page cut ends with ...", {}),
        "public": ("whether the item is public", {}),
        "paper": ("reference of the item's own paper, as written (OParl Paper.reference)", {}),
        "result": ("the outcome the document itself states for the item", {}),
        "inferred_result": ("an outcome that only follows from the text", {}),
        "role": ("whether the body recommends or decides", {}),
        "vote_events": ("the ballots, in order", {}),
        "speakers": ("all who speak or act in the item, each once", {}),
        "speeches": ("the turns, in order", {}),
        "versions": ("the texts of the motion that stand in the item", {}),
        "duties": ("duties and deadlines", {}),
        "mentioned_papers": ("references of other papers, as written", {}),
        "mentioned_people": ("people who are only spoken of", {}),
        "text": ("the item's text, cleaned: what search reads", {}),
    },
    "Result": {
        "text": ("wording of the document", {}),
        "code": ("the outcome's code; unmapped: a wording that no rule knows", {}),
    },
    "VoteEvent": {
        "yes": ("votes for", _COUNT),
        "no": ("votes against", _COUNT),
        "abstain": ("abstentions", _COUNT),
        "manner": ("how it was voted, where the minutes say so", {}),
        "about": ("what was voted on, as written", {}),
        "passed": ("whether it was carried; null where it is not said and does not follow", {}),
        "procedural": ("a ballot on the procedure: right to speak, agenda, minutes, end of debate", {}),
        "role": ("whether the body recommends or decides by it", {}),
        "text": ("wording of the ballot", {}),
        "other": ("counts of further options by name: Befangen, Prüfauftrag", {}),
        "yes_factions": ("factions that voted for", {}),
        "no_factions": ("factions that voted against", {}),
        "abstain_factions": ("factions that abstained", {}),
        "other_factions": ("factions by further option, in its words: Prüfung und Berichterstattung", {}),
        "votes": ("how each person voted, where the minutes print the roll", {}),
    },
    "Vote": {
        **{name: _PERSON[name] for name in ("name", "salutation", "honorific", "party")},
        "option": ("how the person voted; absent: did not vote; null: the page does not show it", {}),
    },
    "Speaker": _PERSON,
    "Mention": {name: _PERSON[name] for name in ("name", "salutation", "honorific")},
    "Attendee": {
        **_PERSON,
        "status": ("present, excused, or absent without excuse", {}),
        "arrives": ("time of a late arrival, 18:55", _TIME),
        "leaves": ("time of an early departure", _TIME),
        "stands_in_for": ("the member whose place is taken", {}),
    },
    "Speech": {
        "speaker": ("index into the item's speakers, from 0", _COUNT),
        "start": ("first character of the turn, counted in the document's own text", _COUNT),
        "end": ("character behind the turn", _COUNT),
        "kind": ("what the turn does", {}),
        "text": ("the turn's text, cleaned", {}),
    },
    "PaperVersion": {
        "kind": ("which text it is", {}),
        "text": ("the text; paragraphs are parted by a blank line", {}),
        "by": ("whose text: a faction, a committee, a person", {}),
        "date": ("date of the version, ISO 8601", _DATE),
    },
    "Duty": {
        "text": ("the sentence that says so", {}),
        "kind": ("to report or to do something", {}),
        "who": ("who is bound", {}),
        "to": ("to whom it is reported", {}),
        "what": ("what is to be done or reported", {}),
        "due": ("the date as written: im November 2016", {}),
        "due_from": ("first day that keeps the date, ISO 8601", _DATE),
        "due_to": ("last day that keeps the date, ISO 8601", _DATE),
        "recurring": ("how often it returns, as written", {}),
    },
    "ConceptStatement": {
        "kind": ("what it states; implemented: fulfilled, with restrictions or not", {}),
        "value": ("a count, or the percent of a share", {"minimum": 0}),
        "of": ("which states a share sums", {}),
        "field": ("number of the action field it speaks of; null: of the whole concept", {}),
        "name": ("name of the action field", {}),
        "date": ("day, month or year, ISO 8601; a period as 2016/2020", {}),
        "text": ("wording of the document", {}),
        "concept": ("the concept as it is named there", {}),
        "item": ("index of the agenda item it stands in, from 0", _COUNT),
        "attachment": ("index of the attachment it stands in, from 0", _COUNT),
    },
    "Attachment": {"title": ("title, where there is one", {}), "text": ("the text", {})},
    "Finding": {
        "code": ("stable code", {"pattern": r"^[A-Z]\d{3}$"}),
        "severity": ("how grave it is", {}),
        "message": ("a sentence for people", {}),
        "evidence": ("the places it is about", {}),
    },
    "Evidence": {
        "page": ("page, from 1", _PAGE),
        "start": ("first character, counted in the document's own text as its reader found it", _COUNT),
        "end": ("character behind the passage", _COUNT),
        "bbox": ("left, top, right, bottom in points from the page's top left corner; PDF only", {}),
        "rule": ("id of the rule that read it", {}),
        "quote": ("the passage as the rules read it (cleaned text)", {}),
    },
}  # fmt: skip


def schema() -> Json:
    """The JSON Schema as an object. Raises KeyError, naming it, when a field of the models has no description here."""
    return schema_of(
        MinutesRecord,
        schema_id=SCHEMA_ID,
        title="Minutes record",
        description="What one document of municipal minutes says, every value with its source. A field is null when "
        "the document does not say; nothing is guessed. Offsets count Unicode characters of the document's own text.",
        parts=_PARTS,
        fields=_FIELDS,
    )


def schema_text() -> str:
    """The published file."""
    return text_of(schema())


def schema_of(
    model: type[BaseModel], *, schema_id: str, title: str, description: str, parts: dict[str, str], fields: Fields
) -> Json:
    """The JSON Schema of a record `model`. `parts` and `fields` describe its parts and their fields; KeyError names
    what they leave out."""
    made = model.model_json_schema(mode="serialization")
    inner: dict[str, Json] = made.pop("$defs")
    described = {name: _part(part, fields[name]) for name, part in sorted(inner.items())}
    return {
        "$schema": DIALECT,
        "$id": "urn:" + schema_id.replace("/", ":"),
        "title": f"{title} ({schema_id})",
        "description": description,
        **_part(made, fields[model.__name__]),
        "$defs": {name: {"description": parts[name], **part} for name, part in described.items()},
    }


def text_of(made: Json) -> str:
    """A schema as it is published: two blanks of indentation, a line feed at the end."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def shared(*names: str) -> tuple[dict[str, str], Fields]:
    """The descriptions of parts that another kind of record has, too."""
    return {name: _PARTS[name] for name in names}, {name: _FIELDS[name] for name in names}


def _part(part: Json, fields: dict[str, tuple[str, Json]]) -> Json:
    """An object of the schema with descriptions, without titles and defaults. No field is ever left out."""
    properties = {}
    for field, made in part["properties"].items():
        description, rules = fields[field]
        properties[field] = {"description": description, **_short(made), **rules}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _short(made: Json) -> Json:
    """`anyOf` of a plain type and null as one line: `{"type": ["string", "null"]}`."""
    kept = {key: value for key, value in made.items() if key not in ("title", "default")}
    options = kept.get("anyOf", [])
    if len(options) == 2 and options[1] == {"type": "null"} and isinstance(options[0].get("type"), str):
        plain = {**options[0], "type": [options[0]["type"], "null"]}
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
        return plain
    return kept


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode())
