"""Records made by hand: the smallest that validates, with whatever a test wants to differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.model.record import MinutesRecord


def record(*items: dict[str, Any], evidence: dict[str, Any] | None = None, **meeting: Any) -> MinutesRecord:
    return MinutesRecord.model_validate(
        {
            "schema": "protokolle/minutes-record/1",
            "extractor": "by hand",
            "source": {"name": "x.txt", "sha256": "0" * 64, "media_type": "text/plain", "bytes": 1, "pages": 1},
            "meeting": meeting,
            "agenda_items": list(items),
            "evidence": evidence or {},
        }
    )


def write_gold(
    folder: Path, name: str, *items: dict[str, Any], text: str = "", layout: str | None = "A", **more: Any
) -> None:
    """A gold file and its text. `meeting` and other top-level keys go into `more`."""
    folder.mkdir(parents=True, exist_ok=True)
    gold = {"schema": "minutes-gold/1", "layout": layout, "meeting": {}, "agenda_items": list(items), **more}
    (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
