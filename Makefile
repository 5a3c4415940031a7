# What a person needs, in one place; the work is done in scripts/. Tools and build results are kept in
# $KABINET_CACHE (~/.cache/kabinet) and $CARGO_TARGET_DIR (its folder `target`): see scripts/env.sh.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run watch build test lint unit e2e mutants bench deny fmt
ENV := . scripts/env.sh;

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## install what is missing (system packages, wasm target, build tools, a browser, PostgreSQL)
	@scripts/setup.sh test

run: ## build and start with sample data; prints the address and the logins
	@scripts/setup.sh run
	@scripts/build.sh
	@scripts/run.sh $(ARGS)

watch: ## development: rebuild and reload on every change
	@scripts/setup.sh run
	@$(ENV) cargo leptos watch -- serve --config config/dev.toml

build: ## release build alone
	@scripts/setup.sh run
	@scripts/build.sh

test: ## everything: format, clippy, tests on both databases, release build, browser tests
	@scripts/setup.sh test
	@scripts/test.sh

lint: ## format check, clippy for both sides, shell scripts, types of the browser tests
	@scripts/setup.sh test
	@scripts/lint.sh

unit: ## Rust tests on SQLite and PostgreSQL; ARGS='-p domain money' narrows
	@scripts/setup.sh test
	@scripts/unit.sh $(ARGS)

e2e: ## browser tests of a release build; DATABASE=postgres for the other database, ARGS='-g login' narrows
	@scripts/setup.sh test
	@scripts/build.sh
	@scripts/e2e.sh $(ARGS)

mutants: ## break each rule of a form and see a browser test and a server test fail; ARGS='password-short' narrows
	@scripts/setup.sh test
	@scripts/mutants.sh $(ARGS)

bench: ## load and page-weight measurements of a release build
	@scripts/setup.sh test
	@scripts/build.sh
	@scripts/bench.sh $(ARGS)

deny: ## licences, banned crates, unused dependencies; builds cargo-deny and cargo-machete once (then `test` runs them too)
	@scripts/deny.sh

fmt: ## format the Rust code
	@$(ENV) cargo fmt --all
