# Short targets; CI calls the same ones. Needs Python 3.11+, pip and make, and nothing else set up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: help setup demo test lint format gate bench docs lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Make .venv with crossread and its tools

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(READY)

demo: $(READY) ## Compare the bundled example, write demo/report.html and demo/report.json
	@mkdir -p demo
	$(BIN)/crossread compare examples/readouts/texts --html demo/report.html --json demo/report.json
	@echo "Open demo/report.html in a browser; demo/report.json is the same as data."

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest

lint: $(READY) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Rewrite the code in the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gate: $(READY) ## Only the quality floors (needs ../shared)
	$(BIN)/python -m pytest -m gate

bench: $(READY) ## Measure quality and cost (needs ../shared)
	$(BIN)/python bench/all.py

docs: $(READY) ## Write the generated parts of docs/
	$(BIN)/python docs/update.py

lock: ## Export the pinned requirements (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-header --no-annotate pyproject.toml -o requirements.lock

clean: ## Remove what the targets made
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
