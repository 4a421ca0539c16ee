"""What became of the sample motions, asked as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli_support import FIRST
from click.testing import CliRunner, Result

from pipeline.cli.main import main

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "protokolle"
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """A database of the samples on 15/SVV/0743, 17/SVV/0212 and 18/SVV/0391."""
    folder = tmp_path_factory.mktemp("motions")
    database = f"sqlite:///{folder}/m.sqlite"
    names = ("0743", "0212", "0391", "svv-niederschrift")
    paths = [path for name in names for path in sorted(SAMPLES.glob(f"*{name}*")) if path.suffix != ".json"]
    files = [str(path) for path in paths]

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--db", database])

    assert run("ingest", *files, "--extracted", str(folder / "extracted")).exit_code == 0
    return run


def test_the_dropped_paragraph_and_the_reworded_sentence_are_shown(ask: Ask) -> None:
    out = ask("motion", "15/SVV/0743").stdout
    recommended = out[out.index("Recommended text") : out.index("Adopted text")]
    assert "1 kept, 1 reworded, 1 removed" in recommended
    assert "[-Die Integrationslotsen halten dabei" in recommended
    assert "[-Der-] [+Die Stadtverordnetenversammlung unterstützt den+] Oberbürgermeister" in recommended


def test_the_report_came_four_months_late(ask: Ask) -> None:
    assert "met 01.03.2017 by 17/SVV/0212, 4 months late" in " ".join(ask("motion", "15/SVV/0743").stdout.split())
    late = ask("duties", "--overdue", "--on", "2017-01-31")
    assert late.exit_code == 0
    assert "15/SVV/0743" in late.stdout
    assert "overdue since 30.11.2016" in late.stdout
    assert "15/SVV/0743" not in ask("duties", "--overdue", "--on", "01.04.2017").stdout


def test_a_question_names_the_motions_it_may_mean(ask: Ask) -> None:
    out = ask("motion", "Was", "wurde", "aus", "den", "Integrationslotsen?")
    assert out.exit_code == 1
    assert "15/SVV/0743" in out.stderr
    assert "17/SVV/0212" in out.stderr
    assert ask("motion", "Trinkbrunnen").stdout.startswith("18/SVV/0391\n")


def test_a_history_as_json_holds_its_stations_texts_and_duties(ask: Ask) -> None:
    told = json.loads(ask("motion", "15/svv/743", "--json").stdout)
    assert [station["meeting"]["date"] for station in told["stations"]] == [
        "2015-11-04",
        "2016-01-19",
        "2016-06-14",
        "2016-07-06",
    ]
    assert told["state"] == "reported"
    assert [version["kind"] for version in told["versions"]] == [
        "original", "new_version", "amendment", "recommended", "adopted",
    ]  # fmt: skip
    assert told["duties"][0]["months_late"] == 4


class Page(HTMLParser):
    """Collects tags and complains about those left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert all(name in ("lang", "charset", "name", "content", "class") for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_history_as_a_page_is_whole_and_needs_nothing_else(ask: Ask) -> None:
    out = ask("motion", "15/SVV/0743", "--format", "html").stdout
    page = Page()
    page.feed(out)
    assert page.open == []
    assert {"del", "ins", "table"} <= set(page.seen)
    assert "http" not in out
    assert "script" not in page.seen


def test_a_history_as_markdown_keeps_its_tables(ask: Ask) -> None:
    out = ask("motion", "15/SVV/0743", "--format", "md").stdout
    assert out.startswith("# 15/SVV/0743\n")
    assert "~~Die Integrationslotsen halten dabei" in out
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert all(line.count("|") - line.count("\\|") == 4 for line in rows)


def test_motions_are_listed_by_state_and_body(ask: Ask) -> None:
    assert "18/SVV/0391" in ask("motions", "--state", "overdue", "--on", "2022-01-01").stdout
    assert "15/SVV/0743" not in ask("motions", "--state", "overdue", "--on", "2022-01-01").stdout
    listed = json.loads(ask("motions", "--committee", "Soziales", "--json").stdout)
    assert {row["reference"] for row in listed["motions"]} == {"15/SVV/0743", "17/SVV/0212"}
    assert "No motion fits." in ask("motions", "Zeppelin").stdout


def test_a_day_that_is_none_is_a_sentence(ask: Ask) -> None:
    out = ask("duties", "--on", "31.02.2017")
    assert out.exit_code == 2
    assert "is no day; write 2017-01-31 or 31.01.2017" in out.stderr


def test_findings_between_documents_are_listed_with_both_places(tmp_path: Path) -> None:
    for name, result in (("eins.txt", "ungeändert beschlossen"), ("zwei.txt", "abgelehnt")):
        text = FIRST.replace("ungeändert beschlossen", result).replace(
            "Herr Muster fragt", f"Herr Muster ({name}) fragt"
        )
        (tmp_path / name).write_text(text, encoding="utf-8")
    database = f"sqlite:///{tmp_path}/f.sqlite"
    words = ["ingest", str(tmp_path / "eins.txt"), str(tmp_path / "zwei.txt"), "--extracted", str(tmp_path / "records")]
    assert CliRunner().invoke(main, [*words, "--db", database]).exit_code == 0
    out = CliRunner().invoke(main, ["findings", "--db", database, "--code", "M001"]).stdout
    assert "two minutes of one sitting tell opposite results" in out
    assert "eins.txt says “ungeändert beschlossen” and zwei.txt says “abgelehnt”" in out
