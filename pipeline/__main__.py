"""`python -m pipeline` is the command `protokolle`."""

from pipeline.cli.main import main

main()
