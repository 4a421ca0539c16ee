"""ALLRIS classic item page: header table, the paper's row, sections that are documents of their own."""

from __future__ import annotations

from random import Random

from pipeline.synth import scene
from pipeline.synth.bank import chance, pick
from pipeline.synth.layouts.common import (
    Draft,
    clock,
    day_of,
    item_number,
    meeting_of,
    new_item,
    place,
    result_words,
    room,
    title_of,
)
from pipeline.synth.page import Block, Page
from pipeline.synth.people import Form
from pipeline.synth.setting import draw, weekday, with_article

_HANSE: list[Form] = ["titled", "titled", "salutation", "bracket"]
_BVV: list[Form] = ["councillor", "salutation", "bracket"]


def classic(rng: Random) -> Draft:
    """`Auszug - TITLE`, `TOP: Ö 5.2`, Gremium, Beschlussart, Wortprotokoll, Beschluss, Abstimmungsergebnis."""
    hanse = chance(rng, 0.6)
    setting = draw(
        rng,
        "hanse" if hanse else "bvv",
        forms=_HANSE if hanse else _BVV,
        chair="chair",
        council_share=0.3,
        cast_size=16,
    )
    setting.dialect = "form"
    result = scene.draw_result(setting)
    public = not chance(rng, 0.04)
    item = new_item(
        setting, number=f"{'Ö' if public else 'N'} {item_number(rng)}", title=title_of(setting), public=public
    )
    item.paper = setting.reference()
    item.result = result_words(setting, result, "classic")
    begins, ends = clock(rng)
    status = "öffentlich/nichtöffentlich" if public else "nichtöffentlich"
    sitting = f"{setting.number}. Sitzung {with_article(setting.organization, 'gen')}"
    rows = [
        f"TOP:\t{item.number}",
        f"Gremium:\t{setting.organization}\tBeschlussart:\t{item.result or ''}",
        f"Datum:\t{weekday(setting.day)[:2]}, {day_of(setting)}\tStatus:\t{status}",
        f"Zeit:\t{begins} - {ends}\tAnlass:\t{pick(rng, ['Sitzung', 'ordentliche Sitzung'])}",
        f"Raum:\t{room(rng)}",
        f"Ort:\tRathaus {place(rng)}",
    ]
    blocks = [Block("title", f"Auszug - {item.title}"), Block("line", sitting), Block("rows", "\n".join(rows))]
    blocks.append(Block("line", f"{item.paper} {item.title}"))
    told = scene.body(setting, result, long=chance(rng, 0.3))
    votes = [block for block in told if block.kind == "table"]
    speech = [block for block in told if block.kind != "table"]
    blocks += [Block("section", "Wortprotokoll"), *speech]
    if votes:
        blocks.append(Block("section", "Abstimmungsergebnis"))
        blocks += votes
    return Draft(Page(blocks, family="classic"), setting, meeting_of(setting, named=True, numbered=True))
