# `make` alone lists what there is.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: help setup demo test check fix prove bench lock

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/runtime.stamp ## Make .venv with the locked dependencies and the portal command

.venv/runtime.stamp: requirements.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make setup PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/runtime.stamp
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

demo: setup ## Build the demo from its feed and serve it on PORT (8000)
	PORTAL_MODE=demo $(BIN)/portal demo --port $(PORT)

test: .venv/dev.stamp ## Run every test, on SQLite and on PostgreSQL
	PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses auto --dist loadfile

check: .venv/dev.stamp ## Formatting, lint, types, import rules and tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PYTHONHASHSEED=0 $(BIN)/pytest --numprocesses auto --dist loadfile

fix: .venv/dev.stamp ## Let the formatter and the linter mend what they can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

prove: .venv/dev.stamp ## The long proofs: kills, takings, broken feeds; prints its figures
	$(BIN)/python -m tests.proofs

bench: .venv/dev.stamp ## The benchmarks, each beside a baseline of the same run
	$(BIN)/python -m tests.bench

lock: ## Resolve requirements*.in anew into the hashed lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.txt requirements-dev.in requirements.in -o requirements-dev.txt
