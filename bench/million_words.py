"""Words for made-up items in bulk: a vocabulary ranked as in running German (few words make up most of a text, most
words are rare), with the compounds of municipal German. All lists are invented; the same seed gives the same words."""

from __future__ import annotations

import random
from itertools import accumulate

SMALL_WORDS = (
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
    "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
    "mehr durch man sein wurde sei ob diese dieser wenn hier unter soll kann sollen wir alle keine dazu dies dabei "
    "bereits weitere seitens hierzu sowie gegen ohne zwischen jedoch künftig derzeit weiterhin insbesondere "
    "entsprechend bezüglich"
).split()
ACTS = (
    "beschließt empfiehlt bittet erläutert fragt berichtet ergänzt begründet verweist prüft beantragt bestätigt "
    "dankt unterstützt kritisiert begrüßt informiert stellt bringt zieht lehnt nimmt gibt weist spricht schlägt "
    "betont hält beauftragt vertagt überweist fordert plant baut saniert fördert finanziert erneuert öffnet "
    "schließt verlegt"
).split()
QUALITIES = (
    "öffentliche städtische neue geplante vorliegende soziale kommunale barrierefreie zusätzliche notwendige "
    "nachhaltige langfristige mögliche jährliche gemeinsame freiwillige schriftliche mündliche rechtliche "
    "finanzielle technische kulturelle ökologische sichere wichtige bisherige bestehende erforderliche zuständige "
    "umfassende regionale"
).split()
MODIFIERS = (
    "Stadt Bürger Verkehrs Haushalts Schul Kinder Jugend Integrations Flüchtlings Bau Bebauungs Straßen Rad Fuß "
    "Wohn Umwelt Klima Energie Wasser Abwasser Abfall Kultur Sport Bildungs Sozial Gesundheits Senioren Familien "
    "Frauen Wirtschafts Tourismus Finanz Personal Verwaltungs Sicherheits Feuerwehr Rettungs Wald Park Grün Ufer "
    "See Brücken Bahnhofs Markt Denkmal Museums Theater Bibliotheks Kita Hort Spiel Schwimm Turn Stadtteil Ortsteil "
    "Quartiers Nachbarschafts Beteiligungs Planungs Entwicklungs Sanierungs Förder Vergabe Grundstücks Miet "
    "Eigentums Gebühren Steuer Investitions Eigenbetriebs Gewerbe Handels Digital Daten Lärm Luft Boden Arten Natur "
    "Tier Baum Garten"
).split()
HEADS = (
    "plan konzept bericht antrag satzung vorlage entwurf maßnahme programm projekt verein zentrum haus platz weg "
    "straße gebiet fläche ausschuss beirat beauftragte verwaltung planung entwicklung förderung sanierung "
    "beteiligung lotsen initiativen gruppe gebühr kosten mittel haushalt vertrag gesellschaft betrieb anlage halle "
    "hof garten schutz bericht rat amt dienst stelle angebot bedarf ausbau neubau umbau führung ordnung sicherung "
    "versorgung entsorgung prüfung vergabe nutzung gestaltung leitbild strategie netz verbindung verkehr raum bau "
    "träger einrichtung"
).split()
SYLLABLES = (
    "ba bel bor dan del fal gar gol hen kas kro lau len mar mol nau neu pel ran rei sal sten tau ven wil wus zer"
).split()
STREET_ENDS = ("straße", "weg", "allee", "platz", "damm", "ufer")
NAME_ENDS = ("mann", "er", "ke", "ing", "ow", "itz", "hardt", "sen", "berg", "el")

VOCABULARY = 90_000
_SLOPE = 1.15  # of the ranks' frequencies: small words are half of a text, as in running German


def surnames(count: int) -> list[str]:
    """`count` different family names."""
    rng = random.Random("names")
    found: dict[str, None] = {}
    while len(found) < count:
        found[_syllables(rng, rng.randint(2, 3)).capitalize() + rng.choice(NAME_ENDS)] = None
    return list(found)


def streets(count: int) -> list[str]:
    """`count` different streets and squares."""
    rng = random.Random("streets")
    found: dict[str, None] = {}
    while len(found) < count:
        found[_syllables(rng, 3).capitalize() + rng.choice(STREET_ENDS)] = None
    return list(found)


def compounds() -> list[str]:
    """Every modifier with every head, the likelier ones first."""
    pairs = [(left, right) for left in range(len(MODIFIERS)) for right in range(len(HEADS))]
    pairs.sort(key=lambda pair: (pair[0] + 1) * (pair[1] + 3))
    return list(dict.fromkeys(MODIFIERS[left] + HEADS[right] for left, right in pairs))


def sentences(count: int, *, seed: int) -> list[str]:
    """`count` sentences of 7 to 20 words, drawn by rank from one vocabulary."""
    rng = random.Random(f"sentences {seed}")
    words = vocabulary()
    weights = list(accumulate(1.0 / (rank + 3) ** _SLOPE for rank in range(len(words))))
    drawn = iter(rng.choices(words, cum_weights=weights, k=count * 20))
    made = []
    for _ in range(count):
        row = [next(drawn) for _ in range(rng.randint(7, 20))]
        row[0] = row[0][0].upper() + row[0][1:]
        if len(row) > 12:
            row[6] += ","
        made.append(" ".join(row) + ".")
    return made


def vocabulary() -> list[str]:
    """Words by rank: small words, acts and qualities in their forms, nouns, compounds and their plurals, names."""
    rng = random.Random("vocabulary")
    nouns = list(dict.fromkeys([*MODIFIERS, *(head.capitalize() for head in HEADS)]))
    common = [*ACTS, *QUALITIES, *(word + "n" for word in QUALITIES), *(word + "r" for word in QUALITIES), *nouns]
    rng.shuffle(common)
    built = compounds()
    rare = [*built[4000:], *(word + ending for word in built for ending in ("s", "en")), *streets(50_000),
            *surnames(9_000), *(str(number) for number in range(1, 4000))]  # fmt: skip
    rng.shuffle(rare)
    return [*SMALL_WORDS, *common, *built[:4000], *rare][:VOCABULARY]


def _syllables(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(count))
