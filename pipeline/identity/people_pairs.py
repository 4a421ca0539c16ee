"""May two names be one person? A score with its reasons, for and against; the verdict is a person's.

The score begins with how the names fit (`_fit`) and moves with what else the minutes say of both. 0.5 is where a
suggestion begins to be worth a look, below 0.3 it is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.identity.fit import WEAK, Fit
from pipeline.identity.people import People, Person
from pipeline.identity.periods import years_between
from pipeline.identity.spelling import given_agree, likeness
from pipeline.identity.tables import words

_NEAR_YEARS = 3.0  # within it, a surname alone may mean the one who bears it
_LONG_AGO = 10.0
_SAME_GIVEN, _WITH_GIVEN = 0.96, 0.6  # Kerstin Maier, Kerstin Mayer: the given name speaks for the surname
_NO_MORE_THAN = 0.45  # what a double name is worth without a given name


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What pairs are judged by beside themselves. `committees_alike`: two organizations by row id; `together`: whether
    both speak in one item, which costs a question to the database and is asked last; `telling_committees`: row ids of
    organizations whose name says enough that hardly two councils have them; `many_councils`: the database holds more
    than one way of numbering papers."""

    people: People
    committees_alike: Callable[[str, str], bool]
    together: Callable[[Person, Person], bool]
    telling_committees: frozenset[str] = frozenset()
    many_councils: bool = False


def judge(one: Person, other: Person, around: Circumstances, *, least: float = WEAK) -> Fit | None:
    """The fit of two persons; None where nothing speaks for it, or what does falls below `least`."""
    if one.spoke.count + other.spoke.count == 0 or _towns_differ(one, other):
        return None
    if _councils_differ(one, other) and not set(one.committees) & set(other.committees) & around.telling_committees:
        return None  # two councils, unless a committee that hardly two of them have says otherwise
    fit = _fit(one, other, around)
    if fit is None:
        return None
    _weigh_people(fit, one, other, around)
    _weigh_places(fit, one, other, around)
    fit.score = min(fit.score, fit.most)
    if fit.score < least:
        return None
    if around.together(one, other):
        fit.add(-0.3, "both speak in the same item")
    fit.score = round(min(max(fit.score, 0.0), 0.98), 2)
    return fit if fit.score >= least else None


# --- how the names fit ---------------------------------------------------------------------------------------------


def _fit(one: Person, other: Person, around: Circumstances) -> Fit | None:
    a, b = one.name, other.name
    if a.suffix != b.suffix and a.suffix and b.suffix:
        return None  # father and son
    given = given_agree(a.given, b.given)
    if a.given and b.given and given is None:
        return None  # two given names are two people, whatever the surname
    near = likeness(a.surname, b.surname)
    if near is None:
        return _double_name(one, other)
    fit = _same_surname(one, other, around) if a.surname == b.surname else None
    if fit is None and given is not None:
        base = max(near.score, _WITH_GIVEN) if given.score > _SAME_GIVEN else near.score
        fit = Fit(0.92 * base * (0.6 + 0.4 * given.score), [near.reason, given.reason])
    elif fit is None:
        fit = Fit((0.6 if a.given or b.given else 0.8) * near.score, [near.reason])
        if a.given or b.given:
            fit.doubts.append("one side has no given name")
    if a.particle != b.particle:
        fit.add(-0.05, f"{a.particle or b.particle!r} is left out")
    if a.suffix != b.suffix:
        fit.add(-0.3, f"one is called {a.suffix or b.suffix}.")
    return fit


def _same_surname(one: Person, other: Person, around: Circumstances) -> Fit | None:
    a, b = one.name, other.name
    if a.given and b.given:
        given = given_agree(a.given, b.given)
        if given is None:
            return None
        if given.score == 1.0:
            return Fit(0.85, ["the whole name is the same"])
        fit = Fit(0.88 * given.score, [given.reason, "the surname is the same"])
        if a.initials_only or b.initials_only:
            brief, full = (one, other) if a.initials_only else (other, one)
            _only_bearer(fit, brief, full, around, initial=True)
        return fit
    if a.given or b.given:
        fit = Fit(0.0, ["a surname alone, and a full name with it"])
        brief, full = (other, one) if a.given else (one, other)
        _only_bearer(fit, brief, full, around, initial=False)
        return fit
    if a.office or b.office:
        return Fit(0.88, [f"{(a.office or b.office).capitalize()} was read as part of the name"])
    return Fit(0.72, ["the surname is the same"])


def _only_bearer(fit: Fit, brief: Person, full: Person, around: Circumstances, *, initial: bool) -> None:
    """Whether `brief` (a surname, or an initial with it) means `full`: sure only where one person can be meant."""
    bearers = _bearers(brief, around, initial=initial)
    meant = next((group for group in bearers if full in group), None) or next(
        (group for group in bearers if any(given_agree(full.name.given, one.name.given) for one in group)), None
    )
    nearby = [group for group in bearers if any(_share_committee(brief, one, around) for one in group)]
    sure, likely, unsure, nobody = (0.03, 0.0, -0.5, -0.25) if initial else (0.75, 0.62, 0.32, 0.5)
    if not bearers:
        fit.move(nobody, doubt="nobody of that name is seen at the same time")
    elif meant is None:
        fit.move(min(unsure, nobody) - 0.1, doubt="another one of that name is seen at the time")
    elif nearby == [meant]:
        fit.move(sure, reason="the only one of that name in that committee and time")
    elif len(bearers) == 1:
        fit.move(likely, reason="the only one of that name at the time", doubt="they are not seen in one committee")
    else:
        fit.move(unsure, doubt=f"{len(bearers)} people of that name could be meant")
    if full.spoke.count == 0 and not initial:
        fit.move(-0.06, doubt="the full name is only mentioned, it never speaks")


def _bearers(brief: Person, around: Circumstances, *, initial: bool) -> list[list[Person]]:
    """People with a given name who could be meant, those who may be one of another together."""
    groups: list[list[Person]] = []
    for person in around.people.with_surname(brief.name.surname):
        if person is brief or not person.name.given or (initial and person.name.initials_only):
            continue
        if initial and given_agree(brief.name.given, person.name.given) is None:
            continue
        if _genders_differ(brief, person) or _councils_differ(brief, person) or _towns_differ(brief, person):
            continue
        if not around.people.parties_agree(brief, person) or years_between(brief.seen, person.seen) > _NEAR_YEARS:
            continue
        for group in groups:
            if any(around.people.same(person, one) or given_agree(person.name.given, one.name.given) for one in group):
                group.append(person)
                break
        else:
            groups.append([person])
    return groups


def _double_name(one: Person, other: Person) -> Fit | None:
    """Müller, then Müller-Preinesberger: by marriage, perhaps. Without a given name nothing more than a hint."""
    single, double = (one, other) if len(one.name.pieces) == 1 else (other, one)
    if len(single.name.pieces) != 1 or single.name.surname not in double.name.pieces:
        return None
    given = given_agree(single.name.given, double.name.given)
    if given is None:
        fit = Fit(0.33, ["one surname is a part of the other, as after a marriage"], most=_NO_MORE_THAN)
        fit.doubts.append("no given name on both sides tells whether it is the same person")
    else:
        fit = Fit(0.62 * given.score, ["one surname is a part of the other, as after a marriage", given.reason])
    if single.seen.last and double.seen.first and single.seen.last <= double.seen.first:
        fit.add(0.08, "the double name appears when the other one ends")
    elif years_between(single.seen, double.seen) == 0:
        fit.add(-0.12, "both names are in use at the same time")
    return fit


# --- what else is said of them -------------------------------------------------------------------------------------


def _weigh_people(fit: Fit, one: Person, other: Person, around: Circumstances) -> None:
    bare = not (one.name.given and other.name.given)
    overlap = years_between(one.seen, other.seen) == 0
    if _genders_differ(one, other):
        fit.times(0.3, "one is called Herr, the other Frau")
    elif one.gender and other.gender and bare:
        fit.add(0.03, f"both are called {'Frau' if one.gender == 'f' else 'Herr'}")
    if one.doctor and other.doctor and bare:
        fit.add(0.06, "both are called Dr.")
    if one.doctor != other.doctor:
        titled, plain = (one, other) if one.doctor else (other, one)
        if plain.seen.last and titled.seen.first and plain.seen.last < titled.seen.first:
            fit.add(0.02, "the title Dr. comes later")
        elif bare and overlap and _share_committee(one, other, around):
            fit.add(-0.15, "with and without Dr. in one committee at the same time")
        else:
            fit.add(-0.06, "one is called Dr., the other is not")
    if bare and one.name.surname in words("names", "surnames", "common"):
        fit.add(-0.22, f"{one.written.split()[-1]} is a common surname")
    _weigh_parties(fit, one, other, around, overlap=overlap)
    _weigh_offices(fit, one, other)
    if one.name.surname != other.name.surname:
        rare, frequent = sorted((one.seen.count, other.seen.count))
        if rare <= 2 and frequent >= 5 * rare:
            fit.add(0.05, f"one spelling is rare ({rare}), the other usual ({frequent})")


def _weigh_parties(fit: Fit, one: Person, other: Person, around: Circumstances, *, overlap: bool) -> None:
    if not one.parties or not other.parties:
        return
    if around.people.parties_agree(one, other):
        fit.add(0.1, f"both are printed with {one.party_written}" if one.party_written == other.party_written
                else f"{one.party_written} and {other.party_written} may be one party")  # fmt: skip
    elif overlap:
        fit.add(-0.4, f"{one.party_written} and {other.party_written} at the same time")
    else:
        fit.add(-0.1, f"{one.party_written} on one side, {other.party_written} on the other")


def _weigh_offices(fit: Fit, one: Person, other: Person) -> None:
    left, right = _class_of(one), _class_of(other)
    if left and right and left != right:
        fit.add(-0.15, "one is elected, the other works for the administration")
    shared = {_plain_office(office) for office in one.offices} & {_plain_office(office) for office in other.offices}
    telling = sorted(office for office in shared if not _is_elected(office))
    if telling:
        fit.add(0.08, f"both are printed as {telling[0]}")


def _weigh_places(fit: Fit, one: Person, other: Person, around: Circumstances) -> None:
    shared = _share_committee(one, other, around)
    if shared:
        fit.add(0.1, "both are seen in the same committee" if set(one.committees) & set(other.committees)
                else "their committees bear names alike")  # fmt: skip
    elif one.committees and other.committees:
        fit.add(-0.06, "no committee knows both")
    apart = years_between(one.seen, other.seen)
    if apart > _LONG_AGO:
        fit.add(-0.15 if apart <= 2 * _LONG_AGO else -0.3, f"{apart:.0f} years lie between them")
    if _councils_differ(one, other):
        fit.add(-0.2, "their papers are numbered in two ways, as in two councils")
    elif around.many_councils and not (one.numberings and other.numberings):
        fit.add(-0.03 if shared else -0.1, "nothing says that both are of one council")


def _share_committee(one: Person, other: Person, around: Circumstances) -> bool:
    if set(one.committees) & set(other.committees):
        return True
    return any(around.committees_alike(a, b) for a in one.committees for b in other.committees)


def _genders_differ(one: Person, other: Person) -> bool:
    return bool(one.gender) and bool(other.gender) and one.gender != other.gender


def _towns_differ(one: Person, other: Person) -> bool:
    return bool(one.towns) and bool(other.towns) and not one.towns & other.towns


def _councils_differ(one: Person, other: Person) -> bool:
    return bool(one.numberings) and bool(other.numberings) and not one.numberings & other.numberings


def _class_of(person: Person) -> str:
    offices = [_plain_office(office) for office in person.offices]
    if any(_is_elected(office) for office in offices):
        return "elected"
    staff = tuple(words("names", "offices", "staff"))
    return "staff" if any(office.startswith(staff) for office in offices) else ""


def _is_elected(office: str) -> bool:
    return office.startswith(tuple(words("names", "offices", "elected")))


def _plain_office(office: str) -> str:
    return office.casefold().removeprefix("der ").removeprefix("die ").strip()
