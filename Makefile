# Huizhen 会诊. `make run` and `make test` set up everything they need by themselves.
.DEFAULT_GOAL := help
.PHONY: help run web wheel test soak check bench lock clean

# Without compiled modules every start of Python costs twice as much.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
SETUP  := $(PYTHON) -m tools.setup
NPM    := $(PYTHON) -m tools.node
BIN    := .venv/bin
BENCH  := $(wildcard bench/__main__.py)

# make test T=tests/unit/consult ARGS="-x -k referral"
T    ?= tests
ARGS ?=

help: ## List the targets
	@awk -F ':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^ifneq/ {skip = "$(BENCH)" == ""} /^endif/ {skip = 0} \
	  /^[a-z-]+:.*## / && !skip {printf "  make %-8s %s\n", $$1, $$2}' Makefile

##@ Use it
run: ## Set up, seed the demo network and serve on http://127.0.0.1:8000
	@$(SETUP) python web
	@$(BIN)/huizhen demo
	@exec $(BIN)/huizhen serve

web: ## Build the web app into server/_web
	@$(SETUP) python web

wheel: ## Build dist/huizhen-*.whl, web app and notices included
	@$(SETUP) python web
	@$(BIN)/python -m pip wheel -qq --no-deps -w dist .

##@ Prove it
test: ## Set up and run every test; T=path narrows, ARGS="-x -k name" goes to pytest
	@$(SETUP) test web browser
	@echo "== front end"; $(NPM) test --silent
	@echo "== pytest $(T)"; $(BIN)/pytest -n 2 --dist loadscope $(T) $(ARGS)

soak: ## The crash, hostile, fuzz and scale tests at full counts
	@$(SETUP) test web
	@HUIZHEN_SOAK=1 $(BIN)/pytest $(wildcard tests/crash tests/hostile tests/fuzz tests/scale) $(ARGS)

check: ## Linters, types, import contracts, documentation
	@$(SETUP) test web
	@echo "== ruff";      $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check .
	@echo "== mypy";      $(BIN)/mypy --no-error-summary
	@echo "== imports";   $(BIN)/lint-imports --no-logo
	@echo "== oxlint";    $(NPM) run lint --silent
	@echo "== tsc";       $(NPM) run types --silent
	@echo "== documents"; $(BIN)/python -m tools.check_docs
	@echo "== figures";   $(BIN)/python -m tools.figures

ifneq ($(BENCH),)
bench: ## The benchmarks, each a ratio measured in the same run
	@$(SETUP) test web
	@$(BIN)/python -m bench $(ARGS)
endif

##@ Look after it
lock: ## Renew requirements/*.txt from pyproject.toml; LOCK="--upgrade" takes newer versions
	@$(SETUP) python
	@$(BIN)/uv pip compile -q pyproject.toml --universal --no-annotate $(LOCK) \
	  --custom-compile-command "make lock" -o requirements/run.txt
	@$(BIN)/uv pip compile -q pyproject.toml --universal --no-annotate $(LOCK) --extra test \
	  -c requirements/run.txt --custom-compile-command "make lock" -o requirements/test.txt

clean: ## Remove everything made by the targets above except data in var/
	@rm -rf .venv web/node_modules server/_web dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find consult storage server tests tools -name __pycache__ -prune -exec rm -rf {} +
