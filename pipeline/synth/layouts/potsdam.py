"""The forms of a council with ALLRIS 4: Protokollauszug, item pages with heading (A) or Grunddaten (B), bare (C)."""

from __future__ import annotations

from random import Random

from pipeline.synth import scene
from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.layouts.common import (
    Draft,
    clock,
    day_of,
    item_number,
    meeting_of,
    new_item,
    result_words,
    shown,
    title_of,
)
from pipeline.synth.page import Block, Page, lines, para
from pipeline.synth.people import Form
from pipeline.synth.setting import Setting, draw, weekday, with_article

COMMITTEE: list[Form] = ["salutation", "salutation", "salutation", "bracket", "apposition", "party_behind", "deputy"]
COUNCIL: list[Form] = ["councillor", "councillor", "councillor", "salutation", "deputy"]


def auszug(rng: Random) -> Draft:
    """Protokollauszug: title block, rule, `öffentlich`, `Top 7.1 TITLE`, paper, outcome."""
    setting = _setting(rng)
    result = scene.draw_result(setting)
    public = not chance(rng, 0.04)
    item = new_item(setting, number=item_number(rng), title=title_of(setting), public=public)
    item.paper = setting.reference()
    item.result = result_words(setting, result, "potsdam")
    kind = pick(rng, ["öffentliche/nichtöffentliche", "öffentliche/nicht öffentliche", "öffentliche"])
    suffix = " - Videokonferenz" if chance(rng, 0.1) else ""
    sitting = f"{setting.number}. {kind} Sitzung {with_article(setting.organization, 'gen')}{suffix}"
    blocks = [Block("title", "Protokollauszug"), *lines("aus der", sitting, f"vom {day_of(setting)}"), Block("rule")]
    blocks.append(para("öffentlich" if public else "nichtöffentlich"))
    head = [f"Top {item.number} {item.title}", item.paper, item.result]
    blocks.append(Block("item", "\n".join(line for line in head if line)))
    blocks += scene.body(setting, result, long=chance(rng, 0.4))
    page = Page(blocks, family="seed", page_mark="- {} -")
    return Draft(page, setting, meeting_of(setting, named=True, numbered=True))


def allris4_a(rng: Random) -> Draft:
    """Item page with the heading `25.04.2017 - 2 Title...`; names neither committee nor meeting number."""
    setting = _setting(rng)
    blocks: list[Block]
    if chance(rng, 0.2):
        title, cut = shown(pick(rng, bank("acts")["formal"]["titles"]))
        item = new_item(setting, number=item_number(rng, deep=False), title=title, title_truncated=cut)
        told = scene.formal(setting)
        blocks = [Block("button"), *told, Block("button")]
    else:
        result = scene.draw_result(setting)
        title, cut = shown(title_of(setting))
        item = new_item(setting, number=item_number(rng), title=title, title_truncated=cut)
        item.result = result_words(setting, result, "potsdam")
        own = setting.reference() if chance(rng, 0.15) else None
        told = scene.body(setting, result, own=own, long=chance(rng, 0.4))
        split = len(told) // 2
        outcome = [Block("label", "Beschluss:"), Block("line", item.result)] if item.result else []
        blocks = [*outcome, Block("button"), *told[:split], Block("card"), Block("button"), *told[split:]]
    heading = Block("title", f"{day_of(setting)} - {item.number} {item.title}")
    page = Page([heading, *blocks], family="allris4", cuttable=True)
    return Draft(page, setting, meeting_of(setting, named=False, numbered=False))


def allris4_b(rng: Random) -> Draft:
    """Item page with the list of Grunddaten; the committee stands there only at times."""
    setting = _setting(rng)
    result = scene.draw_result(setting)
    title, cut = shown(title_of(setting))
    item = new_item(setting, number=f"Ö {item_number(rng)}", title=title, title_truncated=cut, public=True)
    item.result = result_words(setting, result, "potsdam")
    named = chance(rng, 0.45)
    reference = setting.reference() if chance(rng, 0.5) else None
    item.paper = reference
    status = pick(rng, ["öffentlich (Sitzung abgeschlossen)", "öffentlich (Sitzungsgeld freigegeben)", "gemischt"])
    rows = [
        ("TOP:", item.number),
        ("Zusätze:", f"Fraktion {setting.party()}"),
        ("Gremium:", setting.organization if named else None),
        ("Datum:", f"{weekday(setting.day)[:2]}., {day_of(setting)}"),
        ("Status:", status),
        ("Uhrzeit:", clock(rng)[0]),
        ("Anlass:", pick(rng, ["ordentliche Sitzung", "außerordentliche Sitzung"])),
        ("Vorlage:", f"{reference} {title_of(setting)}" if reference else None),
        ("Beratung:", "öffentlich"),
        ("Vorlageart:", "Antrag"),
        ("Beschluss:", item.result),
    ]
    grund = "\n".join(f"{name}\t{value}" for name, value in rows if value)
    blocks = [Block("title", f"{day_of(setting)} - {str(item.number)[2:]} {title}"), Block("heading", "Grunddaten")]
    blocks += [Block("rows", grund), Block("card"), *scene.body(setting, result, long=chance(rng, 0.3))]
    page = Page(blocks, family="allris4", cuttable=True)
    return Draft(page, setting, meeting_of(setting, named=named, numbered=False))


def bare(rng: Random) -> Draft:
    """`38. öffentliche/nichtöffentliche Sitzung des ...` and the body: no date, number or title."""
    setting = _setting(rng)
    result = scene.draw_result(setting)
    new_item(setting, number=None, title=None)
    kind = pick(rng, ["öffentliche/nichtöffentliche", "öffentliche/nicht öffentliche"])
    head = f"{setting.number}. {kind} Sitzung {with_article(setting.organization, 'gen')}"
    page = Page([*lines(head), *scene.body(setting, result)])
    return Draft(page, setting, meeting_of(setting, named=True, numbered=True, dated=False))


def _setting(rng: Random) -> Setting:
    council = chance(rng, 0.35)
    setting = draw(
        rng, "svv", forms=COUNCIL if council else COMMITTEE, chair="chair", council_share=1.0 if council else 0.0,
        cast_size=16,
    )  # fmt: skip
    setting.dialect = "council" if setting.council else "house"
    return setting
