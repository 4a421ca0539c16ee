"""OParl files (papers, consultations, meetings, agenda items, organizations of a city's council information system) to
`OParlRecord`: `read_oparl` is the door. Only what a paper's way needs is kept, and never the name of a person."""

from pipeline.oparl.findings import OPARL_FINDINGS
from pipeline.oparl.read import OPARL_EXTRACTOR, read_oparl

__all__ = ["OPARL_EXTRACTOR", "OPARL_FINDINGS", "read_oparl"]
