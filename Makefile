.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
SOURCES := feedback surveys youwesaid

.PHONY: help install install-tests browser demo test sure lint types format translations migration wheel clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(BIN)/.installed-tests: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

install: $(BIN)/.installed mo ## Make .venv and install the product

install-tests: $(BIN)/.installed-tests mo

.PHONY: mo
mo: $(BIN)/.installed
	@$(BIN)/python translations/compile.py

browser: install-tests ## Install a browser for the tests, where there is none
	@bash tests/support/install_browser.sh $(BIN)/python

demo: install ## Run everything on this machine with an invented example
	$(BIN)/youwesaid demo $(ARGS)

test: browser ## Install what the tests need and run all of them, on both databases
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

sure: lint types test ## Everything that must hold before a change lands

lint: install-tests ## Style, imports, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

types: install-tests ## Types
	$(BIN)/mypy

format: install-tests ## Put the code into its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: install-tests ## Extract words, update every catalogue, compile
	$(BIN)/python translations/update.py

migration: install-tests ## Write a migration: make migration MESSAGE="what changes"
	$(BIN)/python migrations/new.py "$(MESSAGE)"

wheel: install-tests ## Build the wheel, catalogues compiled
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Remove what was built (never the data folder)
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache
