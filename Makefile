# Two commands for people: `make demo` and `make test`. Everything they need goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test bench samples pins clean

demo: $(VENV)/runtime.stamp
	@$(BIN)/protokolle ingest corpora/protokolle
	@echo
	@$(BIN)/protokolle motion 15/SVV/0743

test: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2
	$(BIN)/python bench/ingest.py --check --slack 1.25

bench: $(VENV)/dev.stamp
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/extraction.py
	$(BIN)/python bench/ingest.py --check

samples: $(VENV)/dev.stamp
	$(BIN)/python corpora/make_samples.py

# New pins, with hashes and without addresses; needs uv.
pins:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--upgrade pyproject.toml requirements/build.in -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--upgrade pyproject.toml requirements/build.in requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("Protokolle needs Python 3.11 or newer; this is %s. Name another: make PYTHON=python3.12" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/runtime.stamp: $(VENV)/pyvenv.cfg requirements/runtime.txt pyproject.toml
	@echo "Setting up $(VENV) (a minute, once) ..."
	@test -e $(VENV)/dev.stamp || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/pyvenv.cfg requirements/dev.txt pyproject.toml
	@echo "Setting up $(VENV) for tests (a minute, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
