# The habits, one command each. `make` lists them. What they do stands in scripts/.
.PHONY: help run serve build test check test-core test-proxy test-oidc test-browser test-e2e test-package docs-check test-long fuzz package bench size pictures fmt clean

help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

run: ## show the product at http://127.0.0.1:8787/, with invented data
	@scripts/run

serve: ## the same for development, at http://127.0.0.1:8080/: reloads after each change
	@scripts/run serve

build: ## build the release page into dist/, and the proxy
	@scripts/setup run && scripts/build

test: ## all tests; the last line is their sum
	@scripts/test

check: ## formatting, and clippy on native and wasm32 with warnings as errors
	@scripts/test check

test-core: ## what a bounce report is: native tests
	@scripts/test core

test-proxy: ## the proxy and the sandbox: native tests
	@scripts/test proxy

test-oidc: ## the proxy against an authorization server that others wrote
	@scripts/test oidc

test-browser: ## the widget, in headless Chromium and Firefox
	@scripts/test browser

test-e2e: ## the whole product, in a real browser
	@scripts/test e2e

test-package: ## the npm package and the examples, as others use them
	@scripts/test package

docs-check: ## the code in README and docs runs, or at least reads as code
	@scripts/test docs

test-long: ## what takes minutes: slow token endpoints, proxies killed at random moments
	@scripts/test long

fuzz: ## inputs of strangers, guided by coverage: an hour, with nightly Rust and cargo-fuzz
	@scripts/fuzz

package: ## build what others embed: pkg/npm, and pkg/plain for pages without a bundler
	@scripts/setup && scripts/package

bench: ## measure core, and the widget against plain JavaScript: writes bench/RESULTS.md
	@scripts/setup && scripts/bench

size: ## print the bytes on the wire of what the widget needs; fails over the budget
	@scripts/setup && scripts/build page >/dev/null && node scripts/size.mjs dist

pictures: ## take the pictures of README and docs from the running product
	@scripts/setup && scripts/e2e pictures

fmt: ## format the Rust code
	@scripts/setup && . scripts/env.sh && cargo fmt --all

clean: ## remove what was built in this folder; the tools stay in the user's cache
	rm -rf target dist pkg tests/e2e/node_modules tests/oidc/node_modules tests/package/node_modules
