"""Made-up minutes for the benchmarks: the same seed gives the same bytes. Phrases, people and papers are invented.

A document is a Protokollauszug of one item or a Niederschrift of several: header, headings with papers, reported
speech, results, and votes as a table, as a slash triple or in words. `as_pdf` sets it on two to four pages with a
running head, page marks, bold headings and hyphenated line ends, as council offices print it.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COMMITTEES = (
    "Ausschuss für Gesundheit und Inklusion", "Ausschuss für Bildung und Sport", "Hauptausschuss",
    "Ausschuss für Klima, Umwelt und Verkehr", "Ausschuss für Stadtentwicklung und Bauen", "Jugendhilfeausschuss",
    "Ausschuss für Kultur", "Ausschuss für Finanzen", "Ortsbeirat Seeburg", "Stadtverordnetenversammlung",
)  # fmt: skip
NAMES = (
    "Ahrendt", "Böhme", "Czerny", "Dräger", "Engelke", "Fiedler", "Großmann", "Hübner", "Ihlow", "Jürgens", "Krämer",
    "Lüdtke", "Möller", "Neubert", "Oelze", "Pätzold", "Quast", "Rösler", "Schäfer", "Thürmer", "Ulbrich", "Voß",
    "Weißbach", "Zschoche", "von Stülpnagel", "Meyer-Löwe", "Kühnast", "Behrendt", "Wünsche", "Tröger",
)  # fmt: skip
PARTIES = ("SPD", "CDU", "Bündnis 90/Die Grünen", "DIE LINKE", "FDP", "Bürgerbündnis")
THINGS = (
    "Radweg", "Schulhof", "Bibliothek", "Uferweg", "Sporthalle", "Jugendklub", "Begegnungszentrum", "Wochenmarkt",
    "Spielplatz", "Fußgängerbrücke", "Bürgerhaus", "Kita-Neubau", "Buslinie", "Baumpflanzung", "Schwimmhalle",
)  # fmt: skip
PLACES = ("am Nordbahnhof", "in der Südvorstadt", "am Mühlenteich", "an der Gärtnerei", "im Kirchfeld", "in Neuhausen")
DEEDS = (
    "Ausbau",
    "Sanierung",
    "Prüfung",
    "Finanzierung",
    "Öffnung",
    "Erweiterung",
    "Verlegung",
    "barrierefreier Umbau",
)
SPEECH = (
    "{who} bringt den Antrag ein und begründet ihn mit der gestiegenen Zahl der Nutzerinnen und Nutzer.",
    "{who} fragt, ob die Mittel von {money} Euro bereits im Haushalt {year} eingestellt seien.",
    "{who} erläutert den Stand der Planung und weist auf die Frist zum {date} hin.",
    "{who} bittet die Verwaltung, die Beteiligung der Anwohnerschaft rechtzeitig vorzusehen.",
    "{who} spricht sich gegen den Vorschlag aus, da die Fläche von {money} m² nicht ausreiche.",
    "{who} ergänzt, dass {percent} % der Befragten den Weg täglich nutzten; das habe die Zählung ergeben.",
    "Auf Nachfrage von {whom} wird zugesagt, das Ergebnis der nächsten Sitzung schriftlich vorzulegen.",
    "{who} regt an, den zweiten Satz zu streichen und die Drucksache {paper} in die Prüfung einzubeziehen.",
    "{who} gibt zu bedenken, dass der Zuwendungsbescheid an die Fertigstellung gebunden sei.",
    "{who} schließt sich den Ausführungen an und dankt für die gründliche Vorbereitung.",
)
# What goes on behind a naming: in real minutes one person is named for about every 380 characters of debate.
GOING_ON = (
    "Die Kosten lägen nach der letzten Schätzung bei {money} Euro und seien damit höher als noch im Jahr {year} erwartet.",
    "Der Abstand zur nächsten Haltestelle betrage gut {percent} Meter, das sei auch für ältere Menschen zumutbar.",
    "Dabei komme es darauf an, die Bauzeit kurz zu halten und den Verkehr während der Arbeiten nicht ganz zu sperren.",
    "Er verweist auf den Vergleich mit anderen Städten gleicher Größe, in denen sich eine solche Lösung bewährt habe.",
    "Sie hält es für richtig, die Ergebnisse der Befragung erst auszuwerten und danach über den Umfang zu entscheiden.",
    "Eine Förderung durch das Land sei grundsätzlich möglich, der Antrag müsse aber bis zum {date} gestellt werden.",
    "Bisher hätten {percent} Haushalte geantwortet, die meisten davon aus den Straßen rund um den alten Markt.",
    "Der Beschluss aus dem vorigen Jahr lasse beide Varianten zu; eine Vorfestlegung sei damit nicht verbunden gewesen.",
)
Line = tuple[str, str]
"""(style, text)"""
HEADING, BOLD, PLAIN, BLANK = "heading", "bold", "plain", "blank"


@dataclass(frozen=True)
class Minutes:
    """A document before it takes a form: lines of (style, text), and the running head."""

    head: str
    lines: tuple[Line, ...]


def minutes(seed: int) -> Minutes:
    """The minutes of one invented meeting: even seeds an extract with one long item, odd ones all items in short."""
    rng = random.Random(seed)
    committee = rng.choice(COMMITTEES)
    year = rng.randint(2008, 2024)
    date = f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{year}"
    number = rng.randint(1, 60)
    body = _extract if seed % 2 == 0 else _whole
    lines = body(rng, f"{number}. öffentliche Sitzung {_genitive(committee)}", date, year)
    return Minutes(head=f"{number}. Sitzung vom {date}", lines=tuple(lines))


def as_text(made: Minutes) -> bytes:
    """Plain text, UTF-8."""
    return ("\n".join(text for _, text in made.lines) + "\n").encode()


def as_markdown(made: Minutes) -> bytes:
    """Markdown with headings and bold results."""
    marks: dict[str, Callable[[str], str]] = {HEADING: lambda text: f"# {text}", BOLD: lambda text: f"**{text}**"}
    return ("\n".join(marks.get(style, str)(text) for style, text in made.lines) + "\n").encode()


def as_pdf(made: Minutes) -> bytes:
    """A PDF on A4; two to four pages for documents of the usual size."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    plain, bold = _fonts()
    rows: list[tuple[str, str]] = []  # (font, text)
    for style, text in made.lines:
        font = plain if style == PLAIN else bold
        wrapped = simpleSplit(text, font, 9.5, A4[0] - 140) or [""]
        rows.extend((font, row) for row in _hyphenate(wrapped))
    per_page = 44
    pages = [rows[start : start + per_page] for start in range(0, len(rows), per_page)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for index, page in enumerate(pages, start=1):
        canvas.setFont(plain, 8)
        canvas.drawString(70, A4[1] - 40, made.head)
        canvas.drawRightString(A4[0] - 70, A4[1] - 40, f"Seite {index} von {len(pages)}")
        for offset, (font, row) in enumerate(page):
            canvas.setFont(font, 9.5)
            # Columns of a vote table are set apart on the page, not by a tab character.
            for column, cell in enumerate(row.split("\t")):
                canvas.drawString(70 + 130 * column, A4[1] - 75 - 15.5 * offset, cell)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def _fonts() -> tuple[str, str]:
    """Embedded TrueType fonts, as word processors leave them; reportlab brings these along."""
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in (("Plain", "Vera.ttf"), ("Bold", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(f"Bench-{name}", str(folder / file)))
    return "Bench-Plain", "Bench-Bold"


def write_pdfs(folder: Path, count: int, *, first_seed: int = 1) -> list[Path]:
    """`count` different PDFs in `folder`, in order of their seeds."""
    return [_write(folder / f"{seed:05d}.pdf", as_pdf(minutes(seed))) for seed in range(first_seed, first_seed + count)]


def write_texts(folder: Path, count: int, *, first_seed: int = 1) -> list[Path]:
    """`count` different text files in `folder`."""
    return [
        _write(folder / f"{seed:05d}.txt", as_text(minutes(seed))) for seed in range(first_seed, first_seed + count)
    ]


def write_mixed(folder: Path, count: int, *, first_seed: int = 1) -> list[Path]:
    """`count` different documents: of every five one PDF, two texts, two Markdown files. Any stretch has that mix."""
    forms = ((".pdf", as_pdf), (".txt", as_text), (".md", as_markdown), (".txt", as_text), (".md", as_markdown))
    paths = []
    for seed in range(first_seed, first_seed + count):
        suffix, form = forms[seed % len(forms)]
        paths.append(_write(folder / f"{seed:05d}{suffix}", form(minutes(seed))))
    return paths


def _extract(rng: random.Random, meeting: str, date: str, year: int) -> list[Line]:
    number = f"{rng.randint(3, 9)}.{rng.randint(1, 19)}"
    return [
        (HEADING, "Protokollauszug"), (PLAIN, "aus der"), (BOLD, meeting), (PLAIN, f"vom {date}"), (BLANK, ""),
        (PLAIN, "öffentlich"), (BOLD, f"Top {number} {_title(rng)}"), (PLAIN, _paper(rng, year)),
        *_decided(rng, year, paragraphs=rng.randint(11, 20)),
    ]  # fmt: skip


def _whole(rng: random.Random, meeting: str, date: str, year: int) -> list[Line]:
    lines = [
        (HEADING, "Niederschrift"), (PLAIN, f"über die {meeting}"), (PLAIN, f"Sitzungstermin: {date}"),
        (PLAIN, f"Sitzungsbeginn: {rng.randint(15, 18)}:00 Uhr"), (BLANK, ""), (BOLD, "Öffentlicher Teil"), (BLANK, ""),
    ]  # fmt: skip
    for number in range(1, rng.randint(4, 5) + 1):
        lines += [(BOLD, f"TOP {number} {_title(rng)}"), (PLAIN, f"Vorlage: {_paper(rng, year)}"), (BLANK, "")]
        lines += _decided(rng, year, paragraphs=rng.randint(2, 3))
    return [*lines, (PLAIN, f"{rng.choice(NAMES)}, Schriftführung")]


def _decided(rng: random.Random, year: int, *, paragraphs: int) -> list[Line]:
    """A debate, its result and its vote."""
    lines: list[Line] = []
    for _ in range(paragraphs):
        told = [_sentence(rng, year, SPEECH), *(_sentence(rng, year, GOING_ON) for _ in range(rng.randint(1, 3)))]
        lines += [(PLAIN, " ".join(told)), (BLANK, "")]
    result, votes = _result(rng)
    return [*lines, (PLAIN, "Beschluss:"), (BOLD, result), (BLANK, ""), *votes, (BLANK, "")]


def _title(rng: random.Random) -> str:
    return f"{rng.choice(DEEDS)} {rng.choice(THINGS)} {rng.choice(PLACES)}"


def _genitive(committee: str) -> str:
    if committee.startswith("Stadtverordneten"):
        return f"der {committee}"
    for bare, declined in (("usschuss", "usschusses"), ("Ortsbeirat", "Ortsbeirats")):
        committee = committee.replace(bare, declined, 1)
    return f"des {committee}"


def _result(rng: random.Random) -> tuple[str, list[Line]]:
    """A result and its vote. The counts always fit the word: minutes that contradict themselves are another test."""
    adopted = rng.random() < 0.75
    more, fewer, abstain = rng.randint(8, 30), rng.randint(0, 7), rng.randint(0, 4)
    yes, no = (more, fewer) if adopted else (fewer, more)
    word = rng.choice(("ungeändert beschlossen", "geändert beschlossen")) if adopted else "abgelehnt"
    form = rng.randrange(5)
    if form == 0:
        return "zur Kenntnis genommen", []
    head = (PLAIN, "Abstimmungsergebnis:")
    if form == 1:
        return word, [head, (PLAIN, f"{yes}/{no}/{abstain}")]
    if form == 2:
        verb = "angenommen" if adopted else "abgelehnt"
        return word, [head, (PLAIN, f"mit {yes} Ja-Stimmen, {no} Nein-Stimmen und {abstain} Enthaltungen {verb}.")]
    if form == 3:
        return word, [head, (PLAIN, f"einstimmig {'angenommen' if adopted else 'abgelehnt'}.")]
    table = (f"Zustimmung:\t{yes}", f"Ablehnung:\t{no}", f"Stimmenthaltung:\t{abstain}")
    return word, [head, *((PLAIN, row) for row in table)]


def _sentence(rng: random.Random, year: int, bank: tuple[str, ...]) -> str:
    return rng.choice(bank).format(
        who=_person(rng, "Herr"), whom=_person(rng, "Herrn"), money=rng.randint(10, 900) * 100, year=year + 1,
        date=f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{year + 1}", percent=rng.randint(12, 96),
        paper=_paper(rng, year - 1),
    )  # fmt: skip


def _person(rng: random.Random, salutation: str) -> str:
    who = f"{salutation if rng.random() < 0.5 else 'Frau'} {'Dr. ' if rng.random() < 0.15 else ''}{rng.choice(NAMES)}"
    return who if rng.random() < 0.7 else f"{who}, Fraktion {rng.choice(PARTIES)},"


def _paper(rng: random.Random, year: int) -> str:
    return f"{year % 100:02d}/SVV/{rng.randint(1, 1300):04d}"


def _hyphenate(rows: list[str]) -> list[str]:
    """Breaks the first long word of every fourth line end, as a word processor would."""
    broken = list(rows)
    for index in range(0, len(broken) - 1, 4):
        word, _, rest = broken[index + 1].partition(" ")
        if word.isalpha() and len(word) > 9:
            broken[index], broken[index + 1] = f"{broken[index]} {word[:5]}-", f"{word[5:]} {rest}"
    return broken


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
