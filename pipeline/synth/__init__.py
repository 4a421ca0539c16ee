"""Synthetic minutes with gold, in all layouts, from phrase banks of our own: for tests, benchmarks and demos.

Nothing here knows the rules of the extraction: the banks are written apart, so that a score on these documents is not
the rules' echo. Imports only `pipeline.model`. The way in is `make.make` and `make.write`; `names` lists what there is.
"""
