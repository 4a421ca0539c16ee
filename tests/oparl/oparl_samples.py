"""OParl objects of a town that does not exist; all names and sentences are ours."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from pipeline.model.oparl import OParlRecord
from pipeline.oparl import read_oparl

TOWN = "https://rat.bachstadt.example/oparl/"
Json = dict[str, Any]


def url(kind: str, number: int | str) -> str:
    return f"{TOWN}{kind}/{number}"


def thing(kind: str, key: int | str, /, **members: Any) -> Json:
    """An object with id and type; `members` as OParl names them."""
    return {
        "id": url(kind.lower(), key),
        "type": f"https://schema.oparl.org/1.1/{kind}",
        "modified": "2024-05-01T10:00:00+02:00",
        **members,
    }


def without_type(one: Json) -> Json:
    return {name: value for name, value in one.items() if name != "type"}


def read(value: Any, *, name: str = "rat.json") -> OParlRecord:
    """The record of a file that holds `value`."""
    record = read_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), name=name)
    assert record is not None
    return record


def read_text(text: str, *, name: str = "rat.json") -> OParlRecord | None:
    data = text.encode()
    return read_oparl(data, name=name, sha256=sha256(data).hexdigest())
