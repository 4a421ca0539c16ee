"""First component: which layout the page has and where its items are."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import Line
from pipeline.minutes.agenda_scan import NON_PUBLIC_PART, PUBLIC_PART, read_agenda
from pipeline.minutes.draft import Draft, Fact, ItemDraft
from pipeline.minutes.labels import label_kind
from pipeline.minutes.papers_scan import find_papers
from pipeline.minutes.rules_file import Rule, load_rules


@Language.component("protokolle_segments")
def segments(doc: Doc) -> Doc:
    """Sets layout, body and items of the draft."""
    draft: Draft = doc._.draft
    draft.end = len(draft.text)
    draft.layout, _ = _layout(draft)
    headings = _headings(draft)
    if draft.layout in ("allris4", "sessionnet"):
        headings = headings[:1]
    if draft.layout in ("allris", "keyvalue"):
        headings = []  # one item; its number stands in a label row
    if draft.layout == "karlsruhe" and headings:
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
_SAID = re.compile(r"[a-zäöüß]{3,}[\"”“)]?[.!?]$")
_NUMBER_ALONE = re.compile(r"^(?P<n>\d{1,3}(?:\.\d{1,3})*)(?:\s+(?P<t>[A-ZÄÖÜ„\"].*))?$")
_REFERENCE_ALONE = re.compile(r"^(?:[A-Z]{2}/)?\d{3,5}/\d{4}(?:/\d+)?$")
_FIGURES = re.compile(r"\d{1,3}\s?[–:/-]\s?\d{1,3}\b|(?:Ja|Nein)\b")  # "Punkt 1: 4 – 2 – 1" tells a ballot
_OF_BALLOT = re.compile(
    r"(?:(?:Ja|Nein|Gegen)-?[Ss]timmen?|(?:Stimm)?[Ee]nthaltung(?:en)?)\b"
)  # "3 Enthaltungen angenommen."
_OF_ROLL = re.compile(
    r"(?:[\t|:–-]|\s\s)\s*(?:[Jj]a|[Nn]ein|Enthaltung|abwesend|entschuldigt|[xX])[\s|.]*$"
)  # "6. Kunz, Eva – Ja"
_SENTENCE = re.compile(r"(?:wird|werden|wurde|wurden|ist|sind|soll)\s.*\.$")  # "TOP 2.3 wird vorgezogen."
_OF_PART = re.compile(r"\b(?:zum|des|über\s+den)\s+(?P<non>nicht\s?-?\s?)?öffentlichen?\s+Teils?\b")
_VORLAGE = re.compile(r"^Vorlagen?\b", re.MULTILINE)
_BALLOT = re.compile(
    r"(?m)^\s*\d{1,3}\s:\s\d{1,3}\s*$|\b(?:einstimmig|mehrheitlich)\b|\d\s+(?:Ja|Nein|Gegen)-?[Ss]timm"
)


def _layout(draft: Draft) -> tuple[str, str]:
    for rule in load_rules("layouts").rules:
        for line in draft.lines[: int(rule.values["within"])]:
            if rule.pattern.match(line.text):
                return str(rule.values["layout"]), rule.id
    alone = sum(line.text.removesuffix(":") in label_kind() for line in draft.lines[:24])
    return ("keyvalue", "layout.labels_alone") if alone >= 4 else ("other", "layout.other")


class _Heading:
    """A line that opens an item, while items are being cut."""

    __slots__ = ("index", "letter", "line", "number", "paper", "rule", "title", "title_span")

    def __init__(self, index: int, line: Line, match: re.Match[str], rule: Rule) -> None:
        self.index, self.line, self.rule = index, line, rule.id
        groups = match.groupdict()
        self.number: str = groups["n"].replace(" ", "")
        self.letter = (groups.get("letter") or "").strip()
        self.paper: str | None = groups.get("paper")
        title = (groups.get("t") or "").strip()
        if title.endswith(("–", "—")) and line.text[: match.start("t")].rstrip().endswith(title[-1]):
            title = title[:-1].rstrip()  # "Punkt 7 – Title –"
        self.title: str = "" if title.startswith(",") else title  # "TOP 7.12, Fraktion X": the title stands below
        self.title_span = (line.start + match.start("t"), line.start + match.start("t") + len(self.title))


def _headings(draft: Draft) -> list[_Heading]:
    rules = load_rules("headings").rules
    own = [rule for rule in rules if rule.values["layout"] == draft.layout]
    strong = own or [rule for rule in rules if rule.values["layout"] == "*"]
    found = _matches(draft, strong, 0)
    if draft.layout == "minutes":
        return _whole_minutes(draft, found, rules)
    if draft.layout in ("other", "bare", "sessionnet") and not found:
        found = _number_below_label(draft, rules) or _number_above_paper(draft, rules)
    return found or _behind_date(draft, rules)


def _behind_date(draft: Draft, rules: tuple[Rule, ...]) -> list[_Heading]:
    """One item whose number stands in the line of the meeting ("12.05.2020, TOP 2.1")."""
    rule = next(rule for rule in rules if rule.id == "heading.behind_date")
    for index, line in enumerate(draft.lines[:12]):
        match = rule.pattern.match(line.text) if "TOP" in line.text or "Tagesordnungsp" in line.text else None
        if match:
            return [_Heading(index, line, match, rule)]
    return []


_PAPER_BELOW = re.compile(r"\W*(?:Vorlage|Drucksache|Beschlussvorlage|Antrag|DS)(?:[\s-]*Nr\.)?\s*:?\s*\S*\d")


def _number_above_paper(draft: Draft, rules: tuple[Rule, ...]) -> list[_Heading]:
    """One item whose heading has no word before its number: the paper below proves it ("8.9 Title", "Vorlage: ...")."""
    number = [rule for rule in rules if rule.id == "heading.number"]
    for heading in _matches(draft, number, 0, 12):
        below = draft.lines[heading.index + 1 : heading.index + 3]
        proved = any(_PAPER_BELOW.match(line.text) for line in below) or find_papers(
            heading.title, 0, len(heading.title)
        )
        if proved and _heading_like(heading):
            return [heading]
    return []


def _number_below_label(draft: Draft, rules: tuple[Rule, ...]) -> list[_Heading]:
    """Köln: a line "Tagesordnungspunkt", below it the number, below that the title."""
    found = []
    rule = next(rule for rule in rules if rule.id == "heading.top")
    for index, line in enumerate(draft.lines):
        match = _NUMBER_ALONE.match(line.text)
        if match is None:
            continue
        above = draft.lines[index - 1].text if index else ""
        below = [other.text for other in draft.lines[index + 1 : index + 4]]
        title = match["t"] or ""
        named = title != "" and any(_REFERENCE_ALONE.match(text) for text in below[:1])
        alone = title == "" and "." in match["n"] and any(_REFERENCE_ALONE.match(text) for text in below[1:3])
        if (above == "Tagesordnungspunkt" and (title == "" or named)) or named or alone:
            found.append(_Heading(index, line, match, rule))
    return found


def _matches(draft: Draft, rules: list[Rule], first: int, last: int | None = None) -> list[_Heading]:
    found = []
    for index, line in enumerate(draft.lines[first:last], first):
        if not (line.text[0].isdigit() or line.text[0] in "PTtzZÖN#S"):
            continue
        for rule in rules:
            match = rule.pattern.match(line.text)
            if match and not _tells_votes(match["t"]) and not _SENTENCE.match(match["t"]):
                found.append(_Heading(index, line, match, rule))
                break
    return found


def _tells_votes(title: str) -> bool:
    """Figures of a ballot or a voter of a roll behind a number are no heading."""
    return bool(_FIGURES.match(title) or _OF_BALLOT.match(title) or _OF_ROLL.search(title[-24:]))


def _whole_minutes(draft: Draft, strong: list[_Heading], rules: tuple[Rule, ...]) -> list[_Heading]:
    """Headings of whole minutes: the agenda at the front names the items, the body holds them."""
    draft.agenda, agenda_end = read_agenda(draft.lines)
    body = [heading for heading in strong if heading.index >= agenda_end]
    top = [rule for rule in rules if rule.values["layout"] == "*"]
    body = _merge(body, _matches(draft, top, agenda_end))
    agenda = {entry.number for entry in draft.agenda}
    number = [rule for rule in rules if rule.id == "heading.number"]
    weak = _matches(draft, number, agenda_end)
    if agenda:
        weak = [heading for heading in weak if heading.number in agenda]
    elif body:
        weak = []
    else:
        weak = [heading for heading in weak if _heading_like(heading)] or _zu_colon(draft, rules, agenda_end)
    return _ascending(_merge(body, weak))


def _zu_colon(draft: Draft, rules: tuple[Rule, ...], first: int) -> list[_Heading]:
    """ "Zu 3.1: Title": two and more, for one alone answers a question."""
    found = _matches(draft, [rule for rule in rules if rule.id == "heading.zu_colon"], first)
    found = [heading for heading in found if _heading_like(heading)]
    return found if len(found) > 1 else []


def _heading_like(heading: _Heading) -> bool:
    """A numbered line that is a heading, not a sentence or a list entry."""
    title = heading.title
    if (
        len(title) > 160
        or title.isdigit()
        or PUBLIC_PART.match(heading.line.text)
        or NON_PUBLIC_PART.match(heading.line.text)
    ):
        return False
    if re.search(r"[.!;:]$", title) and " " in title and not title.endswith(("V.", "Nr.")):
        return False
    if re.search(r"\b(?:eröffnet|begrüßt|wird|werden|ist|sind|stellt|bittet|erklärt|Uhr)\b", title):
        return False
    return not re.match(
        r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Bürgermeister|Beigeordnete|Sitzung|Plenarsitzung)",
        title,
    )


def _merge(one: list[_Heading], other: list[_Heading]) -> list[_Heading]:
    taken = {heading.index for heading in one}
    return sorted(
        [*one, *(heading for heading in other if heading.index not in taken)], key=lambda heading: heading.index
    )


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
    """Karlsruhe: headings that follow each other without a Beschluss or a word said between are dealt with together.

    Each becomes an item; an umbrella ("Punkt 21: Zoo:" above 21.1 and 21.2) without a paper of its own does not.
    """
    groups: list[list[_Heading]] = []
    for heading in headings:
        previous = groups[-1][-1] if groups else None
        if heading.number in {one.number for group in groups[-1:] for one in group}:
            continue  # the same heading again
        if previous and not _dealt_with(draft, previous.line.end, heading.line.start):
            groups[-1].append(heading)
        elif previous is None or heading.number not in {one.number for group in groups for one in group}:
            groups.append([heading])
    for position, group in enumerate(groups):
        end = groups[position + 1][0].line.start if position + 1 < len(groups) else draft.end
        kept = [
            heading
            for index, heading in enumerate(group)
            if not (
                index + 1 < len(group)
                and group[index + 1].number.startswith(f"{heading.number}.")
                and not _VORLAGE.search(draft.text, heading.line.end, group[index + 1].line.start)
            )
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


def _dealt_with(draft: Draft, start: int, end: int) -> bool:
    """Whether something came of the item, or was said of it: sentences behind an empty line, and not only its head."""
    if _DEALT_WITH.search(draft.text, start, end):
        return True
    paragraph = False
    behind = start
    for line in draft.lines_in(start, end):
        paragraph = paragraph or draft.text.count("\n", behind, line.start) > 1
        if paragraph and _SAID.search(line.text):
            return True
        behind = line.end
    return False


def _before_first(draft: Draft, first: _Heading) -> None:
    """A ballot told before the first numbered item must not be lost: the stretch becomes an item without a number."""
    if draft.layout != "minutes" or draft.agenda:
        return
    stretch = draft.text[: first.line.start]
    if not _BALLOT.search(stretch):
        return
    before = [line for line in draft.lines[: first.index] if not PUBLIC_PART.match(line.text)]
    titles = [
        index
        for index, line in enumerate(before)
        if index > 1
        and len(line.text) < 80
        and line.text[0].isupper()
        and line.text[-1].isalpha()
        and not _BALLOT.search(line.text)
    ]
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
        if NON_PUBLIC_PART.match(line.text):
            marks.append((line, False))
        elif PUBLIC_PART.match(line.text) or (line.start < draft.body and re.match(r"Öffentliche Sitzung,", line.text)):
            marks.append((line, True))
    front = [mark for mark in marks if mark[0].start < draft.body]
    if len({public for _, public in front}) == 2:  # the agenda lists both parts: the last word before the items counts
        marks = [mark for mark in marks if mark not in front or (mark is front[-1] and mark[1])]
    for line in draft.lines_in(0, draft.body):
        part = _OF_PART.search(line.text)
        if part and not marks:  # "zum öffentlichen Teil der 9. Sitzung": the whole document is of that part
            marks = [(line, not part["non"])]
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
    for entry in draft.agenda:
        bare = re.sub(r"\s*\((?:DS|Drucks|Vorlage)[^)]*\)\s*$", "", entry.title)
        item = known.get(entry.number)
        title = Fact.at(bare, entry.start, entry.end or entry.start + len(bare), "agenda.entry") if bare else None
        if item is None:
            line = entry.first
            at = line.start + line.text.find(entry.number)
            item = ItemDraft(line.start, entry.line.end, entry.line.end, from_agenda=True)
            item.number = Fact.at(entry.number, at, at + len(entry.number), "agenda.entry")
            item.title = title
            if entry.letter:
                item.public = Fact.at(entry.letter == "Ö", line.start, line.end, "item.letter")
            draft.items.append(item)
            known[entry.number] = item
        else:
            item.agenda_title = title
        if entry.paper and item.paper is None:
            item.paper = Fact.at(entry.paper, entry.paper_start, entry.paper_start + len(entry.paper), "paper.komuna")
