"""Finding and reading gold files, and the document each belongs to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.evaluate.gold import GoldDocument, GoldPart, MoreGold
from pipeline.model.errors import BadInput

GOLD_SUFFIX = ".gold.json"
MORE_SUFFIX = ".more.json"
SOURCE_SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")

AnyGold = TypeVar("AnyGold", bound=GoldPart)


def gold_files(folder: Path) -> list[Path]:
    """Every gold file directly in `folder`, sorted by name."""
    return sorted(folder.glob("*" + GOLD_SUFFIX))


def read_gold(path: Path) -> GoldDocument:
    """The gold file's content, with its `NAME.more.json` where there is one.

    Raises BadInput naming the file and the place that does not fit the schema.
    """
    gold = _read(path, GoldDocument, "minutes-gold/1")
    more = path.with_name(path.name.removesuffix(GOLD_SUFFIX) + MORE_SUFFIX)
    if not more.is_file():
        return gold
    return gold.model_copy(update={"more": _read(more, MoreGold, "minutes-gold-more/1")})


def document_of(gold_path: Path, gold: GoldDocument, *, texts: Sequence[Path] = ()) -> Path:
    """The document beside a gold file, or the one it names, in the folders of `texts`.

    Raises BadInput when there is none, or when the one that is there is not the one gold was read from.
    """
    stem = gold_path.name.removesuffix(GOLD_SUFFIX)
    if gold.document is None:
        return _beside(gold_path, stem)
    for folder in (gold_path.parent, *texts):
        candidate = folder / gold.document.name
        if candidate.is_file():
            if hashlib.sha256(candidate.read_bytes()).hexdigest() != gold.document.sha256:
                raise BadInput(
                    f"{candidate}: not the document {gold_path.name} was read from (its SHA-256 differs).", code="gold"
                )
            return candidate
    raise BadInput(
        f"{gold_path}: belongs to {gold.document.name}, which is not beside it; name its folder with --texts.",
        code="gold",
    )


def _beside(gold_path: Path, stem: str) -> Path:
    for suffix in SOURCE_SUFFIXES:
        candidate = gold_path.with_name(stem + suffix)
        if candidate.is_file():
            return candidate
    raise BadInput(
        f"{gold_path}: no document stands beside this gold file; "
        f"expected {stem} with one of {', '.join(SOURCE_SUFFIXES)}.",
        code="gold",
    )


def _read(path: Path, shape: type[AnyGold], schema: str) -> AnyGold:
    try:
        return shape.model_validate(json.loads(path.read_text(encoding="utf-8")))
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
            f"{path}: the gold file does not follow {schema} at {place!r}: {first['msg']}.", code="gold"
        ) from error
