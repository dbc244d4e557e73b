# What a developer or a user does here; `make help` lists it.
# scripts/environment tells Swift where llama.cpp is, and with that turns the trait Llama on.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help chat test set-up build install uninstall bench evaluate docs picture lint format clean

with_environment = eval "$$(scripts/environment)" &&
PREFIX = /usr/local
sources = Package.swift Sources Tests
# The tests read a vocabulary's worth of logits at every word, which is bearable only when optimised;
# the flag lets them see inside the modules, and using it everywhere keeps one set of build products.
release = --configuration release -Xswiftc -enable-testing

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

chat: build ## set everything up and open the prompt
	@$(with_environment) exec "$$(swift build $(release) --show-bin-path)/shoggoth" chat

test: set-up ## set everything up and run every test
	$(with_environment) swift test $(release)

set-up: ## install what is missing, build llama.cpp, get the model
	@scripts/set-up

build: set-up ## build the release program
	@$(with_environment) swift build $(release) --product shoggoth 1>&2

install: build ## install the program (PREFIX=/usr/local, DESTDIR=)
	@$(with_environment) scripts/install "$$(swift build $(release) --show-bin-path)/shoggoth" "$(PREFIX)"

uninstall: ## take the installed program away again (PREFIX=, DESTDIR=)
	@scripts/uninstall "$(PREFIX)"

bench: set-up ## measure speed and quality (VOICES=FILE for identification too)
	@$(with_environment) swift build $(release) --product shoggoth 1>&2 && \
	  swift build $(release) --product shoggoth-bench 1>&2
	@$(with_environment) bench="$$(swift build $(release) --show-bin-path)/shoggoth-bench"; \
	  for what in recovery confusion soundness speed growth start busy memory rounding filter archive; do \
	    "$$bench" $$what || exit 1; done; \
	  [ -z "$(VOICES)" ] || "$$bench" scoring "$(VOICES)"

evaluate: set-up ## measure how right the engine is (VOICES=FILE DEPTH=FILE), into docs/evaluation.md
	@$(with_environment) swift build $(release) --product shoggoth 1>&2 && \
	  swift build $(release) --product shoggoth-bench 1>&2 && scripts/evaluate "$(VOICES)" "$(DEPTH)"

docs: ## build the pages of the documentation, into .build/documentation
	@SHOGGOTH_DOCS=1 swift package --scratch-path .build/documentation-build \
	  --allow-writing-to-directory .build/documentation generate-documentation \
	  --target MaskInference --target Engine --enable-experimental-combined-documentation \
	  --symbol-graph-minimum-access-level package --output-path .build/documentation

picture: build ## make the picture of the README, into docs/picture.svg
	@$(with_environment) scripts/picture "$$(swift build $(release) --show-bin-path)/shoggoth"

lint: ## check the style of the sources
	@scripts/check-width
	swift format lint --strict --recursive $(sources)

format: ## bring the sources into style
	swift format --in-place --recursive $(sources)

clean: ## delete what was built here (llama.cpp and the model stay in the user's cache)
	rm -rf .build
