# `make` alone lists what there is.
SHELL := /bin/sh
PORT ?= 8081

.DEFAULT_GOAL := help
.PHONY: help demo test run bench lock format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

demo: ## the bot and a phone in a web page on this machine; no token, no network
	@tools/environment.sh run
	@exec .venv/bin/python -m bot.demo --port $(PORT)

test: ## format, lint, types, layers and all tests
	@exec tools/test.sh

run: ## the bot in real Telegram, with BOT_TOKEN from the environment or .env
	@tools/environment.sh run
	@exec .venv/bin/python -m bot run

bench: ## what a tap costs, as ratios to floors measured in the same run
	@tools/environment.sh dev
	@exec .venv/bin/python -m tests.bench

lock: ## lock the requirements anew, with hashes and without an index address
	@tools/lock.sh

format: ## format the source
	@tools/environment.sh dev
	@.venv/bin/ruff format -q . && .venv/bin/ruff check -q --fix .

clean: ## remove what was built; data/ stays
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
