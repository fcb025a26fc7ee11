# What there is to make: demo, test, check, docs, bench, bench-screen. Everything is installed into .venv, from the package
# index that pip is configured for.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SOURCES := $(shell find crmcli -type f -not -name '*.pyc' 2>/dev/null)

# One more than there are processors: now and then a test waits, for a real cron most of a minute.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)))

# Where nothing compiled may be kept, each worker compiles all tests, and each crm that a test starts all of crm.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types contracts pages docs bench bench-screen clean

help:
	@echo "make demo    try crm with a sample address book"
	@echo "make test    run the tests"
	@echo "make check   format, lint, types, contracts, tests, docs in step"
	@echo "make docs    write the reference, the examples' answers and the pictures anew"
	@echo "make bench   measure what is promised to be fast"
	@echo "make bench-screen   the same of the full-screen crm, in a real terminal"
	@echo "make clean   remove what was made here"

demo: $(VENV)/installed
	@$(BIN)/crm demo

test: $(VENV)/developing
	@$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/developing
	@$(MAKE) --no-print-directory --jobs types pages format lint contracts
	$(BIN)/python -m pytest -n $(WORKERS)

format: $(VENV)/developing
	$(BIN)/ruff format --check .

lint: $(VENV)/developing
	$(BIN)/ruff check .

types: $(VENV)/developing
	$(BIN)/mypy

contracts: $(VENV)/developing
	$(BIN)/lint-imports

pages: $(VENV)/developing
	$(BIN)/python docs/generate.py --check

docs: $(VENV)/developing
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/examples.py
	@$(BIN)/python docs/picture.py
	@$(BIN)/python docs/screens.py

bench: $(VENV)/developing
	@$(BIN)/python benchmarks/run.py

bench-screen: $(VENV)/developing
	@$(BIN)/python benchmarks/screen.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find benchmarks crmcli docs tests -name __pycache__ -prune -exec rm -rf {} +

# Where the sources are installed in place already, there is nothing to install again for the demo.
$(VENV)/installed: $(VENV)/created pyproject.toml $(SOURCES)
	@if [ ! -e $(VENV)/developing ]; then echo "Installing crm into $(VENV) ..." >&2 && $(PIP) '.[holidays]'; fi
	@touch $@

$(VENV)/developing: $(VENV)/created pyproject.toml
	@echo "Installing crm and its tools into $(VENV) ..." >&2
	@$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/created:
	@set -e; \
	for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    python=$$candidate; break; \
	  fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "crm needs Python 3.11 or later: install it, or name it with make PYTHON=/path/to/python3." >&2; \
	  exit 1; \
	fi; \
	if ! $$python -m venv $(VENV); then \
	  echo "Python cannot make a virtual environment: on Debian and Ubuntu, install python3-venv." >&2; \
	  exit 1; \
	fi
	@touch $@
