"""Gold files: what a person read in a document. Schema `minutes-gold/1`, `NAME.gold.json` beside `NAME.txt|html|...`.

The shape is the record's, reduced to what is scored. Two additions: `title_truncated` (the page itself cut the title)
and `optional` speakers (readers may disagree whether they act; they count neither for nor against).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.model.errors import BadInput

GOLD_SUFFIX = ".gold.json"
SOURCE_SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


class GoldPart(BaseModel):
    """Gold may say more than is scored (who was only mentioned, factions): unknown keys are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldMeeting(GoldPart):
    organization: str | None = None
    number: int | None = None
    date: str | None = None


class GoldVote(GoldPart):
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    manner: str | None = None
    about: str | None = None
    passed: bool | None = None


class GoldSpeaker(GoldPart):
    name: str | None = None
    role: str | None = None
    optional: bool = False


class GoldItem(GoldPart):
    number: str | None = None
    title: str | None = None
    title_truncated: bool = False
    public: bool | None = None
    paper: str | None = None
    result: str | None = None
    vote_events: tuple[GoldVote, ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    mentioned_papers: tuple[str, ...] = ()


class GoldDocument(GoldPart):
    """One gold file. `mentioned_papers_all`: every reference in the document, where nobody said by which item."""

    schema_id: Literal["minutes-gold/1"] = Field(alias="schema")
    layout: str | None = None
    meeting: GoldMeeting
    agenda_items: tuple[GoldItem, ...] = ()
    mentioned_papers_all: tuple[str, ...] = ()


def gold_pairs(folder: Path) -> list[tuple[Path, Path]]:
    """(gold file, document beside it) for every gold file directly in `folder`, sorted by name.

    Raises BadInput when a gold file stands without its document.
    """
    return [(gold, _document_beside(gold)) for gold in sorted(folder.glob("*" + GOLD_SUFFIX))]


def read_gold(path: Path) -> GoldDocument:
    """The gold file's content. Raises BadInput naming the file and the place that does not fit the schema."""
    try:
        return GoldDocument.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: the gold file cannot be read ({error}).", code="gold") from error
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{path}, line {error.lineno}: the gold file is not valid JSON ({error.msg}).", code="gold"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise BadInput(
            f"{path}: the gold file does not follow minutes-gold/1 at {place!r}: {first['msg']}.", code="gold"
        ) from error


def _document_beside(gold: Path) -> Path:
    stem = gold.name.removesuffix(GOLD_SUFFIX)
    for suffix in SOURCE_SUFFIXES:
        candidate = gold.with_name(stem + suffix)
        if candidate.is_file():
            return candidate
    raise BadInput(
        f"{gold}: no document stands beside this gold file; expected {stem} with one of {', '.join(SOURCE_SUFFIXES)}.",
        code="gold",
    )
