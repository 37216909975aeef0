# One command per task; `make` lists them. The recipes call scripts/.
.PHONY: help run serve build test check test-core test-proxy test-oidc test-browser test-e2e test-package test-frameworks docs-check test-deploy test-slow test-long fuzz mutants package docs bench size pictures fmt clean

help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

run: ## start the product at http://127.0.0.1:8787/, with sample data
	@scripts/run

serve: ## start it for development at http://127.0.0.1:8080/; reloads after each change
	@scripts/run serve

build: ## build the release page into dist/, and the proxy
	@scripts/setup run && scripts/build

test: ## run all tests; the last line is their sum
	@scripts/test

check: ## check formatting, lints, types, documentation and the rules of the repository
	@scripts/test check

test-core: ## test the core crate, natively
	@scripts/test core

test-proxy: ## test the proxy and the sandbox, natively
	@scripts/test proxy

test-oidc: ## test the proxy against a third-party authorization server
	@scripts/test oidc

test-browser: ## test the widget in headless Chromium and Firefox
	@scripts/test browser

test-e2e: ## test the whole product in a real browser
	@scripts/test e2e

test-package: ## test the npm package and the examples as hosts use them
	@scripts/test package

test-frameworks: ## test the npm package in every framework and bundler: minutes, and 1 GB of npm packages
	@scripts/test frameworks

docs-check: ## run or parse the code samples in README and docs
	@scripts/test docs

test-slow: ## run the tests that take minutes: slow token endpoints, killed proxies
	@scripts/test slow

test-deploy: ## check the files of deploy/, and build and run the container
	@scripts/test deploy

test-long: ## measure the proxy under load and faults for half an hour: prints the figures of bench/PROXY.md
	@scripts/test long

fuzz: ## fuzz the parsers of untrusted input for an hour; needs nightly Rust and cargo-fuzz
	@scripts/fuzz

mutants: ## mutate core and the proxy and run their tests on each mutant: hours; needs cargo-mutants
	@scripts/setup run && scripts/mutants

package: ## build the npm package into pkg/npm, and a folder for pages without a bundler into pkg/plain
	@scripts/setup package && scripts/package

docs: ## build the package and its playground, a static page, into pkg/playground
	@scripts/setup package && scripts/package && node scripts/docs.mjs

bench: ## measure core, and the widget against plain JavaScript; writes bench/RESULTS.md
	@scripts/setup && scripts/bench

size: ## print the widget's transfer size; fails above the budget
	@scripts/setup && scripts/build page >/dev/null && node scripts/size.mjs dist

pictures: ## take the screenshots of README and docs from the running product
	@scripts/setup && scripts/e2e pictures

fmt: ## format Rust, JavaScript and CSS, and write docs/messages.md, docs/reference.md and the package's types
	@scripts/setup && . scripts/env.sh && cargo fmt --all
	@scripts/npm_ci scripts && scripts/node_modules/.bin/biome check --write
	@node scripts/messages.mjs
	@node package/api/write.mjs

clean: ## remove what was built in this folder; the tools stay in the user's cache
	rm -rf target dist pkg package/node_modules scripts/node_modules tests/e2e/node_modules tests/oidc/node_modules tests/package/node_modules tests/package/scratch
	rm -rf tests/package-frameworks/node_modules tests/package-frameworks/scratch
