"""What stands between an item's heading and its body: the rest of the title, the own paper, the stated outcome."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import Line, runs_on
from pipeline.minutes.draft import Draft, Fact, ItemDraft
from pipeline.minutes.head_rows import collect_labels, take_labels, take_paper, take_paper_alone, take_result
from pipeline.minutes.labels import label_kind, label_of, label_pattern
from pipeline.minutes.papers_scan import find_papers
from pipeline.minutes.results_scan import code_of

_PAPER_LINE = re.compile(
    r"^[\W\d]*(?:(?:DS|Drucks|Drucksache|Vorlage|Drs|Antrag|Beschlussvorlage|Mitteilungsvorlage)\b.*|\d{2}/SVV/.*|\(.*\))$"
)
_ENDS_TITLE = re.compile(
    r"^(?:Vorlage|Antrag|Anfrage|Anträge|Änderungsantrag|Ergänzungsantrag|Interfraktionell|Gemeinsame[rn]? (?:Antrag|Anfrage)|dazu|"
    r"hierzu|Beschluss\b(?! (?:über|zu[rm]?|der|des|eine))|Abstimmung|Protokoll|Sachverhalt|Drucks|DS\b|Dringlich|BezeichnungInhalt|Der Vorsitzende|Die Vorsitzende|"
    r"Einreicher|Reduzieren|Grunddaten|Punkt \d|Empfehlung|[Öö]ffentlich|[Nn]icht ?öffentlich|\()"
)
_RULED = re.compile(r"[=_*~—–-]{3,}")  # a line drawn below a heading
_BEFORE_PAPER = re.compile(
    r"[\s(,|–—-]*(?:\b(?:DS|Drucks(?:ache)?|(?:Beschluss|Mitteilungs)?[Vv]orlage|BV)[\s.-]*(?:Nr)?[.:]*)?\s*$"
)
_SECTION = re.compile(
    r"^(?:Wortprotokoll|Beschluss|Abstimmungsergebnis|Sachverhalt|Protokoll|Beratungsverlauf|Diskussion|Beschlussvorschlag)\s*:?$"
)


@Language.component("protokolle_item_heads")
def item_heads(doc: Doc) -> Doc:
    """Completes title, paper, result and public of each item from its head; collects the header's label rows."""
    draft: Draft = doc._.draft
    first_body = draft.items[0].start if draft.items else 0
    collect_labels(draft, draft.lines_in(0, min(first_body, 4000)))
    for item in draft.items:
        if item.from_agenda:
            take_paper(draft, item, item.start, item.end)
            continue
        lines = draft.lines_in(item.start, item.end)
        if item.number is not None and item.number.places[0].rule == "heading.behind_date":
            _one_line(draft, item, lines[0])
        if draft.layout == "allris4":
            _allris4(draft, item, lines[1:])
        elif draft.layout == "allris":
            _allris(draft, item, lines)
        elif draft.layout == "karlsruhe":
            _karlsruhe(draft, item, lines[1:])
        elif draft.layout == "keyvalue":
            item.body = collect_labels(draft, lines[:24], bare=True)
            take_labels(draft, item)
            for label, value, start, end in draft.labels:
                if label == "Ergebnis" and item.result is None:
                    take_result(item, Line(start, end, value), "result.label")
        elif draft.layout == "extract":
            _extract(draft, item, lines)
        elif item.number is None:
            _headless(draft, item, lines)
        else:
            _minutes(draft, item, lines)
    return doc


def _allris4(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    item.body = item.start + len(draft.text[item.start : item.end].split("\n", 1)[0])
    if not lines:
        return
    if lines[0].text == "Grunddaten":
        block = [lines[0]]
        waiting = False
        for line in lines[1:]:
            if (
                not line.text.startswith("-")
                and not label_pattern().match(line.text)
                and not (waiting and find_papers(line.text, 0, len(line.text)))
            ):
                break
            waiting = line.text in ("-", "- Vorlage:")
            block.append(line)
        item.body = block[-1].end
        collect_labels(draft, block[1:])
        take_labels(draft, item)
        return
    rows = _head_rows(lines[:12])
    if rows:
        item.body = rows[-1].end
        collect_labels(draft, rows)
        take_labels(draft, item)
        for line in rows:
            if _PAPER_LINE.match(line.text):
                take_paper(draft, item, line.start, line.end)
        return
    if re.match(r"Beschluss:?$", lines[0].text) and len(lines) > 1:
        take_result(item, lines[1], "result.beschluss_line")
        if item.result:
            item.body = lines[1].end
    elif lines[0].text.startswith("Beschluss:"):
        value = lines[0].text.removeprefix("Beschluss:").strip()
        at = lines[0].start + lines[0].text.index(value)
        take_result(item, Line(at, at + len(value), value), "result.beschluss_line")
        if item.result:
            item.body = lines[0].end


_SITS = re.compile(
    r"[A-ZÄÖÜ][^.:]{3,140}[,–-]\s+\d{1,3}\.\s+(?:[\w/]+\s+){0,2}Sitzung\b"
)  # "Kulturausschuss, 36. Sitzung"


def _head_rows(lines: list[Line]) -> list[Line]:
    """The rows below a heading where no "Grunddaten" announces them: labels, the meeting, the paper; the first line
    that is none of them is the body. Nothing where the page goes on with its outcome ("Beschluss:")."""
    rows: list[Line] = []
    for line in lines:
        label = label_pattern().match(line.text.removeprefix("- "))
        row = label is not None and label.end() < len(line.text.removeprefix("- ")) and line.text[-1] not in ".!?"
        if not row and not (len(line.text) < 160 and (_PAPER_LINE.match(line.text) or _SITS.match(line.text))):
            break
        rows.append(line)
    return rows if rows and not rows[0].text.startswith("Beschluss") else []


def _allris(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    """ALLRIS item page: heading, label rows, the paper's row, then sections."""
    head: list[Line] = []
    for line in lines:
        if _SECTION.match(line.text) or (len(head) > 25):
            break
        head.append(line)
    else:
        head = head[:1] if len(head) > 6 and not any(label_pattern().match(line.text) for line in head[1:]) else head
    title = re.match(r"^(?:Auszug\s+[-–]\s+)?(?P<t>.*?)\s*$", lines[0].text) if lines else None
    if title and lines[0].text.startswith("Auszug"):
        at = lines[0].start + title.start("t")
        item.title = Fact.at(title["t"], at, at + len(title["t"]), "title.auszug")
    behind = max(collect_labels(draft, head), item.start)
    take_labels(draft, item)
    for line in head[1:]:
        found = find_papers("Vorlage " + line.text, 0, 8 + len(line.text)) if line.text[:1].isalnum() else []
        if found and found[0].start <= 10 and item.paper is None:
            at = line.start + found[0].start - 8
            item.paper = Fact.at(found[0].reference, at, at + found[0].end - found[0].start, found[0].rule)
            behind = max(behind, line.end)
    item.body = max(behind, lines[0].end if lines else item.start)


def _karlsruhe(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    """ "Punkt 17 der Tagesordnung: TITLE" over several lines, then who asks for it, then "Vorlage: 2020/1162"."""
    if item.title is None and lines and not _no_title(lines[0].text):  # "Punkt 12 der Tagesordnung" alone
        item.title = Fact.at(lines[0].text, lines[0].start, lines[0].end, "title.next_line")
        lines = lines[1:]
    title_end = item.title.places[0].end if item.title else item.body
    parts = [item.title.value] if item.title else []
    grown = bool(parts)
    for index, line in enumerate(lines[:30]):
        if grown and (draft.text.count("\n", title_end, line.start) > 1 or _ends_title(line.text, parts[-1])):
            grown = False
        if grown and index < 8:
            parts.append(line.text)
            title_end = line.end
        if re.match(r"Vorlagen?\s*(?:-?\s*Nr\.?)?\s*:", line.text):
            take_paper(draft, item, line.start, line.end)
            item.body = line.end
            if item.paper is not None:
                break
        if line.text.startswith(("Beschluss", "Punkt ")):
            break
    _public_line(draft, item)
    if item.shares_body:
        rest = [line for line in lines if line.text.startswith("Beschluss")]
        item.body = max(item.body, rest[0].start if rest else item.body)
    if parts and item.title:
        item.title = Fact.at(" ".join(parts), item.title.places[0].start, title_end, item.title.places[0].rule)
    if item.paper is None and not item.shares_body:
        for line in lines[:12]:
            found = find_papers("Vorlage " + line.text, 0, 8 + len(line.text)) if len(line.text) < 40 else []
            if found and not line.text.startswith(("Beschluss", "Der", "Die")):
                at = line.start + found[0].start - 8
                item.paper = Fact.at(found[0].reference, at, at + found[0].end - found[0].start, found[0].rule)
                break


def _ends_title(line: str, above: str) -> bool:
    """A row of the head ends the title; "Antrag der X-Fraktion" does not where the line above leads to it."""
    if above[-1] in ":;,–-" and re.match(r"(?:Gemeinsame[rn]?\s+)?(?:Antrag|Anfrage|Anträge)\s+\w", line):
        return False
    return bool(_ENDS_TITLE.match(line))


def _public_line(draft: Draft, item: ItemDraft) -> None:
    """The line "öffentlich" in the head of a single item's minutes speaks of the item."""
    for line in draft.lines_in(0, min(item.start, 1200)):
        bare = line.text.strip().lower()
        if bare in ("öffentlich", "nichtöffentlich", "nicht öffentlich"):
            item.public = Fact.at(bare == "öffentlich", line.start, line.end, "public.line")


def _extract(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    """Protokollauszug: number and title, then the reference, then the outcome, each on a line of its own."""
    item.body = lines[0].end if lines else item.start
    if item.number is None:
        return
    bold = [(mark.start, mark.end) for mark in draft.document.emphasis if mark.kind == "bold"]
    title = [item.title.value] if item.title else []
    title_start = title_end = lines[0].end
    for previous, line in pairwise(lines[:6]):
        if line.text.lower() in ("öffentlich", "nichtöffentlich", "nicht öffentlich"):
            item.public = item.public or Fact.at(line.text[0] in "Öö", line.start, line.end, "public.line")
            continue
        if not title and item.title is None and _is_title_row(line.text):
            known_before = len(draft.labels)
            collect_labels(draft, [line])
            take_labels(draft, item, first=known_before)
            item.body = line.end
            continue
        gap = draft.text[previous.end : line.start]
        if (
            item.paper is None
            and (_PAPER_LINE.match(line.text) or len(line.text) < 28)
            and take_paper(draft, item, line.start, line.end)
        ):
            item.body = line.end
            if _behind_paper(draft, item, line):
                break
            continue
        known = code_of(line.text)
        if known is not None and known[0]:
            take_result(item, line, known[1])
            item.body = line.end
            break
        if item.paper is not None and len(line.text) <= 48 and line.text[0].islower():
            take_result(item, line, "result.head_line")
            item.body = line.end
            break
        wraps = (
            gap.count("\n") == 1
            and not _ENDS_TITLE.match(line.text)
            and (any(a <= line.start < b for a, b in bold) or not bold)
        )
        if item.paper is None and wraps and not re.search(r"[.:]$", line.text):
            title.append(line.text)
            title_end = line.end
            item.body = line.end
            continue
        if item.paper is None and _ENDS_TITLE.match(line.text) and len(line.text) < 40:
            continue  # "Vorlage Magistrat", the reference comes below
        if not title and item.title is None:
            title.append(line.text)
            title_start, title_end = line.start, line.end
            item.body = line.end
            continue
        break
    if title:
        first = item.title.places[0].start if item.title else title_start
        item.title = Fact.at(" ".join(title), first, title_end, "title.head")
    _paper_of_title(draft, item)


def _behind_paper(draft: Draft, item: ItemDraft, line: Line) -> bool:
    """ "18/SVV/0644 – ungeändert beschlossen": the outcome behind the reference, on its line."""
    start = item.paper.places[0].end if item.paper else line.end
    rest = draft.text[start : line.end]
    wording = rest.lstrip(" ,·|–-")
    if wording and wording != rest:
        take_result(item, Line(line.end - len(wording), line.end, wording), "result.head_line", unknown_too=False)
    return item.result is not None


def _one_line(draft: Draft, item: ItemDraft, line: Line) -> None:
    """ "15.06.2021 · TOP 7.2 · 21/SVV/0611 · vertagt": paper, outcome or title between the marks behind the number."""
    at = item.number.places[0].end - line.start if item.number else 0
    for part in re.split(r"\s+[·|–-]\s+|^\s*[,·|:]\s*", line.text[at:]):
        at = line.text.index(part, at)
        start, end = line.start + at, line.start + at + len(part)
        if not part.strip() or take_paper(draft, item, start, end):
            continue
        if item.result is None:
            take_result(item, Line(start, end, part), "result.head_line", unknown_too=False)
        if item.result is None and item.title is None and len(part) > 3:
            item.title = Fact.at(part, start, end, "heading.behind_date")


def _headless(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    """No heading at all: a body, with label rows in front at best."""
    head = lines[:14] if draft.layout in ("sessionnet", "other") else lines[:4]
    block = []
    for line in head:
        if _SECTION.match(line.text) and line.text.rstrip(": ") != "Beschluss":
            break
        if not label_pattern().match(line.text) and len(line.text) > 80:
            break
        block.append(line)
    collect_labels(draft, block)
    take_labels(draft, item)
    if draft.layout == "bare" and lines:
        item.body = lines[0].end


def _paper_of_title(draft: Draft, item: ItemDraft) -> None:
    """ "Radweg am Kanal (DS 18/SVV/0644)": the reference goes from the title to the item."""
    if item.title is None or item.paper is not None:
        return
    start, end = _span(item.title)
    if not take_paper(draft, item, max(start - 1, 0), end) or item.paper is None:
        return
    bare = _BEFORE_PAPER.sub("", draft.text[start : item.paper.places[0].start])
    if len(bare) > 4:
        item.title = Fact.at(re.sub(r"\s+", " ", bare), start, start + len(bare), item.title.places[0].rule)


def _no_title(line: str) -> bool:
    """The line below a bare number is its title, unless it is a label, a sentence, or the debate; "Antrag der
    SPD-Fraktion" is one."""
    if re.match(r"(?:Antrag|Anfrage|Anträge|Empfehlung|Dringlich\w*)\s+\w", line) and line[-1] not in ":.":
        return False
    return bool(_ENDS_TITLE.match(line)) or line[-1] in ".:" or _is_title_row(line)


def _is_title_row(line: str) -> bool:
    """ "Betreff: Title": the label says what the line is."""
    label = label_of(line)
    return label is not None and label_kind()[label] == "title"


def _minutes(draft: Draft, item: ItemDraft, lines: list[Line]) -> None:
    """An item of whole minutes (or a page with a TOP line): title, reference and label rows follow the heading."""
    item.body = lines[0].end
    if item.title is not None and re.match(r"(?:DS|Drucks|Vorlage)\b", item.title.value):
        take_paper(draft, item, *_span(item.title))
        item.title = item.agenda_title
    rest = [line for line in lines[1:7] if not _RULED.fullmatch(line.text)][:5]
    if (
        item.title is None
        and item.agenda_title is not None
        and not (rest and rest[0].text.startswith(item.agenda_title.value[:12]))
    ):
        item.title = item.agenda_title
    if item.title is None and rest and not _no_title(rest[0].text):
        line = rest.pop(0)
        item.title = Fact.at(line.text, line.start, line.end, "title.next_line")
        item.body = line.end
    elif (
        item.title is not None
        and rest
        and code_of(rest[0].text) is None
        and (rest[0].text[0].islower() or runs_on(item.title.value))
        and draft.text.count("\n", item.title.places[0].end, rest[0].start) < 2
        and not re.search(r"[.:]$", rest[0].text)
    ):
        line = rest.pop(0)
        start = item.title.places[0].start
        item.title = Fact.at(f"{item.title.value} {line.text}", start, line.end, item.title.places[0].rule)
        item.body = line.end
    _paper_of_title(draft, item)
    for line in rest:
        if line.text.startswith(("hierzu", "Hierzu", "dazu", "Dazu")):
            continue
        label = label_of(line.text)
        if label and label_kind()[label] == "result":
            break  # the body tells the outcome and its ballot
        if label:
            known_before = len(draft.labels)
            collect_labels(draft, [line])
            take_labels(draft, item, first=known_before)
            item.body = line.end
            continue
        if (
            item.paper is None
            and len(line.text) < 60
            and (
                take_paper_alone(item, line)
                or (_PAPER_LINE.match(line.text) and take_paper(draft, item, line.start, line.end))
            )
        ):
            item.body = line.end
            continue
        known = code_of(line.text)
        if (
            known is not None
            and known[0]
            and len(line.text) < 60
            and item.result is None
            and not line.text.startswith("Empfehlung")
        ):
            take_result(item, line, known[1])
        if len(line.text) > 60:
            break


def _span(fact: Fact[str]) -> tuple[int, int]:
    return fact.places[0].start, fact.places[0].end
