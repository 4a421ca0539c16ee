"""One agenda item from call to result: who speaks, what is moved, what is decided, in the order minutes tell it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from pipeline.synth import ballots, rolls, speech
from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.page import Block, para
from pipeline.synth.setting import MONTHS, Setting, figures, upper_first, with_article

Result = Literal["adopted", "amended", "rejected", "deferred", "referred", "noted", "withdrawn", "settled", "examined"]

# How often each comes, after the outcomes counted in real minutes.
WEIGHTS: tuple[Result, ...] = (
    *("adopted",) * 6, *("amended",) * 6, *("rejected",) * 5, *("deferred",) * 4, *("referred",) * 3, *("noted",) * 4,
    "withdrawn", "settled", "settled", "examined",
)  # fmt: skip
VOTED = frozenset({"adopted", "amended", "rejected", "settled", "examined"})


def draw_result(setting: Setting) -> Result:
    """What becomes of an item."""
    return pick(setting.rng, WEIGHTS)


def body(setting: Setting, result: Result, *, own: str | None = None, long: bool = False) -> list[Block]:
    """The item's text behind its head. `own`: the item's paper, to be named in running text; `long`: more debate."""
    rng = setting.rng
    out: list[Block] = []
    if chance(rng, 0.9):
        out.append(para(speech.opening(setting)))
    if own is not None:
        out.append(para(speech.paper(setting, own) or ""))
    turns = rng.randrange(9, 24) if long else rng.randrange(0, 7)
    out += speech.debate(setting, turns=turns)
    if not turns and chance(rng, 0.5):
        out.append(para(pick(rng, bank("speech")["forms"]["silence"])))
    if chance(rng, 0.12):
        out += procedural(setting, pick(rng, ["closing", "deferral", "speak"]), passes=False)
    if result in VOTED:
        out += _decision(setting, result)
    else:
        out += _without_decision(setting, result)
    return out


def _decision(setting: Setting, result: Result) -> list[Block]:
    rng = setting.rng
    lead = bank("votes")["lead"]
    out: list[Block] = []
    if result == "amended" and chance(rng, 0.4):
        out += version(setting)
    if result == "amended":
        if chance(rng, 0.45):
            out.append(para(pick(rng, lead["taken_over"])))
        else:
            out += told(setting, "amendment", "pass")
    elif chance(rng, 0.2):
        out += told(setting, "amendment", "fail")
    kind = "amended" if result == "amended" else "main"
    called = result == "examined" or chance(rng, 0.45)
    if called:
        out.append(call(setting, kind))
    if result in ("adopted", "amended") and chance(rng, 0.6):
        out += resolution(setting)
    if result == "examined":
        out.append(ballots.third_option(setting))
    elif chance(rng, 0.1) and setting.dialect == "house":
        out += told_twice(setting, result)
    else:
        out += told(setting, kind, ballots.outcome_of(rng, result), called=called)
    return out


def told(setting: Setting, kind: str, outcome: ballots.Outcome, *, called: bool = False) -> list[Block]:
    """A ballot; bare figures behind another ballot are called first, or nobody could tell the two apart."""
    before = len(setting.ledger.item.votes)
    block = ballots.ballot(setting, kind, outcome)
    if before and not called and ballots.is_bare(block):
        return [call(setting, kind), block]
    if setting.ledger.votes[-1].manner == "roll_call" and chance(setting.rng, 0.8):
        return [block, *rolls.roll(setting, len(setting.ledger.votes) - 1)]
    return [block]


def call(setting: Setting, kind: str) -> Block:
    """The chair puts something to the vote."""
    chair = setting.cases(setting.chair)
    _, _, acc = ballots.subject(setting, kind)[0]
    text = pick(setting.rng, bank("votes")["lead"]["call"])
    return para(text.replace("{Nom}", upper_first(chair.nom)).replace("{acc}", acc))


def _without_decision(setting: Setting, result: Result) -> list[Block]:
    rng = setting.rng
    if result == "deferred" and chance(rng, 0.4):
        return procedural(setting, "deferral", passes=True)
    return [para(pick(rng, bank("acts")["body"][result]))]


def procedural(setting: Setting, kind: str, *, passes: bool) -> list[Block]:
    """A motion on the conduct of business: the right to speak always passes, others as told."""
    outcome: ballots.Outcome = "pass" if passes or kind == "speak" else "fail"
    return told(setting, kind, outcome)


def told_twice(setting: Setting, result: Result) -> list[Block]:
    """One ballot in words and again as a form: one vote."""
    outcome = "fail" if result == "rejected" else "pass"
    out = ballots.table(setting, "Antrag", "fail" if result == "rejected" else "pass")
    index = len(setting.ledger.votes) - 1
    vote = setting.ledger.votes[index]
    if vote.counts.get("no") and outcome == "pass":
        vote.manner = "majority"
        words = "Der Antrag wird mehrheitlich angenommen."
    elif outcome == "pass":
        words = "Der Antrag wird einstimmig angenommen."
        vote.manner = "unanimous"
    else:
        words = "Der Antrag wird abgelehnt."
    told = setting.ledger.marks.mark(("vote", index, "told"), words)
    return [para(setting.ledger.marks.mark(("keep",), told)), out]


def resolution(setting: Setting) -> list[Block]:
    """What is resolved, behind the sentence that names the body; at times with a duty to report."""
    rng = setting.rng
    lead = bank("votes")["lead"]
    name = setting.ledger.marks.mark(("organization",), with_article(setting.organization))
    template = pick(rng, lead["council" if setting.council else "committee"])
    text = template.replace("{Body}", upper_first(name)).replace("{council}", council_dative(setting))
    out = [para(text), para(resolved(setting))]
    if chance(rng, 0.6):
        out.append(para(duty(setting)))
    return out


def resolved(setting: Setting) -> str:
    """What the administration is told to do; without a date, so that readers may call it a duty or not."""
    text = speech.fill(setting, pick(setting.rng, bank("acts")["resolution"]["start"]))
    return setting.ledger.duty(text, optional=True)


def council_dative(setting: Setting) -> str:
    """ "Stadtverordnetenversammlung" for "der ..."; a council of masculine name is called by its assembly."""
    council = str(setting.town["council"])
    return council if with_article(council).startswith("die ") else "Ratsversammlung"


def duty(setting: Setting) -> str:
    """A sentence that obliges to report, with its due date as a range in gold."""
    rng = setting.rng
    table = bank("acts")["duty"]
    year = setting.day.year + (1 if setting.day.month > 8 or chance(rng, 0.3) else 0)
    month = rng.randrange(9, 13) if year == setting.day.year else rng.randrange(1, 13)
    form = pick(rng, ["month", "month", "quarter", "day"])
    quarter = (month - 1) // 3 + 1
    due = date(year, month, rng.randrange(1, 29))
    words = pick(rng, table[form]).format(
        month=MONTHS[month - 1], year=year, roman=("I", "II", "III", "IV")[quarter - 1], day=figures(due)
    )
    first, last = due, due
    if form == "month":
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    elif form == "quarter":
        last = date(year, quarter * 3, monthrange(year, quarter * 3)[1])
    text = pick(rng, table["text"]).replace("{when}", words).replace("{council}", council_dative(setting))
    # Only a month bounds its due date on both sides; a quarter and a day are the last chance.
    since = first.isoformat() if form == "month" else None
    return setting.ledger.duty(text, due=words, due_from=since, due_to=last.isoformat())


def version(setting: Setting) -> list[Block]:
    """A new version of the motion, with its mover and date."""
    rng = setting.rng
    acts = bank("acts")
    party, day = setting.party(), setting.earlier_day()
    head = pick(rng, acts["version"]["head"])
    text = resolved(setting)
    item = setting.ledger.item
    item.versions.append(
        {
            "kind": "new_version",
            "by": f"Fraktion {party}" if "{party}" in head else None,
            "date": _iso(day),
            "text": text,
        }
    )
    marked = setting.ledger.marks.mark(("version", len(setting.ledger.items) - 1, len(item.versions) - 1), text)
    return [para(head.replace("{party}", party).replace("{day}", day)), para(marked)]


def formal(setting: Setting) -> list[Block]:
    """Opening, quorum, minutes and agenda, as the first items of a meeting go."""
    rng = setting.rng
    table = bank("acts")["formal"]
    chair = setting.cases(setting.chair)
    out = [para(pick(rng, table["open"]).replace("{Nom}", upper_first(chair.nom)))]
    members = setting.size + rng.randrange(1, 4)
    out.append(para(pick(rng, table["quorum"]).format(present=setting.size, members=members)))
    out += told(setting, "minutes", "pass")
    if chance(rng, 0.5):
        out.append(para(speech.turn(setting)))
    if chance(rng, 0.4):
        out.append(para(pick(rng, bank("votes")["lead"]["consent"])))
    else:
        out += told(setting, "agenda", "pass")
    return out


def _iso(day: str) -> str:
    return f"{day[6:]}-{day[3:5]}-{day[:2]}"
