"""OParl files for the store's tests: a town that does not exist; all names are ours."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from pipeline.model.oparl import OParlRecord
from pipeline.oparl import read_oparl

Json = dict[str, Any]

REFERENCE = "2024/0007"


def url(kind: str, key: int | str) -> str:
    return f"https://rat.bachstadt.example/oparl/{kind.lower()}/{key}"


def thing(kind: str, key: int | str, /, **members: Any) -> Json:
    """An object; `on` is the day it was changed."""
    on = members.pop("on", "2024-05-01")
    return {
        "id": url(kind, key),
        "type": f"https://schema.oparl.org/1.1/{kind}",
        "modified": f"{on}T10:00:00+02:00",
        **members,
    }


def paper(*consultations: Json, key: int | str = 7, reference: str = REFERENCE, **members: Any) -> Json:
    return thing(
        "Paper", key, **{"reference": reference, "name": "Radweg am Bach", "paperType": "Antrag",
                         "date": "2024-04-02", "consultation": list(consultations), **members}
    )  # fmt: skip


def consultation(key: int | str, *, of: int | str = 7, **members: Any) -> Json:
    """Consultation KEY of paper `of`, on item KEY of meeting KEY, by organization KEY."""
    return thing(
        "Consultation", key, **{"paper": url("Paper", of), "agendaItem": url("AgendaItem", key),
                                "meeting": url("Meeting", key), "organization": [url("Organization", key)],
                                "role": "Entscheidung", "authoritative": True, **members}
    )  # fmt: skip


def item(key: int | str, **members: Any) -> Json:
    return thing(
        "AgendaItem", key, **{"number": f"4.{key}", "order": 1, "name": "Radweg am Bach", "public": True,
                              "result": "einstimmig beschlossen", "consultation": url("Consultation", key), **members}
    )  # fmt: skip


def meeting(key: int | str, *items: Json, day: str = "2024-04-23", name: str = "Bauausschuss", **members: Any) -> Json:
    return thing(
        "Meeting", key, **{"name": name, "start": f"{day}T17:00:00+02:00", "agendaItem": list(items),
                           "organization": [url("Organization", key)], **members}
    )  # fmt: skip


def record(*objects: Json, name: str = "rat.json") -> OParlRecord:
    """The record of a file that holds `objects`."""
    data = json.dumps(objects if len(objects) != 1 else objects[0], ensure_ascii=False).encode()
    made = read_oparl(data, name=name, sha256=sha256(data).hexdigest())
    assert made is not None
    return made


def way(*, days: tuple[str, ...] = ("2024-04-23", "2024-06-04")) -> tuple[OParlRecord, ...]:
    """A paper that goes through two committees; the files as a city gives them out: a paper, and each meeting."""
    keys = range(1, len(days) + 1)
    return (
        record(paper(*map(consultation, keys)), name="paper.json"),
        *(
            record(meeting(key, item(key), day=day), name=f"meeting{key}.json")
            for key, day in zip(keys, days, strict=True)
        ),
    )
