"""The words of council information systems, brought to codes: roles of a consultation, outcomes of an item."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.minutes.results_scan import code_of
from pipeline.model.oparl import ConsultationCode, ConsultationRole
from pipeline.model.record import Result, ResultCode

# Order matters: a "Federführende Beratung" leads, a "Beschlussempfehlung" recommends.
_ROLES: tuple[tuple[re.Pattern[str], ConsultationCode], ...] = (
    (re.compile(r"federf[üu]e?hr", re.IGNORECASE), "lead"),
    (re.compile(r"anh[öo]e?rung|stellungnahme", re.IGNORECASE), "hearing"),
    (re.compile(r"kenntnis|information", re.IGNORECASE), "noting"),
    (
        re.compile(r"vorberat|vorentscheid|empfehl|mitberat|fachberat|beratend|^beratung$", re.IGNORECASE),
        "recommending",
    ),
    (re.compile(r"entscheid|beschlie[sß]|beschluss|beschlussfassung", re.IGNORECASE), "deciding"),
)

# What the minutes' rules do not know, because minutes do not say it so (Karlsruhe's list of results).
_RESULTS: tuple[tuple[re.Pattern[str], ResultCode], ...] = (
    (re.compile(r"(?:einstimmig |mehrheitlich )?(?:zugestimmt zu|beschlossen mit) geändertem (?:Beschlusstext|Antrag)",
                re.IGNORECASE), "adopted_amended"),
    (re.compile(r"Antrag ist erledigt", re.IGNORECASE), "settled"),
    (re.compile(r"Antrag (?:ist |wurde )?zurückgezogen", re.IGNORECASE), "withdrawn"),
    (re.compile(r"Stellungnahme zur Kenntnis genommen", re.IGNORECASE), "noted"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def role_of(written: str) -> ConsultationRole:
    """A role as written, with its code; `unmapped` where no rule knows it ("Behandlung")."""
    code = next((code for pattern, code in _ROLES if pattern.search(written)), "unmapped")
    return ConsultationRole.model_validate({"text": written, "code": code})


@lru_cache(maxsize=4096)
def result_of(written: str) -> Result | None:
    """An outcome as written, with the code that the minutes' rules give the same words; `unmapped` where none does.
    None for words that are known to say nothing of an outcome."""
    known = code_of(written)
    if known is not None:
        return Result.model_validate({"text": written, "code": known[0]}) if known[0] else None
    bare = written.strip(" .")
    code = next((code for pattern, code in _RESULTS if pattern.fullmatch(bare)), "unmapped")
    return Result.model_validate({"text": written, "code": code})
