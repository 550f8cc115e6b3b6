# Works on a bare Debian 12 with python3, python3-venv, make and git; nothing else beforehand.
PYTHON ?= python3
UV_VERSION := 0.13.8
# A uv already on the PATH is used; otherwise one is put into .uv/, and nowhere else.
UV := $(or $(shell command -v uv),.uv/bin/uv)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := $(PYTHON)
export UV_SYSTEM_CERTS := 1
SYNC := $(UV) sync --frozen --compile-bytecode --quiet
LOCK := uv.lock pyproject.toml
CORE := checks cli deadlines documents ledger official readers rulebook sampling standards workflow
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2

.PHONY: help setup demo run test core journeys postgres lint fix check docs bench
.DEFAULT_GOAL := help

help:      ## list what there is
	@sed -n 's/^\([a-z]*\): .*## /  make \1\t/p' Makefile | expand -t 18

setup: .venv/.dev ## make the environment from uv.lock

demo: .venv/.runtime ## serve a site of invented firms with a year of history
	$(BIN)/chahe demo

run: .venv/.runtime ## serve the site in var/, for development
	CHAHE_DEBUG=1 $(BIN)/chahe serve

test: .venv/.dev ## every test but the browser journeys; says what it left out
	@second=$$(mktemp); trap 'rm -f $$second' EXIT; \
	$(PYTEST) --ignore=tests/journeys --part 2/2 >$$second 2>&1 & running=$$!; \
	$(PYTEST) --ignore=tests/journeys --part 1/2; first=$$?; \
	wait $$running; status=$$?; cat $$second; exit $$((first ? first : status))

core: .venv/.dev ## the pure folders, with pytest-django switched off
	$(PYTEST) -p no:django -W ignore::pytest.PytestConfigWarning \
		-o addopts= --strict-markers -q --import-mode=importlib $(CORE:%=tests/%)

journeys: .venv/.journeys ## the browser journeys; needs chromium
	$(PYTEST) tests/journeys

postgres: .venv/.dev ## the tests again on the PostgreSQL of CHAHE_TEST_DATABASE_URL
	@test -n "$$CHAHE_TEST_DATABASE_URL" || { echo "set CHAHE_TEST_DATABASE_URL, for example postgresql://root@127.0.0.1:5432/test"; exit 2; }
	$(PYTEST) -n $(WORKERS) $(addprefix --ignore=tests/,journeys architecture docs $(CORE))

lint: .venv/.dev ## style, types of the core, import contracts, templates, lock file
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(UV) lock --check --offline --quiet

fix: .venv/.dev ## format, and mend what can be mended
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2

docs: .venv/.dev ## write docs/reference/ again from the source
	$(BIN)/python -m docs.generate

check: lint test journeys ## everything CI runs; the tests see that docs/reference/ is fresh

bench: .venv/.dev ## measure what must be fast; results are kept in bench/RESULTS.md
	for script in $(filter-out bench/_%,$(wildcard bench/*.py)); do PYTHONPATH=. $(BIN)/python $$script || exit 1; done

# One stamp an environment, so that nothing is installed twice.
.venv/.dev: $(LOCK) | $(UV)
	$(SYNC)
	@touch .venv/.runtime $@

.venv/.runtime: $(LOCK) | $(UV)
	$(SYNC) --no-default-groups --inexact
	@touch $@

.venv/.journeys: .venv/.dev
	$(SYNC) --group journeys
	@touch $@

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet uv==$(UV_VERSION)
