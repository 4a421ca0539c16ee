"""Writes the sample concepts as PDF and Word: `python corpora/make_concepts.py [--out DIRECTORY]`.

The catalogues are the YAML files in `konzepte/`, the Bestandsaufnahme the CSV file there: they are written by hand, all
else is made from them, and running this twice gives the same bytes. Needs reportlab, pyphen, python-docx and PyYAML.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from layouts import docx_concept, pdf_concept, pdf_stocktake  # noqa: E402  (the layouts stand beside this script)

SOURCES = HERE / "konzepte"
INTEGRATION = "integrationskonzept-potsdam-2016-2020"
CLIMATE = "klimaplan-neustetten-2030"

POTSDAM = pdf_concept.Look(
    colour="#1f3a5f",
    pale="#dfe7f1",
    adopted="Von der Stadtverordnetenversammlung im Juli 2017 beschlossen",
    note=(
        "Diese Datei ist ein Beispiel. Ihr Aufbau folgt veröffentlichten Konzepten; wirklich sind nur die Zahl der "
        "Handlungsfelder, Ziele und Maßnahmen, die Namen von fünf Handlungsfeldern und die Gegenstände von sechzehn "
        "Maßnahmen.",
        "Alle Ziele, alle Beschreibungen und die übrigen Maßnahmen sind erfunden. Welche das sind, steht in der "
        "YAML-Datei, aus der diese Seiten gesetzt wurden. Das zweite Handlungsfeld nennt keine Quelle.",
    ),
    columns=(("Maßnahme", 0.3, "title"), ("Beschreibung", 0.57, "description"), ("Ziel", 0.13, "goals")),
    shared=frozenset(["1.9", "2.7", "3.9", "3.16", "4.9", "4.11", "4.13", "5.5", "5.14", "6.11", "6.12"]),
    size=8.7,
)
NEUSTETTEN = pdf_concept.Look(
    colour="#20603d",
    pale="#e0eee4",
    adopted="Vom Gemeinderat am 12.07.2022 beschlossen (Vorlage 2022/0388)<br/>Laufzeit 2022 bis 2030",
    note=("Diese Datei ist ein Beispiel. Die Stadt Neustetten und alles in diesem Plan sind erfunden.",),
    columns=(
        ("Nr.", 0.08, "number"), ("Maßnahme", 0.23, "title"), ("Beschreibung", 0.4, "description"),
        ("Ziel", 0.1, "goals"), ("Zuständig", 0.19, "responsible"),
    ),
    size=8.7,
    own_pages=False,
)  # fmt: skip

STOCKTAKE = pdf_stocktake.Report(
    title="Bestandsaufnahme zur Umsetzung des Integrationskonzeptes der Landeshauptstadt Potsdam 2016-2020",
    lines=("Anhang zur Mitteilungsvorlage 21/SVV/1188", "Stand: Oktober 2021"),
    summary="Von 137 Maßnahmen sind 35 erfüllt und 55 mit Einschränkungen erfüllt, zusammen 65 %. Diese Zahlen sind "
    "wirklich; welche Maßnahme welchen Stand hat, und jeder Kommentar, ist für dieses Beispiel erfunden.",
    states=(
        pdf_stocktake.State("erfüllt", "✔", "#9fd3a4"),
        pdf_stocktake.State("mit Einschränkungen erfüllt", "◗", "#f6dc85"),
        pdf_stocktake.State("nicht erfüllt", "✘", "#eda29b"),
        pdf_stocktake.State("Umsetzungsstand nicht einschätzbar oder nicht bekannt", "❍", "#d0d4d9"),
    ),
)
PROGRESS = (
    ("umgesetzt", "8FC79A"),
    ("teilweise umgesetzt", "F4D77A"),
    ("nicht umgesetzt", "E79A92"),
    ("nicht bewertbar", "C9CDD2"),
)
_AS_PRINTED = {
    "fulfilled": "umgesetzt", "partly_fulfilled": "teilweise umgesetzt", "not_fulfilled": "nicht umgesetzt",
    "not_assessable": "nicht bewertbar",
}  # fmt: skip


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(description="Write the sample concepts as PDF and Word.")
    parser.add_argument("--out", type=Path, default=SOURCES, help="directory the files are written to")
    target: Path = parser.parse_args().out
    target.mkdir(parents=True, exist_ok=True)
    integration, climate = load(INTEGRATION), load(CLIMATE)
    made = {
        f"{INTEGRATION}.pdf": pdf_concept.render(integration, POTSDAM),
        f"{CLIMATE}.pdf": pdf_concept.render(climate, NEUSTETTEN),
        f"{INTEGRATION}.docx": docx_concept.render_concept(integration, POTSDAM),
        "bestandsaufnahme-integrationskonzept-potsdam-2021.pdf": stocktake(integration),
        "sachstand-klimaplan-neustetten-2024.docx": progress(climate),
    }
    for name, data in made.items():
        (target / name).write_bytes(data)
    print(f"{len(made)} files written to {target}")


def load(name: str) -> dict[str, Any]:
    """A catalogue with every value as text."""
    return dict(yaml.load((SOURCES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def stocktake(concept: dict[str, Any]) -> bytes:
    """The report on the Integrationskonzept: no numbers, some titles shortened, as the CSV file has them."""
    with (SOURCES / "bestandsaufnahme-integrationskonzept-potsdam-2021.csv").open(encoding="utf-8", newline="") as file:
        said = {row["Nr."]: row for row in csv.DictReader(file, delimiter=";")}
    unknown = STOCKTAKE.states[-1].words
    fields = []
    for field in concept["action_fields"]:
        rows = [said[measure["number"]] for measure in field["measures"]]
        entries = [
            (row["Maßnahme"], unknown if row["Umsetzungsstand"] == "nicht einschätzbar" else row["Umsetzungsstand"],
             row["Kommentar"])
            for row in rows
        ]  # fmt: skip
        fields.append((field, entries))
    return pdf_stocktake.render(STOCKTAKE, fields)


def progress(concept: dict[str, Any]) -> bytes:
    """The report on the Klimaplan: numbers, and states as colours alone."""
    fields = []
    for field in concept["action_fields"]:
        entries = []
        for measure in field["measures"]:
            state = measure["status"][-1]
            entries.append((measure["number"], measure["title"], _AS_PRINTED[state["code"]], state.get("comment", "")))
        fields.append((field, entries))
    lines = ("Vorlage 2025/0088 an den Gemeinderat", "Stand: Dezember 2024", "Die Stadt Neustetten ist erfunden.")
    return docx_concept.render_report("Klimaplan Neustetten 2030: Sachstand 2024", lines, PROGRESS, fields)


if __name__ == "__main__":
    main()
