"""A name as it is written, taken apart: given names, surname, and what else got into it. Nothing is corrected here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.identity.tables import table, words

Gender = Literal["f", "m"]

_DASHES = re.compile(r"\s*[‐‑‒–—−-]\s*")
_GLUED_INITIAL = re.compile(r"(?<=\.)(?=[^\W\d_])")
_SUFFIX = re.compile(r",?\s+(sen|senior|jun|jr|junior|d\.\s?Ä|d\.\s?J)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a written name. `given` and `surname` are small; an initial keeps its point (`b.`)."""

    given: tuple[str, ...]
    surname: str
    particle: str = ""  # von, de la: not part of `surname`
    suffix: str = ""  # sen, jun
    office: str = ""  # Stadträtin, where it stands within the name
    doctor: bool = False

    @property
    def initials_only(self) -> bool:
        return bool(self.given) and all(is_initial(part) for part in self.given)

    @property
    def pieces(self) -> tuple[str, ...]:
        """A double name's parts: müller, preinesberger."""
        return tuple(self.surname.split("-"))


def plain_name(written: str) -> str:
    """What may differ without meaning anything: composed or decomposed letters, blanks, kinds of dashes, a blank left
    out behind an initial (`B.Müller`)."""
    text = _DASHES.sub("-", _GLUED_INITIAL.sub(" ", unicodedata.normalize("NFC", written)))
    return " ".join(text.split()).strip(" ,;:")


def name_key(written: str) -> str:
    """The same for names that differ only in what means nothing; case is left out, too."""
    small = unicodedata.normalize("NFC", plain_name(written).casefold())
    return plain_name(small.replace("|", " "))


@lru_cache(maxsize=65536)
def parse_name(written: str) -> Name:
    """`Dr. Hans-Jürgen von Rehm sen.`, `Müller, B.`, `Stadträtin Uysal` taken apart. The last word is the surname."""
    text, doctor, suffix, office = plain_name(written), False, "", ""
    if match := _SUFFIX.search(text):
        suffix = table("names")["parts"]["suffixes"][match.group(1).replace(" ", "").casefold()]
        text = text[: match.start()]
    front, comma, behind = text.partition(",")
    if comma and behind.strip():
        text = f"{behind.strip()} {front.strip()}"
    parts = text.lower().split()  # not casefold: ß is a letter that gets lost, too
    titles, offices = words("names", "titles", "words"), words("names", "offices", "in_names")
    salutations = words("names", "salutations", "female") | words("names", "salutations", "male")
    while len(parts) > 1:
        bare = parts[0].strip(".")
        if bare in titles:
            doctor = doctor or bare in words("names", "titles", "doctor")
        elif parts[0] in offices:
            office = parts[0]
        elif parts[0] not in salutations:
            break
        del parts[0]
    particles = words("names", "parts", "particles")
    at = len(parts) - 1
    while at > 0 and parts[at - 1] in particles:
        at -= 1
    if not parts:
        return Name((), "", suffix=suffix)
    return Name(tuple(parts[:at]), parts[-1], " ".join(parts[at:-1]), suffix, office, doctor)


def is_initial(part: str) -> bool:
    """`b.`, `chr.`, `h.-p.`; one letter alone, too."""
    return part.endswith(".") or len(part) == 1


@lru_cache(maxsize=4096)
def gender_of(salutation: str | None, role: str | None) -> Gender | None:
    """What salutation or office say; None where neither does."""
    if salutation:
        said = salutation.casefold()
        if said in words("names", "salutations", "female"):
            return "f"
        if said in words("names", "salutations", "male"):
            return "m"
    if role:
        said = role.casefold().split(" für ")[0].strip()
        if said in words("names", "offices", "female_words") or said.endswith(
            tuple(words("names", "offices", "female_ends"))
        ):
            return "f"
        if said in words("names", "offices", "male_words"):
            return "m"
    return None


@lru_cache(maxsize=4096)
def is_doctor(honorific: str | None) -> bool:
    """Whether a title says Dr.; Prof. alone does not."""
    if not honorific:
        return False
    return any(part in words("names", "titles", "doctor") for part in re.split(r"[\s.]+", honorific.casefold()))
