"""Reads ballots from one sentence or one table: counts in any order, wording, what the verb says.

Counts that the minutes do not give stay null. Unanimous, majority: only where the wording says so.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.passages import Line
from pipeline.minutes.draft import Fact, VoteDraft
from pipeline.minutes.rules_file import Rule, load_rules

_NUMBERS = {
    "null": 0, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
_SIDES = ("yes", "no", "abstain")
_PARTY_IN_BRACKETS = re.compile(r"\((?![^()]*\b(?:[Jj]a|JA|[Nn]ein|NEIN|Enthaltung\w*|Stimmen)\b)[^()\n]*\)")
_VOTE_WORDS = re.compile(
    r"\b(?:mit|bei|und|wird|werden|ist|so|damit|somit|sowie|der|die|das|dafür|einstimmig\w*|mehrheitlich\w*|angenommen|abgelehnt|bestätigt|"
    r"zugestimmt|beschlossen|Zustimmung|Ablehnung|Abstimmung\w*|Ergebnis|Stimmen?|Beschluss|Ja|Nein|dafür|dagegen|gegen|ansonsten|"
    r"\w*[Ee]nthaltung\w*|\w*[Ss]timmenmehrheit|\w*-?[Ss]timmen?|empfohlen|gewählt|Mehrheit|Annahme|Mit|Bei|[Pp]ersönlich|beteiligt|Pers|[Aa]nwesend|[Bb]efangen|Prüfauftrag|[Uu]ngültige?)\b|[\d\W_]+",
    re.IGNORECASE,
)


@cache
def rule(name: str) -> Rule:
    """A rule of rules/votes.toml by the part of its id behind the dot."""
    return load_rules("votes").one(f"vote.{name}")


def number_of(word: str) -> int | None:
    """7, "keine" (0), "/" (0), "eine" (1), "zwölf" (12)."""
    word = word.strip().lower()
    if word.isdigit():
        return int(word)
    if word in ("/", "-", "–") or word.startswith("kein") or word == "ohne":
        return 0
    if word.startswith("ein"):
        return 1
    return _NUMBERS.get(word)


_ROW_STARTS = (
    "Zustimm", "zustimm", "Ja", "JA", "ja", "Annahme", "Dafür", "dafür", "Für", "Stimm", "Ablehn", "ablehn", "Nein", "NEIN", "nein", "Dagegen", "dagegen", "Gegen", "gegen",
    "Enth", "enth", "Prüf", "Befangen", "befangen", "Ungült", "ungült", "Pers", "Persön", "persön", "Nicht", "nicht", "Anwesend", "anwesend", "in Umsetzung",
)  # fmt: skip
_ROW_START = re.compile(rf"[|*•\- \t]*(?:{'|'.join(_ROW_STARTS)})")
_CELLS = re.compile(r"\t+|\s{2,}")
_OF_PAPER = re.compile(
    r"^\s+zu[rm]?\s+(?:DS|Drucksache|Vorlage|Antrag)(?:\s*Nr\.)?:?\s+\S+$"
)  # "8/0/0  zur DS 18/SVV/0801"
_NO_LABEL = re.compile(  # "dafür 20 Euro": a word of the sentence before a number of something else
    r"(?:dafür|dagegen)\s\d+\s?(?!Stimm|Gegen|Ja\b|Nein|Enth|Abl|Zust|Mitgl|Prüf|Dagegen|Dafür)[A-ZÄÖÜ€%]"
)
_BARRED_HEAD = re.compile(r"\|\s*(?:Ja|JA|Nein|NEIN|Zustimmung|Ablehnung|Dafür|Dagegen)\b[^|]*\|")
_RULED = re.compile(r"[|:\s-]+")  # the line below a Markdown table's head


def _columns(line: Line, rows: list[Line]) -> list[VoteDraft]:
    """A table that lies: labels in one row, figures in the next ("Ja  Nein  Pers. beteiligt  Anwesend"). Between bars,
    each further row of figures is a ballot of its own, and a first column tells what it was about."""
    heads, barred = _cells(line.text)
    rows = [row for row in rows if not _RULED.fullmatch(row.text)] if barred else rows[:1]
    if len(heads) < 2:
        return []
    found: list[VoteDraft] = []
    for row in rows:
        vote = _row_of_figures(row, heads, barred=barred)
        if vote is None:
            break
        found.append(vote)
    if found:
        found[0].start = line.start
    return found


def _cells(text: str) -> tuple[list[str], bool]:
    """The cells of a row, and whether bars part them."""
    if text.startswith("|"):
        return [cell.strip(" *") for cell in text.strip("| ").split("|")], True
    return _CELLS.split(text), False


def _row_of_figures(row: Line, heads: list[str], *, barred: bool) -> VoteDraft | None:
    figures, same = _cells(row.text)
    sides = [_side(head) for head in heads]
    named = "about" if barred and sides[0] is None else None  # "Ziffer | Ja | Nein"
    if len(heads) != len(figures) or same != barred or (barred and sum(side is not None for side in sides) < 2):
        return None
    vote = VoteDraft(row.start, row.end, "vote.columns", table=True, text=f"{' '.join(heads)} {' '.join(figures)}")
    at = row.start
    for index, (head, side, figure) in enumerate(zip(heads, sides, figures, strict=True)):
        at = row.start + row.text.index(figure, at - row.start)
        if figure.isdigit() and side is not None:
            setattr(vote, side, Fact.at(int(figure), at, at + len(figure), "vote.columns"))
        elif named and index == 0:
            vote.about = f"{head} {figure}".strip()
        elif figure.isdigit():
            vote.other[head] = int(figure)
        elif barred and index == len(heads) - 1:
            read_words(vote, figure)
        else:
            return None
        at += len(figure)
    return vote if vote.counted else None


def _side(head: str) -> str | None:
    match = rule("row").pattern.match(head)
    return next((side for side in _SIDES if match and match[side]), None)


def find_tables(text: str, lines: list[Line], end: int) -> list[VoteDraft]:
    """Vote tables: rows of label and figure, on one line or two. A row without a figure stays unknown."""
    row = rule("row").pattern
    tables: list[VoteDraft] = []
    current: VoteDraft | None = None
    for index, line in enumerate(lines):
        barred = line.text.startswith("|")
        if not _ROW_START.match(line.text) and not (barred and _BARRED_HEAD.search(line.text)):
            continue
        columns = _columns(line, lines[index + 1 : index + 40]) if barred or line.text.startswith(_ROW_STARTS) else []
        if columns:
            tables.extend(columns)
            continue
        if not _ROW_START.match(line.text):
            continue
        if line.end - line.start > (110 if line.text[-1] == ")" else 60):
            continue
        match = row.match(text, text.rfind("\n", 0, line.start) + 1, end)
        if match is None:
            continue
        value = match["n"]
        if value is None and not match["colon"] and current is None:
            continue
        if value is not None and not match["colon"] and value in "/-–" and "\n" in match["gap"]:
            continue
        stop = match.end() if value is not None else match.start("empty")
        side = next((side for side in (*_SIDES, "other") if match[side]), "other")
        taken = current is not None and side != "other" and getattr(current, side) is not None
        if current is None or text[current.end : match.start()].strip(" \n\t|:-") or taken:
            current = VoteDraft(match.start(), stop, "vote.table", table=True)
            tables.append(current)
        current.end = max(current.end, stop)
        if value is None:
            continue
        number = number_of(value)
        if number is None:
            continue
        if side == "other":
            current.other[match["other"].strip()] = number
        else:
            setattr(current, side, Fact.at(number, match.start("n"), match.end("n"), "vote.row"))
    kept = [table for table in tables if table.counted]
    for table in kept:
        while table.start < table.end and text[table.start].isspace():
            table.start += 1
        table.text = re.sub(r"\s+", " ", text[table.start : table.end]).strip()
    return kept


def read_counts(vote: VoteDraft, text: str, start: int, end: int) -> None:
    """Fills the counts that stand in a sentence or line."""
    stretch = _PARTY_IN_BRACKETS.sub(lambda match: " " * len(match.group()), text[start:end])
    for name in ("triple", "pair", "pair_line"):
        match = rule(name).pattern.search(stretch)
        if match and (name != "triple" or _is_vote_triple(stretch, match)):
            for side in _SIDES:
                if side in match.re.groupindex:
                    setattr(
                        vote,
                        side,
                        Fact.at(int(match[side]), start + match.start(side), start + match.end(side), f"vote.{name}"),
                    )
            return
    plain = rule("plain_yes").pattern.search(stretch)
    if plain:
        number = number_of(plain["yes"])
        if number is not None:
            vote.yes = Fact.at(number, start + plain.start("yes"), start + plain.end("yes"), "vote.plain_yes")
            return
    together = rule("unanimous_count").pattern.search(stretch)
    if together:
        vote.yes = Fact.at(
            int(together["yes"]), start + together.start("yes"), start + together.end("yes"), "vote.unanimous_count"
        )
        return
    elected = rule("election").pattern.search(stretch)
    if elected and "gewählt" in stretch:
        vote.yes = Fact.at(
            int(elected["yes"]), start + elected.start("yes"), start + elected.end("yes"), "vote.election"
        )
        return
    members = rule("members").pattern.search(stretch)
    if members:
        for side in ("yes", "no"):
            number = number_of(members[side])
            if number is not None:
                setattr(
                    vote, side, Fact.at(number, start + members.start(side), start + members.end(side), "vote.members")
                )
        stretch = " " * members.end() + stretch[members.end() :]
    first = rule("number_first").pattern.search(stretch)
    label = rule("label_first").pattern.search(stretch)
    if first is None and label is None:
        return
    label_leads = label is not None and (first is None or label.start() < first.start())
    chosen = rule("label_first") if label_leads else rule("number_first")
    for match in chosen.pattern.finditer(stretch):
        number = number_of(match["n"])
        counted = next((side for side in _SIDES if match[side]), None)
        if number is None or (label_leads and _NO_LABEL.match(stretch, match.start())):
            continue
        if counted is None:
            vote.other.setdefault(match["other"].strip(), number)
        elif getattr(vote, counted) is None:
            setattr(vote, counted, Fact.at(number, start + match.start("n"), start + match.end("n"), chosen.id))
    for match in rule("for_person").pattern.finditer(stretch):
        vote.other.setdefault(match["who"].strip(), int(match["n"]))
    if not label_leads and vote.abstain is None and vote.no is not None and vote.yes is not None:
        _trailing(vote, stretch)


def _trailing(vote: VoteDraft, stretch: str) -> None:
    """ "mit 10 Nein Stimmen bei 4 Ja und 2": the page ends before the word; the third figure stays unknown."""
    if re.search(r"\bund\s+\d{1,3}\s*$", stretch):
        vote.vague = True


def _is_vote_triple(stretch: str, match: re.Match[str]) -> bool:
    """3/6/1 is a vote where it is told as one: behind a vote word or label, at the line's end, or before
    "Stimmen"."""
    before, after = stretch[: match.start()], stretch[match.end() :]
    if re.search(r"(?:DS|Drucks\w*|Nr\.|Vorlage|Flurst\w*|§|Az\.?)\s*[-.:]?\s*$", before):
        return False
    if re.match(r"\s*(?:Stimmen|angenommen|abgelehnt|bestätigt|zugestimmt|beschlossen|\()", after):
        return True
    if re.search(
        r"(?i)abstimm|\bmit\s*$|ergebnis|stimmen|votum|bestätigt|angenommen|abgelehnt|empfohlen|zugestimmt", before
    ):
        return True
    set_apart = re.search(r"(?:^|[:)–-]|\s{3,}|\t)\s*$", before)
    return (
        bool(set_apart)
        and not _OF_PAPER.sub("", after).strip(" .;)\t")
        and int(match["yes"]) + int(match["no"]) + int(match["abstain"]) > 0
    )


def read_words(vote: VoteDraft, sentence: str) -> None:
    """Fills manner and what the verb says from the wording."""
    match = rule("words").pattern.search(sentence)
    if match:
        vote.manner = "unanimous" if match["unanimous"] else "majority"
    told = sentence
    if vote.counted:  # "Zustimmung: 18, Ablehnung: 24" are labels of figures, no verbs
        for name in ("label_first", "number_first"):
            told = rule(name).pattern.sub(" ", told)
    if rule("failed").pattern.search(told):
        vote.carried = False
    elif rule("carried").pattern.search(told):
        vote.carried = True
    if rule("vague").pattern.search(sentence):
        vote.vague = True


def read_factions(vote: VoteDraft, sentence: str) -> None:
    """Votes by faction, kept as factions. In a rejection, "mit den Stimmen von X" are the votes for rejecting."""
    for match in rule("factions").pattern.finditer(sentence):
        side = next(side for side in _SIDES if match[side])
        names = [
            re.sub(r"^(?:der|die|des|den|von|Fraktion(?:en)?)\s+(?:von\s+)?|[-\s]+Fraktion(?:en)?$", "", part.strip())
            for part in re.split(
                r",\s*|\s+und\s+|\s+sowie\s+", re.sub(r"^Fraktion(?:en)?\s+(?:von\s+)?", "", match["who"].strip())
            )
        ]
        names = [name for name in names if 1 < len(name) < 40 and name[0].isupper() and not name.isdigit()]
        if vote.carried is False and side in ("yes", "no"):
            side = "no" if side == "yes" else "yes"
        vote.factions.setdefault(side, []).extend(names)


def is_bare(sentence: str) -> bool:
    """Only vote words, no subject of its own: "mehrheitlich angenommen", "Mit Mehrheit abgelehnt."."""
    return len(_VOTE_WORDS.sub(" ", _PARTY_IN_BRACKETS.sub(" ", sentence)).split()) == 0


def settle(vote: VoteDraft) -> None:
    """Decides whether the ballot carried: the verb first, then the counts; unknown where a third option won."""
    counts = [fact.value if fact else None for fact in (vote.yes, vote.no, vote.abstain)]
    yes, no = counts[0], counts[1]
    option = max(
        (
            number
            for name, number in vote.other.items()
            if not re.match(r"(?i)anwesend|nicht|pers|befangen|ungültig", name)
        ),
        default=0,
    )
    if option > max(yes or 0, no or 0):
        vote.passed = None
    elif vote.carried is not None:
        vote.passed = vote.carried
    elif yes is not None and no is not None:
        vote.passed = yes > no
    elif vote.roll is not None and vote.roll.whole and not vote.counted:
        vote.passed = vote.roll.number("yes") > vote.roll.number("no")
    elif yes is not None or vote.manner in ("unanimous", "majority"):
        vote.passed = True
    elif no is not None:
        vote.passed = None
    if vote.manner is None and vote.counted:
        vote.manner = "counted"
