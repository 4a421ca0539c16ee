"""Minutes made for the tests of motions: one item a document unless said otherwise; all sentences are ours."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from pipeline.model.record import AgendaItem, Duty, Evidence, Meeting, MinutesRecord, Result, Source
from pipeline.store import Store

COUNCIL = "Stadtverordnetenversammlung"
COMMITTEE = "Ausschuss für Soziales"


def item(
    title: str | None = "Radweg am Kanal", paper: str | None = None, result: str | None = None, **more: Any
) -> AgendaItem:
    """An item; `result` is a code, its wording the same word."""
    outcome = Result(text=result, code=result) if result else None  # type: ignore[arg-type]
    return AgendaItem(title=title, paper=paper, result=outcome, **more)


def minutes(
    name: str, date: str | None, *items: AgendaItem, organization: str | None = COUNCIL, **meeting: Any
) -> MinutesRecord:
    """One document; its content follows from its name."""
    evidence = {
        pointer: (Evidence(page=1, start=10 * place, end=10 * place + 9, rule="test", quote=None),)
        for place, pointer in enumerate(["/meeting/date", *(f"/agenda_items/{index}" for index in range(len(items)))])
    }
    return MinutesRecord(
        extractor="1.0",
        source=Source(name=name, sha256=sha256(name.encode()).hexdigest(), media_type="text/plain", bytes=10, pages=1),
        meeting=Meeting(organization=organization, date=date, **meeting),
        agenda_items=items,
        evidence=evidence,
    )


def fill(store: Store, *records: MinutesRecord) -> None:
    for record in records:
        store.load(record, label=record.source.name)


def report_due(to: str = "2016-11-30", text: str = "Der Versammlung ist im November 2016 zu berichten.") -> Duty:
    return Duty(text=text, due="im November 2016", due_from=to[:8] + "01", due_to=to)
