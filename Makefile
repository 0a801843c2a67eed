# Two commands do everything: `make graph` and `make test`. Both set up what they need in .venv, quickly when repeated.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := data/chunks.parquet
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: graph test check format bench explorer pictures lock clean help

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

graph: $(VENV)/core.stamp  ## build the concept graph of data/ into outputs/
	@$(BIN)/kg build $(SAMPLE) --out outputs/lantern --title "Lantern" --base-iri https://docs.lantern.example/concepts/
	@echo "open outputs/lantern/graph.html in a browser; read outputs/lantern/report.md; try: $(BIN)/kg show outputs/lantern BM25"

test: $(VENV)/dev.stamp  ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/dev.stamp  ## formatting, lint, strict types, import layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(MAKE) test

format: $(VENV)/dev.stamp  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp  ## measure speed and quality on the corpora beside the checkout
	$(BIN)/python bench/run.py

explorer:  ## rebuild the explorer's bundle from its TypeScript sources (needs Node)
	cd explorer && npm ci --no-audit --no-fund && npm test && npm run build

pictures: $(VENV)/dev.stamp  ## take the pictures of the documentation anew
	$(BIN)/python docs/make_pictures.py

lock:  ## write the lock files anew (needs uv)
	uv pip compile pyproject.toml --group build --universal --generate-hashes --python-version 3.11 -o requirements.lock --custom-compile-command "make lock" -q
	uv pip compile pyproject.toml --group build --group dev --extra notebook --extra serve --extra spark -c requirements.lock --universal --generate-hashes --python-version 3.11 -o requirements-dev.lock --custom-compile-command "make lock" -q

clean:  ## remove what the commands here made
	rm -rf $(VENV) tests/exports/graphrag/.venv outputs/lantern .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is wanted; say which: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/core.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q kg
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/core.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
