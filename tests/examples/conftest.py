"""The importer is an example for programs outside: it is taken as a file. Minutes and links are those of the exports'
tests."""

import sys
from pathlib import Path

for folder in (Path(__file__).parents[1] / "exports", Path(__file__).parents[2] / "examples"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
