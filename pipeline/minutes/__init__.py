"""`Document` to `MinutesRecord`: what the minutes say, each value with the place it was read from."""

from pipeline.minutes.extract import EXTRACTOR, extract
from pipeline.minutes.findings import FINDINGS

__all__ = ["EXTRACTOR", "FINDINGS", "extract"]
