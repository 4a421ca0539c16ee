"""Minutes of a plenary, one item a document: both heads, the result before the debate, speeches word for word."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from pipeline.synth import ballots, scene, speech
from pipeline.synth.bank import bank, chance
from pipeline.synth.layouts.common import Draft, item_number, meeting_of, new_item, title_of
from pipeline.synth.page import Block, Page, lines, para
from pipeline.synth.setting import Setting, draw, in_words, upper_first


def plenary(rng: Random) -> Draft:
    """`Niederschrift 57. Plenarsitzung des Gemeinderates`."""
    setting = _setting(rng)
    head = [
        f"Niederschrift {setting.number}. Plenarsitzung des Gemeinderates",
        f"{in_words(setting.day)}, 15:30 Uhr",
        "öffentlich",
        "Bürgersaal, Rathaus am Marktplatz",
        f"Vorsitzender: Oberbürgermeister Dr. {_head_name(setting)}",
    ]
    return _draft(setting, lines(*head))


def plenary_old(rng: Random) -> Draft:
    """`NIEDERSCHRIFT`, `Gremium: 10. Plenarsitzung Gemeinderat`, `Termin: ...`."""
    setting = _setting(rng)
    head = [
        "Stadt Mühlrode",
        f"Gremium: {setting.number}. Plenarsitzung Gemeinderat",
        f"Termin: {in_words(setting.day)}, 15:30 Uhr",
        "öffentlich",
        "Ort: Bürgersaal des Rathauses",
        f"Vorsitzende/r: Oberbürgermeister {_head_name(setting)}",
    ]
    return _draft(setting, [Block("line", "NIEDERSCHRIFT"), *lines(*head)])


def _draft(setting: Setting, head: list[Block]) -> Draft:
    rng = setting.rng
    number = item_number(rng, deep=False)
    item = new_item(setting, number=number, title=title_of(setting), public=True, paper=setting.reference())
    blocks = list(head)
    if chance(rng, 0.6):  # a running number of the volume stands above the item's own
        blocks.append(Block("line", f"{int(number) + 1}."))
    blocks.append(Block("item", f"Punkt {number} der Tagesordnung: {item.title}\nVorlage: {item.paper}"))
    blocks.append(Block("label", "Beschluss:"))
    noted = chance(rng, 0.25)
    index = 0
    if noted:
        item.result = "Kenntnisnahme von der Stellungnahme der Verwaltung"
        blocks += [para(item.result), Block("label", "Abstimmungsergebnis:"), para("Keine Abstimmung")]
    else:
        outcome: ballots.Outcome = "pass" if chance(rng, 0.8) else "fail"
        blocks += [para(scene.resolved(setting)), Block("label", "Abstimmungsergebnis:")]
        line, word, index = ballots.section_line(setting, "main", outcome)
        item.result = word or None
        blocks.append(para(line))
    chair = upper_first(setting.cases(setting.chair).nom)
    called = f"{chair} ruft Tagesordnungspunkt {number} zur Behandlung auf"
    blocks.append(para(f"{called} und verweist auf die erfolgte Vorberatung:"))
    turns = rng.randrange(0, 7)
    blocks += speech.verbatim(setting, turns=turns) if chance(rng, 0.7) else speech.reported(setting, turns=turns)
    if not noted:
        blocks.append(para(f"{chair}: Wir kommen zur Abstimmung. {_dialogue(setting.ledger.votes[index].counts)}"))
    blocks += lines("Zur Beurkundung:", "Die Schriftführerin:")
    blocks += lines("Hauptamt - Ratsangelegenheiten -", in_words(setting.day + timedelta(days=25)))
    page = Page(blocks, page_mark="– {} –")
    return Draft(page, setting, meeting_of(setting, named=True, numbered=True))


def _dialogue(counts: dict[str, int]) -> str:
    """What is said while hands are up: the ballot of the section again, no second one."""
    if "no" in counts and "abstain" in counts:
        words = bank("votes")["words"]["dialogue"]
        against, abstaining = (
            words[counts[side]] if counts[side] < len(words) else "Mehrere" for side in ("no", "abstain")
        )
        return f"Gegenstimmen? – {against}. Enthaltungen? – {abstaining}. Vielen Dank."
    return "Vielen Dank."


def _setting(rng: Random) -> Setting:
    setting = draw(rng, "plenum", forms=["titled"], chair="chair", council_share=1.0, cast_size=14)
    setting.verbatim = True
    # The head names a mayor; the debate calls whoever presides "Der Vorsitzende".
    setting.chair = type(setting.chair)(99, False, None, "office", role="Der Vorsitzende")
    return setting


def _head_name(setting: Setting) -> str:
    return setting.people[-1].name or ""
