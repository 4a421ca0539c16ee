"""What is said: turns of speakers in every construction of the bank, mentions, papers."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.page import Block, para
from pipeline.synth.setting import Setting, upper_first


def fill(setting: Setting, text: str, **names: str) -> str:
    """The template with what the topic offers, and with `names`."""
    topic, rng = setting.topic, setting.rng
    if "{clause}" in text:
        text = text.replace("{clause}", pick(rng, topic["clauses"]))
    if "{infinitive}" in text:
        text = text.replace("{infinitive}", pick(rng, topic["infinitives"]))
    if "{matter}" in text:
        text = text.replace("{matter}", pick(rng, topic["matters"]))
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return tidy(text)


def tidy(text: str) -> str:
    """Two commas that meet are one; one before the full stop goes; "von dem" is "vom"."""
    return text.replace(",,", ",").replace(",.", ".").replace("von dem ", "vom ").replace("Von dem ", "Vom ")


def opening(setting: Setting) -> str:
    """Who brings the motion in."""
    forms = bank("speech")["forms"]
    cases = setting.cases(setting.someone())
    if chance(setting.rng, 0.25):
        text = pick(setting.rng, forms["opening_passive"])
        return tidy(text.replace("{dat}", cases.dat).replace("{acc}", cases.acc).replace("{nom}", cases.nom))
    return tidy(f"{upper_first(cases.nom)} {pick(setting.rng, forms['opening'])}.")


def turn(setting: Setting) -> str:
    """One speaker's turn: a sentence in one of the constructions, at times with "Sie ..." behind it."""
    rng = setting.rng
    forms = bank("speech")["forms"]
    person = setting.someone()
    cases = setting.cases(person)
    names = {"nom": cases.nom, "dat": cases.dat, "acc": cases.acc, "Nom": upper_first(cases.nom)}
    kind = rng.random()
    plain = False
    if kind < 0.62:
        act = pick(rng, bank("speech")["act"])
        said = fill(setting, act["rest"])
        if chance(rng, 0.22):
            text = f"{pick(rng, forms['adverbs'])} {act['verb']} {cases.nom}{said}."
        else:
            text = f"{upper_first(cases.nom)} {act['verb']}{said}."
        text, plain = tidy(text), True
        if act["verb"] == "sagt":  # a promise: readers may call it a duty or not
            text = setting.ledger.duty(text, optional=True)
    elif kind < 0.78:
        text = fill(setting, pick(rng, forms["passive"]), **names)
    elif kind < 0.92:
        text = fill(setting, pick(rng, forms["indirect"]), **names)
    else:
        second = setting.cases(setting.someone())
        text = fill(setting, pick(rng, forms["pairs"]), **names, nom2=second.nom)
    if plain and chance(rng, 0.3):
        follow = fill(setting, pick(rng, forms["pronoun"]), Pron="Sie" if person.woman else "Er")
        text = f"{text} {follow}"
    return upper_first(text)


def debate(setting: Setting, *, turns: int) -> list[Block]:
    """Paragraphs of a debate, with people only named and foreign papers between the turns."""
    rng = setting.rng
    out: list[Block] = []
    if setting.council and chance(rng, 0.1):
        out += factions(setting)
    for _ in range(turns):
        text = turn(setting)
        if chance(rng, 0.2):
            text += " " + pick(rng, setting.topic["statements"])
        out.append(para(text))
        if chance(rng, 0.12):
            out.append(para(mention(setting)))
        if chance(rng, 0.12) and (said := paper(setting)):
            out.append(para(said))
    return out


def factions(setting: Setting) -> list[Block]:
    """Party before the name: one line a faction."""
    forms = bank("speech")["forms"]
    speakers = [one for one in (setting.someone() for _ in range(5)) if one.form == "councillor"][:3]
    if not speakers:
        return []
    out = [para(forms["factions_head"])]
    for index, person in enumerate(speakers):
        cases = setting.cases(person)
        nom = cases.nom.partition(", Fraktion")[0]
        end = "." if index == len(speakers) - 1 else ","
        text = pick(setting.rng, forms["factions"]).replace("{party}", person.party or "").replace("{nom}", nom)
        out.append(para(text.rstrip(",") + end))
    return out


def mention(setting: Setting) -> str:
    """A sentence about somebody who does not speak: the last of the cast, whom `someone` reaches late."""
    person = setting.people[-1 - setting.rng.randrange(2)]
    cases = setting.mentioned(person)
    text = pick(setting.rng, bank("speech")["forms"]["mentions"])
    return tidy(text.replace("{acc}", cases.acc).replace("{dat}", cases.dat))


def paper(setting: Setting, own: str | None = None) -> str | None:
    """A sentence that names a foreign paper, or the item's own."""
    reference = own or setting.reference()
    if reference is None:
        return None
    label = pick(setting.rng, setting.town["labels"]) or "Drucksache"
    marked = setting.ledger.paper(reference, own=own is not None)
    text = pick(setting.rng, bank("speech")["forms"]["own" if own else "foreign"])
    return str(text.replace("{label}", f"{label} ").replace("{ref}", marked))


def verbatim(setting: Setting, *, turns: int) -> list[Block]:
    """Speeches word for word, `Stadträtin X (GRÜNE): ...`, with hecklers."""
    rng = setting.rng
    forms = bank("speech")["forms"]
    out: list[Block] = []
    for _ in range(turns):
        cases = setting.cases(setting.someone())
        said = rng.sample(forms["verbatim"], 2)
        said.insert(1, pick(rng, setting.topic["statements"]))
        out.append(para(f"{cases.nom}: {' '.join(said)}"))
        if chance(rng, 0.15):
            out.append(para(pick(rng, forms["heckle"]).replace("{party}", setting.party())))
    return out


def reported(setting: Setting, *, turns: int) -> list[Block]:
    """`Stadtrat X (CDU) merkt an, dass ...`: the same speakers, reported."""
    out: list[Block] = []
    for _ in range(turns):
        cases = setting.cases(setting.someone())
        act: dict[str, Any] = pick(setting.rng, _acts())
        out.append(para(tidy(f"{cases.nom} {act['verb']}{fill(setting, act['rest'])}.")))
    return out


@cache
def _acts() -> list[dict[str, Any]]:
    return [act for act in bank("speech")["act"] if act["rest"]]
