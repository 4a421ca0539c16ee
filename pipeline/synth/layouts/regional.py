"""Forms met once or twice: Domino, komuna, official gazette, a village's minutes."""

from __future__ import annotations

from random import Random

from pipeline.synth import ballots, scene, speech
from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.layouts.common import Draft, clock, day_of, item_number, meeting_of, new_item, place, room, title_of
from pipeline.synth.page import Block, Page, lines, para
from pipeline.synth.people import full_name
from pipeline.synth.setting import Setting, draw, figures, in_words, upper_first, weekday, with_article


def domino(rng: Random) -> Draft:
    """`Landeshauptstadt -18.62.07 - Datum ...` (of the file), brackets round the absent, spaced headings."""
    setting = draw(rng, "bezirk", forms=["titled"], chair="chair", council_share=0.0, cast_size=9)
    filed = figures(setting.day.replace(day=min(setting.day.day + 9, 28)))
    begins, ends = (time.replace(":", ".") for time in clock(rng, start=17))
    blocks = lines(f"Landeshauptstadt -18.{rng.randrange(50, 70)}.{rng.randrange(1, 12):02d} - Datum {filed}")
    blocks.append(Block("title", "PROTOKOLL"))
    sitting = f"{setting.number}. Sitzung {with_article(setting.organization, 'gen')}"
    blocks += lines(f"{sitting} am {weekday(setting.day)}, {in_words(setting.day)},", room(rng))
    blocks += lines(f"Beginn {begins} Uhr", f"Ende {ends} Uhr")
    blocks += [Block("rule"), Block("label", "Anwesend:"), para("(verhindert waren)")]
    rows = [f"{person.role} {person.name} ({person.party})" for person in setting.people[:6]]
    absent = setting.people[-1]
    blocks += lines(*rows, f"({absent.role} {absent.name}) ({absent.party})")
    blocks += [Block("label", "Tagesordnung:"), Block("label", "I. Ö F F E N T L I C H E R T E I L")]
    setting.dialect = "domino"
    number = f"{rng.randrange(2, 9)}.{rng.randrange(1, 6)}"
    item = new_item(setting, number=number, title=title_of(setting), public=True, paper=setting.reference())
    blocks.append(Block("item", f"TOP {number}.\n{item.title}\n(Drucks. Nr. {item.paper})"))
    blocks.append(para(speech.opening(setting)))
    blocks += speech.debate(setting, turns=rng.randrange(0, 4))
    blocks.append(_ballot(setting, 0.75))
    return Draft(Page(blocks), setting, meeting_of(setting, named=True, numbered=True))


def komuna(rng: Random) -> Draft:
    """Label and value a line: Datum, Status, Sitzungsort, Gremium, Körperschaft; items in any order."""
    setting = draw(rng, "stadtrat", forms=["titled", "salutation"], chair="chair", council_share=0.6, cast_size=10)
    town = place(rng)
    head = f"Datum:\t{day_of(setting)}\nStatus:\töffentlich\nSitzungsort:\t{room(rng)}"
    blocks = [Block("rows", f"{head}\nGremium:\t{setting.organization}\nKörperschaft:\tStadt {town}")]
    number = item_number(rng, deep=False)
    item = new_item(setting, number=number, title=title_of(setting), public=True)
    blocks.append(Block("item", f"TOP {number} {item.title}"))
    blocks += [para(" ".join(setting.topic["statements"][:2])), *speech.debate(setting, turns=rng.randrange(1, 4))]
    setting.dialect = "bavaria"
    blocks.append(Block("label", "Beschluss:"))
    blocks.append(para(scene.resolved(setting)))
    blocks.append(_ballot(setting, 0.8))
    return Draft(Page(blocks), setting, meeting_of(setting, named=True, numbered=False))


def amtsblatt(rng: Random) -> Draft:
    """Minutes printed in the gazette: `Nr. 9/2022 vom 13.10.2022` is the meeting, not the issue."""
    setting = draw(rng, "dorf", forms=["salutation", "titled"], chair="village", council_share=1.0, cast_size=10)
    setting.number = rng.randrange(1, 13)
    blocks = [Block("title", "Aus der Gemeindevertretung")]
    sitting = f"Niederschrift über die öffentliche Sitzung {with_article(setting.organization, 'gen')}"
    blocks += lines(sitting, f"Nr. {setting.number}/{setting.day.year} vom {day_of(setting)}")
    setting.dialect = "village"
    for position, topic in enumerate(rng.sample(bank("topics")["topic"], rng.randrange(1, 4)), start=1):
        setting.topic = topic
        setting.named_before.clear()
        item = new_item(setting, number=str(position), title=title_of(setting))
        blocks += [Block("item", f"TOP {position}: {item.title}"), para(" ".join(topic["statements"][:2]))]
        blocks += speech.debate(setting, turns=rng.randrange(0, 2))
        blocks.append(para(f"Beschluss: {scene.resolved(setting)}"))
        blocks.append(_ballot(setting, 0.85))
    return Draft(Page(blocks), setting, meeting_of(setting, named=True, numbered=True))


def village(rng: Random) -> Draft:
    """`N i e d e r s c h r i f t` of a village: names without columns, counts with dafür and dagegen."""
    setting = draw(
        rng, "dorf", forms=["salutation", "salutation", "titled"], chair="village", council_share=1.0, cast_size=10
    )
    setting.dialect = "village"
    begins, ends = (time.replace(":", ".") for time in clock(rng, start=18))
    town = place(rng)
    named = f"{setting.organization} {town}" if chance(rng, 0.5) else setting.organization
    setting.organization = named
    blocks = [Block("title", "N i e d e r s c h r i f t")]
    blocks += lines(
        f"über die öffentliche Sitzung der {named}", f"am {weekday(setting.day)}, dem {day_of(setting)}, {begins} Uhr,"
    )
    blocks += [*lines(f"Gemeindehaus {town}", f"Ende: {ends} Uhr"), Block("label", "Anwesend:")]
    present = setting.people[: setting.size]
    blocks += lines(*[full_name(person) for person in present], f"entschuldigt: {full_name(setting.people[-1])}")
    titles = [(topic, pick(rng, topic["titles"])) for topic in rng.sample(bank("topics")["topic"], rng.randrange(1, 4))]
    names = ["Eröffnung", *(title for _, title in titles), "Verschiedenes"]
    agenda = "\n".join(f"{position}. {title}" for position, title in enumerate(names, start=1))
    blocks += [Block("label", "Tagesordnung:"), *lines(*agenda.split("\n")), Block("label", "Verhandelt:")]
    new_item(setting, number="1", title="Eröffnung")
    chair = upper_first(setting.cases(setting.chair).nom)
    blocks += [Block("item", "1. Eröffnung"), para(f"{chair} begrüßt die Anwesenden.")]
    for position, (topic, title) in enumerate(titles, start=2):
        setting.topic = topic
        setting.named_before.clear()
        item = new_item(setting, number=str(position), title=title)
        item.paper = setting.reference() if chance(rng, 0.6) else None
        blocks.append(Block("item", f"{position}. {title}" + (f"\nVorlage: {item.paper}" if item.paper else "")))
        if chance(rng, 0.08):
            blocks += [para(speech.opening(setting)), para(pick(rng, bank("votes")["lead"]["unfilled"]))]
            continue
        result: scene.Result = pick(rng, ["adopted", "adopted", "rejected", "deferred"])
        told = scene.body(setting, result)
        blocks += told
        if result != "deferred":
            item.result = ballots.stated_result(told[-1])
    new_item(setting, number=str(len(names)), title="Verschiedenes")
    blocks += [Block("item", f"{len(names)}. Verschiedenes"), para(pick(rng, bank("acts")["formal"]["misc_text"]))]
    return Draft(Page(blocks, page_mark="- {} -"), setting, meeting_of(setting, named=True, numbered=False))


def _ballot(setting: Setting, share: float) -> Block:
    """The item's ballot, carried in `share` of all; these forms have no line of their own for the outcome."""
    block = ballots.ballot(setting, "main", "pass" if chance(setting.rng, share) else "fail")
    setting.ledger.item.result = ballots.stated_result(block)
    return block
