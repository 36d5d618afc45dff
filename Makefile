# `make demo` and `make test` set up all they need in .venv, on a machine with Python 3.11 or newer and make.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test thorough programs check format lowest newest dist bench fuzz mutation clean
.DEFAULT_GOAL := help

# Many tests start Python: each would compile riskreg anew.
unexport PYTHONDONTWRITEBYTECODE

help:  ## say what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*## /: /'

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "riskreg needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo "Setting up .venv; this is done once and takes about two minutes." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable '.[dev]'
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true # as pip would, but on every processor
	@touch .venv/ready

demo: .venv/ready  ## what changed between the two West Sussex reports
	@$(BIN)/riskreg compare 2021 2022

test: .venv/ready  ## lint, types, tests with coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup -m "not slow and not libreoffice and not browser" --cov --cov-report=term

thorough: .venv/ready  ## every test, those that take long included, with 100 examples of each law
	$(BIN)/pytest -n auto --dist loadgroup --hypothesis-profile=thorough

programs: .venv/ready  ## the tests that take documents through LibreOffice and pages through Chromium, where these are
	$(BIN)/pytest -n auto --dist loadgroup -m "libreoffice or browser"

check: .venv/ready  ## every fault of every register in registers/
	@$(BIN)/riskreg check --strict

format: .venv/ready  ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What makes packages and Pythons is kept from what riskreg rests on. Packages come from where pip has them from.
.venv/release/ready: pyproject.toml
	@$(PYTHON) -m venv .venv/release
	@.venv/release/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@.venv/release/bin/python -m pip install --quiet --disable-pip-version-check --group release
	@touch .venv/release/ready

UV = .venv/release/bin/uv

lowest: .venv/release/ready  ## tests of what touches a dependency, with the lowest releases that pyproject.toml allows
	@$(UV) venv --quiet --clear --python $(or $(OTHER),3.11) .venv/lowest
	@$(UV) pip compile --quiet --resolution lowest-direct --python .venv/lowest/bin/python pyproject.toml \
	  $(foreach extra,fast analytics plot excel import,--extra $(extra)) --output-file .venv/lowest/lowest.txt >/dev/null
	@$(UV) pip install --quiet --python .venv/lowest/bin/python --constraints .venv/lowest/lowest.txt --editable '.[dev]'
	.venv/lowest/bin/python tests/releases.py lowest

newest: .venv/release/ready  ## the same with the newest releases; OTHER=3.13, or its path, for another Python
	@$(UV) venv --quiet --clear --python $(or $(OTHER),$(PYTHON)) .venv/newest
	@$(UV) pip install --quiet --python .venv/newest/bin/python --upgrade --refresh --editable '.[dev]'
	.venv/newest/bin/python tests/releases.py newest

# An isolated build, then a Python that holds the wheel and what it asks for, and nothing else.
dist: .venv/release/ready  ## wheel and sdist in dist/, both checked; the wheel, installed alone, runs the README
	rm -rf dist .venv/installed
	.venv/release/bin/python -m build
	.venv/release/bin/python -m twine check --strict dist/*
	$(PYTHON) -m venv .venv/installed
	.venv/installed/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	.venv/installed/bin/python -m pip check
	.venv/release/bin/python tests/shown.py .venv/installed/bin/riskreg README.md

# Some peers ask for other versions of what riskreg rests on, so they have a Python of their own.
.venv/peers/ready: .venv/ready
	@echo "Setting up .venv/peers for the peers that riskreg is measured beside." >&2
	@$(BIN)/python -m venv .venv/peers
	@.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch .venv/peers/ready

bench: .venv/peers/ready  ## how fast it is beside its peers, into docs/performance.md: about half an hour
	$(BIN)/python benchmarks/speed.py --page docs/performance.md

fuzz: .venv/ready  ## damaged inputs for SECONDS=60 in all, of one SEED; a case that fails is kept in fuzz-found/
	PYTHONPATH=tests $(BIN)/python -m fuzz --seconds $(or $(SECONDS),60) $(if $(SEED),--seed $(SEED)) $(TARGETS)

mutation: .venv/ready  ## faults put into MUTANTS=250 places of the code or more, of one SEED=1: how many do the tests find?
	$(BIN)/python benchmarks/mutation.py --mutants $(or $(MUTANTS),250) --seed $(or $(SEED),1)

clean:  ## forget everything that was made
	rm -rf .venv dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache fuzz-found
