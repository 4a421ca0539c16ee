"""How parties are written: which spellings may be one party. The table says so, or a person does."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.identity.graph import Verdicts
from pipeline.identity.keys import party_key
from pipeline.identity.tables import table

_NOBODY = Verdicts(())


@cache
def _families() -> dict[str, int]:
    return {spelling: number for number, row in enumerate(table("parties")["spellings"]) for spelling in row}


def is_party(words: str | None) -> bool:
    """Whether the table knows these words as a party; minutes print it where an office is expected (`Cramer, KAL`)."""
    key = party_key(words)
    return bool(key) and all(part in _families() for part in key.split("/"))


def same_spelling(one: str, other: str) -> bool:
    """Whether the table lists both keys as spellings of one party."""
    families = _families()
    return one in families and families[one] == families.get(other)


@lru_cache(maxsize=65536)
def share_a_part(one: str, other: str) -> bool:
    """Whether a joint faction names the other party too: FDP/FW and FDP; spellings of one party count as one."""

    def parts(key: str) -> set[str]:
        families = _families()
        said = {key, *key.split("/")}
        return said | {f"#{families[part]}" for part in said if part in families}

    return bool(parts(one) & parts(other))


def may_be_one(one: str, other: str, verdicts: Verdicts = _NOBODY) -> bool:
    """Whether one person may be printed with both: nothing here says that they are two parties."""
    if not one or not other or one == other:
        return True
    if verdicts.apart(one, other):
        return False
    return verdicts.component(one) == verdicts.component(other) or share_a_part(one, other)
