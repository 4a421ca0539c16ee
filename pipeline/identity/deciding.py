"""What a person says of two names, written into the ledger: if it fits what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from pipeline.identity.answers import Judgement
from pipeline.identity.graph import Verdicts
from pipeline.identity.keys import read_office_key
from pipeline.identity.listing import sides_of_keys
from pipeline.identity.naming import (
    committees_named,
    exactly_named,
    near_committees,
    near_parties,
    near_people,
    parties_named,
    read_asked,
    surnames_of,
)
from pipeline.identity.view import View
from pipeline.identity.world import all_committees, all_offices, all_parties, people_near, verdicts_on
from pipeline.model.errors import StoreError
from pipeline.store.verdicts import Decision, Kind, VerdictRow, add_verdict

_HIDDEN = "a name that is not public"


def decide(
    connection: Connection, kind: Kind, one: str, other: str, decision: Decision, *, by: str, why: str, at: str,
    include_non_public: bool = False,
) -> Judgement:  # fmt: skip
    """Say that two names are one (`same`), are two (`different`), or take back what was said of the two (`withdrawn`).

    Names are typed as for the questions, or are keys; each must mean one spelling. What is said once more of the same
    two replaces what was said of them; what contradicts other verdicts is refused, with the chain that stands against
    it. `at`: UTC, ISO 8601. Raises StoreError: `unknown_name`, `ambiguous_name`, `contradiction`, `bad_verdict`.
    """
    view = View(connection, include_non_public)
    verdicts = verdicts_on(view, kind)
    left, right = _resolved(view, kind, (one, other))
    if decision == "withdrawn":
        left, right = _standing(verdicts, left, right, one, other)
    elif left[0] == right[0]:
        raise _alike(one, other, left)
    pair = (left[0], right[0])
    names = _Names(view, kind, pair)
    if decision != "withdrawn":
        _refuse_contradiction(verdicts.without(*pair), pair, decision, names)
    row = add_verdict(connection, kind, *pair, decision, by=by, why=why, at=at)
    return Judgement(verdict=row, left=names.sides.get(row.left), right=names.sides.get(row.right))


class _Names:
    """Keys as people read them; one that is not in sight is not told."""

    def __init__(self, view: View, kind: Kind, more: Sequence[str]) -> None:
        self.sides = sides_of_keys(view, kind, more=more)
        self._all = view.include_non_public

    def of(self, key: str) -> str:
        side = self.sides.get(key)
        return side.label if side else key if self._all else _HIDDEN

    def told(self, row: VerdictRow) -> str:
        sign = "=" if row.decision == "same" else "≠"
        return f"{self.of(row.left)} {sign} {self.of(row.right)} ({row.by}, {row.at[:10]})"


def _refuse_contradiction(verdicts: Verdicts, pair: tuple[str, str], decision: Decision, names: _Names) -> None:
    """`verdicts`: all but the pair's own, which the new one replaces."""
    one, other = pair
    chain = list(verdicts.chain(one, other))
    if decision == "different" and chain:
        raise _contradiction("cannot be two, for other verdicts make them one", pair, chain, names)
    against = verdicts.apart(one, other)
    if decision == "same" and against is not None:
        near, far = (one, other) if verdicts.component(one) == verdicts.component(against.left) else (other, one)
        chain = [*verdicts.chain(near, against.left), against, *verdicts.chain(against.right, far)]
        raise _contradiction("cannot be one, for other verdicts hold them apart", pair, chain, names)
    if decision == "same":
        for office, person in ((one, other), (other, one)):
            _refuse_second_holder(verdicts, office, person, pair, names)


def _refuse_second_holder(verdicts: Verdicts, office: str, person: str, pair: tuple[str, str], names: _Names) -> None:
    """An office of one year has one holder: two verdicts would make two people one."""
    if read_office_key(office) is None:
        return
    held = [row for row in verdicts.rows if row.decision == "same" and office in (row.left, row.right)]
    if held and verdicts.component(person) != verdicts.component(office):
        raise _contradiction("cannot be said to be one, for the office has been given away", pair, held, names)


def _contradiction(what: str, pair: tuple[str, str], chain: Sequence[VerdictRow], names: _Names) -> StoreError:
    told = "; ".join(names.told(row) for row in chain)
    return StoreError(
        f"{names.of(pair[0])} and {names.of(pair[1])} {what}: {told}. Withdraw one of these first, if it is wrong.",
        code="contradiction",
    )


def _standing(
    verdicts: Verdicts, left: Sequence[str], right: Sequence[str], one: str, other: str
) -> tuple[list[str], list[str]]:
    """The keys of the verdict that stands between two names."""
    for a in left:
        for b in right:
            if verdicts.between(a, b):
                return [a], [b]
    raise StoreError(
        f"No verdict stands between {one!r} and {other!r}; `protokolle identity list --state same` and `--state "
        "different` show those that do.",
        code="unknown_name",
    )


def _alike(one: str, other: str, keys: Sequence[str]) -> StoreError:
    """Both names mean one person before any verdict."""
    told = f"{one!r} and {other!r} are one without a verdict: nothing that is printed tells them apart"
    if len(set(keys)) > 1:
        told += f". To part what is printed in several ways, name two of its keys: {', '.join(map(repr, keys))}"
    return StoreError(f"{told}.", code="bad_verdict")


def _resolved(view: View, kind: Kind, typed: tuple[str, str]) -> tuple[list[str], list[str]]:
    """The keys of each name, the one that stands for it first."""
    if kind == "organization":
        committees = all_committees(view)
        found = [
            _one(name, [[key.text for key in one.keys] for one in committees_named(committees, name)],
                 near_committees(committees, name))
            for name in typed
        ]  # fmt: skip
    elif kind == "party":
        parties = all_parties(view)
        found = [
            _one(name, [[one.key] for one in parties_named(parties, name)], near_parties(parties, name))
            for name in typed
        ]
    else:
        found = [_person(view, name, typed) for name in typed]
    return found[0], found[1]


def _person(view: View, name: str, typed: Sequence[str]) -> list[str]:
    if read_office_key(name) is not None:
        known = all_offices(view)
        return _one(name, [[office.key.text] for office in known if office.key.text == name], ())
    asked = read_asked(name)
    people = people_near(view, surnames_of([read_asked(other) for other in typed]))
    meant = exactly_named(people, asked)
    if meant and all(people.same(meant[0], one) for one in meant):
        meant = sorted(meant, key=lambda one: (-one.seen.count, one.key))[:1]  # one identity: any of its names will do
    keys = [[key.text for key in one.keys] for one in meant]
    return _one(name, [(asked.key and [asked.key, *own]) or own for own in keys], near_people(people, asked))


def _one(typed: str, found: Sequence[list[str]], near: Sequence[str]) -> list[str]:
    if len(found) == 1:
        return list(dict.fromkeys(found[0]))
    if found:
        which = ", ".join(repr(keys[0]) for keys in found)
        raise StoreError(f"{typed!r} may mean {len(found)}; name one by its key: {which}.", code="ambiguous_name")
    hint = f" Near it are: {', '.join(near)}." if near else ""
    raise StoreError(f"The minutes print no {typed!r}.{hint}", code="unknown_name")
