# The two commands of the README are `make dev` and `make test`; each does all the set-up that it needs.
PYTHON ?= python3
VENV := .venv
EMULATOR := .venv-emulator
BIN := $(VENV)/bin
PORT ?= 4566
WEB_PORT ?= 4567
WORKERS ?= 2
INSTALLING := $(PYTHON) tools/dev/installing.py
SETUP := $(VENV)/.ready $(EMULATOR)/.ready infrastructure/node_modules/.ready web/dist/.ready

# The value is a list of major versions.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 18,20,21,23
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION := 1

.DEFAULT_GOAL := help
.PHONY: help setup dev demo images check lint format test unit faults e2e browser bench load pictures clean preflight

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: setup ## Set up and run the whole service on this machine, show a demonstration, stay up
	@$(BIN)/python -m tools.dev dev --port $(PORT) --web-port $(WEB_PORT)

demo: setup ## The same, but end after the demonstration: exit code 0 if all went well
	@$(BIN)/python -m tools.dev demo

setup: preflight $(SETUP)

preflight:
	@$(PYTHON) tools/dev/preflight.py

check: setup ## Format, lint, types, unit and functional tests
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -n $(WORKERS) -m "not e2e and not docker and not soak" tests

lint: setup ## Format, lint and types only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy infrastructure/app.py

format: setup ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

unit: setup ## Unit tests only
	$(BIN)/pytest -q -n $(WORKERS) tests/unit

faults: setup ## Every fault of docs/reliability.md, and random ones, in memory and on the embedded AWS (MINUTES=30 for as long each)
	$(if $(MINUTES),FAULTS_MINUTES=$(MINUTES)) $(BIN)/pytest -q -s tests/faults

e2e: setup ## Deploy the stack to the embedded AWS and drive it with real clients
	$(BIN)/pytest -q -m "e2e or docker" tests

browser: setup ## Drive the playground page in a real browser (needs chromium)
	$(BIN)/pytest -q tests/e2e/browser

test: setup ## Everything that the README promises: check, then e2e, one summary
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -q -n $(WORKERS) --dist loadgroup tests

images: setup ## Build and check the container images (BASE=image to start from, POOLS="python java" for some)
	@$(BIN)/python -m tools.images build $(if $(BASE),--base $(BASE)) $(POOLS)

bench: setup ## Compare the sandbox with a bare spawn and with the peers found on this machine
	$(BIN)/alpaco bench

load: setup ## Submissions per second and where the time goes, beside an instant worker (N=submissions, CLIENTS=at a time)
	@$(BIN)/python -m tools.load $(if $(N),--submissions $(N)) $(if $(CLIENTS),--clients $(CLIENTS))

pictures: setup ## Make the pictures of the docs anew: the recordings of the tests, and the page of a running `make dev`
	$(BIN)/pytest -q tests/e2e/test_tour.py
	cd test-output/tour && cp terminal-submit.svg terminal-generate.svg terminal-generate-ko.svg ../../docs/images/
	$(BIN)/python -m tools.docs.page_pictures

clean: ## Remove everything that the other commands made
	rm -rf $(VENV) $(EMULATOR) .dev build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis test-output
	rm -rf web/node_modules web/dist infrastructure/node_modules infrastructure/cdk.out runners/judge/sandbox/_bin
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.ready: requirements.txt runtime/requirements.txt infrastructure/requirements.txt tests/requirements.txt pyproject.toml setup.py $(wildcard runners/judge/sandbox/csrc/*)
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALLING) "Installing packages (takes minutes)" -- \
		$(BIN)/pip install --no-color --disable-pip-version-check -r requirements.txt -e '.[worker,bench]'
	@touch $@

$(EMULATOR)/.ready: requirements-emulator.txt
	@$(PYTHON) -m venv $(EMULATOR)
	@$(INSTALLING) "Installing the embedded AWS" -- \
		$(EMULATOR)/bin/pip install --no-color --disable-pip-version-check -r requirements-emulator.txt
	@touch $@

infrastructure/node_modules/.ready: infrastructure/package.json infrastructure/package-lock.json
	@$(INSTALLING) "Installing the CDK command line" -- npm --prefix infrastructure ci --no-audit --no-fund
	@touch $@

web/node_modules/.ready: web/package.json web/package-lock.json
	@$(INSTALLING) "Installing what the playground page is built with" -- npm --prefix web ci --no-audit --no-fund
	@touch $@

web/dist/.ready: web/node_modules/.ready web/index.html web/vite.config.ts web/tsconfig.json $(shell find web/src web/public -type f)
	@$(INSTALLING) "Building the playground page" -- npm --prefix web run build
	@touch $@
