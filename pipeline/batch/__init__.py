"""Many inputs, one run: resume, quarantine, the balance. `ingest` is the door; everything else stands behind it."""

from pipeline.batch.balance import Balance, Reason
from pipeline.batch.progress import Progress, Silent
from pipeline.batch.run import StoppedError, ingest

__all__ = ["Balance", "Progress", "Reason", "Silent", "StoppedError", "ingest"]
