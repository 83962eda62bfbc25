# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := ingest warehouse dashboard tests assets/samples

.PHONY: demo test check format bench screenshots samples lock clean python chromium

demo: $(VENV)/.runtime  ## set up, read the bundled sample reports, serve the dashboard
	$(BIN)/houseviews demo

test: check chromium  ## set up, lint, types, all tests, the browser ones included
	$(BIN)/pytest

check: $(VENV)/.dev  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev chromium  ## print speeds as ratios; ROWS=50000 PARTS="data clicks" for less
	$(BIN)/python -m tests.bench $(if $(ROWS),--rows $(ROWS)) $(foreach part,$(PARTS),--only $(part))

screenshots: $(VENV)/.dev chromium  ## take the pictures of the README from the sample reports
	$(BIN)/python -m dashboard.screenshots

samples: $(VENV)/.dev  ## typeset the sample reports again
	$(BIN)/python assets/samples/build.py

lock: $(VENV)/.dev  ## pin the newest versions that pyproject.toml allows, with hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK_FLAGS) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK_FLAGS) --extra dev pyproject.toml -o requirements-dev.lock

LOCK_FLAGS := --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --upgrade

clean:  ## remove the environment and the caches; your warehouse stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Houseviews needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 ..." >&2; \
		exit 1; }

$(VENV)/bin/python: | python
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

chromium: $(VENV)/.dev
	@sh .ci/chromium
