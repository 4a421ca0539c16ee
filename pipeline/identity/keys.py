"""Keys: what the ledger calls a person, a committee or a party. They come from what is written, and from nothing else.

A person's key says all that the minutes print to tell bearers of one name apart: title, Herr or Frau, party, the town
that the council's name holds, and how its papers are numbered. Each may be empty: the minutes do not always say it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.identity.names import gender_of, is_doctor, name_key, parse_name
from pipeline.store.identity import organization_key

_BAR = "|"
_PARTY_PARTS = re.compile(r"\s*[/|,+]\s*")
_COUNCIL = re.compile(
    r"^(?:stadtverordnetenversammlung|stadtrat|gemeinderat|gemeindevertretung|marktgemeinderat|stadtvertretung|"
    r"bürgerschaft|kreistag|rat)\s+(?:(?:der|des)\s+)?"
    r"(?:(?:landeshaupt|hanse|kreis|universitäts|wissenschafts)?stadt\s+|gemeinde\s+|marktes?\s+|landkreises\s+)?(?P<town>[^\W\d][^,;()]{2,60})$"
)


@dataclass(frozen=True, slots=True, order=True)
class PersonKey:
    """One way of printing a person. All parts small; `numbering` as `model.reference.numbering` gives it."""

    name: str
    doctor: bool = False
    gender: str = ""  # f, m
    party: str = ""
    town: str = ""
    numbering: str = ""

    @property
    def text(self) -> str:
        """As the ledger holds it."""
        return _BAR.join((self.name, "dr" if self.doctor else "", self.gender, self.party, self.town, self.numbering))

    @property
    def said(self) -> int:
        """How much it says beside the name."""
        return sum(1 for part in (self.gender, self.party, self.town, self.numbering) if part)


@dataclass(frozen=True, slots=True, order=True)
class OfficeKey:
    """An office without a name, in one year: who held it then can be said, who holds it for ever cannot."""

    office: str
    organization: str  # key of the committee; empty for an office of the whole council
    town: str
    numbering: str
    year: str

    @property
    def text(self) -> str:
        return _BAR.join((_OFFICE + self.office, self.organization, self.town, self.numbering, self.year))


@dataclass(frozen=True, slots=True, order=True)
class CommitteeKey:
    """A committee's name, and how the papers are numbered that it deals with: two towns have a Hauptausschuss."""

    name: str
    numbering: str = ""

    @property
    def text(self) -> str:
        return f"{self.name}{_BAR}{self.numbering}"

    @property
    def said(self) -> int:
        return int(bool(self.numbering))


@dataclass(frozen=True, slots=True, order=True)
class PartyKey:
    """A party or faction as `party_key` brings it to one form."""

    text: str
    said: int = 0


_OFFICE = "office:"


def person_key(
    *, name: str, salutation: str | None = None, honorific: str | None = None, role: str | None = None,
    party: str | None = None, town: str = "", numbering: str | None = None,
) -> PersonKey:  # fmt: skip
    """The key of what is printed; a title or an office that stands in the name counts as such."""
    parts = parse_name(name)
    return PersonKey(
        name=name_key(name), doctor=is_doctor(honorific) or parts.doctor,
        gender=gender_of(salutation, role) or gender_of(None, parts.office) or "", party=party_key(party), town=town,
        numbering=numbering or "",
    )  # fmt: skip


def read_person_key(text: str) -> PersonKey | None:
    """A key out of the ledger; None for an office."""
    if text.startswith(_OFFICE):
        return None
    name, doctor, gender, party, town, numbering = (text.split(_BAR) + [""] * 6)[:6]
    return PersonKey(name, bool(doctor), gender, party, town, numbering)


def read_office_key(text: str) -> OfficeKey | None:
    """A key out of the ledger; None for a person."""
    if not text.startswith(_OFFICE):
        return None
    parts = (text.removeprefix(_OFFICE).split(_BAR) + [""] * 5)[:5]
    return OfficeKey(*parts)


def read_committee_key(text: str) -> CommitteeKey:
    """A key out of the ledger."""
    name, _, numbering = text.rpartition(_BAR)
    return CommitteeKey(name, numbering)


def committee_key(name: str, numbering: str | None = None) -> CommitteeKey:
    return CommitteeKey(organization_key(name).replace(_BAR, " "), numbering or "")


@lru_cache(maxsize=65536)
def party_key(party: str | None) -> str:
    """`DIE LINKE.` and `Die Linke` give `die linke`, `FW|FÜR` gives `fw/für`; nothing gives nothing."""
    if not party:
        return ""
    parts = _PARTY_PARTS.split(unicodedata.normalize("NFC", party).casefold())
    return "/".join(said for part in parts if (said := _bare_party(part)))


def _bare_party(part: str) -> str:
    said = " ".join(re.sub(r"[^\w]+|_", " ", part).split())
    return re.sub(r"^(?:fraktion|gruppe)(?: der)? |^(?:fraktion|gruppe)$| (?:fraktion|gruppe)$", "", said)


@lru_cache(maxsize=4096)
def town_of(organization: str | None) -> str:
    """The town in a council's name (`Stadtverordnetenversammlung der Landeshauptstadt Potsdam`), small; else empty."""
    if not organization:
        return ""
    match = _COUNCIL.match(organization_key(organization))
    return match["town"].strip() if match else ""
