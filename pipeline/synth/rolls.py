"""Roll calls: the names behind a ballot's counts, as a table with crosses, as lists by option, or one name a line."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.ledger import Voter
from pipeline.synth.page import Block, para
from pipeline.synth.setting import Setting

OPTIONS = ("yes", "no", "abstain")


class _Member(NamedTuple):
    woman: bool
    given: str
    surname: str


def roll(setting: Setting, index: int) -> list[Block]:
    """The roll of ballot `index`, whose three counts are known; empty where the bank has too few names for it."""
    counts = setting.ledger.votes[index].counts
    members = _members(setting, sum(counts.values()))
    if members is None:
        return []
    options = [option for option in OPTIONS for _ in range(counts[option])]
    setting.rng.shuffle(options)
    form = pick(setting.rng, (_table, _lists, _lines))
    return form(setting, index, list(zip(members, options, strict=True)))


def _members(setting: Setting, size: int) -> list[_Member] | None:
    """So many people of different surnames, by the alphabet; some of them speak, too."""
    rng, names = setting.rng, bank("people")
    speaking = {person.name.split()[-1] for person in setting.people if person.name}
    others = [surname for surname in names["surnames"] if surname.split()[-1] not in speaking]
    own = [_Member(one.woman, "", one.name) for one in setting.people[:5] if one.name and " " not in one.name]
    if len(others) + len(own) < size:
        return None
    members = [*own, *(_Member(chance(rng, 0.5), "", surname) for surname in rng.sample(others, len(others)))][:size]
    named = [one._replace(given=pick(rng, names["women" if one.woman else "men"])) for one in members]
    return sorted(named, key=lambda one: one.surname)


def _table(setting: Setting, index: int, voters: list[tuple[_Member, str]]) -> list[Block]:
    heads = bank("votes")["roll"]["columns"]
    rows = ["\t".join(pick(setting.rng, heads))]
    mark = pick(setting.rng, ["x", "x", "X"])
    for member, option in voters:
        name = _written(setting, index, member, option, f"{member.surname}, {member.given}")
        crosses = "\t".join(mark if option == one else "" for one in OPTIONS)
        rows.append(f"{name}\t{crosses}")
    return [Block("grid", "\n".join(rows))]


def _lists(setting: Setting, index: int, voters: list[tuple[_Member, str]]) -> list[Block]:
    """A paragraph for each option that somebody chose: "Mit Ja stimmten: Frau Kolbe, Herr Marten und Frau Uhlig." """
    table = bank("votes")["roll"]
    heads = pick(setting.rng, table["lists"])
    saluted = chance(setting.rng, 0.5)
    out = []
    for option in OPTIONS:
        names = []
        for member, chosen in voters:
            if chosen == option:
                title = ("Frau " if member.woman else "Herr ") if saluted else f"{member.given} "
                marked = _written(
                    setting, index, member, option, member.surname if saluted else f"{title}{member.surname}"
                )
                names.append(f"{title}{marked}" if saluted else marked)
        if names:
            told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"
            out.append(para(heads[option].replace("{names}", told).replace("{n}", str(len(names)))))
    return out


def _lines(setting: Setting, index: int, voters: list[tuple[_Member, str]]) -> list[Block]:
    """ "Herr Marten: Ja" one below the other."""
    words = pick(setting.rng, bank("votes")["roll"]["words"])
    form = pick(setting.rng, bank("votes")["roll"]["lines"])
    out = []
    for member, option in voters:
        whole = "{surname}" not in form
        shown = f"{member.surname}, {member.given}" if whole else member.surname
        name = _written(setting, index, member, option, shown)
        text = form.replace("{salutation}", "Frau" if member.woman else "Herr")
        out.append(
            Block("line", text.replace("{surname}", name).replace("{whole}", name).replace("{option}", words[option]))
        )
    return out


def _written(setting: Setting, index: int, member: _Member, option: str, shown: str) -> str:
    """The name as shown, marked as that of a voter of this ballot."""
    name = member.surname if shown == member.surname else f"{member.given} {member.surname}"
    voters = setting.ledger.votes[index].roll
    voters.append(Voter(name, shown, option))
    return setting.ledger.marks.mark(("roll", index, len(voters) - 1), shown)
