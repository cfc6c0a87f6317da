# Everything runs from .venv, which `make install` fills from the pinned, hashed lists in requirements/.

.DEFAULT_GOAL := help
BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .venv-peers/.installed
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
UV ?= uv
KAFKA_PORT ?= 9092
ELASTICSEARCH_PORT ?= 9200

.PHONY: help install run test test-all servers servers-stop check format bench bench-distributed evaluate schemas lock

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## make .venv and install vorlaut and its tools into it

run: $(INSTALLED) ## open the console on a made-up company, and watch vorlaut find leaks there
	$(BIN)/vorlaut demo

test: $(INSTALLED) ## run the quick tests, without network and in random order
	$(BIN)/python -m pytest -m "not bench and not servers and not browser"

test-all: check ## check, then run all tests, those on real servers (Java 21, Maven; the first time it fetches them) and in Chromium too
	$(BIN)/python -m tests.servers fetch
	$(BIN)/python -m pytest -n 2 --dist loadfile

servers: $(INSTALLED) ## start a Kafka and an Elasticsearch on this machine (KAFKA_PORT=9092 ELASTICSEARCH_PORT=9200)
	@$(BIN)/python -m tests.servers up --kafka-port $(KAFKA_PORT) --elasticsearch-port $(ELASTICSEARCH_PORT)

servers-stop: $(INSTALLED) ## end them; what they hold stays in vorlaut-servers/
	@$(BIN)/python -m tests.servers down

check: $(INSTALLED) ## lint, format, types, and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED) ## mend what ruff can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(INSTALLED) ## measure speed and memory; takes some minutes
	$(BIN)/python tests/bench/main.py

bench-distributed: $(INSTALLED) $(PEERS) ## measure it on Kafka beside other programs, and its console; needs Java, takes half an hour
	$(BIN)/python -m tests.bench.distributed

evaluate: $(INSTALLED) ## measure every gate of detection on made-up leaks, and on real posts in VORLAUT_BACKGROUND
	$(BIN)/python -m tests.evaluation

schemas: $(INSTALLED) ## rewrite streams/schemas/ from streams/events.py
	$(BIN)/python tests/unit/test_schemas.py

lock: ## pin what pyproject.toml and requirements/build.in ask for; needs uv
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra distributed --output-file requirements/distributed.txt
	$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra peers --output-file requirements/peers.txt
	$(COMPILE) requirements/build.in --output-file requirements/build.txt

$(INSTALLED): requirements/dev.txt requirements/build.txt pyproject.toml
	@python=; for each in python3.11 python3.12 python3.13 python3; do \
	  if $$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo 'vorlaut needs Python 3.11, 3.12 or 3.13, and none of them was found on the PATH. Please install one and run make again.' >&2; \
	  exit 1; \
	fi; \
	"$$python" -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(PEERS): $(INSTALLED) requirements/peers.txt # its own, because Quix Streams wants another pydantic than ours
	$(BIN)/python -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --require-hashes -r requirements/peers.txt
	@touch $@
