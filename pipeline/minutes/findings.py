"""What does not add up: stable codes, severities, one line of help each. A finding never blocks an import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.minutes.draft import Draft, Place, VoteDraft
from pipeline.minutes.name_hints import damaged_names
from pipeline.model.codes import Code
from pipeline.model.record import AgendaItem, Evidence, Finding

FINDINGS: dict[str, Code] = {
    "V001": Code("warning", "the wording says unanimous, but there are no-votes"),
    "V002": Code("warning", "the wording says carried or failed, but the counts say the opposite"),
    "V003": Code("warning", "the item's stated result contradicts its own ballot"),
    "V004": Code("error", "more votes than members present"),
    "V005": Code("info", "a count is told only vaguely or is missing: it stays unknown"),
    "V006": Code("warning", "the wording says by majority, but nobody voted against or abstained"),
    "V007": Code("warning", "the printed counts and the roll of names disagree"),
    "R001": Code("warning", "the wording of the result is in no vocabulary: kept raw"),
    "D001": Code("warning", "two dates claim to be the meeting's"),
    "D002": Code("info", "no date of the meeting was found"),
    "T001": Code("warning", "the document ends in the middle: something is missing"),
    "T002": Code("info", "the page itself cut the title"),
    "N001": Code("info", "a speaker's name looks damaged: a fuller one stands in the same document"),
    "S001": Code("warning", "a scan without text: nothing could be read"),
    "S002": Code("info", "the text was read by OCR: letters may be wrong"),
    "S003": Code("info", "the reader had to repair or leave out something"),
    "S004": Code("warning", "the file is damaged: only a part could be read"),
}

_WHOLE = re.compile(
    r"(?:Annahme|Ablehnung|Zustimmung|Kenntnisnahme|genommen|beschlossen|angenommen|abgelehnt|vertagt|bestätigt|einstimmig)$"
)
_NOTE_CODES = {"scan_without_text": "S001", "read_by_ocr": "S002", "damaged": "S004", "truncated": "S004"}


def finding(code: str, message: str, evidence: Iterable[Evidence] = ()) -> Finding:
    """A finding of the registry. Raises KeyError for a code that is not in it."""
    return Finding(code=code, severity=FINDINGS[code].severity, message=message, evidence=tuple(evidence))


def check(draft: Draft, items: tuple[AgendaItem, ...], place: Callable[[Place], Evidence]) -> tuple[Finding, ...]:
    """All findings of a draft, in the order of the document."""
    found = [finding(_NOTE_CODES.get(note.code, "S003"), note.message) for note in draft.document.notes]
    found.extend(_dates(draft, place))
    for index, (item, record) in enumerate(zip(draft.items, items, strict=True)):
        name = f"TOP {record.number}" if record.number else f"item {index + 1}"
        if record.result is not None and record.result.code == "unmapped" and item.result is not None:
            found.append(
                finding(
                    "R001",
                    f"{name}: no rule knows the result wording “{record.result.text}”",
                    map(place, item.result.places),
                )
            )
        if record.title and record.title.rstrip().endswith(("...", "…")) and item.title is not None:
            found.append(finding("T002", f"{name}: the title ends in “...”", map(place, item.title.places)))
        for vote in item.votes:
            found.extend(_vote(draft, vote, name, place))
        found.extend(_result(item.votes, record, name, place, item.result.places if item.result else []))
    found.extend(_names(draft, items, place))
    found.extend(_cut(draft, place))
    return tuple(found)


def _dates(draft: Draft, place: Callable[[Place], Evidence]) -> list[Finding]:
    if draft.date is None:
        return [finding("D002", "no date of the meeting was found in the header")] if draft.text.strip() else []
    rivals = [fact for fact in draft.dates if fact.value != draft.date.value]
    if not rivals:
        return []
    places = [draft.date.places[0], *(rival.places[0] for rival in rivals)]
    return [
        finding(
            "D001",
            f"the header gives {draft.date.value} and {rivals[0].value} as dates of the meeting",
            map(place, places),
        )
    ]


def _vote(draft: Draft, vote: VoteDraft, name: str, place: Callable[[Place], Evidence]) -> list[Finding]:
    found = []
    where = [place(Place(vote.start, vote.end, vote.rule))]
    yes, no, abstain = (fact.value if fact else None for fact in (vote.yes, vote.no, vote.abstain))
    counts = f"{_show(yes)} : {_show(no)} : {_show(abstain)}"
    if vote.manner == "unanimous" and no and yes:
        found.append(finding("V001", f"{name}: “unanimous”, but the counts are {counts}", where))
    if vote.manner == "majority" and yes is not None and no == 0 and abstain == 0:
        found.append(finding("V006", f"{name}: “by majority”, but the counts are {counts}", where))
    if vote.carried is not None and yes is not None and no is not None and yes != no and vote.carried != (yes > no):
        word = "carried" if vote.carried else "failed"
        found.append(finding("V002", f"{name}: told as {word}, but the counts are {counts}", where))
    total = (yes or 0) + (no or 0) + (abstain or 0)
    limit = draft.members.value if draft.members else None
    if limit is not None and total > limit:
        found.append(finding("V004", f"{name}: {total} votes, but the body has {limit} members", where))
    if vote.vague or (vote.table and None in (yes, no, abstain)):
        found.append(finding("V005", f"{name}: the counts are {counts}; unknown is not zero", where))
    if vote.roll is not None:
        found.extend(_roll(vote, name, counts, where))
    return found


def _roll(vote: VoteDraft, name: str, counts: str, where: list[Evidence]) -> list[Finding]:
    """Printed counts against the names. Somebody whose option is unknown may have voted for any of them."""
    roll = vote.roll
    if roll is None:
        return []
    unknown = sum(fact.value.option is None for fact in roll.votes)
    told = {side: roll.number(side) for side in ("yes", "no", "abstain")}
    for side, number in told.items():
        printed = getattr(vote, side)
        if printed is None or side not in roll.sides or side in roll.factions:
            continue
        if not number <= printed.value <= number + unknown:
            names = " : ".join(str(told[one]) if one in roll.sides else "?" for one in told)
            return [finding("V007", f"{name}: the counts are {counts}, but the roll of names gives {names}", where)]
    return []


def _show(count: int | None) -> str:
    return "?" if count is None else str(count)


def _result(
    votes: list[VoteDraft], record: AgendaItem, name: str, place: Callable[[Place], Evidence], places: list[Place]
) -> list[Finding]:
    """The last ballot on the matter against the stated result."""
    if record.result is None:
        return []
    main = [vote for vote in votes if not vote.procedural and vote.passed is not None]
    if len(main) != 1:
        return []
    stated = {"adopted": True, "adopted_amended": True, "rejected": False}.get(record.result.code)
    if stated is None or stated == main[0].passed:
        return []
    word = "carried" if main[0].passed else "failed"
    evidence = [place(places[0]), place(Place(main[0].start, main[0].end, main[0].rule))] if places else []
    return [finding("V003", f"{name}: the result is “{record.result.text}”, but the ballot {word}", evidence)]


def _names(draft: Draft, items: tuple[AgendaItem, ...], place: Callable[[Place], Evidence]) -> list[Finding]:
    found = []
    for hint in damaged_names(draft):
        number = items[hint.item].number
        name = f"TOP {number}" if number else f"item {hint.item + 1}"
        evidence = [place(hint.place), place(hint.source)]
        found.append(finding("N001", f"{name}: “{hint.name}” may be {hint.fuller}", evidence))
    return found


def _cut(draft: Draft, place: Callable[[Place], Evidence]) -> list[Finding]:
    """A page of the web that stops inside a sentence or behind a label was cut."""
    text = draft.text[: draft.end].rstrip()
    last = text[text.rfind("\n") + 1 :]
    if any(end >= len(text) - 1 for item in draft.items for _, end in item.rolls):
        return []  # a roll ends with a name or a cross
    short = len(text) < 600 and not text.endswith(":") and not re.match(r"(?:Herrn?|Frau)\s\w{1,3}$", last)
    if draft.layout not in ("allris4", "extract", "allris") or short or not last:
        return []
    if (
        text.endswith(":")
        or (
            last[-1:].isalpha() and last[-1:].islower() and len(last) > 12 and not last.startswith(("Anlage", "Online"))
        )
        or (len(last.split()[-1]) == 1 and last[-1:].isupper())
        or re.match(r"(?:Herrn?|Frau)\s\w{1,3}$", last)
    ):
        if last in ("Reduzieren", "Anlagen", "Anlagen zur Vorlage") or "http" in last or _WHOLE.search(last):
            return []
        start = len(text) - len(last)
        return [
            finding(
                "T001",
                "the text ends in the middle of a sentence or table",
                [place(Place(start, len(text), "document.cut"))],
            )
        ]
    return []
