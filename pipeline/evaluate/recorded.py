"""The result as a city's office recorded it, beside the record's result code and manner.

The office's words ("einstimmig zugestimmt", "Kenntnisnahme", "verwiesen in Fachausschuss") are few; each stands for one
or more result codes and, where it says so, for unanimous or majority. Where the minutes themselves say otherwise, the
office's word cannot be read from them: those documents stand in a list made by reading (`otherwise.json`), with the
minutes' words, and are left out and shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem

Unanimity = Literal["einstimmig", "mehrheitlich"]

# Longest word first: "mehrheitlich abgelehnt" before "mehrheitlich".
_CODES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("abgelehnt", ("rejected",)),
    ("zugestimmt", ("adopted", "adopted_amended")),
    ("beschlossen", ("adopted", "adopted_amended")),
    ("gewählt", ("adopted",)),
    ("zustimmung", ("adopted", "adopted_amended")),
    ("kenntnisnahme", ("noted",)),
    ("verwiesen", ("referred",)),
    ("beratung im fachgremium", ("referred",)),
    ("vertagt", ("deferred",)),
    ("zurückgezogen", ("withdrawn",)),
    # The administration's answer settles a motion; the minutes say so as "einverstanden mit Stellungnahme".
    ("erledigt", ("settled", "noted")),
    ("einverstanden", ("settled", "noted")),
    ("vorberaten", ("noted", "no_decision")),
    ("keine abstimmung", ("no_decision", "noted", "settled", "referred")),
)


def recorded_codes(word: str | None) -> tuple[str, ...]:
    """The result codes an office's word stands for; empty for none or one that is not known."""
    folded = (word or "").casefold()
    return next((codes for part, codes in _CODES if part in folded), ())


def agrees(word: str | None, item: AgendaItem, manner: Unanimity | None) -> bool:
    """Whether the item's stated result has one of the codes, and the manner where the word names one."""
    folded = (word or "").casefold()
    named = next((one for one in ("einstimmig", "mehrheitlich") if one in folded), None)
    return item.result is not None and item.result.code in recorded_codes(word) and (named is None or named == manner)


def read_otherwise(path: Path) -> Mapping[str, str]:
    """File name to the minutes' words, for the documents whose minutes say otherwise than the office.

    Raises BadInput when the file is not `{"documents": [{"file": ..., "recorded": ..., "minutes": ...}]}`.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(one["file"]): str(one["minutes"]) for one in content["documents"]}
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadInput(
            f"{path}: not a list of documents whose minutes say otherwise ({error!r}); expected an object with "
            '"documents", each with "file", "recorded" and "minutes".',
            code="gold",
        ) from error
