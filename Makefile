# Every target bootstraps .venv from the hash-locked requirements first.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/ready
BIN := $(VENV)/bin
SPREAD := -n 5 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo torture test coverage bench check format lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1 : /'

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Siaga TPS needs Python 3.11 or newer. Point to one: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo 'Python cannot make a virtual environment here. On Debian: apt-get install python3-venv' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Simulated Telegram + sample city + bot, no token and no internet needed
	$(BIN)/siaga demo

check: $(READY) ## The gates: format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## The gates, then every test
	$(BIN)/pytest $(SPREAD)

coverage: $(READY) ## Every test, and which lines none of them runs; half as slow again
	$(BIN)/coverage erase
	$(BIN)/pytest $(SPREAD) --cov --cov-report=term

torture: $(READY) ## 100,000 broken inputs, a broadcast through 3 kills, 24,000 updates through 240; figures last
	$(BIN)/python -m tests.fuzz.long --inputs 100000
	$(BIN)/python -m tests.broadcast.flood --people 11000 --kills 3
	$(BIN)/python -m tests.durability.torture --kills 40 --updates 4000 --webhook
	$(BIN)/python -m tests.durability.torture --kills 200 --updates 20000

bench: $(READY) ## Speed beside peers, every bar in one table (QUICK=1: one small round)
	$(BIN)/python -m tests.benchmarks $(if $(QUICK),--quick) $(BENCH)

format: $(READY) ## Format the code and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Pin every requirement anew (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv on the PATH' >&2; exit 1; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra dev --extra bench --upgrade --output-file requirements.txt pyproject.toml

clean: ## Forget the environment and every cache
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.*
