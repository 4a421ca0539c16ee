"""The setting of one document: town, body, day, cast and topic, drawn once and used by all who compose it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.ledger import Ledger
from pipeline.synth.people import Form, Naming, Person, cast, naming, office

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_FEMININE = ("versammlung", "Bürgerschaft", "vertretung")


@dataclass(slots=True)
class Setting:
    """What all parts of a document agree on. `size`: how many vote."""

    rng: Random
    town: dict[str, Any]
    organization: str
    council: bool
    day: date
    number: int
    size: int
    people: list[Person]
    chair: Person
    topic: dict[str, Any] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    named_before: set[int] = field(default_factory=set)
    dialect: str = "house"  # which ballots the layout prints
    verbatim: bool = False
    legs: int = 0  # how often the next unused person was taken
    reference_form: str | None = None

    def someone(self) -> Person:
        """The next of the cast; everybody has a turn before anybody has a second one."""
        person = self.people[self.legs % len(self.people)]
        self.legs += 1
        return person

    def cases(self, person: Person) -> Naming:
        """The person's cases with the speaker's mark set; function or party only at the first naming."""
        first = person.index not in self.named_before
        self.named_before.add(person.index)
        made = naming(person, party_shown=first or self.verbatim)
        name = self.ledger.speaks(person)
        return Naming(made.nom.replace("{}", name), made.dat.replace("{}", name), made.acc.replace("{}", name))

    def mentioned(self, person: Person) -> Naming:
        """The person's cases marked as a mention."""
        made = naming(person, party_shown=False)
        name = self.ledger.mentions(person)
        return Naming(made.nom.replace("{}", name), made.dat.replace("{}", name), made.acc.replace("{}", name))

    def party(self, *, but: str = "") -> str:
        """A party of the house."""
        while (found := str(pick(self.rng, bank("people")["parties"]["list"]))) == but:
            pass
        return found

    def reference(self) -> str | None:
        """A paper's number in the town's form; None where the town has none."""
        if not self.town["references"]:
            return None
        rng = self.rng
        if self.reference_form is None:  # a town counts its papers in one way
            self.reference_form = str(pick(rng, self.town["references"]))
        year = self.day.year - (1 if chance(rng, 0.3) else 0)
        return self.reference_form.format(
            yy=f"{year % 100:02d}",
            yyyy=year,
            n3=f"{rng.randrange(1, 1000):03d}",
            n3b=f"{rng.randrange(1, 40):03d}",
            n4=f"{rng.randrange(1, 2900):04d}",
            n5=f"{rng.randrange(800, 13000):05d}",
        )

    def earlier_day(self) -> str:
        """A day some weeks before the meeting, in figures."""
        return figures(self.day - timedelta(days=self.rng.randrange(14, 120)))


def draw(rng: Random, town_id: str, *, forms: list[Form], chair: str, council_share: float, cast_size: int) -> Setting:
    """A setting in a town of the bank. `council_share`: how often the council itself meets, and not a committee."""
    towns = bank("towns")["town"]
    town = next(one for one in towns if one["id"] == town_id)
    council = chance(rng, council_share)
    organization = town["council"] if council else pick(rng, town["committees"])
    council = organization == town["council"]
    day = date(2009, 1, 12) + timedelta(days=7 * rng.randrange(850) + rng.randrange(4))
    setting = Setting(
        rng=rng,
        town=town,
        organization=organization,
        council=council,
        day=day,
        number=rng.randrange(1, 62),
        size=rng.randrange(18, 52) if council and town_id != "dorf" else rng.randrange(5, 13),
        people=cast(rng, town, forms, size=cast_size),
        chair=office(rng, chair, 99),
    )
    setting.topic = pick(rng, bank("topics")["topic"])
    return setting


def figures(day: date) -> str:
    """14.06.2016"""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def in_words(day: date) -> str:
    """4. März 2020"""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Dienstag"""
    return DAYS[day.weekday()]


def with_article(organization: str, case: str = "nom") -> str:
    """`der Ausschuss für X`, `des Ausschusses für X`, `die Bürgerschaft`; `case`: nom, gen or dat."""
    first, _, rest = organization.partition(" ")
    tail = f" {rest}" if rest else ""
    if organization.startswith(("Schul- und", "Bau- und", "Kultur- und")):
        head, _, last = organization.rpartition(" ")
        return {"nom": f"der {organization}", "gen": f"des {head} {last}es", "dat": f"dem {organization}"}[case]
    if first.endswith(_FEMININE):
        return {"nom": "die", "gen": "der", "dat": "der"}[case] + f" {organization}"
    genitive = first + ("es" if first.endswith("ss") or first in ("Rat", "Stadtrat") else "s")
    if first.endswith("rat") and first not in ("Rat", "Stadtrat"):
        genitive = first + "es"
    return {"nom": f"der {organization}", "gen": f"des {genitive}{tail}", "dat": f"dem {organization}"}[case]


def upper_first(text: str) -> str:
    """The first letter in upper case; marks before it are skipped."""
    for index, letter in enumerate(text):
        if not "\ue000" <= letter <= "\uf8ff":
            return text[:index] + letter.upper() + text[index + 1 :]
    return text
