"""Ballots: what is decided, and one of many wordings for it, from `phrases/votes.toml`."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import Any, Literal

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.ledger import Vote
from pipeline.synth.marks import plain
from pipeline.synth.page import Block, para
from pipeline.synth.setting import Setting, upper_first, with_article

Outcome = Literal["pass", "fail", "tie"]
COUNTS = {"y": "yes", "n": "no", "a": "abstain"}
PROCEDURAL = frozenset({"agenda", "minutes", "deferral", "closing", "speak"})

# Which wordings a layout's house prints, each as often as it is named.
DIALECTS: dict[str, tuple[str, ...]] = {
    "house": ("table", "table", "triple", "prose", "prose", "words", "words", "vague", "line", "roll"),
    "council": ("words", "words", "split", "split", "prose", "prose", "vague", "roll", "factions"),
    "session": ("ratsstil", "ratsstil", "brackets", "words", "prose", "factions", "roll"),
    "form": ("form", "form", "words", "factions", "prose"),
    "domino": ("domino", "domino", "words", "prose"),
    "village": ("village", "village", "words", "ratio"),
    "bavaria": ("ratio", "village", "words"),
    "whole": ("table", "triple", "prose", "words", "line", "vague", "roll"),
}
# A formal ballot is told in a sentence, whatever the house.
_FORMAL = ("prose", "words", "words", "triple")


def subject(setting: Setting, kind: str) -> tuple[list[str], str]:
    """(nominative, dative, accusative) of what is voted on, and the same in a word for gold's `about`."""
    forms = pick(setting.rng, bank("votes")["subject"][kind])
    nom, dat, acc = forms
    if "{" not in nom:
        return forms, nom
    if kind == "speak":
        person = setting.people[-1]
        marked = setting.mentioned(person).acc
        return [text.replace("{person}", marked) for text in forms], f"Rederecht für {person.name}"
    filling = {"party": setting.party(), "day": setting.earlier_day()}
    made = [text.format_map(filling) for text in (nom, dat, acc)]
    return made, made[0]


def counts(setting: Setting, outcome: Outcome, *, unanimous: bool) -> dict[str, int]:
    """Yes, no and abstentions of those present that make this outcome."""
    rng, size = setting.rng, setting.size
    if outcome == "tie":
        return {"yes": size // 2, "no": size // 2, "abstain": size % 2}
    abstain = rng.randrange(0, max(size // 4, 2))
    votes = size - abstain
    lesser = 0 if unanimous else rng.randrange(1, max((votes - 1) // 2, 1) + 1)
    yes, no = (votes - lesser, lesser) if outcome == "pass" else (lesser, votes - lesser)
    return {"yes": yes, "no": no, "abstain": abstain}


def ballot(setting: Setting, kind: str, outcome: Outcome, *, groups: tuple[str, ...] | None = None) -> Block:
    """The block that tells one ballot: a sentence, a few lines, or the vote form."""
    rng = setting.rng
    procedural = kind in PROCEDURAL
    if groups is None:
        groups = _FORMAL if procedural else DIALECTS[setting.dialect]
    group = "tie" if outcome == "tie" else pick(rng, groups)
    cases, about = subject(setting, kind)
    if kind == "amendment" and group in ("form", "line"):
        group = "words"  # a page prints its form once, for the item's own ballot
    if group in ("table", "form"):
        return table(setting, about, outcome, procedural=procedural)
    if not _forms(group, outcome):  # some wordings only tell what was carried
        group = "words"
    form = pick(rng, _forms(group, outcome))
    unanimous = form.get("manner") == "unanimous" or (
        "manner" not in form and form["give"] in ("yn", "yna") and group != "brackets" and chance(rng, 0.3)
    )
    tally = counts(setting, outcome, unanimous=unanimous)
    if form["give"] in ("a", "ya") and not tally["abstain"]:  # nobody writes "bei 0 Enthaltungen einstimmig"
        tally["abstain"], tally["yes"] = 1, tally["yes"] - 1
    given = {COUNTS[letter]: tally[COUNTS[letter]] for letter in form["give"]}
    vote = Vote(given, form.get("manner"), outcome == "pass", about, procedural=procedural)
    index = setting.ledger.vote(vote)
    text = _fill(setting, pick(rng, form["text"]), index, tally, kind=kind, outcome=outcome, cases=cases, group=group)
    text = setting.ledger.marks.mark(("vote", index, "told"), text)
    return para(setting.ledger.marks.mark(("keep",), text))


def table(setting: Setting, about: str, outcome: Outcome, *, procedural: bool = False) -> Block:
    """The form with label and figure on lines of their own."""
    rng, marks = setting.rng, setting.ledger.marks
    given = counts(setting, outcome, unanimous=chance(rng, 0.5))
    if chance(rng, 0.08):  # a form that only the ayes were written into
        given.pop("abstain")
        if outcome == "pass" and chance(rng, 0.5):
            given.pop("no")
    index = setting.ledger.vote(Vote(given, None, outcome == "pass", about, procedural))
    labels = _FORM_ROWS if setting.dialect == "form" else _TABLE_ROWS
    lines = [
        f"{label}\t{marks.mark(('vote', index, name), str(given[name])) if name in given else ''}"
        for label, name in labels
        if name in given or chance(rng, 0.6)
    ]
    if setting.dialect == "form":
        lines = ["einstimmige Annahme\t", "einstimmige Ablehnung\t", *lines]
        if chance(rng, 0.3):  # a fourth figure, which is no abstention
            biased = rng.randrange(3)
            setting.ledger.votes[index].other["Befangen"] = biased
            lines.append(f"Befangen\t{biased}")
        lines += ["Kenntnisnahme\t", "Vertagung\t"]
        return Block("table", "\n".join(["", *lines]))
    look = rng.random()
    if look < 0.12:  # one of the looks of older pages: wide blanks, nothing at all, a slash for none
        lines = [line.replace("\t", " " * 12) for line in lines]
    elif look < 0.18:
        lines = [line.replace("\t", "") for line in lines]
    elif look < 0.24 and given.get("no") == 0:
        lines = [re.sub("(?<=[\ue000-\uf8ff])0(?=\uf8ff)", "/", line) for line in lines]
    return Block("table", "\n".join([pick(rng, _TABLE_LABELS), *lines]))


def third_option(setting: Setting) -> Block:
    """A ballot with Prüfauftrag as a third option, which wins: neither carried nor lost."""
    yes, no = setting.rng.randrange(3), setting.rng.randrange(3)
    other = max(setting.size - yes - no, 3)
    vote = Vote({"yes": yes, "no": no}, None, None, "Annahme, Ablehnung oder Prüfauftrag", other={"Prüfauftrag": other})
    index = setting.ledger.vote(vote)
    mark = setting.ledger.marks.mark
    rows = [
        f"Zustimmung:\t{mark(('vote', index, 'yes'), str(yes))}",
        f"Ablehnung:\t{mark(('vote', index, 'no'), str(no))}",
        f"Prüfauftrag:\t{other}",
    ]
    return Block("table", "\n".join(["Abstimmungsergebnis:", *rows]))


def election(setting: Setting) -> Block:
    """A person is elected, by secret ballot."""
    person = setting.people[-2]
    cases = setting.mentioned(person)
    yes = setting.size * 3 // 4
    index = setting.ledger.vote(Vote({"yes": yes}, "secret", True, f"Wahl: {person.name}"))
    marked = setting.ledger.marks.mark(("vote", index, "yes"), str(yes))
    text = pick(setting.rng, bank("votes")["lead"]["election"])
    text = text.replace("{acc}", cases.acc).replace("{Nom}", upper_first(cases.nom)).replace("{nom}", cases.nom)
    told = setting.ledger.marks.mark(("vote", index, "told"), text.replace("{y}", marked))
    return para(setting.ledger.marks.mark(("keep",), f"Die Wahl ist geheim. {told}"))


_TABLE_LABELS = ("Abstimmungsergebnis:", "Abstimmungsergebnis:", "Abstimmungsergebnis", "Abstimmung:")
_TABLE_ROWS = (("Zustimmung:", "yes"), ("Ablehnung:", "no"), ("Stimmenthaltung:", "abstain"))
_FORM_ROWS = (("Ja-Stimmen", "yes"), ("Nein-Stimmen", "no"), ("Enthaltungen", "abstain"))


def section_line(setting: Setting, kind: str, outcome: Outcome) -> tuple[str, str, int]:
    """What a plenary prints under "Abstimmungsergebnis:": (line, result word, number of the ballot)."""
    rng = setting.rng
    words = bank("votes")["words"]
    group = pick(rng, ["plenary", "plenary", "plenary_one"]) if outcome == "pass" else "plenary"
    form = pick(rng, _forms(group, outcome))
    unanimous = form.get("manner") == "unanimous"
    tally = counts(setting, outcome, unanimous=unanimous)
    if form["give"] == "y" or (unanimous and "a" not in form["give"]):
        tally = {"yes": setting.size, "no": 0, "abstain": 0}
    names = "plenary_fail" if outcome == "fail" else "plenary_unanimous" if unanimous else "plenary_majority"
    word = pick(rng, words[names])
    _, about = subject(setting, kind)
    given = {COUNTS[letter]: tally[COUNTS[letter]] for letter in form["give"]}
    manner = form.get("manner") or "majority"
    index = setting.ledger.vote(Vote(given, manner, outcome == "pass", about))
    template = pick(rng, form["text"])
    text = _figures(setting, template, index, tally, words_allowed=False)
    text = text.replace("{word}", word).replace("{Word}", upper_first(word))
    result = "... Zustimmung" if "ansonsten" in text else word
    return setting.ledger.marks.mark(("vote", index, "told"), text), result, index


def _fill(
    setting: Setting,
    template: str,
    index: int,
    tally: dict[str, int],
    *,
    kind: str,
    outcome: Outcome,
    cases: list[str],
    group: str,
) -> str:
    rng = setting.rng
    words = bank("votes")["words"]
    nom, dat, acc = cases
    part = pick(rng, words["fail" if outcome != "pass" else "minutes" if kind in ("minutes", "agenda") else "pass"])
    text = _figures(setting, template, index, tally, words_allowed=group == "prose")
    if "{nf}" in text:
        against = setting.party()
        abstaining = setting.party(but=against)
        setting.ledger.votes[index].factions.update(no=[against], abstain=[abstaining])
        text = text.replace("{nf}", against).replace("{af}", abstaining)
    if "{split" in text:
        text = text.replace("{split_y}", _split(setting, tally["yes"])).replace(
            "{split_n}", _split(setting, tally["no"])
        )
    body = setting.ledger.marks.mark(("organization",), with_article(setting.organization))
    manner = "mehrheitlich" if tally["no"] and tally["yes"] else "einstimmig"
    for name, value in (
        ("{Nom}", upper_first(nom)), ("{nom}", nom), ("{Dat}", upper_first(dat)), ("{dat}", dat),
        ("{acc}", acc), ("{part}", part), ("{Body}", upper_first(body)), ("{manner}", manner),
        ("{Manner}", manner.capitalize()),
    ):  # fmt: skip
        if name in text:
            text = text.replace(name, value)
    return text


_NOUNS = {
    "{ja}": ("y", "Ja-Stimme", "Ja-Stimmen"), "{nein}": ("n", "Nein-Stimme", "Nein-Stimmen"),
    "{enth}": ("a", "Enthaltung", "Enthaltungen"), "{gegen}": ("n", "Gegenstimme", "Gegenstimmen"),
    "{zust}": ("y", "Zustimmung", "Zustimmungen"), "{abl}": ("n", "Ablehnung", "Ablehnungen"),
    "{senth}": ("a", "Stimmenthaltung", "Stimmenthaltungen"),
}  # fmt: skip


def _figures(setting: Setting, template: str, index: int, tally: dict[str, int], *, words_allowed: bool) -> str:
    """The template with its figures set and marked; in sentences a small number may be a word."""
    rng, marks = setting.rng, setting.ledger.marks
    numbers = bank("votes")["words"]["numbers"]
    in_words = words_allowed and chance(rng, 0.25)
    text = template
    for place, (letter, one, many) in _NOUNS.items():
        if place in text:
            name = COUNTS[letter]
            value = tally[name]
            # A form that tells "bei 4 Gegenstimmen" has some.
            word = numbers[value] if in_words and value < len(numbers) else str(value)
            noun = one if value == 1 or word == "keiner" else many
            text = text.replace(place, f"{marks.mark(('vote', index, name), word)} {noun}")
    for letter, name in COUNTS.items():
        place = f"{{{letter}}}"
        if place in text:
            text = text.replace(place, marks.mark(("vote", index, name), str(tally[name])))
    return text


def _split(setting: Setting, total: int) -> str:
    """A count by factions in brackets, as some pages repeat it."""
    if total < 2:
        return f"{total} {setting.party()}"
    first = setting.rng.randrange(1, total)
    one = setting.party()
    return f"{first} {one}, {total - first} {setting.party(but=one)}"


@cache
def _forms(group: str, outcome: Outcome) -> list[dict[str, Any]]:
    return [
        form
        for form in bank("votes")["form"]
        if form["group"] == group and form.get("when", "both" if outcome != "tie" else "tie") in ("both", outcome)
    ]


def is_bare(block: Block) -> bool:
    """Only figures: nothing in the words says what was voted on."""
    return block.kind == "table" or plain(block.text).startswith(("Abstimmung", "Ja ")) or block.text[-1:].isdigit()


_STATED = (
    (re.compile(r"\b(nicht angenommen|nicht zugestimmt)\b"), "... {}"),
    (re.compile(r"\b(angenommen|beschlossen|abgelehnt|zugestimmt)\b"), "... {}"),
    (re.compile(r"\b(spricht) .+ aus\b"), "{} ... aus"),
    (re.compile(r"\b(keine Mehrheit|Zustimmung)\."), "... {}"),
    (re.compile(r"\b(lehnt) .+ ab\b"), "{} ... ab"),
    (re.compile(r"\b(stimmt) .+ zu\b"), "{} ... zu"),
    (re.compile(r"^(Einstimmig)$"), "{}"),
)


def stated_result(block: Block) -> str | None:
    """The outcome as a ballot's own words state it, with dots for what is left out; None where only figures stand."""
    text = plain(block.text)
    for pattern, form in _STATED:
        if match := pattern.search(text):
            return form.format(match.group(1))
    return None


def outcome_of(rng: Random, result: str) -> Outcome:
    """The outcome of the main ballot behind a result: rejected at times by a tie."""
    if result != "rejected":
        return "pass"
    return "tie" if chance(rng, 0.08) else "fail"
