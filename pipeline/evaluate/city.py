"""Scoring against a city's own index: `index.jsonl` with one line per text, as the council's office recorded it.

Keys used: `file` (relative to the folder), `reference`, `meeting_date` (ISO), `agenda_number`, `result` (a word of the
office, such as "einstimmig beschlossen" or "Kenntnisnahme"). The office's word is noisy: in 61 of 1,787 items with
counts it says unanimous where the minutes say by majority. Disagreements are therefore listed with the minutes' words.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from pipeline.evaluate.gold import GoldPart
from pipeline.evaluate.recorded import Unanimity, agrees, recorded_codes
from pipeline.evaluate.report import Miss
from pipeline.evaluate.same import item_number, same_paper
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.votes import describe
from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, MinutesRecord, VoteEvent

INDEX_NAME = "index.jsonl"

_NO_VOTE_WORDS = ("kenntnisnahme", "keine abstimmung")
_SECTION = re.compile(r"^[ \t]*Abstimmungsergebnis(?:se)?[ \t]*:?[ \t]*(.*(?:\r?\n[ \t]*\S.*){0,3})", re.MULTILINE)
_EMPTY_LINES = re.compile(r"^([ \t]*Abstimmungsergebnis(?:se)?[ \t]*:?)(?:[ \t]*\r?\n)+", re.MULTILINE)
_NO_VOTE = re.compile(r"keine\s+Abstimmung", re.IGNORECASE)
_SOME_VOTE = re.compile(r"einstimmig|mehrheitlich|Stimme|\d\s*(?:Ja|Nein)\b", re.IGNORECASE)


class IndexLine(GoldPart):
    """One line of the index."""

    file: str
    reference: str | None = None
    meeting_date: str | None = None
    agenda_number: str | None = None
    result: str | None = None


def read_index(path: Path) -> list[IndexLine]:
    """All lines of an index. Raises BadInput naming the line that is not of the form above."""
    lines: list[IndexLine] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            lines.append(IndexLine.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            raise BadInput(f"{path}, line {number}: not a line of a city's index ({error}).", code="gold") from error
    return lines


def score_city(
    tally: Tally, line: IndexLine, record: MinutesRecord | None, *, text: str, otherwise: str | None = None
) -> Miss | None:
    """Scores date, own paper and unanimity of one text; returns the disagreement with the city, if there is one.

    A text may carry several items while the index speaks of one of them: the reference is right when it is the own
    paper of any item. Unanimity is asked only where the city recorded "einstimmig ..." or "mehrheitlich ...".
    `otherwise`: the minutes' words where they say otherwise than the office; its result is then not asked.
    """
    tally.value("date", line.meeting_date, record.meeting.date if record else None, "/meeting/date", same=str.__eq__)
    position, item = _item_of(line, record)
    papers = [one.paper for one in record.agenda_items if one.paper is not None] if record else []
    if line.reference is not None and any(same_paper(line.reference, paper) for paper in papers):
        tally.hit("paper")
    else:
        tally.value("paper", line.reference, item.paper, f"/agenda_items/{position}/paper", same=same_paper)
    said = section_text(text)
    if _city_knows_no_vote(line) and says_no_vote(said):
        _invented(tally, record)
    if otherwise is None:
        _recorded_result(tally, line, position, item, said)
    expected = _recorded_unanimity(line)
    if expected is None:
        return None
    vote, got = unanimity_of(item, agenda_number=line.agenda_number)
    where = f"/agenda_items/{position}/vote_events/{vote}" if vote is not None else f"/agenda_items/{position}/result"
    tally.value("unanimity", expected, got, where, same=str.__eq__)
    if got == expected:
        return None
    found = tally.miss("unanimity", line.result, got, where)
    return replace(found, source=said or found.source)


def unanimity_of(item: AgendaItem, *, agenda_number: str | None = None) -> tuple[int | None, Unanimity | None]:
    """(index of the main vote, its manner in the city's words); the result's text speaks where no vote does.

    The main vote is the one said to be about the index's item, else the first that is not procedural: these minutes
    put the section with the result of the motion before the debate.
    """
    votes = [(j, vote) for j, vote in enumerate(item.vote_events) if not vote.procedural]
    about = [pair for pair in votes if agenda_number and _names(pair[1], agenda_number)]
    for j, vote in [*about, *votes][:1]:
        manner = _manner(vote)
        if manner is not None:
            return j, manner
    return None, _in_words(item.result.text if item.result is not None else "")


def says_no_vote(section: str | None) -> bool:
    """The section says "keine Abstimmung", and says nothing of a vote on another item of the same text."""
    return section is not None and bool(_NO_VOTE.search(section)) and not _SOME_VOTE.search(section)


def section_text(text: str) -> str | None:
    """What stands under "Abstimmungsergebnis", at most four lines, blanks folded; None without such a section."""
    found = _SECTION.search(_EMPTY_LINES.sub(r"\1 ", text))
    return " ".join(found.group(1).split()) if found else None


def _item_of(line: IndexLine, record: MinutesRecord | None) -> tuple[int, AgendaItem]:
    """The item the index speaks of: by reference, else by number (often differs), else the first."""
    items = record.agenda_items if record is not None else ()
    for j, item in enumerate(items):
        if item.paper is not None and line.reference is not None and same_paper(line.reference, item.paper):
            return j, item
    for j, item in enumerate(items):
        if item.number is not None and line.agenda_number is not None and (
            item_number(item.number) == item_number(line.agenda_number)
        ):  # fmt: skip
            return j, item
    return (0, items[0]) if items else (0, AgendaItem())


def _names(vote: VoteEvent, agenda_number: str) -> bool:
    words = f"{vote.about or ''} {vote.text or ''}"
    return re.search(rf"(?<![\d.]){re.escape(agenda_number)}(?![\d]|\.\d)", words) is not None and "." in agenda_number


def _manner(vote: VoteEvent) -> Unanimity | None:
    if vote.manner in ("unanimous", "consent"):
        return "einstimmig"
    if vote.manner in ("majority", "tie"):
        return "mehrheitlich"
    if vote.no:
        return "mehrheitlich"
    # An abstention does not break unanimity: the city writes "Einstimmige Zustimmung (1 Enthaltung)". Unread no-votes
    # are unknown, not zero: yes-votes alone say nothing.
    return "einstimmig" if vote.yes and vote.no == 0 and vote.passed else None


def _in_words(text: str) -> Unanimity | None:
    folded = re.sub(r"-\s+", "", text).casefold()
    if re.search(r"\beinstimmig", folded):
        return "einstimmig"
    return "mehrheitlich" if re.search(r"\b(?:mehrheit|stimmenmehrheit)", folded) else None


def _recorded_result(tally: Tally, line: IndexLine, position: int, item: AgendaItem, said: str | None) -> None:
    """Asked where the office's word is known; the miss shows the minutes' words."""
    if not recorded_codes(line.result):
        return
    _, manner = unanimity_of(item, agenda_number=line.agenda_number)
    if agrees(line.result, item, manner):
        tally.hit("recorded_result")
        return
    where, word = f"/agenda_items/{position}/result", line.result or ""
    if item.result is None:
        tally.missed("recorded_result", word, near=f"/agenda_items/{position}")
    else:
        tally.wrong("recorded_result", word, " ".join(filter(None, (item.result.code, manner))), where)
    tally.misses[-1] = replace(tally.misses[-1], source=said or tally.misses[-1].source)


def _recorded_unanimity(line: IndexLine) -> Unanimity | None:
    return _in_words(line.result or "")


def _city_knows_no_vote(line: IndexLine) -> bool:
    return (line.result or "").casefold().startswith(_NO_VOTE_WORDS)


def _invented(tally: Tally, record: MinutesRecord | None) -> None:
    for i, item in enumerate(record.agenda_items if record is not None else ()):
        for j, vote in enumerate(item.vote_events):
            if not vote.procedural:
                tally.invent(describe(vote), f"/agenda_items/{i}/vote_events/{j}")
