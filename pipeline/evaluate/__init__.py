"""Records against gold: how often is each field right, and where is it not.

    from pipeline.evaluate import evaluate
    report = evaluate([Path("minutes")], extract=my_extract)
    print(report.text())

The rules are not imported: `extract` is passed in, so the scorer can be tested with records made by hand.
"""

from pipeline.evaluate.floors import check_floors, load_floors
from pipeline.evaluate.report import FIELDS, Miss, Report, Score
from pipeline.evaluate.run import evaluate

__all__ = ["FIELDS", "Miss", "Report", "Score", "check_floors", "evaluate", "load_floors"]
