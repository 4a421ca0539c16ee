"""Who is who: persons, committees and parties over time, one identity over spellings only by a person's verdict.

    with store.reading() as connection:
        ask_person(connection, "Grasnik")
        suggestions(connection, "person")
    with store.writing() as connection:
        decide(connection, "person", "Grasnik", "Grasnack", "same", by="A. Muster", why="...", at=store.now())

What is suggested follows from what is loaded, each time anew; what was decided stands in the ledger of the store.
Non-public items are left out of every answer unless `include_non_public=True`.
"""

from pipeline.identity.answers import (
    CastVote,
    Committee,
    CommitteeAnswer,
    Judgement,
    NamePeriod,
    Person,
    PersonAnswer,
    Sample,
    Side,
    Spelling,
    State,
    Suggestion,
    Turn,
)
from pipeline.identity.asking import ask_committee, ask_person
from pipeline.identity.deciding import decide
from pipeline.identity.fit import SHOWN, WEAK
from pipeline.identity.listing import identities, identity_names, judgements, spellings, suggestions

__all__ = [
    "SHOWN",
    "WEAK",
    "CastVote",
    "Committee",
    "CommitteeAnswer",
    "Judgement",
    "NamePeriod",
    "Person",
    "PersonAnswer",
    "Sample",
    "Side",
    "Spelling",
    "State",
    "Suggestion",
    "Turn",
    "ask_committee",
    "ask_person",
    "decide",
    "identities",
    "identity_names",
    "judgements",
    "spellings",
    "suggestions",
]
