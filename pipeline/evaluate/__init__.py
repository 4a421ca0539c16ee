"""Records against gold: how often is each field right, and where is it not.

    from pipeline.evaluate import evaluate
    report = evaluate([Path("minutes")], extract=extract_file)
    report.text(), report.to_json(), check_floors(report, load_floors(Path("docs/accuracy-floors.json")))

The extractor is passed in, so the scorer can be tested with records made by hand; `extract_file` is the product's own.
"""

from pipeline.evaluate.extractor import extract_file
from pipeline.evaluate.floors import check_floors, load_floors
from pipeline.evaluate.report import FIELDS, Miss, Report, Score
from pipeline.evaluate.run import evaluate

__all__ = ["FIELDS", "Miss", "Report", "Score", "check_floors", "evaluate", "extract_file", "load_floors"]
