"""A whole Niederschrift: attendance, agenda, public and non-public part, many items."""

from __future__ import annotations

from random import Random

from pipeline.synth import ballots, scene
from pipeline.synth.bank import bank, chance, pick, pick_other
from pipeline.synth.layouts.common import Draft, clock, day_of, meeting_of, new_item, result_words, room, title_of
from pipeline.synth.ledger import Item
from pipeline.synth.page import Block, Page, lines, para
from pipeline.synth.people import Person
from pipeline.synth.setting import Setting, draw, with_article


def niederschrift(rng: Random) -> Draft:
    """Every item with its head twice: in the agenda and over its text."""
    town = pick(rng, ["svv", "svv", "stadtrat"])
    forms = ["salutation", "salutation", "bracket"] if town == "svv" else ["titled", "salutation"]
    setting = draw(rng, town, forms=forms, chair="chair", council_share=0.3, cast_size=20)  # type: ignore[arg-type] # Forms
    setting.dialect = "whole"
    genitive = with_article(setting.organization, "gen")
    begins, ends = clock(rng)
    head = lines(f"der {setting.number}. öffentlichen/nichtöffentlichen Sitzung {genitive}", f"vom {day_of(setting)}")
    attendance = _attendance(setting)
    items, told = _items(setting)
    agenda = [Block("label", "Tagesordnung:"), *_agenda(items)]
    blocks = [
        Block("title", "Niederschrift"), *head,
        Block("rows", f"Beginn:\t{begins} Uhr\nEnde:\t{ends} Uhr\nOrt:\t{room(rng)}"),
        *attendance, *agenda, Block("label", "Protokoll:"), *told,
        *lines(f"{setting.people[-1].name}, Schriftführung"),
    ]  # fmt: skip
    page = Page(blocks, running_head=f"Niederschrift der {setting.number}. Sitzung {genitive} vom {day_of(setting)}")
    page.page_mark = "Seite {} von {}"
    return Draft(page, setting, meeting_of(setting, named=True, numbered=True))


def _items(setting: Setting) -> tuple[list[Item], list[Block]]:
    rng = setting.rng
    formal = bank("acts")["formal"]
    out = [Block("heading", "Öffentlicher Teil")]
    items = [new_item(setting, number="1", title=pick(rng, formal["titles"]), public=True)]
    out += [_head(items[0]), *scene.formal(setting)]
    topics = rng.sample(bank("topics")["topic"], 4)
    count = rng.randrange(2, 5)
    for position in range(count):
        setting.topic = topics[position]
        setting.named_before.clear()
        result = scene.draw_result(setting)
        number = f"{2 + position // 3}.{1 + position % 3}"
        item = new_item(setting, number=number, title=title_of(setting), public=True, paper=setting.reference())
        item.result = result_words(setting, result, "potsdam")
        items.append(item)
        out += [_head(item), *scene.body(setting, result)]
    if chance(rng, 0.3):
        item = new_item(setting, number="4", title=pick(rng, formal["elections"]), public=True)
        item.result = "gewählt"
        items.append(item)
        out += [_head(item), ballots.election(setting)]
    item = new_item(setting, number="5", title=pick(rng, formal["misc"]), public=True)
    items.append(item)
    out += [_head(item), para(pick(rng, formal["misc_text"]))]
    if chance(rng, 0.5):
        setting.topic = pick_other(rng, bank("topics")["topic"], setting.topic)
        setting.named_before.clear()
        item = new_item(setting, number="6.1", title=title_of(setting), public=False, paper=setting.reference())
        item.result = result_words(setting, "adopted", "potsdam")
        items.append(item)
        out += [Block("heading", "Nichtöffentlicher Teil"), _head(item), *scene.body(setting, "adopted")]
    return items, out


def _head(item: Item) -> Block:
    return Block("item", "\n".join(line for line in (f"{item.number}\t{item.title}", item.paper, item.result) if line))


def _agenda(items: list[Item]) -> list[Block]:
    return [Block("rows", "\n".join(f"{item.number}\t{item.title}" for item in items))]


def _attendance(setting: Setting) -> list[Block]:
    """Rows of names: present, a stand-in, late, excused."""
    rng = setting.rng
    present = setting.people[: min(setting.size, len(setting.people) - 2)]
    rows = [_row(setting, person) for person in present]
    if len(rows) > 2 and chance(rng, 0.4):
        rows[-1] += f", i. V. für Herrn {rng.choice(bank('people')['surnames'])}"
    if len(rows) > 3 and chance(rng, 0.4):
        rows[-2] += ", ab 17:20 Uhr"
    out = [Block("label", "Anwesend:"), Block("line", "Stimmberechtigte Mitglieder"), Block("rows", "\n".join(rows))]
    out += [Block("line", "Entschuldigt"), Block("rows", _row(setting, setting.people[-1]))]
    out.append(
        para(f"Anwesend sind {len(present)} von {len(present) + rng.randrange(1, 3)} stimmberechtigten Mitgliedern.")
    )
    return out


def _row(setting: Setting, person: Person) -> str:
    doctor = f"{person.honorific} " if person.honorific else ""
    return f"{'Frau' if person.woman else 'Herr'} {doctor}{person.name}\t{person.party or setting.party()}"
