# Freelance Advisor: `make help` lists what there is.

PYTHON ?= python3
VENV ?= .venv
STATE ?= scenarios/states/established-ghostwriter.yaml
ARGS ?=
PROCESSES ?= auto

BIN := $(VENV)/bin
RUN := $(VENV)/.ready-to-run
DEV := $(VENV)/.ready-to-test

# Constraints reach the isolated build of durable-rules too: newer versions of pip read the second name there.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# durable-rules calls a function that Python 3.13 no longer has; harmless on older versions. Its own setup.py
# turns optimisation off, which costs a third of its speed.
override CPPFLAGS += -O2 -DPyEval_CallObject=PyObject_CallObject
export CPPFLAGS

# The tests start the advisor hundreds of times: what Python compiles is kept, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help advise test check pytest mutate format schemas wheel bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "STATE=FILE picks another freelancer for advise, ARGS='...' adds options to advise or pytest,"
	@echo "PYTHON=python3.12 picks another Python (3.11 or newer), VENV=FOLDER another environment,"
	@echo "PROCESSES=0 runs the tests in one process, as a debugger needs it."

advise: $(RUN) ## advise on STATE (installs what is missing first)
	@$(BIN)/advisor advise $(STATE) $(ARGS)

test: check pytest ## run every check and every test

check: $(DEV) ## run every check except the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/advisor check rules --strict
	$(BIN)/advisor test scenarios

pytest: $(DEV) ## run the tests alone
	$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal $(ARGS)

mutate: $(DEV) ## change the rules on purpose: do the scenarios notice nine in ten? (a minute or two)
	$(BIN)/advisor test scenarios --rules rules --mutate --fail-under 90

format: $(DEV) ## format the code and apply the safe fixes
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schemas: $(RUN) ## rewrite the JSON Schemas for editors in schemas/
	for kind in playbook state scenario; do \
	  $(BIN)/advisor schema $$kind --rules rules > schemas/$$kind.json && \
	  $(BIN)/python -m json.tool --compact --no-ensure-ascii schemas/$$kind.json schemas/$$kind.schema.json && \
	  rm schemas/$$kind.json || exit 1; done

wheel: $(DEV) ## build the source archive, and the wheel from it, into dist/
	rm -rf dist
	$(BIN)/python -m hatchling build -t sdist -d dist
	$(BIN)/python -m pip wheel -q --no-deps -w dist dist/*.tar.gz

bench: $(DEV) ## run the benchmarks
	$(BIN)/python -m bench $(ARGS)

clean: ## remove environments, caches and what was built
	rm -rf .venv .venv-* build dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find advisor tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "The advisor needs Python 3.11 or newer, and $(PYTHON) is not one ($$($(PYTHON) --version 2>&1))." >&2; \
	  echo "Name one that is: make $(or $(MAKECMDGOALS),advise) PYTHON=python3.12" >&2; exit 1; }
	@command -v $(firstword $(CC)) >/dev/null || { \
	  echo "One dependency is compiled on the way, and there is no C compiler ($(firstword $(CC))) here. Get one:" >&2; \
	  echo "  Debian, Ubuntu, WSL on Windows:  sudo apt install build-essential python3-dev" >&2; \
	  echo "  Fedora:                          sudo dnf install gcc python3-devel" >&2; \
	  echo "  macOS:                           xcode-select --install" >&2; exit 1; }
	@echo "Installing the advisor$(2) into $(VENV) ..." >&2
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) >&2
	@$(BIN)/python -m pip install -q -e '.$(1)' >&2
	@$(BIN)/python -m compileall -q advisor >&2
endef

$(RUN): pyproject.toml constraints.txt
	$(call install,,)
	@touch $@

$(DEV): pyproject.toml constraints.txt
	$(call install,[dev], and its tools)
	@touch $(RUN) $@
