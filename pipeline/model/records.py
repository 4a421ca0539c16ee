"""The kinds of record there are, told apart by their `schema`: of a document of minutes, and of an OParl file."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from pipeline.model.oparl import OPARL_SCHEMA_ID, OParlRecord
from pipeline.model.record import MinutesRecord

AnyRecord: TypeAlias = MinutesRecord | OParlRecord

_SCHEMA_FIRST = re.compile(rb'\s*\{\s*"schema"\s*:\s*"([^"\\]*)"')


def parse_record(written: bytes) -> AnyRecord:
    """The record that a file of `extracted/` holds. Raises ValueError (pydantic's is one) where it holds none."""
    match = _SCHEMA_FIRST.match(written)  # as we write it
    schema = match.group(1).decode() if match else _schema(written)
    if schema == OPARL_SCHEMA_ID:
        return OParlRecord.model_validate_json(written)
    return MinutesRecord.model_validate_json(written)


def _schema(written: bytes) -> object:
    """The schema of a record whose members somebody has sorted otherwise."""
    record = json.loads(written)
    return record.get("schema") if isinstance(record, dict) else None
