# Two commands matter: `make run` and `make test`. Everything they need they make themselves.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
HIRING_DATA ?= data
export HOST PORT HIRING_DATA

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

PANGO_DEBIAN := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
ifeq ($(shell uname -s),Darwin)
# Homebrew's libraries are not on the loader's path of every Python.
export DYLD_FALLBACK_LIBRARY_PATH := $(shell brew --prefix 2>/dev/null)/lib:$(DYLD_FALLBACK_LIBRARY_PATH)
endif

.PHONY: run test check bench env dev-env pango browser translations schema clean

run: env pango
	@$(BIN)/hiring serve

# A process for every thread of the machine (`auto` counts cores); each has a PostgreSQL and a Chromium of its own.
test: dev-env pango browser
	$(BIN)/python -m pytest -n logical --maxprocesses 8

check: dev-env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m pytest tests/test_architecture.py tests/test_translations.py tests/test_documentation.py tests/storage/test_database.py

bench: dev-env pango
	$(BIN)/python -m benchmarks

env: $(VENV)/runtime.stamp
dev-env: $(VENV)/development.stamp

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "hiring needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >$(VENV).log 2>&1 || { \
		rm -rf $(VENV); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null \
			&& $(PYTHON) -m venv $(VENV); \
		else \
			cat $(VENV).log; echo "Python has no venv module. On Debian: sudo apt-get install python3-venv"; exit 1; \
		fi; }
	@rm -f $(VENV).log

$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned dependencies ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/development.stamp: requirements-dev.lock $(VENV)/runtime.stamp
	@echo "Installing the pinned development tools ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# WeasyPrint draws text with Pango, which no Python package carries.
pango:
	@$(BIN)/hiring doctor --quiet && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Pango ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PANGO_DEBIAN) >/dev/null; \
	else \
		$(BIN)/hiring doctor || true; \
	fi

# The tests drive a Chromium through Playwright, whose own program needs libatomic. Debian has one without windows, which opens
# a visitor's for a third of the work; one with windows that is there already does as well.
BROWSER_DEBIAN := chromium-headless-shell libatomic1
browser: dev-env
	@{ command -v chromium-headless-shell || command -v chromium || command -v google-chrome; } >/dev/null \
		&& $(VENV)/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1 \
		&& exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium ..."; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -qq && { apt-get install -y -qq $(BROWSER_DEBIAN) || apt-get install -y -qq chromium libatomic1; } >/dev/null; \
	elif [ "$$CI" = true ]; then \
		echo "No Chromium, and under CI the browser tests must run."; exit 1; \
	else \
		echo "NO BROWSER: the browser tests will be left out. On Debian: sudo apt-get install $(BROWSER_DEBIAN)"; \
	fi

translations: dev-env
	$(BIN)/pybabel -q extract -F pyproject.toml -k N_ -k gettext -k ngettext:1,2 --no-location --sort-output \
		--project hiring --ignore-dirs=".* tests benchmarks docs" -o $(VENV)/messages.pot .
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -o hiring/translations/ru/messages.po -l ru \
		--no-fuzzy-matching --ignore-obsolete --no-wrap

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
