"""What a document says, collected while it is composed, and turned into gold by what is left of its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.synth.marks import Key, Marks
from pipeline.synth.people import Person

SCHEMA = "minutes-gold/1"
SCORED = (
    "organization", "date", "meeting_number", "item_number", "title", "public", "paper", "result", "votes", "polarity",
    "roll_calls", "speakers", "mentioned_papers", "duties",
)  # fmt: skip
"""What this gold holds completely; turns and the other texts of a motion it does not."""


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody in a roll: the name, how this document shows it, and the option."""

    name: str
    shown: str
    option: str


@dataclass(slots=True)
class Vote:
    """A ballot as decided; counts are those its wording tells."""

    counts: dict[str, int]
    manner: str | None
    passed: bool | None
    about: str
    procedural: bool = False
    other: dict[str, int] = field(default_factory=dict)
    factions: dict[str, list[str]] = field(default_factory=dict)
    roll: list[Voter] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """The facts of an agenda item that stand in its head, and the keys of those that stand in its body."""

    number: str | None = None
    title: str | None = None
    title_truncated: bool = False
    public: bool | None = None
    paper: str | None = None  # where the head names it; else the body's mark decides
    result: str | None = None
    votes: list[int] = field(default_factory=list)
    speakers: list[Person] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    mentioned: list[Person] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)


class Ledger:
    """All items of one document with the marks of its text."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.votes: list[Vote] = []
        self.items: list[Item] = []

    @property
    def item(self) -> Item:
        """The item being composed."""
        return self.items[-1]

    def speaks(self, person: Person, text: str | None = None) -> str:
        """The person's name (or `text`) marked as a speaker of the current item."""
        if person not in self.item.speakers:
            self.item.speakers.append(person)
        return self.marks.mark(("speaker", len(self.items) - 1, person.index), text or person.name or "")

    def mentions(self, person: Person) -> str:
        """The name of a person who does not speak."""
        if person not in self.item.mentioned:
            self.item.mentioned.append(person)
        return self.marks.mark(("person", len(self.items) - 1, person.index), person.name or "")

    def paper(self, reference: str, *, own: bool) -> str:
        """A reference in running text."""
        if not own and reference not in self.item.papers:
            self.item.papers.append(reference)
        return self.marks.mark(("own" if own else "paper", len(self.items) - 1, reference), reference)

    def duty(self, text: str, **known: Any) -> str:
        """A sentence that obliges somebody, marked; `known` goes into gold."""
        self.item.duties.append({"kind": ["report", "do"], **known})
        return self.marks.mark(("duty", len(self.items) - 1, len(self.item.duties) - 1), text)

    def vote(self, vote: Vote) -> int:
        """Books a ballot of the current item and returns its number, for the marks of its figures."""
        self.votes.append(vote)
        self.item.votes.append(len(self.votes) - 1)
        return len(self.votes) - 1

    def gold(
        self, texts: list[str], meeting: dict[str, Any], *, layout: str, cut: bool, unsure: set[Key]
    ) -> dict[str, Any]:
        """The gold of the document as its marked texts stand now.

        `unsure` are speakers whose sentence was cut: they count neither way. The committee is gold where the head
        names it (`organization` of `meeting`) or where the body still does.
        """
        written = self.marks.written(texts)
        meeting = dict(meeting)
        body_organization = meeting.pop("in_body", None)
        if meeting.get("organization") is None and ("organization",) in written:
            meeting["organization"] = body_organization
        return {
            "schema": SCHEMA,
            "layout": layout,
            "scored": list(SCORED),
            "meeting": meeting,
            "agenda_items": [self._item(number, item, written, unsure) for number, item in enumerate(self.items)],
            "truncated": cut,
        }

    def _item(self, number: int, item: Item, written: dict[Key, list[str]], unsure: set[Key]) -> dict[str, Any]:
        own = [key for key in written if key[0] == "own" and key[1] == number]
        return {
            "number": item.number,
            "title": item.title,
            "title_truncated": item.title_truncated,
            "public": item.public,
            "paper": item.paper or (written[own[0]][0] if own else None),
            "result": item.result,
            "vote_events": [
                gold for index in item.votes if (gold := _vote(self.votes[index], index, written)) is not None
            ],
            "roll_calls": [roll for index in item.votes if (roll := _roll(self.votes[index], index, written))["votes"]],
            "speakers": [
                _speaker(person, written[key][0], unsure=key in unsure)
                for person in item.speakers
                if (key := ("speaker", number, person.index)) in written
            ],
            "duties": [
                _duty(duty, written[key][0])
                for index, duty in enumerate(item.duties)
                if (key := ("duty", number, index)) in written
            ],
            "versions": [
                {**version, **_stretch(written[key][0])}
                for index, version in enumerate(item.versions)
                if (key := ("version", number, index)) in written
            ],
            "mentioned_papers": [
                written[cited][0] for ref in item.papers if (cited := ("paper", number, ref)) in written
            ],
            "mentioned_people": [
                written[who][0]
                for person in item.mentioned
                if (who := ("person", number, person.index)) in written and person not in item.speakers
            ],
        }  # fmt: skip


def _stretch(written: str) -> dict[str, str]:
    """A sentence, with its first and last words to find it by."""
    words = written.split()
    return {"text": " ".join(words), "first": " ".join(words[:-3] or words), "last": " ".join(words[-3:])}


def _duty(duty: dict[str, Any], written: str) -> dict[str, Any]:
    """The duty without its dates where damage took a letter of them."""
    whole = str(duty.get("due", "")) in " ".join(written.split())
    known = duty if whole else {key: value for key, value in duty.items() if not key.startswith("due")}
    return {**known, **_stretch(written)}


def _vote(vote: Vote, index: int, written: dict[Key, list[str]]) -> dict[str, Any] | None:
    """A count whose figure is gone or was damaged is unknown; a ballot with nothing left is none."""
    counts: dict[str, int | None] = {}
    for name in ("yes", "no", "abstain"):
        seen = written.get(("vote", index, name), [])
        whole = name in vote.counts and any(_whole(text) for text in seen)
        counts[name] = vote.counts[name] if whole else None
    told = ("vote", index, "told") in written
    if not told and all(count is None for count in counts.values()):
        return None
    gold: dict[str, Any] = {**counts, "manner": vote.manner, "about": vote.about}
    gold |= {"passed": vote.passed, "procedural": vote.procedural}
    if vote.other:
        gold["other"] = vote.other
    return gold | {f"{side}_factions": names for side, names in vote.factions.items()}


def _roll(vote: Vote, index: int, written: dict[Key, list[str]]) -> dict[str, Any]:
    """Who is left of the roll; a name that lost letters is gold as the page writes it."""
    votes = []
    for place, voter in enumerate(vote.roll):
        seen = written.get(("roll", index, place))
        if seen:
            votes.append({"name": voter.name if seen[0] == voter.shown else seen[0], "option": voter.option})
    return {"about": vote.about, "votes": votes}


_WORDS = frozenset(
    ("keiner", "einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "/")
)


def _whole(text: str) -> bool:
    return text.isdigit() or text.casefold() in _WORDS


def _speaker(person: Person, written: str, *, unsure: bool) -> dict[str, Any]:
    role = person.role
    if person.party and person.form in ("councillor", "titled"):
        role = f"{role}, {person.party}"
    gold: dict[str, Any] = {
        "name": written if person.name is not None else None,
        "salutation": person.salutation,
        "honorific": person.honorific,
        "role": role,
        "party": person.party,
    }
    return gold | {"optional": True} if unsure else gold
