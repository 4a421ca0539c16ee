"""Minutes of our own making and ways to call the commands, for the tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pipeline

HOME = Path(pipeline.__file__).parents[1]
SHARED = HOME.parent / "shared"

FIRST = """# Protokollauszug

aus der
5. öffentliche Sitzung des Ausschusses für Klima und Verkehr
vom 12.03.2019

---

öffentlich

**Top 3.2 Radweg an der Lindenallee
19/SVV/0101
ungeändert beschlossen**

Frau Beispiel wirbt für den Radweg und verweist auf die Drucksache 18/SVV/0999.

Herr Muster fragt nach der Straßenbeleuchtung.

**Abstimmungsergebnis:**

Zustimmung:\t<b>6</b>
Ablehnung:\t<b>1</b>
Stimmenthaltung:\t<b>0</b>
"""
SECOND = """# Protokollauszug

aus der
7. öffentliche Sitzung des Ausschusses für Finanzen
vom 04.06.2020

---

öffentlich

**Top 4 Radweg an der Lindenallee
19/SVV/0101
abgelehnt**

Herr Probe vermisst die Deckung.

**Abstimmungsergebnis:**

Zustimmung:\t<b>2</b>
Ablehnung:\t<b>5</b>
Stimmenthaltung:\t<b>1</b>
"""


def fill(folder: Path) -> None:
    (folder / "minutes").mkdir()
    (folder / "minutes" / "klima.txt").write_text(FIRST, encoding="utf-8")
    (folder / "minutes" / "finanzen.txt").write_text(SECOND, encoding="utf-8")


def ingest_words(folder: Path, *more: str) -> list[str]:
    return [
        *("ingest", str(folder / "minutes"), "--db", f"sqlite:///{folder / 'p.sqlite'}"),
        *("--extracted", str(folder / "extracted"), *more),
    ]


def process(
    *words: str, cwd: Path | None = None, env: dict[str, str] | None = None, preexec: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli.main import main; main(prog_name='protokolle')", *words],
        env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONIOENCODING": "utf-8", **(env or {})},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=180,
        preexec_fn=preexec,
    )
