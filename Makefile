# One command a chore; `make help` lists them. Nothing is installed outside this folder.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
JOBS ?= 2
PORT ?= 8000
TESTS ?=
BENCH ?=
GUARDS ?=
unexport DJANGO_SETTINGS_MODULE

.PHONY: help run test format lint types walls migrations pytest alone faults guards bench doctor clean documents requirements env \
	venv-base venv-dev

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: venv-base ## start everything on this machine, with the demo's data, on port $PORT (8000)
	@exec $(BIN)/python manage.py up --demo --port $(PORT)

test: venv-dev ## everything CI checks: format, lint, types, walls, migrations, tests
	@$(MAKE) lint
	@$(MAKE) types
	@$(MAKE) walls
	@$(MAKE) migrations
	@$(MAKE) pytest

format: venv-dev ## rewrite the code the way lint wants it
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

lint: venv-dev ## format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: venv-dev ## types; strict for kernel, contracts and domains
	$(BIN)/mypy

walls: venv-dev ## what may import what (importlinter.ini)
	$(BIN)/lint-imports --config importlinter.ini

migrations: venv-dev ## every model change has its migration
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run --skip-checks

pytest: venv-dev ## the tests; one context: make pytest TESTS=apps/orders
ifeq ($(TESTS),)
	@$(MAKE) alone
	$(BIN)/pytest -n $(JOBS) --dist loadfile tests quenty $(wildcard apps/*/tests/*admin*.py)
else
	$(BIN)/pytest -n $(JOBS) --dist loadfile $(TESTS)
endif

alone: venv-dev ## each context's own tests, with nothing of the others there
	@for context in $(notdir $(patsubst %/,%,$(dir $(wildcard apps/*/apps.py)))); do \
		echo "$$context alone"; \
		QUENTY_CONTEXTS=$$context $(BIN)/pytest -n $(JOBS) --dist loadfile "apps/$$context" || exit 1; \
	done

faults: venv-dev ## kill, cut off and restart everything, the long rounds included
	$(BIN)/pytest tests/faults tests/platform/transports -m "faults or not faults"

guards: venv-dev ## take out one guard at a time, in a copy, and want its test red (GUARDS=words)
	@$(BIN)/python -m tests.faults.guards $(GUARDS)

bench: venv-dev ## how fast it is, each figure beside the same work done barely (BENCH=names)
	@$(BIN)/python -m benchmarks $(BENCH) --json .quenty/benchmarks.json

doctor: venv-base ## what is wrong with this environment and how to mend it
	@$(BIN)/python manage.py doctor

clean: ## forget the state: stop what runs from it, remove .quenty
	@if [ -d "$${QUENTY_STATE_DIR:-.quenty}" ]; then \
		.ci/venv base && $(BIN)/python -m quenty.platform.supervisor.forget \
			"$${QUENTY_STATE_DIR:-.quenty}"; \
	fi

env: venv-base ## random secrets for docker-compose.yml into .env, unless it is there
	@test -e .env || (umask 077; $(BIN)/python .ci/env.py > .env && echo "wrote .env")

documents: venv-dev ## write docs/errors.md, events.md, map.md and the contracts' schemas
	$(BIN)/python manage.py documents

requirements: venv-dev ## pin the dependencies of pyproject.toml anew
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements/tools.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links \
		pyproject.toml --output-file requirements/base.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --extra karrio \
		--constraint requirements/base.txt pyproject.toml --output-file requirements/karrio.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --extra dev --extra karrio \
		--constraint requirements/base.txt pyproject.toml --output-file requirements/dev.txt

venv-base:
	@.ci/venv base

venv-dev:
	@.ci/venv dev
