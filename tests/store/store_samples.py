"""Records for the store's tests; all sentences are ours."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text

from pipeline.model.errors import StoreError
from pipeline.model.record import (
    AgendaItem,
    Attachment,
    Duty,
    Evidence,
    Finding,
    Meeting,
    Mention,
    MinutesRecord,
    PaperVersion,
    Result,
    Source,
    Speaker,
    Speech,
    Vote,
    VoteEvent,
)
from pipeline.store import Store, open_store

NOON = "2026-01-02T12:00:00Z"

COMMITTEE = "Ausschuss für Gesundheit, Soziales und Inklusion"
COUNCIL = "Stadtverordnetenversammlung"


def content(name: str) -> str:
    """The sha256 a document of this name has in the tests."""
    return sha256(name.encode()).hexdigest()


def refusal(url: str, **options: object) -> StoreError:
    """The error with which a database of this address is refused."""
    with pytest.raises(StoreError) as refused:
        open_store(url, **options)  # type: ignore[arg-type]
    assert str(refused.value).rstrip().endswith((".", ")"))  # a sentence
    return refused.value


def make_record(
    name: str = "auszug.pdf",
    *items: AgendaItem,
    extractor: str = "1.0",
    of: str | None = None,
    organization: str | None = COMMITTEE,
    date: str | None = "2016-06-14",
    number: int | None = 21,
    evidence: dict[str, tuple[Evidence, ...]] | None = None,
    findings: tuple[Finding, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    **meeting: Any,
) -> MinutesRecord:
    """One document's record. `of`: take the content of that document instead of `name`'s own."""
    return MinutesRecord(
        extractor=extractor,
        source=Source(name=name, sha256=content(of or name), media_type="application/pdf", bytes=2048, pages=2),
        meeting=Meeting(organization=organization, date=date, number=number, **meeting),
        agenda_items=items or (AgendaItem(number="1", title="Eröffnung der Sitzung"),),
        evidence=evidence or {},
        findings=findings,
        attachments=attachments,
    )


def place(start: int, end: int, *, quote: str | None = None, page: int = 1) -> tuple[Evidence, ...]:
    return (Evidence(page=page, start=start, end=end, rule="test.rule", quote=quote),)


def integration_item(**changes: Any) -> AgendaItem:
    """An item with every kind of fact there is."""
    values: dict[str, Any] = {
        "number": "7.1",
        "title": "Konzept für Flüchtlinge fortschreiben",
        "public": True,
        "paper": "15/SVV/0743",
        "result": Result(text="geändert beschlossen", code="adopted_amended"),
        "role": "recommending",
        "vote_events": (
            VoteEvent(yes=7, no=0, abstain=0, manner="counted", passed=True, role="recommending", text="7/0/0"),
            VoteEvent(
                manner="majority", about="Rederecht", passed=True, procedural=True, other={"Befangen": 1},
                yes_factions=("SPD", "Die Linke"), abstain_factions=("CDU",),
                other_factions={"Prüfung und Berichterstattung": ("FDP", "BFF")},
            ),
            VoteEvent(
                manner="roll_call", about="Antrag", passed=False,
                votes=(
                    Vote(name="Anna Schulze", salutation="Frau", honorific="Dr.", party="SPD", option="yes"),
                    Vote(name="Ohm", option="no"),
                    Vote(name="Krüger", option="absent"),
                    Vote(name="Weiß"),
                ),
            ),
        ),
        "speakers": (
            Speaker(name="Schulze", salutation="Frau", party="SPD"),
            Speaker(name="Müller-Preinesberger", salutation="Frau", role="Beigeordnete"),
            Speaker(role="Vertreterin der Verwaltung"),
        ),
        "speeches": (Speech(speaker=0, start=10, end=40, kind="speaks"),),
        "versions": (PaperVersion(kind="recommended", text="Das Konzept soll bis zum Herbst vorliegen."),),
        "duties": (Duty(text="Im Ausschuss berichten", who="Verwaltung", due="2016-11"),),
        "mentioned_papers": ("14/SVV/0012", "DS 15/SVV/743"),
        "mentioned_people": (Mention(name="Schubert", salutation="Herr"),),
        "text": "Die Verwaltung erläutert, wie Integrationslotsen an der Großbeerenstraße arbeiten sollen. "
        "Flüchtlinge brauchen Begleitung im Alltag; der Ausschuss ist sich darin einig.",
    }  # fmt: skip
    return AgendaItem(**{**values, **changes})


def full_record(name: str = "0743.pdf", **changes: Any) -> MinutesRecord:
    """A record that uses every field of the schema."""
    values: dict[str, Any] = {
        "inferred_organization": None,
        "public": True,
        "members": 9,
        "present": 7,
        "evidence": {
            "/meeting/date": place(40, 50, quote="14.06.2016"),
            "/agenda_items/0/title": place(100, 130),
            "/agenda_items/0/vote_events/0/yes": (
                Evidence(page=2, start=900, end=901, bbox=(10.0, 20.5, 30.0, 40.0), rule="vote.table"),
                Evidence(page=2, start=950, end=951, rule="vote.table"),
            ),
        },
        "findings": (
            Finding(code="V001", severity="warning", message="Zwei Daten passen nicht.", evidence=place(40, 50)),
        ),
        "attachments": (Attachment(title="Folien", text="Handlungsfelder und Ziele"),),
        **changes,
    }
    return make_record(name, integration_item(), **values)


def indexed(store: Store) -> list[object]:
    """Every word of the index with its places, and the facets."""
    with store.engine.begin() as connection:
        facets = list(connection.execute(text("SELECT * FROM item_facet ORDER BY search_key")))
        if connection.dialect.name != "sqlite":
            return [*connection.execute(text("SELECT * FROM item_search ORDER BY search_key")), *facets]
        connection.execute(text("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, item_search, instance)"))
        found = list(connection.execute(text("SELECT * FROM words ORDER BY term, doc, col, offset")))
        connection.execute(text("DROP TABLE temp.words"))
    return [*found, *facets]
