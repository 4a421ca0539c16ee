"""Whether a naming in a sentence speaks or is only named: the grammar of reported speech, as far as words show it.

A nominative subject of a verb of speaking speaks, also behind the verb; so do the agent of a passive ("wird von Frau X
beantwortet") and who stands behind a noun of speaking ("Auf Nachfrage von Herrn Y"). All others are mentions.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.minutes.persons_scan import Person, act_nouns, verb_pattern
from pipeline.minutes.rules_file import load_rules

_ROLL = re.compile(
    r"\b(?:Hierzu\s+sprechen|Es\s+sprechen|Zu\s+diesem\s+Punkt\s+sprechen|Wortmeldungen\s+der\s+Stadtverordneten|[Aa]n\s+der\s+(?:Diskussion|Aussprache|Debatte)\s+beteilig)"
)
RIGHT_TO_SPEAK = re.compile(
    r"Rederecht\s+(?:haben\s+beantragt|wurde\s+beantragt|für|beantragt|wird|erhalten|an)|(?:haben|hat)\s+Rederecht\s+beantragt|Rederecht\b[^.\n]{0,40}\bfür\s*$"
)
_PASSIVE_AGENT = re.compile(
    r"(?:\b(?:[Vv]on|[Dd]urch|[Vv]om|[Ss]eitens|durch\s+den|durch\s+die|[Dd]urch\s+den|[Dd]urch\s+die|[Vv]on\s+der|[Vv]on\s+dem)\s+(?:(?:dem|der|den|die)\s+)?(?:[A-ZÄÖÜ][\w-]+(?:\s+für\s+[^.\n]{2,80})?,?\s+)?)$"
)
_ACCORDING = re.compile(
    r"(?:\b(?:[Ll]aut|[Nn]ach\s+(?:Kenntnis|Ansicht|Meinung|Auffassung|Angaben|Ausführungen|Auskunft|Aussage|Einschätzung|Worten)\s+(?:von|des|der)|[Ss]o)\s+(?:der|die|dem)?\s*)$"
)
_FOR = re.compile(r"(?:^|[.!?]\s+|\n)\W*(?:Für|r)\s+$")
_JOINED = re.compile(r"^\s*,?\s*(?:und|sowie|,|/)\s*(?:auch\s+)?(?:(?:der|die)\s+)?$")
_BY_FACTION = re.compile(r"(?:^|[,:;])\W*[Ff]ür\s+die\s+(?:Fraktion|Gruppe)\b[^.,]{2,60}\b(?:der|die)\s+$")
_SUBJECT_FRONT = re.compile(
    r"^(?:\W|\b(?:Der|Die|der|die|bisherige|neue|amtierende|stellvertretende|scheidende|ehemalige|Auch|Hierzu|Dazu|Dann|Danach|Zunächst|Abschließend|Anschließend|Darauf|Daraufhin|Ferner|Weiter|Außerdem|Zudem|Schließlich|Als|Nur)\b)*$"
)
_BODY_NAMED = re.compile(r"(?:Ortschafts|Gemeinde|Marktgemeinde|Stadt|Kreis|Orts)rat$")
_DECIDES = r"(?:beschließt|stimmt|nimmt|lehnt|empfiehlt|befürwortet|beauftragt|hat)\b"
_OFFICE_NOUN = re.compile(r"(?<=\b(?:der|des))\s+[A-ZÄÖÜ][\w-]+,?\s+$")
_APPOSED = re.compile(r"\b(?:an|die|den|dem|beim|zur|zum|gegen|für|über|mit|von|vom)\s+[A-ZÄÖÜ][\w-]+,\s+$")
_ASKED_BY = re.compile(
    r"(?:^|[.!?]\s)\W*(?:Die|Eine|Der|Ein)\s+(?:\w+e[rn]?\s+)?(?:Nachfragen?|Fragen?|Rückfragen?|Bitte|Hinweis|Einwand|Wortmeldung)\s+(?:von|des|der)\s+$"
)
_ARTICLE_BEFORE = re.compile(r"\b[Dd]ie\s+$")
_SOMEBODYS = re.compile(
    r"\b(?:[Vv]orwürfe?n?|Person|Stelle|Namen?|Schreiben|Brief|Rede|Antr[aä]g\w*|Wahl|Anwesenheit|Wunsch|Beitrag|Vorschl[aä]ge?)\s+(?:de[rs]|von)\s+$"
)
_AUX = re.compile(r"^(?:wird|werden|wurde|wurden|ist|war|sei|sind|hat|habe)$")
_SILENT = re.compile(
    r"^(?:ist|war|sind|bleibt|fehlt|verlässt|nimmt\s+nicht|erscheint|kommt\s+um|trifft)\b[^.]{0,60}\b(?:anwesend|abwesend|entschuldigt|verhindert|befangen|erkrankt|Vertreter\w*|vertreten|Mitglied|fehlt|Sitzung|Raum|Saal|gewählt|hinzu)\b|"
    r"^nimmt\b[^.]{0,70}\b(?:stellvertretend|Vertret\w+|in\s+Vertretung)\b|"
    r"^nimmt\b[^.]{0,90}\bnicht\b[^.]{0,60}\bteil\b"
)
_ABSENT = re.compile(
    r"^(?:(?:fehlt(?!\s+(?:ein|die|der|das|noch|es|hier|jede))|verlässt|erscheint|scheidet|rückt)\b|hat\b[^.]{0,80}\bnicht\s+(?:mitgestimmt|teilgenommen|mitgewirkt))"
)
_NOMINATIVE_ARTICLE = re.compile(r"(?:^|[^\w])(?:[Dd]er|Die)\s+$")
_PREPOSITION = re.compile(
    r"\b(?:dem|den|des|beim|zum|zur|vom|von|mit|bei|an|für|gegen|gegenüber|über|durch|statt|anstelle|nach|unter|wegen|namens|anhand|hinter|auf|um|ohne|seit|aus|in)\s+"
    r"(?:(?:der|die|den|dem|des|das)\s+)?(?:[\w-]+\s+für\s+[^.\n]{2,70}\s)?$"
)
_VERB_OBJECT = re.compile(
    r"\b(?:dankt|danken|bittet|gratuliert|begrüßt|verabschiedet|fragt|widerspricht|stimmt|unterstützt|ehrt|erteilt|ersucht|pflichtet|empfiehlt|antwortet|vertritt|vertreten)\s+"
    r"(?:(?:der|die|den|dem)\s+)?$"
)
_OFFICE_FRONT = re.compile(
    r"(?:(?:[Dd]er|[Dd]ie)\s+)?(?:[A-ZÄÖÜ][\w-]*(?:vorsteher|bürgermeister|meister|leiter|sprecher|vertreter|beauftragte|dezernent|geordnete|direktor|kämmerer|präsident|sitzende|anwalt|pfleger|arbeiter|manager|ratsmitglied|planer)(?:in|r|n|s)?)"
    r"(?:\s+(?:für|der|des|von)\s+[^.\n]{2,90}?)?,?\s+$"
)
_LIST_HEAD = re.compile(
    r"^(?:[-•*▪–]|\d+[.)])\s|^(?:gez\.|Anwesend|Abwesend|Entschuldigt|Nicht\s+anwesend|Es\s+fehl|Verteiler|Teilnehmer|Stimmberechtigt|Befangen|Stimmzähler|Schriftführ|Vorsitz\w*(?:/r)?\s*:|Mitglieder|Gäste|Verwaltung\s*:|Unterschrift)"
)


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_rules("speakers").lists["passive"]) + r")\b")


@cache
def _act_of() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Aa]uf|[Nn]ach|[Zz]ur|[Dd]ie|[Ee]ine[rn]?|[Zz]u)\s+(?:\w+\s+)?(?:{act_nouns()})\s+(?:von|des|der|durch|seitens)\s+(?:(?:der|des|dem|den)\s+)?(?:[A-ZÄÖÜ][\w-]+(?:\s+für\s+[^.\n]{{2,90}}?)?,?\s+)?$"
    )


def speaks_here(
    flow: str, first: int, last: int, inside: list[Person], position: int, *, speaking_before: bool
) -> bool:
    """Whether inside[position] of the sentence flow[first:last] speaks; the people in it are in order."""
    person = inside[position]
    sentence = flow[first : min(last, first + 400)]
    floor = max(first, person.start - 320)  # further back no rule looks; a sentence may have no end at all
    before = ("x " if floor > first else "") + flow[floor : person.start]
    chain = position
    while (
        chain - position < 12
        and chain + 1 < len(inside)
        and _JOINED.match(flow[inside[chain].after : inside[chain + 1].start])
    ):
        chain += 1  # "Herr A, CDU, sowie Frau B sprechen": the verb stands behind the last of them
    apposition = flow[inside[chain].after : inside[chain].after + 1] == "," and bool(_APPOSED.search(before))
    after = flow[inside[chain].after : min(last, inside[chain].after + 500)].lstrip(" ,")
    if _LIST_HEAD.match(sentence) and not re.match(
        r"(?:[-•*▪–]|\d+[.)])\s+(?:Herr|Frau)\s.{2,60}\s" + verb_pattern().pattern, sentence
    ):
        return False
    if _ROLL.search(before):
        return True
    previous = inside[position - 1] if position else None
    if previous is not None and _JOINED.match(flow[previous.after : person.start]):
        if speaking_before and (person.written not in ("Herrn", "Hrn.") or previous.written in ("Herrn", "Hrn.")):
            return True
        if not speaking_before:
            return False
    oblique = person.written in ("Herrn", "Hrn.")
    if _agent(before, after):
        return True
    if person.written in ("Frau", "Fr.") and re.search(
        r"(?:^|[.!?]\s|\n)\W*Für\s+$", flow[max(0, first - 2) : person.start]
    ):
        return True
    if oblique:
        return bool(_FOR.search(flow[max(0, first - 2) : person.start]))
    if apposition:
        return False  # "Vorwürfe an die Schulleiterin, Frau Möbius, weist er zurück"
    if person.rule == "office.alone":
        return _office_speaks(person, before, after)
    if _BODY_NAMED.match(person.written) and re.match(_DECIDES, after):
        return False  # "Der Ortschaftsrat Cossebaude beschließt": the body
    plural = bool(_ARTICLE_BEFORE.search(before)) or (position > 0 and inside[position - 1].written == person.written)
    if (
        not plural
        and person.rule in ("person.councillor", "person.office_name", "person.office_any")
        and re.search(r"(?:verordneten|geordneten|sitzenden)$", person.written)
    ):
        return False
    if person.rule == "person.councillor" and _BY_FACTION.search(before):
        return True
    if RIGHT_TO_SPEAK.search(before):
        return False
    if person.written != "Herr" and (
        _PREPOSITION.search(before) or (_VERB_OBJECT.search(before) and _has_subject(before))
    ):
        return False
    if _SOMEBODYS.search(before):
        return False
    return _acts(before, after, person)


def _agent(before: str, after: str) -> bool:
    """Acts in the passive or behind a noun of speaking: "wird von Frau X beantwortet", "Auf Nachfrage von Herrn Y"."""
    if _ACCORDING.search(before) or _ACCORDING.search(_OFFICE_NOUN.sub(" ", before)):
        return True
    if _ASKED_BY.search(before):
        return True
    if _act_of().search(before):
        return bool(re.search(r"\b[Aa]uf\s|\b[Nn]ach\s", before[-150:]))
    if _PASSIVE_AGENT.search(before):
        tail = before[-90:]
        if not re.search(r"\b(?:wird|werden|wurde|wurden)\b", before) and re.search(
            r"\b(?:Vorschlag|Vorschläge|Antrag|Antrags|Schreiben|Brief|Wortbeitrag|Anregungen?|Mail|E-Mail|Stelle|Rede)\s+(?:von|vom|des|der)\s+(?:\w+\s+)?$",
            tail,
        ):
            return False
        rest = after[:200].lstrip(" ,")
        return bool(
            re.search(r"\b(?:wird|werden|wurde|wurden|kommt|kam|erfolgt|ist)\b", before + " " + rest)
            or re.match(
                r"(?:\([^)]*\)\s*|,[^,]*,\s*)?(?:\w+\s+){0,6}?(?:ge|be|ver|er|über|vor|ein|aus|an|auf|ab|zu|hin)\w*(?:t|en|te[nrs]?|ene[nrs]?)\b",
                rest,
            )
        ) and not re.search(r"\b(?:Ausfertigung|Vertretung)\s", before)
    return False


def _office_speaks(person: Person, before: str, after: str) -> bool:
    if person.written not in ("Der", "Die", "der", "die"):
        return person.written in ("des", "dem", "vom") and bool(
            re.search(
                r"\b(?:[Nn]ach\s+(?:Auskunft|Ansicht|Meinung|Angaben|Ausführungen|Auffassung)|[Aa]uf\s+(?:Nachfrage|Hinweis|Bitte|Vorschlag|Anregung))\s+$",
                before,
            )
            or (
                person.written == "vom"
                and re.search(r"\b(?:wird|werden|wurde|wurden)\b", before + after[:160])
                and re.search(r"(?:^|\s)(?:ge|be|ver|er|ein|aus|vor|an|zu)\w+(?:t|en)\b", after[:160])
            )
        )
    if person.written in ("der", "die"):
        word = re.search(r"([a-zäöüß]+)\s*$", before)
        if not (
            word
            and verb_pattern().fullmatch(word.group(1))
            and not re.search(r"\b(?:wird|werden|sind|ist)\s*$", before)
        ):
            return False
        return word.group(1) not in ("ist", "wird", "hat", "kann", "war") or bool(
            re.search(r"\b(?:bat|bittet|erklärt|teilt|sagt|so)\b", before)
        )
    if not _SUBJECT_FRONT.match(before):
        return False
    if re.match(
        r"(?:wird|werden|wurde|ist|soll|möge|hat\s+die|sollte)\b[^.]{0,40}?\b(?:beauftragt|gebeten|aufgefordert|ersucht|zu\s+|ermächtigt|berichten|prüfen|wir\b)",
        after,
    ) or re.match(r"(?:wird|wir|soll|möge|werde)\b", after):
        return False
    return bool(verb_pattern().match(after)) or bool(re.match(r"[a-zäöüß]+(?:t|te|en)\b", after))


def _acts(before: str, after: str, person: Person) -> bool:
    """Subject of a verb: at the front before it, or behind it."""
    before = _OFFICE_FRONT.sub("", before)
    front = bool(_SUBJECT_FRONT.match(before))
    word = re.match(
        r"(?:,\s*)?(?:(?:selbst|ebenfalls|auch|erneut|nun|zunächst|jedoch|wiederum)\s+)?([a-zäöüß]+)", after
    )
    if (
        front
        or (person.rule == "person.councillor" and _NOMINATIVE_ARTICLE.search(before))
        or (re.search(r"[,;:]\s*(?:und\s+)?(?:der|die)?\s*$", before) and word is not None)
    ):
        if _ABSENT.match(after) or _SILENT.match(after):
            return False
        if re.match(r"(?:wird|werden|wurde|wurden)\b", after) and _passive().search(after[:120]):
            return False
        if word is not None and (verb_pattern().fullmatch(word.group(1)) or _looks_finite(word.group(1))):
            return not (re.search(r",\s*$", before) and not front and re.match(r"(?:ihre?|seine?|als|und)\b", after))
        if front:
            return bool(re.search(verb_pattern().pattern, after[:60])) or bool(
                re.match(r"(?:zu[rm]?|für|zum\s+TOP)\b", after)
            )
        if person.rule == "person.councillor":
            return True
    if re.search(r"\ban\s+de[rm]\s+sich\s+(?:auch\s+)?$", before) and "beteilig" in after[:80]:
        return True
    if re.search(r",\s+so\s+$|\b[Ee]benso\s+$", before):
        return True
    inverted = re.search(
        r"([a-zäöüß]+)\s+(?:(?:der|die|sich|dann|nun|nunmehr|dazu|hierzu|auch|zudem|jedoch|aber|noch)\s+){0,2}$", before
    )
    if inverted and (verb_pattern().fullmatch(inverted.group(1)) or _DAMAGED_VERB.fullmatch(inverted.group(1))):
        verb = inverted.group(1)
        if _AUX.match(verb):
            if re.match(r"(?:wird|werden|wurde|ist|war)", verb):
                return False
            return bool(
                re.search(
                    r"\b(?:erklärt|gesagt|berichtet|informiert|gefragt|gebeten|beantragt|vorgeschlagen|dargestellt|mitgeteilt)\b",
                    after,
                )
            )
        return not (
            person.written in ("Frau", "Fr.")
            and re.match(r"(?:bittet|fragt|dankt|begrüßt|ersucht|unterstützt|verabschiedet)$", verb)
            and _has_subject(before)
        )
    if re.search(r"\b(?:[Ww]ie|[Ss]o)\s+(?:der|die\s+)?$", before):
        return True
    joined = re.search(r"\bund\s+$", before)
    return bool(joined and person.written == "Herr" and not _PREPOSITION.search(before[: joined.start()] + " "))


_DAMAGED_VERB = re.compile(r"lt|rt|hrt|gt|chte|nscht|utert|ndigt|ndet|ußert|hlt|gnzt|tzt|cht")
_NOT_FINITE = frozenset(
    [
        "mit",
        "seit",
        "statt",
        "nicht",
        "dort",
        "jetzt",
        "oft",
        "erst",
        "fast",
        "samt",
        "acht",
        "zuletzt",
        "selbst",
        "sonst",
        "bereits",
        "recht",
    ]
)


def _looks_finite(word: str) -> bool:
    """A small word behind a name that ends as a verb does; the front of it may be lost with its umlaut (rt, chte)."""
    return word not in _NOT_FINITE and bool(re.fullmatch(r"[a-zäöüß]+(?:t|te|ten)", word))


def _has_subject(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:Herr|Frau|Er|Sie|[Ss]ie|[Ee]r|Stadtverordnete|\w*[Vv]orsitzende|Ortsvorsteher\w*|\w*[Bb]ürgermeister\w*|Ausschuss|Fraktion)\b",
            before,
        )
    )
