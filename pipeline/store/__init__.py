"""SQL: tables, migrations, loading, questions.

    store = open_store("sqlite:///db/protokolle.sqlite")
    store.load(record, label="minutes/0743.pdf")
    store.motion("15/svv/743")

`Store` is the whole interface; what it answers is in `answers.py`, the tables are in `schema.py`.
"""

from pipeline.store.answers import (
    Answer,
    Balance,
    CorrectionRow,
    Counts,
    DocumentRef,
    DocumentRow,
    FacetCount,
    Facets,
    FindingRow,
    InterruptedInput,
    JournalEntry,
    KnownDocument,
    MotionHistory,
    OfficialPaper,
    OfficialStation,
    Place,
    SearchHit,
    SearchPage,
    Station,
)
from pipeline.store.journal import Finished, Input, Journal, Status
from pipeline.store.loading import LoadOutcome
from pipeline.store.store import Loading, Store, open_store

__all__ = [
    "Answer",
    "Balance",
    "CorrectionRow",
    "Counts",
    "DocumentRef",
    "DocumentRow",
    "FacetCount",
    "Facets",
    "FindingRow",
    "Finished",
    "Input",
    "InterruptedInput",
    "Journal",
    "JournalEntry",
    "KnownDocument",
    "LoadOutcome",
    "Loading",
    "MotionHistory",
    "OfficialPaper",
    "OfficialStation",
    "Place",
    "SearchHit",
    "SearchPage",
    "Station",
    "Status",
    "Store",
    "open_store",
]
