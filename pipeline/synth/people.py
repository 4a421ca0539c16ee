"""The cast of a document: who may speak, and how German names them in each case."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from pipeline.synth.bank import bank, chance, pick

Form = Literal["salutation", "councillor", "bracket", "apposition", "deputy", "office", "titled", "party_behind"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be named. `form` is how this document names the person; an office has no name."""

    index: int
    woman: bool
    name: str | None
    form: Form
    honorific: str | None = None
    party: str | None = None
    role: str | None = None

    @property
    def salutation(self) -> str | None:
        if self.name is None or self.form in ("councillor", "titled"):
            return None
        return "Frau" if self.woman else "Herr"


@dataclass(frozen=True, slots=True)
class Naming:
    """A person in nominative, dative and accusative, without the speaker's mark: the name stands at `{}`."""

    nom: str
    dat: str
    acc: str


def cast(rng: Random, town: dict[str, Any], forms: list[Form], *, size: int) -> list[Person]:
    """`size` people with names of their own, each in one of the town's forms of naming."""
    names = bank("people")
    surnames = rng.sample(names["surnames"], size)
    people: list[Person] = []
    for index, surname in enumerate(surnames):
        woman = chance(rng, 0.5)
        name = surname
        if chance(rng, 0.12):
            name = f"{pick(rng, names['women'] if woman else names['men'])} {surname}"
        form = pick(rng, forms)
        honorific = pick(rng, names["honorifics"]) if chance(rng, 0.18) else None
        party = pick(rng, names["parties"]["list"]) if form in ("councillor", "titled", "party_behind") else None
        people.append(Person(index, woman, name, form, honorific, party, _role(rng, town, form, woman=woman)))
    return people


def full_name(person: Person) -> str:
    """Given name and surname, as lists of those present print them; the same person always has the same one."""
    name = person.name or ""
    if " " in name and name[0].isupper():
        return name
    given = bank("people")["women" if person.woman else "men"]
    return f"{given[person.index % len(given)]} {name}"


def office(rng: Random, kind: str, index: int) -> Person:
    """Somebody known by office only: chair, mayor, village."""
    man, woman = pick(rng, bank("people")["offices"][kind])
    is_woman = chance(rng, 0.5)
    return Person(index, is_woman, None, "office", role=woman if is_woman else man)


def naming(person: Person, *, party_shown: bool = True) -> Naming:
    """The cases of one person. `{}` is the place of the name (of the office where there is no name)."""
    if person.form == "office":
        return _office_naming(person)
    doctor = f"{person.honorific} " if person.honorific else ""
    if person.form == "councillor":
        tail = f", Fraktion {person.party}," if party_shown else ""
        title = f"{person.role} {doctor}{{}}{tail}"
        if person.woman:
            declined = title.replace("Stadtverordnete ", "Stadtverordneten ").replace("ordnete ", "ordneten ")
            return Naming(f"die {title}", f"der {declined}", f"die {title}")
        declined = title.replace("ordnete ", "ordneten ")
        return Naming(f"der {title}", f"dem {declined}", f"den {declined}")
    if person.form == "titled":
        tail = f" ({person.party})" if party_shown else ""
        same = f"{person.role} {doctor}{{}}{tail}"
        return Naming(same, same, same)
    man = not person.woman
    nom, dat = ("Herr", "Herrn") if man else ("Frau", "Frau")
    if person.form == "bracket":
        tail = f" ({person.role})" if party_shown else ""
    elif person.form == "apposition":
        tail = f", {person.role}," if party_shown else ""
    elif person.form == "party_behind":
        tail = f", {person.party}," if party_shown else ""
    elif person.form == "deputy" and party_shown:
        article, case, title = ("der", "dem", "Beigeordnete") if man else ("die", "der", "Beigeordnete")
        oblique = "Beigeordneten"
        field = (person.role or "").partition(" für ")[2]
        accusative = f"den {oblique}" if man else f"die {title}"
        return Naming(
            f"{article} {title} für {field}, {nom} {doctor}{{}},",
            f"{case} {oblique} für {field}, {dat} {doctor}{{}},",
            f"{accusative} für {field}, {dat} {doctor}{{}},",
        )
    else:
        tail = ""
    return Naming(f"{nom} {doctor}{{}}{tail}", f"{dat} {doctor}{{}}{tail}", f"{dat} {doctor}{{}}{tail}")


def _office_naming(person: Person) -> Naming:
    article, _, title = (person.role or "").partition(" ")
    if person.woman:
        oblique = title + "n" if title.endswith("ende") else title
        return Naming(f"die {{}}{title}", f"der {{}}{oblique}", f"die {{}}{title}")
    weak = title.endswith("ende")
    oblique = title + "n" if weak else title
    return Naming(f"{article.lower()} {{}}{title}", f"dem {{}}{oblique}", f"den {{}}{oblique}")


def _role(rng: Random, town: dict[str, Any], form: Form, *, woman: bool) -> str | None:
    functions = bank("people")["functions"]
    if form in ("councillor", "titled"):
        return str(town["councillor"][1 if woman else 0])
    if form == "bracket":
        return str(pick(rng, functions["brackets"]))
    if form == "apposition":
        return str(pick(rng, functions["apposition"]))
    if form == "deputy":
        return f"Beigeordnete{'' if woman else 'r'} für {pick(rng, functions['deputies'])}"
    return None
