"""Damage to what is written, as real pages show it; gold is read afterwards, so it changes with the text.

Seen on real pages: umlauts lost with the letter before them ("für" is "r"), at times with the blank too
("Antragr"); pages cut at about 2,000 characters; struck words left standing; headings in spaced letters; labels glued
to values; words of the page itself ("Anlagen").
"""

from __future__ import annotations

import re
from random import Random

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.marks import CLOSE, MARK, Key, Marks, plain
from pipeline.synth.page import Block, Page

_LOSS = re.compile(r" ?[^\W\d_][äöüßÄÖÜ]")
_NAMES = frozenset({"speaker", "person"})
_CUT_AT = 2000  # characters
_PAGE_WORDS = ("Anlagen", "Anlagen zur Vorlage", "Dokument nicht im Bestand.")


def damage(page: Page, marks: Marks, rng: Random, dirt: float) -> tuple[bool, set[Key]]:
    """Damages the page's blocks in place. `dirt` from 0 (nothing) to 1.

    Returns whether the page was cut, and the keys of speakers whose only sentence was.
    """
    if dirt <= 0:
        return False, set()
    blocks = page.blocks
    if chance(rng, 0.25 * dirt):
        leave_struck_words(blocks, rng)
    # Umlauts are lost where web pages or extracts were converted; other forms show it rarely.
    converted = page.family in ("allris4", "seed")
    if chance(rng, (0.7 if converted else 0.15) * dirt):
        lose_umlauts(blocks, marks, rng, rate=0.05 + 0.2 * dirt)
    if chance(rng, 0.3 * dirt):
        space_title(blocks)
    if chance(rng, 0.3 * dirt):
        glue_cells(blocks, rng)
    if page.family == "allris4" and chance(rng, 0.4 * dirt):
        blocks.append(Block("line", pick(rng, _PAGE_WORDS)))
    if page.cuttable and chance(rng, 0.8 * dirt):
        return cut(blocks, marks, limit=_CUT_AT + rng.randrange(-60, 40))
    return False, set()


def leave_struck_words(blocks: list[Block], rng: Random) -> None:
    """Old and new words run on, where a strike-out was lost."""
    places = [index for index, block in enumerate(blocks) if block.kind == "para" and plain(block.text).endswith(".")]
    if places:
        index = pick(rng, places)
        blocks[index] = Block("para", f"{blocks[index].text} {pick(rng, bank('acts')['resolution']['strike'])}")


def lose_umlauts(blocks: list[Block], marks: Marks, rng: Random, *, rate: float) -> None:
    """Takes umlauts with the letter before them out of paragraphs; a person's name is damaged everywhere alike."""
    names: dict[Key, bool] = {}
    for index, block in enumerate(blocks):
        if block.kind == "para" and not block.text.isascii():
            blocks[index] = Block("para", _without_some(block.text, marks, rng, rate, names))


def _without_some(text: str, marks: Marks, rng: Random, rate: float, names: dict[Key, bool]) -> str:
    out: list[str] = []
    stack: list[Key] = []
    behind_name = False
    position = 0
    for match in [*MARK.finditer(text), None]:
        segment = text[position : match.start() if match else len(text)]
        inner = stack[-1] if stack else None
        if inner is not None and inner[0] in _NAMES:
            key = ("name", inner[-1])
            lost = names.setdefault(key, chance(rng, rate))
            segment = _lose_first(segment) if lost else segment
        elif segment and not any(key[0] == "head" for key in stack):
            segment = _lose(segment, rng, rate, behind_name=behind_name)
        out.append(segment)
        if match is None:
            break
        sign = match.group()
        behind_name = False
        if sign != CLOSE:
            stack.append(marks.key(sign))
        elif stack:
            behind_name = stack.pop()[0] in _NAMES
        out.append(sign)
        position = match.end()
    return "".join(out)


def _lose(segment: str, rng: Random, rate: float, *, behind_name: bool) -> str:
    def loss(match: re.Match[str]) -> str:
        if not chance(rng, rate):
            return match.group()
        blank = match.group().startswith(" ")
        keep = blank and (chance(rng, 0.9) if behind_name and match.start() == 0 else chance(rng, 0.75))
        return " " if keep else ""

    return _LOSS.sub(loss, segment)


def _lose_first(name: str) -> str:
    left = re.sub(r"[^\W\d_][äöüß]", "", name, count=1)
    return left if len(left) > 2 else name


def space_title(blocks: list[Block]) -> None:
    """`P r o t o k o l l`: the first heading of one word in spaced letters."""
    for index, block in enumerate(blocks):
        if block.kind == "title" and block.text.isalpha():
            blocks[index] = Block("title", " ".join(block.text))
            return


def glue_cells(blocks: list[Block], rng: Random) -> None:
    """`Datum:14.01.2020`: the blank between label and value is lost in some rows."""
    for index, block in enumerate(blocks):
        if block.kind == "rows" and ":\t" in block.text:
            glued = [line.replace(":\t", ":", 1) if chance(rng, 0.5) else line for line in block.text.split("\n")]
            blocks[index] = Block("rows", "\n".join(glued))


def cut(blocks: list[Block], marks: Marks, *, limit: int) -> tuple[bool, set[Key]]:
    """Ends the page at about `limit` characters, never inside a fact: there the cut moves to before it.

    A vote form is cut behind its second figure at the earliest, so that what passed can still be told.
    """
    length = 0
    for index, block in enumerate(blocks):
        visible = len(plain(block.text)) + 2
        if length + visible <= limit:
            length += visible
            continue
        if block.kind == "para":
            kept = _head_of(block.text, limit - length)
            blocks[index:] = [Block("para", kept)] if plain(kept).strip() else []
            return True, _unsure(blocks, marks) if kept else set()
        if block.kind == "table":
            rows = block.text.split("\n")
            # A page cut here shows the label alone, or all but the last figure.
            blocks[index:] = [Block("table", "\n".join([*rows[:-1], rows[-1].partition("\t")[0] + "\t"]))]
            return True, set()
        if block.kind in ("button", "card", "grid", "label", "line"):
            blocks[index:] = []
            return True, set()
    return False, set()


def _head_of(text: str, room: int) -> str:
    """The first `room` characters, marks not counted; back to before the outermost fact the cut would open."""
    stack: list[int] = []
    seen = 0
    for offset, letter in enumerate(text):
        if "\ue000" <= letter < CLOSE:
            stack.append(offset)
        elif letter == CLOSE:
            stack.pop()
        else:
            if seen >= room:
                return text[: stack[0]].rstrip() if stack else text[:offset].rstrip()
            seen += 1
    return text


def _unsure(blocks: list[Block], marks: Marks) -> set[Key]:
    """Speakers who stand in the cut sentence and nowhere before it."""
    last = blocks[-1].text
    start = max(last.rfind(". "), 0)
    keys = {marks.key(sign) for sign, offset, _ in marks.places(last) if offset >= start}
    before = {marks.key(sign) for block in blocks[:-1] for sign, _, _ in marks.places(block.text)}
    before |= {marks.key(sign) for sign, offset, _ in marks.places(last) if offset < start}
    return {key for key in keys - before if key[0] == "speaker"}
