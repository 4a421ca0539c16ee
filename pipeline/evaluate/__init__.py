"""Records against gold: how often is each field right, and where is it not.

    from pipeline.evaluate import evaluate
    report = evaluate([Path("minutes")], extract=extract_file)
    report.text(), report.to_json(), check_floors(report, load_floors(Path("docs/accuracy-floors.json")))

The extractor is passed in, so the scorer can be tested with records made by hand; `extract_file` is the product's own.
"""

from pipeline.evaluate.extractor import extract_file
from pipeline.evaluate.floors import check_floors, load_floors
from pipeline.evaluate.html import html_report
from pipeline.evaluate.recorded import read_otherwise
from pipeline.evaluate.report import FIELDS, Macro, Miss, Page, Report, Score
from pipeline.evaluate.run import evaluate

__all__ = [
    "FIELDS",
    "Macro",
    "Miss",
    "Page",
    "Report",
    "Score",
    "check_floors",
    "evaluate",
    "extract_file",
    "html_report",
    "load_floors",
    "read_otherwise",
]
