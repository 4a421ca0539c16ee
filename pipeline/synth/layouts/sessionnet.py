"""SessionNet item pages: the bare body with its two first lines, and the older head with glued labels."""

from __future__ import annotations

from random import Random

from pipeline.synth import ballots, scene, speech
from pipeline.synth.bank import chance, pick
from pipeline.synth.layouts.common import Draft, day_of, item_number, meeting_of, new_item, title_of
from pipeline.synth.ledger import Vote
from pipeline.synth.page import Block, Page, para
from pipeline.synth.people import Form
from pipeline.synth.setting import draw, upper_first

_RAT: list[Form] = ["titled", "titled", "salutation", "bracket"]


def sessionnet(rng: Random) -> Draft:
    """No head at all: `Beschluss: WORD`, `Abstimmung: Ja: 6, Nein: 3, Enthaltungen: 0`, then the body."""
    setting = draw(rng, "rat", forms=_RAT, chair="chair", council_share=0.4, cast_size=12)
    setting.dialect = "session"
    item = new_item(setting, number=None, title=None)
    outcome: ballots.Outcome = "pass" if chance(rng, 0.75) else "fail"
    blocks: list[Block] = []
    if chance(rng, 0.7):
        tally = ballots.counts(setting, outcome, unanimous=chance(rng, 0.4))
        index = setting.ledger.vote(Vote(dict(tally), None, outcome == "pass", "Gesamtbeschluss"))
        manner = "Einstimmig" if not tally["no"] or not tally["yes"] else "Mehrheitlich"
        item.result = f"{manner} {'beschlossen' if outcome == 'pass' else 'abgelehnt'}"
        mark = setting.ledger.marks.mark
        figures = ", ".join(
            f"{label}: {mark(('vote', index, name), str(tally[name]))}"
            for label, name in (("Ja", "yes"), ("Nein", "no"), ("Enthaltungen", "abstain"))
        )
        blocks = [para(mark(("head",), f"Beschluss: {item.result}")), para(f"Abstimmung: {figures}")]
        blocks.append(para(speech.opening(setting)))
        blocks += speech.debate(setting, turns=rng.randrange(0, 5))
        if chance(rng, 0.4):
            inner: ballots.Outcome = "fail" if chance(rng, 0.6) else "pass"
            blocks.append(ballots.ballot(setting, "amendment", inner, groups=("ratsstil", "brackets")))
    else:
        result = pick(rng, ["adopted", "amended", "rejected", "noted"])
        words = {"adopted": "ungeändert beschlossen", "amended": "geändert beschlossen", "rejected": "abgelehnt"}
        item.result = words.get(result, "zur Kenntnis genommen")
        head = setting.ledger.marks.mark(("head",), f"Beschluss: {item.result}")
        blocks = [para(head), *scene.body(setting, result)]  # type: ignore[arg-type] # a Result
    return Draft(
        Page(blocks, family="sessionnet"), setting, meeting_of(setting, named=False, numbered=False, dated=False)
    )


def sessionnet_bayern(rng: Random) -> Draft:
    """`Sitzung:12.03.2013   MGR/004/2013`: labels glued to values; the meeting's id is no paper."""
    setting = draw(rng, "markt", forms=["titled", "salutation"], chair="village", council_share=0.8, cast_size=10)
    setting.dialect = "bavaria"
    title = title_of(setting)
    item = new_item(setting, number=item_number(rng, deep=False), title=title, public=True)
    outcome: ballots.Outcome = "pass" if chance(rng, 0.85) else "fail"
    item.result = "ungeändert beschlossen" if outcome == "pass" else "abgelehnt"
    tally = ballots.counts(setting, outcome, unanimous=chance(rng, 0.5))
    more = tally.pop("abstain")  # nobody abstains where the head has no place for it
    tally["yes" if outcome == "pass" else "no"] += more
    given = dict(tally)
    index = setting.ledger.vote(Vote(given, None, outcome == "pass", title))
    mark = setting.ledger.marks.mark
    figures = ", ".join(
        f"{label}: {mark(('vote', index, name), str(given[name]))}" for label, name in (("Ja", "yes"), ("Nein", "no"))
    )
    short = "MGR" if setting.council else "BUA"
    rows = [
        "Bezeichnung\tInhalt",
        f"Sitzung:\t{day_of(setting)}   {short}/{rng.randrange(1, 15):03d}/{setting.day.year}",
        f"Beschluss:\t{item.result}",
        f"Abstimmung:\t{figures}",
        "DokumenttypBezeichnung\tAktionen",
    ]
    blocks = [Block("title", "Tagesordnungspunkt"), Block("heading", f"TOP Ö {item.number}: {title}")]
    blocks += [Block("glued", "\n".join(rows)), Block("label", "Sachverhalt:")]
    facts = rng.sample(setting.topic["statements"], 2)
    name = setting.ledger.marks.mark(("organization",), f"der {setting.organization}")
    blocks.append(
        para(f"{upper_first(name)} hat sich damit am {setting.earlier_day()} schon befasst. {' '.join(facts)}")
    )
    blocks += speech.debate(setting, turns=rng.randrange(0, 3))
    blocks.append(Block("label", "Beschluss:"))
    blocks.append(para(scene.resolved(setting)))
    meeting = meeting_of(setting, named=False, numbered=False)
    return Draft(Page(blocks, family="sessionnet"), setting, meeting)
