"""One registered spaCy component per fact; `extract.py` puts them in order."""
