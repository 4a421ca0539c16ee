"""`read_oparl`: bytes to `OParlRecord`, or the answer that they are none of OParl's."""

from __future__ import annotations

from pipeline import __version__
from pipeline.documents import detect
from pipeline.documents.encoding import decode
from pipeline.documents.json_text import JsonError, JsonValue, read_json
from pipeline.documents.kinds import JSON
from pipeline.model.errors import BadInput
from pipeline.model.oparl import OParlRecord
from pipeline.model.record import Source
from pipeline.oparl.make import make_record
from pipeline.oparl.objects import KEPT, objects_of

OPARL_EXTRACTOR = f"protokolle-oparl/{__version__}"

MOST_BYTES = 50_000_000
"""A larger file (some 30,000 papers) would need gigabytes of memory; an API gives out pages of a hundred objects."""

_SPOKEN_OF = "schema.oparl.org/"
_ESCAPED = "schema.oparl.org\\/"  # as PHP writes a slash in JSON


def read_oparl(data: bytes, *, name: str, sha256: str) -> OParlRecord | None:
    """What an OParl file says; None where `data` is no JSON, or JSON without an object that has an OParl `type`.

    Offsets count characters of the file's decoded text, without a byte order mark. Raises BadInput with the codes
    damaged (cut or broken JSON), data_file (OParl objects, but none of a kind we keep) and too_large.
    """
    text = decode(data).text
    if _SPOKEN_OF not in text and _ESCAPED not in text:
        return None
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"{name} has {len(data):,} bytes, more than an OParl file may have ({MOST_BYTES:,}). Split it: one object "
            "a file, or the pages as the interface gives them out.",
            code="too_large",
        )
    root = _parsed(text, data, name)
    if root is None:
        return None
    objects = objects_of(root)
    if not objects.kinds:
        return None
    if not objects.kept:
        kinds = ", ".join(sorted(objects.kinds))
        raise BadInput(
            f"{name} is OParl, but holds nothing of a paper's way: {kinds}. Kept are {', '.join(sorted(KEPT))}.",
            code="data_file",
        )
    source = Source(name=name, sha256=sha256, media_type=JSON, bytes=len(data), pages=1)
    return make_record(objects.kept, source=source, extractor=OPARL_EXTRACTOR)


def _parsed(text: str, data: bytes, name: str) -> JsonValue | None:
    """None where the text is something else that speaks of OParl, such as minutes."""
    try:
        return read_json(text)
    except JsonError as error:
        if detect(data) != JSON:
            return None
        line = text.count("\n", 0, error.at) + 1
        raise BadInput(
            f"{name} is an OParl file, but its JSON is broken in line {line} (character {error.at}): {error}. "
            "Was it copied completely? Get it again, one object or one page of a list a file.",
            code="damaged",
        ) from error
