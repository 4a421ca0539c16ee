"""First component: which layout the page has and where its items are."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, Fact, ItemDraft
from pipeline.minutes.passages import Line, runs_on
from pipeline.minutes.rules_file import Rule, load_rules

_AGENDA_HEAD = re.compile(r"^(?:T\s?a\s?g\s?e\s?s\s?o\s?r\s?d\s?n\s?u\s?n\s?g|Inhaltsverzeichnis|TOP-Nr\.\S*.*)\s*:?\s*$", re.IGNORECASE)
_AGENDA_INLINE = re.compile(r"^Tagesordnung\s*:?\s+(?=\d+\.\s)")
_INLINE_ENTRY = re.compile(r"(?:^|\s)(\d{1,2}(?:\.\d{1,2})*)\.\s+((?:(?!\s\d{1,2}(?:\.\d{1,2})*\.\s).)+)")
_AGENDA_ENTRY = re.compile(
    r"^(?:TOP\s+)?(?P<letter>[ÖN]\s+)?(?P<n>\d{1,3}(?:\.\d{1,3})*[a-z]?)(?P<paper>[a-z]{2}/\d+/\d+/\d{2})?(?:\.\)|[.)])?[ \t]+(?P<t>\S.*?)\s*$"
)
_BODY_STARTS = re.compile(
    r"^(?:Verhandelt|Protokoll|Verlauf(?: der Sitzung)?|Sitzungsverlauf|Niederschrift|Eröffnung der Sitzung|(?:I+\.\s*)?Öffentlicher Teil|"
    r"Verhandlungsniederschrift|Beratungsverlauf)\s*:?\s*$"
)
_NON_PUBLIC = re.compile(r"^(?:[IVXB]+[.)]\s*)?(?:N\s?i\s?c\s?h\s?t\s?-?\s?ö\s?f\s?f\s?e\s?n\s?t\s?l\s?i\s?c\s?h\s?e\s?r?\s*(?:T\s?e\s?i\s?l|S\s?i\s?t\s?z\s?u\s?n\s?g))\s*:?\s*$", re.IGNORECASE)
_PUBLIC = re.compile(r"^(?:[IVXA]+[.)]\s*|1\.\s*)?Ö\s?f\s?f\s?e\s?n\s?t\s?l\s?i\s?c\s?h\s?e\s?r?\s*(?:T\s?e\s?i\s?l|S\s?i\s?t\s?z\s?u\s?n\s?g)\s*:?\s*$", re.IGNORECASE)


@Language.component("protokolle_segments")
def segments(doc: Doc) -> Doc:
    """Sets layout, body and items of the draft."""
    draft: Draft = doc._.draft
    draft.end = len(draft.text)
    draft.layout, _ = _layout(draft)
    headings = _headings(draft)
    if draft.layout in ("allris4", "sessionnet"):
        headings = headings[:1]
    if draft.layout == "allris":
        headings = []  # one item; its number stands in a label row
    if draft.layout == "karlsruhe":
        _joint_items(draft, headings)
    elif headings:
        _items_from(draft, headings)
    else:
        draft.items = _bodies_only(draft) or [ItemDraft(0, draft.end, 0)]
    return doc


_DECISION = re.compile(
    r"^(?:Der|Die)\s+(?P<o>Bezirksversammlung|Stadtverordnetenversammlung|Gemeindevertretung|Bürgerschaft|Gemeinderat|Stadtrat|Rat|Kreistag|[A-Z]\w+ausschuss)\s+"
    r"(?:nimmt|stimmt|lehnt|beschließt|überweist|verweist|vertagt|empfiehlt)\b",
)


def _bodies_only(draft: Draft) -> list[ItemDraft]:
    """All headings are lost: three or more decisions of one body, each the end of an item."""
    if draft.layout != "other":
        return []
    ends = [(index, match["o"]) for index, line in enumerate(draft.lines) if (match := _DECISION.match(line.text))]
    if len(ends) < 3 or len({body for _, body in ends}) > 1:
        return []
    items = []
    start = 0
    for index, _ in ends:
        end = draft.lines[index].end
        following = draft.lines[index + 1 :]
        if following and following[0].text.startswith("Anlage"):
            end = next((line.end for line in following[1:2]), following[0].end)
        items.append(ItemDraft(start, end, start))
        start = end
    items[-1].end = draft.end
    return items


_DEALT_WITH = re.compile(r"^(?:Beschluss|Abstimmungsergebnis|Wahlergebnis)", re.MULTILINE)
_VORLAGE = re.compile(r"^Vorlagen?\b", re.MULTILINE)
_BALLOT = re.compile(r"(?m)^\s*\d{1,3}\s:\s\d{1,3}\s*$|\b(?:einstimmig|mehrheitlich)\b|\d\s+(?:Ja|Nein|Gegen)-?[Ss]timm")


def _layout(draft: Draft) -> tuple[str, str]:
    for rule in load_rules("layouts").rules:
        for line in draft.lines[: int(rule.values["within"])]:
            if rule.pattern.match(line.text):
                return str(rule.values["layout"]), rule.id
    return "other", "layout.other"


class _Heading:
    """A line that opens an item, while items are being cut."""

    __slots__ = ("index", "letter", "line", "number", "paper", "rule", "title", "title_span")

    def __init__(self, index: int, line: Line, match: re.Match[str], rule: Rule) -> None:
        self.index, self.line, self.rule = index, line, rule.id
        groups = match.groupdict()
        self.number: str = groups["n"].replace(" ", "")
        self.letter = (groups.get("letter") or "").strip()
        self.paper: str | None = groups.get("paper")
        self.title: str = (groups.get("t") or "").strip()
        self.title_span = (line.start + match.start("t"), line.start + match.start("t") + len(self.title))


def _headings(draft: Draft) -> list[_Heading]:
    rules = load_rules("headings").rules
    own = [rule for rule in rules if rule.values["layout"] == draft.layout]
    strong = own or [rule for rule in rules if rule.values["layout"] == "*"]
    found = _matches(draft, strong, 0)
    if draft.layout == "minutes":
        return _whole_minutes(draft, found, rules)
    return found


def _matches(draft: Draft, rules: list[Rule], first: int, last: int | None = None) -> list[_Heading]:
    found = []
    for index, line in enumerate(draft.lines[first:last], first):
        if not (line.text[0].isdigit() or line.text[0] in "PTtzZÖN#S"):
            continue
        for rule in rules:
            match = rule.pattern.match(line.text)
            if match:
                found.append(_Heading(index, line, match, rule))
                break
    return found


def _whole_minutes(draft: Draft, strong: list[_Heading], rules: tuple[Rule, ...]) -> list[_Heading]:
    """Headings of whole minutes: the agenda at the front names the items, the body holds them."""
    agenda_end = _read_agenda(draft)
    body = [heading for heading in strong if heading.index >= agenda_end]
    top = [rule for rule in rules if rule.values["layout"] == "*"]
    body = _merge(body, _matches(draft, top, agenda_end))
    agenda = {entry["n"] for entry in draft.extra.get("agenda", [])}
    number = [rule for rule in rules if rule.id == "heading.number"]
    weak = _matches(draft, number, agenda_end)
    if agenda:
        weak = [heading for heading in weak if heading.number in agenda]
    elif body:
        weak = []
    else:
        weak = [heading for heading in weak if _heading_like(heading)]
    merged = _ascending(_merge(body, weak))
    return merged


def _heading_like(heading: _Heading) -> bool:
    """A numbered line that is a heading, not a sentence or a list entry."""
    title = heading.title
    if len(title) > 160 or title.isdigit() or _PUBLIC.match(heading.line.text) or _NON_PUBLIC.match(heading.line.text):
        return False
    if re.search(r"[.!;:]$", title) and " " in title and not title.endswith(("V.", "Nr.")):
        return False
    if re.search(r"\b(?:eröffnet|begrüßt|wird|werden|ist|sind|stellt|bittet|erklärt|Uhr)\b", title):
        return False
    return not re.match(r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Bürgermeister|Beigeordnete|Sitzung|Plenarsitzung)", title)


def _merge(one: list[_Heading], other: list[_Heading]) -> list[_Heading]:
    taken = {heading.index for heading in one}
    return sorted([*one, *(heading for heading in other if heading.index not in taken)], key=lambda heading: heading.index)


def _ascending(headings: list[_Heading]) -> list[_Heading]:
    """Drops a second heading of the same number when the first already owns text behind it."""
    seen: set[str] = set()
    kept = []
    for heading in headings:
        if heading.number in seen:
            continue
        seen.add(heading.number)
        kept.append(heading)
    return kept


def _read_agenda(draft: Draft) -> int:
    """Finds the table of contents; returns the index of the first line behind it. Entries go to draft.extra["agenda"]."""
    entries: list[dict[str, object]] = []
    for index, line in enumerate(draft.lines[:400]):
        inline = _AGENDA_INLINE.match(line.text)
        if inline:
            for match in _INLINE_ENTRY.finditer(line.text, inline.end() - 1):
                entries.append(_entry(line, match.group(1), match.group(2).strip(), match.start(2)))
            draft.extra["agenda"] = entries
            return index + 1
        if not _AGENDA_HEAD.match(line.text):
            continue
        position = index + 1
        seen: set[str] = set()
        while position < len(draft.lines):
            row = draft.lines[position]
            match = _AGENDA_ENTRY.match(row.text)
            if match:
                if match["n"] in seen or re.match(r"TOP\s", row.text):
                    break
                seen.add(match["n"])
                entry = _entry(row, match["n"], match["t"], match.start("t"))
                entry["letter"] = (match["letter"] or "").strip()
                if match["paper"]:
                    entry["paper"] = (match["paper"], row.start + match.start("paper"))
                entries.append(entry)
            elif entries and (runs_on(entries[-1]["t"]) or row.text[0].islower()) and row is draft.lines[position] and entries[-1]["line"] is draft.lines[position - 1]:
                entries[-1] |= {"t": f"{entries[-1]['t']} {row.text}", "end": row.end, "line": row}
            elif _BODY_STARTS.match(row.text) and entries:
                if not (_PUBLIC.match(row.text) and position + 1 < len(draft.lines) and _fresh(draft.lines[position + 1], seen)):
                    break
            elif not entries and position - index > 6:
                break
            position += 1
        if len(entries) >= 1 and position < len(draft.lines) or len(entries) > 1:
            draft.extra["agenda"] = entries
            return position if position < len(draft.lines) else index + 1
        entries = []
    return 0


def _fresh(line: Line, seen: set[str]) -> bool:
    match = _AGENDA_ENTRY.match(line.text)
    return bool(match and match["n"] not in seen)


def _entry(line: Line, number: str, title: str, offset: int) -> dict[str, object]:
    return {"n": number, "t": title, "start": line.start + offset, "line": line}


def _items_from(draft: Draft, headings: list[_Heading]) -> None:
    draft.body = headings[0].line.start
    for position, heading in enumerate(headings):
        after = headings[position + 1].line.start if position + 1 < len(headings) else draft.end
        item = ItemDraft(heading.line.start, after, heading.line.end)
        start = heading.line.start + heading.line.text.find(heading.number)
        item.number = Fact.at(heading.number, start, start + len(heading.number), heading.rule)
        if heading.title:
            item.title = Fact.at(heading.title, *heading.title_span, heading.rule)
        if heading.letter:
            item.public = Fact.at(heading.letter == "Ö", heading.line.start, heading.line.end, "item.letter")
        if heading.paper:
            at = heading.line.start + heading.line.text.find(heading.paper)
            item.paper = Fact.at(heading.paper, at, at + len(heading.paper), "paper.komuna")
        draft.items.append(item)
    _public_parts(draft)
    _agenda_only(draft)
    _before_first(draft, headings[0])


def _joint_items(draft: Draft, headings: list[_Heading]) -> None:
    """Karlsruhe: headings that follow each other without a Beschluss between are dealt with together.

    Each becomes an item; an umbrella ("Punkt 21: Zoo:" above 21.1 and 21.2) without a paper of its own does not.
    """
    groups: list[list[_Heading]] = []
    for heading in headings:
        previous = groups[-1][-1] if groups else None
        if previous and not _DEALT_WITH.search(draft.text, previous.line.end, heading.line.start):
            groups[-1].append(heading)
        elif previous is None or heading.number not in {one.number for group in groups for one in group}:
            groups.append([heading])
    for position, group in enumerate(groups):
        end = groups[position + 1][0].line.start if position + 1 < len(groups) else draft.end
        kept = [
            heading
            for index, heading in enumerate(group)
            if not (index + 1 < len(group) and not _VORLAGE.search(draft.text, heading.line.end, group[index + 1].line.start))
        ]
        for heading in kept:
            item = ItemDraft(heading.line.start, end, heading.line.end, shares_body=len(kept) > 1)
            start = heading.line.start + heading.line.text.index("Punkt")
            start += draft.text[start:].index(heading.number[0])
            item.number = Fact.at(heading.number, start, start + len(heading.number), heading.rule)
            if heading.title:
                item.title = Fact.at(heading.title, *heading.title_span, heading.rule)
            draft.items.append(item)
    draft.body = headings[0].line.start


def _before_first(draft: Draft, first: _Heading) -> None:
    """A ballot told before the first numbered item must not be lost: the stretch becomes an item without a number."""
    if draft.layout != "minutes" or draft.extra.get("agenda"):
        return
    stretch = draft.text[: first.line.start]
    if not _BALLOT.search(stretch):
        return
    before = [line for line in draft.lines[: first.index] if not _PUBLIC.match(line.text)]
    titles = [index for index, line in enumerate(before) if index > 1 and len(line.text) < 80 and line.text[0].isupper() and line.text[-1].isalpha() and not _BALLOT.search(line.text)]
    if not titles:
        return
    line = before[titles[-1]]
    item = ItemDraft(line.start, first.line.start, line.end)
    item.title = Fact.at(line.text, line.start, line.end, "title.unnumbered")
    draft.items.insert(0, item)


def _public_parts(draft: Draft) -> None:
    """Items behind a heading "Nichtöffentlicher Teil" are not public."""
    if draft.layout != "minutes":
        return
    marks = []
    for line in draft.lines:
        if _NON_PUBLIC.match(line.text):
            marks.append((line, False))
        elif _PUBLIC.match(line.text) or (line.start < draft.body and re.match(r"Öffentliche Sitzung,", line.text)):
            marks.append((line, True))
    front = [mark for mark in marks if mark[0].start < draft.body]
    if len({public for _, public in front}) == 2:  # the agenda lists both parts: the last word before the items counts
        marks = [mark for mark in marks if mark not in front or (mark is front[-1] and mark[1])]
    for item in draft.items:
        if item.public is not None:
            continue
        before = [mark for mark in marks if mark[0].start < item.start]
        if before:
            line, public = before[-1]
            item.public = Fact.at(public, line.start, line.end, "item.part")


def _agenda_only(draft: Draft) -> None:
    """Entries of the agenda complete the items of the body, and stand for themselves where the body has none."""
    known = {item.number.value: item for item in draft.items if item.number}
    for entry in draft.extra.get("agenda", []):
        number, title, start = str(entry["n"]), str(entry["t"]), int(entry["start"])
        bare = re.sub(r"\s*\((?:DS|Drucks|Vorlage)[^)]*\)\s*$", "", title)
        item = known.get(number)
        if item is None:
            line: Line = entry["line"]
            item = ItemDraft(line.start, line.end, line.end, from_agenda=True)
            item.number = Fact.at(number, line.start + line.text.find(number), line.start + line.text.find(number) + len(number), "agenda.entry")
            item.title = Fact.at(bare, start, int(entry.get("end", start + len(bare))), "agenda.entry")
            if entry.get("letter"):
                item.public = Fact.at(entry["letter"] == "Ö", line.start, line.end, "item.letter")
            draft.items.append(item)
            known[number] = item
        elif bare:
            item.agenda_title = Fact.at(bare, start, int(entry.get("end", start + len(bare))), "agenda.entry")
        if entry.get("paper") and item.paper is None:
            reference, at = entry["paper"]
            item.paper = Fact.at(str(reference), int(at), int(at) + len(str(reference)), "paper.komuna")
